"""The binary body of a PLY file: rows of numbers and of lists."""

import struct
from collections.abc import Sequence
from pathlib import Path
from typing import Any, NamedTuple

import numpy as np
from numpy.typing import NDArray

from patchalign3d_cli.errors import ShapeError
from patchalign3d_cli.shapes.raw import unreadable


class Property(NamedTuple):
    """One column of an element.

    Attributes:
        name: Its name.
        kind: NumPy's code of its numbers, without the byte order.
        count_kind: The code of the length ahead of each list; None for a plain number.
    """

    name: str
    kind: str
    count_kind: str | None


class Element(NamedTuple):
    """One table of the file: so many rows of these properties."""

    name: str
    rows: int
    properties: tuple[Property, ...]


class Column(NamedTuple):
    """A property's values in all rows; `counts` are the lengths of lists, None for numbers."""

    values: NDArray[Any]
    counts: NDArray[np.int64] | None


class _Table(NamedTuple):
    columns: dict[str, Column]
    end: int


def read_elements(
    body: bytes, elements: Sequence[Element], order: str, wanted: Sequence[str], path: Path
) -> dict[str, dict[str, Column]]:
    """Read the wanted elements, and step over those ahead of them.

    Args:
        body: What follows the header.
        elements: The elements in the file's order.
        order: Byte order: `<`, `>` or `=`.
        wanted: Names of elements.
        path: The file, for messages.

    Returns:
        For each wanted element that the file has, its columns by name.

    Raises:
        ShapeError: The body ends early or a list has an impossible length.
    """
    tables: dict[str, dict[str, Column]] = {}
    last = max((i for i, item in enumerate(elements) if item.name in wanted), default=-1)
    offset = 0
    for element in elements[: last + 1]:
        table = _read_rows(body, offset, element, order)
        if table is None:
            try:
                table = _walk_rows(body, offset, element, order)
            except (struct.error, ValueError, OverflowError) as error:
                raise _truncated(element, path) from error
        tables[element.name], offset = table
    return {name: columns for name, columns in tables.items() if name in wanted}


def _truncated(element: Element, path: Path) -> ShapeError:
    return unreadable(
        path, f"the file ends before the {element.rows} rows of its element {element.name}"
    )


def _read_rows(body: bytes, offset: int, element: Element, order: str) -> _Table | None:
    """Rows of one size, as they are where all lists are as long as in the first row."""
    if not element.rows or not element.properties:
        empty = np.empty(0)
        columns = {
            item.name: Column(empty, np.empty(0, np.int64) if item.count_kind else None)
            for item in element.properties
        }
        return _Table(columns, offset)
    try:
        lengths = _walk_row(body, offset, element, order)[0]
    except (struct.error, ValueError, OverflowError):
        return None
    fields: list[tuple[str, str, int] | tuple[str, str]] = []
    for i, (item, length) in enumerate(zip(element.properties, lengths, strict=True)):
        if item.count_kind is not None:
            fields.append((f"count {i}", order + item.count_kind))
        fields.append((f"values {i}", order + item.kind, 1 if length is None else length))
    row = np.dtype(fields)
    if offset + row.itemsize * element.rows > len(body):
        return None
    rows = np.frombuffer(body, row, element.rows, offset)
    columns = {}
    for i, (item, length) in enumerate(zip(element.properties, lengths, strict=True)):
        if length is not None and (rows[f"count {i}"] != length).any():
            return None
        counts = None if length is None else np.full(element.rows, length, np.int64)
        columns[item.name] = Column(rows[f"values {i}"].reshape(-1), counts)
    return _Table(columns, offset + row.itemsize * element.rows)


def _walk_rows(body: bytes, offset: int, element: Element, order: str) -> _Table:
    """Rows of different sizes, one by one."""
    starts: list[int] = []
    counts: list[int] = []
    for _ in range(element.rows):
        lengths, offsets, offset = _walk_row(body, offset, element, order)
        starts += offsets
        counts += [1 if length is None else length for length in lengths]
    width = len(element.properties)
    start = np.array(starts, dtype=np.int64).reshape(-1, width)  # (rows, properties)
    count = np.array(counts, dtype=np.int64).reshape(-1, width)  # (rows, properties)
    columns = {}
    for i, item in enumerate(element.properties):
        values = _gather(body, start[:, i], count[:, i], order + item.kind)
        columns[item.name] = Column(values, None if item.count_kind is None else count[:, i])
    return _Table(columns, offset)


def _walk_row(
    body: bytes, offset: int, element: Element, order: str
) -> tuple[list[int | None], list[int], int]:
    """Length of each list, place of each property's values, and where the row ends."""
    lengths: list[int | None] = []
    offsets = []
    for item in element.properties:
        length = None
        if item.count_kind is not None:
            count = struct.Struct(order + _STRUCT_CODES[item.count_kind])
            length = int(count.unpack_from(body, offset)[0])
            offset += count.size
            if length < 0:
                raise ValueError("negative length")
        lengths.append(length)
        offsets.append(offset)
        offset += (1 if length is None else length) * int(item.kind[1])
    if offset > len(body):
        raise ValueError("end of file")
    return lengths, offsets, offset


def _gather(
    body: bytes, starts: NDArray[np.int64], counts: NDArray[np.int64], kind: str
) -> NDArray[Any]:
    """Numbers of `kind` from runs of `counts` that begin at the bytes `starts`, end to end."""
    size = np.dtype(kind).itemsize
    within = np.arange(counts.sum()) - np.repeat(np.cumsum(counts) - counts, counts)
    offsets = np.repeat(starts, counts) + within * size  # (total,)
    content = np.frombuffer(body, np.uint8)
    picked = content[offsets[:, None] + np.arange(size)]  # (total, size)
    return np.frombuffer(picked.tobytes(), kind)


_STRUCT_CODES = {
    "i1": "b",
    "u1": "B",
    "i2": "h",
    "u2": "H",
    "i4": "i",
    "u4": "I",
    "f4": "f",
    "f8": "d",
}
