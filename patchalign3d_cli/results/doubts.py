"""What a model doubts about its own result."""

from dataclasses import dataclass
from typing import Literal

DoubtKind = Literal["unknown word", "absent part", "misfit", "up axis"]


@dataclass(frozen=True)
class Doubt:
    """One reason to look at a result before trusting it.

    Attributes:
        kind: `unknown word`: the model does not know what a part's name means. `absent part`: a
            part that was asked for got nothing, or next to nothing. `misfit`: much of the shape
            fits none of the parts. `up axis`: it is not sure which axis points up.
        message: The reason, a sentence that says what to do.
        part: The part that it is about; None where it is about the whole shape.
    """

    kind: DoubtKind
    message: str
    part: str | None = None
