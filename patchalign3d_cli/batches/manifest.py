"""A manifest: a table of shapes, each with its own part names, category and up axis.

CSV with a header, or JSON: a list of objects. The columns (keys) are `file`, `parts`, `category`
and `up`; all but `file` may be missing or empty, and take what the command line says. Paths are
relative to the manifest's own folder, so that it can travel with its shapes.
"""

import csv
import json
from collections.abc import Iterable, Mapping
from pathlib import Path
from typing import Any, NamedTuple

from patchalign3d_cli.batches.inputs import InputShape, read_lines
from patchalign3d_cli.batches.urls import is_url, plain_path
from patchalign3d_cli.errors import ConfigError, PartsError
from patchalign3d_cli.text.labels import check_parts, parse_parts

COLUMNS = ("file", "parts", "category", "up")


class ManifestRow(NamedTuple):
    """One shape of a manifest.

    Attributes:
        shape: Its file, and the folder that its place among the results is counted from.
        parts: Its part names; none where the row has none.
        category: What it is; None where the row does not say.
        up: Its up axis as it was written; None where the row does not say.
    """

    shape: InputShape
    parts: tuple[str, ...]
    category: str | None
    up: str | None


def read_manifest(path: Path) -> list[ManifestRow]:
    """Read a manifest.

    Args:
        path: The file; `.json` is JSON, everything else CSV.

    Raises:
        ShapeError: It cannot be read.
        ConfigError: It has no rows, an unknown column, or a row without a file.
        PartsError: Part names of a row are wrong.
    """
    text = "\n".join(read_lines(path, "a manifest"))
    rows = _json_rows(text, path) if path.suffix.lower() == ".json" else _csv_rows(text, path)
    table = [_row(values, path, number) for number, values in enumerate(rows, 1)]
    if not table:
        raise ConfigError(f"{path} has no rows; write one a shape, with the column file")
    return table


def _csv_rows(text: str, path: Path) -> list[Mapping[str, Any]]:
    lines = csv.reader(text.splitlines(), skipinitialspace=True)
    try:
        header = [name.strip().lower() for name in next(lines, [])]
        filled = [line for line in lines if any(cell.strip() for cell in line)]
    except csv.Error as error:
        raise ConfigError(f"{path} is no CSV: {error}; check its quotes") from error
    _check_columns(header, path)
    for number, line in enumerate(filled, 1):
        if len(line) > len(header):
            raise ConfigError(
                f"row {number} of {path} has {len(line)} cells under {len(header)} columns; put"
                ' quotes around part names: "seat,leg,back"'
            )
    return [dict(zip(header, line, strict=False)) for line in filled]


def _json_rows(text: str, path: Path) -> list[Mapping[str, Any]]:
    try:
        rows = json.loads(text)
    except (ValueError, RecursionError) as error:
        raise ConfigError(f"{path} is no JSON: {error}; repair it") from error
    if not isinstance(rows, list) or not all(isinstance(row, dict) for row in rows):
        raise ConfigError(f'{path} holds no list of objects; write [{{"file": "chair.obj"}}, ...]')
    for row in rows:
        _check_columns(row, path)
    return rows


def _check_columns(names: Iterable[str], path: Path) -> None:
    names = list(names)
    if unknown := [name for name in names if name not in COLUMNS]:
        raise ConfigError(
            f"{path} has the unknown column {unknown[0]!r}; a manifest has {', '.join(COLUMNS)}"
        )
    if "file" not in names:
        raise ConfigError(f"{path} has no column file (or a row without it); add the shapes' paths")


def _row(values: Mapping[str, Any], path: Path, number: int) -> ManifestRow:
    where = f"row {number} of {path}"
    texts = {key: values.get(key) for key in ("file", "category", "up")}
    for key, text in texts.items():
        if text is not None and not isinstance(text, str):
            raise ConfigError(f"{key} in {where} is no text; put quotes around it")
    cells = {key: (text or "").strip() for key, text in texts.items()}
    if not cells["file"]:
        raise ConfigError(f"{where} names no file; fill in its column file")
    named = plain_path(Path(cells["file"]))
    file = named if is_url(named) else path.parent / named
    alone = is_url(named) or named.is_absolute() or ".." in named.parts
    base = file.parent if alone else path.parent
    try:
        parts = _part_names(values.get("parts"))
    except PartsError as error:
        raise PartsError(f"{where}: {error}") from error
    return ManifestRow(
        InputShape(file, base), parts, cells["category"] or None, cells["up"] or None
    )


def _part_names(value: Any) -> tuple[str, ...]:
    if isinstance(value, list) and all(isinstance(name, str) for name in value):
        names = tuple(name.strip() for name in value)
    elif value is None or isinstance(value, str):
        names = parse_parts([value or ""])
    else:
        raise PartsError('parts are neither a text ("seat,leg") nor a list of texts; write one')
    if names:
        check_parts(names)
    return names
