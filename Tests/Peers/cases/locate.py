"""Locates a million points in 10,000 grids beside GEOS, and compares every answer with GEOS's; prints Markdown.

    locate.py [--points 1000000] [--grids 10000] [--seed 7] [--tool PATH] [--record]

The grids are the curved cells of Tests/Peers/coverage, adopted as a plan. The points are spread over them and a little beyond;
one in fifty is a corner of a grid or the middle of a border's piece. GEOS (shapely's STRtree, predicate intersects) names every
grid that has a point on it or on its border: ours has to be one of them, and none only where the point is inside of none.
"""

import argparse
import datetime
import json
import os
import subprocess
import sys
import tempfile
import time
from pathlib import Path

import geopandas
import numpy
import pandas
import shapely

ROOT = Path(__file__).resolve().parent.parent.parent.parent
sys.path[:0] = [str(ROOT / "Sources/Benchmarks"), str(ROOT / "Tests/Peers/coverage")]

from bench import cells
from results import commit, machine, record


def spread(polygons, count, seed):
    """Points over the polygons; one in fifty lies on a border."""
    random = numpy.random.default_rng(seed)
    west, south, east, north = shapely.total_bounds(polygons)
    points = random.uniform([west - 50, south - 50], [east + 50, north + 50], (count, 2))
    rings = [shapely.get_coordinates(polygon) for polygon in random.choice(polygons, count // 100)]
    at = random.integers(0, len(rings[0]) - 1, len(rings))
    corners = numpy.array([ring[i] for ring, i in zip(rings, at)])
    middles = numpy.array([(ring[i] + ring[i + 1]) / 2 for ring, i in zip(rings, at)])
    points[:: 100][: len(corners)] = corners
    points[50:: 100][: len(middles)] = middles
    return points


def main():
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--points", type=int, default=1_000_000)
    parser.add_argument("--grids", type=int, default=10_000)
    parser.add_argument("--seed", type=int, default=7)
    parser.add_argument("--tool", default=str(ROOT / ".build/release/gridwright"))
    parser.add_argument("--record", action="store_true")
    options = parser.parse_args()
    said = machine()
    polygons, _ = cells(options.grids, options.seed)
    with tempfile.TemporaryDirectory() as folder:
        layer, plan, table, out = (f"{folder}/{name}" for name in ("cells.gpkg", "plan.gpkg", "points.csv", "located.csv"))
        codes = [f"G{number:06d}" for number in range(len(polygons))]
        geopandas.GeoDataFrame({"no": codes}, geometry=polygons, crs=32633).to_file(layer, layer="cells")
        subprocess.run([options.tool, "adopt", layer, "--fields", "code=no", "--out", plan, "--quiet"], stdout=subprocess.DEVNULL)
        # What the plan holds, not what it was made from: adopting snaps.
        grids = geopandas.read_file(plan, layer="grids", columns=["code"])
        points = spread(grids.geometry.values, options.points, options.seed)
        pandas.DataFrame(points, columns=["x", "y"]).to_csv(table, index_label="id")
        rows = []
        for _ in range(3):
            start = os.times()
            answer = subprocess.run(
                [options.tool, "locate", plan, table, "--crs", "EPSG:32633", "--out", out, "--json", "--quiet"], stdout=subprocess.PIPE)
            end = os.times()
            seconds = json.loads(answer.stdout)["seconds"]["locate"]
            rows.append((seconds, end.children_user + end.children_system - start.children_user - start.children_system))
        located = pandas.read_csv(out, usecols=["grid"], dtype=str)["grid"].fillna("").values
    ours, whole = min(rows)
    tree = shapely.STRtree(grids.geometry.values)
    start = time.process_time()
    found, owner = tree.query(shapely.points(points), predicate="intersects")
    theirs = time.process_time() - start
    names = grids.code.values
    agrees = numpy.zeros(len(points), bool)
    agrees[found[names[owner] == located[found]]] = True
    # Ours is nowhere at the eastern and northern rim, which is no grid's own: a point there is in the inside of none.
    nowhere = numpy.ones(len(points), bool)
    nowhere[tree.query(shapely.points(points), predicate="within")[0]] = False
    differing = int((~(agrees | (nowhere & (located == "")))).sum())
    borders = int((numpy.bincount(found, minlength=len(points)) > 1).sum())
    report = f"## Locating {len(points):,} points in {len(grids):,} grids, {datetime.date.today()}\n\n"
    report += f"{said}; commit {commit()}. SYNTHETIC grids and points (seed {options.seed}); {borders:,} points lie on a border that grids share. Best of three.\n\n"
    report += "| what | points a second |\n| --- | ---: |\n"
    report += f"| gridwright, one thread | {len(points) / ours:,.0f} |\n| shapely's STRtree, one thread | {len(points) / theirs:,.0f} |\n"
    report += f"\nReading, locating and writing CSV: {whole:.1f} processor seconds. Answers that differ from GEOS's: {differing:,}.\n"
    print(report)
    if differing:
        sys.exit("locate: our grids and GEOS's differ")
    if options.record:
        record(report)


main()
