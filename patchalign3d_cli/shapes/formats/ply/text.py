"""The body of a PLY file as text: a row of an element on each line."""

from collections.abc import Sequence
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from patchalign3d_cli.errors import ShapeError
from patchalign3d_cli.shapes.formats.numbers import read_number, read_numbers
from patchalign3d_cli.shapes.formats.ply.elements import Column, Element, Property, read_elements
from patchalign3d_cli.shapes.formats.statements import show_line
from patchalign3d_cli.shapes.raw import unreadable


def read_text_elements(
    body: bytes, elements: Sequence[Element], wanted: Sequence[str], above: int, path: Path
) -> tuple[dict[str, dict[str, Column]], dict[str, list[int]]]:
    """Read the wanted elements of a text file.

    Words behind a row's last property are left alone. Where there are fewer lines than rows, the
    words are taken as they follow each other.

    Args:
        body: What follows the header.
        elements: The elements in the file's order.
        wanted: Names of elements.
        above: How many lines the header has.
        path: The file, for messages.

    Returns:
        For each wanted element that the file has, its columns by name, and the numbers of its
        lines in the file, from 1; none where they are not known.

    Raises:
        ShapeError: The body ends early, or a row is not what its element asks for.
    """
    listed = body.replace(b"\r\n", b"\n").replace(b"\r", b"\n").split(b"\n")
    numbers = [i for i, line in enumerate(listed) if line and not line.isspace()]
    if len(numbers) < sum(element.rows for element in elements):
        return _words_in_a_row(body, elements, wanted, path), {}
    columns, where = {}, {}
    start = 0
    for element in elements:
        mine = numbers[start : start + element.rows]
        start += element.rows
        if element.name in wanted:
            lines = [listed[i] for i in mine]
            try:
                columns[element.name] = _columns(lines, element)
            except ValueError:
                raise _bad_row(lines, mine, element, above, path) from None
            where[element.name] = [above + i + 1 for i in mine]
    return columns, where


def _columns(lines: list[bytes], element: Element) -> dict[str, Column]:
    rows = [line.split() for line in lines]
    width = len(rows[0]) if rows else 0
    if rows and all(len(row) == width for row in rows):
        table = read_numbers([word for row in rows for word in row]).reshape(-1, width)
        alike = _table_columns(table, element)
        if alike is not None:
            return alike
    values: list[list[float]] = [[] for _ in element.properties]
    counts: list[list[int]] = [[] for _ in element.properties]
    for row in rows:
        column = 0
        for index, item in enumerate(element.properties):
            count = 1
            if item.count_kind is not None:
                count, column = _length(row, column), column + 1
            numbers = [read_number(word) for word in row[column : column + count]]
            if len(numbers) < count:
                raise ValueError("a row is cut short")
            column += count
            values[index] += numbers
            counts[index].append(count)
    return {
        item.name: Column(
            np.array(values[index], np.float64),
            None if item.count_kind is None else np.array(counts[index], np.int64),
        )
        for index, item in enumerate(element.properties)
    }


def _length(row: list[bytes], column: int) -> int:
    length = read_number(row[column]) if column < len(row) else -1.0
    if not 0 <= length <= len(row):
        raise ValueError("a list has no length")
    return int(length)


def _table_columns(table: NDArray[np.float64], element: Element) -> dict[str, Column] | None:
    """Columns of rows of one width; None where their lists differ in length."""
    columns = {}
    column = 0
    for item in element.properties:
        count = 1
        if item.count_kind is not None:
            if column >= table.shape[1] or not (table[:, column] == table[0, column]).all():
                return None
            if not 0 <= table[0, column] <= table.shape[1]:
                raise ValueError("a list has no length")
            count, column = int(table[0, column]), column + 1
        if column + count > table.shape[1]:
            raise ValueError("a row is cut short")
        counts = None if item.count_kind is None else np.full(len(table), count, np.int64)
        columns[item.name] = Column(table[:, column : column + count].reshape(-1), counts)
        column += count
    return columns


def _bad_row(
    lines: list[bytes], numbers: list[int], element: Element, above: int, path: Path
) -> ShapeError:
    for line, number in zip(lines, numbers, strict=True):
        try:
            _columns([line], element)
        except ValueError:
            where, shown = f"line {above + number + 1}", show_line(line)
            for word in line.split():
                try:
                    read_number(word)
                except ValueError:
                    text = word[:20].decode("utf-8", "replace")
                    return unreadable(path, f"{where}: {text!r} is not a number ({shown})")
            return unreadable(path, f"{where}: no row of its element {element.name} ({shown})")
    return unreadable(path, f"its element {element.name} is damaged")


def _words_in_a_row(
    body: bytes, elements: Sequence[Element], wanted: Sequence[str], path: Path
) -> dict[str, dict[str, Column]]:
    try:
        numbers = read_numbers(body.split()).tobytes()
    except ValueError as error:
        raise unreadable(path, "its body holds a word that is not a number") from error
    doubles = tuple(
        element._replace(
            properties=tuple(
                Property(item.name, "f8", item.count_kind and "f8") for item in element.properties
            )
        )
        for element in elements
    )
    return read_elements(numbers, doubles, "=", wanted, path)
