"""What a model doubts about its own result."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Literal

DoubtKind = Literal[
    "unknown word", "translated word", "absent part", "misfit", "low trust", "up axis"
]


@dataclass(frozen=True)
class Doubt:
    """One reason to look at a result before trusting it.

    Attributes:
        kind: `unknown word`: the model does not know what a part's name means. `translated
            word`: it is of another language, and was asked in English. `absent part`: a part that
            was asked for got nothing, or next to nothing. `misfit`: much of the shape fits none of
            the parts. `low trust`: it is probably wrong. `up axis`: it is not sure which
            axis points up.
        message: The reason, a sentence that says what to do.
        part: The part that it is about; None where it is about the whole shape.
    """

    kind: DoubtKind
    message: str
    part: str | None = None


def doubt_warnings(doubts: Sequence[Doubt]) -> tuple[str, ...]:
    """What doubts say to people: a sentence each, all absent parts in one.

    The up axis has no sentence here: whoever reads the shape has warned of it.
    """
    absent = [doubt.message for doubt in doubts if doubt.kind == "absent part"]
    alone = ("unknown word", "misfit", "low trust")
    others = [doubt.message for doubt in doubts if doubt.kind in alone]
    translated = [doubt.message for doubt in doubts if doubt.kind == "translated word"]
    if translated:
        others.append(
            f"{', '.join(translated)}: the model knows English words; name the parts in English"
            " where another word was meant"
        )
    if absent:
        others.append(
            f"{', '.join(absent)}: the shape may lack it, or call it otherwise; see where a word"
            " fits best with `pa3d heatmap --text`"
        )
    return tuple(others)


def doubt_lines(doubts: Sequence[Doubt]) -> tuple[str, ...]:
    """All that doubts say to people, the up axis included: a sentence each."""
    axes = [doubt.message for doubt in doubts if doubt.kind == "up axis"]
    return (*doubt_warnings(doubts), *axes)
