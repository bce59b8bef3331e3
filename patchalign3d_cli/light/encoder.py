"""PatchAlign3D in numpy: the same function as the network in torch, folded, on one processor."""

from collections.abc import Mapping, Sequence
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from patchalign3d_cli.light.grouping import CloudPatches, group_patches
from patchalign3d_cli.light.layers import (
    Array,
    affine,
    block_weights,
    gelu,
    layer_norm,
    linear,
    unit_rows,
)
from patchalign3d_cli.light.point_decoder import (
    CHUNK_POINTS,
    PointDecoderWeights,
    cloud_context,
    decode_points,
    read_point_decoder,
)
from patchalign3d_cli.light.point_net import chunk_patches, describe_patches, fold_point_net
from patchalign3d_cli.light.region_decoder import correct_features, read_region_decoder
from patchalign3d_cli.light.tensors import TensorFiles
from patchalign3d_cli.light.threads import run_pieces, single_products, slices
from patchalign3d_cli.light.transformer import pass_blocks, split_block
from patchalign3d_cli.model.config import ModelConfig
from patchalign3d_cli.model.interface import EncodedPatches
from patchalign3d_cli.model.tensors import WEIGHTS_FILE, check_tensors, tensor_shapes


class LightEncoder:
    """A model for inference: points in, unit vectors of patches out.

    Args:
        config: The model's configuration.
        tensors: Its weights by name, float32.
    """

    backend = "light"
    device = "cpu"

    def __init__(self, config: ModelConfig, tensors: Mapping[str, Array]) -> None:
        self.config = config
        self._point_net = fold_point_net(tensors)
        self._reduce_dim = affine(tensors, "encoder.reduce_dim")
        self._position = [affine(tensors, f"encoder.position.{layer}") for layer in (0, 2)]
        self._class_token = tensors["encoder.cls_token"]
        self._class_position = tensors["encoder.cls_position"]
        self._blocks = [
            split_block(block_weights(tensors, f"encoder.blocks.{number}"), config.encoder.heads)
            for number in range(config.encoder.depth)
        ]
        self._norm = affine(tensors, "encoder.norm")
        self._head = affine(tensors, "head.proj")
        self._decoder = None
        if config.point_neighbors:
            self._decoder = read_point_decoder(tensors, local_geometry=config.local_geometry)
        self._region_decoder = None
        if config.region_depth:
            self._region_decoder = read_region_decoder(tensors, config.region_depth)

    def encode(self, clouds: Sequence[Array]) -> EncodedPatches:
        """Encode clouds in one batch; their numbers of points may differ.

        Args:
            clouds: (N, 3) each, unit sphere, model frame (y and z exchanged).
        """
        with single_products(), np.errstate(over="ignore", invalid="ignore"):  # if damaged
            return self._encode(clouds)

    def _encode(self, clouds: Sequence[Array]) -> EncodedPatches:
        sizes = self.config.encoder
        patches = [group_patches(points, sizes.patches, sizes.patch_size) for points in clouds]
        centers = np.stack(
            [points[one.center_indices] for points, one in zip(clouds, patches, strict=True)]
        )
        described = self.describe(patches)  # (B, P, C)
        tokens = self.contextualize(described, centers)  # (B, P, C)
        if self._decoder is None:
            return EncodedPatches(
                unit_rows(linear(tokens, self._head)),
                np.stack([one.indices for one in patches]),
                np.stack([one.center_indices for one in patches]),
            )
        longest = max(map(len, clouds))
        slots = np.stack([np.arange(longest) % len(points) for points in clouds])  # (B, N)
        offsets = [one.offsets for one in patches]
        decoded = self._decode(clouds, centers, offsets, described, tokens, self._decoder)
        features = np.stack([rows[slot] for rows, slot in zip(decoded, slots, strict=True)])
        return EncodedPatches(features, slots[..., None], slots)

    def _decode(
        self,
        clouds: Sequence[Array],
        centers: Array,
        offsets: Sequence[Array],
        described: Array,
        tokens: Array,
        decoder: PointDecoderWeights,
    ) -> list[Array]:
        """Unit vectors of the points of each cloud: (N, D) each."""
        parts = zip(centers, offsets, described, tokens, strict=True)
        contexts = [cloud_context(*one, decoder) for one in parts]

        def decode(piece: tuple[int, slice]) -> Array:
            row, some = piece
            neighbors = self.config.point_neighbors
            decoded = decode_points(clouds[row][some], contexts[row], neighbors, decoder)
            return unit_rows(linear(decoded, self._head))

        pieces = [
            (row, some)
            for row, points in enumerate(clouds)
            for some in slices(len(points), CHUNK_POINTS)
        ]
        features = run_pieces(decode, pieces)
        rows = [row for row, _ in pieces]
        return [
            np.concatenate([part for row, part in zip(rows, features, strict=True) if row == cloud])
            for cloud in range(len(clouds))
        ]

    def correct(self, features: Array, points: Array, regions: NDArray[np.int64]) -> Array:
        """Correct the features of a shape's points by their regions; see the interface."""
        assert self._region_decoder is not None
        with single_products(), np.errstate(over="ignore", invalid="ignore"):
            return correct_features(features, points, regions, self._region_decoder)

    def describe(self, patches: Sequence[CloudPatches]) -> Array:
        """Tokens of patches as the mini-PointNet sees each alone: (B, P, C)."""
        count, size = patches[0].indices.shape
        pieces = [
            one.offsets[some] for one in patches for some in slices(count, chunk_patches(size))
        ]
        described = run_pieces(
            lambda offsets: linear(describe_patches(offsets, self._point_net), self._reduce_dim),
            pieces,
        )
        return np.concatenate(described).reshape(len(patches), count, -1)

    def contextualize(self, tokens: Array, centers: Array) -> Array:
        """Let tokens (B, P, C) at centres (B, P, 3) hear each other: (B, P, C)."""
        batch = len(tokens)
        tokens = np.concatenate([np.repeat(self._class_token, batch, axis=0), tokens], axis=1)
        first, second = self._position
        where = linear(gelu(linear(centers, first)), second)  # (B, P, C)
        where = np.concatenate([np.repeat(self._class_position, batch, axis=0), where], axis=1)
        passed = pass_blocks(tokens, where, self._blocks)
        return layer_norm(passed, self._norm)[:, 1:]


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
