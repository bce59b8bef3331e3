"""Faces near the borders of parts are subdivided until they are small."""

from collections.abc import Callable

import numpy as np
from numpy.typing import NDArray

from patchalign3d_cli.geometry.vectors import lengths
from patchalign3d_cli.pieces.adjacency import edge_keys
from patchalign3d_cli.shapes import Shape
from patchalign3d_cli.shapes.subdivide import subdivide

# Edges at a border end up no longer than this share of the shape's diagonal: half the usual
# distance of two patch centres is about ten times as much, so labels know nothing finer.
FINEST = 0.01
# Faces are looked at in a grid of points about this far apart (share of the diagonal): a part that
# is smaller than that in both directions can be missed inside a face.
_GRID = 0.03
_MOST_STEPS = 24  # a side of that grid
MOST_FACES = 1_000_000
"""Beyond the faces that there were: no more rounds begin."""
_ROUNDS = 16

Labeller = Callable[[NDArray[np.float64]], NDArray[np.int64]]
"""From (N, 3) points in file units to (N,) labels."""
Subdivided = tuple[Shape, NDArray[np.int64]]
"""A finer mesh, and the face of the original that each of its faces is (a part of), (F,)."""


def subdivide_mixed(shape: Shape, label: Labeller, finest: float = FINEST) -> Subdivided:
    """Subdivide the faces of a mesh inside which the label changes, until they are small.

    In each round the edges of such faces that are more than half as long as the longest one, and
    longer than `finest`, are cut in two. An edge is cut on all its faces, where vertices are
    repeated too, so no crack and no T-junction appears that was not there.

    Args:
        shape: A mesh.
        label: Gives labels of points.
        finest: Length below which edges stay whole, as a share of the diagonal.
    """
    assert shape.faces is not None
    diagonal = 2 * shape.radius
    origins = np.arange(len(shape.faces))
    most = len(shape.faces) + MOST_FACES
    watched = np.ones(len(shape.faces), dtype=bool)  # a face of one label stays so when cut
    for _ in range(_ROUNDS):
        assert shape.faces is not None
        longest = _edge_lengths(shape).max(axis=1)
        checked = np.flatnonzero(watched & (longest > finest * diagonal))
        corners = shape.vertices[shape.faces[checked]]  # (M, 3, 3)
        mixed = checked[_is_mixed(corners, longest[checked] / diagonal, label)]
        if not len(mixed) or len(shape.faces) > most:
            break
        watched = np.zeros(len(shape.faces), dtype=bool)
        watched[mixed] = True
        shape, parents = halve(shape, watched, finest)
        origins, watched = origins[parents], watched[parents]
    return shape, origins


def halve(shape: Shape, chosen: NDArray[np.bool_], finest: float) -> Subdivided:
    """Cut the long edges of some faces in two, on all faces that have them.

    Args:
        shape: A mesh.
        chosen: (F,) faces; their edges longer than half of their longest one are cut.
        finest: Length below which edges stay whole, as a share of the diagonal.
    """
    assert shape.faces is not None
    sides = _edge_lengths(shape)  # (F, 3)
    limits = np.maximum(sides.max(axis=1) / 2, finest * 2 * shape.radius)
    wanted = (sides > limits[:, None]) & chosen[:, None]
    corners = shape.welded[shape.faces]
    keys = edge_keys(corners)
    cut = np.isin(keys, np.unique(keys[wanted])) & (corners != np.roll(corners, -1, axis=1))
    return subdivide(shape, cut)


def _edge_lengths(shape: Shape) -> NDArray[np.float64]:
    assert shape.faces is not None
    corners = shape.vertices[shape.faces]  # (F, 3, 3)
    return lengths(np.roll(corners, -1, axis=1) - corners)


def _is_mixed(
    corners: NDArray[np.float64], sizes: NDArray[np.float64], label: Labeller
) -> NDArray[np.bool_]:
    """Whether the label changes within each triangle (M, 3, 3), by a grid of points in it.

    Args:
        corners: The triangles.
        sizes: (M,) longest edges as shares of the shape's diagonal.
        label: Gives labels of points.
    """
    steps = np.clip(np.ceil(sizes / _GRID), 2, _MOST_STEPS).astype(int)  # (M,)
    mixed = np.zeros(len(corners), dtype=bool)
    for count in np.unique(steps).tolist():
        mine = np.flatnonzero(steps == count)
        weights = np.array(
            [(i, j, count - i - j) for i in range(count + 1) for j in range(count + 1 - i)]
        ) / float(count)  # (g, 3)
        # Slightly inside: on the very edge, the neighbour's side may speak.
        weights = weights * 0.98 + 0.02 / 3
        points = np.einsum("gk,mkx->mgx", weights, corners[mine])  # (m, g, 3)
        labels = label(points.reshape(-1, 3)).reshape(len(mine), -1)
        mixed[mine] = (labels != labels[:, :1]).any(axis=1)
    return mixed
