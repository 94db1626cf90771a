"""Times a million synthetic cases on their way into a plan, beside GDAL and GeoPandas, and prints Markdown.

    bench.py [--rows 1000000] [--households 200000] [--seed 7] [--tool PATH] [--record]

The county, its plan and the cases are SYNTHETIC, made here by `gridwright sample`, `gridwright plan` and generate.py. Ours:
`cases import` into the plan, the same file again, `cases stats`, `cases duplicates` and `audit`, each a process of its own.
Beside it, in the same run: `ogr2ogr` brings the same file into a GeoPackage in the plan's system (no check of rows, no grid),
and reads it back into CSV; GeoPandas reads the file and joins its points to the same grids. What grid each case is in has to
be the same in ours and GeoPandas', but for points on a border, which GeoPandas puts into two.
"""

import argparse
import csv
import datetime
import json
import os
import subprocess
import sys
import tempfile
import time
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parent.parent.parent.parent / "Sources/Benchmarks"))

from results import ROOT, commit, machine, record


def run(words, **more):
    """Seconds, processor seconds and megabytes of a process, and what it printed."""
    start = time.perf_counter()
    child = subprocess.Popen(words, stdout=subprocess.PIPE, **more)
    out = child.stdout.read()
    _, status, usage = os.wait4(child.pid, 0)
    child.returncode = os.waitstatus_to_exitcode(status)
    if child.returncode not in (0, 1):
        sys.exit(f"bench: {' '.join(map(str, words[:4]))} ended with {child.returncode}")
    return time.perf_counter() - start, usage.ru_utime + usage.ru_stime, usage.ru_maxrss / 1024, out


JOIN = """
import sys, time
import geopandas, pandas
plan, table = sys.argv[1:]
start = time.perf_counter()
grids = geopandas.read_file(plan, layer="grids", columns=["code", "leaf"])
grids = grids[grids.leaf == 1]
rows = pandas.read_csv(table, dtype={"id": str})
placed = rows[rows.lon.notna()]
points = geopandas.GeoDataFrame(placed[["id"]], geometry=geopandas.points_from_xy(placed.lon, placed.lat), crs=4326).to_crs(grids.crs)
read = time.perf_counter()
joined = geopandas.sjoin(points, grids[["code", "geometry"]], predicate="intersects")
done = time.perf_counter()
joined[["id", "code"]].to_csv(sys.argv[2] + ".joined", index=False)
print(read - start, done - read)
"""


def compare(plan, joined):
    """Cases whose grid differs from that of the join; points on a border are in several of the join's."""
    import sqlite3

    theirs = {}
    with open(joined, newline="") as file:
        for row in csv.DictReader(file):
            theirs.setdefault(row["id"], set()).add(row["code"])
    differing = several = 0
    for name, grid in sqlite3.connect(plan).execute("SELECT id, grid FROM cases"):
        codes = theirs.get(name, set())
        several += len(codes) > 1
        differing += (grid not in codes) if grid else bool(codes)
    return differing, several


def main():
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--rows", type=int, default=1_000_000)
    parser.add_argument("--households", type=int, default=200_000)
    parser.add_argument("--seed", type=int, default=7)
    parser.add_argument("--tool", default=str(ROOT / ".build/release/gridwright"))
    parser.add_argument("--record", action="store_true")
    options = parser.parse_args()
    tool, said = options.tool, machine()
    with tempfile.TemporaryDirectory() as folder:
        plan, table = f"{folder}/plan.gpkg", f"{folder}/cases.csv"
        run([tool, "sample", "--households", str(options.households), "--seed", str(options.seed), "--out", f"{folder}/county", "--quiet"])
        out = run([tool, "plan", f"{folder}/county/county.yaml", "--out", plan, "--effort", "quick", "--quiet", "--json"])[3]
        grids = sum(json.loads(out)["grids"].values())
        # A process of its own: what it needs would count as memory of all that are started after it.
        generator = Path(__file__).resolve().parent / "generate.py"
        run([sys.executable, generator, plan, table, "--rows", str(options.rows), "--seed", str(options.seed)])
        size = os.path.getsize(table) / 1e6
        rows = []

        def ours(what, *words):
            wall, cpu, memory, out = run([tool, *words, "--json", "--quiet"])
            rows.append((f"gridwright {what}", wall, cpu, memory))
            return json.loads(out)

        as_of = ["--as-of", "2026-11-21T00:00Z"]
        first = ours("cases import", "cases", "import", plan, table, *as_of)
        again = ours("cases import, the same file again", "cases", "import", plan, table, *as_of)
        assert first["imported"] == options.rows and again["unchanged"] == options.rows, (first["rows"], again["rows"])
        ours("cases stats", "cases", "stats", plan, "--as-of", "2025-12-01T00:00Z")
        ours("cases duplicates", "cases", "duplicates", plan, "--as-of", "2025-12-01T00:00Z", "--out", f"{folder}/pairs.csv")
        ours("audit", "audit", plan)
        wall, cpu, memory, _ = run([
            "ogr2ogr", "-q", "-f", "GPKG", f"{folder}/ogr.gpkg", table, "-oo", "X_POSSIBLE_NAMES=lon", "-oo", "Y_POSSIBLE_NAMES=lat",
            "-oo", "KEEP_GEOM_COLUMNS=NO", "-s_srs", "EPSG:4326", "-t_srs", "EPSG:3857"])
        rows.append(("ogr2ogr, CSV to GeoPackage", wall, cpu, memory))
        wall, cpu, memory, _ = run(["ogr2ogr", "-q", "-f", "CSV", f"{folder}/back.csv", f"{folder}/ogr.gpkg"])
        rows.append(("ogr2ogr, GeoPackage to CSV", wall, cpu, memory))
        wall, cpu, memory, out = run([sys.executable, "-c", JOIN, plan, table])
        read, join = map(float, out.split())
        rows.append((f"GeoPandas, read and join (join alone {join:.1f} s)", wall, cpu, memory))
        differing, several = compare(plan, table + ".joined")
    report = f"## {options.rows:,} cases into a plan of {grids:,} grids, {datetime.date.today()}\n\n"
    report += f"{said}; commit {commit()}. SYNTHETIC county of {options.households:,} households and cases (seed {options.seed}), {size:.0f} MB of CSV.\n\n"
    report += "| what | wall s | processor s | peak MB |\n| --- | ---: | ---: | ---: |\n"
    report += "".join(f"| {what} | {wall:.1f} | {cpu:.1f} | {memory:,.0f} |\n" for what, wall, cpu, memory in rows)
    stages = ", ".join(f"{stage['name']} {stage['seconds']:.1f} s ({stage['peakMegabytes']:,.0f} MB)" for stage in first["stages"])
    report += f"\nStages of the first import: {stages}. Grid of a case and GeoPandas' join differ for {differing:,} cases; {several:,} points lie on a border.\n"
    print(report)
    if differing:
        sys.exit("bench: our grids and those of the join differ")
    if options.record:
        record(report)


main()
