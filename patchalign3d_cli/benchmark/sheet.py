"""Pictures of what a model predicted: the truth over the prediction, shape beside shape."""

from collections.abc import Sequence
from pathlib import Path
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray
from PIL import Image, ImageDraw, ImageFont

from patchalign3d_cli.benchmark.cases import Case
from patchalign3d_cli.coloring.palette import element_colors, palette
from patchalign3d_cli.machine.atomic import atomic_path
from patchalign3d_cli.pictures.fonts import font_of
from patchalign3d_cli.pictures.layer import Viewport
from patchalign3d_cli.pictures.legend import FAINT, INK, RULE, LegendRow, draw_legend, legible
from patchalign3d_cli.pictures.picture import render_shape
from patchalign3d_cli.results import PartSegmentation

_TILE = 240  # pixels of a picture's side
_LEGEND = 300  # pixels of the legend's width
_CAPTION = 26
_WIDEST = 2200  # pixels of a sheet, if its rows are not wider by themselves
_PAPER = (255, 255, 255)


class Shown(NamedTuple):
    """One shape of a sheet.

    Attributes:
        case: The shape and the truth.
        predicted: What the model made of it.
        caption: A line below its pictures.
    """

    case: Case
    predicted: PartSegmentation
    caption: str


class SheetRow(NamedTuple):
    """Shapes that share a legend.

    Attributes:
        title: Above the legend.
        parts: Names of the parts, and the figure (0 to 1) that stands beside each.
        note: Below the legend.
        shapes: From left to right, at least one.
    """

    title: str
    parts: Sequence[tuple[str, float]]
    note: str
    shapes: Sequence[Shown]


def write_sheet(rows: Sequence[SheetRow], path: Path) -> None:
    """Draw rows of shapes, each with the truth above the prediction, into one PNG.

    Args:
        rows: In reading order, at least one; short ones share a line.
        path: The picture; an existing one is replaced. Its folder must exist.

    Raises:
        OutputError: The picture cannot be written, or Embree is not installed.
    """
    width = _LEGEND + _TILE * max(len(row.shapes) for row in rows)
    height = 2 * _TILE + _CAPTION
    across = min(len(rows), max(1, _WIDEST // width))
    lines = -(-len(rows) // across)
    sheet = Image.new("RGB", (width * across, height * lines), _PAPER)
    for index, row in enumerate(rows):
        left, top = index % across * width, index // across * height
        sheet.paste(_legend(row, height), (left, top))
        for column, shown in enumerate(row.shapes):
            sheet.paste(_pictures(shown), (left + _LEGEND + column * _TILE, top))
    for line in range(1, lines):
        ImageDraw.Draw(sheet).line([(0, line * height), (sheet.width, line * height)], RULE)
    with atomic_path(path) as temporary:
        sheet.save(temporary, format="PNG")


def _legend(row: SheetRow, height: int) -> Image.Image:
    image = Image.new("RGB", (_LEGEND, height), _PAPER)
    rows = [
        LegendRow(legible(name, f"part {index}"), (color[0], color[1], color[2]), figure)
        for index, ((name, figure), color) in enumerate(
            zip(row.parts, palette(len(row.parts)).tolist(), strict=True)
        )
    ]
    box = Viewport(16, 0, _LEGEND - 20, height)
    draw_legend(image, box, legible(row.title, "shapes"), rows, row.note)
    return image


def _pictures(shown: Shown) -> Image.Image:
    """The truth, the prediction and the caption, from top to bottom."""
    case, size = shown.case, len(shown.case.truth.parts)
    image = Image.new("RGB", (_TILE, 2 * _TILE + _CAPTION), _PAPER)
    for index, labels in enumerate((_true_labels(case), shown.predicted.labels)):
        pixels = render_shape(case.shape, element_colors(labels, size), size=(_TILE, _TILE))
        image.paste(Image.fromarray(pixels), (0, index * _TILE))
    pen = ImageDraw.Draw(image)
    for index, word in enumerate(("truth", "predicted")):
        pen.text((8, index * _TILE + 8), word, FAINT, ImageFont.load_default(12))
    text = legible(shown.caption, "shape")
    font = font_of(text, 13)
    while pen.textlength(text, font) > _TILE - 12:
        text = text[1:]  # the end says how good it is
    pen.text((_TILE / 2, 2 * _TILE + _CAPTION / 2), text, INK, font, anchor="mm")
    return image


def _true_labels(case: Case) -> NDArray[np.int32]:
    """The truth about the elements of the shape; a face takes what two of its corners agree on."""
    if not case.on_vertices:
        return case.labels
    assert case.shape.faces is not None
    first, second, third = case.labels[case.shape.faces].T
    labels: NDArray[np.int32] = np.where(second == third, second, first)
    return labels
