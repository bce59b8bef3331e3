"""Names of labels: `parts.json`, for a whole set or for each category."""

import json
from collections.abc import Mapping
from pathlib import Path
from typing import Any

from patchalign3d_cli.errors import DataError

NAMES_FILE = "parts.json"
_FORM = '{"0": "seat", "1": "leg"}, or {"chair": {"0": "seat"}, "table": {"0": "top"}}'


def read_json(path: Path, what: str) -> Any:
    """The content of a JSON file.

    Args:
        path: The file.
        what: What it holds, for the message.

    Raises:
        DataError: It is missing or not JSON.
    """
    try:
        return json.loads(path.read_text(encoding="utf-8-sig"))
    except OSError as error:
        raise DataError(
            f"cannot read {what} in {path}: {error.strerror or error}; check that the data set is"
            " complete"
        ) from error
    except (ValueError, RecursionError) as error:
        raise DataError(f"{path} is not valid JSON: {error}; write {what} again") from error


def read_part_names(path: Path, *, may_repeat: bool = False) -> Mapping[str, Mapping[int, str]]:
    """Read a names file: an object from label to name (or a list), one for all or one a category.

    A name may bring further ones: `seat|cushion` (see `split_names`).

    Args:
        path: The file.
        may_repeat: Whether several labels may have one name.

    Returns:
        Names by label, by category; the category is "" where the names are for all.

    Raises:
        DataError: The file cannot be read or has another form.
    """
    values = read_json(path, "part names")
    if isinstance(values, Mapping) and values and _is_nested(values):
        return {str(category): _names(own, path, may_repeat) for category, own in values.items()}
    return {"": _names(values, path, may_repeat)}


def split_names(text: str) -> tuple[str, ...]:
    """`seat|cushion` -> the part's name and its other names."""
    return tuple(name.strip() for name in text.split("|"))


def _is_nested(values: Mapping[str, Any]) -> bool:
    return all(isinstance(own, Mapping | list) for own in values.values())


def _names(values: Any, path: Path, may_repeat: bool) -> dict[int, str]:
    """Names by label, sorted by label."""
    if isinstance(values, list):
        values = {str(number): name for number, name in enumerate(values)}
    if not isinstance(values, Mapping) or not values:
        raise DataError(f"{path} holds no part names; write {_FORM}")
    names: dict[int, str] = {}
    for key, name in values.items():
        if not str(key).isdecimal() or not isinstance(name, str) or not all(split_names(name)):
            raise DataError(
                f"{path}: {str(key)[:40]!r} is no label (0 or more) with a name; write {_FORM}"
            )
        names[int(key)] = name.strip()
    first = [split_names(name)[0] for name in names.values()]
    doubled = {name for name in first if first.count(name) > 1}
    if doubled and not may_repeat:
        raise DataError(
            f"{path} gives the name {min(doubled)!r} to two labels; give each label its own name"
        )
    return dict(sorted(names.items()))
