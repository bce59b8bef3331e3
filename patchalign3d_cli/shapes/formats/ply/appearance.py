"""What a PLY file says beside its geometry: colours, normals, texture coordinates."""

from collections.abc import Mapping
from typing import Any, NamedTuple

import numpy as np
from numpy.typing import NDArray

from patchalign3d_cli.shapes.appearance import Appearance, CornerValues, ElementAppearance
from patchalign3d_cli.shapes.colors import color_shares, colored
from patchalign3d_cli.shapes.corner_values import Repaired, usable_normals, usable_values
from patchalign3d_cli.shapes.formats.ply.elements import Column, Element
from patchalign3d_cli.shapes.formats.textures import Textures
from patchalign3d_cli.shapes.references import References
from patchalign3d_cli.shapes.triangulation import Triangles

_CHANNELS = (
    ("red", "green", "blue", "alpha"),
    ("r", "g", "b", "a"),
    ("diffuse_red", "diffuse_green", "diffuse_blue", "diffuse_alpha"),
)
_VERTEX_COORDINATES = (("u", "v"), ("s", "t"), ("texture_u", "texture_v"))
_FACE_COORDINATES = ("texcoord", "texcoords", "texture_uv")
_TEXTURE_COMMENT = "texturefile "

Columns = Mapping[str, Column]


class PlyTables(NamedTuple):
    """The tables of a file.

    Attributes:
        elements: As the header describes them, by name.
        vertex: Columns of the vertices.
        face: Columns of the polygons; empty in a cloud.
        triangles: The polygons cut; None in a cloud.
        comments: The header's comments.
    """

    elements: Mapping[str, Element]
    vertex: Columns
    face: Columns
    triangles: Triangles | None
    comments: tuple[str, ...]


def read_appearance(
    tables: PlyTables, vertices: NDArray[np.float64], references: References
) -> Appearance | None:
    """Read what is on the elements; None where the file says nothing of it.

    Args:
        tables: The file's tables.
        vertices: (V, 3).
        references: The files around it.
    """
    triangles = tables.triangles
    faces = None if triangles is None else triangles.faces
    corners = np.arange(len(vertices)) if faces is None else faces
    warnings: list[str] = []
    attributes: dict[str, CornerValues] = {}
    colors = _colors(tables, corners, warnings)
    if colors is not None:
        attributes.update(colors.elements.attributes)
        warnings += colors.warnings
    normals = _table(tables.vertex, ("nx", "ny", "nz"))
    if normals is not None and faces is not None:
        usable = usable_normals(normals, faces, vertices, faces)
        _add(attributes, "NORMAL", usable, "normals have no direction", warnings)
    coordinates = _coordinates(tables)
    if coordinates is not None:
        _add(attributes, "TEXCOORD_0", coordinates, "texture coordinates are no numbers", warnings)
    textures = Textures(references)
    materials, numbers = [], np.full(len(corners), -1, np.int32)
    if "TEXCOORD_0" in attributes:
        materials = [_material(name, textures, references) for name in _texture_files(tables)]
        numbers = _face_materials(tables, len(materials), len(corners))
    warnings += [*textures.warnings, *references.warnings]
    if not attributes and not warnings:
        return None
    return Appearance(
        ElementAppearance(numbers, attributes),
        tuple(materials),
        tuple({"source": i} for i in range(len(textures.images))),
        tuple(textures.images),
        tuple(dict.fromkeys(warnings)),
    )


def _add(
    attributes: dict[str, CornerValues],
    name: str,
    usable: Repaired,
    fault: str,
    warnings: list[str],
) -> None:
    if usable.values is not None:
        attributes[name] = usable.values
    if usable.bad:
        warnings.append(f"{usable.bad:,} of its {fault}; they were left out")


def _colors(
    tables: PlyTables, corners: NDArray[np.int64], warnings: list[str]
) -> Appearance | None:
    """Colours of vertices, or else of faces."""
    vertex = _channels(tables.elements["vertex"], tables.vertex)
    face = None
    if tables.triangles is not None and "face" in tables.elements:
        face = _channels(tables.elements["face"], tables.face)
    if vertex is not None and face is not None:
        if (vertex[0] == vertex[0][:1]).all():  # one colour all over says nothing
            vertex = None
        else:
            warnings.append("its vertices and its faces have colours; those of faces were left out")
    if vertex is not None:
        return colored(vertex[0], corners, vertex[1])
    if face is None or tables.triangles is None:
        return None
    polygons = tables.triangles.polygons
    owners = np.arange(len(corners)) if polygons is None else polygons
    return colored(face[0], np.repeat(owners[:, None], 3, axis=1), face[1])


def _channels(
    element: Element, columns: Columns
) -> tuple[NDArray[np.float64], NDArray[np.float64] | None] | None:
    """Colours (n, 3) and opacities (n,) of 0 to 1, under the names that programs give them."""
    kinds = {item.name: item.kind for item in element.properties}
    for *names, opacity in _CHANNELS:
        values = _table(columns, tuple(names))
        if values is None:
            continue
        shares = color_shares(values, all(kinds[name][0] in "iu" for name in names))
        alpha = _table(columns, (opacity,))
        if alpha is None:
            return shares, None
        return shares, color_shares(alpha[:, 0], kinds[opacity][0] in "iu")
    return None


def _table(columns: Columns, names: tuple[str, ...]) -> NDArray[np.float64] | None:
    """Columns of plain numbers side by side, (n, names); None where one is missing."""
    if not set(names) <= set(columns) or any(columns[name].counts is not None for name in names):
        return None
    return np.stack([columns[name].values.astype(np.float64) for name in names], axis=1)


def _coordinates(tables: PlyTables) -> Repaired | None:
    """Texture coordinates of the corners of faces, or else of vertices."""
    triangles = tables.triangles
    if triangles is None:
        return None
    for name in _FACE_COORDINATES:
        column = tables.face.get(name)
        if column is not None and column.counts is not None:
            return usable_values(
                _upright(column.values), _corner_index(column, tables)[triangles.picks]
            )
    for names in _VERTEX_COORDINATES:
        values = _table(tables.vertex, names)
        if values is not None:
            return usable_values(_upright(values), triangles.faces)
    return None


def _corner_index(column: Column, tables: PlyTables) -> NDArray[np.int64]:
    """For each corner of the polygons its pair in a list of a row; -1 where the row lacks it."""
    assert column.counts is not None
    indices = next(
        item
        for name, item in tables.face.items()
        if name in ("vertex_indices", "vertex_index") and item.counts is not None
    )
    assert indices.counts is not None
    sizes = indices.counts  # (Q,)
    starts = np.cumsum(column.counts) - column.counts  # (Q,) numbers ahead of each row's list
    within = np.arange(sizes.sum()) - np.repeat(np.cumsum(sizes) - sizes, sizes)
    paired = (column.counts == 2 * sizes) & (starts % 2 == 0)
    return np.where(np.repeat(paired, sizes), np.repeat(starts // 2, sizes) + within, -1)


def _upright(values: NDArray[Any]) -> NDArray[np.float64]:
    """Pairs (n, 2) with v from the top, as glTF counts it; the file counts from the bottom."""
    pairs = values.reshape(-1)[: values.size // 2 * 2].astype(np.float64).reshape(-1, 2)
    return np.stack([pairs[:, 0], 1.0 - pairs[:, 1]], axis=1)


def _texture_files(tables: PlyTables) -> list[str]:
    return [
        comment[len(_TEXTURE_COMMENT) :].strip()
        for comment in tables.comments
        if comment.lower().startswith(_TEXTURE_COMMENT)
    ]


def _face_materials(tables: PlyTables, count: int, size: int) -> NDArray[np.int32]:
    """The material of each triangle: the one that `texnumber` picks, or else the first."""
    if not count:
        return np.full(size, -1, np.int32)
    numbers = _table(tables.face, ("texnumber",))
    if numbers is None or tables.triangles is None:
        return np.zeros(size, np.int32)
    index = np.nan_to_num(numbers[:, 0], nan=-1.0)
    known = (index >= 0) & (index < count)
    chosen = np.where(known, index, -1).astype(np.int32)
    polygons = tables.triangles.polygons
    return chosen if polygons is None else chosen[polygons]


def _material(name: str, textures: Textures, references: References) -> dict[str, Any]:
    shade: dict[str, Any] = {"metallicFactor": 0.0, "roughnessFactor": 1.0}
    info = textures.info(name, references.folder)
    if info is not None:
        shade["baseColorTexture"] = info
    return {"name": name, "pbrMetallicRoughness": shade, "doubleSided": True}
