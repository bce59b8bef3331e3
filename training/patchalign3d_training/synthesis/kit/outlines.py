"""Flat outlines and curves: what prisms are cut from and tubes run along."""

import numpy as np
from numpy.typing import ArrayLike, NDArray

Points = NDArray[np.float64]


def ellipse(width: float, height: float, count: int = 24) -> Points:
    """An ellipse about the origin, counter-clockwise, (count, 2)."""
    return superellipse(width, height, 2.0, count)


def superellipse(width: float, height: float, power: float, count: int = 24) -> Points:
    """|2x/width|^power + |2y/height|^power = 1, counter-clockwise, (count, 2)."""
    angle = np.linspace(0.0, 2.0 * np.pi, count, endpoint=False)
    cosine, sine = np.cos(angle), np.sin(angle)
    x = 0.5 * width * np.sign(cosine) * np.abs(cosine) ** (2.0 / power)
    y = 0.5 * height * np.sign(sine) * np.abs(sine) ** (2.0 / power)
    return np.stack([x, y], axis=1)  # (count, 2)


def rectangle(width: float, height: float, radius: float = 0.0, count: int = 4) -> Points:
    """A rectangle about the origin, corners rounded with `count` points each, (n, 2)."""
    x, y = 0.5 * width, 0.5 * height
    corners = np.array([[x, y], [-x, y], [-x, -y], [x, -y]])  # (4, 2)
    radius = min(radius, x, y)
    if radius <= 0.0:
        return corners
    angle = np.linspace(0.0, 0.5 * np.pi, count)
    turns = angle + 0.5 * np.pi * np.arange(4)[:, None]  # (4, count)
    arcs = radius * np.stack([np.cos(turns), np.sin(turns)], axis=-1)  # (4, count, 2)
    centers = corners - radius * np.sign(corners)
    return np.asarray((centers[:, None] + arcs).reshape(-1, 2))  # (4 * count, 2)


def polygon(sides: int, radius: float, turn: float = 0.0) -> Points:
    """A regular polygon about the origin, `turn` in degrees, (sides, 2)."""
    angle = np.radians(turn) + 2.0 * np.pi * np.arange(sides) / sides
    return radius * np.stack([np.cos(angle), np.sin(angle)], axis=1)  # (sides, 2)


def smooth(controls: ArrayLike, count: int = 24, closed: bool = False) -> Points:
    """A Catmull-Rom curve through control points.

    Args:
        controls: (n, d) points that the curve passes.
        count: How many points to return.
        closed: Whether the curve returns to its start (which is then not repeated).

    Returns:
        (count, d) points, evenly spread over the spans.
    """
    points = np.asarray(controls, dtype=np.float64)
    size = len(points)
    spans = size if closed else size - 1
    at = np.linspace(0.0, spans, count, endpoint=not closed)
    span = np.minimum(at.astype(np.int64), spans - 1)
    t = (at - span)[:, None]  # (count, 1)

    def take(offset: int) -> Points:
        index = span + offset
        if closed:
            return np.asarray(points[index % size])
        inside = np.array(points[np.clip(index, 0, size - 1)])
        inside[index < 0] = 2.0 * points[0] - points[1]
        inside[index >= size] = 2.0 * points[-1] - points[-2]
        return inside

    p0, p1, p2, p3 = (take(offset) for offset in (-1, 0, 1, 2))
    linear = p2 - p0
    square = 2.0 * p0 - 5.0 * p1 + 4.0 * p2 - p3
    cubic = 3.0 * (p1 - p2) + p3 - p0
    curve = 0.5 * (2.0 * p1 + t * (linear + t * (square + t * cubic)))
    return np.asarray(curve)  # (count, d)


def lengthwise(half: ArrayLike, count: int = 40) -> Points:
    """A mirror-symmetric outline from its right half.

    Args:
        half: (n, 2) control points (x, y) of the right side, from bottom to top, x >= 0.
        count: How many points the whole outline gets.

    Returns:
        (2 * (count // 2), 2) points, counter-clockwise.
    """
    right = smooth(half, count // 2)
    left = right[::-1] * (-1.0, 1.0)
    return np.concatenate([right, left])


def grown(outline: Points, distance: float) -> Points:
    """An outline with each corner moved outward along its normal, (n, 2); inward if negative."""
    after, before = np.roll(outline, -1, axis=0), np.roll(outline, 1, axis=0)
    along = _unit(after - outline) + _unit(outline - before)
    normal = _unit(np.stack([along[:, 1], -along[:, 0]], axis=1))
    return outline + distance * normal


def _unit(vectors: Points) -> Points:
    length = np.linalg.norm(vectors, axis=-1, keepdims=True)
    return np.asarray(vectors / np.maximum(length, 1e-12))


def plane(outline: Points, axis: str, at: float = 0.0) -> Points:
    """Stand a flat outline in space, perpendicular to `axis` at height `at`, (n, 3).

    Axis y: the outline's coordinates are (x, z). Axis z: (x, y). Axis x: (z, y).
    """
    height = np.full(len(outline), at)
    first, second = outline[:, 0], outline[:, 1]
    columns = {
        "y": (first, height, second),
        "z": (first, second, height),
        "x": (height, second, first),
    }[axis]
    return np.stack(columns, axis=1)  # (n, 3)
