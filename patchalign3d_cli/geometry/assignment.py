"""From scores of patches to scores of points."""

from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from patchalign3d_cli.geometry.nearest import Nearest, nearest
from patchalign3d_cli.geometry.ordering import stable_order

Floats = NDArray[np.float32]

# The floor makes a point on a centre take that centre's scores, up to float rounding.
_NEAREST = 1e-10


def nearest_scores(points: Floats, centers: Floats, scores: Floats) -> Floats:
    """Give each point the scores of its nearest patch centre (every published number's rule).

    Args:
        points: (N, 3).
        centers: (P, 3), same frame.
        scores: (P, L).

    Returns:
        (N, L).
    """
    chosen: Floats = scores[nearest(points, centers, 1).indices[:, 0]]
    return chosen


class NearestBlend(NamedTuple):
    """Which patch centres points listen to, and how much: the same for any scores.

    Attributes:
        indices: (N, J) int64 into the centres, nearest first.
        weights: (N, J) float32; those of a point sum to 1.
    """

    indices: NDArray[np.int64]
    weights: Floats

    def apply(self, scores: Floats) -> Floats:
        """Scores of the points: (P, L) -> (N, L)."""
        total = np.zeros((len(self.indices), scores.shape[1]), dtype=np.float32)
        for rank in range(self.weights.shape[1]):
            total += self.weights[:, rank, None] * scores[self.indices[:, rank]]
        return total


def interpolation(
    points: NDArray[np.floating], centers: NDArray[np.floating], neighbors: int = 3
) -> NearestBlend:
    """Weigh the nearest patch centres of each point by inverse squared distance.

    The feature propagation rule of PointNet++ (Qi et al. 2017, equation 2: k = 3, p = 2).

    Args:
        points: (N, 3).
        centers: (P, 3), same frame.
        neighbors: How many centres a point listens to.
    """
    return blend(nearest(points, centers, min(neighbors, len(centers))))


def interpolation_within(
    points: NDArray[np.floating],
    centers: NDArray[np.floating],
    groups: NDArray[np.int64],
    center_groups: NDArray[np.int64],
    neighbors: int = 3,
) -> NearestBlend:
    """As `interpolation`, but a point listens to the centres of its own group alone.

    Where its group has none, it listens to all.

    Args:
        points: (N, 3).
        centers: (P, 3), same frame.
        groups: (N,) the group of each point, any numbers.
        center_groups: (P,) of each centre.
        neighbors: How many centres a point listens to; fewer where its group has fewer.
    """
    indices = np.zeros((len(points), neighbors), dtype=np.int64)
    weights = np.zeros((len(points), neighbors), dtype=np.float32)
    alone = ~np.isin(groups, center_groups)
    if alone.any():
        blended = interpolation(points[alone], centers, neighbors)
        width = blended.indices.shape[1]
        indices[alone, :width], weights[alone, :width] = blended
    order, center_order = stable_order(groups), stable_order(center_groups)
    sorted_groups, sorted_centers = groups[order], center_groups[center_order]
    for group in np.unique(sorted_centers).tolist():
        rows = order[slice(*np.searchsorted(sorted_groups, (group, group + 1)))]
        known = center_order[slice(*np.searchsorted(sorted_centers, (group, group + 1)))]
        if len(rows):
            blended = interpolation(points[rows], centers[known], neighbors)
            width = blended.indices.shape[1]
            indices[rows, :width], weights[rows, :width] = known[blended.indices], blended.weights
    return NearestBlend(indices, weights)


def blend(near: Nearest) -> NearestBlend:
    """The weights of patch centres that were found near points: see `interpolation`."""
    weights = 1 / np.maximum(near.squared, _NEAREST)  # (N, J)
    weights = (weights / weights.sum(axis=1, keepdims=True)).astype(np.float32)
    return NearestBlend(near.indices, weights)


def membership_scores(
    points: Floats, centers: Floats, indices: NDArray[np.int64], scores: Floats
) -> Floats:
    """Give each point the mean scores of the patches that contain it.

    A point that lies in no patch takes its nearest centre's scores.

    Args:
        points: (N, 3), the points that were grouped.
        centers: (P, 3).
        indices: (P, K), members of each patch.
        scores: (P, L).

    Returns:
        (N, L).
    """
    contains = np.zeros((len(points), len(centers)), dtype=np.float32)
    contains[indices, np.arange(len(centers))[:, None]] = 1  # a member that repeats counts once
    counts = contains.sum(axis=1)[:, None]  # (N, 1)
    means = contains @ scores / np.maximum(counts, 1)  # (N, L)
    return np.where(counts > 0, means, nearest_scores(points, centers, scores))
