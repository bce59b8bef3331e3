"""How clouds become a batch."""

from dataclasses import dataclass
from typing import Literal

from patchalign3d_cli.choices import check_choice
from patchalign3d_cli.errors import ConfigError

Sampling = Literal["random", "masks"]
MissingText = Literal["error", "embed", "drop"]


@dataclass(frozen=True)
class BatchOptions:
    """How clouds become a batch; the defaults are the published ones.

    Attributes:
        points: N, points drawn from a cloud without replacement (with, where it has fewer).
        sampling: `random` draws them evenly; `masks` sees to it that every label gets points:
            half of N is shared out among the labels, the rest is drawn evenly.
        normalize: Whether to bring each drawn cloud into the unit sphere, as inference does. The
            published training takes the coordinates as the files have them (largest 0.75).
        exclude_category_label: Whether to leave out a label that is the category's own name.
        missing_text: What happens to a label that the text bank lacks: `error` stops, `embed`
            asks the text encoder of the model to start from, `drop` leaves the label out.
        one_name_a_part: Where several labels mark the same points (synonyms), keep one of them,
            chosen anew each time. False keeps all, as published.
        absent: How many labels that mark no point of a shape are kept, drawn anew each time: words
            of the category that must not win anywhere on it. None keeps all, as published.
        text_noise: Length of a random vector added to each text vector, so that words near a
            trained one work too. 0 as published.
        augment: Whether to turn, scale, shift and jitter the clouds as the published code can.
        yaw: Whether to turn the clouds by any angle about the up axis.
        vary_regions: Whether regions are now and then cut, or joined with near ones, so that a
            region decoder also learns from files that divide shapes otherwise.
    """

    points: int = 2048
    sampling: Sampling = "random"
    normalize: bool = False
    exclude_category_label: bool = True
    missing_text: MissingText = "error"
    one_name_a_part: bool = False
    absent: int | None = None
    text_noise: float = 0.0
    augment: bool = False
    yaw: bool = False
    vary_regions: bool = False

    def __post_init__(self) -> None:
        check_choice("sampling", self.sampling, Sampling)
        check_choice("missing_text", self.missing_text, MissingText)
        if self.points < 1:
            raise ConfigError(f"points must be at least 1, not {self.points}")
        if self.absent is not None and self.absent < 0:
            raise ConfigError(f"absent must not be below 0, it is {self.absent}")
        if not self.text_noise >= 0:
            raise ConfigError(f"text_noise must not be below 0, it is {self.text_noise}")
