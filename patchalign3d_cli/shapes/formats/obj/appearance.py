"""What an OBJ file says beside its geometry: coordinates, normals, colours and materials."""

from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from patchalign3d_cli.shapes.appearance import Appearance, CornerValues, ElementAppearance
from patchalign3d_cli.shapes.corner_values import usable_normals, usable_values
from patchalign3d_cli.shapes.formats.number_blocks import read_block
from patchalign3d_cli.shapes.formats.obj.lines import (
    COORDINATE,
    FACE,
    LIBRARY,
    MATERIAL,
    NORMAL,
    ObjText,
    operand,
)
from patchalign3d_cli.shapes.formats.obj.mtl import MaterialLibrary, read_materials
from patchalign3d_cli.shapes.formats.statements import read_values, rows_of
from patchalign3d_cli.shapes.references import ReferenceFault, References, shown_name
from patchalign3d_cli.shapes.srgb import srgb_to_linear
from patchalign3d_cli.shapes.triangulation import Triangles


class ObjCorners(NamedTuple):
    """What the corners of faces point at, from 0; -1 where there is none.

    Attributes:
        coordinates: (M,) indices of texture coordinates.
        normals: (M,) indices of normals.
        triangles: The faces, which pick three corners each.
    """

    coordinates: NDArray[np.int64]
    normals: NDArray[np.int64]
    triangles: Triangles


def read_appearance(
    text: ObjText, corners: ObjCorners, rows: NDArray[np.float64], references: References
) -> Appearance | None:
    """Read materials and corner values; None where the file has none of them.

    Args:
        text: The file.
        corners: Of its faces.
        rows: (V, 3 or more) the numbers of its vertices.
        references: The files around it.
    """
    faces = corners.triangles.faces
    warnings: list[str] = []
    attributes = _corner_values(text, corners, rows, warnings)
    colors = _vertex_colors(rows, warnings)
    if colors is not None:
        index = faces if len(faces) else np.arange(len(rows))
        attributes["COLOR_0"] = CornerValues(colors, index)
    count = len(faces) or len(rows)
    materials = np.full(count, -1, np.int32)
    library = None
    if len(faces) and (text.kinds == MATERIAL).any():
        library = _library(text, references)
        materials = _face_materials(text, corners.triangles, library, warnings)
    if library is None:
        if not attributes and not warnings:
            return None
        return Appearance(ElementAppearance(materials, attributes), warnings=tuple(warnings))
    return Appearance(
        ElementAppearance(materials, attributes),
        library.materials,
        library.textures,
        library.images,
        (*library.warnings, *warnings),
    )


def _corner_values(
    text: ObjText, corners: ObjCorners, rows: NDArray[np.float64], warnings: list[str]
) -> dict[str, CornerValues]:
    faces, picks = corners.triangles.faces, corners.triangles.picks
    attributes = {}
    coordinates = _values(text, COORDINATE, b"vt", 2)
    if len(coordinates) and len(faces):
        if coordinates.shape[1] < 2:
            coordinates = np.pad(coordinates, ((0, 0), (0, 1)))
        coordinates[:, 1] = 1.0 - coordinates[:, 1]  # from the bottom in OBJ, from the top in glTF
        usable = usable_values(coordinates, corners.coordinates[picks])
        if usable.values is not None:
            attributes["TEXCOORD_0"] = usable.values
        if usable.bad:
            warnings.append(f"{usable.bad} of its texture coordinates are no numbers; left out")
    normals = _values(text, NORMAL, b"vn", 3)
    if len(normals) and len(faces):
        normals = np.pad(normals, ((0, 0), (0, 3 - normals.shape[1])))
        usable = usable_normals(normals, corners.normals[picks], rows[:, :3], faces)
        if usable.values is not None:
            attributes["NORMAL"] = usable.values
        if usable.bad:
            warnings.append(
                f"{usable.bad} of its normals have no direction; the faces' own stand in for them"
            )
    return attributes


def _values(text: ObjText, kind: int, keyword: bytes, width: int) -> NDArray[np.float64]:
    """The numbers of the lines of one kind, (lines, up to `width`); NaN where there is none."""
    block = read_block(text.block(kind), keyword)
    rows = None if block is None else rows_of(block.numbers, block.counts, 1, width)
    return read_values(text.of(kind), width) if rows is None else rows


def _vertex_colors(rows: NDArray[np.float64], warnings: list[str]) -> NDArray[np.float32] | None:
    """(V, 4) linear RGBA of `v x y z r g b`, white where a vertex has none; None for no colours.

    A seventh number is alpha, unless the first behind the position is a weight of 1. Colours are
    sRGB, 0 to 1 or 0 to 255.
    """
    if rows.shape[1] < 6:
        return None
    first = 3
    if rows.shape[1] > 6:
        more = np.isfinite(rows[:, 6])
        first = 4 if (rows[more, 3] == 1).all() and not (rows[more, 6] == 1).all() else 3
    colors = rows[:, first : first + 3]
    given = np.isfinite(colors).all(axis=1)  # (V,)
    if not given.any():
        return None
    largest = float(colors[given].max())
    scale = 255.0 if largest > 1.0 else 1.0
    light = np.ones((len(rows), 4), np.float32)
    light[given, :3] = srgb_to_linear(np.clip(colors[given] / scale, 0.0, 1.0) * 255)
    if not given.all():
        warnings.append(f"{int((~given).sum()):,} of its vertices have no colour; they are white")
    return light


def _face_materials(
    text: ObjText, triangles: Triangles, library: MaterialLibrary, warnings: list[str]
) -> NDArray[np.int32]:
    """The material of each triangle, (F,); -1 for none."""
    numbers = {_plain(name): i for i, name in reversed(list(enumerate(library.names)))}
    numbers.update((name, i) for i, name in enumerate(library.names))
    above = np.cumsum(text.kinds == FACE)[text.kinds == MATERIAL]  # polygons above each line
    polygons = triangles.polygons
    starts = above if polygons is None else np.searchsorted(polygons, above)
    materials = np.full(len(triangles.faces), -1, np.int32)
    unknown = []
    bounds = [*(int(start) for start in starts), len(materials)]
    for line, start, stop in zip(text.of(MATERIAL), bounds[:-1], bounds[1:], strict=True):
        name = operand(line)
        number = numbers.get(name, numbers.get(_plain(name), -1))
        materials[start:stop] = number
        if number < 0 and stop > start:
            unknown.append(name)
    if unknown and library.names:
        names = ", ".join(shown_name(name) for name in dict.fromkeys(unknown[:3]))
        warnings.append(f"its material files do not have the material {names}")
    return materials


def _plain(name: str) -> str:
    """A name without the comment behind it."""
    return name.partition(" #")[0].rstrip()


def _library(text: ObjText, references: References) -> MaterialLibrary:
    names: list[str] = []
    for line in text.of(LIBRARY):
        # A name may hold blanks, or a comment behind it; where there is no such file, each word
        # is a name.
        whole, plain = operand(line), _plain(operand(line))
        known = next((name for name in (whole, plain) if _exists(name, references)), None)
        if known is not None or plain.lower().count(".mtl") < 2:
            names.append(known or plain)
        else:
            names += plain.split()
    return read_materials(names, references)


def _exists(name: str, references: References) -> bool:
    try:
        references.locate(name, anywhere=True)
    except ReferenceFault:
        return False
    return True
