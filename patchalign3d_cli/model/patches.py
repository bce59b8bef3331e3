"""Grouping of points into overlapping patches."""

from typing import NamedTuple

import torch
from torch import Tensor

from patchalign3d_cli.model.neighbors import knn
from patchalign3d_cli.model.sampling import farthest_point_sample


class Patches(NamedTuple):
    """Overlapping neighbourhoods that cover a cloud.

    Attributes:
        centers: (B, P, 3), in sampling order.
        indices: (B, P, K) int64 into the points, nearest first.
        offsets: (B, P, K, 3), member minus centre.
        center_indices: (B, P) int64 into the points, the point that each centre is.
    """

    centers: Tensor
    indices: Tensor
    offsets: Tensor
    center_indices: Tensor


def group_patches(points: Tensor, count: int, size: int, lengths: Tensor | None = None) -> Patches:
    """Sample patch centres and gather the nearest points of each.

    Args:
        points: (B, N, 3), unit sphere, model frame.
        count: P, patches a cloud.
        size: K, points a patch, the centre's own point included.
        lengths: (B,) how many points of each row are real; None where all are.

    Returns:
        `Patches`. With fewer points than P or K, patches or members repeat.
    """
    chosen = farthest_point_sample(points, count, lengths)  # (B, P)
    centers = gather_points(points, chosen)  # (B, P, 3)
    indices = knn(centers, points, size, lengths).indices  # (B, P, K)
    members = gather_points(points, indices.flatten(1)).unflatten(1, (count, size))
    offsets = members - centers[:, :, None]  # (B, P, K, 3)
    return Patches(centers, indices, offsets, chosen)


def gather_points(values: Tensor, indices: Tensor) -> Tensor:
    """Pick rows: values (B, N, C), indices (B, M) -> (B, M, C)."""
    return torch.gather(values, 1, indices[..., None].expand(-1, -1, values.shape[-1]))
