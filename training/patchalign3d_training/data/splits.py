"""Both splits of a training set, looked through before a run."""

from collections.abc import Callable, Container
from dataclasses import dataclass, replace
from pathlib import Path

from patchalign3d_cli.errors import DataError
from patchalign3d_cli.shapes import UpDirection
from patchalign3d_training.data.batch_options import BatchOptions
from patchalign3d_training.data.sources import open_training_set
from patchalign3d_training.data.survey import (
    Stage,
    Survey,
    TrainingSource,
    Usable,
    survey,
    trainable,
)


@dataclass(frozen=True)
class Split:
    """A split and what a look at every item found.

    Attributes:
        source: The split.
        survey: The survey of it.
    """

    source: TrainingSource
    survey: Survey

    def narrowed(self, words: Container[str], options: BatchOptions) -> "Split":
        """Without the items that have no label to train (`survey.trainable`)."""
        return replace(self, survey=trainable(self.source, self.survey, words, options))

    @property
    def usable(self) -> Usable:
        """Its usable items."""
        return Usable(self.source, self.survey)


def open_splits(
    data: Path,
    stage: Stage,
    up: UpDirection | None = None,
    report: Callable[[int, int], None] = lambda done, total: None,
) -> tuple[Split, Split | None]:
    """The training split, and the validation split where there is one.

    Args:
        data: See `open_training_set`.
        stage: What the items must have.
        up: The axis that points up in one's own meshes; None assumes y.
        report: Called while items are looked at with how many are done and how many there are.

    Raises:
        DataError: There is no training split, or none of a split's items is usable.
    """
    source = open_training_set(data, "train", up=up)
    train = Split(source, survey(source, stage, report))
    try:
        held_out = open_training_set(data, "val", up=up)
    except DataError:
        return train, None
    return train, Split(held_out, survey(held_out, stage, report))
