import struct
from collections.abc import Callable

import numpy as np
import pytest

from patchalign3d_cli.errors import ShapeError
from patchalign3d_cli.shapes import Shape

Load = Callable[..., Shape]
POINTS = [[0, 0, 0], [1, 0, 0], [1, 1, 0], [0, 1, 0], [0, 0, 1]]
POLYGONS = [[0, 1, 4], [0, 1, 2, 3], [1, 2, 4], [4, 3, 2, 1, 0], [2, 3, 4]]
FACES = [[0, 1, 4], [0, 1, 2], [0, 2, 3], [1, 2, 4], [4, 3, 2], [4, 2, 1], [4, 1, 0], [2, 3, 4]]
OWNERS = [0, 1, 1, 2, 3, 3, 3, 4]


def ply(polygons: list[list[int]], encoding: str, ending: str = "\n") -> bytes:
    """A PLY with an element, a column and a list around those that count."""
    order = ">" if encoding.endswith("big_endian") else "<"
    header = [
        "ply",
        f"format {encoding} 1.0",
        "comment made by a test",
        "element camera 1",
        "property list uchar double pose",
        "element vertex 5",
        "property uchar red",
        *(f"property float {axis}" for axis in "xyz"),
        f"element face {len(polygons)}",
        "property short flags",
        "property list uchar int vertex_indices",
        "property list ushort float texcoord",
        "end_header",
        "",
    ]
    text = "1 0.25\n" + "".join(f"255 {x} {y} {z}\n" for x, y, z in POINTS)
    binary = struct.pack(f"{order}Bd", 1, 0.25)
    binary += b"".join(struct.pack(f"{order}B3f", 255, *point) for point in POINTS)
    for polygon in polygons:
        text += f"-1 {len(polygon)} {' '.join(map(str, polygon))} 2 0.5 0.5\n"
        row = [-1, len(polygon), *polygon, 2, 0.5, 0.5]
        binary += struct.pack(f"{order}hB{len(polygon)}iH2f", *row)
    body = text.replace("\n", ending).encode() if encoding == "ascii" else binary
    return ending.join(header).encode() + body


ENCODINGS = ["ascii", "binary_little_endian", "binary_big_endian"]


@pytest.mark.parametrize("encoding", ENCODINGS)
@pytest.mark.parametrize("ending", ["\n", "\r\n"])
def test_ply_keeps_the_order_of_mixed_polygons(load: Load, encoding: str, ending: str) -> None:
    shape = load("a.ply", ply(POLYGONS, encoding, ending))
    np.testing.assert_array_equal(shape.vertices, POINTS)
    np.testing.assert_array_equal(shape.faces, FACES)
    np.testing.assert_array_equal(shape.face_index, OWNERS)


@pytest.mark.parametrize("encoding", ENCODINGS)
def test_ply_of_triangles_needs_no_mapping(load: Load, encoding: str) -> None:
    triangles = [polygon for polygon in POLYGONS if len(polygon) == 3]
    shape = load("a.ply", ply(triangles, encoding))
    np.testing.assert_array_equal(shape.faces, triangles)
    assert shape.face_index is None


@pytest.mark.parametrize("encoding", ENCODINGS)
def test_ply_without_faces_is_a_cloud(load: Load, encoding: str) -> None:
    shape = load("a.ply", ply([], encoding))
    assert shape.is_cloud
    np.testing.assert_array_equal(shape.vertices, POINTS)


@pytest.mark.parametrize("encoding", ENCODINGS)
@pytest.mark.parametrize("polygons", [POLYGONS, [[0, 1, 4]] * 3])
def test_ply_cut_short_says_so(load: Load, encoding: str, polygons: list[list[int]]) -> None:
    content = ply(polygons, encoding)
    with pytest.raises(
        ShapeError, match="(ends before the [35] rows|line 2[46]: no row) of its element face"
    ):
        load("a.ply", content[:-9])


def test_ply_with_an_older_name_and_a_list_on_its_vertices(load: Load) -> None:
    content = (
        "ply\nformat ascii 1.0\nelement vertex 3\nproperty double x\nproperty double y\n"
        "property list uchar uchar tags\nproperty double z\nelement face 1\n"
        "property list int uint vertex_index\nend_header\n"
        "0 0 0 0\n1 0 2 7 8 0\n0 1 1 9 5\n3 0 1 2\n"
    )
    shape = load("a.ply", content)
    np.testing.assert_array_equal(shape.vertices, [[0, 0, 0], [1, 0, 0], [0, 1, 5]])
    np.testing.assert_array_equal(shape.faces, [[0, 1, 2]])


def test_ply_strips_become_triangles_of_one_winding(load: Load) -> None:
    content = (
        "ply\nformat ascii 1.0\nelement vertex 5\nproperty float x\nproperty float y\n"
        "property float z\nelement tristrips 1\nproperty list int int vertex_indices\nend_header\n"
        + "".join(f"{x} {y} {z}\n" for x, y, z in POINTS)
        + "9 0 1 2 3 -1 4 3 2 1\n"
    )
    shape = load("a.ply", content)
    np.testing.assert_array_equal(shape.faces, [[0, 1, 2], [2, 1, 3], [4, 3, 2], [2, 3, 1]])


@pytest.mark.parametrize(
    ("old", "new", "message"),
    [
        (b"property float x", b"property float a", "no element vertex with x, y and z"),
        (b"property float x", b"property half x", "wrong line: 'property half x'"),
        (b"element vertex 5", b"element vertex many", "wrong line"),
        (b"element vertex 5", b"element vertex -5", "negative count"),
        (b"format ascii", b"format base64", "names no known format"),
        (b"end_header", b"end", "no complete PLY header"),
        (b"3 0 1 4", b"3 0 1.5 4", "line 22: face 0 .* not a vertex number: 1.5"),
        (b"3 0 1 4", b"3 0 nan 4", "not a vertex number"),
        (b"3 0 1 4", b"3 0 one 4", "line 22: 'one' is not a number"),
        (b"3 0 1 4", b"3 0 1 7", "line 22: face 0 .* points at vertex 7, but there are 5"),
    ],
)
def test_ply_with_a_wrong_line(load: Load, old: bytes, new: bytes, message: str) -> None:
    content = ply([[0, 1, 4]], "ascii")
    assert old in content
    with pytest.raises(ShapeError, match=message):
        load("a.ply", content.replace(old, new))
