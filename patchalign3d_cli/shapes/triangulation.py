"""Polygons and strips to triangles, in the file's order."""

from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

_ROUNDING = 1e-7  # share of a polygon's area that a triangle may seem to lie outside of it


class Triangles(NamedTuple):
    """Triangles and where they come from.

    Attributes:
        picks: (F, 3) int64, positions in the list of all polygons' corners.
        faces: (F, 3) int64 vertex indices: the corners at these positions.
        polygons: (F,) int64, the polygon of each triangle; None where triangle i is polygon i.
        warnings: A sentence where polygons had too few corners.
    """

    picks: NDArray[np.int64]
    faces: NDArray[np.int64]
    polygons: NDArray[np.int64] | None
    warnings: tuple[str, ...]


def triangulate(
    corners: NDArray[np.int64], counts: NDArray[np.int64], vertices: NDArray[np.float64]
) -> Triangles:
    """Cut polygons into triangles that cover them and nothing else.

    A convex polygon becomes a fan around its first corner, and so does any other that this corner
    sees all of. A quadrilateral is cut along its other diagonal else, and a larger polygon by ear
    clipping in the plane that fits it best.

    Args:
        corners: (M,) vertex indices of all polygons, one polygon after the other.
        counts: (Q,) how many corners each polygon has; sums to M. Those with fewer than three
            give no triangle.
        vertices: (V, 3) positions. Polygons with corners that are not there become fans.
    """
    if (counts == 3).all():
        picks = np.arange(len(corners)).reshape(-1, 3)
        return Triangles(picks, corners.reshape(-1, 3), None, ())
    starts = np.cumsum(counts) - counts  # (Q,)
    sizes = np.maximum(counts - 2, 0)  # (Q,) triangles of each polygon
    polygons = np.repeat(np.arange(len(counts)), sizes)  # (F,)
    step = np.arange(len(polygons)) - np.repeat(np.cumsum(sizes) - sizes, sizes)  # (F,)
    first = starts[polygons]  # (F,)
    picks = np.stack([first, first + step + 1, first + step + 2], axis=1)  # (F, 3)
    keep = np.ones(len(picks), dtype=bool)
    offsets = np.cumsum(sizes) - sizes  # (Q,) first triangle of each polygon
    for count in np.unique(counts[counts > 3]).tolist():
        alike = np.flatnonzero(counts == count)
        rings = corners[starts[alike][:, None] + np.arange(count)]  # (q, count)
        inside = ((rings >= 0) & (rings < len(vertices))).all(axis=1)
        alike, points = alike[inside], _unit_rings(vertices[rings[inside]])
        wrong = ~_is_fan(points)
        alike, points = alike[wrong], points[wrong]
        if count == 4:
            other = _is_fan(np.roll(points, -1, axis=1))
            rows = offsets[alike[other]]
            begin = starts[alike[other]][:, None]
            picks[rows], picks[rows + 1] = begin + [1, 2, 3], begin + [1, 3, 0]
            alike, points = alike[~other], points[~other]
        for polygon, ring in zip(alike.tolist(), points, strict=True):
            ears = _clip_ears(ring)
            if ears is None:
                continue
            row = int(offsets[polygon])
            picks[row : row + len(ears)] = ears + starts[polygon]
            keep[row + len(ears) : row + count - 2] = False
    short = int((counts < 3).sum())
    warnings = (f"{short} polygons with fewer than three corners were left out",) if short else ()
    picks = picks[keep]
    return Triangles(picks, corners[picks], polygons[keep], warnings)


def _unit_rings(points: NDArray[np.float64]) -> NDArray[np.float64]:
    """Rings (q, n, 3) from their first corner, each of size one; zero where they have no size."""
    with np.errstate(all="ignore"):
        moved = points - points[:, :1]
        sizes = np.abs(moved).max(axis=(1, 2), keepdims=True)
        unit = moved / sizes
    return np.where(np.isfinite(unit).all(axis=(1, 2), keepdims=True), unit, 0.0)


def _is_fan(points: NDArray[np.float64]) -> NDArray[np.bool_]:
    """Whether the fan around the first corner covers each ring (q, n, 3) and nothing else."""
    spokes = points[:, 1:] - points[:, :1]  # (q, n - 1, 3)
    doubled = np.cross(spokes[:, :-1], spokes[:, 1:])  # (q, n - 2, 3)
    normals = doubled.sum(axis=1)  # (q, 3)
    areas = np.linalg.norm(normals, axis=1)  # (q,) doubled
    along = np.einsum("qtx,qx->qt", doubled, normals)
    fan: NDArray[np.bool_] = (along >= -_ROUNDING * (areas * areas)[:, None]).all(axis=1)
    return fan


def _clip_ears(ring: NDArray[np.float64]) -> NDArray[np.int64] | None:
    """Triangles of one ring (n, 3), wound as it is; None where they would not cover it."""
    import mapbox_earcut

    normal = ring_normal(ring)
    flat = flatten(ring, normal)
    ends = np.array([len(flat)], dtype=np.uint32)
    ears: NDArray[np.int64] = (
        mapbox_earcut.triangulate_float64(flat, ends).reshape(-1, 3).astype(np.int64)
    )
    a, b, c = (flat[ears[:, corner]] for corner in range(3))
    turns = (b - a)[:, 0] * (c - a)[:, 1] - (b - a)[:, 1] * (c - a)[:, 0]  # doubled areas
    ears[turns < 0] = ears[turns < 0][:, ::-1]
    area = 2 * float(np.linalg.norm(normal))
    if not len(ears) or not abs(float(np.abs(turns).sum()) - area) <= 1e-6 * area:
        return None
    return ears


def ring_normal(ring: NDArray[np.float64]) -> NDArray[np.float64]:
    """Normal of a ring of points, as long as its area is large (Newell's method)."""
    around: NDArray[np.float64] = ring - ring.mean(axis=0)
    normal: NDArray[np.float64] = np.cross(around, np.roll(around, -1, axis=0)).sum(axis=0) / 2
    return normal


def flatten(points: NDArray[np.float64], normal: NDArray[np.float64]) -> NDArray[np.float64]:
    """Points in the plane across a normal, (n, 2), counter-clockwise as seen from its tip."""
    length = float(np.linalg.norm(normal))
    unit = normal / length if length > 0 else np.array([0.0, 0.0, 1.0])
    side = np.eye(3)[np.abs(unit).argmin()]
    across = np.cross(unit, side)
    across /= np.linalg.norm(across)
    return np.ascontiguousarray(points @ np.stack([across, np.cross(unit, across)], axis=1))


def strip_triangles(corners: NDArray[np.int64]) -> NDArray[np.int64]:
    """Triangles of one or more triangle strips, (F, 3), all wound the same way.

    Args:
        corners: (M,) vertex indices; a negative one ends a strip and starts the next.
    """
    if len(corners) < 3:
        return np.empty((0, 3), np.int64)
    windows = np.lib.stride_tricks.sliding_window_view(corners, 3)  # (M - 2, 3)
    index = np.arange(len(windows))
    breaks = np.concatenate([[-1], np.flatnonzero(corners < 0)])
    start = breaks[np.searchsorted(breaks, index, side="right") - 1] + 1  # (M - 2,)
    odd = (index - start) % 2 == 1
    faces = np.where(odd[:, None], windows[:, [1, 0, 2]], windows)  # (M - 2, 3)
    whole = (windows >= 0).all(axis=1)
    return np.ascontiguousarray(faces[whole])
