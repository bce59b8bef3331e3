"""How a model fares on generated clouds that are turned, thinned, noisy or half seen."""

from collections.abc import Callable, Mapping

import numpy as np
from numpy.typing import NDArray

from patchalign3d_cli.options import EncodeOptions
from patchalign3d_cli.segmenting.segmenter import Segmenter
from patchalign3d_cli.shapes import Shape
from patchalign3d_cli.shapes.rotation import Y, axis_rotation
from patchalign3d_training.evaluation.generated_scores import (
    FAST,
    FIRST_UNSEEN_SEED,
    GeneratedScore,
    drawn_iou,
)
from patchalign3d_training.synthesis.catalog import generate
from patchalign3d_training.synthesis.sampling import (
    SampledPoints,
    normalised,
    sample_points,
    seen_from_one_side,
)

CLOUD_POINTS = 4096

Condition = Callable[[SampledPoints, np.random.Generator], SampledPoints]


def score_condition(
    segmenter: Segmenter,
    category: str,
    count: int,
    condition: Condition,
    *,
    first_seed: int = FIRST_UNSEEN_SEED,
) -> GeneratedScore:
    """Segment generated clouds under a condition; the parts that are left compete.

    Args:
        segmenter: What is evaluated.
        category: A category of the generator.
        count: How many shapes.
        condition: What happens to a cloud before it is segmented; one of `CONDITIONS`.
        first_seed: Seed of the first shape; the following ones have the following seeds.
    """
    ious = []
    for seed in range(first_seed, first_seed + count):
        mesh = generate(category, seed)
        random = np.random.default_rng((seed, 1))
        drawn = condition(sample_points(mesh, CLOUD_POINTS, random), random)
        present = np.unique(drawn.part[drawn.part >= 0])
        names = [mesh.parts[part][0] for part in present]
        shape = Shape(drawn.points.astype(np.float64))
        result = segmenter.segment(shape, names, encode=EncodeOptions(passes=1), query=FAST)
        ious.append(drawn_iou(present[result.labels], drawn.part, present))
    return GeneratedScore(category, tuple(ious))


def _as_it_is(drawn: SampledPoints, random: np.random.Generator) -> SampledPoints:
    return drawn


def _scaled(factor: float) -> Condition:
    def scale(drawn: SampledPoints, random: np.random.Generator) -> SampledPoints:
        return drawn._replace(points=drawn.points * np.float32(factor))

    return scale


def _yawed(drawn: SampledPoints, random: np.random.Generator) -> SampledPoints:
    turn = axis_rotation(Y, random.uniform(0.0, 2.0 * np.pi))
    return drawn._replace(points=(drawn.points @ turn.T).astype(np.float32))


def _tilted(degrees: float) -> Condition:
    def tilt(drawn: SampledPoints, random: np.random.Generator) -> SampledPoints:
        direction = random.uniform(0.0, 2.0 * np.pi)
        turn = axis_rotation((np.cos(direction), 0.0, np.sin(direction)), np.deg2rad(degrees))
        return drawn._replace(points=(drawn.points @ turn.T).astype(np.float32))

    return tilt


def _thinned(points: int) -> Condition:
    def thin(drawn: SampledPoints, random: np.random.Generator) -> SampledPoints:
        return _kept(drawn, random.choice(len(drawn.points), points, replace=False))

    return thin


def _noisy(deviation: float) -> Condition:
    def shake(drawn: SampledPoints, random: np.random.Generator) -> SampledPoints:
        placed = normalised(drawn.points.astype(np.float64))
        placed += random.normal(0.0, deviation, placed.shape)
        return drawn._replace(points=placed.astype(np.float32))

    return shake


def _one_sided(drawn: SampledPoints, random: np.random.Generator) -> SampledPoints:
    visible: NDArray[np.bool_] = seen_from_one_side(drawn.points, random)
    return _kept(drawn, np.flatnonzero(visible))


def _kept(drawn: SampledPoints, rows: NDArray[np.int64]) -> SampledPoints:
    return SampledPoints(drawn.points[rows], drawn.part[rows], drawn.face[rows])


CONDITIONS: Mapping[str, Condition] = {
    "as generated": _as_it_is,
    "1,000 times larger": _scaled(1000.0),
    "any yaw": _yawed,
    "10 degrees of tilt": _tilted(10.0),
    "20 degrees of tilt": _tilted(20.0),
    "45 degrees of tilt": _tilted(45.0),
    "1,024 points": _thinned(1024),
    "512 points": _thinned(512),
    "noise of 1 percent": _noisy(0.0075),
    "seen from one side": _one_sided,
}
"""What may befall a cloud. Noise is a share of half the longest side (0.75 in the model's data)."""
