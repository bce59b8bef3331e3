"""PLY, text and binary: a mesh of polygons or strips, or a cloud.

Own code because trimesh 5.2 puts all triangles before all quads and larger polygons, and forgets
which polygon a triangle was.
"""

from pathlib import Path
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from patchalign3d_cli.shapes.formats.ply.appearance import vertex_colors
from patchalign3d_cli.shapes.formats.ply.elements import Column, Element, Property, read_elements
from patchalign3d_cli.shapes.raw import READ_OPTIONS, RawShape, ReadOptions, coordinates, unreadable
from patchalign3d_cli.shapes.triangulation import strip_triangles, triangulate

_KINDS = {
    **dict.fromkeys(("char", "int8"), "i1"),
    **dict.fromkeys(("uchar", "uint8"), "u1"),
    **dict.fromkeys(("short", "int16"), "i2"),
    **dict.fromkeys(("ushort", "uint16"), "u2"),
    **dict.fromkeys(("int", "int32"), "i4"),
    **dict.fromkeys(("uint", "uint32"), "u4"),
    **dict.fromkeys(("float", "float32"), "f4"),
    **dict.fromkeys(("double", "float64"), "f8"),
}
_ORDERS = {"ascii": "=", "binary_little_endian": "<", "binary_big_endian": ">"}


class PlyHeader(NamedTuple):
    """What the header says.

    Attributes:
        format: `ascii`, `binary_little_endian` or `binary_big_endian`.
        elements: The tables in the file's order.
        comments: The comment lines, without their first word.
        body: What follows the header.
    """

    format: str
    elements: tuple[Element, ...]
    comments: tuple[str, ...]
    body: bytes


def read_ply(data: bytes, path: Path, options: ReadOptions = READ_OPTIONS) -> RawShape:
    """Read a PLY file.

    Raises:
        ShapeError: The header is wrong, the file ends early, or there are no x, y and z.
    """
    header = read_header(data, path)
    if header.format == "ascii":
        try:
            body = np.array(list(map(float, header.body.split()))).tobytes()
        except ValueError as error:
            raise unreadable(path, "its body holds a word that is not a number") from error
        elements = tuple(_as_doubles(element) for element in header.elements)
    else:
        body, elements = header.body, header.elements
    wanted = ("vertex", "face", "tristrips")
    columns = read_elements(body, elements, _ORDERS[header.format], wanted, path)
    vertex = columns.get("vertex", {})
    if not {"x", "y", "z"} <= set(vertex) or any(vertex[axis].counts is not None for axis in "xyz"):
        raise unreadable(path, "it has no element vertex with x, y and z")
    vertices = coordinates(np.stack([vertex[axis].values for axis in "xyz"], axis=1))
    if strips := _corners(columns.get("tristrips", {})):
        return RawShape(vertices, strip_triangles(_indices(strips, path)))
    face = _corners(columns.get("face", {}))
    (element,) = (item for item in header.elements if item.name == "vertex")
    if face is None or face.counts is None or not len(face.counts):
        return RawShape(vertices, appearance=vertex_colors(element, vertex, None))
    triangles = triangulate(_indices(face, path), face.counts, vertices)
    return RawShape(
        vertices,
        triangles.faces,
        triangles.polygons,
        warnings=triangles.warnings,
        appearance=vertex_colors(element, vertex, triangles.faces),
    )


def read_header(data: bytes, path: Path) -> PlyHeader:
    """Read the header of a PLY file.

    Raises:
        ShapeError: It is incomplete or has a wrong line.
    """
    end = data.find(b"end_header")
    if not data.startswith(b"ply") or end < 0:
        raise unreadable(path, "it has no complete PLY header")
    texts = data[:end].decode("latin-1").splitlines()[1:]
    comments = tuple(text.removeprefix("comment ") for text in texts if text[:8] == "comment ")
    lines = [text.split() for text in texts]
    after = end + len(b"end_header")
    newline = 2 if data[after : after + 2] == b"\r\n" else 1
    file_format, elements = "", []
    try:
        for words in lines:
            if words[:1] == ["format"]:
                file_format = words[1]
            elif words[:1] == ["element"]:
                elements.append(Element(words[1], int(words[2]), ()))
            elif words[:1] == ["property"]:
                added = (*elements[-1].properties, _property(words))
                elements[-1] = elements[-1]._replace(properties=added)
    except (IndexError, KeyError, ValueError) as error:
        raise unreadable(path, f"its header has a wrong line: {' '.join(words)[:60]!r}") from error
    if file_format not in _ORDERS or any(element.rows < 0 for element in elements):
        raise unreadable(path, "its header names no known format, or a negative count")
    return PlyHeader(file_format, tuple(elements), comments, data[after + newline :])


def _property(words: list[str]) -> Property:
    if words[1] == "list":
        return Property(words[4], _KINDS[words[3]], _KINDS[words[2]])
    return Property(words[2], _KINDS[words[1]], None)


def _as_doubles(element: Element) -> Element:
    """How an element of a text file looks once all its words are doubles."""
    properties = tuple(
        Property(item.name, "f8", item.count_kind and "f8") for item in element.properties
    )
    return element._replace(properties=properties)


def _corners(columns: dict[str, Column]) -> Column | None:
    for name in ("vertex_indices", "vertex_index"):
        if name in columns and columns[name].counts is not None:
            return columns[name]
    return None


def _indices(column: Column, path: Path) -> NDArray[np.int64]:
    values = column.values
    if values.dtype.kind == "f" and not (np.abs(values) < 2**53).all():
        raise unreadable(path, "a face has a corner that is not a vertex number")
    indices = values.astype(np.int64)
    if (indices != values).any():
        raise unreadable(path, "a face has a corner that is not a vertex number")
    return indices
