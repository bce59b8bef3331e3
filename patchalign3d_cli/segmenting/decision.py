"""From scores of elements to their labels, and how sure those are."""

from typing import NamedTuple

import numpy as np
import torch
from numpy.typing import NDArray
from torch import Tensor


class Decision(NamedTuple):
    """Labels of elements.

    Attributes:
        labels: (E,) int32 index of the part; -1 for none.
        confidence: (E,) float32, probability of the best part, 0 to 1.
    """

    labels: NDArray[np.int32]
    confidence: NDArray[np.float32]


def decide(scores: Tensor, *, threshold: float = 0.0, other: float | None = None) -> Decision:
    """Choose the part of each element, or none.

    Args:
        scores: (E, L) logits.
        threshold: An element whose best part is less probable stays unlabelled.
        other: Logit of "none of these", which then competes with the parts.
    """
    rivals = scores
    if other is not None:
        rivals = torch.cat([scores, torch.full_like(scores[:, :1], other)], dim=1)  # (E, L + 1)
    odds = rivals.softmax(dim=1)[:, : scores.shape[1]]  # (E, L)
    confidence, labels = odds.max(dim=1)
    none = confidence < threshold
    if other is not None:
        none |= scores.amax(dim=1) < other
    return Decision(labels.masked_fill(none, -1).numpy().astype(np.int32), confidence.numpy())
