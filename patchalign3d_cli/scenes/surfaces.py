"""Surfaces of the pieces of a mesh, and whether two of them come near each other."""

import numpy as np
from numpy.typing import NDArray

from patchalign3d_cli.shapes.shape import Shape

_POINTS = 384  # of a piece's corners, and of samples on it, that are looked at
_PAIRS = 1 << 20  # of a point and a triangle at a time

Points = NDArray[np.float64]


class PieceSurfaces:
    """The pieces of a mesh.

    Args:
        shape: The mesh.
        piece: (F,) the piece of each face, 0 to M - 1.

    Attributes:
        areas: (M,) in squared file units.
        low: (M, 3) lowest corners of their boxes.
        high: (M, 3) highest corners.
        sizes: (M,) diagonals of the boxes.
    """

    def __init__(self, shape: Shape, piece: NDArray[np.int64]) -> None:
        assert shape.faces is not None
        count = int(piece.max()) + 1
        self._corners = shape.vertices[shape.faces]  # (F, 3, 3)
        self._areas = shape.element_weights()
        self.areas = np.bincount(piece, weights=self._areas, minlength=count)
        order = np.argsort(piece, kind="stable")
        starts = np.searchsorted(piece[order], np.arange(count))
        self._faces = np.split(order, starts[1:])
        self.low = np.minimum.reduceat(self._corners.min(axis=1)[order], starts)
        self.high = np.maximum.reduceat(self._corners.max(axis=1)[order], starts)
        self.sizes = np.linalg.norm(self.high - self.low, axis=1)
        self._points: dict[int, Points] = {}

    def touch(self, one: int, two: int, gap: float) -> bool:
        """Whether two pieces come as near as a gap: points of each to the triangles of the other.

        Args:
            one: A piece.
            two: Another.
            gap: In file units.
        """
        return self._reaches(one, two, gap) or self._reaches(two, one, gap)

    def _reaches(self, one: int, two: int, gap: float) -> bool:
        """Whether a point of one piece is within a gap of a triangle of another."""
        points = self._points_of(one)
        low, high = self.low[two] - gap, self.high[two] + gap
        points = points[((points >= low) & (points <= high)).all(axis=1)]
        if not len(points):
            return False
        triangles = self._corners[self._faces[two]]
        lows, highs = triangles.min(axis=1) - gap, triangles.max(axis=1) + gap
        near = (lows <= points.max(axis=0)).all(axis=1) & (highs >= points.min(axis=0)).all(axis=1)
        triangles, lows, highs = triangles[near], lows[near], highs[near]
        step = max(1, _PAIRS // len(points))
        for start in range(0, len(triangles), step):
            chunk = slice(start, start + step)
            inside = np.ones((len(points), len(lows[chunk])), dtype=bool)
            for axis in range(3):
                column = points[:, axis, None]
                inside &= (column >= lows[chunk, axis]) & (column <= highs[chunk, axis])
            rows, faces = np.nonzero(inside)
            if len(rows) and (
                squared_distances(points[rows], triangles[chunk][faces]).min() <= gap * gap
            ):
                return True
        return False

    def _points_of(self, number: int) -> Points:
        """Corners of a piece, and samples evenly spread over its area."""
        known = self._points.get(number)
        if known is None:
            faces = self._faces[number]
            triangles = self._corners[faces]
            corners = triangles.reshape(-1, 3)
            corners = corners[:: max(1, len(corners) // _POINTS)]
            known = np.concatenate([corners, _samples(triangles, self._areas[faces])])
            self._points[number] = known
        return known


def _samples(triangles: Points, areas: Points) -> Points:
    """Points at even steps of the area, each at another spot of its triangle, (N, 3)."""
    ends = np.cumsum(areas)
    if not ends[-1] > 0:
        return triangles[:0, 0]
    steps = (np.arange(_POINTS) + 0.5) / _POINTS
    faces = np.minimum(np.searchsorted(ends, steps * ends[-1]), len(areas) - 1)
    u = np.sqrt(np.modf(np.arange(1, _POINTS + 1) * 0.7548776662466927)[0])  # R2, Roberts 2018
    v = np.modf(np.arange(1, _POINTS + 1) * 0.5698402909980532)[0]
    weights = np.stack([1 - u, u * (1 - v), u * v], axis=1)  # (N, 3)
    samples: Points = np.einsum("nk,nkx->nx", weights, triangles[faces])
    return samples


def squared_distances(points: Points, triangles: Points) -> Points:
    """Squared distances of points from triangles, (N,).

    Args:
        points: (N, 3).
        triangles: (N, 3, 3), the triangle of each.
    """
    a, b, c = triangles[:, 0], triangles[:, 1], triangles[:, 2]
    nearest = np.minimum(
        np.minimum(_from_segment(points, a, b), _from_segment(points, b, c)),
        _from_segment(points, c, a),
    )
    normals = np.cross(b - a, c - a)
    lengths = np.einsum("nx,nx->n", normals, normals)
    sides = [
        np.einsum("nx,nx->n", np.cross(end - start, points - start), normals) >= 0
        for start, end in ((a, b), (b, c), (c, a))
    ]
    above = sides[0] & sides[1] & sides[2] & (lengths > 0)
    heights = np.einsum("nx,nx->n", points - a, normals)
    inside = np.divide(heights * heights, lengths, out=np.zeros_like(heights), where=lengths > 0)
    distances: Points = np.where(above, inside, nearest)
    return distances


def _from_segment(points: Points, start: Points, end: Points) -> Points:
    along, offset = end - start, points - start
    squared = np.einsum("nx,nx->n", along, along)
    dots = np.einsum("nx,nx->n", offset, along)
    shares = np.clip(np.divide(dots, squared, out=np.zeros_like(dots), where=squared > 0), 0, 1)
    gaps = offset - shares[:, None] * along
    distances: Points = np.einsum("nx,nx->n", gaps, gaps)
    return distances
