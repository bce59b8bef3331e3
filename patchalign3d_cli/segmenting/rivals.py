"""What a part competes with where it is asked for alone: the other words of things that have it."""

from collections.abc import Callable, Sequence

import numpy as np
from numpy.typing import NDArray

from patchalign3d_cli.segmenting.fit import rank_things
from patchalign3d_cli.text.labels import clean_label
from patchalign3d_cli.text.vocabulary import load_vocabulary

REMAINDER_WORDS = frozenset(
    {"other", "others", "rest", "the rest", "everything else", "remainder", "background"}
)
"""Names that mean whatever is none of the other parts."""

_SYNONYMS = 0.75  # cosine of two words' vectors from which they mean the same and do not compete
# In logits; chosen on half of 96 real shapes of 12 categories, checked on the other half
# (tests/measurements/score_alone.py): a part asked alone may lose to a rival by so much,
_MARGIN = 0.75
# and needs no less than this, which is a cosine of 0.
_LOWEST = 0.0
# Fewer patches than this share at the model's own level are no sign of a part.
_PRESENT = 0.02

Embed = Callable[[Sequence[str], str | None], NDArray[np.float32]]
"""From L words, and perhaps a category, to their vectors, (L, D)."""


def remainder_index(parts: Sequence[str]) -> int | None:
    """Which part means "whatever is none of the others"; None where there is none, or no other."""
    meant = [i for i, part in enumerate(parts) if clean_label(part) in REMAINDER_WORDS]
    return meant[0] if meant and len(parts) > 1 else None


def rival_words(
    features: NDArray[np.float32],
    parts: Sequence[str],
    embed: Embed,
    temperature: float,
    category: str | None = None,
) -> tuple[str, ...]:
    """The words that some parts compete with on a shape.

    They are the other parts of a thing of the vocabulary: of the category, where it is one of
    them; else of the thing that explains the shape best among those with most of the parts.

    Args:
        features: (P, D) of the shape's patches.
        parts: The parts that are asked for.
        embed: Embeds words.
        temperature: Of the model: cosines become logits by it.
        category: What the shape is, where that is known.
    """
    things = load_vocabulary().things
    asked = {clean_label(part) for part in parts}
    if category is not None and clean_label(category) in things:
        names = [clean_label(category)]
    else:
        having = {thing: len(asked.intersection(words)) for thing, words in things.items()}
        most = max(having.values())
        names = [thing for thing, count in having.items() if count == most]
    words = tuple(dict.fromkeys(word for name in names for word in things[name]))
    vectors = embed(words, None)
    column = {word: i for i, word in enumerate(words)}
    if len(names) > 1:
        logits = features @ vectors.T / np.float32(temperature)
        names = rank_things(logits, words, {name: things[name] for name in names})
    rivals = things[names[0]]
    likeness = embed(parts, None) @ vectors[[column[word] for word in rivals]].T  # (L, R)
    return tuple(
        word
        for word, like in zip(rivals, likeness.max(axis=0).tolist(), strict=True)
        if word not in asked and like <= _SYNONYMS
    )


def level_of_none(
    scores: NDArray[np.float32], rivals: NDArray[np.float32], none_level: float | None
) -> NDArray[np.float32]:
    """The score that the best of some parts has to reach at each patch, (P, 1).

    It is that of the best rival, less a margin, but never above the model's own level. Where hardly
    a patch reaches that level, the shape may have none of the parts, and that level is it.

    Args:
        scores: (P, L) of the parts.
        rivals: (P, R) of rival words; R may be 0 where there is a level.
        none_level: The model's own level; None for a model that was not calibrated.
    """
    highest = np.float32(np.inf if none_level is None else none_level)
    reached = np.quantile(scores.max(axis=1), 1 - _PRESENT)
    absent = none_level is not None and reached < highest
    if absent or not rivals.shape[1]:
        return np.full((len(scores), 1), highest)
    best = rivals.max(axis=1, keepdims=True) - np.float32(_MARGIN)
    level: NDArray[np.float32] = np.clip(best, np.float32(_LOWEST), highest)
    return level
