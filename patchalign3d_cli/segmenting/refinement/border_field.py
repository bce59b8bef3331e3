"""Scores at the corners of the faces near a border: continuous, so that its level lines are curves.

A corner stands for all faces around a vertex that hang together there. Where the surface has a
crease, or the file a border of its own, the faces of both sides have corners of their own, so
scores may leap there and a border stays where it is.
"""

from typing import Any, NamedTuple

import numpy as np
from numpy.typing import NDArray

from patchalign3d_cli.geometry.vectors import cross_products, dot_products, lengths
from patchalign3d_cli.pieces.adjacency import borders
from patchalign3d_cli.shapes import Shape
from patchalign3d_cli.shapes.welding import components

CREASE = np.cos(np.radians(60.0))
"""Cosine of the angle between two faces below which scores may leap between them. At 40 degrees the
folds of a scanned mug's surface counted, and its borders kept their teeth."""
_FAIRING = 0.5
"""How far fairing reaches, in units of the finest edge; chosen by the looks of three shapes."""
_FEWEST_STEPS, _MOST_STEPS = 3, 60
_DAMPING = 0.5
_TINY = 1e-9  # radii of the shape: no distance is shorter


class BorderField(NamedTuple):
    """Scores at corners near borders.

    Attributes:
        faces: (B,) ascending, the faces near borders.
        nodes: (B, 3) the node of each corner; corners that share one have the same scores.
        values: (T, C + K) scores and classes of the nodes.
        first_class: C, the column of the first class.
    """

    faces: NDArray[np.int64]
    nodes: NDArray[np.int64]
    values: NDArray[np.float64]
    first_class: int


def mixed_vertices(shape: Shape, labels: NDArray[np.integer]) -> NDArray[np.bool_]:
    """The vertices where faces of several labels meet, (V,); copies of one count as one."""
    assert shape.faces is not None
    positions = shape.welded[shape.faces]  # (F, 3)
    count = len(shape.vertices)
    low = np.full(count, np.iinfo(np.int64).max)
    high = np.full(count, -1)
    for corner in range(3):
        np.minimum.at(low, positions[:, corner], labels)
        np.maximum.at(high, positions[:, corner], labels)
    mixed: NDArray[np.bool_] = (high > low)[shape.welded]
    return mixed


def border_field(
    shape: Shape,
    values: NDArray[np.floating],
    first_class: int,
    regions: NDArray[np.int64] | None,
    finest: float,
) -> BorderField:
    """Carry scores from faces to corners near the borders, and make them fair.

    Both take means, weighted so that what is linear on a flat surface stays so (mean value
    coordinates, Floater 2003); so no class wins a corner that is best in no face around it.

    Args:
        shape: A mesh.
        values: (F, C + K) scores and classes of its faces.
        first_class: C.
        regions: (F,) regions between which scores may leap; None for none.
        finest: See `refine_borders`.
    """
    assert shape.faces is not None
    mixed = mixed_vertices(shape, values[:, first_class:].argmax(axis=1))
    near: NDArray[np.bool_] = np.any(mixed[shape.faces], axis=1)  # (F,)
    if not near.any():
        none = np.empty((0, 3), np.int64)
        return BorderField(none[:, 0], none, np.empty((0, values.shape[1])), first_class)
    steps = _fairing_steps(shape, near, finest)
    positions = shape.welded[shape.faces]  # (F, 3)
    for _ in range(int(np.ceil(np.sqrt(steps))) + 1):
        reached = np.zeros(len(shape.vertices), dtype=bool)
        reached[positions[near]] = True
        near = np.any(reached[positions], axis=1)
    faces = np.flatnonzero(near)
    triangles = shape.vertices[shape.faces[faces]] / shape.radius  # (B, 3, 3)
    nodes = _nodes(shape, faces, triangles, regions)
    known_outside = np.zeros(len(shape.vertices), dtype=bool)
    known_outside[positions[~near]] = True
    fixed = np.unique(nodes[known_outside[positions[faces]]])
    at_nodes = _at_nodes(nodes, triangles, np.asarray(values[faces], np.float64))
    averaging = _averaging(nodes, triangles)
    start = at_nodes[fixed]
    for _ in range(steps):
        at_nodes += _DAMPING * (averaging @ at_nodes - at_nodes)
        at_nodes[fixed] = start
    return BorderField(faces, nodes, at_nodes, first_class)


def _fairing_steps(shape: Shape, near: NDArray[np.bool_], finest: float) -> int:
    """So many steps of `_averaging` reach about as far on fine meshes as on coarse ones."""
    assert shape.faces is not None
    corners = shape.vertices[shape.faces[near]]
    edge = float(np.median(lengths(corners - np.roll(corners, 1, axis=1))))
    reach = _FAIRING * finest * 2 * shape.radius
    wanted = (reach / edge) ** 2 / _DAMPING if edge > 0 else _MOST_STEPS
    return int(np.clip(np.ceil(wanted), _FEWEST_STEPS, _MOST_STEPS))


def _nodes(
    shape: Shape,
    faces: NDArray[np.int64],
    triangles: NDArray[np.float64],
    regions: NDArray[np.int64] | None,
) -> NDArray[np.int64]:
    """The node of each corner of some faces, (B, 3), numbered from 0."""
    assert shape.faces is not None
    corners = shape.faces[faces]  # (B, 3)
    positions = shape.welded[corners]
    met = borders(shape.vertices, shape.welded, corners)
    a, b, c = (triangles[:, corner] for corner in range(3))
    normals = cross_products(b - a, c - a)  # (B, 3)
    doubled = lengths(normals)
    normals /= np.where(doubled > 0, doubled, 1.0)[:, None]
    smooth = np.abs(dot_products(normals[met.one], normals[met.two])) > CREASE
    smooth |= (doubled[met.one] == 0) | (doubled[met.two] == 0)  # no area, no crease
    if regions is not None:
        smooth &= regions[faces[met.one]] == regions[faces[met.two]]
    one, two = met.one[smooth], met.two[smooth]
    link, here, there = np.nonzero(positions[one][:, :, None] == positions[two][:, None, :])
    joined = components(3 * len(faces), 3 * one[link] + here, 3 * two[link] + there)
    return np.unique(joined, return_inverse=True)[1].reshape(-1, 3).astype(np.int64)


def _half_tangents(triangles: NDArray[np.float64]) -> NDArray[np.float64]:
    """Tangents of half the angle at each corner of triangles (B, 3, 3), (B, 3), at most 5."""
    after = np.roll(triangles, -1, axis=1) - triangles
    before = np.roll(triangles, 1, axis=1) - triangles
    sine = lengths(cross_products(after, before))
    cosine = dot_products(after, before)
    scale = lengths(after) * lengths(before)
    # tan(t / 2) = sin t / (1 + cos t)
    tangents: NDArray[np.float64] = sine / np.maximum(scale + cosine, 1e-300)
    return np.clip(tangents, 1e-6, 5.0)


def _at_nodes(
    nodes: NDArray[np.int64], triangles: NDArray[np.float64], values: NDArray[np.float64]
) -> NDArray[np.float64]:
    """Values of faces carried to nodes: (B, K) -> (T, K)."""
    gaps = lengths(triangles.mean(axis=1)[:, None] - triangles)  # (B, 3)
    weights = (_half_tangents(triangles) / np.maximum(gaps, _TINY)).reshape(-1)
    owners = np.repeat(np.arange(len(nodes)), 3)
    carry = _row_means(nodes.reshape(-1), owners, weights, int(nodes.max()) + 1, len(nodes))
    carried: NDArray[np.float64] = carry @ values
    return carried


def _averaging(nodes: NDArray[np.int64], triangles: NDArray[np.float64]) -> Any:
    """The sparse matrix (T, T) of means over the nodes around each."""
    tangents = _half_tangents(triangles)
    rows, columns, weights = [], [], []
    for turn in (1, 2):
        sides = np.maximum(lengths(np.roll(triangles, turn, axis=1) - triangles), _TINY)
        rows.append(nodes.reshape(-1))
        columns.append(np.roll(nodes, turn, axis=1).reshape(-1))
        weights.append((tangents / sides).reshape(-1))
    count = int(nodes.max()) + 1
    ends = np.concatenate(rows), np.concatenate(columns)
    return _row_means(*ends, np.concatenate(weights), count, count)


def _row_means(
    rows: NDArray[np.int64],
    columns: NDArray[np.int64],
    weights: NDArray[np.float64],
    count: int,
    width: int,
) -> Any:
    """A sparse matrix (count, width) whose rows sum to 1."""
    from scipy.sparse import csr_array

    shares = weights / np.bincount(rows, weights, count)[rows]
    return csr_array((shares, (rows, columns)), shape=(count, width))
