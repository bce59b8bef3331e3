"""What goes into the encoder and what comes out: points of a pass, and passes made one value."""

from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray

from patchalign3d_cli.options import EncodeOptions
from patchalign3d_cli.results import ModelIdentity, ShapeFeatures
from patchalign3d_cli.shapes import Shape, SurfaceSamples, sample_surface


def draw_points(shape: Shape, count: int, seed: int) -> SurfaceSamples:
    """The points to encode and the element of each: a small cloud as it is, the rest sampled.

    Args:
        shape: The shape.
        count: N, how many points; a cloud of no more gives all of its own, in their order.
        seed: Seed of the draw.
    """
    if shape.is_cloud and shape.element_count <= count:
        return SurfaceSamples(shape.vertices, np.arange(shape.element_count))
    return sample_surface(shape, count, seed)


def draw_pass(shape: Shape, count: int, seed: int, number: int) -> NDArray[np.float64]:
    """The points of one of several passes, (N, 3): each pass has its own draw.

    Args:
        shape: The shape.
        count: N, how many points; a cloud of no more gives all of its own in every pass, in their
            order in the first and shuffled in the others, so that sampling starts elsewhere.
        seed: Seed of the first pass; the following ones have the following seeds.
        number: Which pass, from 0.
    """
    points = draw_points(shape, count, seed + number).points
    if number and shape.is_cloud and shape.element_count <= count:
        return np.random.default_rng(seed + number).permutation(points)
    return points


def gather_passes(
    shape: Shape,
    model: ModelIdentity,
    options: EncodeOptions,
    drawn: Sequence[NDArray[np.float64]],
    indices: NDArray[np.int64],
    features: NDArray[np.float32],
) -> ShapeFeatures:
    """Pool the passes of a shape.

    Args:
        shape: The shape.
        model: Which model encoded it.
        options: How.
        drawn: (N, 3) points of each pass, file units and axes.
        indices: (passes, P, K) members of the patches, the nearest to a centre first.
        features: (passes, P, D).

    Returns:
        One value with the points and the patches of all passes, in their order.
    """
    starts = np.cumsum([0, *map(len, drawn)])[:-1]
    # A patch's nearest member is its centre (or a point in the same place).
    centers = [points[own[:, 0]] for points, own in zip(drawn, indices, strict=True)]
    return ShapeFeatures(
        source=shape,
        centers=np.concatenate(centers),
        features=np.concatenate(list(features)),
        members=np.concatenate(list(indices + starts[:, None, None])),
        points=np.concatenate(list(drawn)),
        model=model,
        options={
            "points": len(drawn[0]),
            "passes": options.passes,
            "encode_seed": options.seed,
        },
    )
