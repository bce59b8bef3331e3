"""The page of `pa3d app`: one types words and sees the shape light up."""

import html
import importlib.resources
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

from patchalign3d_cli.coloring.palette import hex_color, palette
from patchalign3d_cli.errors import OutputError
from patchalign3d_cli.page.document import common_header, document
from patchalign3d_cli.results_io.json.record import GENERATOR

EXAMPLE = "teapot.glb"
"""The shape that the page offers to whoever has none at hand."""

_COLORS = 64  # words that have a colour of their own
_SCRIPTS = (
    "app/api.js",
    "app/fits.js",
    "app/history.js",
    "app/scene.js",
    "app/words.js",
    "app/shape.js",
    "app/live_colors.js",
    "app/panels.js",
    "app/asking.js",
    "app/saving.js",
    "app/correctable.js",
    "app/address.js",
    "app/controls.js",
    "app/app.js",
)


@dataclass(frozen=True)
class LiveSettings:
    """What the live page offers.

    Attributes:
        formats: Formats to download, without dots.
        options: Options of `pa3d segment` that go into the command line that the page shows.
        file_options: Further ones, for the shape that the page was opened with.
    """

    formats: tuple[str, ...] = ("glb", "ply", "json")
    options: tuple[str, ...] = ()
    file_options: tuple[str, ...] = ()


def live_files(settings: LiveSettings | None = None) -> Mapping[str, bytes]:
    """What the server hands out to a browser: the page, and the example shape.

    Args:
        settings: What the page offers; None for the defaults.

    Returns:
        Contents by file name.

    Raises:
        OutputError: The installation lacks the example.
    """
    return {"index.html": live_page(settings).encode("ascii"), EXAMPLE: _example()}


def live_page(settings: LiveSettings | None = None) -> str:
    """The page itself: ASCII; it may ask the server that it came from, and nobody else.

    Args:
        settings: What it offers; None for the defaults.
    """
    settings = settings or LiveSettings()
    header = {
        **common_header(),
        "palette": [hex_color(color) for color in palette(_COLORS)],
        "formats": list(settings.formats),
        "options": list(settings.options),
        "fileOptions": list(settings.file_options),
        "example": EXAMPLE,
    }
    about = f"Made by {GENERATOR}. It asks the server on this machine and nobody else."
    return document(
        "app/index.html",
        ("app/app.css",),
        _SCRIPTS,
        {"about": html.escape(about)},
        header,
        asks=" connect-src 'self'; img-src data:;",
    )


def _example() -> bytes:
    """The example, from the wheel or from the source tree, where `docs/` has it."""
    package = importlib.resources.files("patchalign3d_cli")
    inside = package.joinpath("page", "examples", EXAMPLE)
    if inside.is_file():
        return inside.read_bytes()
    source = Path(__file__).parents[2] / "docs" / "examples" / EXAMPLE
    if not source.is_file():
        raise OutputError(f"this installation lacks its example {EXAMPLE}; install pa3d again")
    return source.read_bytes()
