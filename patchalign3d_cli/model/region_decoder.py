"""The region decoder: features of points that know what hangs together. Ours, not published.

A file often keeps things apart: nodes, materials, shells that touch nothing. Such a region is
seldom half of a part. The decoder reads each region as one token (what its points are like, how
large it is and where it lies), lets the tokens hear each other, and corrects the feature of each
point by what its region turned out to be.
"""

import torch
from torch import Tensor, nn
from torch.nn import functional

from patchalign3d_cli.model.layers import Attention, Block, Mlp
from patchalign3d_cli.model.region_sizes import (
    COVARIANCE_SCALE,
    HEAD_WIDTH,
    LOGARITHM_SCALE,
    POINT_NUMBERS,
    SHAPE_NUMBERS,
    THINNEST,
)

_UPPER = ((0, 0, 0, 1, 1, 2), (0, 1, 2, 1, 2, 2))


class RegionDecoder(nn.Module):
    """Correct features of points by the regions that they lie in.

    A new one changes nothing: its last layer begins at zero.

    Args:
        dimension: D, width of a feature.
        width: C, width of a region's token.
        depth: Number of transformer blocks.
    """

    def __init__(self, dimension: int, width: int, depth: int) -> None:
        super().__init__()
        self.from_region = nn.Linear(dimension + SHAPE_NUMBERS, width)
        self.blocks = nn.ModuleList(
            Block(Attention(width, width // HEAD_WIDTH), Mlp(width, 4 * width), width, 0.0)
            for _ in range(depth)
        )
        self.norm = nn.LayerNorm(width)
        self.from_point = nn.Linear(dimension + POINT_NUMBERS, width)
        self.correction = nn.Linear(width, dimension)
        nn.init.zeros_(self.correction.weight)
        nn.init.zeros_(self.correction.bias)

    def forward(self, features: Tensor, points: Tensor, regions: Tensor) -> Tensor:
        """Correct the features of one shape's points.

        Args:
            features: (N, D), unit length.
            points: (N, 3), unit sphere, model frame.
            regions: (N,) int64, the region of each point: 0 to R - 1, each with a point.

        Returns:
            (N, D), unit length.
        """
        count = int(regions.max()) + 1
        numbers, position = describe_regions(features, points, regions, count)
        tokens = self.from_region(numbers)[None]  # (1, R, C)
        for block in self.blocks:
            tokens = block(tokens)
        known = self.norm(tokens)[0][regions]  # (N, C)
        hidden = self.from_point(torch.cat([features, position], dim=1)) + known
        corrected = features + self.correction(functional.gelu(hidden))
        return functional.normalize(corrected.float(), dim=1)


def describe_regions(
    features: Tensor, points: Tensor, regions: Tensor, count: int
) -> tuple[Tensor, Tensor]:
    """What each region is, and where each point lies in its own.

    Args:
        features: (N, D).
        points: (N, 3), unit sphere.
        regions: (N,) int64.
        count: R.

    Returns:
        (R, D + 22) and (N, 9).
    """
    sizes = torch.bincount(regions, minlength=count).to(points)[:, None]  # (R, 1)

    def mean(values: Tensor) -> Tensor:
        return points.new_zeros(count, values.shape[1]).index_add_(0, regions, values) / sizes

    index = regions[:, None].expand(-1, 3)
    low = points.new_full((count, 3), torch.inf).scatter_reduce(0, index, points, "amin")
    high = points.new_full((count, 3), -torch.inf).scatter_reduce(0, index, points, "amax")
    likeness = mean(features.float())  # (R, D)
    centroids = mean(points)
    rows, columns = _UPPER
    products = mean(points[:, rows] * points[:, columns])
    covariance = products - centroids[:, rows] * centroids[:, columns]
    share = sizes / len(points)
    numbers = [
        likeness,
        centroids,
        low,
        high,
        high - low,
        covariance * COVARIANCE_SCALE,
        share.log() * LOGARITHM_SCALE,
        share.sqrt(),
        torch.log(points.new_full((count, 1), count)) * LOGARITHM_SCALE,
        likeness.norm(dim=1, keepdim=True),
    ]
    sides = (high - low).clamp(min=THINNEST)
    longest = sides.amax(dim=1, keepdim=True)
    position = [
        points,
        (points - low[regions]) / sides[regions] - 0.5,
        (points - centroids[regions]) / longest[regions],
    ]
    return torch.cat(numbers, dim=1), torch.cat(position, dim=1)
