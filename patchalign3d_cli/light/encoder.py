"""PatchAlign3D in numpy: the same function as the network in torch, folded, on one processor."""

from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from patchalign3d_cli.light.grouping import CloudPatches, Indices, group_patches
from patchalign3d_cli.light.layers import (
    EPSILON,
    Affine,
    Array,
    BlockWeights,
    affine,
    apply_block,
    gelu,
    layer_norm,
    linear,
    unit_rows,
)
from patchalign3d_cli.light.tensors import TensorFiles
from patchalign3d_cli.model.config import ModelConfig
from patchalign3d_cli.model.tensors import WEIGHTS_FILE, check_tensors, tensor_shapes

# Points that the mini-PointNet takes at a time, so that its widest layer stays in the caches.
CHUNK_POINTS = 1024


Doubles = NDArray[np.float64]


class EncodedPatches(NamedTuple):
    """What the model says about a batch of clouds.

    Attributes:
        features: (B, P, D), unit length.
        indices: (B, P, K), members of each patch, the nearest to its centre first.
        center_indices: (B, P), the point that each centre is.
    """

    features: Array
    indices: Indices
    center_indices: Indices


class LightEncoder:
    """A model for inference: points in, unit vectors of patches out.

    Args:
        config: The model's configuration.
        tensors: Its weights by name, float32.
    """

    def __init__(self, config: ModelConfig, tensors: Mapping[str, Array]) -> None:
        self.config = config
        self._point_net = _fold_point_net(tensors)
        self._reduce_dim = affine(tensors, "encoder.reduce_dim")
        self._position = [affine(tensors, f"encoder.position.{layer}") for layer in (0, 2)]
        self._class_token = tensors["encoder.cls_token"]
        self._class_position = tensors["encoder.cls_position"]
        self._blocks = [
            _block(tensors, f"encoder.blocks.{number}") for number in range(config.encoder.depth)
        ]
        self._norm = affine(tensors, "encoder.norm")
        self._head = affine(tensors, "head.proj")

    def encode(self, clouds: Sequence[Array]) -> EncodedPatches:
        """Encode clouds in one batch; their numbers of points may differ.

        Args:
            clouds: (N, 3) each, unit sphere, model frame (y and z exchanged).
        """
        sizes = self.config.encoder
        patches = [group_patches(points, sizes.patches, sizes.patch_size) for points in clouds]
        embedded = self.embed(clouds, patches)  # (B, P, C)
        return EncodedPatches(
            unit_rows(linear(embedded, self._head)),
            np.stack([one.indices for one in patches]),
            np.stack([one.center_indices for one in patches]),
        )

    def embed(self, clouds: Sequence[Array], patches: Sequence[CloudPatches]) -> Array:
        """What the transformer makes of patches, behind its last norm: (B, P, C)."""
        batch = len(clouds)
        offsets = np.stack([one.offsets for one in patches])  # (B, P, K, 3)
        tokens = linear(_describe(offsets, self._point_net), self._reduce_dim)  # (B, P, C)
        tokens = np.concatenate([np.repeat(self._class_token, batch, axis=0), tokens], axis=1)
        first, second = self._position
        centers = [points[one.center_indices] for points, one in zip(clouds, patches, strict=True)]
        where = linear(gelu(linear(np.stack(centers), first)), second)  # (B, P, C)
        where = np.concatenate([np.repeat(self._class_position, batch, axis=0), where], axis=1)
        for block in self._blocks:  # positions enter before every block
            tokens = apply_block(tokens + where, block, self.config.encoder.heads)
        return layer_norm(tokens, self._norm)[:, 1:]


def load_light_encoder(directory: Path) -> LightEncoder:
    """Read a model directory, strictly; no torch.

    Raises:
        ModelError: Something is missing or damaged, or configuration and weights disagree.
    """
    config = ModelConfig.load(directory)
    path = directory / WEIGHTS_FILE
    tensors = TensorFiles([path], "fetch or convert the model again")
    check_tensors(tensor_shapes(config), tensors.shapes, str(path))
    return LightEncoder(config, tensors)


class _FoldedPointNet(NamedTuple):
    """The mini-PointNet with both BatchNorms folded into the layers before them.

    No activation stands between `pool` and the point's own half of `mix`: their product is one
    layer, `point`.
    """

    lift: Affine
    pool: Affine
    point: Affine
    pooled: Affine
    out: Affine


def _fold_point_net(tensors: Mapping[str, Array]) -> _FoldedPointNet:
    lift_weight, lift_bias = _fold(tensors, "lift")
    mix_weight, mix_bias = _fold(tensors, "mix")
    pool_weight, pool_bias = (
        tensors[f"encoder.point_net.pool.{part}"] for part in ("weight", "bias")
    )
    for_pooled, for_point = np.split(mix_weight, 2, axis=1)  # (W2, W1) each
    return _FoldedPointNet(
        _single(lift_weight, lift_bias),
        Affine(pool_weight, pool_bias),
        Affine((for_point @ pool_weight).astype(np.float32)),
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


def _describe(offsets: Array, net: _FoldedPointNet) -> Array:
    """Describe patches: (B, P, K, 3) -> (B, P, W)."""
    batch, count, size, _ = offsets.shape
    flat = offsets.reshape(batch * count, size, 3)
    step = max(1, CHUNK_POINTS // size)
    chunks = [
        _describe_some(flat[start : start + step], net) for start in range(0, len(flat), step)
    ]
    return np.concatenate(chunks).reshape(batch, count, -1)


def _describe_some(offsets: Array, net: _FoldedPointNet) -> Array:
    """Describe some patches: (M, K, 3) -> (M, W)."""
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
    return Affine(weight.astype(np.float32), bias.astype(np.float32))


def _block(tensors: Mapping[str, Array], name: str) -> BlockWeights:
    return BlockWeights(
        norm1=affine(tensors, f"{name}.norm1"),
        queries_keys_values=affine(tensors, f"{name}.attn.qkv"),
        projection=affine(tensors, f"{name}.attn.proj"),
        norm2=affine(tensors, f"{name}.norm2"),
        fc1=affine(tensors, f"{name}.mlp.fc1"),
        fc2=affine(tensors, f"{name}.mlp.fc2"),
    )
