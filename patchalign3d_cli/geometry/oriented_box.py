"""The box of any orientation that fits points closely."""

import functools
import itertools
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

Floats = NDArray[np.float64]

# The 13 pairs of opposite directions through the faces, edges and corners of a cube. Every
# direction is within 35 degrees of one of them, the angle between a box's diagonal and the planes
# of its sides, so the farthest points along them are all corners of a box, however it is turned.
_DIRECTIONS = np.array([v for v in itertools.product((-1, 0, 1), repeat=3) if v > (0, 0, 0)], float)
_FLAT = 1e-9  # as a share of the size: what lies no further off a plane lies on it
_ROUNDS = 16  # a ball has no best box to be found
_BETTER = 1e-9  # a turned box is taken where its surface is smaller by more than this share


class OrientedBox(NamedTuple):
    """A box.

    Attributes:
        center: (3,), in the units of the points.
        axes: (3, 3), a unit vector a row along each side, the longest side first; right-handed.
        half_sizes: (3,), half the length of each side.
    """

    center: Floats
    axes: Floats
    half_sizes: Floats

    @property
    def quaternion(self) -> Floats:
        """x, y, z, w (w not below 0) of the rotation from x, y, z to the axes; (4,)."""
        turn = self.axes.T
        # Of Shepperd's four forms the one with the largest divisor (1978, J. Guidance and Control).
        diagonal = np.diag(turn)
        squares = np.append(1 + 2 * diagonal - diagonal.sum(), 1 + diagonal.sum())
        largest = int(squares.argmax())
        x, y, z = turn[2, 1] - turn[1, 2], turn[0, 2] - turn[2, 0], turn[1, 0] - turn[0, 1]
        symmetric = turn + turn.T
        rows = np.array(
            [
                [squares[0], symmetric[0, 1], symmetric[0, 2], x],
                [symmetric[0, 1], squares[1], symmetric[1, 2], y],
                [symmetric[0, 2], symmetric[1, 2], squares[2], z],
                [x, y, z, squares[3]],
            ]
        )
        row = rows[largest] / np.linalg.norm(rows[largest])
        quaternion: Floats = row * (-1.0 if row[3] < 0 else 1.0)
        return quaternion


def oriented_box(points: Floats) -> OrientedBox:
    """A box around points, turned so that its surface is small; exact for the points of a box.

    Boxes are tried whose sides lie on a side of the hull of the farthest points along 26
    directions (the candidates of Larsson and Kallberg 2011, "Fast Computation of Tight-Fitting
    Oriented Bounding Boxes"), and the one along the axes, which wins where no other is smaller.

    Args:
        points: (N, 3), at least one.
    """
    low, high = points.min(axis=0), points.max(axis=0)
    middle, size = low / 2 + high / 2, float((high / 2 - low / 2).max()) or 1.0
    scaled = ((points - middle) / size).T  # (3, N), -1 to 1
    extreme = _farthest(scaled, _DIRECTIONS)  # (3, H)
    frames = np.concatenate([np.eye(3)[None], _frames(extreme.T)])  # (C, 3, 3)
    best, least = (np.eye(3), low, high), np.inf
    for _ in range(_ROUNDS):
        # A frame has at least the surface that it has of some points. The one with the least is
        # the best where all points leave it so; else the points that do not are looked at too.
        along = frames @ extreme  # (C, 3, H)
        surface = _surface(along.max(axis=2) - along.min(axis=2))
        surface[0] -= _BETTER * surface[0]
        number = int(surface.argmin())
        reached = frames[number] @ scaled  # (3, N)
        lows, highs = reached.min(axis=1), reached.max(axis=1)
        exact = float(_surface(highs - lows))
        if exact < least:
            best, least = (frames[number], lows, highs), exact
        if least <= surface[number] * (1 + 2 * _BETTER) + 1e-300:
            break
        extreme = np.concatenate([extreme, _farthest(scaled, frames[number])], axis=1)
    axes, lows, highs = best
    half = (highs - lows) / 2
    center = (lows + highs) / 2 @ axes * size + middle
    # Sides of one length keep their order whatever the last bits are.
    order = np.argsort(-half.round(9), kind="stable")
    return OrientedBox(center, _signed(axes[order]), half[order] * size)


def _farthest(points: Floats, directions: Floats) -> Floats:
    """The farthest of points (3, N) along each direction and its opposite, each once; (3, H)."""
    along = directions @ points
    indices = np.unique(np.concatenate([along.argmin(axis=1), along.argmax(axis=1)]))
    farthest: Floats = points[:, indices]
    return farthest


def _surface(sizes: Floats) -> Floats:
    """Half the surface of boxes of the sizes (..., 3)."""
    with np.errstate(over="ignore"):  # of boxes whose surface no float can hold
        surface: Floats = (sizes * np.roll(sizes, 1, axis=-1)).sum(axis=-1)
    return surface


def _frames(points: Floats) -> Floats:
    """Axes of boxes that lie on a side of the hull of few points, along one of its edges."""
    corners = _triangles(points)
    if not len(corners):  # all lie in a plane, or on a line
        normal = np.linalg.svd(points - points.mean(axis=0))[2][2]
        one, two = np.triu_indices(len(points), 1)
        edges = points[two] - points[one]
        edges -= (edges @ normal)[:, None] * normal
        return _completed(np.repeat(normal[None], len(edges), axis=0), edges)
    sides = points[corners]  # (S, 3, 3)
    edges = np.roll(sides, -1, axis=1) - sides
    normals = np.cross(edges[:, 0], edges[:, 1])
    normals /= np.linalg.norm(normals, axis=1)[:, None]
    return _completed(np.repeat(normals, 3, axis=0), edges.reshape(-1, 3))


def _triangles(points: Floats) -> NDArray[np.int64]:
    """The triangles among few points that have all the others on one side; (S, 3)."""
    corners = _triples(len(points))
    a, b, c = (points[corners[:, i]] for i in range(3))
    normals = np.cross(b - a, c - a)
    lengths = np.linalg.norm(normals, axis=1)
    usable = lengths > _FLAT
    corners, normals = corners[usable], normals[usable] / lengths[usable, None]
    heights = normals @ points.T - (normals * points[corners[:, 0]]).sum(axis=1)[:, None]  # (T, H)
    above, below = (heights > _FLAT).any(axis=1), (heights < -_FLAT).any(axis=1)
    outside: NDArray[np.int64] = corners[above != below]
    return outside


@functools.cache
def _triples(count: int) -> NDArray[np.int64]:
    """All choices of three of at most 26 points, (T, 3)."""
    triples = list(itertools.combinations(range(count), 3))
    return np.array(triples, np.int64).reshape(-1, 3)


def _completed(first: Floats, second: Floats) -> Floats:
    """Right-handed frames of two rows at right angles; those without a second are left out."""
    lengths = np.linalg.norm(second, axis=1)
    usable = lengths > 1e-6
    first, second = first[usable], second[usable] / lengths[usable, None]
    return np.stack([first, second, np.cross(first, second)], axis=1)


def _signed(axes: Floats) -> Floats:
    """Axes that point the positive way by their largest component, the last as it has to."""
    signed = axes.copy()
    for row in signed[:2]:
        # Of components that are equal but for rounding the first decides.
        leading = int((np.abs(row) > np.abs(row).max() - _FLAT).argmax())
        row *= np.sign(row[leading])
    signed[2] = np.cross(signed[0], signed[1])
    return signed
