"""A small picture in the terminal: two pixels a character, the upper and the lower half."""

from typing import TYPE_CHECKING

from rich.console import Console
from rich.style import Style
from rich.text import Text

from patchalign3d_cli.cli.console import Messages, out

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

    from patchalign3d_cli.options import OutputOptions
    from patchalign3d_cli.results import PartSegmentation

_UPPER = "▀"
_WIDEST, _NARROWEST = 64, 16  # columns


def can_show(console: Console) -> bool:
    """Whether a terminal is there that has colours and the half block."""
    return (
        console.is_terminal
        and console.color_system not in (None, "windows")
        and console.encoding.lower().startswith("utf")
        and console.width >= _NARROWEST
    )


def show_thumbnail(
    result: "PartSegmentation", options: "OutputOptions", messages: Messages, console: Console = out
) -> None:
    """Draw a result into the terminal, as wide as it is, but no wider than 64 columns.

    Where the terminal cannot show it, that is said instead.

    Raises:
        OutputError: The shape is a mesh and Embree is not installed.
    """
    if not can_show(console):
        messages.say("no thumbnail: this is no terminal with colours; -f png writes a picture")
        return
    from patchalign3d_cli.coloring.palette import shown_colors
    from patchalign3d_cli.pictures.picture import render_shape

    side = min(_WIDEST, console.width)
    source = result.source
    colors = shown_colors(result, options)
    size = (side, side // 4 * 3 // 2 * 2)
    pixels = render_shape(source, colors, size=size)
    console.print(half_blocks(pixels), soft_wrap=True)


def half_blocks(pixels: "NDArray[np.uint8]") -> Text:
    """A picture as lines of half blocks: (height, width, 3) sRGB, of which an odd row is left."""
    from patchalign3d_cli.coloring.palette import hex_color

    text = Text()
    for upper, lower in zip(pixels[0::2].tolist(), pixels[1::2].tolist(), strict=False):
        if text:
            text.append("\n")
        for above, below in zip(upper, lower, strict=True):
            style = Style(color=hex_color(above), bgcolor=hex_color(below))
            text.append(_UPPER, style)
    return text
