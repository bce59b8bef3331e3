"""Borders between labels as curves: how long they are, and how they turn."""

from typing import NamedTuple

import numpy as np

from patchalign3d_cli.pieces.adjacency import edge_keys
from patchalign3d_cli.shapes import Shape

SMOOTHED_OVER = 0.01
"""Share of the diagonal over which a border is averaged to what it would be as a smooth curve."""


class BorderCurves(NamedTuple):
    """Figures of the borders of a labelled mesh.

    Attributes:
        length: Of all border edges, in file units.
        roughness: Length of the borders over that of their smoothed curves; 1 is smooth.
        turning: Mean angle between successive edges, by length, in degrees.
    """

    length: float
    roughness: float
    turning: float


def border_edges(shape: Shape, labels: np.ndarray) -> np.ndarray:
    """Edges where two faces of different labels meet, (M, 2) numbers of positions."""
    corners = shape.welded[shape.faces]
    keys = edge_keys(corners).reshape(-1)
    order = np.argsort(keys, kind="stable")
    same = np.flatnonzero(keys[order[1:]] == keys[order[:-1]])
    one, two = order[same], order[same + 1]
    differ = labels[one // 3] != labels[two // 3]
    span = int(corners.max()) + 1
    found = np.unique(keys[one[differ]])
    return np.stack([found // span, found % span], axis=1)


def border_curves(shape: Shape, labels: np.ndarray) -> BorderCurves:
    """Measure the borders of labels (F,) on a mesh."""
    edges = border_edges(shape, labels)
    points = shape.vertices[np.unique(shape.welded, return_index=True)[1]]
    if not len(edges):
        return BorderCurves(0.0, 1.0, 0.0)
    vectors = points[edges[:, 1]] - points[edges[:, 0]]
    sizes = np.linalg.norm(vectors, axis=1)
    # Turning: at each vertex between exactly two border edges.
    ends = edges.reshape(-1)
    owner = np.repeat(np.arange(len(edges)), 2)
    away = np.stack([vectors, -vectors], axis=1).reshape(-1, 3)
    order = np.argsort(ends, kind="stable")
    vertex, first, count = np.unique(ends[order], return_index=True, return_counts=True)
    start = first[count == 2]
    one, two = order[start], order[start + 1]
    cosine = -(away[one] * away[two]).sum(axis=1) / (sizes[owner[one]] * sizes[owner[two]])
    angles = np.degrees(np.arccos(np.clip(cosine, -1, 1)))
    weights = sizes[owner[one]] + sizes[owner[two]]
    turning = float(np.average(angles, weights=weights)) if len(angles) else 0.0
    # Smoothing: heat flow along the curve, one implicit step; ends and forks stay.
    from scipy.sparse import coo_array, diags_array
    from scipy.sparse.linalg import spsolve

    local = np.searchsorted(vertex, edges)
    size = len(vertex)
    both = np.concatenate([local, local[:, ::-1]])
    pull = np.tile(1 / np.maximum(sizes, 1e-12), 2)
    links = coo_array((pull, (both[:, 0], both[:, 1])), shape=(size, size)).tocsr()
    mass = np.bincount(both[:, 0], np.tile(sizes / 2, 2), size)
    reach = (SMOOTHED_OVER * 2 * shape.radius) ** 2
    free = np.where(count == 2, reach, 0.0)
    system = diags_array(mass + free * links.sum(axis=1)) - diags_array(free) @ links
    smooth = spsolve(system.tocsc(), mass[:, None] * points[vertex])
    curve = np.linalg.norm(smooth[local[:, 1]] - smooth[local[:, 0]], axis=1).sum()
    return BorderCurves(float(sizes.sum()), float(sizes.sum() / curve), turning)
