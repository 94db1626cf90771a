"""Measures a division from the graph alone. Shares no code with what made it.

Connectivity is networkx's up to 200,000 atoms and scipy's above, where networkx takes gigabytes.
"""

from dataclasses import dataclass

import networkx
import numpy
from scipy.sparse import coo_matrix
from scipy.sparse.csgraph import connected_components


@dataclass
class Score:
    zones: int
    cut_edges: int
    cut_length: float
    deviation: float  # max |weight · zones / total − 1|
    broken: int  # zones in more than one piece
    in_band: int
    feasible: bool  # as many zones as asked for, all connected and in the band
    compactness: float | None  # mean Polsby–Popper


def pieces(count, first, second):
    """The connected piece of each atom when only these edges connect."""
    if count > 200_000:
        return connected_components(coo_matrix((numpy.ones(len(first)), (first, second)), (count, count)), directed=False)[1]
    graph = networkx.Graph()
    graph.add_nodes_from(range(count))
    graph.add_edges_from(zip(first.tolist(), second.tolist()))
    piece = numpy.empty(count, int)
    for number, atoms in enumerate(networkx.connected_components(graph)):
        piece[list(atoms)] = number
    return piece


def score(instance, zone, needs_count=True):
    """Measures an assignment: any integer label per atom."""
    _, zone = numpy.unique(zone, return_inverse=True)
    zones = int(zone.max()) + 1
    first, second, lengths = instance.edges
    cut = zone[first] != zone[second]
    piece = pieces(len(zone), first[~cut], second[~cut])
    owner = numpy.unique(numpy.stack([piece, zone], axis=1), axis=0)[:, 1]
    broken = int((numpy.bincount(owner, minlength=zones) > 1).sum())
    weight = numpy.bincount(zone, instance.weights, zones)
    in_band = int(((weight >= instance.band[0]) & (weight <= instance.band[1])).sum())
    total = weight.sum()
    compactness = None
    if len(instance.areas):
        perimeter = numpy.bincount(zone, instance.perimeters, zones)
        perimeter -= 2 * numpy.bincount(zone[first[~cut]], lengths[~cut], zones)
        area = numpy.bincount(zone, instance.areas, zones)
        compactness = float((4 * numpy.pi * area / perimeter**2).mean())
    return Score(
        zones, int(cut.sum()), float(lengths[cut].sum()), float(abs(weight * zones / total - 1).max()) if total else 0.0,
        broken, in_band, broken == 0 and in_band == zones and (zones == instance.parts or not needs_count), compactness)
