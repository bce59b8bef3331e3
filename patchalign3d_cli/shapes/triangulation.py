"""Polygons and strips to triangles, in the file's order."""

from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray


class Triangles(NamedTuple):
    """Triangles and where they come from.

    Attributes:
        faces: (F, 3) int64 vertex indices.
        polygons: (F,) int64, the polygon of each triangle; None where triangle i is polygon i.
        warnings: A sentence where polygons had too few corners.
    """

    faces: NDArray[np.int64]
    polygons: NDArray[np.int64] | None
    warnings: tuple[str, ...]


def fan_triangles(corners: NDArray[np.int64], counts: NDArray[np.int64]) -> Triangles:
    """Cut each polygon into a fan around its first corner.

    Args:
        corners: (M,) vertex indices of all polygons, one polygon after the other.
        counts: (Q,) how many corners each polygon has; sums to M. Those with fewer than three
            give no triangle.
    """
    if (counts == 3).all():
        return Triangles(corners.reshape(-1, 3), None, ())
    sizes = np.maximum(counts - 2, 0)  # (Q,) triangles of each polygon
    polygons = np.repeat(np.arange(len(counts)), sizes)  # (F,)
    step = np.arange(len(polygons)) - np.repeat(np.cumsum(sizes) - sizes, sizes)  # (F,)
    first = (np.cumsum(counts) - counts)[polygons]  # (F,)
    places = np.stack([first, first + step + 1, first + step + 2], axis=1)  # (F, 3)
    short = int((counts < 3).sum())
    warnings = (f"{short} polygons with fewer than three corners were left out",) if short else ()
    return Triangles(corners[places], polygons, warnings)


def strip_triangles(corners: NDArray[np.int64]) -> NDArray[np.int64]:
    """Triangles of one or more triangle strips, (F, 3), all wound the same way.

    Args:
        corners: (M,) vertex indices; a negative one ends a strip and starts the next.
    """
    if len(corners) < 3:
        return np.empty((0, 3), np.int64)
    windows = np.lib.stride_tricks.sliding_window_view(corners, 3)  # (M - 2, 3)
    place = np.arange(len(windows))
    breaks = np.concatenate([[-1], np.flatnonzero(corners < 0)])
    start = breaks[np.searchsorted(breaks, place, side="right") - 1] + 1  # (M - 2,)
    odd = (place - start) % 2 == 1
    faces = np.where(odd[:, None], windows[:, [1, 0, 2]], windows)  # (M - 2, 3)
    whole = (windows >= 0).all(axis=1)
    return np.ascontiguousarray(faces[whole])
