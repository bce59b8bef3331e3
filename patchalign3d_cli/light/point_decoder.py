"""The point decoder in numpy: a vector for every point, out of the patches around it."""

from collections.abc import Mapping
from typing import NamedTuple

import numpy as np

from patchalign3d_cli.geometry.nearest import nearest
from patchalign3d_cli.light.layers import Affine, Array, affine, gelu, layer_norm, linear
from patchalign3d_cli.model.decoder_scales import (
    LEAST_MASS,
    MOMENT_SCALES,
    OFFSET_SCALE,
    SAME_PLACE,
    TINY,
)

CHUNK_POINTS = 1024
"""Points decoded at a time: what they need stays near the processor, whatever the cloud's size."""


class CloudContext(NamedTuple):
    """What points of a cloud are decoded from.

    Attributes:
        centers: (P, 3) of its patches, unit sphere, model frame.
        members: (P, K, 3), the points of each patch minus its centre.
        values: (P, C), what a patch adds to the points that listen to it.
        tokens: (P, C), what the encoder says of each patch.
    """

    centers: Array
    members: Array
    values: Array
    tokens: Array


class PointDecoderWeights(NamedTuple):
    """What the decoder learned; `model/point_decoder.py` says what each part does."""

    from_token: Affine
    from_patch: Affine
    from_offset: tuple[Affine, Affine]
    from_moments: tuple[Affine, Affine] | None
    gate: Affine
    mix: Affine
    norm: Affine
    fc1: Affine
    fc2: Affine


def read_point_decoder(
    tensors: Mapping[str, Array], *, local_geometry: bool = False
) -> PointDecoderWeights:
    """Take the decoder's tensors out of a model's."""

    def layer(name: str) -> Affine:
        return affine(tensors, f"decoder.{name}")

    return PointDecoderWeights(
        from_token=layer("from_token"),
        from_patch=layer("from_patch"),
        from_offset=(layer("from_offset.0"), layer("from_offset.2")),
        from_moments=(layer("from_moments.0"), layer("from_moments.2")) if local_geometry else None,
        gate=layer("gate"),
        mix=layer("mix"),
        norm=layer("norm"),
        fc1=layer("fc1"),
        fc2=layer("fc2"),
    )


def cloud_context(
    centers: Array, members: Array, patches: Array, tokens: Array, weights: PointDecoderWeights
) -> CloudContext:
    """What the points of one cloud are decoded from.

    Args:
        centers: (P, 3).
        members: (P, K, 3).
        patches: (P, C), what the mini-PointNet says of each patch, before the blocks.
        tokens: (P, C), what the encoder says of each patch.
        weights: The decoder.
    """
    values = linear(tokens, weights.from_token) + linear(patches, weights.from_patch)
    return CloudContext(centers, members, values, tokens)


def decode_points(
    points: Array, context: CloudContext, neighbors: int, weights: PointDecoderWeights
) -> Array:
    """Decode some points of a cloud, each by itself.

    Args:
        points: (n, 3), unit sphere, model frame; `CHUNK_POINTS` at most stay in the caches.
        context: Of their cloud.
        neighbors: J, how many patches a point listens to.
        weights: The decoder.

    Returns:
        (n, C).
    """
    near = nearest(points, context.centers, min(neighbors, len(context.centers)))
    indices, squared = near.indices, near.squared.astype(np.float32)  # (n, J)
    offsets = points[:, None] - context.centers[indices]  # (n, J, 3)
    distances = np.sqrt(squared + np.float32(TINY))[..., None]
    position = np.concatenate([offsets, distances], axis=2) * np.float32(OFFSET_SCALE)
    first, second = weights.from_offset
    local = linear(gelu(linear(position, first)), second)  # (n, J, C)
    local += context.values[indices]
    if weights.from_moments is not None:
        first, second = weights.from_moments
        relative = context.members[indices[:, 0]] - offsets[:, :1]  # (n, K, 3)
        local += linear(gelu(linear(surface_moments(relative), first)), second)[:, None]
    local = gelu(local)
    logits = linear(local, weights.gate)[..., 0] - np.log(squared + np.float32(SAME_PLACE))
    shares = np.exp(logits - logits.max(axis=1, keepdims=True))  # (n, J)
    shares /= shares.sum(axis=1, keepdims=True)
    out = linear(np.einsum("nj,njc->nc", shares, local), weights.mix)  # (n, C)
    # One product with all tokens costs less than gathering those of each point.
    mixing = np.zeros((len(indices), len(context.tokens)), dtype=np.float32)  # (n, P)
    mixing[np.arange(len(indices))[:, None], indices] = shares
    out += mixing @ context.tokens
    out += linear(gelu(linear(layer_norm(out, weights.norm), weights.fc1)), weights.fc2)
    return out


def surface_moments(relative: Array) -> Array:
    """Moments of points about another: a mass, a mean and six second moments at three scales.

    Args:
        relative: (N, K, 3), K points relative to each of N.

    Returns:
        (N, 30).
    """
    x, y, z = np.ascontiguousarray(np.moveaxis(relative, -1, 0))  # (N, K) each
    products = (x * x, x * y, x * z, y * y, y * z, z * z)
    squared = products[0] + products[3] + products[5]
    moments = []
    for scale in MOMENT_SCALES:
        weights = np.exp(squared * np.float32(-0.5 / scale**2))  # (N, K)
        mass = weights.sum(axis=1) + np.float32(LEAST_MASS)  # (N,)
        moments.append(mass / np.float32(relative.shape[1]))
        means = [(values, scale) for values in (x, y, z)]
        seconds = [(values, scale**2) for values in products]
        for values, unit in means + seconds:
            moments.append(np.einsum("nk,nk->n", weights, values) / (mass * np.float32(unit)))
    return np.stack(moments, axis=1)
