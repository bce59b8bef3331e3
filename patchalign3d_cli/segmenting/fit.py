"""How well a set of words explains a shape as a whole."""

from collections.abc import Mapping, Sequence

import numpy as np
from numpy.typing import NDArray

# Chosen on 105 generated shapes of 21 categories, for finding their up axes and their words alike.
_MARGIN_WEIGHT, _PRESENCE_WEIGHT = 0.5, 0.5


def explained(logits: NDArray[np.float32]) -> float:
    """How well words explain patches, in logits; higher is better.

    The mean over patches of the best word's logit, plus half the mean lead that it has over the
    second best, plus half the mean over words of their best patch's logit: everything should be
    something, clearly, and every word should be somewhere.

    Args:
        logits: (P, L), cosine / temperature; L at least 1.
    """
    columns = np.ascontiguousarray(logits.T)  # (L, P): running over words beats sorting them
    best, second = columns[0], np.full_like(columns[0], -np.inf)
    for column in columns[1:]:
        second = np.maximum(second, np.minimum(best, column))
        best = np.maximum(best, column)
    lead = best - second if len(columns) > 1 else np.zeros_like(best)
    presence = columns.max(axis=1)  # (L,)
    return float(best.mean() + _MARGIN_WEIGHT * lead.mean() + _PRESENCE_WEIGHT * presence.mean())


def rank_things(
    logits: NDArray[np.float32], words: Sequence[str], things: Mapping[str, Sequence[str]]
) -> list[str]:
    """Things in the order of how well their words explain patches, the best first.

    Args:
        logits: (P, V) of the patches and words.
        words: V different words.
        things: The words of each thing, all of them among `words`.
    """
    column = {word: index for index, word in enumerate(words)}
    columns = {thing: [column[word] for word in parts] for thing, parts in things.items()}
    return sorted(columns, key=lambda thing: -explained(logits[:, columns[thing]]))
