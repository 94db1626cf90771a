"""One run of one peer on one graph, in a process of its own, so that a hang or a crash costs only itself.

    peer.py NAME GRAPH.npz --seed N --seconds S --out ZONES.npy

Prints JSON: the seconds of the peer's own work, conversion from arrays included, imports not, and how many shots it
took. Where a peer is restarted the shot kept is the best in the band and connected, else the one least out of band.
"""

import argparse
import importlib
import json
import os
import random
import shutil
import subprocess
import tempfile
import time
from pathlib import Path

import numpy

from instances import write_metis


class Graph:
    def __init__(self, path):
        with numpy.load(path) as file:
            self.weights, self.starts, self.targets = file["weights"], file["starts"], file["targets"]
            self.lengths, self.parts = file["lengths"], int(file["parts"])
            self.least, self.most = file["band"].tolist()
            self.by_length, self.imbalance = bool(file["by_length"]), float(file["imbalance"])
        self.first = numpy.repeat(numpy.arange(len(self.weights)), numpy.diff(self.starts))
        self.ideal = self.weights.sum() / self.parts

    @property
    def edge_weights(self):
        """Lengths as whole numbers of at least 1, or nothing where edges are counted."""
        return numpy.maximum(1, self.lengths.round()).astype(int).tolist() if self.by_length else None

    @property
    def node_weights(self):
        """Atoms without weight count too, or a partitioner strews them about."""
        return (self.weights + (1 if (self.weights == 0).any() else 0)).tolist()

    def rank(self, zone):
        """Smaller is better: pieces beyond one per zone, weight out of band, cut."""
        from scipy.sparse import coo_matrix
        from scipy.sparse.csgraph import connected_components

        cut = zone[self.first] != zone[self.targets]
        inside = (self.first[~cut], self.targets[~cut])
        size = len(zone)
        count, _ = connected_components(coo_matrix((numpy.ones(len(inside[0])), inside), (size, size)), directed=False)
        weight = numpy.bincount(zone, self.weights, self.parts)
        outside = numpy.maximum(0, numpy.maximum(self.least - weight, weight - self.most)).sum()
        stray = count - len(numpy.unique(zone)) + (self.parts - len(numpy.unique(zone)))
        return stray, outside, self.lengths[cut].sum() / 2


def restarted(graph, seed, seconds, shot):
    """Shoots until the time is up, at least once; the best shot, shots, feasible shots."""
    start = time.perf_counter()
    best, shots, feasible = None, 0, 0
    while best is None or time.perf_counter() - start < seconds:
        zone = shot(seed * 1_000_003 + shots)
        rank = graph.rank(zone)
        shots += 1
        feasible += rank[:2] == (0, 0)
        if best is None or rank < best[0]:
            best = (rank, zone)
    return best[1], shots, feasible


def metis(graph, seed, seconds, contiguous=True):
    import pymetis

    starts, targets = graph.starts.tolist(), graph.targets.tolist()
    weights, lengths = graph.node_weights, graph.edge_weights

    def shot(seed):
        options = pymetis.Options(seed=seed % 2**31, ufactor=max(1, int(graph.imbalance * 1000)))
        return numpy.array(pymetis.part_graph(
            graph.parts, xadj=starts, adjncy=targets, vweights=weights, eweights=lengths, contiguous=contiguous,
            recursive=False, options=options)[1])

    return restarted(graph, seed, seconds, shot)


def kahip(graph, seed, seconds, mode="STRONG"):
    import kahip

    starts, targets = graph.starts.tolist(), graph.targets.tolist()
    weights, lengths = graph.node_weights, graph.edge_weights or [1] * len(targets)

    def shot(seed):
        # The suppress flag keeps its report out of our JSON.
        return numpy.array(kahip.kaffpa(
            weights, starts, lengths, targets, graph.parts, graph.imbalance, True, seed % 2**31, getattr(kahip, mode))[1])

    return restarted(graph, seed, seconds, shot)


def kahip_connected(graph, seed, seconds):
    """The program `kaffpa`, since the Python package cannot ask for connected blocks."""
    program = connected_kaffpa()
    with tempfile.TemporaryDirectory() as folder:
        file, out = Path(folder) / "graph", Path(folder) / "zones"
        write_metis(file, graph.node_weights, graph.starts, graph.targets, graph.edge_weights)

        def shot(seed):
            subprocess.run(
                [program, str(file), f"--k={graph.parts}", f"--imbalance={100 * graph.imbalance}", f"--seed={seed % 2**31}",
                 "--preconfiguration=strong", "--connected_blocks", f"--output_filename={out}"], check=True, stdout=subprocess.DEVNULL)
            return numpy.loadtxt(out, dtype=int)

        return restarted(graph, seed, seconds, shot)


def connected_kaffpa():
    """The program named by KAFFPA, or on the path."""
    return os.environ.get("KAFFPA") or shutil.which("kaffpa")


def gerrychain(graph, seed, seconds):
    """recursive_tree_part, then short bursts of ReCom until the time is up."""
    from functools import partial

    import networkx
    from gerrychain import Graph as Dual, Partition, constraints
    from gerrychain.optimization import SingleMetricOptimizer
    from gerrychain.partition import recursive_tree_part
    from gerrychain.proposals import recom
    from gerrychain.updaters import Tally, cut_edges

    start = time.perf_counter()
    plain = networkx.Graph()
    plain.add_nodes_from((node, {"weight": int(weight)}) for node, weight in enumerate(graph.weights))
    once = graph.first < graph.targets
    plain.add_edges_from(zip(graph.first[once].tolist(), graph.targets[once].tolist()))
    dual = Dual.from_networkx(plain)
    epsilon = min(graph.most / graph.ideal - 1, 1 - graph.least / graph.ideal)
    chance = random.Random(seed)
    zones = recursive_tree_part(dual, range(graph.parts), graph.ideal, "weight", epsilon, rng=chance)
    first = Partition(
        dual, zones, updaters={"weight": Tally("weight"), "cut": lambda plan: len(plan["cut_edges"]), "cut_edges": cut_edges})
    chain = SingleMetricOptimizer(
        partial(recom, pop_col="weight", pop_target=graph.ideal, epsilon=epsilon), [constraints.contiguous], first,
        lambda plan: plan["cut"], maximize=False, rng=chance)
    steps = 0
    for _ in chain.short_bursts(10, 1_000_000):
        steps += 1
        if time.perf_counter() - start > seconds:
            break
    best = chain.best_part
    return numpy.array([best.assignment[node] for node in range(len(graph.weights))]), steps, None


def spopt_model(graph, make):
    """A model of spopt.region over the graph, solved: `make` gets the frame of atoms and the neighbours."""
    import geopandas
    import libpysal

    count = len(graph.weights)
    frame = geopandas.GeoDataFrame(
        {"weight": graph.weights.astype(float)}, geometry=geopandas.points_from_xy(numpy.arange(count), numpy.zeros(count)))
    neighbours = {v: graph.targets[graph.starts[v]:graph.starts[v + 1]].tolist() for v in range(count)}
    model = make(frame, libpysal.weights.W(neighbours, silence_warnings=True))
    model.solve()
    return numpy.array(model.labels_)


def spopt_maxp(graph, seed, seconds):
    """As many zones as the least weight allows; it knows no greatest weight and no number of zones."""
    from spopt.region import MaxPHeuristic

    numpy.random.seed(seed)
    return spopt_model(
        graph, lambda frame, rook: MaxPHeuristic(frame, rook, ["weight"], "weight", float(graph.least), top_n=2)), 1, None


def spopt_skater(graph, seed, seconds):
    """As many zones as asked for, alike inside; it knows no weights."""
    from spopt.region import Skater

    return spopt_model(
        graph, lambda frame, rook: Skater(frame, rook, ["weight"], n_clusters=graph.parts, islands="ignore")), 1, None


MODULES = {
    "metis": ["pymetis", "scipy.sparse.csgraph"], "kahip": ["kahip", "scipy.sparse.csgraph"],
    "gerrychain": ["networkx", "gerrychain.optimization"], "spopt": ["geopandas", "libpysal", "spopt.region"],
}
PEERS = {
    "metis": metis,
    "kahip": kahip,
    "kahip-eco": lambda graph, seed, seconds: kahip(graph, seed, seconds, "ECO"),
    "kahip-connected": kahip_connected,
    "gerrychain": gerrychain,
    "spopt-maxp": spopt_maxp,
    "spopt-skater": spopt_skater,
}


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("name", choices=PEERS)
    parser.add_argument("graph")
    parser.add_argument("--seed", type=int, required=True)
    parser.add_argument("--seconds", type=float, required=True)
    parser.add_argument("--out", required=True)
    given = parser.parse_args()
    graph = Graph(given.graph)
    for module in MODULES[given.name.split("-")[0]]:
        importlib.import_module(module)
    start = time.perf_counter()
    zone, shots, feasible = PEERS[given.name](graph, given.seed, given.seconds)
    seconds = time.perf_counter() - start
    numpy.save(given.out, zone)
    print(json.dumps({"seconds": seconds, "shots": shots, "feasible": feasible}))


if __name__ == "__main__":
    main()
