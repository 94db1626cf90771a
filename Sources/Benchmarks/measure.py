"""Times `gridwright plan` on synthetic counties of growing size and on real data, and prints Markdown tables.

    measure.py [HOUSEHOLDS ...] [--record] [--seed 7] [--repeat 1] [--tool PATH] [--shared DIR]

Sizes default to 20000 and 200000; 2000000 takes minutes and gigabytes of disk. Real data is looked for in --shared,
$GRIDWRIGHT_SHARED or ../shared and left out, with a word, where it is absent. Every run is a process of its own, so its
peak memory is its own. With --repeat the run of least wall time counts. --record appends to RESULTS.md here.
Needs Python's standard library only.
"""

import argparse
import datetime
import json
import math
import os
import subprocess
import sys
import tempfile
import time
from dataclasses import dataclass
from pathlib import Path

from results import ROOT, commit, machine, record

HERE = Path(__file__).resolve().parent
STAGES = ["read", "map", "partition", "polygons", "audit", "write"]
REAL = {"yilan": "yilan/yilan.gpkg", "liechtenstein": "liechtenstein/liechtenstein.gpkg", "cambridge": "cambridge/cambridge.gpkg"}
TOO_SHORT = 0.05  # seconds: below, a ratio of times is noise


@dataclass
class Run:
    name: str
    summary: dict  # what `plan --json` prints
    wall: float  # seconds
    processor: float  # seconds, all threads
    peak: float  # megabytes

    @property
    def figures(self):
        return [self.summary["seconds"][stage] for stage in STAGES] + [self.wall, self.processor, self.peak]


def measured(command):
    """Runs a command: its output, wall and processor seconds, peak resident megabytes. Status 1 means findings."""
    start = time.perf_counter()
    with tempfile.TemporaryFile() as output:
        child = subprocess.Popen(command, stdout=output)
        _, status, usage = os.wait4(child.pid, 0)
        wall = time.perf_counter() - start
        child.returncode = os.waitstatus_to_exitcode(status)
        if child.returncode not in (0, 1):
            sys.exit(f"bench: {' '.join(map(str, command))} ended with {child.returncode}")
        output.seek(0)
        text = output.read()
    unit = 1 if sys.platform == "darwin" else 1024
    return text, wall, usage.ru_utime + usage.ru_stime, usage.ru_maxrss * unit / 1e6


def plan(name, manifest, folder, arguments):
    """The best of some plans of one county."""
    runs = []
    for _ in range(arguments.repeat):
        command = [arguments.tool, "plan", manifest, "--out", folder / "plan.gpkg", "--json", "--quiet"]
        text, *figures = measured(command)
        runs.append(Run(name, json.loads(text), *figures))
    if len({run.summary["digest"] for run in runs}) > 1:
        sys.exit(f"bench: {name}: the same plan came out different")
    best = min(runs, key=lambda run: run.wall)
    print(f"bench: {name}: {best.wall:.1f} s, {best.peak:.0f} MB", file=sys.stderr)
    return best


def synthetic(households, folder, arguments):
    county = folder / "county"
    _, wall, _, _ = measured(
        [arguments.tool, "sample", "--households", str(households), "--seed", str(arguments.seed), "--out", county, "--quiet"])
    print(f"bench: a synthetic county of {households} households made in {wall:.1f} s", file=sys.stderr)
    return plan(f"synthetic {households:,}", county / "county.yaml", folder, arguments)


def real(name, folder, arguments):
    """A plan of real data, or None where it is absent."""
    source = arguments.shared / "data" / REAL[name]
    if not source.exists():
        print(f"bench: SKIPPED {name}: {source} is not there", file=sys.stderr)
        return None
    for file in (HERE / "manifests").glob("*.yaml"):
        text = file.read_text(encoding="utf-8").replace("${SHARED}", str(arguments.shared))
        (folder / file.name).write_text(text, encoding="utf-8")
    return plan(name, folder / f"{name}.yaml", folder, arguments)


def table(head, rows):
    lines = ["| " + " | ".join(head) + " |", "| " + " | ".join("---" for _ in head) + " |"]
    return "\n".join(lines + ["| " + " | ".join(row) + " |" for row in rows])


def stage_table(runs):
    rows = []
    for run in runs:
        grids = sum(run.summary["grids"].values())
        seconds = [f"{value:.2f}" for value in run.figures[:-1]]
        rows.append(
            [run.name, f"{run.summary['households']:,}", f"{run.summary['atoms']:,}", f"{grids:,}"] + seconds
            + [f"{run.peak:.0f}", run.summary["digest"]])
    return table(["data", "households", "atoms", "grids"] + STAGES + ["wall", "processor", "peak MB", "digest"], rows)


def growth_table(runs):
    """Exponents e of cost ~ households^e between one size and the next."""
    rows = []
    for small, large in zip(runs, runs[1:]):
        ratio = math.log(large.summary["households"] / small.summary["households"])
        cells = []
        for before, after in zip(small.figures, large.figures):
            cells.append(f"{math.log(after / before) / ratio:.2f}" if min(before, after) >= TOO_SHORT else "–")
        rows.append([f"{small.name} → {large.summary['households']:,}"] + cells)
    return table(["growth exponent"] + STAGES + ["wall", "processor", "peak"], rows)


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("sizes", nargs="*", type=int, metavar="HOUSEHOLDS")
    parser.add_argument("--record", action="store_true", help="append the tables to RESULTS.md")
    parser.add_argument("--seed", type=int, default=7, help="of the synthetic counties")
    parser.add_argument("--repeat", type=int, default=1, help="runs of each plan; the fastest counts")
    parser.add_argument("--tool", type=Path, default=ROOT / ".build/release/gridwright")
    parser.add_argument("--shared", type=Path, default=Path(os.environ.get("GRIDWRIGHT_SHARED", ROOT.parent / "shared")))
    arguments = parser.parse_args()
    if not os.access(arguments.tool, os.X_OK):
        sys.exit(f"bench: {arguments.tool} is not there; run `make build` first")
    arguments.shared = arguments.shared.resolve()
    arguments.repeat = max(1, arguments.repeat)
    title = f"## {datetime.date.today().isoformat()}, commit {commit()}\n\n{machine()}; seconds by stage.\n"

    counties, places = [], []
    for size in sorted(set(arguments.sizes or [20_000, 200_000])):
        with tempfile.TemporaryDirectory() as folder:
            counties.append(synthetic(size, Path(folder), arguments))
    for name in REAL:
        with tempfile.TemporaryDirectory() as folder:
            places.append(real(name, Path(folder), arguments))
    report = f"{title}\n{stage_table(counties + [run for run in places if run])}\n"
    if len(counties) > 1:
        report += f"\n{growth_table(counties)}\n"
    print(report)
    if arguments.record:
        record(report)


if __name__ == "__main__":
    main()
