"""Text files in a folder of shapes that are no clouds: licences, tables, labels."""

import logging
from collections.abc import Iterable
from pathlib import Path

from patchalign3d_cli.errors import ShapeError
from patchalign3d_cli.shapes.formats.delimited.layout import COMMENTS, Layout, find_layout
from patchalign3d_cli.shapes.formats.encodings import as_utf8

TEXT_SUFFIXES = (".txt", ".csv")
"""Of clouds, but of anything else too. Other suffixes of clouds as text say what they are."""
LABELS_WORD = "labels"
"""What stands between a shape's name and the suffix of a label file: `chair.labels.txt`."""
_LABEL_SUFFIXES = (*TEXT_SUFFIXES, ".npy", ".npz")
_HEAD = 1 << 15  # bytes that are looked at
_LINES = 200
_POINTS = 0.8  # share of the lines behind the first point that must be points too
_NAMED = 5

_log = logging.getLogger(__name__)


def without_texts(
    paths: Iterable[Path], columns: tuple[str, str, str] | None = None
) -> tuple[Path, ...]:
    """Shape files without label files and texts that are no clouds; one log line names all those.

    Args:
        paths: Files with the suffixes of shapes, which nobody named one by one.
        columns: The columns of x, y and z in tables, where somebody named them.
    """
    paths = tuple(paths)
    texts = [path for path in paths if is_label_file(path) or _is_no_cloud(path, columns)]
    if texts:
        names = ", ".join(path.name for path in texts[:_NAMED])
        more = ", ..." if len(texts) > _NAMED else ""
        count = f"{len(texts):,} text file" + ("s" if len(texts) > 1 else "")
        are = "are no clouds or hold labels" if len(texts) > 1 else "is no cloud or holds labels"
        _log.warning("passed over %s that %s: %s%s", count, are, names, more)
    left = set(texts)
    return tuple(path for path in paths if path not in left)


def is_label_file(path: Path) -> bool:
    """Whether a file is named as label files are: `chair.labels.txt`, `chair.labels.npy`."""
    words = path.name.lower().split(".")[1:-1]
    return LABELS_WORD in words and path.suffix.lower() in _LABEL_SUFFIXES


def _is_no_cloud(path: Path, columns: tuple[str, str, str] | None) -> bool:
    """Whether the head of a text has no points in it, or mostly other lines."""
    if path.suffix.lower() not in TEXT_SUFFIXES:
        return False
    try:
        with path.open("rb") as file:
            data = file.read(_HEAD)
        lines = as_utf8(data).decode("utf-8", "replace").splitlines()
        if len(data) == _HEAD:
            lines = lines[:-1]  # the last is cut
        layout = find_layout(lines, columns, path)
    except (ShapeError, ValueError):
        return True
    except OSError:
        return False  # its reader says what is wrong
    rows = [line for line in lines[layout.first :][:_LINES] if line.strip()]
    rows = [line for line in rows if not line.lstrip().startswith(COMMENTS)]
    return sum(_is_point(line, layout) for line in rows) < _POINTS * len(rows)


def _is_point(line: str, layout: Layout) -> bool:
    words = layout.words(line)
    try:
        for column in layout.columns:
            layout.number(words[column])
    except (ValueError, IndexError):
        return len(words) == 1 and words[0].isdecimal()  # a count ahead of the next scan
    # In a sentence a few words are numbers; in a row the first or most are.
    return layout.columns == (0, 1, 2) or _most_are_numbers(words, layout)


def _most_are_numbers(words: list[str], layout: Layout) -> bool:
    count = 0
    for word in words:
        try:
            layout.number(word)
        except ValueError:
            continue
        count += 1
    return 2 * count > len(words)
