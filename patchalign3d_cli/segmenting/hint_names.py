"""Which of the parts a name in a file means: `Wheel_FL.001` the wheel, `Cube.003` none."""

from collections.abc import Sequence

import numpy as np

from patchalign3d_cli.errors import ModelError, PartsError
from patchalign3d_cli.segmenting.contest import Asker
from patchalign3d_cli.text.labels import clean_label
from patchalign3d_cli.text.part_words import part_words

NEAR_COSINE = 0.5
"""A name is a synonym of a part from this cosine of their vectors. Of 4,487 everyday names of parts
that do not end in the part's first name, 31 % reach it, and 89 % of these mean the nearest part of
their category; with a part that was not asked for, 7 % reach it (pa3d-mini)."""
_MOST_NAMES = 500


def match_names(names: Sequence[str], parts: Sequence[str], asker: Asker) -> list[int]:
    """The part that each name means; -1 for none.

    A name means a part that it ends in ("front door handle" the handle, and "door handle" before
    "handle"), singular or plural. Else it means the part whose vector is nearest, where that is
    near enough and the name does not say the part in passing ("door knob" is no door). Vectors are
    asked of the model's own text tower alone: a large one is not loaded for the sake of names.

    Args:
        names: As the file has them.
        parts: The part names that compete.
        asker: The model.
    """
    asked = [tuple(_singular(word) for word in clean_label(part).split()) for part in parts]
    said = [tuple(_singular(word) for word in part_words(name)) for name in names]
    known = {words: _ending(words, asked) for words in dict.fromkeys(said) if words}
    unknown = [words for words, part in known.items() if part < 0][:_MOST_NAMES]
    text = asker.config.text
    if unknown and text is not None and not text.repository:
        known |= _nearest(unknown, asked, parts, asker)
    return [known.get(words, -1) for words in said]


def _ending(words: tuple[str, ...], asked: Sequence[tuple[str, ...]]) -> int:
    ending = [i for i, part in enumerate(asked) if part and words[-len(part) :] == part]
    return max(ending, key=lambda i: len(asked[i]), default=-1)


def _nearest(
    unknown: Sequence[tuple[str, ...]],
    asked: Sequence[tuple[str, ...]],
    parts: Sequence[str],
    asker: Asker,
) -> dict[tuple[str, ...], int]:
    try:
        vectors = asker.embed([*parts, *(" ".join(words) for words in unknown)], None)
    except (ModelError, PartsError):
        return {}
    lengths = np.linalg.norm(vectors, axis=1, keepdims=True)  # taught words have other lengths
    units = vectors / np.where(lengths > 0, lengths, 1)
    cosines = units[len(parts) :] @ units[: len(parts)].T  # (N, L)
    for row, words in zip(cosines, unknown, strict=True):
        for i, part in enumerate(asked):
            if set(part) & set(words):
                row[i] = -1
    nearest, cosine = cosines.argmax(axis=1), cosines.max(axis=1)
    means = np.where(cosine >= NEAR_COSINE, nearest, -1).tolist()
    return dict(zip(unknown, means, strict=True))


def _singular(word: str) -> str:
    """A word without the ending of its plural, alike for one and many: `leaves`, `leaf`."""
    for ending, single in (
        ("ves", "f"),
        ("ies", "y"),
        ("ches", "ch"),
        ("shes", "sh"),
        ("xes", "x"),
    ):
        if word.endswith(ending) and len(word) > len(ending) + 1:
            return word.removesuffix(ending) + single
    plural = word.endswith("s") and not word.endswith(("ss", "us", "is")) and len(word) > 2
    return word[:-1] if plural else word
