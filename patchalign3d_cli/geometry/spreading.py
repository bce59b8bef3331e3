"""Points spread over triangles, thinned to one a cell, and pairs of near ones."""

import numpy as np
from numpy.typing import NDArray


def spread_over(
    corners: NDArray[np.float64], spacing: float
) -> tuple[NDArray[np.float64], NDArray[np.int64]]:
    """Points on triangles in rows along their longest edges, from edge to edge.

    Args:
        corners: (F, 3, 3).
        spacing: The most between two neighbours of a row, and between two rows. A triangle whose
            edges are no longer than a third of it has one point, its centroid.

    Returns:
        (N, 3) points and (N,) the triangle of each.
    """
    lengths = np.linalg.norm(np.roll(corners, -1, axis=1) - corners, axis=2)  # (F, 3)
    longest = lengths.max(axis=1)
    small = longest <= spacing / 3
    large = np.flatnonzero(~small)
    start = lengths[large].argmax(axis=1)
    a, b, c = (corners[large, (start + shift) % 3] for shift in range(3))  # a to b is the longest
    doubled = np.linalg.norm(np.cross(b - a, c - a), axis=1)
    rows = np.ceil(doubled / longest[large] / spacing).astype(np.int64) + 1
    face = np.repeat(np.arange(len(large)), rows)
    up = _positions(rows)  # (R,) 0 on the longest edge, 1 at the corner opposite
    counts = np.ceil((1 - up) * longest[large][face] / spacing).astype(np.int64) + 1
    row = np.repeat(np.arange(len(face)), counts)
    along = _positions(counts)[:, None] * (1 - up[row])[:, None]
    face = face[row]
    inside = a[face] + along * (b - a)[face] + up[row][:, None] * (c - a)[face]
    return (
        np.concatenate([inside, corners[small].mean(axis=1)]),
        np.concatenate([large[face], np.flatnonzero(small)]),
    )


def thinned(
    points: NDArray[np.float64], owners: NDArray[np.int64], side: float
) -> tuple[NDArray[np.int64], NDArray[np.int64]]:
    """One point for each owner in each cell of a grid.

    Args:
        points: (N, 3), less than a million cells apart on each axis.
        owners: (N,) whose point each is, from 0.
        side: Of a cell.

    Returns:
        The points that stay, (C,) indices, and for each point the row of its cell's, (N,).
    """
    cells = np.floor((points - points.min(axis=0)) / side).astype(np.int64)  # (N, 3)
    keys = owners
    for axis in range(3):  # numbered anew each time, so that no key is beyond 64 bits
        keys = keys * (int(cells[:, axis].max(initial=0)) + 1) + cells[:, axis]
        _, first, rows = np.unique(keys, return_index=True, return_inverse=True)
        keys = rows.reshape(-1).astype(np.int64)
    return first.astype(np.int64), keys


def near_pairs(points: NDArray[np.float64], distance: float) -> NDArray[np.int64]:
    """Pairs of points that are no further apart than a distance, (K, 2).

    Args:
        points: (N, 3), no more than some dozens within the distance of each other.
        distance: In their units.
    """
    from scipy.spatial import KDTree

    pairs: NDArray[np.int64] = KDTree(points).query_pairs(distance, output_type="ndarray")
    return pairs.reshape(-1, 2)


def neighbour_spacing(points: NDArray[np.float64]) -> float:
    """How far apart points of a surface lie: the median distance to the fourth nearest other.

    Args:
        points: (N, 3); of very many, some are asked. 0 for fewer than five.
    """
    from scipy.spatial import KDTree

    if len(points) < 5:
        return 0.0
    asked = points[:: max(1, len(points) // 20_000)]
    return float(np.median(KDTree(points).query(asked, k=[5])[0]))


def _positions(counts: NDArray[np.int64]) -> NDArray[np.float64]:
    """For runs of some counts, evenly spaced positions from 0 to 1 in each; 0 in a run of one."""
    begins = np.cumsum(counts) - counts
    steps = np.arange(counts.sum()) - np.repeat(begins, counts)
    positions: NDArray[np.float64] = steps / np.repeat(np.maximum(counts - 1, 1), counts)
    return positions
