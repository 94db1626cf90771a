"""Times the audit of a coverage beside GEOS's coverage validator, in turns, and prints a Markdown table.

    bench.py [--cells 100000] [--rounds 3] [--planted 100] [--seed 7] [--tool PATH] [--councils FILE] [--record]

The cells are quadrilaterals of a jittered mesh whose sides are curves of eight pieces: 33 positions each, neighbours share
every vertex. `clean` has no fault; `planted` has some of every kind, far apart, and the table says how many of them were
found. Our time is what `audit --json` calls `validate`: gaps, overlaps, unmatched edges, slivers, validity, each itemised
with its owners. GEOS's is shapely.coverage_invalid_edges alone, which marks edges and neither looks for gaps nor tests
validity; and the same with shapely.is_valid. Reading is left out on both sides and told apart.
"""

import argparse
import datetime
import json
import os
import subprocess
import sys
import tempfile
import time
from collections import Counter
from pathlib import Path
from statistics import median

import geopandas
import numpy
import pyogrio
import shapely

sys.path.insert(0, str(Path(__file__).resolve().parent.parent.parent.parent / "Sources/Benchmarks"))

from results import ROOT, commit, machine, record

PIECES = 8


def curves(start, end, random):
    """Positions of curved sides: arrays (n, PIECES + 1, 2) that begin and end at the given corners."""
    share = numpy.linspace(0, 1, PIECES + 1)
    line = start[:, None, :] + (end - start)[:, None, :] * share[None, :, None]
    normal = numpy.stack([-(end - start)[:, 1], (end - start)[:, 0]], axis=1)
    bend = random.uniform(-0.12, 0.12, (len(start), 1)) * numpy.sin(numpy.pi * share)[None, :]
    line += normal[:, None, :] * bend[:, :, None]
    line[:, 0], line[:, -1] = start, end
    return line


def cells(count, seed):
    """Polygons of a mesh with curved sides, 33 positions each, in metres of UTM zone 33."""
    random = numpy.random.default_rng(seed)
    columns = round(count**0.5)
    rows = -(-count // columns)
    y, x = numpy.mgrid[0 : rows + 1, 0 : columns + 1].astype(float)
    corners = numpy.stack([x, y], axis=2) * 100 + random.uniform(-20, 20, (rows + 1, columns + 1, 2)) + [400_000, 5_200_000]
    level = curves(corners[:, :-1].reshape(-1, 2), corners[:, 1:].reshape(-1, 2), random)
    level = level.reshape(rows + 1, columns, PIECES + 1, 2)
    upright = curves(corners[:-1].reshape(-1, 2), corners[1:].reshape(-1, 2), random)
    upright = upright.reshape(rows, columns + 1, PIECES + 1, 2)
    rings = numpy.concatenate(
        [level[:-1, :, :-1], upright[:, 1:, :-1], level[1:, :, :0:-1], upright[:, :-1, ::-1]], axis=2)
    return shapely.polygons(rings.reshape(rows * columns, 4 * PIECES + 1, 2)), columns


def planted(polygons, columns, count, seed):
    """The polygons with faults of every kind, far apart, and how many findings of each rule they make."""
    polygons = list(polygons)
    extra = []
    expected = Counter()
    rows = len(polygons) // columns
    kinds = ["gap", "overlap", "duplicate-geometry", "multi-owner", "missing-vertex", "near-vertex", "sliver", "invalid-geometry"]
    # Every sixth row and column inside, so that no two faults meet.
    places = [row * columns + column for row in range(3, rows - 3, 6) for column in range(3, columns - 3, 6)]
    chosen = numpy.random.default_rng(seed).choice(places, min(count, len(places)), replace=False)
    for number, place in enumerate(sorted(chosen)):
        kind = kinds[number % len(kinds)]
        expected[kind] += 1
        ring = shapely.get_coordinates(polygons[place])
        middle = shapely.centroid(polygons[place])
        if kind == "gap":
            polygons[place] = None
        elif kind == "overlap":
            extra.append(shapely.buffer(middle, 5))
        elif kind == "duplicate-geometry":
            extra.append(polygons[place])
        elif kind == "multi-owner":
            extra += [shapely.box(middle.x, middle.y, middle.x + 9, middle.y + 9)] * 1
            extra.append(shapely.box(middle.x + 3, middle.y + 3, middle.x + 6, middle.y + 12))
            expected["overlap"] += 2
        elif kind == "missing-vertex":
            polygons[place] = shapely.polygons(numpy.insert(ring, 3, (ring[2] + ring[3]) / 2, axis=0))
        elif kind == "near-vertex":
            ring[3] += 0.003
            polygons[place] = shapely.polygons(ring)
        elif kind == "sliver":
            extra.append(shapely.box(300_000 + 100 * number, 5_200_000, 300_000.4 + 100 * number, 5_200_050))
        elif kind == "invalid-geometry":
            x = 300_000 + 100 * number
            extra.append(shapely.Polygon([(x, 5_201_000), (x + 20, 5_201_020), (x + 20, 5_201_000), (x, 5_201_020)]))
    return [polygon for polygon in polygons if polygon is not None] + extra, expected


def ours(tool, path, threads, more=()):
    """The audit's summary, and its wall time as a process."""
    start = time.perf_counter()
    child = subprocess.run(
        [tool, "audit", path, "--json", "--quiet", "--threads", str(threads), *more], stdout=subprocess.PIPE, check=False)
    wall = time.perf_counter() - start
    if child.returncode not in (0, 1):
        sys.exit(f"bench: gridwright audit ended with {child.returncode}")
    return json.loads(child.stdout), wall


def geos(polygons):
    """Seconds of the coverage validator, and of it with the test of validity."""
    start = time.perf_counter()
    edges = shapely.coverage_invalid_edges(polygons)
    validated = time.perf_counter() - start
    shapely.is_valid(polygons)
    return validated, time.perf_counter() - start, int((~shapely.is_empty(edges)).sum())


def itemised(polygons):
    """Seconds in which shapely intersects every pair that meets and unites all: the pieces, without owners of three or more."""
    start = time.perf_counter()
    polygons = shapely.make_valid(polygons)
    first, second = shapely.STRtree(polygons).query(polygons, predicate="intersects")
    pairs = first < second
    pieces = shapely.get_parts(shapely.intersection(polygons[first[pairs]], polygons[second[pairs]]))
    overlaps = int((shapely.area(pieces) > 0).sum())
    union = shapely.get_parts(shapely.union_all(polygons))
    return time.perf_counter() - start, overlaps, int(shapely.get_num_interior_rings(union).sum())


def measure(name, path, arguments, more=()):
    start = time.perf_counter()
    polygons = numpy.array(pyogrio.read_dataframe(path).geometry.values)
    reading = time.perf_counter() - start
    rounds = []
    for _ in range(arguments.rounds):
        one, wall = ours(arguments.tool, path, 1, more)
        two, _ = ours(arguments.tool, path, 2, more)
        rounds.append((one["seconds"]["validate"], two["seconds"]["validate"], one["seconds"]["read"], wall, *geos(polygons)))
        print(f"bench: {name}: " + ", ".join(f"{value:.2f}" for value in rounds[-1][:6]), file=sys.stderr)
    figures = [median(column) for column in zip(*rounds)]
    row = [name, f"{len(polygons):,}", f"{one['edges']:,}"] + [f"{value:.2f}" for value in figures[:4]]
    row += [f"{figures[4]:.2f}", f"{figures[5]:.2f}", f"{reading:.2f}", f"{len(one['findings']):,}", f"{rounds[0][6]:,}"]
    return row, one


def table(rows):
    head = [
        "layer", "polygons", "edges", "ours, 1 thread", "ours, 2 threads", "our reading", "our process", "GEOS edges",
        "GEOS edges + is_valid", "pyogrio reading", "our findings", "polygons GEOS marks"]
    lines = ["| " + " | ".join(cells) + " |" for cells in [head, ["---"] * len(head)] + rows]
    return "\n".join(lines)


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--cells", type=int, default=100_000)
    parser.add_argument("--rounds", type=int, default=3)
    parser.add_argument("--planted", type=int, default=100)
    parser.add_argument("--seed", type=int, default=7)
    parser.add_argument("--tool", type=Path, default=ROOT / ".build/release/gridwright")
    shared = Path(os.environ.get("GRIDWRIGHT_SHARED", ROOT.parent / "shared"))
    parser.add_argument("--councils", type=Path, default=shared / "data/la311/neighborhood-councils.geojson")
    parser.add_argument("--record", action="store_true", help="append the table to Sources/Benchmarks/RESULTS.md")
    arguments = parser.parse_args()
    title = f"## Coverages, {datetime.date.today().isoformat()}, commit {commit()}\n\n{machine()}; GEOS {shapely.geos_version_string}, shapely {shapely.__version__}; seconds, the median of {arguments.rounds} rounds in turns.\n"
    rows, words = [], []
    with tempfile.TemporaryDirectory() as folder:
        clean, columns = cells(arguments.cells, arguments.seed)
        dirty, expected = planted(clean, columns, arguments.planted, arguments.seed)
        for name, polygons in [("clean", clean), ("planted", dirty)]:
            path = Path(folder) / f"{name}.gpkg"
            pyogrio.write_dataframe(geopandas.GeoDataFrame(geometry=list(polygons), crs="EPSG:32633"), path)
            row, summary = measure(name, path, arguments)
            rows.append(row)
            found = summary["rules"]
            if name == "clean" and found:
                sys.exit(f"bench: faults invented in a clean coverage: {found}")
        words.append("Planted and found, by rule: " + ", ".join(f"{rule} {expected[rule]} and {found.get(rule, 0)}" for rule in sorted(expected)) + ".")
    if arguments.councils.exists():
        row, summary = measure("LA councils", arguments.councils, arguments, ["--fields", "code=nc_id"])
        rows.append(row)
        seconds, overlaps, holes = itemised(numpy.array(pyogrio.read_dataframe(arguments.councils).to_crs(32611).geometry.values))
        words.append(
            f"The councils have {overlaps:,} overlapping pieces by pairs and {holes:,} enclosed gaps; shapely's intersections and union take {seconds:.2f} s to make them, without widths, neighbours or places of three owners.")
        words.append(
            f"The councils overlap by {summary['contestedArea'] / 1e6:.3f} km² ({summary['repeatedArea'] / 1e6:.3f} km² more than their union), measured in {summary['metricCrs']}.")
    else:
        print(f"bench: SKIPPED LA councils: {arguments.councils} is not there", file=sys.stderr)
    report = title + "\n" + table(rows) + "\n\n" + " ".join(words) + "\n"
    print(report)
    if arguments.record:
        record(report)


if __name__ == "__main__":
    main()
