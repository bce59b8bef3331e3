"""Points of a large cloud joined into the cells of a grid, in linear time."""

from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

_FINEST = 256  # cells along the longest side of the box: 64 MB for the grid's numbers
_COARSEST = 8
_CHUNK = 1 << 20  # points at a time


class Cells(NamedTuple):
    """A partition of points.

    Attributes:
        cell_of: (N,) int32, the cell of each point.
        counts: (C,) int64, points of each cell, 1 or more.
        centroids: (C, 3) float64, the mean of each cell's points.
    """

    cell_of: NDArray[np.int32]
    counts: NDArray[np.int64]
    centroids: NDArray[np.float64]

    def means(self, values: NDArray[np.floating]) -> NDArray[np.float64]:
        """Means of the points' values over cells: (N, K) -> (C, K)."""
        size = len(self.counts)
        sums = [np.bincount(self.cell_of, weights=column, minlength=size) for column in values.T]
        return np.stack(sums, axis=1) / self.counts[:, None]

    def divided(self, points: NDArray[np.float64], groups: NDArray[np.int64]) -> "Cells":
        """Cells whose points are all of one group.

        Args:
            points: (N, 3), those that were joined.
            groups: (N,) the group of each, 0 or more.
        """
        keys = self.cell_of * (groups.max(initial=0) + 1) + groups
        _, cell_of, counts = np.unique(keys, return_inverse=True, return_counts=True)
        numbers: NDArray[np.int32] = cell_of.reshape(-1).astype(np.int32)
        divided = Cells(numbers, counts.astype(np.int64), np.empty((0, 3)))
        return divided._replace(centroids=divided.means(points))


def join_points(points: NDArray[np.float64], bounds: NDArray[np.float64], most: int) -> Cells:
    """Join points into the finest cubic cells of which there are not too many.

    Args:
        points: (N, 3), all finite.
        bounds: (2, 3), lowest and highest corner of the box that the grid divides; points outside
            belong to the cells at its border.
        most: Cells that there may be, 1000 or more.

    Returns:
        The cells, numbered along the grid.
    """
    side = _FINEST
    while True:
        keys = _grid_keys(points, bounds, side)
        occupied = np.zeros(side**3, dtype=bool)
        occupied[keys] = True
        count = int(np.count_nonzero(occupied))
        if count <= most or side <= _COARSEST:
            break
        # The cells of a surface go with the square of the side, those of a volume with its cube.
        side = max(_COARSEST, min(side - 1, int(0.97 * side * (most / count) ** 0.5)))
    numbers = np.cumsum(occupied, dtype=np.int32)
    numbers -= 1
    cell_of = numbers[keys]
    counts = np.bincount(cell_of, minlength=count)
    sums = [np.bincount(cell_of, weights=points[:, axis], minlength=count) for axis in range(3)]
    return Cells(cell_of, counts, np.stack(sums, axis=1) / counts[:, None])


def _grid_keys(
    points: NDArray[np.float64], bounds: NDArray[np.float64], side: int
) -> NDArray[np.int32]:
    """The number of each point's cell in the whole grid, (N,)."""
    low = bounds[0]
    extent = float((bounds[1] - low).max()) or 1.0
    keys = np.empty(len(points), dtype=np.int32)
    for start in range(0, len(points), _CHUNK):
        offsets = points[start : start + _CHUNK] - low
        offsets *= side / extent
        steps = np.clip(offsets, 0, side - 1, out=offsets).astype(np.int32)  # (M, 3)
        chunk = steps[:, 0] * np.int32(side)
        chunk += steps[:, 1]
        chunk *= np.int32(side)
        chunk += steps[:, 2]
        keys[start : start + _CHUNK] = chunk
    return keys
