"""What the readers of published sets share: finding the set, and hashing what is read."""

import hashlib
from collections.abc import Sequence
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from patchalign3d_cli.datasets.labelled import LabelledShape
from patchalign3d_cli.errors import DataError
from patchalign3d_cli.shapes import Shape, UpDirection
from patchalign3d_cli.shapes.up import parse_up

_SHOWN = 3


def find_root(root: Path, marks: Sequence[str], inside: Sequence[str], what: str, get: str) -> Path:
    """The folder of a data set: `root`, or one of the folders `inside` it that it unpacks to.

    Args:
        root: What the user gave.
        marks: Files and folders that the set has, relative to its folder.
        inside: Folders to look into as well.
        what: The set's name, for the message.
        get: Where it is to be had, for the message.

    Raises:
        DataError: No place has all marks; the message names the first that is missing.
    """
    folders = [root, *(root / name for name in inside)]
    for folder in folders:
        if all((folder / mark).exists() for mark in marks):
            return folder
    if not root.is_dir():
        raise DataError(f"there is no folder {root}; {what} is to be had from {get}")
    near = max(folders, key=lambda folder: sum((folder / mark).exists() for mark in marks))
    missing = next(mark for mark in marks if not (near / mark).exists())
    raise DataError(
        f"{near} is no whole {what}: {missing} is missing; it is to be had from {get}, and"
        " --root names its folder"
    )


def check_files(paths: Sequence[Path], what: str, get: str) -> None:
    """Make sure that the files of a data set are there.

    Raises:
        DataError: Some are missing; they are counted and the first are named.
    """
    missing = [path for path in paths if not path.is_file()]
    if missing:
        shown = ", ".join(str(path) for path in missing[:_SHOWN])
        more = ", ..." if len(missing) > _SHOWN else ""
        raise DataError(
            f"{len(missing):,} of {len(paths):,} files of {what} are missing ({shown}{more});"
            f" unpack it again, or get it from {get}"
        )


def read_bytes(path: Path) -> bytes:
    """The bytes of a file of a data set.

    Raises:
        DataError: It cannot be read.
    """
    try:
        return path.read_bytes()
    except OSError as error:
        raise DataError(
            f"cannot read {path}: {error.strerror or error}; check that the data set is complete"
        ) from error


def read_lines(path: Path) -> list[str]:
    """The lines of a text file of a data set that are not blank, without blanks around them.

    Raises:
        DataError: It cannot be read or is not text.
    """
    try:
        text = read_bytes(path).decode("utf-8-sig")
    except UnicodeDecodeError as error:
        raise DataError(f"{path} is not text; unpack the data set again") from error
    return [line.strip() for line in text.splitlines() if line.strip()]


def digest(*parts: bytes | str) -> str:
    """Hex SHA-256 of parts, each counted with its length, so that borders matter."""
    state = hashlib.sha256()
    for part in parts:
        data = part.encode() if isinstance(part, str) else part
        state.update(len(data).to_bytes(8, "little") + data)
    return state.hexdigest()


def labelled_cloud(
    item: str,
    category: str,
    points: NDArray[np.floating],
    parts: tuple[str, ...],
    labels: NDArray[np.integer],
    sha256: str,
    up: UpDirection | None,
) -> LabelledShape:
    """A labelled point cloud out of arrays.

    Args:
        item: Its name.
        category: What it is.
        points: (N, 3).
        parts: (L,) names.
        labels: (N,) indices into `parts`; below 0 where nobody said.
        sha256: Digest of what was read.
        up: The axis that points up; None assumes y.

    Raises:
        DataError: The numbers do not fit together, or are not finite.
    """
    if not len(points) or not np.isfinite(points).all():
        raise DataError(f"{item} has no points, or some without finite coordinates; get it again")
    if len(labels) != len(points):
        raise DataError(
            f"{item} has {len(points):,} points but {len(labels):,} labels; get it again"
        )
    axis = parse_up(up or "y")
    shape = Shape(points.astype(np.float64), up=axis, up_assumed=up is None, sha256=sha256)
    own = np.maximum(labels, -1).astype(np.int32)
    return LabelledShape(item, category, shape, parts, own, "points", sha256)
