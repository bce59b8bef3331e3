"""The `f` lines of an OBJ file."""

import contextlib
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from patchalign3d_cli.shapes.formats.number_blocks import read_block
from patchalign3d_cli.shapes.formats.obj.lines import FACE, ObjText
from patchalign3d_cli.shapes.formats.statements import BadLine, show_line, split_statements


class ObjFaces(NamedTuple):
    """Corners as they are written.

    Attributes:
        corners: (M, 3) v/vt/vn: from 1, negative from the end, 0 for none.
        counts: (Q,) corners of each polygon.
    """

    corners: NDArray[np.int64]
    counts: NDArray[np.int64]


def read_faces(text: ObjText) -> ObjFaces:
    """Read the `f` lines of a file.

    Raises:
        BadLine: A corner is no number.
    """
    block = read_block(text.block(FACE), b"f", np.int64)
    if block is None:
        return _by_words(text.of(FACE))
    corners = block.numbers.reshape(len(block.numbers), -1)
    numbers = np.zeros((len(corners), 3), np.int64, order="F")
    numbers[:, : corners.shape[1]] = corners
    return ObjFaces(numbers, block.counts)


def _by_words(lines: list[bytes]) -> ObjFaces:
    corners, counts = [np.empty((0, 3), np.int64)], [np.empty(0, np.int64)]
    start = 0
    for words, lengths in split_statements(lines):
        try:
            corners.append(_corner_numbers(words))
        except (ValueError, OverflowError):
            index = next(i for i in range(start, len(lines)) if not _is_face(lines[i]))
            reason = f"a face has a corner that is not a vertex number ({show_line(lines[index])})"
            raise BadLine(index, reason) from None
        counts.append(lengths)
        start += len(lengths)
    return ObjFaces(np.concatenate(corners), np.concatenate(counts))


def from_zero(
    numbers: NDArray[np.int64], counts: NDArray[np.int64], text: ObjText, kind: int
) -> NDArray[np.int64]:
    """Numbers of corners as indices, (M,): negative ones count back from their own line."""
    if not (numbers < 0).any():
        return numbers - 1
    listed = np.cumsum(text.kinds == kind)[text.kinds == FACE]  # (Q,) lines of the kind above
    above = np.repeat(listed, counts)  # (M,)
    return np.where(numbers < 0, above + numbers, numbers - 1)


def check_range(faces: ObjFaces, corners: NDArray[np.int64], count: int) -> None:
    """Make sure that all corners are vertices.

    Args:
        faces: The corners as written.
        corners: (M,) the same as indices of vertices.
        count: How many vertices there are.

    Raises:
        BadLine: One is not.
    """
    wrong = np.flatnonzero((corners < 0) | (corners >= count))
    if len(wrong):
        polygon = int(np.searchsorted(np.cumsum(faces.counts), wrong[0], side="right"))
        raise BadLine(
            polygon,
            f"face {polygon} (counted from 0) points at vertex {faces.corners[wrong[0], 0]}, but"
            f" there are {count} vertices",
        )


def _is_face(line: bytes) -> bool:
    try:
        _corner_numbers(line.split()[1:])
    except (ValueError, OverflowError):
        return False
    return True


def _corner_numbers(words: list[bytes]) -> NDArray[np.int64]:
    """The numbers of the words `v`, `v/vt`, `v//vn` or `v/vt/vn`, (words, 3); 0 for none."""
    numbers = np.zeros((len(words), 3), np.int64)
    with contextlib.suppress(ValueError):  # a word with a slash is none
        numbers[:, 0] = list(map(int, words))
        return numbers
    slashes = words[0].count(b"/") if words else 0
    if slashes < 3 and all(word.count(b"/") == slashes for word in words):
        # All alike, as programs write them: split at once, they take a third of the time.
        joined = b" ".join(words).replace(b"//", b"/0/").replace(b"/", b" ")
        values = np.array(list(map(int, joined.split())), np.int64)
        if len(values) == len(words) * (slashes + 1):
            numbers[:, : slashes + 1] = values.reshape(len(words), -1)
            return numbers
    for row, word in zip(numbers, words, strict=True):
        for slot, number in enumerate(word.split(b"/")[:3]):
            row[slot] = int(number) if number or not slot else 0
    return numbers
