"""Clusters of a cloud: points that are near each other, and the ground that they stand on."""

import numpy as np
from numpy.typing import NDArray

from patchalign3d_cli.geometry.nearest import nearest
from patchalign3d_cli.scenes.groups import Groups, horizontal_axes
from patchalign3d_cli.scenes.leftovers import SMALLEST_SHARE
from patchalign3d_cli.shapes.shape import Shape
from patchalign3d_cli.shapes.welding import components

_USUAL_DISTANCE = 0.02
"""Of the scene's radius."""
_SPACINGS = 4.0
"""Usual distance at least, in distances between neighbours."""
_THICKNESS = 0.02
"""Of the ground at most, as a share of the scene's longest side."""
_COVERED = 0.5
"""Share of the columns with points that the ground must lie in."""
_STEPS = 2  # cells along the distance
_SAMPLED = 500  # points whose neighbours are looked at


def cloud_clusters(shape: Shape, distance: float | None = None) -> Groups:
    """Join points that are near each other: what DBSCAN does where every point is a core.

    Points are taken by cells of half the distance, so the distance holds to about a quarter.
    Where a flat layer below most of the cloud holds several clusters together, it is one for
    itself.

    Args:
        shape: A cloud.
        distance: In file units; None for a hundredth of the scene, or more where points are
            sparse.
    """
    points = shape.vertices
    distance = usual_distance(shape) if distance is None else distance
    cells, counts, centroids = _joined(points, distance / _STEPS)
    low_cells = _ground_cells(shape, cells, counts, centroids, distance)
    whole = _linked(centroids, distance)
    if low_cells is None:
        return Groups(_compact(whole)[cells], None)
    above = np.flatnonzero(~low_cells)
    numbers = np.full(len(centroids), -1, np.int64)
    numbers[above] = above[_linked(centroids[above], distance)]
    sizes = np.bincount(numbers[above], weights=counts[above])
    if (sizes >= SMALLEST_SHARE * len(points)).sum() < 2:
        return Groups(_compact(whole)[cells], None)
    first = int(np.flatnonzero(low_cells)[0])
    numbers[low_cells] = first
    ground = int(np.flatnonzero(low_cells[cells])[0])
    return Groups(_compact(numbers)[cells], ground)


def usual_distance(shape: Shape) -> float:
    """How near points of one cluster are where nobody says it."""
    points = shape.vertices
    chosen = points[:: max(1, len(points) // _SAMPLED)][:_SAMPLED]
    gaps = np.sqrt(nearest(chosen, points, min(2, len(points))).squared[:, -1])
    return max(_USUAL_DISTANCE * shape.radius, _SPACINGS * float(np.median(gaps)))


def _joined(
    points: NDArray[np.float64], side: float
) -> tuple[NDArray[np.int64], NDArray[np.int64], NDArray[np.float64]]:
    """Points by the cells of a grid: the cell of each (N,), their counts and centroids (C, 3)."""
    low = points.min(axis=0)
    steps = np.minimum((points - low) / side, 2**20).astype(np.int64)  # (N, 3)
    keys = (steps[:, 0] << 42) | (steps[:, 1] << 21) | steps[:, 2]
    _, cells, counts = np.unique(keys, return_inverse=True, return_counts=True)
    cells = cells.reshape(-1).astype(np.int64)
    sums = [np.bincount(cells, weights=column) for column in points.T]
    return cells, counts, np.stack(sums, axis=1) / counts[:, None]


def _linked(centroids: NDArray[np.float64], distance: float) -> NDArray[np.int64]:
    """The smallest member of each member's cluster."""
    from scipy.spatial import KDTree

    pairs = KDTree(centroids).query_pairs(distance, output_type="ndarray")
    return components(len(centroids), pairs[:, 0], pairs[:, 1])


def _ground_cells(
    shape: Shape,
    cells: NDArray[np.int64],
    counts: NDArray[np.int64],
    centroids: NDArray[np.float64],
    distance: float,
) -> NDArray[np.bool_] | None:
    """The cells of a flat layer below most of the others, (C,); None where there is none."""
    one, two, vertical, down = horizontal_axes(shape.up)
    heights = -centroids[:, vertical] if down else centroids[:, vertical]
    order = np.argsort(heights)
    # A few points below the ground, which scanners see in mirrors, do not hide it.
    below = np.searchsorted(np.cumsum(counts[order]), SMALLEST_SHARE * counts.sum())
    start = heights[order][min(int(below), len(order) - 1)]
    longest = float(np.ptp(centroids, axis=0).max())
    layer = heights <= start + min(distance, _THICKNESS * longest)
    columns = np.floor(centroids[:, [one, two]] / distance).astype(np.int64)
    columns -= columns.min(axis=0)
    keys = columns[:, 0] * (int(columns[:, 1].max()) + 1) + columns[:, 1]
    covered = len(np.unique(keys[layer])) / len(np.unique(keys))
    return layer if covered >= _COVERED and not layer.all() else None


def _compact(numbers: NDArray[np.int64]) -> NDArray[np.int64]:
    compact: NDArray[np.int64] = np.unique(numbers, return_inverse=True)[1].reshape(-1)
    return compact
