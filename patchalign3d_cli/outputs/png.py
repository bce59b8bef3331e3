"""PNG: a picture of the labelled shape with its legend, made without display or GPU."""

from pathlib import Path

from PIL import Image

from patchalign3d_cli.outputs.colors import UNLABELLED_COLOR, element_colors, palette
from patchalign3d_cli.outputs.records import portable_name
from patchalign3d_cli.outputs.render.layer import Frame
from patchalign3d_cli.outputs.render.legend import LegendRow, draw_legend, legible
from patchalign3d_cli.outputs.render.picture import render_shape
from patchalign3d_cli.results import PartSegmentation

_LEGEND_SHARE = 0.25  # of the picture's width
_GAP_SHARE = 0.03


def write_png(result: PartSegmentation, path: Path, *, size: tuple[int, int] = (1200, 900)) -> None:
    """Write `segmentation_picture(result)` as PNG.

    Args:
        result: What to draw.
        path: The file; an existing one is replaced.
        size: Width and height in pixels.

    Raises:
        OutputError: The shape is a mesh and Embree is not installed.
    """
    segmentation_picture(result, size=size).save(path, format="PNG")


def segmentation_picture(
    result: PartSegmentation, *, size: tuple[int, int] = (1200, 900)
) -> Image.Image:
    """Draw a labelled shape from three quarters, with a legend at its right.

    Args:
        result: What to draw.
        size: Width and height in pixels.

    Returns:
        An RGB image.

    Raises:
        OutputError: The shape is a mesh and Embree is not installed.
    """
    width, height = size
    source = result.source
    gap = round(width * _GAP_SHARE)
    left = width - round(width * _LEGEND_SHARE) - gap
    pixels = render_shape(
        source.vertices,
        source.faces,
        element_colors(result.labels, len(result.parts)),
        up=source.up,
        size=size,
        frame=Frame(0, 0, left, height),
    )
    image = Image.fromarray(pixels)
    title = legible(source.path.name, "shape") if source.path else "parts"
    footnote = legible(portable_name(result.model.name), "model")
    box = Frame(left, 0, width - gap, height)
    draw_legend(image, box, title, _rows(result), f"model: {footnote}")
    return image


def _rows(result: PartSegmentation) -> list[LegendRow]:
    summary = result.summary()
    rows = [
        LegendRow(legible(part.name, f"part {i}"), tuple(color), part.share)
        for i, (part, color) in enumerate(zip(summary, palette(len(summary)).tolist(), strict=True))
    ]
    if (result.labels < 0).any():
        rest = max(0.0, 1 - sum(part.share for part in summary))
        rows.append(LegendRow("unlabelled", UNLABELLED_COLOR, rest))
    return rows
