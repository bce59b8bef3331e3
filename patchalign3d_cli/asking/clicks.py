"""Clicks as they are typed: `face:1806=armrest`, `0.1,0.4,0=!armrest`."""

from collections.abc import Sequence

from patchalign3d_cli.asking.locations import parse_location
from patchalign3d_cli.errors import ConfigError
from patchalign3d_cli.segmenting.clicks import Click


def parse_click(text: str) -> Click:
    """Read `LOCATION=PART`, or `LOCATION=!PART` for what a location is not.

    Args:
        text: A location as `parse_location` reads it, and a part's name.

    Raises:
        ConfigError: It is no such thing.
        PartsError: The part has no name, or one that is too long.
    """
    location, sign, part = text.partition("=")
    part = part.strip()
    negative = part.startswith("!")
    name = part.removeprefix("!").strip()
    if not sign or not name:
        raise ConfigError(
            f'{text!r} is no click; write "face:1806=armrest" for what a face is, or'
            ' "face:1806=!armrest" for what it is not'
        )
    where = parse_location(location)
    return Click(name, where.element, where.point, positive=not negative)


def parse_clicks(texts: Sequence[str] | None) -> tuple[Click, ...] | None:
    """Read the values of `--click`; None for none.

    Raises:
        ConfigError: One of them is no click.
        PartsError: A part has no name, or one that is too long.
    """
    return tuple(parse_click(text) for text in texts) if texts else None


def describe_click(click: Click) -> str:
    """A click as it can be typed again: `face:12=leg`, or `0.1,0.2,0.3=!leg`."""
    if click.element is not None:
        location = f"face:{click.element}"
    else:
        location = ",".join(repr(float(number)) for number in click.position or ())
    return f"{location}={'' if click.positive else '!'}{click.part}"
