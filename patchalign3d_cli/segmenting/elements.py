"""From scores of patches to labels of elements, on finer faces where that is asked for."""

from collections.abc import Sequence
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from patchalign3d_cli.options import QueryOptions
from patchalign3d_cli.results import ShapeFeatures
from patchalign3d_cli.segmenting.contest import Asker, Contest
from patchalign3d_cli.segmenting.decision import Decision
from patchalign3d_cli.segmenting.hints import Hinted, follow_hints
from patchalign3d_cli.segmenting.refinement import Scored, refine_borders
from patchalign3d_cli.segmenting.smoothing import smooth_scores
from patchalign3d_cli.segmenting.transfer import Carrier, ScoreField
from patchalign3d_cli.shapes import Shape
from patchalign3d_cli.shapes.regions import region_numbers


class LabelledElements(NamedTuple):
    """Elements with their labels.

    Attributes:
        shape: The encoded shape, or a finer mesh of its surface.
        source_faces: (E,) the face of the encoded shape that each face is (a part of); None where
            it is the encoded shape.
        scores: (E, L) logits of the parts.
        decision: Labels and confidences.
        options: What results say of the file's hints.
    """

    shape: Shape
    source_faces: NDArray[np.int64] | None
    scores: NDArray[np.float32]
    decision: Decision
    options: dict[str, str]


def label_elements(
    features: ShapeFeatures,
    contest: Contest,
    names: Sequence[str],
    asker: Asker,
    options: QueryOptions,
    carry: Carrier | None = None,
) -> LabelledElements:
    """Carry scores to the elements, smooth them, hear the file and decide.

    Args:
        features: The encoded shape.
        contest: What competes, with the scores of the patches.
        names: The part names.
        asker: The model.
        options: How.
        carry: As in `Segmenter.query`.

    Raises:
        ModelError: A score is no number.
    """
    field = ScoreField(features, contest.logits, options.assignment)
    shape = features.source

    def hear(mesh: Shape, source_faces: NDArray[np.int64] | None = None) -> Hinted:
        if carry is not None and not refines:
            scores = carry(contest.logits)
        else:
            scores = field.at_elements(mesh, options.seed, source_faces)
            if options.smoothing:
                scores = smooth_scores(mesh, scores, options.smoothing)
        return follow_hints(mesh, scores, names, asker, options.hints)

    refines = options.refine and not shape.is_cloud
    if not refines:
        hinted = hear(shape)
        scores, decision = contest.settle(hinted.scores, options.threshold)
        return LabelledElements(shape, None, scores, decision, hinted.options)
    said: list[dict[str, str]] = []

    def score(mesh: Shape, source_faces: NDArray[np.int64]) -> Scored:
        hinted = hear(mesh, source_faces)
        said.append(hinted.options)
        regions = None if options.hints == "none" else region_numbers(mesh)
        return Scored(hinted.scores, contest.classes(hinted.scores, options.threshold), regions)

    refined = refine_borders(shape, field.labels, score)
    scores, decision = contest.settle(refined.scores, options.threshold)
    labels = np.where(refined.labels < contest.parts, refined.labels, -1).astype(np.int32)
    decision = decision._replace(labels=labels)
    return LabelledElements(refined.shape, refined.source_faces, scores, decision, said[-1])
