"""Words beside a picture: a title, rows of colour, name and share, and a footnote."""

import functools
import unicodedata
from collections.abc import Sequence
from typing import NamedTuple

import numpy as np
from PIL import Image, ImageDraw

from patchalign3d_cli.pictures.fonts import covered, font_of, usual
from patchalign3d_cli.pictures.layer import Viewport

INK, FAINT, RULE = (31, 36, 45), (112, 120, 133), (205, 210, 217)
"""sRGB of words, of lesser words and of lines, on a light background."""
_ROW, _TIGHT_ROW = 38, 28  # pixels a row in a picture of 900 rows
_TITLE, _NOTE = 26, 16  # font sizes in such a picture
_LONGEST = 200  # characters; no picture has room for more


class LegendRow(NamedTuple):
    """One row.

    Attributes:
        name: Any text; line breaks and what the font lacks are taken care of.
        color: sRGB of the swatch; None for no swatch.
        share: How much of the shape it stands for, 0 to 1; written as per cent.
    """

    name: str
    color: tuple[int, int, int] | None
    share: float


def draw_legend(
    image: Image.Image, box: Viewport, title: str, rows: Sequence[LegendRow], footnote: str
) -> None:
    """Write a legend into a box of an image, upright in its middle.

    Where there is no room for all rows, those of the largest shares stay, in their order, and a
    last line counts the others. Names that are too long for the box end in an ellipsis.

    Args:
        image: What to draw on.
        box: Where.
        title: Above the rows.
        rows: In this order.
        footnote: Below the rows, small.
    """
    scale = image.height / 900
    pen = ImageDraw.Draw(image)
    header, margin = 58 * scale, 40 * scale
    pitch = _ROW * scale
    room = box.height - 2 * margin - 2 * header
    if len(rows) * pitch > room:
        pitch = _TIGHT_ROW * scale
    fitting = max(1, int(room / pitch))
    shown = rows if len(rows) <= fitting else _largest(rows, fitting - 1)
    lines = len(shown) + (len(shown) < len(rows))
    y = box.top + (box.height - 2 * header - lines * pitch) / 2
    _text(pen, (box.left, y + header / 2), title, _TITLE * scale, INK, box.width)
    y += header
    pen.line([(box.left, y - 10 * scale), (box.right, y - 10 * scale)], RULE, max(1, int(scale)))
    for row in shown:
        _row(pen, box, y + pitch / 2, pitch, row)
        y += pitch
    if lines > len(shown):
        more = f"and {len(rows) - len(shown)} more"
        _text(pen, (box.left, y + pitch / 2), more, pitch * 0.5, FAINT, box.width)
        y += pitch
    _text(pen, (box.left, y + header / 2), footnote, _NOTE * scale, FAINT, box.width)


def draw_scale(
    image: Image.Image,
    box: Viewport,
    title: str,
    caption: str,
    ramp: Sequence[tuple[int, int, int]],
    marks: Sequence[str],
    footnote: str,
) -> None:
    """Write a scale of colours into a box of an image, upright in its middle.

    Args:
        image: What to draw on.
        box: Where.
        title: Above it.
        caption: Below the title, small: what the colours measure.
        ramp: The colours, the lowest value first.
        marks: What stands beside them at equal distances, the lowest first; two or more.
        footnote: Below it, small.
    """
    scale = image.height / 900
    pen = ImageDraw.Draw(image)
    header, bar = 58 * scale, min(360 * scale, box.height / 2)
    y = box.top + (box.height - 3 * header - bar) / 2
    _text(pen, (box.left, y + header / 2), title, _TITLE * scale, INK, box.width)
    y += header
    pen.line([(box.left, y - 10 * scale), (box.right, y - 10 * scale)], RULE, max(1, int(scale)))
    _text(pen, (box.left, y + header / 4), caption, _NOTE * scale, FAINT, box.width)
    y += header
    strip = Image.fromarray(np.array(ramp[::-1], dtype=np.uint8)[:, None])  # highest on top
    size = (round(34 * scale), round(bar))
    image.paste(strip.resize(size, Image.Resampling.BILINEAR), (box.left, round(y)))
    for number, mark in enumerate(marks):
        height = y + bar * (1 - number / (len(marks) - 1))
        left = box.left + 48 * scale
        _text(pen, (left, height), mark, 20 * scale, INK, box.right - left)
    _text(pen, (box.left, y + bar + header / 2), footnote, _NOTE * scale, FAINT, box.width)


def draw_caption(image: Image.Image, viewport: Viewport, text: str) -> None:
    """Write one line at the foot of a viewport of an image, in its middle."""
    size = _NOTE * 1.25 * image.height / 900
    pen = ImageDraw.Draw(image)
    length = min(pen.textlength(text[:_LONGEST], font_of(text[:_LONGEST], size)), viewport.width)
    left = viewport.left + (viewport.width - length) / 2
    _text(pen, (left, viewport.bottom - size * 1.5), text, size, INK, viewport.width)


def legible(text: str, fallback: str) -> str:
    """`text` on one line in characters that a font has: the usual one, or one of this machine.

    Where none has all, accents that the usual font lacks are dropped, other runs of unknown
    characters become `?`; a text of which nothing would be left is replaced by `fallback`.
    """
    words = " ".join(text[:_LONGEST].split())
    if words and covered(words):
        return words
    characters: list[str] = []
    for character in words:
        plain = character
        if not usual(character):
            decomposed = unicodedata.normalize("NFKD", character)
            plain = "".join(part for part in decomposed if usual(part)) or "?"
        if plain != "?" or characters[-1:] != ["?"]:
            characters.append(plain)
    readable = "".join(characters)
    return readable if readable.strip("? ") else fallback


def _largest(rows: Sequence[LegendRow], count: int) -> list[LegendRow]:
    largest = sorted(range(len(rows)), key=lambda number: -rows[number].share)[:count]
    return [rows[number] for number in sorted(largest)]


def _row(pen: ImageDraw.ImageDraw, box: Viewport, y: float, pitch: float, row: LegendRow) -> None:
    side = round(pitch * 0.52)
    corner = (box.left, round(y - side / 2))
    if row.color is not None:
        pen.bitmap(corner, _swatch(side), row.color)
    size = pitch * 0.55
    figure = "<1%" if 0 < row.share < 0.005 else f"{row.share:.0%}"
    pen.text((box.right, y), figure, FAINT, font_of(figure, size), anchor="rm")
    end = box.right - pen.textlength(figure, font_of(figure, size)) - side
    left = box.left + (0 if row.color is None else side * 1.6)
    _text(pen, (left, y), row.name, size, INK, end - left)


@functools.cache
def _swatch(side: int) -> Image.Image:
    """A mask of a square with smooth round corners."""
    fine = Image.new("L", (side * 4, side * 4))
    area = (0, 0, side * 4 - 1, side * 4 - 1)
    ImageDraw.Draw(fine).rounded_rectangle(area, radius=side, fill=255)
    return fine.resize((side, side), Image.Resampling.BOX)


def _text(
    pen: ImageDraw.ImageDraw,
    position: tuple[float, float],
    text: str,
    size: float,
    color: tuple[int, int, int],
    width: float,
) -> None:
    """Write one line from `position` (left, middle), cut to `width` with an ellipsis."""
    text = text[:_LONGEST]
    font = font_of(text, size)
    if pen.textlength(text, font) > width:
        while text and pen.textlength(text + "…", font) > width:
            text = text[:-1]
        text = text.rstrip() + "…"
    pen.text(position, text, color, font, anchor="lm")
