"""Reasons to doubt a result: words without meaning, parts without place, a shape that fits none."""

from collections.abc import Mapping, Sequence

import numpy as np
from numpy.typing import NDArray

from patchalign3d_cli.results import Doubt, PartSegmentation
from patchalign3d_cli.segmenting.contest import open_contest
from patchalign3d_cli.segmenting.rivals import remainder_index
from patchalign3d_cli.segmenting.segmenter import Segmenter
from patchalign3d_cli.segmenting.translated import translation_doubt
from patchalign3d_cli.segmenting.trust import DOUBTFUL
from patchalign3d_cli.segmenting.upright import UNSURE
from patchalign3d_cli.text.labels import clean_label
from patchalign3d_cli.text.sides import parse_side, says_side
from patchalign3d_cli.text.translation import Translation

NEXT_TO_NOTHING = 0.001
"""Share of the surface below which a part counts as absent."""
FEW = 0.05
"""Share of a part's surface that must fit its word, or the word fits nowhere: single places always
fit it by chance."""
MUCH = 0.5
"""Share of the surface that must fit none of the parts before a line says so."""
LIKELY = 0.5
"""Trust from which a result is rather right than wrong, so that no such line is said."""
ACCENTED_COSINE = 0.75
"""The same for words with letters that English does not use: of 50 words of languages without a
table, 35 are told so in place of 22. Loanwords in their foreign spelling ("façade") are, too."""
KNOWN_COSINE = 0.385
"""Words of the bundled text tower are known from this cosine to a word of its bank. Of 91 English
part words, 22 of them in no bank, one stays below ("acorn"); of 25 German, French and Spanish ones
11 do."""


def find_doubts(
    segmenter: Segmenter,
    result: PartSegmentation,
    category: str | None = None,
    translations: Mapping[str, Translation] | None = None,
) -> tuple[Doubt, ...]:
    """What is doubtful about a result.

    Args:
        segmenter: The model that made it.
        result: The labelled shape, with its scores; of one without words only the axis counts.
        category: What the shape was said to be; None for nothing.
        translations: Those of its part names that are of another language; None for none.
    """
    if result.tree is not None:
        return tuple(_up_axis(result))
    translations = translations or {}
    remainder = remainder_index(result.parts)
    named = [part for i, part in enumerate(result.parts) if i != remainder]
    sides = [parse_side(part) for part in named]
    bare = [part if side is None else side.part for part, side in zip(named, sides, strict=True)]
    strange = unknown_words(segmenter, [word for word in bare if word not in translations])
    unknown = tuple(part for part, word in zip(named, bare, strict=True) if word in strange)
    foreign = [translation_doubt(translations[part]) for part in named if part in translations]
    untold = [doubt.part for doubt in foreign if doubt.kind == "unknown word" and doubt.part]
    english = {part: it.asked for part, it in translations.items() if it.asked}
    asked = [english.get(part, part) for part in result.parts]
    absent = _absent_parts(segmenter, result, asked, (*unknown, *untold))
    words = [*foreign, *(_unknown(word) for word in unknown)]
    if category is not None and unknown_words(segmenter, [category]):
        words.append(
            Doubt(
                "unknown word",
                f"the category {category!r} is no word that this model knows; use another English"
                " word, or leave out --category",
            )
        )
    shape = _misfit(segmenter, result) or _low_trust(result)
    return (*words, *absent, *shape, *_up_axis(result))


def unknown_words(segmenter: Segmenter, words: Sequence[str]) -> tuple[str, ...]:
    """Those of some words that mean nothing to a model, as far as that can be told.

    Words in a script that English does not use are unknown to every model. With a text tower of
    its own, which knows the everyday English that it was trained on, also a word is whose vector
    is far from all words of its text bank; one with accents must be nearer than others. Words that
    examples taught are known.

    Args:
        segmenter: The model.
        words: The words.
    """
    taught = segmenter.words
    asked = [word for word in words if taught is None or taught.find(word) is None]
    foreign = {word for word in asked if not _is_latin(word)}
    text = segmenter.model.config.text
    bank = segmenter.labels.bank if segmenter.labels is not None else None
    if text is None or text.repository or bank is None:
        return tuple(word for word in words if word in foreign)
    strange = [word for word in asked if bank.find(word) is None and word not in foreign]
    if strange:
        nearest = (segmenter.embed(strange) @ bank.embeddings.T).max(axis=1)  # (W,)
        foreign |= {
            word
            for word, near in zip(strange, nearest, strict=True)
            if near < (KNOWN_COSINE if word.isascii() else ACCENTED_COSINE)
        }
    return tuple(word for word in words if word in foreign)


def _is_latin(word: str) -> bool:
    letters = [character for character in clean_label(word) if character.isalpha()]
    return all(ord(letter) < 0x250 for letter in letters)  # Latin, with its accents


def _unknown(word: str) -> Doubt:
    return Doubt(
        "unknown word",
        f"{word!r} is no word that this model knows, so its label means little; it knows"
        " English words: use another one, or teach it by an example (pa3d teach)",
        word,
    )


def _absent_parts(
    segmenter: Segmenter, result: PartSegmentation, asked: Sequence[str], unknown: Sequence[str]
) -> list[Doubt]:
    """Parts that got nothing, or that fit nowhere though they got something.

    `asked` are the words that the model was asked for, in the order of the parts.
    """
    element = result.source.element
    none = segmenter.model.config.none_level
    remainder = remainder_index(result.parts)
    scores, labels = _evidence(segmenter, result, asked)
    doubts = []
    for index, part in enumerate(result.summary()):
        said = any(f"{part.name!r} cannot be told" in warning for warning in result.warnings)
        if index == remainder or said:
            continue
        nowhere = none is not None and not _fits_somewhere(scores[:, index], labels == index, none)
        if part.name in unknown or not (nowhere or part.share < NEXT_TO_NOTHING):
            continue
        count = f"{part.count:,}" if part.count else "no"
        got = f"got {count} {element}" + "s" * (part.count != 1)
        message = f"{part.name!r} {got}" + (" and fits nowhere" if nowhere else "")
        doubts.append(Doubt("absent part", message, part.name))
    return doubts


def _fits_somewhere(scores: NDArray[np.float32], own: NDArray[np.bool_], none: float) -> bool:
    """Whether a word fits more than a few of the places that it won, or any where it won none.

    Args:
        scores: (M,) logits of the word.
        own: (M,) where it won.
        none: The logit of "none of these".
    """
    fits = scores >= none
    return bool(fits[own].mean() >= FEW if own.any() else fits.any())


def _evidence(
    segmenter: Segmenter, result: PartSegmentation, asked: Sequence[str]
) -> tuple[NDArray[np.float32], NDArray[np.int32]]:
    """Logits of the parts where they show whether a word fits, (M, L), and the labels there, (M,).

    Where regions of the file were decided as one, their elements share a mean, which says little of
    a word that fits some of them: there it is the encoded points that count.
    """
    features = result.features
    if "hints" not in result.options or features is None or says_side(result.parts):
        return result.scores, result.labels
    if features.source.element_count != result.source.element_count:  # faces were subdivided
        return result.scores, result.labels
    category = str(result.options.get("category") or "") or None
    contest = open_contest(features.features, asked, segmenter.asker, category=category)
    return contest.logits[:, : len(asked)], result.labels[features.elements]


def _misfit(segmenter: Segmenter, result: PartSegmentation) -> list[Doubt]:
    """Doubt where "none of these" would win most of the surface; nothing where it took part.

    Nor where the result is rather right than wrong all the same, as far as its trust tells.
    """
    none = segmenter.model.config.none_level
    if result.trust is not None and result.trust >= LIKELY:
        return []
    if none is None or result.options.get("other") or remainder_index(result.parts) is not None:
        return []
    areas = result.source.element_weights()  # (E,)
    misfit = result.scores.max(axis=1) < none
    share = float(np.average(misfit, weights=areas)) if areas.sum() > 0 else 0.0
    if share < MUCH:
        return []
    return [
        Doubt(
            "misfit",
            f"{share:.0%} of the surface fits none of the parts; name the parts that it has"
            " (pa3d suggest), or leave it unlabelled with --other",
        )
    ]


def _low_trust(result: PartSegmentation) -> list[Doubt]:
    """Doubt in a result that is probably wrong; a misfit has said so already."""
    trust = result.trust
    if trust is None or trust >= DOUBTFUL:
        return []
    return [
        Doubt(
            "low trust",
            f"a large share of the labels may be wrong (trust {trust:.2f}): the shape resembles"
            " little that this model knows, or the names do not tell its parts well; look at the"
            " result, and try other names (pa3d suggest)",
        )
    ]


def _up_axis(result: PartSegmentation) -> list[Doubt]:
    confidence = result.options.get("up_confidence")
    if not isinstance(confidence, float) or confidence >= UNSURE:
        return []
    axis = result.source.up
    return [
        Doubt("up axis", f"{axis} may not be up ({confidence:.0%} sure); name the axis with --up")
    ]
