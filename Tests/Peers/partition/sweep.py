"""Many seeds on the published districting graphs: how often is a plan feasible, and how often the best known?

    sweep.py [--seeds 20] [--seconds 10 | --effort standard] [--only county22 ...] [--until best|feasible] [--threads 2] [--tool PATH] [--shared DIR]

With --until best a run ends once it has the best known cut, with --until feasible once it has a plan in the band; such
a run is the beginning of the one that uses all its time.

Each run is `gridwright partition` in a process of its own, measured again by score.py. A hit is a feasible plan with no
more cut edges than the best known. With --effort work is counted instead of time, and every seed is run once more with
one thread, which must give the same table. Exit status 1 where a run was not feasible or not the same.
"""

import argparse
import os
import statistics
import sys
import tempfile
from pathlib import Path

import instances
import tool
from score import score


def sweep(instance, given, folder):
    """One row: figures of all seeds on one graph."""
    cuts, walls, deviations, bounds, feasible, is_same = [], [], [], [], 0, True
    goal = {"best": instance.best, "feasible": 1e9, None: None}[given.until]
    seconds = None if given.effort else given.seconds
    for seed in range(given.first, given.first + given.seeds):
        run = tool.divide(given.tool, instance, seed, folder, seconds, given.effort, given.threads, goal)
        walls.append(run.seconds)
        if run.zone is None:
            print(f"{instance.name}, seed {seed}: {run.note}", file=sys.stderr)
            continue
        if given.effort:
            alone = tool.divide(given.tool, instance, seed, folder, effort=given.effort, threads=1, goal=goal).zone
            if alone is None or (alone != run.zone).any():
                print(f"{instance.name}, seed {seed}: one thread finds another plan", file=sys.stderr)
                is_same = False
        result = score(instance, run.zone)
        summary = run.summary
        if (summary["feasible"], summary["cutEdges"], summary["broken"]) != (result.feasible, result.cut_edges, result.broken):
            print(f"{instance.name}, seed {seed}: the tool's own figures differ from the measured ones", file=sys.stderr)
        bounds.append(summary.get("lowerBound") or 0)
        if result.feasible:
            feasible += 1
            cuts.append(result.cut_edges)
            deviations.append(result.deviation)
    hits = sum(cut <= instance.best for cut in cuts)
    figures = [f"{min(cuts)}", f"{statistics.median(cuts):g}", f"{max(cuts)}", f"{max(deviations):.3%}"] if cuts else ["–"] * 4
    print(
        f"| {instance.name} | {instance.parts} | {feasible} of {given.seeds} | {instance.best} | {hits} of {given.seeds} | "
        f"{' | '.join(figures)} | {max(bounds, default=0):g} | {statistics.median(walls):.2f} | {max(walls):.2f} |", flush=True)
    return feasible == given.seeds and is_same


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--seeds", type=int, default=20)
    parser.add_argument("--first", type=int, default=1, help="the first seed")
    parser.add_argument("--seconds", type=float, default=10)
    parser.add_argument("--effort", choices=["quick", "standard", "thorough"])
    parser.add_argument("--until", choices=["best", "feasible"], help="end a run at this")
    parser.add_argument("--only", nargs="*")
    parser.add_argument("--threads", type=int, default=2)
    parser.add_argument("--tool", type=Path, default=Path(os.environ.get("GRIDWRIGHT", tool.TOOL)))
    parser.add_argument("--shared", type=Path, default=Path(os.environ.get("GRIDWRIGHT_SHARED", tool.ROOT.parent / "shared")))
    given = parser.parse_args()
    graphs = given.shared / "data/graphs"
    if not graphs.is_dir():
        print(f"SKIPPED: {graphs} is not there; set GRIDWRIGHT_SHARED")
        return 0
    measure = f"effort {given.effort}" if given.effort else f"{given.seconds:g} s"
    print(f"{given.seeds} seeds of {measure} with {given.threads} threads, tolerance ±0.5 %\n")
    print("| graph | zones | feasible | best known | hits | best | median | worst | max deviation | lower bound | median s | longest s |")
    print("| --- | --- | --- | --- | --- | --- | --- | --- | --- | --- | --- | --- |")
    with tempfile.TemporaryDirectory() as folder:
        good = [sweep(instance, given, folder) for instance in instances.districting(graphs, given.only)]
    return 0 if all(good) else 1


if __name__ == "__main__":
    sys.exit(main())
