"""The face that a point in space lies on, or is nearest to."""

from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

Floats = NDArray[np.float64]

_CHUNK = 1 << 18  # triangles at a time


class SurfacePoint(NamedTuple):
    """The nearest triangle of a point.

    Attributes:
        triangle: Its index.
        distance: How far it is.
    """

    triangle: int
    distance: float


def nearest_triangle(point: Floats, vertices: Floats, triangles: NDArray[np.int64]) -> SurfacePoint:
    """Find the triangle that a point is nearest to; of several the first.

    Args:
        point: (3,).
        vertices: (V, 3).
        triangles: (F, 3) indices into the vertices, at least one.
    """
    best = SurfacePoint(0, np.inf)
    for start in range(0, len(triangles), _CHUNK):
        corners = vertices[triangles[start : start + _CHUNK]] - point  # (M, 3, 3)
        squared = _squared_distances(corners)
        index = int(squared.argmin())
        if (distance := float(np.sqrt(squared[index]))) < best.distance:
            best = SurfacePoint(start + index, distance)
    return best


def _squared_distances(corners: Floats) -> Floats:
    """Squared distances of triangles from the origin: (M, 3, 3) -> (M,)."""
    after = np.roll(corners, -1, axis=1)
    squared = _to_segments(corners, after).min(axis=1)  # (M,)
    one, two = corners[:, 1] - corners[:, 0], corners[:, 2] - corners[:, 0]
    normals = np.cross(one, two)
    areas = np.einsum("mx,mx->m", normals, normals)  # squared, times four
    # The foot of the perpendicular lies inside where it is on the inner side of every edge.
    turns = np.cross(corners, after)  # (M, 3, 3)
    inside = (np.einsum("mkx,mx->mk", turns, normals) >= 0).all(axis=1) & (areas > 0)
    heights = np.einsum("mx,mx->m", corners[:, 0], normals) ** 2 / np.where(areas > 0, areas, 1.0)
    nearest: Floats = np.where(inside, np.minimum(heights, squared), squared)
    return nearest


def _to_segments(start: Floats, end: Floats) -> Floats:
    """Squared distances of segments from the origin: (..., 3) twice -> (...)."""
    along = end - start
    lengths = (along * along).sum(axis=-1)
    share = -(start * along).sum(axis=-1) / np.where(lengths > 0, lengths, 1.0)
    feet = start + np.clip(share, 0, 1)[..., None] * along
    squared: Floats = (feet * feet).sum(axis=-1)
    return squared
