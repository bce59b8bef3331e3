"""Where the points of a text begin, and which of their columns are what."""

from collections.abc import Sequence
from pathlib import Path
from typing import NamedTuple

from patchalign3d_cli.errors import ShapeError
from patchalign3d_cli.shapes.formats.delimited.columns import (
    OPTION,
    color_columns,
    coordinate_columns,
    is_geographic,
    is_table_header,
)
from patchalign3d_cli.shapes.formats.delimited.rows import (
    Row,
    is_number,
    number_of,
    read_row,
    split_row,
)
from patchalign3d_cli.shapes.raw import unreadable

COMMENTS = ("#", "//", "%")
_SHOWN = 12  # columns in a message
_PLAIN = (3, 4, 5)  # colours behind the coordinates where no header says otherwise


class Layout(NamedTuple):
    """How the points of a text are laid out.

    Attributes:
        first: Index of the line of the first point.
        columns: Of x, y and z.
        colors: Of red, green and blue; None for none.
        delimiter: What stands between columns; None for blanks.
        decimal_comma: Whether numbers have a comma in place of the point.
        claimed: How many points a line above the first one counts; None for no such line.
        warnings: What is uncertain, a sentence each.
    """

    first: int
    columns: tuple[int, int, int]
    colors: tuple[int, int, int] | None
    delimiter: str | None
    decimal_comma: bool
    claimed: int | None
    warnings: tuple[str, ...] = ()

    def words(self, line: str) -> list[str]:
        """The columns of a line, without quotes."""
        return split_row(line, self.delimiter)

    def number(self, word: str) -> float:
        """The number of a column; NaN where the value is missing.

        Raises:
            ValueError: It is no number.
        """
        return number_of(word, self.decimal_comma)


def find_layout(lines: Sequence[str], wanted: tuple[str, str, str] | None, path: Path) -> Layout:
    """Find the first point, and the header above it if there is one.

    Args:
        lines: Of the file.
        wanted: Columns that were named for x, y and z; None for finding out.
        path: The file.

    Raises:
        ShapeError: No line has three numbers, the named columns are not there, or a header names
            no coordinates.
    """
    above: list[str] = []  # lines that may be the header
    claimed = None
    for index, line in enumerate(lines):
        text = line.strip()
        if not text:
            continue
        if text.startswith(COMMENTS):
            above.append(text.lstrip("#%/ \t"))
            continue
        row = read_row(line)
        if claimed is None and len(row.words) == 1 and row.words[0].isdecimal():
            claimed = int(row.words[0])
            continue
        header = _header(above, row)
        if wanted is not None:
            columns = _named_columns(wanted, header, row, path)
        else:
            columns = coordinate_columns(header) if header else None
        if columns is not None and _is_point(row, columns):
            return _layout(index, columns, row, header, claimed, path)
        if columns is None and wanted is None and len(row.numeric) >= 3:
            if _is_index_header(row.words):
                above.append(line)
                continue
            return _unnamed(index, row, header, claimed, path)
        above.append(line)
    if wanted is not None:
        raise unreadable(path, f"no line of it has numbers in the columns {', '.join(wanted)}")
    raise unreadable(path, "no line of it has three numbers")


def _layout(
    index: int,
    columns: tuple[int, int, int],
    row: Row,
    header: list[str],
    claimed: int | None,
    path: Path,
    warnings: tuple[str, ...] = (),
) -> Layout:
    colors = color_columns(header) if header else _plain_colors(columns, row, path)
    comma = row.decimal_comma
    return Layout(index, columns, colors, row.delimiter, comma, claimed, warnings)


def _unnamed(index: int, row: Row, header: list[str], claimed: int | None, path: Path) -> Layout:
    """The layout where no header says which columns are the coordinates."""
    first = (row.numeric[0], row.numeric[1], row.numeric[2])
    is_table = row.delimiter is not None or is_table_header(header)
    if len(header) != len(row.words) or not is_table:
        return _layout(index, first, row, [], claimed, path)
    names = ", ".join(header[:_SHOWN]) + (", ..." if len(header) > _SHOWN else "")
    if len(row.numeric) > 3 or is_geographic(header):
        raise ShapeError(
            f"cannot tell which columns of {path} are coordinates; its columns are {names}; name"
            f" the coordinates with {OPTION} x=NAME,y=NAME,z=NAME"
        )
    named = ", ".join(header[i] for i in first)
    notice = f"its columns {named} were taken for x, y and z; {OPTION} names others"
    return _layout(index, first, row, header, claimed, path, (notice,))


def _plain_colors(
    columns: tuple[int, int, int], row: Row, path: Path
) -> tuple[int, int, int] | None:
    """Colours of tables without a header, where the format has a place for them."""
    kind, count = path.suffix.lower(), len(row.words)
    if columns != (0, 1, 2) or (kind, count) not in ((".xyzrgb", 6), (".pts", 7), (".pts", 6)):
        return None
    return (4, 5, 6) if count == 7 else _PLAIN


def _header(above: Sequence[str], row: Row) -> list[str]:
    """The line above a row that names its columns; empty where none does."""
    for text in reversed(above):
        for delimiter in dict.fromkeys((row.delimiter, "\t", ";", ",", None)):
            names = split_row(text, delimiter)
            if len(names) == len(row.words) and _is_index_header(names):
                return ["index", "x", "y", "z", *names[4:]]
            if len(names) == len(row.words) and not all(map(is_number, names)):
                return names
            columns = coordinate_columns(names)
            # Names with blanks make more words of a line, behind the coordinates.
            if columns is not None and sorted(columns) == [0, 1, 2] and len(row.words) > 2:
                return names
    return []


def _is_index_header(words: Sequence[str]) -> bool:
    """Whether a line counts columns, as pandas does for a table without names: `,0,1,2`."""
    return len(words) > 3 and list(words) == ["", *map(str, range(len(words) - 1))]


def _named_columns(
    wanted: tuple[str, str, str], header: list[str], row: Row, path: Path
) -> tuple[int, int, int] | None:
    """The columns that were asked for; None where this row is too short to have them."""
    names = [name.strip().lower() for name in header]
    columns = []
    for name in wanted:
        if name.lower() in names:
            columns.append(names.index(name.lower()))
        elif name.isdecimal() and int(name) >= 1:
            columns.append(int(name) - 1)
        elif header and row.numeric:
            raise ShapeError(
                f"{path} has no column {name!r}; its columns are {', '.join(header[:_SHOWN])};"
                f" name three of these with {OPTION}, or give numbers from 1"
            )
        else:
            return None
    if max(columns) >= len(row.words):
        return None
    return columns[0], columns[1], columns[2]


def _is_point(row: Row, columns: tuple[int, int, int]) -> bool:
    try:
        for column in columns:
            number_of(row.words[column], row.decimal_comma)
    except (ValueError, IndexError):
        return False
    return True
