"""Layers of a transformer in numpy, float32."""

from collections.abc import Callable, Mapping
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

Array = NDArray[np.float32]

EPSILON = 1e-5  # of torch's LayerNorm and BatchNorm

# Elements that an activation takes at a time: few enough for the processor's cache, and enough that
# two threads do not wait for each other between its passes.
CHUNK_ELEMENTS = 1 << 17
# erf(x / sqrt 2) = tanh(x P(x^2)), P's factors from x^12 down. They make the largest error of GELU
# smallest (5e-7 in float32): least squares of atanh(erf(x / sqrt 2)) / x on 0 to 7, reweighted by
# the errors that were left. P grows beyond, so that tanh ends at 1.
_GELU = tuple(
    map(
        np.float32,
        (
            1.8139243e-09,
            -1.3378306e-07,
            3.9740685e-06,
            -5.5273373e-05,
            -3.3026754e-05,
            3.6334150e-02,
            7.9788429e-01,
        ),
    )
)
_HALF = np.float32(0.5)


class Affine(NamedTuple):
    """A weight and its bias, None where there is none.

    Attributes:
        weight: (in, out) of a linear layer; (C,) of a normalisation.
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
    return linear_layer(tensors[f"{name}.weight"], tensors.get(f"{name}.bias"))


def linear_layer(weight: Array, bias: Array | None = None) -> Affine:
    """A layer of a weight as torch keeps it, (out, in).

    Row by row from in to out, small products are faster by a tenth to a quarter.
    """
    return Affine(np.ascontiguousarray(weight.T), bias)


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
    rows: Array = values.reshape(-1, values.shape[-1]) @ layer.weight  # one product in all
    if layer.bias is not None:
        rows += layer.bias
    return rows.reshape(*values.shape[:-1], -1)


def layer_norm(values: Array, layer: Affine) -> Array:
    """Normalise the last axis: (..., C) -> (..., C)."""
    width = values.shape[-1]
    centered: Array = values - values.sum(axis=-1, keepdims=True) * np.float32(1 / width)
    variance = np.einsum("...c,...c->...", centered, centered)[..., None] / np.float32(width)
    centered *= 1 / np.sqrt(variance + np.float32(EPSILON))
    centered *= layer.weight
    if layer.bias is not None:
        centered += layer.bias
    return centered


def gelu(values: Array) -> Array:
    """Give x times the normal distribution's share below x; changes `values` and returns them."""
    flat = values.reshape(-1)
    squares, shares = np.empty((2, min(len(flat), CHUNK_ELEMENTS)), dtype=np.float32)
    with np.errstate(over="ignore"):  # far from zero, where tanh is 1 all the same
        for start in range(0, len(flat), CHUNK_ELEMENTS):
            x = flat[start : start + CHUNK_ELEMENTS]
            square, share = squares[: len(x)], shares[: len(x)]
            np.multiply(x, x, out=square)
            np.multiply(square, _GELU[0], out=share)
            for factor in _GELU[1:-1]:
                share += factor
                share *= square
            share += _GELU[-1]
            share *= x
            np.tanh(share, out=share)
            x *= _HALF
            share *= x
            x += share
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
