"""Solids along a curve: tubes, bars, rings."""

import math
from collections.abc import Sequence

import numpy as np
from numpy.typing import ArrayLike, NDArray

from patchalign3d_training.synthesis.kit.mesh import Mesh
from patchalign3d_training.synthesis.kit.outlines import (
    Points,
    ellipse,
    plane,
    rectangle,
    smooth,
)
from patchalign3d_training.synthesis.kit.skins import skin


def sweep(
    path: ArrayLike,
    radius: float | Sequence[float] | NDArray[np.float64] = 0.0,
    profile: Points | None = None,
    sides: int = 8,
    loop: bool = False,
    normal: ArrayLike | None = None,
) -> Mesh:
    """A tube along a curve.

    Args:
        path: (S, 3) points of the curve.
        radius: Radius, or with `profile` its scale; one for all or one a point.
        profile: (M, 2) cross-section (along the normal, along the binormal); None for a circle.
        sides: Corners of the circle.
        loop: Whether the curve is closed.
        normal: Direction that the cross-section's first axis starts out with.

    Returns:
        The capped tube.
    """
    points = np.asarray(path, dtype=np.float64)
    scale = np.broadcast_to(np.asarray(radius, dtype=np.float64), len(points))
    shape = ellipse(2.0, 2.0, sides) if profile is None else profile
    if loop:
        tangents = np.roll(points, -1, axis=0) - np.roll(points, 1, axis=0)
    else:
        tangents = np.gradient(points, axis=0)
    tangents = tangents / np.maximum(np.linalg.norm(tangents, axis=1, keepdims=True), 1e-12)
    normals = _transported(tangents, normal)
    binormals = np.cross(tangents, normals)
    offsets = shape[None, :, :1] * normals[:, None] + shape[None, :, 1:] * binormals[:, None]
    return skin(points[:, None] + scale[:, None, None] * offsets, loop=loop)


def _transported(tangents: Points, start: ArrayLike | None) -> Points:
    """Normals that twist as little as possible along the curve, (S, 3)."""
    if start is None:
        a, b, c = (float(i == int(np.argmin(np.abs(tangents[0])))) for i in range(3))
    else:
        a, b, c = (float(value) for value in np.asarray(start, dtype=np.float64))
    normals = []
    for u, v, w in tangents.tolist():  # plain numbers: arrays of three cost ten times as much
        along = a * u + b * v + c * w
        a, b, c = a - along * u, b - along * v, c - along * w
        length = math.sqrt(a * a + b * b + c * c)
        if length < 1e-9:
            sizes = (abs(u), abs(v), abs(w))
            a, b, c = (float(i == sizes.index(min(sizes))) for i in range(3))
            along = a * u + b * v + c * w
            a, b, c = a - along * u, b - along * v, c - along * w
            length = math.sqrt(a * a + b * b + c * c)
        a, b, c = a / length, b / length, c / length
        normals.append((a, b, c))
    return np.array(normals)


def rod(
    start: ArrayLike, end: ArrayLike, radius: float, end_radius: float | None = None, sides: int = 8
) -> Mesh:
    """A straight round bar between two points, perhaps tapering."""
    radii = [radius, radius if end_radius is None else end_radius]
    return sweep(np.array([start, end], dtype=np.float64), radii, sides=sides)


def beam(start: ArrayLike, end: ArrayLike, width: float, depth: float, taper: float = 1.0) -> Mesh:
    """A straight bar of rectangular section between two points.

    `width` lies along x where the bar allows it (along z for a bar along x).
    """
    along = np.subtract(end, start)
    normal = (0.0, 0.0, 1.0) if abs(along[0]) > 0.9 * np.linalg.norm(along) else (1.0, 0.0, 0.0)
    path = np.array([start, end], dtype=np.float64)
    return sweep(path, [1.0, taper], rectangle(width, depth), normal=normal)


def tube(controls: ArrayLike, radius: float, count: int = 16, sides: int = 8) -> Mesh:
    """A round tube along a smooth curve through control points."""
    return sweep(smooth(controls, count), radius, sides=sides)


def ring(radius: float, thickness: float, axis: str = "y", count: int = 24, sides: int = 8) -> Mesh:
    """A torus about the origin whose hole runs along `axis`."""
    return sweep(plane(ellipse(2 * radius, 2 * radius, count), axis), thickness, None, sides, True)
