"""Checks of single values of a model's configuration: their kind and their bounds."""

import math
from collections.abc import Mapping

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
