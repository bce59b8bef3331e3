"""The region decoder in numpy: features of points corrected by the regions that they lie in."""

from collections.abc import Mapping
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from patchalign3d_cli.light.layers import (
    Affine,
    Array,
    BlockWeights,
    affine,
    apply_block,
    block_weights,
    gelu,
    layer_norm,
    linear,
    unit_rows,
)
from patchalign3d_cli.model.region_sizes import (
    COVARIANCE_SCALE,
    HEAD_WIDTH,
    LOGARITHM_SCALE,
    THINNEST,
)

_ROWS, _COLUMNS = np.triu_indices(3)


class RegionDecoderWeights(NamedTuple):
    """What the decoder learned; `model/region_decoder.py` says what each part does."""

    from_region: Affine
    blocks: tuple[BlockWeights, ...]
    norm: Affine
    from_point: Affine
    correction: Affine


def read_region_decoder(tensors: Mapping[str, Array], depth: int) -> RegionDecoderWeights:
    """Take the decoder's tensors out of a model's."""
    names = [f"region_decoder.blocks.{number}" for number in range(depth)]
    return RegionDecoderWeights(
        affine(tensors, "region_decoder.from_region"),
        tuple(block_weights(tensors, name) for name in names),
        affine(tensors, "region_decoder.norm"),
        affine(tensors, "region_decoder.from_point"),
        affine(tensors, "region_decoder.correction"),
    )


def correct_features(
    features: Array, points: Array, regions: NDArray[np.int64], weights: RegionDecoderWeights
) -> Array:
    """Correct the features of one shape's points.

    Args:
        features: (N, D), unit length.
        points: (N, 3), unit sphere, model frame.
        regions: (N,) the region of each point: 0 to R - 1, each with a point.
        weights: The decoder.

    Returns:
        (N, D), unit length.
    """
    numbers, position = describe_regions(features, points, regions)
    tokens = linear(numbers, weights.from_region)[None]  # (1, R, C)
    for block in weights.blocks:
        tokens = apply_block(tokens, block, tokens.shape[2] // HEAD_WIDTH)
    known = layer_norm(tokens, weights.norm)[0]  # (R, C)
    hidden = linear(np.concatenate([features, position], axis=1), weights.from_point)
    hidden += known[regions]
    return unit_rows(features + linear(gelu(hidden), weights.correction))


def describe_regions(
    features: Array, points: Array, regions: NDArray[np.int64]
) -> tuple[Array, Array]:
    """What each region is, and where each point lies in its own.

    Args:
        features: (N, D).
        points: (N, 3), unit sphere.
        regions: (N,).

    Returns:
        (R, D + 22) and (N, 9).
    """
    order = np.argsort(regions, kind="stable")  # the points, region by region
    sizes = np.bincount(regions)[:, None].astype(np.float32)  # (R, 1)
    starts = np.r_[0, np.cumsum(sizes[:-1, 0].astype(np.int64))]
    sorted_points = points[order]
    low = np.minimum.reduceat(sorted_points, starts)  # (R, 3)
    high = np.maximum.reduceat(sorted_points, starts)
    likeness = np.add.reduceat(features[order], starts) / sizes  # (R, D)
    centroids = np.add.reduceat(sorted_points, starts) / sizes
    products = sorted_points[:, _ROWS] * sorted_points[:, _COLUMNS]
    means = np.add.reduceat(products, starts) / sizes  # (R, 6)
    covariance = means - centroids[:, _ROWS] * centroids[:, _COLUMNS]
    share = sizes / np.float32(len(points))
    numbers = [
        likeness,
        centroids,
        low,
        high,
        high - low,
        covariance * np.float32(COVARIANCE_SCALE),
        np.log(share) * np.float32(LOGARITHM_SCALE),
        np.sqrt(share),
        np.full_like(share, np.log(len(sizes)) * LOGARITHM_SCALE),
        np.linalg.norm(likeness, axis=1, keepdims=True),
    ]
    sides = np.maximum(high - low, np.float32(THINNEST))
    longest = sides.max(axis=1, keepdims=True)
    position = [
        points,
        (points - low[regions]) / sides[regions] - np.float32(0.5),
        (points - centroids[regions]) / longest[regions],
    ]
    return np.concatenate(numbers, axis=1), np.concatenate(position, axis=1)
