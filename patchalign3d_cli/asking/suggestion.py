"""Which part names fit a shape."""

from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray

from patchalign3d_cli.errors import ConfigError
from patchalign3d_cli.results import ShapeFeatures
from patchalign3d_cli.segmenting.fit import rank_things
from patchalign3d_cli.segmenting.segmenter import Segmenter
from patchalign3d_cli.text.labels import join_parts
from patchalign3d_cli.text.vocabulary import Vocabulary

SCHEMA = "pa3d.suggest/1"
_SYNONYMS = 0.75  # cosine of two words' vectors from which the lesser one is left out
_SMALLEST = 0.03  # share of the patches below which a word is left out
_OTHERS = 5


@dataclass(frozen=True)
class SuggestedPart:
    """A word that fits.

    Attributes:
        name: The word.
        share: Share of the patches that it fits best, 0 to 1.
        fit: Cosine of it and its best patch.
        instead_of: Words that mean about the same and were left out for it.
    """

    name: str
    share: float
    fit: float
    instead_of: tuple[str, ...] = ()


@dataclass(frozen=True)
class Suggestion:
    """What a shape may consist of.

    Attributes:
        thing: What it may be; None where the vocabulary names no things.
        parts: The words that fit, in the order of falling share.
        others: Other things whose parts explain it, the better the earlier.
    """

    thing: str | None
    parts: tuple[SuggestedPart, ...]
    others: tuple[str, ...]

    @property
    def line(self) -> str:
        """The words as one value of `--parts`."""
        return join_parts([part.name for part in self.parts])


def suggestion_record(suggestion: Suggestion, path: str, features: ShapeFeatures) -> dict[str, Any]:
    """A suggestion as JSON-ready values.

    Args:
        suggestion: What may fit.
        path: What the shape's file is called.
        features: The encoded shape, which knows how sure its up axis is.
    """
    sure = {key: features.options[key] for key in features.options if key == "up_confidence"}
    return {
        "schema": SCHEMA,
        "path": path,
        "thing": suggestion.thing,
        "others": list(suggestion.others),
        "parts": [
            {
                "name": part.name,
                "share": round(part.share, 4),
                "fit": round(part.fit, 4),
                "instead_of": list(part.instead_of),
            }
            for part in suggestion.parts
        ],
        "parts_line": suggestion.line,
        **sure,
    }


def suggest_parts(
    segmenter: Segmenter, features: ShapeFeatures, vocabulary: Vocabulary, *, most: int = 12
) -> Suggestion:
    """Choose part names for a shape.

    The thing whose parts explain the patches best gives its words, and the vocabulary's loose
    words join them. Of words that mean about the same, the one that more patches fit stays. Words
    that fit next to nothing are dropped.

    Args:
        segmenter: What encoded the shape.
        features: What `encode` returned.
        vocabulary: The words to try.
        most: How many words at most.

    Raises:
        ConfigError: `most` is below 1.
        ModelError: Another model encoded the shape, or the model answers no words, or cannot
            embed one of them.
    """
    if most < 1:
        raise ConfigError(f"cannot suggest {most} words; ask for 1 or more")
    segmenter.check_features(features)
    words = vocabulary.words
    vectors = segmenter.embed(words)  # (V, D)
    cosines = features.features @ vectors.T  # (P, V)
    logits = cosines / segmenter.model.config.temperature
    index_of = {word: index for index, word in enumerate(words)}
    ranked = rank_things(logits, words, vocabulary.things)
    best = vocabulary.things[ranked[0]] if ranked else ()
    candidates = [index_of[word] for word in dict.fromkeys((*best, *vocabulary.loose))]
    kept = _distinct(logits[:, candidates], vectors[candidates])
    chosen = _sizable(
        logits, {candidates[row]: [candidates[i] for i in same] for row, same in kept.items()}
    )
    parts = [
        SuggestedPart(words[i], share, float(cosines[:, i].max()), tuple(words[k] for k in same))
        for i, (share, same) in chosen.items()
    ]
    parts.sort(key=lambda part: -part.share)
    return Suggestion(ranked[0] if ranked else None, tuple(parts[:most]), tuple(ranked[1:_OTHERS]))


def _distinct(logits: NDArray[np.float32], vectors: NDArray[np.float32]) -> dict[int, list[int]]:
    """The words to keep, each with its synonyms that go."""
    order = np.argsort(-_shares(logits), kind="stable").tolist()
    kept: dict[int, list[int]] = {}
    for word in order:
        near = [other for other in kept if vectors[word] @ vectors[other] > _SYNONYMS]
        if near:
            kept[max(near, key=lambda other: float(vectors[word] @ vectors[other]))].append(word)
        else:
            kept[word] = []
    return kept


def _sizable(
    logits: NDArray[np.float32], kept: dict[int, list[int]]
) -> dict[int, tuple[float, list[int]]]:
    """The words that win enough patches among those that stay, with their shares."""
    left = dict(kept)
    while True:
        shares = dict(zip(left, _shares(logits[:, list(left)]).tolist(), strict=True))
        least = min(left, key=lambda word: shares[word])
        if shares[least] >= _SMALLEST or len(left) == 1:
            return {word: (shares[word], same) for word, same in left.items()}
        del left[least]


def _shares(logits: NDArray[np.float32]) -> NDArray[np.float64]:
    """The share of patches that each word wins, (L,)."""
    wins = np.bincount(logits.argmax(axis=1), minlength=logits.shape[1])
    return wins / len(logits)
