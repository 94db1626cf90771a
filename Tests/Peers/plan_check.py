"""Checks and scores a plan file with shapely and networkx alone, knowing nothing of how it was made.

    plan_check.py PLAN.gpkg [--households N]

Exit status 1 where a claim of the plan does not hold. Not checked, because the file does not hold it: that a grid
crosses a hard barrier at bridges only.
"""

import argparse
import sys

import networkx
import numpy
import shapely

from plan_ground import PlanFile, rounded_compactness, shared_lines

AREA = 0.01  # m²: what overlays of centimetre coordinates may leave behind


class Faults:
    """Claims that do not hold, by name, with an example."""

    def __init__(self):
        self.found = {}

    def add(self, claim, *examples):
        self.found.setdefault(claim, []).extend(examples)

    def unless(self, holds, claim, example=""):
        if not holds:
            self.add(claim, example)


def check_names(plan, faults):
    for code in plan.grids.code[plan.grids.code.duplicated()]:
        faults.add("every code names one grid", code)
    known = set(plan.grids.code)
    for code, parent in plan.parents.items():
        if parent is None:
            continue
        faults.unless(parent in known, "every parent exists", code)
        faults.unless(code.startswith(parent + "-"), "a child's code begins with its parent's", code)
    levels = dict(zip(plan.grids.code, plan.grids.level))
    for code, parent in plan.parents.items():
        faults.unless(parent is None or levels.get(parent) == levels[code] - 1, "a child is one level below its parent", code)
    has_children = {parent for parent in plan.parents.values() if parent}
    for code, leaf in zip(plan.grids.code, plan.grids.leaf):
        faults.unless(bool(leaf) == (code not in has_children), "a leaf is a grid without children", code)


def check_shapes(plan, faults):
    for name, layer in (("grids", plan.grids), ("atoms", plan.atoms), ("communities", plan.communities)):
        bad = layer[~layer.geometry.is_valid | layer.geometry.is_empty]
        for row in bad.index:
            faults.add(f"every polygon of {name} is valid", str(row))
    parts = shapely.get_num_geometries(plan.grids.geometry.values)
    for code in plan.grids.code[(parts > 1) & (plan.grids.exclave == 0)]:
        faults.add("a grid in several parts is a declared exclave", code)
    measured = plan.grids.geometry
    for column, value, slack in (
        ("area_m2", measured.area, AREA),
        ("perimeter_m", measured.length, 1e-3),
        ("polsby_popper", rounded_compactness(measured.area, measured.length), 1e-6),
    ):
        for code in plan.grids.code[(plan.grids[column] - value).abs() > slack]:
            faults.add(f"{column} is what shapely measures", code)


def check_tiling(plan, faults):
    county = shapely.union_all(plan.communities.geometry.values)
    for name, polygons in (
        ("base grids", plan.grids[plan.grids.kind.isin(plan.base_kinds)].geometry.values),
        ("atoms", plan.atoms.geometry.values),
    ):
        faults.unless(shapely.coverage_is_valid(polygons), f"{name} match along every shared edge (GEOS coverage)")
        union = shapely.union_all(polygons)
        overlap = shapely.area(polygons).sum() - union.area
        gap = shapely.difference(county, union).area
        outside = shapely.difference(union, county).area
        faults.unless(overlap <= AREA, f"{name} never overlap", f"{overlap:.2f} m²")
        faults.unless(gap <= AREA, f"{name} leave no gap", f"{gap:.2f} m²")
        faults.unless(outside <= AREA, f"{name} stay inside the county", f"{outside:.2f} m²")


def check_nesting(plan, faults):
    grounds = dict(zip(plan.grids.code, plan.grids.geometry))
    children = {}
    for code, parent in plan.parents.items():
        if parent is not None:
            children.setdefault(parent, []).append(grounds[code])
    for parent, pieces in children.items():
        if parent in grounds:
            difference = shapely.symmetric_difference(shapely.union_all(pieces), grounds[parent]).area
            overlap = sum(piece.area for piece in pieces) - shapely.union_all(pieces).area
            faults.unless(difference <= AREA and overlap <= AREA, "children tile their parent", parent)
    for code, ground in plan.atoms.groupby("grid").geometry:
        if code in grounds:
            difference = shapely.symmetric_difference(shapely.union_all(ground.values), grounds[code]).area
            faults.unless(difference <= AREA, "a leaf is the ground of its atoms", code)


def check_atoms(plan, faults):
    leaves = set(plan.grids.code[plan.grids.leaf == 1])
    for atom in plan.atoms.id[~plan.atoms.grid.isin(leaves)]:
        faults.add("every atom is in a leaf grid", atom)
    for leaf in sorted(leaves - set(plan.atoms.grid)):
        faults.add("a leaf has atoms", leaf)
    for atom in plan.atoms.id[plan.atoms.id.duplicated()]:
        faults.add("every atom has its own id", atom)
    community = dict(zip(plan.grids.code, plan.grids.community))
    for atom in plan.atoms.id[plan.atoms.grid.map(community) != plan.atoms.community]:
        faults.add("no grid crosses a community line", atom)
    grounds = dict(zip(plan.communities.code, plan.communities.geometry))
    beyond = shapely.difference(
        plan.grids.geometry.values, numpy.array([grounds.get(code) for code in plan.grids.community]))
    for code in plan.grids.code[shapely.area(beyond) > AREA]:
        faults.add("a grid lies in its community", code)
    base, kinds = plan.base_of_atoms(), dict(zip(plan.grids.code, plan.grids.kind))
    for column in ("unit", "compound"):
        shared = plan.atoms[plan.atoms[column].notna() & (base.map(kinds) != "dedicated")]
        homes = base[shared.index].groupby(shared[column]).nunique()
        for name in homes.index[homes > 1]:
            faults.add(f"no {column} is split", str(name))


def check_connection(plan, faults):
    graph = networkx.Graph()
    graph.add_nodes_from(range(len(plan.atoms)))
    graph.add_edges_from(zip(*(ends.tolist() for ends in shared_lines(plan.atoms.geometry.values)[:2])))
    members = {}
    for atom, leaf in enumerate(plan.atoms.grid):
        for code in plan.ancestors(leaf):
            members.setdefault(code, []).append(atom)
    exclaves = set(plan.grids.code[plan.grids.exclave == 1])
    for code, atoms in members.items():
        if code not in exclaves and not networkx.is_connected(graph.subgraph(atoms)):
            faults.add("every grid is connected, or a declared exclave", code)


def check_households(plan, faults, expected):
    sums = plan.atoms.groupby("grid").households.sum().to_dict()
    for leaf in list(sums):
        for code in plan.ancestors(leaf)[1:]:
            sums[code] = sums.get(code, 0) + sums[leaf]
    for code, households in zip(plan.grids.code, plan.grids.households):
        faults.unless(sums.get(code, 0) == households, "a grid's households are those of its atoms", code)
    by_community = plan.atoms.groupby("community").households.sum()
    for code, households in zip(plan.communities.code, plan.communities.households):
        faults.unless(by_community.get(code, 0) == households, "a community's households are those of its atoms", code)
    total = int(plan.atoms.households.sum())
    faults.unless(expected is None or total == expected, "no household is lost", f"{total} of {expected}")
    for kind in plan.grids.kind.unique():
        band = plan.band(kind)
        if band is None:
            continue
        rows = plan.grids[plan.grids.kind == kind]
        for code in rows.code[~rows.households.between(*band) & ~rows.code.isin(plan.explained)]:
            faults.add("every grid out of its band is explained", code)


def score(plan):
    """Figures of the plan, each with its unit."""
    base = plan.base_of_atoms().values
    community = plan.atoms.community.values
    first, second, metres = shared_lines(plan.atoms.geometry.values)
    cut = base[first] != base[second]
    inner = cut & (community[first] == community[second])
    lines = [f"{len(plan.communities)} communities, {len(plan.atoms)} atoms, {plan.atoms.households.sum()} households"]
    for kind, rows in plan.grids.groupby("kind"):
        compactness = rounded_compactness(rows.geometry.area, rows.geometry.length)
        text = f"{len(rows)} {kind}: Polsby–Popper {compactness.mean():.3f}, least {compactness.min():.3f}"
        band = plan.band(kind)
        if band:
            inside = rows.households.between(*band).sum()
            text += f"; {inside} of {len(rows)} in {band[0]}–{band[1]} ({100 * inside / len(rows):.1f} %)"
        lines.append(text)
    lines.append(f"cut {metres[cut].sum() / 1000:.1f} km, inside communities {metres[inner].sum() / 1000:.1f} km")
    return lines


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("plan")
    parser.add_argument("--households", type=int, help="how many households the input holds")
    arguments = parser.parse_args()
    plan, faults = PlanFile.read(arguments.plan), Faults()
    for check in (check_names, check_shapes, check_tiling, check_nesting, check_atoms, check_connection):
        check(plan, faults)
    check_households(plan, faults, arguments.households)
    for line in score(plan):
        print(line)
    for claim, examples in faults.found.items():
        print(f"FAULT: {claim}: not so {len(examples)} times" + (f", such as {examples[0]}" if examples[0] else ""))
    print("every claim holds" if not faults.found else f"{len(faults.found)} claims do not hold")
    return 1 if faults.found else 0


if __name__ == "__main__":
    sys.exit(main())
