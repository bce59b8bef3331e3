"""A contact sheet: generated shapes side by side, coloured by part, with the names of the parts."""

from collections.abc import Sequence
from pathlib import Path

import numpy as np
from PIL import Image, ImageDraw, ImageFont

from patchalign3d_cli.coloring.palette import element_colors, palette
from patchalign3d_cli.errors import ConfigError
from patchalign3d_cli.machine.atomic import atomic_path
from patchalign3d_cli.pictures.legend import INK
from patchalign3d_cli.pictures.picture import render_shape
from patchalign3d_cli.shapes import Shape
from patchalign3d_training.synthesis.catalog import CATEGORIES, generate
from patchalign3d_training.synthesis.kit.assembly import LabelledMesh

_FEW = 12  # categories that get a line each; more stand side by side with a shape each
_STRIP = 40  # pixels of the two lines of words above the shapes
_PAPER = (255, 255, 255)


def contact_sheet(
    path: Path,
    categories: Sequence[str] | None = None,
    seed: int = 0,
    shapes: int | None = None,
    tile: int = 200,
) -> None:
    """Draw generated shapes into one PNG, below the names of their category and its parts.

    Args:
        path: The picture; an existing one is replaced. Its folder must exist.
        categories: Keys of `CATEGORIES`, in reading order; None for all.
        seed: Seed of a category's first shape; the following ones have the following seeds.
        shapes: Shapes of each category; None for six of up to twelve categories, one of more.
        tile: Width and height of one shape's picture in pixels.

    Raises:
        ConfigError: A category is unknown or a number is below 1.
        OutputError: The picture cannot be written, or Embree is not installed.
    """
    names = tuple(CATEGORIES) if categories is None else tuple(categories)
    if shapes is None:
        shapes = 6 if len(names) <= _FEW else 1
    if min(shapes, tile, len(names)) < 1:
        raise ConfigError("shapes and tile must be at least 1; name a category")
    across = 1 if len(names) <= _FEW else min(len(names), max(1, _FEW // shapes))
    width, height = shapes * tile, tile + _STRIP
    lines = -(-len(names) // across)
    sheet = Image.new("RGB", (across * width, lines * height), _PAPER)
    for index, name in enumerate(names):
        block = _block(name, [generate(name, seed + number) for number in range(shapes)], tile)
        sheet.paste(block, (index % across * width, index // across * height))
    with atomic_path(path) as temporary:
        sheet.save(temporary, format="PNG")


def _block(category: str, meshes: Sequence[LabelledMesh], tile: int) -> Image.Image:
    """Words above, shapes below; a part has one colour on all of them."""
    parts = list(dict.fromkeys(names[0] for mesh in meshes for names in mesh.parts))
    colors = palette(len(parts))
    image = Image.new("RGB", (len(meshes) * tile, tile + _STRIP), _PAPER)
    pen, font = ImageDraw.Draw(image), ImageFont.load_default(_STRIP * 0.35)
    pen.text((6, _STRIP * 0.28), category, INK, font, anchor="lm")
    left = 6.0
    for part, color in zip(parts, colors.tolist(), strict=True):
        pen.text((left, _STRIP * 0.74), part, tuple(color), font, anchor="lm")
        left += pen.textlength(f"{part}  ", font)
    for column, mesh in enumerate(meshes):
        numbers = np.array([*(parts.index(names[0]) for names in mesh.parts), -1])
        colored = element_colors(numbers[mesh.face_part], len(parts))
        pixels = render_shape(Shape(mesh.vertices, mesh.faces), colored, size=(tile, tile))
        image.paste(Image.fromarray(pixels), (column * tile, _STRIP))
    return image
