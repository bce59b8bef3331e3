"""How far a labelled shape is to be trusted: the chance that most of its surface is right."""

import numpy as np

from patchalign3d_cli.model.config import ModelConfig
from patchalign3d_cli.results import PartSegmentation
from patchalign3d_cli.segmenting.rivals import remainder_index

DOUBTFUL = 0.3
"""A line doubts results of a lower trust."""
_DIGITS = 3


def shape_trust(result: PartSegmentation, config: ModelConfig) -> float | None:
    """The chance that at least four fifths of a surface have the right label, 0 to 1.

    It is stated for the questions that it was fitted on: two or more parts compete, "none of these"
    does not, and all are words of the model's own, since vectors of taught ones differ in length.

    Args:
        result: What `Segmenter.query` returned.
        config: The model's.

    Returns:
        The chance; None for other questions, and for a model whose trust was not fitted.
    """
    options = result.options
    fits = len(result.parts) > 1 and not options["other"] and "taught_words" not in options
    if config.trust is None or not fits or remainder_index(result.parts) is not None:
        return None
    areas = result.source.element_weights()  # (E,)
    cosines = result.scores.max(axis=1) * config.answer_temperature
    confidence = float(np.average(result.confidence, weights=areas))
    return round(
        config.trust.chance(confidence, float(np.average(cosines, weights=areas))), _DIGITS
    )
