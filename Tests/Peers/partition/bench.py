"""Divides the same graphs with Gridwright and its peers, in one run on one machine, and prints Markdown tables.

    bench.py [--full] [--record] [--only NAME ...] [--tool PATH] [--shared DIR]

Quick mode takes some minutes: few seeds, small graphs, Yilan, fishnets to 10^5. --full adds the fishnet of 10^6, all
published graphs and more seeds. Peers get the time that we get, per seed; METIS and KaHIP are restarted until it is
used. Every figure is measured from the assignments by score.py. What is missing is skipped, and said.
"""

import argparse
import datetime
import importlib.util
import json
import os
import signal
import statistics
import subprocess
import sys
import tempfile
import time
from dataclasses import dataclass, field
from pathlib import Path

import numpy

import instances
import peer
import tool
from score import score

HERE = Path(__file__).resolve().parent
RESULTS = tool.ROOT / "Sources/Benchmarks/RESULTS.md"
OURS = "Gridwright"
OURS_FAST = "Gridwright --effort fast, search alone"
MODULES = {"metis": "pymetis", "kahip": "kahip", "gerrychain": "gerrychain", "spopt": "spopt"}
MISSED = set()
TITLES = {
    "metis": "METIS contiguous, restarts", "metis-once": "METIS contiguous, one shot", "kahip": "KaHIP strong",
    "kahip-connected": "KaHIP strong, connected blocks", "kahip-eco": "KaHIP eco", "gerrychain": "GerryChain, short bursts", "spopt-maxp": "spopt MaxP", "spopt-skater": "spopt Skater",
}


@dataclass
class Row:
    """All runs of one solver on one graph."""

    scores: list = field(default_factory=list)
    seconds: list = field(default_factory=list)
    notes: list = field(default_factory=list)
    peak: float = 0  # megabytes; measured for ours only
    shots: int = 0
    feasible_shots: int | None = 0

    def objectives(self, by_length):
        """Of the feasible runs where there are any, else of all; and whether there are any."""
        good = [s for s in self.scores if s.feasible]
        return [s.cut_length / 1000 if by_length else s.cut_edges for s in good or self.scores], bool(good)


def say(text):
    print(text, file=sys.stderr, flush=True)


def run_peer(name, graph, seed, seconds, folder, patience):
    """A peer's zones and report, or a note why there are none."""
    out = Path(folder) / "zones.npy"
    once = name == "metis-once"
    command = [
        sys.executable, str(HERE / "peer.py"), "metis" if once else name, str(graph), "--seed", str(seed), "--seconds",
        "0" if once else str(seconds), "--out", str(out)]
    # A session of its own, so that a program that the peer starts ends with it.
    process = subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True, start_new_session=True)
    try:
        words, complaints = process.communicate(timeout=patience)
    except subprocess.TimeoutExpired:
        os.killpg(process.pid, signal.SIGKILL)
        process.communicate()
        return None, {}, f"stopped after {patience:.0f} s"
    if process.returncode != 0:
        last = (complaints.strip().splitlines() or [f"ended with {process.returncode}"])[-1]
        return None, {}, last[:80]
    return numpy.load(out), json.loads(words.strip().splitlines()[-1]), ""


def compare(instance, peers, seeds, seconds, given, folder):
    """One row per solver."""
    say(f"{instance.name}: {len(instance.weights)} atoms, {instance.parts} zones, {len(seeds)} seeds of {seconds} s")
    graph = Path(folder) / "graph.npz"
    instance.save(graph)
    needs_count = "--parts" in instance.flags
    rows = {OURS: Row()}
    bound = None
    for seed in seeds:
        run = tool.divide(given.tool, instance, seed, folder, seconds)
        row = rows[OURS]
        row.seconds.append(run.seconds)
        if run.zone is None:
            row.notes.append(run.note)
            continue
        row.scores.append(score(instance, run.zone, needs_count))
        row.peak = max(row.peak, run.peak)
        bound = max(filter(None, [bound, run.summary.get("lowerBound")]), default=None)
    if "metis-once" in peers and needs_count:
        # Beside one shot of METIS, whose seconds leave reading and writing out too.
        row = rows[OURS_FAST] = Row()
        for seed in seeds:
            run = tool.divide(given.tool, instance, seed, folder, effort="fast")
            if run.zone is None:
                row.notes.append(run.note)
                continue
            row.seconds.append(sum(stage["seconds"] for stage in run.summary["stages"] if stage["name"] == "search"))
            row.scores.append(score(instance, run.zone, needs_count))
    for name in peers:
        row = rows[TITLES[name]] = Row()
        for seed in seeds:
            zone, report, note = run_peer(name, graph, seed, seconds, folder, given.patience + 3 * seconds)
            if zone is None:
                row.notes.append(note)
                if note.startswith("stopped"):
                    break  # it will not be quicker with another seed
                continue
            row.seconds.append(report["seconds"])
            row.scores.append(score(instance, zone, needs_count))
            row.shots += report["shots"]
            row.feasible_shots = None if report["feasible"] is None else row.feasible_shots + report["feasible"]
    return rows, bound


def table(instance, rows, bound, seeds):
    """Markdown lines for one graph."""
    unit = "km" if instance.by_length else "edges"
    known = f", best known {instance.best}" if instance.best else ""
    proved = f", lower bound {bound / 1000 if instance.by_length else bound:,.1f}".removesuffix(".0") if bound else ""
    lines = [
        f"**{instance.name}**: {len(instance.weights):,} atoms, {len(instance.targets) // 2:,} borders, {instance.parts:,} zones, "
        f"{instance.band[0]:,}–{instance.band[1]:,}{known}{proved}", "",
        f"| solver | feasible | best {unit} | median | ratio | in band | max deviation | broken | Polsby–Popper | s | notes |",
        "| --- | --- | --- | --- | --- | --- | --- | --- | --- | --- | --- |"]
    ours, _ = rows[OURS].objectives(instance.by_length)
    for name, row in rows.items():
        notes = sorted(set(row.notes))
        if row.shots > len(row.scores) and row.feasible_shots is not None:
            notes.append(f"{row.feasible_shots} of {row.shots} shots feasible")
        if row.peak > 100:
            notes.append(f"{row.peak:,.0f} MB")
        if not row.scores:
            lines.append(f"| {name} | 0 of {len(seeds)} | – | – | – | – | – | – | – | – | {'; '.join(notes)} |")
            continue
        values, are_good = row.objectives(instance.by_length)
        figure = (lambda x: f"{x:,.1f}") if instance.by_length else (lambda x: f"{x:,.0f}" if x == int(x) else f"{x:,.1f}")
        shown = figure if are_good else (lambda x: f"({figure(x)})")
        median = statistics.median(values)
        ratio = f"{median / statistics.median(ours):.3f}" if ours else "–"
        compactness = [s.compactness for s in row.scores if s.compactness is not None]
        lines.append(
            f"| {name} | {sum(s.feasible for s in row.scores)} of {len(seeds)} | {shown(min(values))} | {shown(median)} | "
            f"{ratio if are_good else f'({ratio})'} | {min(s.in_band / s.zones for s in row.scores):.1%} | "
            f"{max(s.deviation for s in row.scores):.2%} | {max(s.broken for s in row.scores)} | "
            f"{f'{statistics.median(compactness):.3f}' if compactness else '–'} | {statistics.median(row.seconds):.2f} | "
            f"{'; '.join(notes) or '–'} |")
    return lines + [""]


def compare_communities(county, given, folder):
    """Yilan with no zone across a community line: every part of every community by itself, one seed."""
    whole = county.whole
    parts = list(instances.communities(county, folder))
    say(f"Yilan by community: {len(parts)} connected parts")
    zones = {name: numpy.full(len(whole.weights), -1) for name in [OURS, TITLES["metis-once"], TITLES["metis"]]}
    spent = dict.fromkeys(zones, 0.0)
    for number, (atoms, part) in enumerate(parts):
        run = tool.divide(given.tool, part, 1, folder, effort="standard")
        if run.zone is None:
            say(f"{part.name}: {run.note}")
            continue
        search = sum(stage["seconds"] for stage in run.summary["stages"] if stage["name"] not in ("bound", "write"))
        zones[OURS][atoms] = run.zone + 10_000 * number
        spent[OURS] += search
        file = Path(folder) / "part.npz"
        part.save(file)
        for title, seconds in [(TITLES["metis-once"], 0), (TITLES["metis"], search)]:
            if part.parts == 1:
                zones[title][atoms] = 10_000 * number
                continue
            graph = peer.Graph(file)
            start = time.perf_counter()
            zone, _, _ = peer.metis(graph, 1, seconds)
            spent[title] += time.perf_counter() - start
            zones[title][atoms] = zone + 10_000 * number
    first, second, metres = whole.edges
    lines_between = metres[county.community[first] != county.community[second]].sum() / 1000
    out = [
        f"**Yilan by community**: {len(parts)} connected parts of {len(set(county.community))} communities, each with "
        f"round(households / 400) zones; {lines_between:,.0f} km of community lines are in every cut. One run each; the time "
        "for our lower bounds is left out.", "",
        "| solver | zones | in band | share | broken | inner cut km | all km | Polsby–Popper | s |",
        "| --- | --- | --- | --- | --- | --- | --- | --- | --- |"]
    for name, zone in zones.items():
        s = score(whole, zone, needs_count=False)
        out.append(
            f"| {name} | {s.zones} | {s.in_band} | {s.in_band / s.zones:.1%} | {s.broken} | {s.cut_length / 1000 - lines_between:,.1f} | "
            f"{s.cut_length / 1000:,.1f} | {s.compactness:.3f} | {spent[name]:.2f} |")
    return out + [""]


def parse():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--full", action="store_true", help="all graphs, more seeds, more time")
    parser.add_argument("--record", action="store_true", help="append the tables to Sources/Benchmarks/RESULTS.md")
    parser.add_argument("--only", nargs="*", help="graphs by file name or: fishnets, yilan, communities")
    parser.add_argument("--tool", type=Path, default=Path(os.environ.get("GRIDWRIGHT", tool.TOOL)))
    parser.add_argument("--shared", type=Path, default=Path(os.environ.get("GRIDWRIGHT_SHARED", tool.ROOT.parent / "shared")))
    parser.add_argument("--seeds", type=int)
    parser.add_argument("--seconds", type=float)
    parser.add_argument("--patience", type=float, default=60, help="seconds after which a peer that hangs is stopped")
    return parser.parse_args()


def present(peers):
    """The peers whose packages are installed; the others are said once."""
    def is_there(name):
        return peer.connected_kaffpa() if name == "kahip-connected" else importlib.util.find_spec(MODULES[name.split("-")[0]])

    for name in peers:
        if not is_there(name) and name not in MISSED:
            MISSED.add(name)
            what = "KaHIP's kaffpa, 3.25, on the path or named by KAFFPA" if name == "kahip-connected" else "its Python package"
            say(f"SKIPPED {TITLES[name]}: {what} is needed")
    return [name for name in peers if is_there(name)]


def plan(given, folder):
    """What to run: instance, peers, seeds, seconds."""
    def wanted(name):
        return given.only is None or name in given.only

    seeds = range(1, 1 + (given.seeds or (5 if given.full else 2)))
    seconds = given.seconds or (10 if given.full else 3)
    graphs = given.shared / "data/graphs"
    stems = [row[0] for row in instances.DISTRICTING]
    if not given.full and given.only is None:
        stems = [stem for stem in stems if not stem.startswith("county") or stem in ("county22", "county28")]
    stems = [stem for stem in stems if wanted(stem)]
    if graphs.is_dir():
        for instance in instances.districting(graphs, stems) if stems else []:
            size = len(instance.weights)
            peers = ["metis", "kahip", "kahip-connected"] + (["gerrychain"] if size < 800 else []) + (["spopt-skater"] if size < 150 else [])
            peers += ["spopt-maxp"] if size < 70 and given.full else []
            yield instance, present(peers), seeds, seconds
    else:
        say(f"SKIPPED the published districting graphs: {graphs} is not there; set GRIDWRIGHT_SHARED")
    if wanted("fishnets"):
        sizes = [(100, 50, 3), (316, 500, 5)] + ([(1000, 5000, 60)] if given.full else [])
        for side, parts, limit in sizes:
            peers = present(["metis-once", "metis"] + (["kahip-eco"] if side < 1000 else []))
            yield instances.fishnet(side, parts, folder), peers, seeds[:3], given.seconds or limit


def main():
    given = parse()
    if not given.tool.exists():
        sys.exit(f"bench: {given.tool} is not there; run `make build` first")
    commit = subprocess.run(["git", "rev-parse", "--short", "HEAD"], capture_output=True, text=True, cwd=tool.ROOT).stdout.strip()
    load = os.getloadavg()[0]
    lines = [
        f"## {datetime.date.today()}, commit {commit}: the solver beside its peers", "",
        f"{os.cpu_count()} processors, load {load:.1f} at the start. Peers get our seconds per seed; our seconds are wall time of the "
        "command, reading and writing included, theirs the work alone. Ratios are of medians, to ours. In brackets: no run was "
        "feasible. Measured by Tests/Peers/partition/score.py.", ""]
    with tempfile.TemporaryDirectory() as folder:
        for instance, peers, seeds, seconds in plan(given, folder):
            rows, bound = compare(instance, peers, seeds, seconds, given, folder)
            lines += (new := table(instance, rows, bound, seeds))
            print("\n".join(new), flush=True)
        source = given.shared / "data/yilan/yilan.gpkg"
        for part in ["yilan", "communities"]:
            if given.only is not None and part not in given.only:
                continue
            if not source.exists():
                say(f"SKIPPED Yilan: {source} is not there; set GRIDWRIGHT_SHARED")
                break
            county = instances.yilan(source, folder)
            if part == "yilan":
                seeds, seconds = range(1, 1 + (given.seeds or 2)), given.seconds or (10 if given.full else 5)
                peers = present(["metis-once", "metis", "kahip-eco", "kahip", "kahip-connected"])
                new = table(county.whole, *compare(county.whole, peers, seeds, seconds, given, folder), seeds)
            else:
                new = compare_communities(county, given, folder)
            lines += new
            print("\n".join(new), flush=True)
    if given.record:
        with open(RESULTS, "a") as file:
            file.write("\n" + "\n".join(lines).rstrip() + "\n")
        say(f"recorded in {RESULTS}")


if __name__ == "__main__":
    main()
