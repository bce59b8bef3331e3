"""How well a model names parts that training never saw."""

from collections.abc import Mapping, Sequence
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from patchalign3d_cli.benchmark.metrics import category_means, shape_iou
from patchalign3d_cli.options import EncodeOptions
from patchalign3d_cli.segmenting.request import SegmentRequest
from patchalign3d_cli.segmenting.segmenter import Segmenter
from patchalign3d_cli.shapes import Shape
from patchalign3d_cli.shapes.rotation import Y, axis_rotation
from patchalign3d_training.synthesis.catalog import generate
from patchalign3d_training.synthesis.sampling import sample_points

# Training sets draw their shapes from (seed, index) pairs; a lone number never meets them.
FIRST_UNSEEN_SEED = 1_000_000
EVALUATED_POINTS = 4096
FAST = SegmentRequest(quality="fast", hints="none").query
"""How shapes are evaluated: scores as they are."""


class GeneratedScore(NamedTuple):
    """Scores of one category.

    Attributes:
        category: Its name.
        ious: Mean IoU over the parts that it has, of each shape, 0 to 1.
    """

    category: str
    ious: tuple[float, ...]

    @property
    def mean(self) -> float:
        """Mean over the shapes."""
        return float(np.mean(self.ious))


def score_generated(
    segmenter: Segmenter,
    category: str,
    count: int,
    *,
    first_seed: int = FIRST_UNSEEN_SEED,
    renamed: Mapping[str, str] | None = None,
    yaw: float = 0.0,
) -> GeneratedScore:
    """Segment generated shapes as meshes and compare the labels on points of the surface.

    The parts that a shape has compete by their primary names, as in the published protocol; a
    point that nobody would label is left out.

    Args:
        segmenter: What is evaluated.
        category: A category of the generator.
        count: How many shapes.
        first_seed: Seed of the first shape; the following ones have the following seeds.
        renamed: Other words to ask with, by primary name.
        yaw: Turn about the up axis in degrees.
    """
    words = renamed or {}
    turn = axis_rotation(Y, np.deg2rad(yaw))
    ious = []
    for seed in range(first_seed, first_seed + count):
        mesh = generate(category, seed)
        drawn = sample_points(mesh, EVALUATED_POINTS, np.random.default_rng(seed))
        present = np.unique(drawn.part[drawn.part >= 0])
        names = [mesh.parts[part][0] for part in present]
        shape = Shape(mesh.vertices @ turn.T, mesh.faces)
        asked = [words.get(name, name) for name in names]
        result = segmenter.segment(shape, asked, encode=EncodeOptions(passes=1), query=FAST)
        ious.append(drawn_iou(present[result.labels[drawn.face]], drawn.part, present))
    return GeneratedScore(category, tuple(ious))


def drawn_iou(
    predicted: NDArray[np.integer], part: NDArray[np.integer], present: NDArray[np.integer]
) -> float:
    """Mean IoU over the parts that drawn points have; points without a part are left out.

    Args:
        predicted: (N,) the part that each point was given.
        part: (N,) the part that it has; -1 for none.
        present: The parts that there are.
    """
    labelled = part >= 0
    return shape_iou(predicted[labelled], part[labelled], present.tolist())


def mean_score(scores: Sequence[GeneratedScore]) -> float:
    """Mean over categories of the mean over their shapes."""
    ious = [iou for score in scores for iou in score.ious]
    categories = [score.category for score in scores for _ in score.ious]
    return float(np.mean(list(category_means(ious, categories).values())))
