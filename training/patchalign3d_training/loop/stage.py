"""What the engine knows of a stage, and what a run tells those who watch it."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any, NamedTuple, Protocol

from torch import Tensor, nn

from patchalign3d_cli.model.patchalign3d import PatchAlign3D
from patchalign3d_training.data.loading import StepLoader


class StepOutput(NamedTuple):
    """What a stage's module says about a batch.

    Attributes:
        losses: (B,), one a shape; their mean is descended on.
        score: Scalar, the measure's numerator summed over the batch, without gradient.
        patches: Scalar, its denominator: how many patches were counted.
    """

    losses: Tensor
    score: Tensor
    patches: Tensor


class Stage(Protocol):
    """A stage of the training: what is trained, on what, and how it is measured.

    Attributes:
        name: Its name, as in the command.
        measure: Name of what `StepOutput.score / StepOutput.patches` is; higher is better.
        size: Shapes in the training set.
    """

    name: str
    measure: str
    size: int

    @property
    def model(self) -> PatchAlign3D:
        """The model that is trained."""
        ...

    @property
    def module(self) -> nn.Module:
        """Computes `StepOutput` from a batch; holds the model and what else is trained."""
        ...

    def groups(self) -> list[dict[str, Any]]:
        """Parameter groups of AdamW with their `initial_lr`; the others are frozen."""
        ...

    def loader(self, first: int, last: int, rank: int, ranks: int) -> StepLoader[Any]:
        """Batches from step `first` to before `last`, this process's share of each."""
        ...

    def validation(self, rank: int, ranks: int) -> Iterable[Any]:
        """This process's batches of the validation split, the same ones every time."""
        ...

    def evaluate(self, epoch: int) -> Mapping[str, float]:
        """Scores of the model after an epoch (from 1), by name; empty where none are due."""
        ...

    def gauges(self) -> Mapping[str, float]:
        """Further numbers to watch, by name."""
        ...

    def save(self, directory: Path) -> None:
        """Write the model as it is now as a model directory, made where it is missing."""
        ...


class StepProgress(NamedTuple):
    """What a run tells after a step.

    Attributes:
        step: Steps done.
        steps: Steps in all.
        epoch: The step's epoch, from 1.
        loss: The step's loss, over all processes.
        measure: The step's measure, 0 to 1.
        rate: Learning rate of the encoder.
        samples_per_second: Shapes a second, over all processes.
        gauges: Further numbers by name.
    """

    step: int
    steps: int
    epoch: int
    loss: float
    measure: float
    rate: float
    samples_per_second: float
    gauges: Mapping[str, float]


@dataclass(frozen=True)
class RunReport:
    """How a run ended.

    Attributes:
        step: Steps done.
        steps: Steps of the whole run.
        best: Best measure on the validation split; None where there was no validation.
    """

    step: int
    steps: int
    best: float | None

    @property
    def interrupted(self) -> bool:
        """Whether it was asked to stop before its end."""
        return self.step < self.steps


class Watcher:
    """Someone who watches a run; here nobody. Only the main process calls it."""

    def started(self, stage: Stage, done: int, steps: int) -> None:
        """The run begins (or goes on after `done` steps)."""

    def step(self, progress: StepProgress) -> None:
        """A step was taken."""

    def scored(self, kind: str, step: int, values: Mapping[str, float]) -> None:
        """The model was evaluated: `kind` is validation or evaluation."""

    def note(self, text: str) -> None:
        """Something that the user should know."""
