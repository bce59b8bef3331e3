"""What `--up` takes: an axis, a direction x,y,z, and where axes can be tried, `auto`."""

from collections.abc import Iterator
from typing import get_args

import typer

from patchalign3d_cli.choices import UpAxis
from patchalign3d_cli.errors import ConfigError

_AXES: tuple[str, ...] = get_args(UpAxis)


def up_direction(value: str) -> str:
    """The axis or the direction of length 1 that a text means.

    Raises:
        typer.BadParameter: It means none.
    """
    return _parsed(value, _AXES)


def up_choice(value: str) -> str:
    """The same, or `auto`.

    Raises:
        typer.BadParameter: It is neither.
    """
    return _parsed(value, (*_AXES, "auto"))


def axes(incomplete: str) -> Iterator[str]:
    """The axes that start so, for a shell."""
    return (axis for axis in _AXES if axis.startswith(incomplete.lower()))


def axes_or_auto(incomplete: str) -> Iterator[str]:
    """The axes and `auto`, those that start so, for a shell."""
    return (axis for axis in (*_AXES, "auto") if axis.startswith(incomplete.lower()))


def _parsed(value: str, words: tuple[str, ...]) -> str:
    if value.strip().lower() in words:
        return value.strip().lower()
    if "," not in value:
        known = ", ".join(map(repr, words))
        raise typer.BadParameter(f"{value!r} is not one of {known}; or give a direction x,y,z")
    from patchalign3d_cli.shapes.up import parse_up

    try:
        return parse_up(value)
    except ConfigError as error:
        raise typer.BadParameter(str(error)) from error
