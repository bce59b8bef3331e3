"""What an OBJ file says beside its geometry: texture coordinates, normals and materials."""

from pathlib import Path
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from patchalign3d_cli.errors import ShapeError
from patchalign3d_cli.shapes.appearance import Appearance, CornerValues, ElementAppearance
from patchalign3d_cli.shapes.formats.obj.mtl import MaterialLibrary, read_materials
from patchalign3d_cli.shapes.formats.statements import read_positions
from patchalign3d_cli.shapes.triangulation import fan_triangles


class ObjLines(NamedTuple):
    """The lines of an OBJ file by what they are.

    Attributes:
        above: (lines of `materials`,) how many polygons stand above each of them.
        coordinates: The `vt` lines.
        normals: The `vn` lines.
        libraries: The `mtllib` lines.
        materials: The `usemtl` lines.
    """

    above: NDArray[np.int64]
    coordinates: list[bytes]
    normals: list[bytes]
    libraries: list[bytes]
    materials: list[bytes]


class ObjCorners(NamedTuple):
    """The numbers behind the slashes of all corners, from 0; -1 where there is none.

    Attributes:
        coordinates: (M,) indices of texture coordinates.
        normals: (M,) indices of normals.
        counts: (Q,) corners of each polygon.
    """

    coordinates: NDArray[np.int64]
    normals: NDArray[np.int64]
    counts: NDArray[np.int64]


def read_appearance(
    lines: ObjLines, corners: ObjCorners, polygons: NDArray[np.int64] | None, path: Path
) -> Appearance | None:
    """Read materials and corner values; None where the file has none of them.

    Args:
        lines: The file's lines.
        corners: Of its faces.
        polygons: (F,) the polygon of each triangle; None where triangle i is polygon i.
        path: The file.
    """
    attributes = {}
    for name, listed, places, width in (
        ("TEXCOORD_0", lines.coordinates, corners.coordinates, 2),
        ("NORMAL", lines.normals, corners.normals, 3),
    ):
        values = _values(listed, width, path)
        if values is not None and (places >= 0).any() and places.max() < len(values):
            triangles = fan_triangles(places, corners.counts).faces
            attributes[name] = CornerValues(values, triangles)
    count = len(polygons) if polygons is not None else len(corners.counts)
    library = _library(lines, path) if lines.materials else None
    if not attributes and library is None:
        return None
    materials = np.full(count, -1, np.int32)
    if library is None:
        return Appearance(ElementAppearance(materials, attributes))
    numbers = {name: i for i, name in enumerate(library.names)}
    starts = lines.above if polygons is None else np.searchsorted(polygons, lines.above)
    for line, start in zip(lines.materials, starts, strict=True):
        materials[start:] = numbers.get(_rest(line), -1)
    return Appearance(
        ElementAppearance(materials, attributes),
        library.materials,
        library.textures,
        library.images,
        library.warnings,
    )


def _library(lines: ObjLines, path: Path) -> MaterialLibrary:
    # A name may hold blanks; where there is no file of the whole line, each word is one.
    names = []
    for line in lines.libraries:
        rest = _rest(line)
        whole = (path.parent / rest).is_file() or rest.lower().count(".mtl") < 2
        names += [rest] if whole else rest.split()
    return read_materials(names, path.parent)


def _rest(line: bytes) -> str:
    return line.partition(b" ")[2].strip().decode("utf-8", "replace")


def _values(lines: list[bytes], width: int, path: Path) -> NDArray[np.float32] | None:
    """(n, width) values as glTF means them; None where there are none, or one is no use."""
    if not lines:
        return None
    try:
        values = read_positions(lines, path, width)
    except ShapeError:
        return None
    if width == 2:
        values[:, 1] = 1.0 - values[:, 1]  # OBJ counts v from the bottom, glTF from the top
    else:
        lengths = np.linalg.norm(values, axis=1, keepdims=True)
        if not (lengths > 0).all():
            return None
        values /= lengths
    with np.errstate(over="ignore"):
        floats = values.astype(np.float32)
    return floats if np.isfinite(floats).all() else None
