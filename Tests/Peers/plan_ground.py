"""A plan file as tables, and which of its atoms share a line: what the other scripts here stand on."""

import sqlite3
from dataclasses import dataclass

import geopandas
import numpy
import shapely


@dataclass
class PlanFile:
    grids: geopandas.GeoDataFrame
    atoms: geopandas.GeoDataFrame
    communities: geopandas.GeoDataFrame
    settings: dict  # table `plan`
    explained: set  # codes in table `exceptions`

    @staticmethod
    def read(path):
        layers = [geopandas.read_file(path, layer=name, engine="pyogrio") for name in ("grids", "atoms", "communities")]
        with sqlite3.connect(f"file:{path}?mode=ro", uri=True) as file:
            settings = dict(file.execute("SELECT key, value FROM plan"))
            explained = {row[0] for row in file.execute("SELECT grid FROM exceptions")}
        return PlanFile(*layers, settings, explained)

    @property
    def base_kinds(self):
        """The kinds that tile the county together."""
        return ["first"] if self.settings.get("dedicated_mode") == "overlay" else ["first", "dedicated"]

    @property
    def parents(self):
        """Code of each grid to the code of its parent, None at the top."""
        return {code: parent if isinstance(parent, str) else None for code, parent in zip(self.grids.code, self.grids.parent)}

    def ancestors(self, code):
        """The grid and the grids above it, from the bottom up."""
        parents, chain = self.parents, []
        while code is not None and code not in chain:
            chain.append(code)
            code = parents.get(code)
        return chain

    def base_of_atoms(self):
        """The top grid above each atom's leaf."""
        top = {code: self.ancestors(code)[-1] for code in self.atoms.grid.unique()}
        return self.atoms.grid.map(top)

    def band(self, kind):
        """(least, most) households of a kind, or None."""
        text = self.settings.get(f"band.{kind}")
        return tuple(int(number) for number in text.split("…")) if text else None


def shared_lines(polygons):
    """Pairs of polygons with the length of line they share, by edges equal vertex for vertex.

    Returns three arrays: first, second (first < second), metres. Polygons that touch at points only share nothing.
    """
    polygons = numpy.asarray(polygons)
    parts, owner_of_part = shapely.get_parts(polygons, return_index=True)
    rings, part_of_ring = shapely.get_rings(parts, return_index=True)
    points, ring_of_point = shapely.get_coordinates(rings, return_index=True)
    inside_ring = ring_of_point[1:] == ring_of_point[:-1]
    start, end = points[:-1][inside_ring], points[1:][inside_ring]
    owner = owner_of_part[part_of_ring[ring_of_point[:-1][inside_ring]]]
    turned = (start[:, 0] > end[:, 0]) | ((start[:, 0] == end[:, 0]) & (start[:, 1] > end[:, 1]))
    edges = numpy.where(turned[:, None], numpy.hstack([end, start]), numpy.hstack([start, end]))
    order = numpy.lexsort(edges.T[::-1])
    edges, owner = edges[order], owner[order]
    same = (edges[1:] == edges[:-1]).all(axis=1) & (owner[1:] != owner[:-1])
    pairs = numpy.sort(numpy.stack([owner[:-1][same], owner[1:][same]], axis=1), axis=1)
    lengths = numpy.hypot(edges[:-1][same][:, 0] - edges[:-1][same][:, 2], edges[:-1][same][:, 1] - edges[:-1][same][:, 3])
    keys, which = numpy.unique(pairs, axis=0, return_inverse=True)
    metres = numpy.bincount(which.ravel(), weights=lengths, minlength=len(keys))
    return keys[:, 0], keys[:, 1], metres


def rounded_compactness(area, perimeter):
    """Polsby–Popper, 4π · area / perimeter²."""
    return 4 * numpy.pi * area / numpy.square(perimeter)
