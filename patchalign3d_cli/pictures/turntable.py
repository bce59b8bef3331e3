"""Animated GIF and WebP: the labelled shape as it turns once around."""

import os
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import numpy as np
from numpy.typing import NDArray
from PIL import Image

from patchalign3d_cli.options import OutputOptions
from patchalign3d_cli.pictures.camera import Viewpoint
from patchalign3d_cli.pictures.layer import Viewport
from patchalign3d_cli.pictures.picture import PictureScene, View
from patchalign3d_cli.pictures.png import draw_parts, picture_colors, viewpoints_around
from patchalign3d_cli.results import PartSegmentation

_FRAMES = 24  # of a full turn
_SECONDS = 4.0  # that it takes
_SHAPE_SHARE = 0.72  # of the width; the legend has the rest
_SIZE = (640, 480)
_WEBP_QUALITY = 80
_MOST_THREADS = 8  # pictures at a time; each wants some 60 MB


def write_turntable(
    result: PartSegmentation,
    path: Path,
    options: OutputOptions | None = None,
    *,
    size: tuple[int, int] = _SIZE,
    count: int = _FRAMES,
) -> None:
    """Write an animation that repeats for ever; the suffix names the format.

    Args:
        result: What to draw.
        path: The file, `.gif` or `.webp`; an existing one is replaced.
        options: What the colours show; None for the parts.
        size: Width and height in pixels.
        count: How many pictures a turn.

    Raises:
        OutputError: The shape is a mesh and Embree is not installed.
    """
    frames = turntable_frames(result, options, size=size, count=count)
    first, *following = frames
    duration = round(1000 * _SECONDS / count)
    if path.suffix.lower() == ".webp":
        first.save(
            path,
            format="WEBP",
            save_all=True,
            append_images=following,
            duration=duration,
            loop=0,
            quality=_WEBP_QUALITY,
        )
        return
    table = _common_table(frames)
    reduced = [frame.quantize(palette=table, dither=Image.Dither.NONE) for frame in frames]
    reduced[0].save(
        path, format="GIF", save_all=True, append_images=reduced[1:], duration=duration, loop=0
    )


def _common_table(frames: list[Image.Image]) -> Image.Image:
    """One table of 256 colours for all pictures, so that nothing flickers."""
    some = frames[:: max(1, len(frames) // 4)]
    width, height = some[0].size
    montage = Image.new("RGB", (width, height * len(some)))
    for row, frame in enumerate(some):
        montage.paste(frame, (0, row * height))
    return montage.quantize(256, method=Image.Quantize.MEDIANCUT)


def turntable_frames(
    result: PartSegmentation,
    options: OutputOptions | None = None,
    *,
    size: tuple[int, int] = _SIZE,
    count: int = _FRAMES,
) -> list[Image.Image]:
    """The pictures of one turn, evenly around the shape, each with the legend.

    Args:
        result: What to draw.
        options: What the colours show; None for the parts.
        size: Width and height in pixels.
        count: How many.

    Raises:
        OutputError: The shape is a mesh and Embree is not installed.
    """
    options = options or OutputOptions()
    source, left = result.source, round(size[0] * _SHAPE_SHARE)
    scene = PictureScene(source)
    colors = picture_colors(result, options)
    viewport = Viewport(0, 0, left, size[1])

    def picture(viewpoint: Viewpoint) -> NDArray[np.uint8]:
        return scene.draw([colors], [View(viewport, viewpoint)], size=size, turning=True)

    images = []
    with ThreadPoolExecutor(min(count, os.cpu_count() or 1, _MOST_THREADS)) as pool:
        for pixels in pool.map(picture, viewpoints_around(count)):
            image = Image.fromarray(pixels)
            draw_parts(image, left, result, options)
            images.append(image)
    return images
