"""Vertices that stand at one position, and what is connected through them."""

from typing import Any

import numpy as np
from numpy.typing import NDArray

from patchalign3d_cli.geometry.vectors import lengths

TOLERANCE = 2.5e-6
"""How far apart copies of a vertex may lie on each axis, as a share of the box's diagonal.

Exporters that transform facets one by one leave differences in the last bits of float32 (1e-7);
text files of six decimals, half a millionth of the unit.
"""
_THINNEST = 0.03
"""And no further apart than this share of the shortest of their faces' longest edges: what is
modelled finely stays as it is."""


def weld_vertices(
    vertices: NDArray[Any], faces: NDArray[np.int64] | None = None, diagonal: float | None = None
) -> NDArray[np.int64]:
    """For each vertex the number of its position, (V,): the same for copies of one vertex.

    Files such as STL repeat a vertex for every face; by their positions the faces meet again.

    Args:
        vertices: (V, 3).
        faces: (F, 3) with which copies may differ by rounding (`TOLERANCE`); None for copies that
            are equal.
        diagonal: Of the shape's bounding box; None for that of all vertices.
    """
    equal = _equal_rows(vertices)
    if faces is None or not len(faces):
        return equal
    if diagonal is None:
        diagonal = float(np.linalg.norm(np.ptp(vertices, axis=0)))
    if not diagonal > 0:
        return equal
    count = int(equal.max()) + 1
    first = np.zeros(count, np.int64)
    first[equal[::-1]] = np.arange(len(equal))[::-1]
    one, two = _near_pairs(vertices[first], TOLERANCE * diagonal)
    if not len(one):
        return equal
    sizes = _face_sizes(vertices, faces, equal, count)
    with np.errstate(over="ignore"):
        gaps = lengths(vertices[first[one]] - vertices[first[two]])
    near = gaps <= _THINNEST * np.minimum(sizes[one], sizes[two])
    joined = components(count, one[near], two[near])
    numbers: NDArray[np.int64] = np.unique(joined, return_inverse=True)[1].reshape(-1)[equal]
    return numbers.astype(np.int64)


def _equal_rows(vertices: NDArray[Any]) -> NDArray[np.int64]:
    order = np.lexsort(vertices.T)
    ordered = vertices[order]
    new = np.r_[False, (ordered[1:] != ordered[:-1]).any(axis=1)]
    numbers = np.empty(len(vertices), dtype=np.int64)
    numbers[order] = np.cumsum(new)
    return numbers


def _near_pairs(
    points: NDArray[Any], tolerance: float
) -> tuple[NDArray[np.int64], NDArray[np.int64]]:
    """Pairs of points that share a cell of a grid; all within `tolerance` on each axis are linked.

    Cells are four tolerances wide, and there are four grids, each moved by one. On every axis at
    most one of them parts two points within the tolerance, so one of the four never does. Each
    point is paired with the first of its cell.
    """
    with np.errstate(all="ignore"):  # of what lies beyond all bounds nothing is near
        steps = (points - points.min(axis=0)) / tolerance  # (N, 3)
    pairs = []
    for shift in range(4):
        cells = np.floor((steps + shift) / 4)
        keys = cells @ _MIX  # exact equality of cells is checked below
        order = np.argsort(keys, kind="stable")
        ordered = cells[order]
        same = np.r_[False, (ordered[1:] == ordered[:-1]).all(axis=1)]
        if not same.any():
            continue
        heads = order[~same][np.cumsum(~same) - 1]
        pairs.append(np.stack([heads[same], order[same]]))
    one, two = np.concatenate(pairs, axis=1) if pairs else np.empty((2, 0), np.int64)
    return one, two


_MIX = np.array([1.0, 0.7548776662466927, 0.5698402909980532])
"""Irrational to each other, so that different cells get different numbers."""


def _face_sizes(
    vertices: NDArray[Any], faces: NDArray[np.int64], positions: NDArray[np.int64], count: int
) -> NDArray[np.float64]:
    """For each position the longest edge of its smallest face, (count,); infinite for none."""
    corners = vertices[faces]  # (F, 3, 3)
    with np.errstate(over="ignore"):
        longest = lengths(np.roll(corners, -1, axis=1) - corners).max(axis=1)
    sizes = np.full(count, np.inf)
    for corner in positions[faces].T:
        np.minimum.at(sizes, corner, longest)
    return sizes


def components(count: int, one: NDArray[np.int64], two: NDArray[np.int64]) -> NDArray[np.int64]:
    """The smallest member of each member's connected component, (count,).

    Args:
        count: Number of members.
        one: (M,) ends of the links.
        two: (M,) other ends of the links.
    """
    from scipy.sparse import coo_array
    from scipy.sparse.csgraph import connected_components

    links = coo_array((np.ones(len(one), dtype=bool), (one, two)), shape=(count, count))
    _, numbers = connected_components(links, directed=False)  # (count,)
    _, smallest = np.unique(numbers, return_index=True)
    members: NDArray[np.int64] = smallest[numbers]
    return members
