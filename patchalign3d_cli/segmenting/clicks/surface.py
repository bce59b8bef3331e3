"""How far elements of a shape are from each other, along its surface."""

from typing import Any

import numpy as np
from numpy.typing import NDArray

from patchalign3d_cli.pieces.adjacency import borders
from patchalign3d_cli.shapes import Shape

CREASE = 1.0
"""How much longer a step over a crease counts: an edge of 90 degrees makes it twice as long."""
GAP = 1.5
"""How much longer a straight line to another loose piece counts."""


class SurfaceDistances:
    """Distances of elements, in radii of the shape.

    Faces that hang together are as far apart as the shortest path over their centroids from face
    to face is long, steps over creases counting more. Between loose pieces the straight line
    counts, 1.5 times; between points of a cloud the line alone.

    Args:
        shape: A mesh or a cloud.
    """

    def __init__(self, shape: Shape) -> None:
        self._points = shape.centroids() / shape.radius  # (E, 3)
        self._links = None if shape.faces is None else _links(shape, self._points)
        if self._links is not None:
            from scipy.sparse.csgraph import connected_components

            self._pieces = connected_components(self._links, directed=False)[1]

    def lines(self, element: int) -> NDArray[np.float64]:
        """Straight distances of all elements from one, (E,)."""
        distances: NDArray[np.float64] = np.linalg.norm(
            self._points - self._points[element], axis=1
        )
        return distances

    def within(self, element: int, reach: float) -> NDArray[np.float64]:
        """Distances of all elements from one, (E,); infinite beyond a reach.

        Args:
            element: Where it starts.
            reach: In radii.
        """
        lines = self.lines(element)
        if self._links is None:
            distances = lines
        else:
            from scipy.sparse.csgraph import dijkstra

            paths = dijkstra(self._links, indices=element, limit=reach)
            loose = self._pieces != self._pieces[element]
            distances = np.where(loose, GAP * lines, paths)
        return np.where(distances <= reach, distances, np.inf)


def _links(shape: Shape, centroids: NDArray[np.float64]) -> Any:
    """Lengths of the steps between faces that share an edge, a sparse (F, F)."""
    from scipy.sparse import coo_array

    assert shape.faces is not None
    met = borders(shape.vertices, shape.welded, shape.faces)
    corners = shape.vertices[shape.faces]  # (F, 3, 3)
    normals = np.cross(corners[:, 1] - corners[:, 0], corners[:, 2] - corners[:, 0])
    normals /= np.maximum(np.linalg.norm(normals, axis=1), 1e-300)[:, None]
    bends = 1 - np.minimum(np.abs((normals[met.one] * normals[met.two]).sum(axis=1)), 1)
    lengths = np.linalg.norm(centroids[met.one] - centroids[met.two], axis=1)
    lengths = np.maximum(lengths * (1 + CREASE * bends), 1e-12)  # 0 would be no link
    low, high = np.minimum(met.one, met.two), np.maximum(met.one, met.two)
    order = np.lexsort((lengths, high, low))
    low, high, lengths = low[order], high[order], lengths[order]
    first = low != high  # of several links between two faces the shortest counts
    first[1:] &= (low[1:] != low[:-1]) | (high[1:] != high[:-1])
    low, high, lengths = low[first], high[first], lengths[first]
    ends = np.r_[low, high], np.r_[high, low]
    size = len(shape.faces)
    return coo_array((np.r_[lengths, lengths], ends), shape=(size, size)).tocsr()
