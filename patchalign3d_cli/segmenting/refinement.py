"""Faces that span two parts are subdivided along the boundary between them."""

from collections.abc import Callable
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from patchalign3d_cli.shapes import Shape
from patchalign3d_cli.shapes.subdivide import subdivide

# Edges at a boundary end up no longer than this share of the shape's diagonal: half the usual
# distance of two patch centres is about ten times as much, so labels know nothing finer.
FINEST = 0.01
# Faces are looked at in a grid of points about this far apart (share of the diagonal): a part that
# is smaller than that in both directions can be missed inside a face.
_GRID = 0.03
_MOST_STEPS = 24  # a side of that grid
_MOST_FACES = 1_000_000  # beyond the faces that there were: no more rounds begin
_ROUNDS = 16
# The last cut follows the boundary to 1/64 of an edge, and stays this far from its ends.
_HALVINGS, _SLIVER = 5, 0.125

Labeller = Callable[[NDArray[np.float64]], NDArray[np.int64]]
"""From (N, 3) points in file units to (N,) labels."""


class Refinement(NamedTuple):
    """A finer mesh.

    Attributes:
        shape: The mesh; faces stand in the order of those they come from.
        source_faces: (F,) int64, the face of the original that each is (a part of).
    """

    shape: Shape
    source_faces: NDArray[np.int64]


def refine_boundaries(shape: Shape, label: Labeller, finest: float = FINEST) -> Refinement:
    """Subdivide the faces of a mesh inside which the label changes, until they are small.

    In each round the edges of such faces that are more than half as long as the longest one, and
    longer than `finest`, are cut in two; in the end, edges whose ends differ are cut where the
    label changes. An edge is cut on all its faces, where vertices are repeated too, so no crack
    and no T-junction appears that was not there.

    Args:
        shape: A mesh.
        label: Gives labels of points.
        finest: Length below which edges stay whole, as a share of the diagonal.
    """
    assert shape.faces is not None
    diagonal = 2 * shape.radius
    origins = np.arange(len(shape.faces))
    most = len(shape.faces) + _MOST_FACES
    watched = np.ones(len(shape.faces), dtype=bool)  # a face of one label stays so when cut
    for _ in range(_ROUNDS):
        assert shape.faces is not None
        corners = shape.vertices[shape.faces]  # (F, 3, 3)
        lengths = np.linalg.norm(np.roll(corners, -1, axis=1) - corners, axis=2)  # (F, 3)
        longest = lengths.max(axis=1)
        checked = np.flatnonzero(watched & (longest > finest * diagonal))
        mixed = checked[_is_mixed(corners[checked], longest[checked] / diagonal, label)]
        if not len(mixed) or len(shape.faces) > most:
            break
        wanted = np.zeros(lengths.shape, dtype=bool)
        limit = np.maximum(longest[mixed] / 2, finest * diagonal)
        wanted[mixed] = lengths[mixed] > limit[:, None]
        cut = _on_all_faces(shape, wanted)
        watched = np.zeros(len(shape.faces), dtype=bool)
        watched[mixed] = True
        shape, parents = subdivide(shape, cut)
        origins, watched = origins[parents], watched[parents]
    shape, parents = _cut_along(shape, label)
    return Refinement(shape, origins[parents])


def _cut_along(shape: Shape, label: Labeller) -> tuple[Shape, NDArray[np.int64]]:
    """Cut each edge whose ends differ in label where the label changes."""
    assert shape.faces is not None
    _, first, numbers = np.unique(shape.welded, return_index=True, return_inverse=True)
    known = label(shape.vertices[first])  # one label a place
    ends = numbers.reshape(-1)[shape.faces]  # (F, 3)
    after = np.roll(ends, -1, axis=1)
    cut = known[ends] != known[after]
    # Seen from the end of the smaller number on every face.
    low, high = np.minimum(ends, after)[cut], np.maximum(ends, after)[cut]
    start, end = shape.vertices[first][low], shape.vertices[first][high]
    here, there = np.zeros(len(low)), np.ones(len(low))
    for _ in range(_HALVINGS):
        half = (here + there) / 2
        same = label(start + (end - start) * half[:, None]) == known[low]
        here, there = np.where(same, half, here), np.where(same, there, half)
    share = np.clip((here + there) / 2, _SLIVER, 1 - _SLIVER)
    where = np.full(cut.shape, 0.5)
    where[cut] = np.where(ends[cut] < after[cut], share, 1 - share)
    return subdivide(shape, cut, where)


def _on_all_faces(shape: Shape, wanted: NDArray[np.bool_]) -> NDArray[np.bool_]:
    """The marked edges (F, 3), marked on every face that has them."""
    assert shape.faces is not None
    start = shape.welded[shape.faces]  # (F, 3)
    end = np.roll(start, -1, axis=1)
    key = np.minimum(start, end) * (int(start.max()) + 1) + np.maximum(start, end)
    marked: NDArray[np.bool_] = np.isin(key, np.unique(key[wanted])) & (start != end)
    return marked


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
