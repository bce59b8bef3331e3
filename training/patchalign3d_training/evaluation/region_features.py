"""Features of a batch's points, corrected by their regions."""

import torch
from torch import Tensor

from patchalign3d_cli.model.region_decoder import RegionDecoder


def correct_by_regions(
    decoder: RegionDecoder, features: Tensor, points: Tensor, regions: Tensor
) -> Tensor:
    """Correct the features of each shape that has two regions or more; the others stay.

    Args:
        decoder: A model's region decoder.
        features: (B, N, D) float32, unit length.
        points: (B, N, 3) float32, unit sphere, model frame.
        regions: (B, N) int64, the region of each point: 0 to R - 1 of its shape, each with a point.

    Returns:
        (B, N, D), unit length.
    """
    several = regions.amax(dim=1).tolist()
    return torch.stack(
        [
            decoder(*shape) if last else shape[0]
            for last, *shape in zip(several, features, points, regions, strict=True)
        ]
    )
