"""The state of a run: one value that goes to disk and back."""

import hashlib
import io
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import torch

from patchalign3d_cli.errors import DataError
from patchalign3d_cli.machine.atomic import atomic_path, make_folder
from patchalign3d_cli.machine.digests import file_sha256
from patchalign3d_cli.machine.unpickling import read_plain

STATES = "state"  # a run's folder of checkpoints
KEPT = 2
_DIGITS = 16  # of the SHA-256 in a checkpoint's name


@dataclass(frozen=True)
class RunState:
    """Everything that a run needs to go on as if it had never stopped.

    The learning rates are a function of the step, and so are the sampler's order and draws, given
    the options: their states are the step.

    Attributes:
        step: Steps done.
        epoch: Whole epochs done.
        place: Steps done of the epoch that was begun: the sampler's position.
        module: State of everything trained, the model's BatchNorm included.
        optimizer: The optimiser's state.
        scaler: The gradient scaler's state; None without one.
        random: Every generator's state (`random_states`).
        best: Best measure on the validation split so far; None before the first.
        options: The run's options by dotted key.
        size: Shapes in the training set.
    """

    step: int
    epoch: int
    place: int
    module: dict[str, Any]
    optimizer: dict[str, Any]
    scaler: dict[str, Any] | None
    random: dict[str, Any]
    best: float | None
    options: dict[str, Any]
    size: int


def save_state(state: RunState, run: Path) -> None:
    """Write a checkpoint into a run's folder, whole or not at all; the last two are kept.

    The name carries the bytes' hash, so that damage is seen on the way back.

    Raises:
        OutputError: It cannot be written (a full disk, say); those before it are untouched.
    """
    folder = run / STATES
    make_folder(folder)
    buffer = io.BytesIO()  # torch's own writer hides why a write failed
    torch.save(vars(state), buffer)
    digest = hashlib.sha256(buffer.getbuffer()).hexdigest()[:_DIGITS]
    path = folder / f"step-{state.step:08d}-{digest}.pt"
    with atomic_path(path) as temporary:
        temporary.write_bytes(buffer.getbuffer())
    kept = [path, *(other for other in state_files(run) if other != path)][:KEPT]
    for old in state_files(run):
        if old not in kept:
            old.unlink(missing_ok=True)


def state_files(run: Path) -> list[Path]:
    """Checkpoints of a run, newest first."""
    return sorted((run / STATES).glob("step-*.pt"), reverse=True)


def load_state(run: Path, warn: Callable[[str], None]) -> RunState | None:
    """Read the newest checkpoint that is whole; None where there is none at all.

    Args:
        run: The run's folder.
        warn: Told of each damaged one, in a sentence.

    Raises:
        DataError: There are checkpoints, and all are damaged.
    """
    files = state_files(run)
    for path in files:
        try:
            return _read(path)
        except DataError as error:
            warn(str(error))
    if files:
        raise DataError(f"every checkpoint in {run / STATES} is damaged; start anew elsewhere")
    return None


def _read(path: Path) -> RunState:
    if not path.stem.endswith(file_sha256(path)[:_DIGITS]):
        raise DataError(f"{path} is damaged; the checkpoint before it is taken instead")
    advice = "the checkpoint before it is taken instead"
    try:
        return RunState(**read_plain(path, "the run's state", DataError, advice))
    except TypeError as error:
        raise DataError(f"{path} is of another version of pa3d; {advice}") from error
