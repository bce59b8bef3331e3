"""What goes into the encoder and what comes out: points of a pass, and passes made one value."""

from collections.abc import Mapping, Sequence

import numpy as np
from numpy.typing import NDArray

from patchalign3d_cli.errors import ConfigError
from patchalign3d_cli.geometry.frames import bounding_sphere, exchange_yz
from patchalign3d_cli.model.interface import EncodedPatches
from patchalign3d_cli.options import EncodeOptions
from patchalign3d_cli.results import ModelIdentity, ShapeFeatures, UnitFrame
from patchalign3d_cli.shapes import Shape, SurfaceSamples, UpDirection, sample_surface, up_rotation


def draw_points(shape: Shape, count: int, seed: int) -> SurfaceSamples:
    """The points to encode and the element of each: a small cloud as it is, the rest sampled.

    Elements that lie far away from all others (`Shape.core`) take no part.

    Args:
        shape: The shape.
        count: N, how many points; a cloud of no more gives all of its own, in their order.
        seed: Seed of the draw.
    """
    if _is_small(shape, count):
        chosen = (
            np.arange(shape.element_count) if shape.core is None else np.flatnonzero(shape.core)
        )
        return SurfaceSamples(shape.vertices[chosen], chosen)
    return sample_surface(shape, count, seed, shape.core)


def draw_passes(
    shapes: Sequence[Shape], count: int, options: EncodeOptions
) -> list[SurfaceSamples]:
    """The points of all passes of all shapes, the passes of a shape together.

    Args:
        shapes: The shapes.
        count: N, how many points; a cloud of no more gives all of its own in every pass, in their
            order in the first and shuffled in the others, so that sampling starts elsewhere.
        options: Passes, and the seed of the first; the following ones have the following seeds.
    """
    passes = []
    for shape in shapes:
        for seed in range(options.seed, options.seed + options.passes):
            drawn = draw_points(shape, count, seed)
            if seed > options.seed and _is_small(shape, count):
                order = np.random.default_rng(seed).permutation(len(drawn.points))
                drawn = SurfaceSamples(drawn.points[order], drawn.faces[order])
            passes.append(drawn)
    return passes


def unit_frame(points: NDArray[np.float64], up: UpDirection) -> UnitFrame:
    """The frame in which points fill the unit sphere: their mean at its centre, y up.

    Args:
        points: (N, 3), file units and axes.
        up: What points up in the file.
    """
    axes = up_rotation(up)
    sphere = bounding_sphere(points @ axes.T)
    return UnitFrame(axes, sphere.center, sphere.radius)


def model_points(points: NDArray[np.float64], up: UpDirection) -> NDArray[np.float32]:
    """Points as the model wants them: in their unit sphere, y and z exchanged.

    Args:
        points: (N, 3), file units and axes.
        up: What points up in the file.

    Returns:
        (N, 3) float32.
    """
    return exchange_yz(unit_frame(points, up).to_unit(points).astype(np.float32))


def gather_passes(
    shapes: Sequence[Shape],
    model: ModelIdentity,
    options: EncodeOptions,
    passes: Sequence[SurfaceSamples],
    encoded: EncodedPatches,
) -> tuple[ShapeFeatures, ...]:
    """Pool the passes of each shape.

    Args:
        shapes: B shapes.
        model: Which model encoded them.
        options: How.
        passes: The points of each pass; `options.passes` a shape.
        encoded: What the model made of them, in the same order.

    Returns:
        For each shape one value with the points and the patches of all its passes, in their order.
    """
    indices, centers = encoded.indices, encoded.center_indices  # (B x passes, P, K) and (…, P)
    features = encoded.features  # (B x passes, P, D)
    gathered = []
    for number, shape in enumerate(shapes):
        chosen = slice(number * options.passes, (number + 1) * options.passes)
        drawn = passes[chosen]
        points = np.concatenate([one.points for one in drawn])  # (passes x N, 3)
        starts = np.cumsum([0, *(len(one.points) for one in drawn)])[:-1]
        gathered.append(
            ShapeFeatures(
                source=shape,
                centers=points[np.concatenate(list(centers[chosen] + starts[:, None]))],
                features=np.concatenate(list(features[chosen])),
                members=np.concatenate(list(indices[chosen] + starts[:, None, None])),
                points=points,
                elements=np.concatenate([one.faces for one in drawn]),
                frame=unit_frame(points, shape.up),
                model=model,
                options={
                    "points": len(drawn[0].points),
                    "passes": options.passes,
                    "encode_seed": options.seed,
                    **({} if options.regions else {"regions": False}),
                },
            )
        )
    return tuple(gathered)


def encode_options(options: Mapping[str, str | int | float | bool]) -> EncodeOptions:
    """How a shape was encoded; the defaults for what is not said.

    Args:
        options: The options of its features or of a result, as `gather_passes` names them.

    Raises:
        ConfigError: They are no such options.
    """
    usual = EncodeOptions()
    try:
        return EncodeOptions(
            points=int(options["points"]) if "points" in options else None,
            seed=int(options.get("encode_seed", usual.seed)),
            passes=int(options.get("passes", usual.passes)),
            regions=bool(options.get("regions", usual.regions)),
        )
    except ValueError as error:
        raise ConfigError(f"the result's encoding options are no numbers ({error})") from error


def _is_small(shape: Shape, count: int) -> bool:
    size = shape.element_count if shape.core is None else int(shape.core.sum())
    return shape.is_cloud and size <= count
