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


def draw_passes(
    shapes: Sequence[Shape], count: int, options: EncodeOptions
) -> list[NDArray[np.float64]]:
    """The points of all passes of all shapes, (N, 3) each, the passes of a shape together.

    Args:
        shapes: The shapes.
        count: N, how many points; a cloud of no more gives all of its own in every pass, in their
            order in the first and shuffled in the others, so that sampling starts elsewhere.
        options: Passes, and the seed of the first; the following ones have the following seeds.
    """
    drawn = []
    for shape in shapes:
        for seed in range(options.seed, options.seed + options.passes):
            points = draw_points(shape, count, seed).points
            if seed > options.seed and shape.is_cloud and shape.element_count <= count:
                points = np.random.default_rng(seed).permutation(points)
            drawn.append(points)
    return drawn


def gather_passes(
    shapes: Sequence[Shape],
    model: ModelIdentity,
    options: EncodeOptions,
    drawn: Sequence[NDArray[np.float64]],
    indices: NDArray[np.int64],
    features: NDArray[np.float32],
) -> tuple[ShapeFeatures, ...]:
    """Pool the passes of each shape.

    Args:
        shapes: B shapes.
        model: Which model encoded them.
        options: How.
        drawn: (N, 3) points of each pass, file units and axes; `options.passes` a shape.
        indices: (B x passes, P, K) members of the patches, the nearest to a centre first.
        features: (B x passes, P, D).

    Returns:
        For each shape one value with the points and the patches of all its passes, in their order.
    """
    gathered = []
    for place, shape in enumerate(shapes):
        own = slice(place * options.passes, (place + 1) * options.passes)
        points, members = drawn[own], indices[own]
        starts = np.cumsum([0, *map(len, points)])[:-1]
        gathered.append(
            ShapeFeatures(
                source=shape,
                # A patch's nearest member is its centre (or a point in the same place).
                centers=np.concatenate(
                    [one[rows[:, 0]] for one, rows in zip(points, members, strict=True)]
                ),
                features=np.concatenate(list(features[own])),
                members=np.concatenate(list(members + starts[:, None, None])),
                points=np.concatenate(points),
                model=model,
                options={
                    "points": len(points[0]),
                    "passes": options.passes,
                    "encode_seed": options.seed,
                },
            )
        )
    return tuple(gathered)
