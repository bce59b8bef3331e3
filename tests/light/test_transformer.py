"""Blocks in parts against whole ones."""

import numpy as np
import pytest

from patchalign3d_cli.light.layers import Affine, Array, BlockWeights, apply_block
from patchalign3d_cli.light.transformer import PARTS, pass_blocks, split_block

RANDOM = np.random.default_rng(8)


def draw(*shape: int) -> Array:
    return RANDOM.standard_normal(shape).astype(np.float32) / np.float32(4)


def layer(inputs: int, outputs: int) -> Affine:
    return Affine(draw(inputs, outputs), draw(outputs))


@pytest.mark.parametrize(("heads", "parts"), [(4, PARTS), (3, 1)])
def test_parts_of_blocks_give_what_whole_ones_give(heads: int, parts: int):
    width, hidden = 12, 32
    norms = [Affine(draw(width) + 1, draw(width)) for _ in range(4)]
    blocks = [
        BlockWeights(
            norms[2 * number],
            layer(width, 3 * width),
            layer(width, width),
            norms[2 * number + 1],
            layer(width, hidden),
            layer(hidden, width),
        )
        for number in range(2)
    ]
    tokens, positions = draw(3, 9, width), draw(3, 9, width)
    expected = tokens.copy()
    for block in blocks:
        expected = apply_block(expected + positions, block, heads)
    split = [split_block(block, heads) for block in blocks]
    assert len(split[0].parts) == parts
    before = tokens.copy()
    assert np.abs(pass_blocks(tokens, positions, split) - expected).max() < 2e-6
    assert np.array_equal(tokens, before)  # what was given stays
