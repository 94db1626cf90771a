"""Writes SYNTHETIC cases into a CSV file: points spread over the ground of a plan and a little beyond, in WGS 84.

    generate.py PLAN OUT [--rows 1000000] [--seed 7] [--outside 0.01] [--unlocated 0.01] [--closed 0.8]

No row is about anybody: places and times are drawn by lot, classes are those of the neutral rules. Ids begin with `syn-`.
"""

import argparse

import numpy
import pyogrio
import pyproj

CLASSES = ["water", "lighting", "waste", "noise", "parking", "fire-safety"]
DAY = 86_400


def stamps(seconds):
    """ISO 8601 in UTC; empty where there is no time."""
    moments = numpy.datetime64("1970-01-01T00:00:00") + seconds.astype("timedelta64[s]")
    return numpy.where(seconds < 0, "", numpy.char.add(numpy.datetime_as_string(moments, unit="s"), "Z"))


def rows(plan, count, seed, outside=0.01, unlocated=0.01, closed=0.8):
    """Columns of `count` cases as arrays of text, and the places in the plan's own metres (NaN for none)."""
    random = numpy.random.default_rng(seed)
    info = pyogrio.read_info(plan, layer="grids", force_total_bounds=True)
    west, south, east, north = info["total_bounds"]
    margin = (numpy.sqrt(1 + outside) - 1) / 2
    width, height = east - west, north - south
    x = random.uniform(west - margin * width, east + margin * width, count)
    y = random.uniform(south - margin * height, north + margin * height, count)
    lost = random.random(count) < unlocated
    x[lost] = y[lost] = numpy.nan
    longitude, latitude = pyproj.Transformer.from_crs(info["crs"], 4326, always_xy=True).transform(x, y)
    opened = numpy.sort(random.integers(0, 365 * DAY, count)) + 1_735_689_600  # 2025, in order as systems write them
    took = random.exponential(5 * DAY, count).astype(int) + 60
    ended = numpy.where(random.random(count) < closed, opened + took, -1)
    degrees = [numpy.where(lost, "", numpy.char.mod("%.7f", numpy.where(lost, 0, place))) for place in (longitude, latitude)]
    columns = {
        "id": numpy.char.add("syn-", numpy.arange(1, count + 1).astype(str)),
        "class": numpy.array(CLASSES)[random.integers(0, len(CLASSES), count)],
        "created": stamps(opened),
        "closed": stamps(ended),
        "lon": degrees[0],
        "lat": degrees[1],
    }
    return columns, x, y


def write(columns, path):
    lines = columns["id"]
    for name in list(columns)[1:]:
        lines = numpy.char.add(numpy.char.add(lines, ","), columns[name])
    with open(path, "w", encoding="utf-8") as file:
        file.write(",".join(columns) + "\n")
        file.write("\n".join(lines) + "\n")


def main():
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("plan")
    parser.add_argument("out")
    parser.add_argument("--rows", type=int, default=1_000_000)
    parser.add_argument("--seed", type=int, default=7)
    for name, default in (("outside", 0.01), ("unlocated", 0.01), ("closed", 0.8)):
        parser.add_argument(f"--{name}", type=float, default=default)
    options = parser.parse_args()
    columns, _, _ = rows(
        options.plan, options.rows, options.seed, options.outside, options.unlocated, options.closed)
    write(columns, options.out)


if __name__ == "__main__":
    main()
