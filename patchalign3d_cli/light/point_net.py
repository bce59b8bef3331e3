"""The mini-PointNet in numpy, folded: one vector for each patch of points."""

from collections.abc import Mapping
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from patchalign3d_cli.light.layers import EPSILON, Affine, Array, affine, linear, linear_layer

# Points that the network takes at a time, so that its widest layer stays in the caches.
CHUNK_POINTS = 1024

Doubles = NDArray[np.float64]


class PointNetWeights(NamedTuple):
    """The mini-PointNet with both BatchNorms folded into the layers before them.

    No activation stands between `pool` and the point's own half of `mix`: their product is one
    layer, `point`.
    """

    lift: Affine
    pool: Affine
    point: Affine
    pooled: Affine
    out: Affine


def fold_point_net(tensors: Mapping[str, Array]) -> PointNetWeights:
    """Take the mini-PointNet's tensors out of a model's, and fold them."""
    lift_weight, lift_bias = _fold(tensors, "lift")
    mix_weight, mix_bias = _fold(tensors, "mix")
    pool_weight, pool_bias = (
        tensors[f"encoder.point_net.pool.{part}"] for part in ("weight", "bias")
    )
    for_pooled, for_point = np.split(mix_weight, 2, axis=1)  # (W2, W1) each
    return PointNetWeights(
        _single(lift_weight, lift_bias),
        linear_layer(pool_weight, pool_bias),
        linear_layer((for_point @ pool_weight).astype(np.float32)),
        _single(for_pooled, mix_bias + for_point @ pool_bias),
        affine(tensors, "encoder.point_net.out"),
    )


def _fold(tensors: Mapping[str, Array], name: str) -> tuple[Doubles, Doubles]:
    """Weight and bias, float64, of a linear layer and the BatchNorm behind it."""
    prefix = f"encoder.point_net.{name}"
    variance = tensors[f"{prefix}_norm.running_var"].astype(np.float64)
    scale = tensors[f"{prefix}_norm.weight"] / np.sqrt(variance + EPSILON)
    centered = tensors[f"{prefix}.bias"] - tensors[f"{prefix}_norm.running_mean"]
    weight = tensors[f"{prefix}.weight"] * scale[:, None]
    return weight, centered * scale + tensors[f"{prefix}_norm.bias"]


def chunk_patches(size: int) -> int:
    """Patches of `size` points that the network takes at a time."""
    return max(1, CHUNK_POINTS // size)


def describe_patches(offsets: Array, net: PointNetWeights) -> Array:
    """Describe patches: (M, K, 3) -> (M, W)."""
    hidden = linear(offsets, net.lift)  # (M, K, W0)
    np.maximum(hidden, 0, out=hidden)
    # A bias does not depend on the point: added after the maximum, it costs less.
    pooled = linear(hidden, Affine(net.pool.weight)).max(axis=1) + net.pool.bias  # (M, W1)
    mixed = linear(hidden, net.point)  # (M, K, W2)
    mixed += linear(pooled, net.pooled)[:, None]
    np.maximum(mixed, 0, out=mixed)
    described: Array = linear(mixed, Affine(net.out.weight)).max(axis=1) + net.out.bias
    return described  # (M, W)


def _single(weight: NDArray[np.float64], bias: NDArray[np.float64]) -> Affine:
    return linear_layer(weight.astype(np.float32), bias.astype(np.float32))
