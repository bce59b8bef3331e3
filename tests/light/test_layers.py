"""Layers in numpy against torch's, and against numbers that are known."""

import math

import numpy as np
import pytest
import torch
from torch.nn import functional

from patchalign3d_cli.light import layers
from patchalign3d_cli.light.layers import Affine, Array

RANDOM = np.random.default_rng(5)


def draw(*shape: int) -> Array:
    return RANDOM.standard_normal(shape).astype(np.float32)


def close(values: Array, expected: torch.Tensor) -> bool:
    return bool(np.abs(values - expected.numpy()).max() < 2e-6)


def test_gelu_is_exact_to_single_precision():
    values = np.linspace(-12, 12, layers.CHUNK_ELEMENTS + 5, dtype=np.float32)
    exact = [x * 0.5 * (1 + math.erf(x / math.sqrt(2))) for x in values.tolist()]
    assert np.abs(layers.gelu(values.copy()) - exact).max() < 1e-6
    assert layers.gelu(np.zeros(3, np.float32)).tolist() == [0, 0, 0]
    assert layers.gelu(np.float32([-1e15, 1e15])).tolist() == [0, np.float32(1e15)]


def test_quick_gelu():
    values = draw(40) * 5
    tensor = torch.from_numpy(values.copy())
    assert close(layers.quick_gelu(values), tensor * torch.sigmoid(1.702 * tensor))


def test_layer_norm_of_values_far_from_zero():
    values, weight, bias = draw(4, 5, 16) * 3 + 50, draw(16), draw(16)
    tensors = [torch.from_numpy(part) for part in (values, weight, bias)]
    expected = functional.layer_norm(tensors[0], (16,), tensors[1], tensors[2])
    assert np.abs(layers.layer_norm(values, Affine(weight, bias)) - expected.numpy()).max() < 2e-5


@pytest.mark.parametrize("causal", [False, True])
def test_attention(causal: bool):
    batch, count, heads, size = 2, 7, 3, 4
    joined = draw(batch, count, 3 * heads * size)
    split = torch.from_numpy(joined).view(batch, count, 3, heads, size).permute(2, 0, 3, 1, 4)
    expected = functional.scaled_dot_product_attention(*split, is_causal=causal)
    flat = expected.transpose(1, 2).flatten(2)
    assert close(layers.attention(joined, heads, causal=causal), flat)


def test_attention_survives_large_scores():
    joined = draw(1, 5, 12) * 1e4
    assert np.isfinite(layers.attention(joined, 2)).all()


def test_unit_rows_keep_zero():
    rows = layers.unit_rows(np.float32([[3, 4], [0, 0]]))
    assert np.allclose(rows, [[0.6, 0.8], [0, 0]])
