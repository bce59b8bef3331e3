"""What a part competes with where it is asked for alone: the other words of things that have it."""

from collections.abc import Callable, Sequence

import numpy as np
from numpy.typing import NDArray

from patchalign3d_cli.segmenting.fit import explained
from patchalign3d_cli.text.labels import clean_label
from patchalign3d_cli.text.vocabulary import load_vocabulary

REMAINDER_WORDS = frozenset(
    {"other", "others", "rest", "the rest", "everything else", "remainder", "background"}
)
"""Names that mean whatever is none of the other parts."""

_SYNONYMS = 0.75  # cosine of two words' vectors from which they mean the same and do not compete
# In logits; chosen on half of 96 real shapes of 12 categories, checked on the other half
# (tests/measurements/score_alone.py): a part asked alone may lose to a rival by so much,
_MARGIN = 0.5
# and needs no less than this, which is a cosine of 0.
_LOWEST = 0.0

Embed = Callable[[Sequence[str]], NDArray[np.float32]]
"""From L words to their vectors, (L, D)."""


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
    vectors = embed(words)
    column = {word: i for i, word in enumerate(words)}
    if len(names) > 1:
        logits = features @ vectors.T / np.float32(temperature)
        names.sort(key=lambda name: -explained(logits[:, [column[w] for w in things[name]]]))
    rivals = things[names[0]]
    likeness = embed(parts) @ vectors[[column[word] for word in rivals]].T  # (L, R)
    return tuple(
        word
        for word, like in zip(rivals, likeness.max(axis=0).tolist(), strict=True)
        if word not in asked and like <= _SYNONYMS
    )


def level_of_none(
    rivals: NDArray[np.float32], none_level: float | None
) -> NDArray[np.float32]:
    """The score that a part has to reach at each place, (P, 1).

    Args:
        rivals: (P, R) scores of rival words.
        none_level: The model's own level, above which nothing is asked for; None for none.
    """
    best = rivals.max(axis=1, initial=-np.inf, keepdims=True)
    highest = np.inf if none_level is None else none_level
    level: NDArray[np.float32] = np.clip(best - _MARGIN, _LOWEST, highest).astype(np.float32)
    return level
