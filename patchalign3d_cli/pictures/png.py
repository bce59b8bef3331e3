"""PNG: a picture of the labelled shape with its legend, made without display or GPU."""

from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path

import numpy as np
from numpy.typing import NDArray
from PIL import Image

from patchalign3d_cli.coloring.heat_ramp import heat_colors
from patchalign3d_cli.coloring.legend import legend_entries
from patchalign3d_cli.coloring.palette import shown_colors
from patchalign3d_cli.options import OutputOptions
from patchalign3d_cli.pictures.camera import Viewpoint
from patchalign3d_cli.pictures.kept_colors import KeptColors, kept_colors
from patchalign3d_cli.pictures.layer import Viewport, grid_viewports
from patchalign3d_cli.pictures.legend import LegendRow, draw_legend, legible
from patchalign3d_cli.pictures.picture import PictureScene, View
from patchalign3d_cli.results import PartSegmentation
from patchalign3d_cli.results_io.json.record import portable_name

_LEGEND_SHARE = 0.25  # of the picture's width
_GAP_SHARE = 0.03
COMPRESSION = 4
"""zlib's level for pictures: two thirds of the time of its usual 6, for a tenth more bytes."""


def write_png(
    result: PartSegmentation,
    path: Path,
    *,
    size: tuple[int, int] = (1200, 900),
    options: OutputOptions | None = None,
) -> None:
    """Write `segmentation_picture(result)` as PNG.

    Args:
        result: What to draw.
        path: The file; an existing one is replaced.
        size: Width and height in pixels.
        options: What the colours show; None for the parts.

    Raises:
        OutputError: The shape is a mesh and Embree is not installed.
    """
    picture = segmentation_picture(result, size=size, options=options)
    picture.save(path, format="PNG", compress_level=COMPRESSION)


def segmentation_picture(
    result: PartSegmentation,
    *,
    size: tuple[int, int] = (1200, 900),
    options: OutputOptions | None = None,
) -> Image.Image:
    """Draw a labelled shape from three quarters, or from around, with a legend at its right.

    Args:
        result: What to draw.
        size: Width and height in pixels.
        options: What the colours show and from how many sides; None for the parts, from one.

    Returns:
        An RGB image.

    Raises:
        OutputError: The shape is a mesh and Embree is not installed.
    """
    options = options or OutputOptions()
    source, count = result.source, options.views
    left = round(size[0] * (1 - _LEGEND_SHARE - _GAP_SHARE))
    scene = PictureScene(source)
    views = [
        View(viewport, viewpoint)
        for viewport, viewpoint in zip(
            grid_viewports(count, left, size[1]), viewpoints_around(count), strict=True
        )
    ]
    colors = picture_colors(result, options)
    pixels = scene.draw([colors] * count, views, size=size, turning=count > 1)
    image = Image.fromarray(pixels)
    draw_parts(image, left, result, options)
    return image


def picture_warnings(names: Sequence[str]) -> tuple[str, ...]:
    """What is to be said about names that a picture cannot write.

    Args:
        names: Of parts, or texts that were looked for.
    """
    lost = [repr(name) for name in names if legible(name, "") != " ".join(name.split())]
    if not lost:
        return ()
    return (
        f"no font of this machine has the letters of {', '.join(lost)}, so the picture writes them"
        " otherwise; install one (Noto Sans), or take the page (-f html)",
    )


def picture_colors(
    result: PartSegmentation, options: OutputOptions
) -> NDArray[np.uint8] | KeptColors:
    """What a picture of a result shows: the file's own colours where it has some and keeps them."""
    appearance = result.source.appearance
    if options.appearance == "keep" and appearance is not None:
        return kept_colors(appearance)
    return shown_colors(result, options)


def viewpoints_around(count: int) -> list[Viewpoint]:
    """The usual side and others evenly around the shape."""
    first = Viewpoint()
    return [replace(first, azimuth=first.azimuth + 360 * i / count) for i in range(count)]


def draw_parts(
    image: Image.Image, left: int, result: PartSegmentation, options: OutputOptions
) -> None:
    """Write the legend of a result into an image, from the column `left` on."""
    width = image.width - round(image.width * _GAP_SHARE)
    title = legible(result.source.path.name, "shape") if result.source.path else "parts"
    footnote = legible(portable_name(result.model.name), "model")
    box = Viewport(left, 0, width, image.height)
    draw_legend(image, box, title, _rows(result, options), f"model: {footnote}")


def _rows(result: PartSegmentation, options: OutputOptions) -> list[LegendRow]:
    """A row a part that has something, with its share.

    In a heatmap it is its mean confidence and the colour of that; where the picture shows the
    file's own colours, there is none.
    """
    rows = []
    keeps = options.appearance == "keep" and result.source.appearance is not None
    for number, entry in enumerate(legend_entries(result)):
        if not entry.count:
            continue
        color: tuple[int, int, int] | None
        color, figure = entry.color, entry.share
        if options.heatmap and entry.part is not None:
            figure = entry.confidence or 0.0
            red, green, blue = heat_colors(figure).tolist()
            color = (red, green, blue)
        name = legible(entry.name, f"part {number}")
        rows.append(LegendRow(name, None if keeps else color, figure))
    return rows
