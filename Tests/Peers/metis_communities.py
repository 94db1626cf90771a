"""Divides the atoms of a plan again, community by community, with METIS, and prints both results side by side.

    metis_communities.py PLAN.gpkg [--target 400] [--seconds S]

METIS gets every connected part of a community as a graph of its own: weights households + 1, so that empty atoms count,
borders in metres, round(households / target) zones, contiguous, 10 % imbalance. First one run each, then as many runs as
fit into S seconds with the best kept: fewest households out of band, then shortest cut. One scorer measures all.
"""

import argparse
import time

import networkx
import numpy
import pymetis

from plan_ground import PlanFile, rounded_compactness, shared_lines


class County:
    """Atoms of the base grids of the first level, with their borders."""

    def __init__(self, plan):
        base = plan.base_of_atoms()
        kinds = dict(zip(plan.grids.code, plan.grids.kind))
        keep = (base.map(kinds) == "first").values
        self.atoms = plan.atoms[keep]
        self.grid = base[keep].values
        self.exclaves = set(plan.grids.code[plan.grids.exclave == 1])
        self.band = plan.band("first")
        self.weight = self.atoms.households.values
        self.community = self.atoms.community.values
        self.area = self.atoms.geometry.area.values
        self.perimeter = self.atoms.geometry.length.values
        self.first, self.second, self.metres = shared_lines(self.atoms.geometry.values)
        graph = networkx.Graph()
        graph.add_nodes_from(range(len(self.atoms)))
        within = self.community[self.first] == self.community[self.second]
        graph.add_weighted_edges_from(
            zip(self.first[within].tolist(), self.second[within].tolist(), self.metres[within].tolist()))
        self.graph = graph

    def parts(self):
        """The connected parts of communities, in the order of atoms."""
        return sorted(sorted(part) for part in networkx.connected_components(self.graph))

    def row(self, name, zones, seconds):
        """A line of the table. Zones are any labels, one per atom."""
        _, zone = numpy.unique(zones, return_inverse=True)
        count = zone.max() + 1
        weight = numpy.bincount(zone, self.weight, count)
        cut = zone[self.first] != zone[self.second]
        inner = cut & (self.community[self.first] == self.community[self.second])
        perimeter = numpy.bincount(zone, self.perimeter, count)
        kept = ~cut
        perimeter -= 2 * numpy.bincount(zone[self.first[kept]], self.metres[kept], count)
        compactness = rounded_compactness(numpy.bincount(zone, self.area, count), perimeter)
        pieces = self.graph.copy()
        pieces.remove_edges_from(zip(self.first[cut].tolist(), self.second[cut].tolist()))
        broken = networkx.number_connected_components(pieces) - count
        inside = ((weight >= self.band[0]) & (weight <= self.band[1])).sum()
        return (
            f"| {name} | {count} | {inside} ({100 * inside / count:.1f} %) | {broken} | {self.metres[cut].sum() / 1000:.1f} "
            f"| {self.metres[inner].sum() / 1000:.1f} | {compactness.mean():.3f} | {seconds:.2f} |")


class Part:
    """A connected part of a community as METIS wants it."""

    def __init__(self, county, atoms, target):
        self.atoms = numpy.array(atoms)
        self.weight = county.weight[self.atoms]
        self.count = max(1, min(len(atoms), round(self.weight.sum() / target)))
        self.band = county.band
        place = {atom: index for index, atom in enumerate(atoms)}
        self.starts, self.ends, self.metres = [0], [], []
        for atom in atoms:
            for other in sorted(county.graph[atom]):
                self.ends.append(place[other])
                self.metres.append(county.graph[atom][other]["weight"])
            self.starts.append(len(self.ends))

    def divide(self, seed):
        """Zones of one METIS run."""
        if self.count == 1:
            return numpy.zeros(len(self.atoms), dtype=int)
        _, zones = pymetis.part_graph(
            self.count, pymetis.CSRAdjacency(self.starts, self.ends), vweights=(self.weight + 1).tolist(),
            eweights=[max(1, round(length)) for length in self.metres], recursive=False,
            options=pymetis.Options(contig=1, ufactor=100, seed=seed))
        return numpy.array(zones)

    def price(self, zones):
        """Households out of band, then metres of cut."""
        weight = numpy.bincount(zones, self.weight, self.count)
        misses = numpy.maximum(0, numpy.maximum(self.band[0] - weight, weight - self.band[1])).sum()
        source = numpy.repeat(numpy.arange(len(self.atoms)), numpy.diff(self.starts))
        cut = zones[source] != zones[numpy.array(self.ends, dtype=int)]
        return misses, numpy.array(self.metres)[cut].sum() / 2


def divide(parts, atom_count, seconds):
    """Zones of all atoms, the number of runs, and the time they took; one run where no seconds are given."""
    start = time.perf_counter()
    best = [part.divide(0) for part in parts]
    once = time.perf_counter() - start
    runs = 1
    if seconds:
        prices = [part.price(zones) for part, zones in zip(parts, best)]
        while time.perf_counter() - start < seconds:
            for index, part in enumerate(parts):
                zones = part.divide(runs)
                price = part.price(zones)
                if price < prices[index]:
                    best[index], prices[index] = zones, price
            runs += 1
        once = time.perf_counter() - start
    labels, used = numpy.zeros(atom_count, dtype=int), 0
    for part, zones in zip(parts, best):
        labels[part.atoms] = zones + used
        used += part.count
    return labels, runs, once


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("plan")
    parser.add_argument("--target", type=int, default=400)
    parser.add_argument("--seconds", type=float, default=1.0, help="what the plan's own partition stage took")
    arguments = parser.parse_args()
    county = County(PlanFile.read(arguments.plan))
    parts = [Part(county, atoms, arguments.target) for atoms in county.parts()]
    print("| | zones | in band | extra pieces | cut km | inside communities km | Polsby–Popper | s |")
    print("| --- | --- | --- | --- | --- | --- | --- | --- |")
    print(county.row("Gridwright", county.grid, arguments.seconds))
    labels, _, took = divide(parts, len(county.atoms), None)
    print(county.row("METIS contiguous, one run", labels, took))
    labels, runs, took = divide(parts, len(county.atoms), arguments.seconds)
    print(county.row(f"METIS contiguous, best of {runs} runs", labels, took))
    declared = sum(code in county.exclaves for code in set(county.grid))
    print(f"\nExtra pieces: parts of zones beyond one each. Gridwright declares {declared} grids as exclaves.")


if __name__ == "__main__":
    main()
