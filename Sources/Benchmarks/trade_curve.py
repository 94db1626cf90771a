"""Plans a county under a series of policies and prints, as Markdown tables, what each gives up for the other: the share
of grids with 300 to 500 households, and the length of the lines between grids.

    trade_curve.py [MANIFEST] [--minimum 300 ...] [--maximum 500 ...] [--evenness 3 ...] [--effort standard]
                   [--charge 0.5 ...] [--tool PATH] [--shared DIR] [--seed 1] [--all]

Every minimum goes with the maximum at its place; each such band is planned with every weight of evenness. The target
stays 400. Without a manifest it is Yilan's, as for `measure.py`. Plans are scored from their atoms alone: atoms are
dissolved by the grid they name, and all lengths, shares and compactness are measured here. Without --all, plans are left
out that another beats in both share and total.

Communities are divided apart, so each may follow a policy of its own. A second table gives every community the plan with
the least line, where each grid outside 300 to 500 is charged so many kilometres. Needs shapely 2 and pyogrio.
"""

import argparse
import json
import os
import re
import subprocess
import sys
import tempfile
from dataclasses import dataclass
from math import pi
from pathlib import Path

import numpy
import pyogrio.raw
import shapely

from measure import HERE, ROOT, table

BAND = (300, 500)
TARGET = 400


@dataclass
class Score:
    policy: tuple  # minimum, maximum, weight of evenness; or the charge of a grid out of band
    grids: int
    in_band: int
    total: float  # kilometres of line between grids
    inner: float  # of these, inside communities
    compactness: float  # mean Polsby–Popper
    broken: int  # grids in several parts
    proved: dict | None  # the tool's own word: communities divided and proved
    parts: dict  # the same figures of each community alone
    outer: float  # kilometres of line between communities

    @property
    def share(self):
        return self.in_band / self.grids

    def beats(self, other):
        """Whether it is as good in both respects and better in one."""
        return (
            self.share >= other.share and self.total <= other.total
            and (self.share, self.total) != (other.share, other.total))


def dissolved(geometries, names):
    """The ground of each name, in the order of the names."""
    order = numpy.argsort(names, kind="stable")
    starts = numpy.flatnonzero(numpy.r_[True, names[order][1:] != names[order][:-1]])
    return numpy.array([shapely.coverage_union_all(part) for part in numpy.split(geometries[order], starts[1:])])


def lines_between(parts, whole):
    """Kilometres of line between parts of a coverage: each lies in two perimeters, the rim in one."""
    return (shapely.length(parts).sum() - whole) / 2 / 1000


@dataclass
class Part:
    """What one community adds to a score."""

    grids: int
    in_band: int
    inner: float
    compactness: float  # sum over its grids
    broken: int


def summed(parts, policy, outer, proved=None):
    grids = sum(part.grids for part in parts.values())
    inner = sum(part.inner for part in parts.values())
    return Score(
        policy, grids, sum(part.in_band for part in parts.values()), outer + inner, inner,
        sum(part.compactness for part in parts.values()) / grids, sum(part.broken for part in parts.values()), proved, parts,
        outer)


def score(path, policy, summary):
    meta, _, geometry, values = pyogrio.raw.read(path, layer="atoms", columns=["households", "community", "grid"])
    columns = dict(zip(meta["fields"], values))
    atoms = shapely.from_wkb(geometry)
    community_of = columns["community"].astype(str)
    codes, first, zone = numpy.unique(columns["grid"].astype(str), return_index=True, return_inverse=True)
    grids = dissolved(atoms, zone)
    households = numpy.bincount(zone, weights=columns["households"], minlength=len(codes))
    names = numpy.unique(community_of)
    communities = dissolved(atoms, community_of)
    parts = {}
    for name, ground in zip(names, communities):
        chosen = community_of[first] == name
        mine = grids[chosen]
        inside = (households[chosen] >= BAND[0]) & (households[chosen] <= BAND[1])
        parts[str(name)] = Part(
            len(mine), int(inside.sum()), lines_between(mine, shapely.length(ground)),
            float((4 * pi * shapely.area(mine) / shapely.length(mine) ** 2).sum()),
            int((shapely.get_num_geometries(mine) > 1).sum()))
    outer = lines_between(communities, shapely.length(shapely.coverage_union_all(communities)))
    return summed(parts, policy, outer, summary["optimality"]["first"])


def mixed(scores, charge):
    """The best of all plans for each community, where a grid out of band costs so many kilometres."""
    def price(part):
        return part.inner + charge * (part.grids - part.in_band), part.grids - part.in_band

    names = scores[0].parts
    best = {name: min((item.parts[name] for item in scores), key=price) for name in names}
    return summed(best, (charge,), scores[0].outer)


def plan(folder, policy, arguments):
    minimum, maximum, evenness = policy
    (folder / "policy.yaml").write_text(
        f"levels: [{{level: 1, households: {{min: {minimum}, target: {TARGET}, max: {maximum}}}}}]\n"
        f"objective: {{evenness: {evenness}}}\n", encoding="utf-8")
    text = arguments.manifest.read_text(encoding="utf-8").replace("${SHARED}", str(arguments.shared))
    (folder / "county.yaml").write_text(
        re.sub(r"^policy:.*$", "policy: policy.yaml", text, flags=re.MULTILINE), encoding="utf-8")
    command = [
        arguments.tool, "plan", folder / "county.yaml", "--out", folder / "plan.gpkg", "--effort", arguments.effort,
        "--seed", str(arguments.seed), "--json", "--quiet"]
    done = subprocess.run(command, stdout=subprocess.PIPE)
    if done.returncode not in (0, 1):
        sys.exit(f"trade_curve: {' '.join(map(str, command))} ended with {done.returncode}")
    return score(folder / "plan.gpkg", policy, json.loads(done.stdout))


FIGURES = ["grids", "in 300–500", "share", "total km", "inner km", "Polsby–Popper", "broken"]


def figures(item):
    return [
        f"{item.grids}", f"{item.in_band}", f"{item.share:.2%}", f"{item.total:,.1f}", f"{item.inner:.1f}",
        f"{item.compactness:.3f}", f"{item.broken}"]


def row(item):
    minimum, maximum, evenness = item.policy
    return [
        f"{minimum}–{maximum}", f"{evenness:g}", *figures(item), f"{item.proved['proved']}/{item.proved['divided']}"]


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("manifest", nargs="?", type=Path, default=HERE / "manifests/yilan.yaml")
    parser.add_argument("--minimum", type=int, nargs="+", default=[300, 290, 275, 250, 225, 200, 150, 100, 300, 200])
    parser.add_argument("--maximum", type=int, nargs="+", default=[500, 510, 525, 550, 575, 600, 650, 700, 700, 500])
    parser.add_argument("--evenness", type=float, nargs="+", default=[0, 3, 30])
    parser.add_argument(
        "--charge", type=float, nargs="+", default=[0.5, 0.75, 1, 1.5, 2, 3, 5, 1000],
        help="kilometres a grid outside 300–500 costs, for the second table")
    parser.add_argument("--effort", default="standard", choices=["quick", "standard", "thorough"])
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--all", action="store_true", help="print beaten plans too")
    parser.add_argument("--tool", type=Path, default=ROOT / ".build/release/gridwright")
    parser.add_argument("--shared", type=Path, default=Path(os.environ.get("GRIDWRIGHT_SHARED", ROOT.parent / "shared")))
    arguments = parser.parse_args()
    if not os.access(arguments.tool, os.X_OK):
        sys.exit(f"trade_curve: {arguments.tool} is not there; run `make build` first")
    if len(arguments.minimum) != len(arguments.maximum):
        parser.error("as many minima as maxima are needed")
    arguments.shared = arguments.shared.resolve()

    scores = []
    with tempfile.TemporaryDirectory() as folder:
        for band in zip(arguments.minimum, arguments.maximum):
            for evenness in arguments.evenness:
                scores.append(plan(Path(folder), (*band, evenness), arguments))
                print(f"trade_curve: {' '.join(row(scores[-1]))}", file=sys.stderr)
    shown = [item for item in scores if arguments.all or not any(other.beats(item) for other in scores)]
    order = sorted(shown, key=lambda item: (item.share, -item.total))
    print(table(["band", "evenness", *FIGURES, "proved"], [row(item) for item in order]), end="\n\n")
    mixes = [mixed(scores, charge) for charge in arguments.charge]
    print(table(["km a grid", *FIGURES], [[f"{item.policy[0]:g}", *figures(item)] for item in mixes]))


if __name__ == "__main__":
    main()
