"""Tokens of shapes passed through transformer blocks, on several threads.

A block is cut into parts, each with some of the heads and some of the MLP's hidden units: what they
give adds up. So every thread reads its own share of the weights, which are larger than a cache.
"""

from collections.abc import Callable, Sequence
from typing import NamedTuple

import numpy as np

from patchalign3d_cli.light.layers import (
    Affine,
    Array,
    BlockWeights,
    attention,
    gelu,
    layer_norm,
    linear,
)
from patchalign3d_cli.light.threads import run_pieces

PARTS = 2
"""Of a block. Halves of the bundled model's blocks are products of about 0.1 ms."""


class BlockPart(NamedTuple):
    """Some of a block's heads and hidden units, views of its weights where that can be.

    Attributes:
        queries_keys_values: (C, 3 C') and its bias, of the heads.
        projection: (C', C), behind them; no bias.
        fc1: (C, M) and its bias, of the hidden units.
        fc2: (M, C), behind them; no bias.
        heads: How many there are.
    """

    queries_keys_values: Affine
    projection: Affine
    fc1: Affine
    fc2: Affine
    heads: int


class SplitBlock(NamedTuple):
    """A block in parts, and what is done once for all of them."""

    parts: tuple[BlockPart, ...]
    norm1: Affine
    projection_bias: Array
    norm2: Affine
    fc2_bias: Array


def split_block(block: BlockWeights, heads: int) -> SplitBlock:
    """Cut a block without LayerScale into `PARTS`, or leave it whole where its sizes are odd."""
    width, hidden = block.fc1.weight.shape
    parts = PARTS if heads % PARTS == 0 and hidden % PARTS == 0 else 1
    assert block.projection.bias is not None and block.fc2.bias is not None
    return SplitBlock(
        tuple(
            BlockPart(
                _columns(block.queries_keys_values, 3, part, parts),
                Affine(np.split(block.projection.weight, parts)[part]),
                _columns(block.fc1, 1, part, parts),
                Affine(np.split(block.fc2.weight, parts)[part]),
                heads // parts,
            )
            for part in range(parts)
        ),
        block.norm1,
        block.projection.bias,
        block.norm2,
        block.fc2.bias,
    )


def _columns(layer: Affine, groups: int, part: int, parts: int) -> Affine:
    """One part of each of `groups` equal groups of a layer's outputs."""
    inputs = len(layer.weight)
    some = layer.weight.reshape(inputs, groups, parts, -1)[:, :, part].reshape(inputs, -1)
    if layer.bias is None:
        return Affine(some)
    return Affine(some, layer.bias.reshape(groups, parts, -1)[:, part].reshape(-1))


def pass_blocks(tokens: Array, positions: Array, blocks: Sequence[SplitBlock]) -> Array:
    """Pass tokens through blocks, with their positions added before each.

    Args:
        tokens: (B, T, C).
        positions: (B, T, C).
        blocks: The blocks.

    Returns:
        (B, T, C).
    """
    for block in blocks:
        tokens = tokens + positions
        tokens += _sum_parts(_attend, layer_norm(tokens, block.norm1), block)
        tokens += block.projection_bias
        tokens += _sum_parts(_apply_mlp, layer_norm(tokens, block.norm2), block)
        tokens += block.fc2_bias
    return tokens


def _sum_parts(
    branch: Callable[[Array, BlockPart], Array], normed: Array, block: SplitBlock
) -> Array:
    """What all parts of a block give for normalised tokens: (B, T, C) -> (B, T, C)."""
    pieces = [(sequence, part) for part in block.parts for sequence in normed]
    given = np.stack(run_pieces(lambda piece: branch(*piece), pieces))
    whole: Array = given.reshape(len(block.parts), *normed.shape).sum(axis=0)
    return whole


def _attend(tokens: Array, part: BlockPart) -> Array:
    split = linear(tokens, part.queries_keys_values)[None]
    return linear(attention(split, part.heads)[0], part.projection)


def _apply_mlp(tokens: Array, part: BlockPart) -> Array:
    return linear(gelu(linear(tokens, part.fc1)), part.fc2)
