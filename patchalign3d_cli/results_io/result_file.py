"""The file of a result that is to be read."""

from pathlib import Path
from typing import NamedTuple

from patchalign3d_cli.choices import UpDirection
from patchalign3d_cli.errors import OutputError
from patchalign3d_cli.shapes.raw import READ_OPTIONS, ReadOptions
from patchalign3d_cli.shapes.shape import Shape

_LONGEST = 400  # characters of a reason


class ResultFile(NamedTuple):
    """A result file to read.

    Attributes:
        path: The file.
        data: Its bytes.
        shape: The shape that it is of, or that shape's file, where it was given.
        up: The axis that points up in the shape, where it was given.
        reading: How the shape's file is read.
    """

    path: Path
    data: bytes
    shape: Path | Shape | None = None
    up: UpDirection | None = None
    reading: ReadOptions = READ_OPTIONS

    def damaged(self, reason: object) -> OutputError:
        """The error for this file; `reason` is a clause."""
        clause = " ".join(str(reason).split())
        if len(clause) > _LONGEST:  # what a damaged file holds may be of any length
            clause = f"{clause[:_LONGEST]} ..."
        return OutputError(f"cannot read {self.path}: {clause}; write the result again")
