"""From scores of patches to scores of points."""

import torch
from torch import Tensor

from patchalign3d_cli.geometry.neighbors import knn
from patchalign3d_cli.geometry.patches import gather_points


def nearest_scores(points: Tensor, centers: Tensor, scores: Tensor) -> Tensor:
    """Give each point the scores of its nearest patch centre (every published number's rule).

    Args:
        points: (B, N, 3).
        centers: (B, P, 3), same frame.
        scores: (B, P, L).

    Returns:
        (B, N, L).
    """
    nearest = knn(points, centers, 1).indices[..., 0]  # (B, N)
    return gather_points(scores, nearest)  # (B, N, L)


def interpolated_scores(
    points: Tensor, centers: Tensor, scores: Tensor, neighbors: int = 3
) -> Tensor:
    """Blend the scores of the nearest patch centres, weighted by inverse squared distance.

    The feature propagation rule of PointNet++ (Qi et al. 2017, equation 2: k = 3, p = 2).

    Args:
        points: (B, N, 3).
        centers: (B, P, 3), same frame.
        scores: (B, P, L).
        neighbors: How many centres a point listens to.

    Returns:
        (B, N, L).
    """
    near = knn(points, centers, min(neighbors, centers.shape[1]))
    # The floor makes a point on a centre take that centre's scores, up to float rounding.
    weights = 1 / near.distances.clamp(min=1e-10)  # (B, N, J)
    weights = weights / weights.sum(dim=2, keepdim=True)
    total = torch.zeros(*points.shape[:2], scores.shape[2], device=scores.device)  # (B, N, L)
    for rank in range(weights.shape[2]):
        picked = gather_points(scores, near.indices[..., rank])  # (B, N, L)
        total = torch.addcmul(total, weights[..., rank, None].to(picked.dtype), picked)
    return total


def membership_scores(points: Tensor, centers: Tensor, indices: Tensor, scores: Tensor) -> Tensor:
    """Give each point the mean scores of the patches that contain it.

    A point that lies in no patch takes its nearest centre's scores.

    Args:
        points: (B, N, 3), the points that were grouped.
        centers: (B, P, 3).
        indices: (B, P, K), members of each patch.
        scores: (B, P, L).

    Returns:
        (B, N, L).
    """
    batch, size, _ = points.shape
    contains = torch.zeros(batch, indices.shape[1], size, device=scores.device)  # (B, P, N)
    contains.scatter_(2, indices, 1.0)  # a member that repeats counts once
    counts = contains.sum(dim=1)[..., None]  # (B, N, 1)
    means = contains.transpose(1, 2) @ scores / counts.clamp(min=1)  # (B, N, L)
    return torch.where(counts > 0, means, nearest_scores(points, centers, scores))
