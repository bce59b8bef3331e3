"""The log of a run: JSON lines, and TensorBoard files where they are asked for."""

import json
from collections.abc import Mapping
from pathlib import Path
from typing import Any

from patchalign3d_cli.errors import ConfigError, OutputError
from patchalign3d_cli.machine.atomic import atomic_path

LOG_FILE = "log.jsonl"
TENSORBOARD = "tensorboard"


class Journal:
    """Writes what happened, a JSON object a line: `kind`, `step` and numbers by name.

    Args:
        run: The run's folder.
        step: Steps done; what a run that was killed logged after them is dropped.
        tensorboard: Whether to write TensorBoard files, too.

    Raises:
        ConfigError: TensorBoard is asked for and not installed.
        OutputError: The log cannot be written.
    """

    def __init__(self, run: Path, step: int, *, tensorboard: bool) -> None:
        self.path = run / LOG_FILE
        self._board = _board(run / TENSORBOARD, step) if tensorboard else None
        with atomic_path(self.path) as temporary:
            temporary.write_text("".join(_lines_until(self.path, step)), encoding="utf-8")

    def write(self, kind: str, step: int, values: Mapping[str, float]) -> None:
        """Add a line.

        Raises:
            OutputError: It cannot be written.
        """
        line = json.dumps({"kind": kind, "step": step, **values})
        try:
            with self.path.open("a", encoding="utf-8") as file:
                file.write(line + "\n")
        except OSError as error:
            raise OutputError(
                f"cannot write {self.path}: {error.strerror}; make room and go on with --resume"
            ) from error
        if self._board is not None:
            for name, value in values.items():
                self._board.add_scalar(f"{kind}/{name}", value, step)

    def close(self) -> None:
        """Write what is still held back."""
        if self._board is not None:
            self._board.close()


def _lines_until(path: Path, step: int) -> list[str]:
    """Lines of a log up to a step; one that a kill cut off is dropped, too."""
    if not path.exists():
        return []
    kept = []
    for line in path.read_text(encoding="utf-8").splitlines(keepends=True):
        try:
            if line.endswith("\n") and json.loads(line)["step"] <= step:
                kept.append(line)
        except (ValueError, LookupError, TypeError):
            continue
    return kept


def _board(folder: Path, step: int) -> Any:
    try:
        from torch.utils.tensorboard import SummaryWriter
    except ImportError as error:
        raise ConfigError(
            "tensorboard = true needs TensorBoard: pip install tensorboard, or leave it out"
        ) from error
    return SummaryWriter(folder, purge_step=step + 1)
