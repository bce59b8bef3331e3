"""Words that fit a shape less than others count a little more there: logit adjustment.

A model knows the words of large and frequent parts better, so they win faces of small and rare
ones. How high a word scores on a shape as a whole tells what it would win for that reason.
"""

from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray

from patchalign3d_cli.options import QueryOptions
from patchalign3d_cli.segmenting.contest import Contest
from patchalign3d_cli.segmenting.rivals import remainder_index

# Chosen on generated shapes and on every second real one (docs/quality.md).
HIGH = 0.95
"""The share of the patches that score lower than where a word scores high."""
OF_HIGH, OF_MEAN = 0.2, 0.05
"""How much of a word's high score, and of its mean one, is taken off it."""


def is_adjusted(
    contest: Contest, names: Sequence[str], options: QueryOptions, *, taught: bool
) -> bool:
    """Whether scores are to be adjusted: where two or more words of the model's own compete.

    Not with "none of these", which has a level of its own, nor with taught words, whose scores
    have one, too.

    Args:
        contest: What competes.
        names: What is asked for.
        options: How.
        taught: Whether examples taught some of the words.
    """
    closed = contest.none_level is None and contest.logits.shape[1] == contest.parts > 1
    return options.adjustment and closed and not taught and remainder_index(names) is None


def word_levels(scores: NDArray[np.float32]) -> NDArray[np.float32]:
    """What is taken off the scores of each word, (L,); no word's depends on the others.

    Args:
        scores: (P, L) of the patches of a shape, as logits or as cosines.
    """
    levels = OF_HIGH * np.quantile(scores, HIGH, axis=0) + OF_MEAN * scores.mean(axis=0)
    result: NDArray[np.float32] = levels.astype(np.float32)
    return result


def adjusted_scores(scores: NDArray[np.float32]) -> NDArray[np.float32]:
    """Scores of which the level of each word is taken off.

    All are raised alike, so that the mean score of the best word stays as it was: the trust of a
    result follows from it.

    Args:
        scores: (P, L) logits of the patches of a shape.
    """
    adjusted = scores - word_levels(scores)
    adjusted += scores.max(axis=1).mean() - adjusted.max(axis=1).mean()
    result: NDArray[np.float32] = adjusted
    return result
