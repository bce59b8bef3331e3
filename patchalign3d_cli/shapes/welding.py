"""Which vertices stand at one place, and what hangs together."""

from typing import Any

import numpy as np
from numpy.typing import NDArray


def vertex_places(vertices: NDArray[Any]) -> NDArray[np.int64]:
    """For each vertex the number of its place, (V,): equal where coordinates are equal.

    Files such as STL repeat a vertex for every face; by their places the faces meet again.

    Args:
        vertices: (V, 3).
    """
    order = np.lexsort(vertices.T)
    ordered = vertices[order]
    new = np.r_[False, (ordered[1:] != ordered[:-1]).any(axis=1)]
    place = np.empty(len(vertices), dtype=np.int64)
    place[order] = np.cumsum(new)
    return place


def components(count: int, one: NDArray[np.int64], two: NDArray[np.int64]) -> NDArray[np.int64]:
    """The smallest member of each member's connected component, (count,).

    Args:
        count: Number of members.
        one: (M,) ends of the links.
        two: (M,) other ends of the links.
    """
    root = np.arange(count)
    while True:
        low = np.minimum(root[one], root[two])
        lower = root.copy()
        np.minimum.at(lower, root[one], low)
        np.minimum.at(lower, root[two], low)
        while not np.array_equal(lower, jumped := lower[lower]):
            lower = jumped
        if np.array_equal(lower, root):
            return root
        root = lower
