"""From scores of elements to their labels, and how sure those are."""

from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from patchalign3d_cli.errors import ModelError


class Decision(NamedTuple):
    """Labels of elements.

    Attributes:
        labels: (E,) int32 index of the part; -1 for none.
        confidence: (E,) float32, probability of the best part, 0 to 1.
    """

    labels: NDArray[np.int32]
    confidence: NDArray[np.float32]


def decide(
    scores: NDArray[np.float32],
    *,
    threshold: float = 0.0,
    other: float | NDArray[np.float32] | None = None,
) -> Decision:
    """Choose the part of each element, or none.

    Args:
        scores: (E, L) logits.
        threshold: An element whose best part is less probable stays unlabelled.
        other: Logit of "none of these", which then competes with the parts: one for all elements,
            or one for each, (E,).

    Raises:
        ModelError: A score is no number, so nothing can be said about its element.
    """
    if not np.isfinite(scores).all():
        raise ModelError(
            "the scores of the parts are no numbers: the model or its words' vectors are damaged;"
            " fetch or build them again"
        )
    labels = scores.argmax(axis=1).astype(np.int32)
    best = scores.max(axis=1)  # (E,)
    rivals = np.exp(scores - best[:, None]).sum(axis=1)
    none = np.zeros(len(scores), dtype=bool)
    if other is not None:
        with np.errstate(over="ignore"):  # where "none" is far ahead, the parts' share is 0
            rivals += np.exp(np.asarray(other, np.float32) - best)
        none = best < other
    confidence = (1 / rivals).astype(np.float32)
    return Decision(np.where(none | (confidence < threshold), -1, labels), confidence)
