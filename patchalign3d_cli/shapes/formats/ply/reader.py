"""PLY, text and binary: a mesh of polygons or strips, or a cloud.

Own code because trimesh 5.2 puts all triangles before all quads and larger polygons, and forgets
which polygon a triangle was.
"""

from collections.abc import Mapping
from pathlib import Path
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from patchalign3d_cli.shapes.formats.encodings import as_utf8
from patchalign3d_cli.shapes.formats.ply.appearance import PlyTables, read_appearance
from patchalign3d_cli.shapes.formats.ply.elements import Column, Element, Property, read_elements
from patchalign3d_cli.shapes.formats.ply.text import read_text_elements
from patchalign3d_cli.shapes.raw import READ_OPTIONS, RawShape, ReadOptions, coordinates, unreadable
from patchalign3d_cli.shapes.references import References
from patchalign3d_cli.shapes.triangulation import Triangles, strip_triangles, triangulate

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
_WIDE = (b"\xff\xfe", b"\xfe\xff", b"\xef\xbb")
"""Beginnings of text that is not plain ASCII."""
_ORDERS = {"ascii": "=", "binary_little_endian": "<", "binary_big_endian": ">"}


class PlyHeader(NamedTuple):
    """What the header says.

    Attributes:
        format: `ascii`, `binary_little_endian` or `binary_big_endian`.
        elements: The tables in the file's order.
        comments: The comment lines, without their first word.
        body: What follows the header.
        lines: How many lines the header has.
    """

    format: str
    elements: tuple[Element, ...]
    comments: tuple[str, ...]
    body: bytes
    lines: int


def read_ply(data: bytes, path: Path, options: ReadOptions = READ_OPTIONS) -> RawShape:
    """Read a PLY file.

    Raises:
        ShapeError: The header is wrong, the file ends early, or there are no x, y and z.
    """
    header = read_header(as_utf8(data) if data[:2] in _WIDE else data, path)
    wanted = ("vertex", "face", "tristrips")
    lines: dict[str, list[int]] = {}
    if header.format == "ascii":
        columns, lines = read_text_elements(
            header.body, header.elements, wanted, header.lines, path
        )
    else:
        order = _ORDERS[header.format]
        columns = read_elements(header.body, header.elements, order, wanted, path)
    vertex = columns.get("vertex", {})
    if not {"x", "y", "z"} <= set(vertex) or any(vertex[axis].counts is not None for axis in "xyz"):
        raise unreadable(path, "it has no element vertex with x, y and z")
    vertices = coordinates(np.stack([vertex[axis].values for axis in "xyz"], axis=1))
    triangles = _triangles(columns, vertices, lines.get("face"), path)
    elements = {element.name: element for element in header.elements}
    tables = PlyTables(elements, vertex, columns.get("face", {}), triangles, header.comments)
    appearance = read_appearance(tables, vertices, References(path, options.trust_references))
    if triangles is None:
        return RawShape(vertices, appearance=appearance)
    return RawShape(
        vertices,
        triangles.faces,
        triangles.polygons,
        warnings=triangles.warnings,
        appearance=appearance,
    )


def _triangles(
    columns: Mapping[str, Mapping[str, Column]],
    vertices: NDArray[np.float64],
    lines: list[int] | None,
    path: Path,
) -> Triangles | None:
    """The faces of a file: of strips, or else of polygons; None for a cloud."""
    if strips := _corners(columns.get("tristrips", {})):
        faces = strip_triangles(_indices(strips, None, len(vertices), path))
        return Triangles(np.arange(faces.size).reshape(-1, 3), faces, None, ())
    face = _corners(columns.get("face", {}))
    if face is None or face.counts is None or not len(face.counts):
        return None
    corners = _indices(face, lines, len(vertices), path)
    return triangulate(corners, face.counts, vertices)


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
    return PlyHeader(
        file_format, tuple(elements), comments, data[after + newline :], len(texts) + 2
    )


def _property(words: list[str]) -> Property:
    if words[1] == "list":
        return Property(words[4], _KINDS[words[3]], _KINDS[words[2]])
    return Property(words[2], _KINDS[words[1]], None)


def _corners(columns: Mapping[str, Column]) -> Column | None:
    for name in ("vertex_indices", "vertex_index"):
        if name in columns and columns[name].counts is not None:
            return columns[name]
    return None


def _indices(column: Column, lines: list[int] | None, count: int, path: Path) -> NDArray[np.int64]:
    """Corners as indices, (M,); negative ones, which end strips, may stay."""
    values = column.values.astype(np.float64)
    with np.errstate(invalid="ignore"):
        wrong = ~((values < count) & (values == np.floor(values)))
    if lines is not None:
        wrong |= values < 0
    if not wrong.any():
        return column.values.astype(np.int64)
    first = int(np.flatnonzero(wrong)[0])
    assert column.counts is not None
    face = int(np.searchsorted(np.cumsum(column.counts), first, side="right"))
    what = f"face {face} (counted from 0)"
    if lines is not None:
        what = f"line {lines[face]}: {what}"
    value = float(values[first])
    if value != np.floor(value) or not np.isfinite(value):
        raise unreadable(path, f"{what} has a corner that is not a vertex number: {value:g}")
    raise unreadable(path, f"{what} points at vertex {value:.0f}, but there are {count} vertices")
