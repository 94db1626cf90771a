"""Graphs to divide, as arrays for the peers and as a file for the command line.

Published districting graphs, square fishnets, and Yilan county with the real households of its smallest areas.
"""

import json
import math
import random
import sys
from dataclasses import dataclass, field
from pathlib import Path

import numpy

sys.path.insert(0, str(Path(__file__).resolve().parent.parent))

# File, zones, fewest cut edges known at ±0.5 %, whether that is proved: Validi and Buchanan's results and METIS, see README.
DISTRICTING = [
    ("county22", "county LA22", 6, 49, True),
    ("county01", "county AL01", 7, 55, True),
    ("county40", "county OK40", 5, 40, True),
    ("county28", "county MS28", 4, 34, True),
    ("county19", "county IA19", 4, 33, True),
    ("county20", "county KS20", 4, 32, True),
    ("tract33", "tract NH33", 2, 26, True),
    ("tract54", "tract WV54", 3, 43, True),
    ("tract35", "tract NM35", 3, 43, True),
    ("tract31", "tract NE31", 3, 44, True),
    ("tract49", "tract UT49", 4, 77, False),
    ("tract28", "tract MS28", 4, 62, False),
    ("tract05", "tract AR05", 4, 69, False),
    ("tract32", "tract NV32", 4, 75, False),
    ("tract17", "tract IL17", 18, 447, False),
]


@dataclass
class Instance:
    name: str
    file: str  # what the command line reads
    parts: int
    band: tuple  # least and most weight of a zone, both allowed
    weights: numpy.ndarray
    starts: numpy.ndarray  # row v of targets is starts[v]:starts[v + 1]
    targets: numpy.ndarray
    lengths: numpy.ndarray  # one per target; all 1 where edges are counted
    flags: list  # the band on the command line
    best: int | None = None  # fewest cut edges known
    areas: numpy.ndarray = field(default_factory=lambda: numpy.empty(0))
    perimeters: numpy.ndarray = field(default_factory=lambda: numpy.empty(0))

    @property
    def by_length(self):
        return "cut-length" in self.flags

    @property
    def ids(self):
        """The ids of atoms as the command line writes them."""
        first = 1 if self.file.endswith(".graph") else 0
        return range(first, first + len(self.weights))

    @property
    def edges(self):
        """First, second and length of every edge, first < second."""
        first = numpy.repeat(numpy.arange(len(self.weights)), numpy.diff(self.starts))
        once = first < self.targets
        return first[once], self.targets[once], self.lengths[once]

    @property
    def imbalance(self):
        """What partitioners, which know an upper end only, are allowed: the band's, or 10 % of a wide one."""
        return min(max(self.band[1] * self.parts / max(self.weights.sum(), 1) - 1, 0.0005), 0.1)

    def save(self, path):
        """The arrays a peer needs, for a process of its own."""
        numpy.savez(
            path, weights=self.weights, starts=self.starts, targets=self.targets, lengths=self.lengths, parts=self.parts,
            band=numpy.array(self.band), by_length=self.by_length, imbalance=self.imbalance)


def tolerance_band(total, parts, tolerance):
    """The integer bounds that districting papers use: ⌈(1 − t) T⌉ and ⌊(1 + t) T⌋."""
    ideal = total / parts
    return math.ceil((1 - tolerance) * ideal), math.floor((1 + tolerance) * ideal)


def rows(count, first, second, lengths):
    """Compressed rows from edges given once."""
    a = numpy.concatenate([first, second])
    b = numpy.concatenate([second, first])
    both = numpy.concatenate([lengths, lengths])
    order = numpy.lexsort((b, a))
    starts = numpy.concatenate([[0], numpy.cumsum(numpy.bincount(a, minlength=count))])
    return starts, b[order], both[order]


def districting(folder, names=None):
    """The published instances, those named or all."""
    for stem, name, parts, best, _ in DISTRICTING:
        path = Path(folder) / f"{stem}.json"
        if names and stem not in names:
            continue
        document = json.loads(path.read_text())
        position = {node["id"]: index for index, node in enumerate(document["nodes"])}
        weights = numpy.array([node["TOTPOP"] for node in document["nodes"]])
        pairs = sorted({
            tuple(sorted((index, position[entry["id"]])))
            for index, row in enumerate(document["adjacency"]) for entry in row})
        first, second = numpy.array(pairs).T
        starts, targets, lengths = rows(len(weights), first, second, numpy.ones(len(pairs)))
        yield Instance(
            name, str(path), parts, tolerance_band(weights.sum(), parts, 0.005), weights, starts, targets, lengths,
            ["--parts", str(parts), "--tolerance", "0.005"], best)


def fishnet(side, parts, folder, seed=1):
    """A square fishnet, neighbours along sides, weights 1…19, tolerance 3 %."""
    count = side * side
    chance = random.Random(seed)
    weights = numpy.array([chance.randint(1, 19) for _ in range(count)])
    atoms = numpy.arange(count).reshape(side, side)
    first = numpy.concatenate([atoms[:, :-1].ravel(), atoms[:-1].ravel()])
    second = numpy.concatenate([atoms[:, 1:].ravel(), atoms[1:].ravel()])
    starts, targets, lengths = rows(count, first, second, numpy.ones(len(first)))
    path = Path(folder) / f"fishnet{count}.graph"
    write_metis(path, weights, starts, targets)
    return Instance(
        f"fishnet {count:,}", str(path), parts, tolerance_band(weights.sum(), parts, 0.03), weights, starts, targets, lengths,
        ["--parts", str(parts), "--tolerance", "0.03"])


def write_metis(path, weights, starts, targets, lengths=None):
    """A METIS graph file with node weights, and with edge weights where there are lengths."""
    text = (targets + 1).astype(str)
    if lengths is not None:
        text = numpy.char.add(numpy.char.add(text, " "), numpy.asarray(lengths).astype(str))
    with open(path, "w") as file:
        file.write(f"{len(weights)} {len(targets) // 2} {'011' if lengths is not None else '010'}\n")
        for weight, start, end in zip(weights, starts, starts[1:]):
            file.write(f"{weight} {' '.join(text[start:end])}\n")


def write_adjacency(path, weights, starts, targets, lengths):
    """networkx adjacency JSON with lengths."""
    row = [
        [{"id": int(target), "shared_perim": float(length)} for target, length in zip(targets[a:b], lengths[a:b])]
        for a, b in zip(starts, starts[1:])]
    nodes = [{"id": index, "households": int(weight)} for index, weight in enumerate(weights)]
    path.write_text(json.dumps({"directed": False, "multigraph": False, "graph": [], "nodes": nodes, "adjacency": row}))


@dataclass
class Yilan:
    """The county as one graph, and the community of each atom."""

    whole: Instance
    community: numpy.ndarray


def yilan(path, folder):
    """The smallest statistical areas of Yilan: households, borders in metres in a local equirectangular frame."""
    import geopandas
    import shapely
    from plan_ground import shared_lines

    ground = geopandas.read_file(path, layer="base", engine="pyogrio")
    polygons = ground.geometry.values
    middle = math.radians((ground.total_bounds[1] + ground.total_bounds[3]) / 2)
    metre = 6_371_008.8 * math.pi / 180
    flat = shapely.transform(numpy.asarray(polygons), lambda points: points * [metre * math.cos(middle), metre])
    first, second, metres = shared_lines(flat)
    weights = ground.households.to_numpy().astype(int)
    starts, targets, lengths = rows(len(weights), first, second, metres)
    file = Path(folder) / "yilan.json"
    write_adjacency(file, weights, starts, targets, lengths)
    whole = Instance(
        "Yilan, one graph", str(file), round(weights.sum() / 400), (300, 500), weights, starts, targets, lengths,
        ["--min", "300", "--target", "400", "--max", "500", "--objective", "cut-length"],
        areas=shapely.area(flat), perimeters=shapely.length(flat))
    return Yilan(whole, ground.code2.to_numpy())


def communities(county, folder):
    """Each connected part of each community as an instance of its own, with the atoms it is made of."""
    from scipy.sparse import coo_matrix
    from scipy.sparse.csgraph import connected_components

    whole = county.whole
    first, second, metres = whole.edges
    _, community = numpy.unique(county.community, return_inverse=True)
    inside = community[first] == community[second]
    first, second, metres = first[inside], second[inside], metres[inside]
    size = len(whole.weights)
    _, part = connected_components(coo_matrix((numpy.ones(len(first)), (first, second)), (size, size)), directed=False)
    place = numpy.empty(size, int)
    for label in range(part.max() + 1):
        atoms = numpy.flatnonzero(part == label)
        place[atoms] = numpy.arange(len(atoms))
        own = part[first] == label
        starts, targets, lengths = rows(len(atoms), place[first[own]], place[second[own]], metres[own])
        weights = whole.weights[atoms]
        parts = min(max(1, round(weights.sum() / 400)), len(atoms))
        file = Path(folder) / f"community{label}.json"
        write_adjacency(file, weights, starts, targets, lengths)
        yield atoms, Instance(
            f"community {label}", str(file), parts, whole.band, weights, starts, targets, lengths,
            ["--parts", str(parts)] + whole.flags)
