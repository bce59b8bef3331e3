"""A contact sheet: generated shapes side by side, coloured by part."""

from collections.abc import Sequence
from pathlib import Path

import numpy as np
from numpy.typing import NDArray
from PIL import Image

from patchalign3d_cli.coloring.palette import element_colors
from patchalign3d_cli.errors import ConfigError
from patchalign3d_cli.machine.atomic import atomic_path
from patchalign3d_cli.pictures.picture import render_shape
from patchalign3d_cli.shapes import Shape
from patchalign3d_training.synthesis.catalog import CATEGORIES, generate


def contact_sheet(
    path: Path,
    categories: Sequence[str] | None = None,
    seed: int = 0,
    columns: int = 6,
    rows: int = 1,
    tile: int = 240,
) -> None:
    """Draw generated shapes into one PNG, `rows` lines of `columns` shapes for each category.

    Args:
        path: The picture; an existing one is replaced. Its folder must exist.
        categories: Keys of `CATEGORIES`, from top to bottom; None for all.
        seed: Seed of a category's first shape; the following ones have the following seeds.
        columns: Shapes a line.
        rows: Lines a category.
        tile: Width and height of one shape's picture in pixels.

    Raises:
        ConfigError: A category is unknown or a number is below 1.
        OutputError: The picture cannot be written, or Embree is not installed.
    """
    names = tuple(CATEGORIES) if categories is None else tuple(categories)
    if min(columns, rows, tile, len(names)) < 1:
        raise ConfigError("columns, rows and tile must be at least 1; name a category")
    lines = []
    for name in names:
        for row in range(rows):
            first = seed + row * columns
            lines.append([_picture(name, first + i, tile) for i in range(columns)])
    sheet = np.concatenate([np.concatenate(line, axis=1) for line in lines])
    with atomic_path(path) as temporary:
        Image.fromarray(sheet).save(temporary, format="PNG")


def _picture(category: str, seed: int, tile: int) -> NDArray[np.uint8]:
    mesh = generate(category, seed)
    colors = element_colors(mesh.face_part, len(mesh.parts))
    return render_shape(Shape(mesh.vertices, mesh.faces), colors, size=(tile, tile))
