"""Checks of single values of a model's configuration: their kind and their bounds."""

import dataclasses
import math
from collections.abc import Mapping
from dataclasses import MISSING
from typing import Any

from patchalign3d_cli.errors import ModelError

_LONGEST = 500  # characters of a text
_SHOWN = 40


def check_whole(name: str, value: object, low: int, high: int) -> None:
    """Make sure that a value is a whole number within bounds; `true` is none.

    Raises:
        ModelError: It is not.
    """
    if not isinstance(value, int) or isinstance(value, bool) or not low <= value <= high:
        raise ModelError(
            f"{name} must be a whole number from {low:,} to {high:,}, not {_shown(value)}"
        )


def check_flag(name: str, value: object) -> None:
    """Raise `ModelError` unless it is true or false."""
    if not isinstance(value, bool):
        raise ModelError(f"{name} must be true or false, not {value!r}")


def check_number(name: str, value: object, low: float, high: float) -> None:
    """Make sure that a value is a number within bounds; `true`, NaN and infinity are none.

    Raises:
        ModelError: It is not.
    """
    number = isinstance(value, int | float) and not isinstance(value, bool)
    if not number or not low <= value <= high or not math.isfinite(value):  # type: ignore[operator, arg-type]
        raise ModelError(f"{name} must be a number from {low:g} to {high:g}, not {_shown(value)}")


def check_text(name: str, value: object, *, empty: bool = True) -> None:
    """Make sure that a value is a text of a reasonable length.

    Raises:
        ModelError: It is not.
    """
    if not isinstance(value, str) or len(value) > _LONGEST or not (value or empty):
        raise ModelError(
            f"{name} must be a text of up to {_LONGEST} characters, not {_shown(value)}"
        )


def check_texts(name: str, value: object) -> None:
    """Make sure that a value gives texts by key.

    Raises:
        ModelError: It does not.
    """
    if not isinstance(value, Mapping):
        raise ModelError(f"{name} must be an object of texts, not {_shown(value)}")
    for key, text in value.items():
        check_text(name, key)
        check_text(f"{name}.{key}"[:_SHOWN], text)


def _shown(value: object) -> str:
    if isinstance(value, str | int | float) or value is None:
        return repr(value)[:_SHOWN]
    return f"a {type(value).__name__}"


def check_object(value: object, where: str) -> Mapping[str, Any]:
    """The value, which must be a JSON object.

    Raises:
        ModelError: It is not.
    """
    if not isinstance(value, Mapping):
        raise ModelError(f"{where}: expected a JSON object, found {type(value).__name__}")
    return value


def build_checked(kind: type, values: Mapping[str, Any], where: str) -> Any:
    """A dataclass out of an object of its fields.

    Raises:
        ModelError: A key is unknown or missing, or a value is of the wrong kind.
    """
    known = {item.name for item in dataclasses.fields(kind)}
    unknown = sorted(set(values) - known)
    if unknown:
        raise ModelError(
            f"{where}: unknown configuration key {', '.join(unknown[:5])[:200]}; known: "
            + ", ".join(sorted(known))
        )
    missing = [item.name for item in dataclasses.fields(kind) if _is_missing(item, values)]
    if missing:
        raise ModelError(f"{where}: missing configuration key {', '.join(missing)}")
    try:
        return kind(**values)
    except TypeError as error:
        raise ModelError(f"{where}: a value is of the wrong kind: {error}") from error


def _is_missing(item: "dataclasses.Field[Any]", values: Mapping[str, Any]) -> bool:
    has_default = item.default is not MISSING or item.default_factory is not MISSING
    return not has_default and item.name not in values
