"""From what views show to the targets of patches."""

from collections.abc import Sequence
from typing import NamedTuple

import numpy as np
import torch
from numpy.typing import NDArray
from torch import Tensor
from torch.nn import functional

from patchalign3d_cli.errors import DataError
from patchalign3d_cli.geometry.frames import exchange_yz
from patchalign3d_cli.model.neighbors import knn
from patchalign3d_cli.model.patches import group_patches
from patchalign3d_training.features.sightings import Sighting


class PatchTargets(NamedTuple):
    """Targets of one shape.

    Attributes:
        centers: (P, 3) float32, model frame, in the units of the points.
        features: (P, D) float32, unit length.
        indices: (P, K) int64, the points of each patch.
        nearest: (N,) int64, the nearest centre of each point.
    """

    centers: Tensor
    features: Tensor
    indices: Tensor
    nearest: Tensor

    def record(self, item: str, size: int) -> dict[str, object]:
        """The content of `patch_features.pt`, with the published keys.

        Args:
            item: The shape's id.
            size: Side of the pictures in pixels.
        """
        return {
            "item_id": item,
            "feature_dim": int(self.features.shape[1]),
            "img_size": size,
            "centers_idx": self.indices[:, 0].contiguous(),  # a centre is its own nearest point
            "centers_xyz": self.centers,
            "patch_idx": self.indices,
            "point2center": self.nearest,
            "patch_feats": self.features.half(),
        }


def point_features(
    tokens: Tensor, sightings: Sequence[Sighting], points: NDArray[np.float32], neighbors: int
) -> Tensor:
    """Average over the views that see a point; an unseen one takes what its neighbours got.

    Args:
        tokens: (V, T, D), one row of tokens a view.
        sightings: What each view shows.
        points: (N, 3).
        neighbors: How many nearest seen points an unseen one takes the mean of.

    Returns:
        (N, D) float32, unit length.

    Raises:
        DataError: No view sees any point.
    """
    total = torch.zeros(len(points), tokens.shape[2], device=tokens.device)
    counts = torch.zeros(len(points), device=tokens.device)
    for view, sighting in zip(tokens, sightings, strict=True):
        visible = torch.from_numpy(sighting.points).to(tokens.device)
        total[visible] += sighting.features(view)
        counts[visible] += 1
    covered = counts > 0
    if not covered.any():
        raise DataError("no view sees any of its points; check that mesh and points fit together")
    features = total / counts.clamp(min=1)[:, None]
    if not covered.all():
        positions = torch.from_numpy(points).to(tokens.device)[None]
        searched = min(neighbors, int(covered.sum()))
        near = knn(positions[:, ~covered], positions[:, covered], searched).indices[0]  # (U, 20)
        features[~covered] = features[covered][near].mean(dim=1)
    return functional.normalize(features, dim=1)


def patch_targets(
    points: NDArray[np.float32], features: Tensor, patches: int, size: int
) -> PatchTargets:
    """Targets of patches: the normalised mean over the points of each.

    Args:
        points: (N, 3), y up.
        features: (N, D).
        patches: P, how many.
        size: K, points of each.
    """
    positions = exchange_yz(torch.from_numpy(points))[None]  # (1, N, 3) model frame
    grouped = group_patches(positions, patches, size)
    indices = grouped.indices[0]  # (P, K)
    means = features.cpu()[indices].mean(dim=1)  # (P, D)
    nearest = knn(positions, grouped.centers, 1).indices[0, :, 0]
    return PatchTargets(grouped.centers[0], functional.normalize(means, dim=1), indices, nearest)
