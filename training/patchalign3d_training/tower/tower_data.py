"""What the small text tower learns to read: prompts about things, their parts and properties."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path

import numpy as np

from patchalign3d_cli.errors import DataError
from patchalign3d_cli.text.labels import clean_label, prompts
from patchalign3d_training.tower.tower_words import ADJECTIVES, OBJECTS, PARTS

# Lexicographer files of WordNet (lexnames(5WN)): what a noun is about.
ANIMAL, ARTIFACT, BODY, FOOD, OBJECT, PLANT, SHAPE, SUBSTANCE = 5, 6, 8, 13, 17, 20, 25, 27
THINGS = frozenset({ARTIFACT, BODY, OBJECT, SHAPE})
LIVING = frozenset({ANIMAL, FOOD, PLANT, SUBSTANCE})
EVERYTHING = frozenset(range(3, 29))
WHOLES = frozenset({ANIMAL, ARTIFACT, BODY, PLANT})


@dataclass(frozen=True)
class Noun:
    """One noun synset of WordNet.

    Attributes:
        field: Number of its lexicographer file.
        words: Its lower-case lemmas, spaces between the words of one.
        parts: Offsets of the synsets that it has as parts.
    """

    field: int
    words: tuple[str, ...]
    parts: tuple[str, ...]


@dataclass(frozen=True)
class Corpus:
    """Prompts to learn from and prompts of nouns that are kept out of them."""

    train: tuple[str, ...]
    validation: tuple[str, ...]


def read_nouns(wordnet: Path) -> dict[str, Noun]:
    """Read WordNet's nouns, keyed by synset offset.

    Args:
        wordnet: A folder with WordNet 3's `data.noun` (format: wndb(5WN)).

    Raises:
        DataError: There is no such file, or it is not WordNet's.
    """
    path = wordnet / "data.noun"
    try:
        lines = path.read_text(encoding="utf-8", errors="replace").splitlines()
    except OSError as error:
        raise DataError(
            f"no WordNet in {wordnet}: data.noun cannot be read; install WordNet 3 (Debian:"
            " wordnet-base) and give the folder that holds data.noun"
        ) from error
    try:
        return dict(_noun(line) for line in lines if line and not line.startswith(" "))
    except (ValueError, IndexError) as error:
        raise DataError(
            f"{path} is not a WordNet noun file ({error}); give WordNet 3's data.noun"
        ) from error


def _noun(line: str) -> tuple[str, Noun]:
    fields = line.split(" | ")[0].split()
    count = int(fields[3], 16)
    words = fields[4 : 4 + 2 * count : 2]
    pointers = fields[5 + 2 * count :]
    parts = tuple(
        offset
        for symbol, offset in zip(pointers[::4], pointers[1::4], strict=False)
        if symbol == "%p"
    )
    plain = tuple(clean_label(word) for word in words if word.islower())
    return fields[0], Noun(int(fields[1]), plain, parts)


def build_corpus(
    wordnet: Path, *, size: int = 240_000, held_out: float = 0.02, seed: int = 0
) -> Corpus:
    """Write the prompts, most of them about physical things and their parts.

    The sources: WordNet's things and parts of bodies under every part template; living things,
    food and substances under two of them; other nouns bare; WordNet's own part-of pairs and
    made-up pairs under the category templates; compounds ("chair leg"), properties ("left leg")
    and alternatives ("handle or grip").

    Args:
        wordnet: See `read_nouns`.
        size: At most this many prompts to learn from.
        held_out: Share of WordNet's nouns of things that no prompt to learn from is about.
        seed: Of every draw.

    Raises:
        DataError: See `read_nouns`.
    """
    nouns = read_nouns(wordnet)
    generator = np.random.default_rng(seed)
    things = _words(nouns.values(), THINGS)
    known = {*PARTS, *OBJECTS}
    hidden = {word for word in things if word not in known and generator.random() < held_out}

    groups: list[Iterable[str]] = [
        (text for word in things for text in prompts(word)),
        (text for word in _words(nouns.values(), LIVING) for text in prompts(word)[:2]),
        _words(nouns.values(), EVERYTHING - THINGS - LIVING),
        _whole_and_part(nouns),
        _phrases(things, generator),
    ]
    shares = (0.3, 0.15, 0.1, 0.1, 0.35)
    train: dict[str, None] = {}
    for group, share in zip(groups, shares, strict=True):
        texts = [text for text in dict.fromkeys(group) if not _mentions(text, hidden)]
        keep = min(len(texts), round(share * size))
        train.update(dict.fromkeys(texts[i] for i in generator.permutation(len(texts))[:keep]))
    validation = tuple(text for word in sorted(hidden) for text in prompts(word))
    return Corpus(tuple(train), validation)


def _words(nouns: Iterable[Noun], fields: frozenset[int]) -> list[str]:
    words = (word for noun in nouns if noun.field in fields for word in noun.words)
    return list(dict.fromkeys(words))


def _whole_and_part(nouns: dict[str, Noun]) -> Iterator[str]:
    for whole in nouns.values():
        for offset in whole.parts:
            part = nouns.get(offset)
            if part and whole.field in WHOLES and part.field in WHOLES and whole.words:
                for word in part.words[:2]:
                    yield from prompts(word, whole.words[0])


def _phrases(things: list[str], generator: np.random.Generator) -> Iterator[str]:
    """Made-up phrases; endless variety would drown the plain nouns, so the counts are fixed."""

    def draw(words: tuple[str, ...] | list[str], count: int) -> list[str]:
        return [words[i] for i in generator.integers(len(words), size=count)]

    for part, whole in zip(draw(PARTS, 5000), draw(OBJECTS, 5000), strict=True):
        yield from prompts(part, whole)
        yield from prompts(f"{whole} {part}")
    for part, whole in zip(draw(PARTS, 4000), draw(things, 4000), strict=True):
        yield from prompts(part, whole)
    for part, whole in zip(draw(things, 4000), draw(OBJECTS, 4000), strict=True):
        yield from prompts(part, whole)
    for adjective, part in zip(draw(ADJECTIVES, 6000), draw(PARTS + OBJECTS, 6000), strict=True):
        yield from prompts(f"{adjective} {part}")
    for first, second in zip(draw(PARTS, 3000), draw(PARTS, 3000), strict=True):
        yield from prompts(f"{first} or {second}")
        yield f"{first} and {second}"


def _mentions(text: str, hidden: set[str]) -> bool:
    """Whether a run of the words of `text` is a hidden noun."""
    words = text.split()
    return any(
        " ".join(words[start:stop]) in hidden
        for start in range(len(words))
        for stop in range(start + 1, len(words) + 1)
    )
