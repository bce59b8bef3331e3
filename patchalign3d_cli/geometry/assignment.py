"""From scores of patches to scores of points."""

from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from patchalign3d_cli.geometry.nearest import Nearest, nearest

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
