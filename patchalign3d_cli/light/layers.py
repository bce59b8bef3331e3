"""Layers of a transformer in numpy, float32."""

from collections.abc import Callable, Mapping
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

Array = NDArray[np.float32]

EPSILON = 1e-5  # of torch's LayerNorm and BatchNorm

# Elements that an activation takes at a time: its passes then stay in the processor's cache.
CHUNK_ELEMENTS = 1 << 15
# erf by Abramowitz and Stegun, Handbook of Mathematical Functions, 7.1.26: off by at most 1.5e-7.
_ERF_STEP = np.float32(0.3275911)
_ERF = tuple(map(np.float32, (1.061405429, -1.453152027, 1.421413741, -0.284496736, 0.254829592)))
_HALF, _ROOT_HALF = np.float32(0.5), np.float32(0.5**0.5)


class Affine(NamedTuple):
    """A weight and its bias, None where there is none.

    Attributes:
        weight: (out, in) of a linear layer; (C,) of a normalisation.
        bias: (out,) or (C,).
    """

    weight: Array
    bias: Array | None = None


class BlockWeights(NamedTuple):
    """A pre-norm transformer block.

    Attributes:
        norm1: Normalises what attention sees.
        queries_keys_values: The three projections in one, (3C, C).
        projection: Behind attention.
        norm2: Normalises what the MLP sees.
        fc1: First layer of the MLP.
        fc2: Second layer of the MLP.
        scale1: (C,) LayerScale of the attention branch, if any.
        scale2: (C,) LayerScale of the MLP branch, if any.
    """

    norm1: Affine
    queries_keys_values: Affine
    projection: Affine
    norm2: Affine
    fc1: Affine
    fc2: Affine
    scale1: Array | None = None
    scale2: Array | None = None


def affine(tensors: Mapping[str, Array], name: str) -> Affine:
    """The layer of that name: `name.weight` and, where there is one, `name.bias`."""
    return Affine(tensors[f"{name}.weight"], tensors.get(f"{name}.bias"))


def block_weights(tensors: Mapping[str, Array], name: str) -> BlockWeights:
    """The transformer block of that name."""
    return BlockWeights(
        norm1=affine(tensors, f"{name}.norm1"),
        queries_keys_values=affine(tensors, f"{name}.attn.qkv"),
        projection=affine(tensors, f"{name}.attn.proj"),
        norm2=affine(tensors, f"{name}.norm2"),
        fc1=affine(tensors, f"{name}.mlp.fc1"),
        fc2=affine(tensors, f"{name}.mlp.fc2"),
    )


def linear(values: Array, layer: Affine) -> Array:
    """A linear layer: (..., in) -> (..., out)."""
    rows: Array = values.reshape(-1, values.shape[-1]) @ layer.weight.T  # one product in all
    if layer.bias is not None:
        rows += layer.bias
    return rows.reshape(*values.shape[:-1], -1)


def layer_norm(values: Array, layer: Affine) -> Array:
    """Normalise the last axis: (..., C) -> (..., C)."""
    centered: Array = values - values.mean(axis=-1, keepdims=True)
    variance = np.einsum("...c,...c->...", centered, centered)[..., None] / values.shape[-1]
    centered /= np.sqrt(variance + np.float32(EPSILON))
    centered *= layer.weight
    if layer.bias is not None:
        centered += layer.bias
    return centered


def gelu(values: Array) -> Array:
    """Give x times the normal distribution's share below x; changes `values` and returns them."""
    flat = values.reshape(-1)
    for start in range(0, len(flat), CHUNK_ELEMENTS):
        x = flat[start : start + CHUNK_ELEMENTS]
        size = np.abs(x)
        scaled = size * _ROOT_HALF
        step = scaled * _ERF_STEP
        step += 1
        np.reciprocal(step, out=step)
        tail = step * _ERF[0]
        for factor in _ERF[1:]:
            tail += factor
            tail *= step
        scaled *= scaled
        np.negative(scaled, out=scaled)
        tail *= np.exp(scaled, out=scaled)  # 1 - erf(|x| / sqrt 2)
        tail *= size
        tail *= _HALF
        np.maximum(x, 0, out=x)
        x -= tail
    return values


def quick_gelu(values: Array) -> Array:
    """Give OpenAI's approximation, x sigmoid(1.702 x); changes `values` and returns them."""
    values /= np.exp(np.float32(-1.702) * values) + 1
    return values


def attention(queries_keys_values: Array, heads: int, *, causal: bool = False) -> Array:
    """Scaled dot-product attention over the tokens of each row.

    Args:
        queries_keys_values: (B, T, 3C), the three one after the other, each by heads.
        heads: H; divides C.
        causal: Whether a token sees itself and those before it only.

    Returns:
        (B, T, C).
    """
    batch, count, width = queries_keys_values.shape
    split = queries_keys_values.reshape(batch, count, 3, heads, width // (3 * heads))
    queries, keys, values = split.transpose(2, 0, 3, 1, 4)  # (B, H, T, C/H) each
    weights = (queries * np.float32(queries.shape[-1] ** -0.5)) @ keys.swapaxes(2, 3)
    if causal:
        weights += np.triu(np.full((count, count), -np.inf, dtype=np.float32), 1)
    weights -= weights.max(axis=-1, keepdims=True)
    np.exp(weights, out=weights)
    mixed: Array = weights @ values  # (B, H, T, C/H)
    mixed /= weights.sum(axis=-1, keepdims=True)
    return mixed.swapaxes(1, 2).reshape(batch, count, width // 3)


def apply_block(
    tokens: Array,
    block: BlockWeights,
    heads: int,
    activation: Callable[[Array], Array] = gelu,
    *,
    causal: bool = False,
) -> Array:
    """Pass tokens through a block: (B, T, C) -> (B, T, C)."""
    split = linear(layer_norm(tokens, block.norm1), block.queries_keys_values)
    branch = linear(attention(split, heads, causal=causal), block.projection)
    tokens = tokens + (branch if block.scale1 is None else branch * block.scale1)
    hidden = activation(linear(layer_norm(tokens, block.norm2), block.fc1))
    branch = linear(hidden, block.fc2)
    return tokens + (branch if block.scale2 is None else branch * block.scale2)


def unit_rows(values: Array) -> Array:
    """Bring the last axis to length 1, as torch's `normalize`: (..., C) -> (..., C)."""
    lengths = np.linalg.norm(values, axis=-1, keepdims=True)
    unit: Array = values / np.maximum(lengths, np.float32(1e-12))
    return unit
