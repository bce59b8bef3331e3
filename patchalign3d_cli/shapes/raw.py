"""What a reader hands over: the file's own numbers, before anything is checked."""

from pathlib import Path
from typing import NamedTuple

import numpy as np
from numpy.typing import ArrayLike, NDArray

from patchalign3d_cli.errors import ShapeError
from patchalign3d_cli.shapes.appearance import Appearance
from patchalign3d_cli.shapes.shape import ShapeNode

MAX_ELEMENTS = 2**26
"""Most vertices plus faces that a shape may have (1.6 GB of coordinates).

A few bytes of a scene, an archive or a header can claim any number; beyond this one the claim is
taken for damage.
"""


_LONGEST = 400  # characters of a reason: what a file holds may be of any length
_SMALL = 2**22  # elements that any file may describe, and how many more for each byte of it
_PER_BYTE = 40


class Budget:
    """How much a file may describe: small ones no more than a few hundred megabytes.

    A mesh that is placed a thousand times, an array of zeros that is only counted: a file can claim
    far more than it holds.
    """

    def __init__(self, path: Path, size: int) -> None:
        """Allow for a file.

        Args:
            path: The file, for messages.
            size: Its bytes.
        """
        self._path, self._size, self._spent = path, size, 0

    def grow(self, size: int) -> None:
        """Allow for more bytes, of a file beside it."""
        self._size += size

    def spend(self, count: int) -> None:
        """Take note of vertices or faces that are about to be read or placed.

        Raises:
            ShapeError: They are too many for the file.
        """
        self._spent += count
        most = min(MAX_ELEMENTS, max(_SMALL, _PER_BYTE * self._size))
        if self._spent > most:
            raise too_large(self._path, most)


class ReadOptions(NamedTuple):
    """How files are read.

    Attributes:
        columns: For clouds as text, the columns of x, y and z: their names, or numbers from 1.
        trust_references: Whether files that a shape names are read wherever they lie.
    """

    columns: tuple[str, str, str] | None = None
    trust_references: bool = False


READ_OPTIONS = ReadOptions()
"""The defaults."""


class RawShape(NamedTuple):
    """A file's geometry as it stands there.

    Attributes:
        vertices: (V, 3) float64, in the file's order; may hold values that are not finite.
        faces: (F, 3) int64; may point outside of `vertices`. None for a point cloud.
        face_index: (F,) int64, polygon of the file of each face; None where they are the same.
        nodes: Runs of faces (points) that follow each other and cover all of them, or none.
        warnings: What was noticed while reading, a sentence each.
        appearance: How it looks; None where the file does not say.
    """

    vertices: NDArray[np.float64]
    faces: NDArray[np.int64] | None = None
    face_index: NDArray[np.int64] | None = None
    nodes: tuple[ShapeNode, ...] = ()
    warnings: tuple[str, ...] = ()
    appearance: Appearance | None = None


def coordinates(values: ArrayLike) -> NDArray[np.float64]:
    """Any numbers as coordinates, (V, 3) float64; NaN of every kind passes in silence."""
    with np.errstate(all="ignore"):
        return np.asarray(values).astype(np.float64).reshape(-1, 3)


MEMORY = Path("<memory>")
"""What messages call a shape that is no file. Nothing lies beside it that it could refer to."""
COPY_AGAIN = "check that the copy is complete, or export it again"
"""What to do about a damaged file."""


def unreadable(path: Path, reason: str, advice: str = COPY_AGAIN) -> ShapeError:
    """The error for a file whose content is damaged, contradicts itself or is something else.

    Args:
        path: The file.
        reason: What is wrong with it, as a clause.
        advice: What to do about it.
    """
    if len(reason) > _LONGEST:
        reason = f"{reason[:_LONGEST]} ..."
    if path == MEMORY:
        return ShapeError(f"cannot take the array: {reason}; check what it holds")
    return ShapeError(f"cannot read {path}: {reason}; {advice}")


def too_large(path: Path, most: int = MAX_ELEMENTS) -> ShapeError:
    """The error for a file that claims or unpacks to more than `most` elements."""
    return unreadable(path, f"it describes more than {most:,} vertices and faces")
