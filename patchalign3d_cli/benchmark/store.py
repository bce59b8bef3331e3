"""Scores on disk, a line a shape: a stopped run goes on, and nothing is evaluated twice."""

import json
import os
from collections.abc import Sequence
from pathlib import Path
from typing import Any

from patchalign3d_cli.benchmark.scores import ShapeScore
from patchalign3d_cli.errors import OutputError
from patchalign3d_cli.machine.atomic import atomic_path, make_folder

SHAPES_FILE = "shapes.jsonl"
SCHEMA = "pa3d.benchmark-shapes/1"


class ScoreStore:
    """The file of scores of one run.

    Its first line says what run it is; a run with other options never continues it.

    Args:
        folder: The run's folder; made if missing.
        run: What identifies the run, JSON-ready.
        total: How many scores a whole run has.
        batch: How many are made together; a batch that was cut off is made again.
        fresh: Whether to throw away what is there.

    Raises:
        OutputError: The folder holds another run, or cannot be written.
    """

    def __init__(
        self, folder: Path, run: dict[str, Any], total: int, batch: int, *, fresh: bool = False
    ) -> None:
        make_folder(folder)
        self.path = folder / SHAPES_FILE
        head = json.dumps({"schema": SCHEMA, "run": run}, sort_keys=True)
        self.scores: list[ShapeScore] = []
        if self.path.exists() and not fresh:
            self.scores = self._read(head)
        if len(self.scores) < total:
            del self.scores[len(self.scores) // batch * batch :]
        with atomic_path(self.path) as temporary:
            lines = [head, *(_line(score) for score in self.scores)]
            temporary.write_text("".join(f"{line}\n" for line in lines), encoding="utf-8")

    def add(self, scores: Sequence[ShapeScore]) -> None:
        """Append scores to the file.

        Raises:
            OutputError: The file cannot be written.
        """
        text = "".join(f"{_line(score)}\n" for score in scores)
        try:
            with self.path.open("a", encoding="utf-8") as file:
                file.write(text)
                file.flush()
                os.fsync(file.fileno())
        except OSError as error:
            raise OutputError(f"cannot write {self.path}: {error.strerror or error}") from error
        self.scores.extend(scores)

    def _read(self, head: str) -> list[ShapeScore]:
        try:
            lines = self.path.read_text(encoding="utf-8").split("\n")
        except (OSError, UnicodeDecodeError) as error:
            raise OutputError(f"cannot read {self.path}: {error}; add --force") from error
        if lines[0] != head:
            raise OutputError(
                f"{self.path} is of a run with another model, other data or other options; choose"
                " another folder with -o, or add --force to start anew"
            )
        scores = []
        for line in lines[1:-1]:  # what follows the last line break was cut off
            try:
                scores.append(ShapeScore.from_dict(json.loads(line)))
            except (ValueError, TypeError, KeyError, IndexError):
                break
        return scores


def _line(score: ShapeScore) -> str:
    return json.dumps(score.to_dict(), separators=(",", ":"))
