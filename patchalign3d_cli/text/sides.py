"""Side words before a part: "left leg", "front wheels", "second drawer from the top"."""

import re
from collections.abc import Collection, Sequence
from dataclasses import dataclass
from functools import cache
from typing import Literal

from patchalign3d_cli.text.labels import clean_label
from patchalign3d_cli.text.vocabulary import load_vocabulary

Direction = Literal["left", "right", "front", "back", "top", "bottom"]
OPPOSITES: dict[Direction, Direction] = {
    "left": "right",
    "right": "left",
    "front": "back",
    "back": "front",
    "top": "bottom",
    "bottom": "top",
}

_HALVES: dict[str, Direction] = {
    "left": "left",
    "right": "right",
    "front": "front",
    "fore": "front",
    "back": "back",
    "rear": "back",
    "hind": "back",
    "upper": "top",
    "lower": "bottom",
}
_EXTREMES: dict[str, Direction] = {
    "leftmost": "left",
    "rightmost": "right",
    "frontmost": "front",
    "foremost": "front",
    "rearmost": "back",
    "top": "top",
    "topmost": "top",
    "uppermost": "top",
    "highest": "top",
    "bottom": "bottom",
    "bottommost": "bottom",
    "lowest": "bottom",
}
_NUMBERS = {
    word: number
    for number, words in enumerate(
        (
            ("first", "1st"),
            ("second", "2nd"),
            ("third", "3rd"),
            ("fourth", "4th"),
            ("fifth", "5th"),
            ("sixth", "6th"),
        ),
        1,
    )
    for word in words
}
_FROM = re.compile(r"^(?:the )?(\w+) (.+) from (?:the )?(\w+)$")
_COMPOUNDS = frozenset({"back rest", "top tube", "bottom bracket", "lower case", "upper case"})
"""Words of things that start like a side."""


@dataclass(frozen=True)
class SideName:
    """A part name that says which of several pieces it means.

    Attributes:
        part: The part, without the side.
        halves: The pieces lie on these sides.
        extreme: The pieces lie outermost there, or are counted from there; None for neither.
        number: How many from the extreme, from 1.
        middle: The pieces lie between the others.
    """

    part: str
    halves: tuple[Direction, ...] = ()
    extreme: Direction | None = None
    number: int = 1
    middle: bool = False

    @property
    def needs_front(self) -> bool:
        """Whether one has to know what the front of the object is."""
        named = {*self.halves, self.extreme}
        return bool(named - {"top", "bottom", None})


def parse_side(name: str) -> SideName | None:
    """Which pieces a part name means; None where it holds no side, or is a word of its own.

    A name of the shipped vocabulary, such as "back panel", is a word of its own.

    Args:
        name: A part name as it was typed.
    """
    text = clean_label(name)
    counted = _FROM.match(text)
    if counted is not None:
        ordinal, part, side = counted.groups()
        direction = _HALVES.get(side) or _EXTREMES.get(side)
        if ordinal in _NUMBERS and direction is not None:
            return SideName(part, (), direction, _NUMBERS[ordinal])
        return None
    if text in _COMPOUNDS or text in _known_words():
        return None
    words = text.removeprefix("the ").split()
    halves: list[Direction] = []
    extreme, middle = None, False
    while len(words) > 1:
        word = words[0]
        if word in _HALVES:
            halves.append(_HALVES[word])
        elif word in _EXTREMES and extreme is None:
            extreme = _EXTREMES[word]
        elif word in ("middle", "centre", "center", "central"):
            middle = True
        else:
            break
        words = words[1:]
    if not (halves or extreme or middle) or any(OPPOSITES[half] in halves for half in halves):
        return None
    return SideName(" ".join(words), tuple(dict.fromkeys(halves)), extreme, 1, middle)


def says_side(names: Sequence[str]) -> bool:
    """Whether one of some part names says a side."""
    return any(parse_side(name) is not None for name in names)


def bare_parts(names: Sequence[str], sides: Sequence[SideName | None]) -> tuple[str, ...]:
    """What a model is asked for: each part once, without sides, as it was typed where it was.

    Singular and plural of a part are one where both occur.

    Args:
        names: The part names.
        sides: What `parse_side` said of each.
    """
    bare = {clean_label(n): n for n, side in zip(names, sides, strict=True) if side is None}
    for side in sides:
        if side is not None:
            bare.setdefault(bare_key(side.part, bare), side.part)
    return tuple(bare.values())


def bare_key(part: str, known: Collection[str]) -> str:
    """The key of a part among known ones, singular or plural; the part itself where it is new."""
    for form in (part, part.removesuffix("s"), f"{part}s"):
        if form in known:
            return form
    return part


@cache
def _known_words() -> frozenset[str]:
    return frozenset(clean_label(word) for word in load_vocabulary().words)
