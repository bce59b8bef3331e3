"""The state of a run: one value that goes to disk and back."""

from dataclasses import dataclass
from pathlib import Path
from typing import Any

import torch

from patchalign3d_cli.errors import DataError
from patchalign3d_cli.pickled import read_plain
from patchalign3d_cli.writing import atomic_path

STATE_FILE = "state.pt"


@dataclass(frozen=True)
class RunState:
    """Everything that a run needs to go on as if it had never stopped.

    Attributes:
        step: Steps done.
        model: The model's state.
        log_scale: The logit scale's log.
        optimizer: The optimiser's state.
        random: The CPU generator's state (stochastic depth draws from it).
        options: The run's options as text; a resumed run must have the same.
    """

    step: int
    model: dict[str, Any]
    log_scale: torch.Tensor
    optimizer: dict[str, Any]
    random: torch.Tensor
    options: str


def save_state(state: RunState, directory: Path) -> None:
    """Write a run's state into `directory`, whole or not at all."""
    with atomic_path(directory / STATE_FILE) as temporary:
        torch.save(vars(state), temporary)


def load_state(directory: Path, options: str) -> RunState | None:
    """Read a run's state; None where the run has not been saved yet.

    Raises:
        DataError: The file is damaged, or belongs to a run with other options.
    """
    path = directory / STATE_FILE
    if not path.exists():
        return None
    try:
        state = RunState(**read_plain(path, "the run's state", DataError, "start anew elsewhere"))
    except TypeError as error:
        raise DataError(f"{path} is no state of a run; start anew elsewhere") from error
    if state.options != options:
        raise DataError(
            f"{directory} holds a run with other options ({state.options}); give the same options"
            " or another --out"
        )
    return state
