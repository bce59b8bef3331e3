"""Colours, normals and textures of PLY files, and text as programs write it."""

import io
from collections.abc import Callable
from pathlib import Path

import numpy as np
import pytest

from patchalign3d_cli.errors import ShapeError
from patchalign3d_cli.shapes import Shape
from patchalign3d_cli.shapes.srgb import srgb_to_linear
from support.textures import PNG

Load = Callable[..., Shape]
POINTS = [[0, 0, 0], [1, 0, 0], [1, 1, 0], [0, 1, 0]]
COLORS = np.array([[200, 100, 50], [0, 255, 0], [10, 20, 30], [255, 255, 255]]) / 255
KINDS = {"uchar": "u1", "ushort": "<u2", "int": "<i4", "float": "<f4", "double": "<f8"}


def write(
    vertex: dict[str, tuple[str, list]],
    faces: str = "",
    rows: str = "",
    *,
    text: bool = True,
    comment: str = "",
) -> bytes:
    """A PLY of the four points with more columns; faces are text alone."""
    form = "ascii" if text else "binary_little_endian"
    header = [f"ply\nformat {form} 1.0", *([comment] if comment else []), "element vertex 4"]
    header += [f"property float {axis}" for axis in "xyz"]
    header += [f"property {kind} {name}" for name, (kind, _) in vertex.items()]
    columns = [*np.array(POINTS, float).T, *(values for _, values in vertex.values())]
    if faces:
        header.append(faces)
    start = "\n".join([*header, "end_header\n"]).encode()
    if text:
        lines = "".join(" ".join(map(str, row)) + "\n" for row in zip(*columns, strict=True))
        return start + (lines + rows).encode()
    kinds = ["<f4"] * 3 + [KINDS[kind] for kind, _ in vertex.values()]
    table = np.empty(4, [(f"c{i}", kind) for i, kind in enumerate(kinds)])
    for i, column in enumerate(columns):
        table[f"c{i}"] = column
    return start + table.tobytes()


def colors_of(shape: Shape) -> np.ndarray:
    assert shape.appearance is not None
    values, corners = shape.appearance.elements.attributes["COLOR_0"]
    return values[corners]


@pytest.mark.parametrize("text", [True, False])
@pytest.mark.parametrize(
    "names",
    [("red", "green", "blue"), ("r", "g", "b"), ("diffuse_red", "diffuse_green", "diffuse_blue")],
)
@pytest.mark.parametrize(
    ("kind", "scale"),
    [("uchar", 255), ("ushort", 65535), ("int", 255), ("int", 65535)]
    + [("float", 1), ("float", 255), ("double", 1)],
)
def test_colours_of_any_kind_and_name(
    load: Load, names: tuple[str, ...], kind: str, scale: int, text: bool
) -> None:
    shares = COLORS * scale
    if kind not in ("float", "double"):
        shares = np.rint(shares).astype(int)
    columns = {name: (kind, shares[:, i].tolist()) for i, name in enumerate(names)}
    found = colors_of(load("a.ply", write(columns, text=text)))
    np.testing.assert_allclose(found[:, :3], srgb_to_linear(COLORS * 255), atol=1e-4)


def test_an_alpha_has_its_own_scale(load: Load) -> None:
    columns = {name: ("uchar", [255, 0, 0, 9]) for name in ("red", "green", "blue")}
    shape = load("a.ply", write({**columns, "alpha": ("float", [1, 0.5, 0, 1])}))
    assert colors_of(shape)[:, 3].tolist() == [1, 0.5, 0, 1]


FACES = "element face 2\nproperty list uchar int vertex_indices"


@pytest.mark.parametrize("polygons", ["3 0 1 2 {}\n3 0 2 3 {}\n", "4 0 1 2 3 {}\n3 0 2 3 {}\n"])
def test_colours_of_faces(load: Load, polygons: str) -> None:
    channels = "".join(f"\nproperty uchar {name}" for name in ("red", "green", "blue", "alpha"))
    shape = load(
        "a.ply", write({}, FACES + channels, polygons.format("255 0 0 255", "0 0 255 128"))
    )
    expected = [[1, 0, 0, 1]] * (len(shape.faces) - 1) + [[0, 0, 1, 128 / 255]]
    np.testing.assert_allclose(
        colors_of(shape), np.repeat(np.array(expected)[:, None], 3, 1), atol=1e-6
    )


QUAD = "4 0 1 2 3 8 0 0 1 0 1 1 0 1 10 20 30 255\n"
TRIANGLE = "3 0 2 3 6 0 0 1 1 0 0.25 10 20 30 255\n"
BARE = "3 0 2 3 0 10 20 30 255\n"
QUAD_CORNERS = [[[0, 1], [1, 1], [1, 0]], [[0, 1], [1, 0], [0, 0]]]
TRIANGLE_CORNERS = [[0, 1], [1, 0], [0, 0.75]]


@pytest.mark.parametrize(
    ("rows", "expected"),
    [
        (QUAD + TRIANGLE, [*QUAD_CORNERS, TRIANGLE_CORNERS]),
        (TRIANGLE + QUAD, [TRIANGLE_CORNERS, *QUAD_CORNERS]),
        (TRIANGLE + BARE, [TRIANGLE_CORNERS, None]),
        (BARE + QUAD, [None, *QUAD_CORNERS]),
    ],
)
def test_two_lists_and_colours_behind_them(
    load: Load, tmp_path: Path, rows: str, expected: list
) -> None:
    (tmp_path / "my tex.png").write_bytes(PNG)
    faces = FACES + "\nproperty list uchar float texcoord"
    faces += "".join(f"\nproperty uchar {name}" for name in ("red", "green", "blue", "alpha"))
    shape = load("a.ply", write({}, faces, rows, comment="comment TextureFile my tex.png"))
    values, corners = shape.appearance.elements.attributes["TEXCOORD_0"]
    for corner, wanted in zip(corners, expected, strict=True):
        assert (corner < 0).all() if wanted is None else values[corner].tolist() == wanted
    assert shape.appearance.images[0].data == PNG
    assert (shape.appearance.elements.materials == 0).all()
    assert "COLOR_0" in shape.appearance.elements.attributes


@pytest.mark.parametrize("names", [("u", "v"), ("s", "t"), ("texture_u", "texture_v")])
def test_texture_coordinates_of_vertices(load: Load, names: tuple[str, str]) -> None:
    columns = {names[0]: ("float", [0, 1, 1, 0]), names[1]: ("float", [0, 0, 1, 1])}
    shape = load("a.ply", write(columns, FACES, "3 0 1 2\n3 0 2 3\n"))
    values, corners = shape.appearance.elements.attributes["TEXCOORD_0"]
    assert np.array_equal(corners, shape.faces)
    assert values.tolist() == [[0, 1], [1, 1], [1, 0], [0, 0]]


def test_several_textures_and_one_that_is_missing(load: Load, tmp_path: Path) -> None:
    (tmp_path / "b.png").write_bytes(PNG)
    faces = FACES + "\nproperty list uchar float texcoord\nproperty int texnumber"
    rows = "3 0 1 2 6 0 0 1 0 1 1 1\n3 0 2 3 6 0 0 1 1 0 1 0\n"
    comment = "comment TextureFile gone.png\ncomment TextureFile b.png"
    appearance = load("a.ply", write({}, faces, rows, comment=comment)).appearance
    assert appearance.elements.materials.tolist() == [1, 0]
    assert [image.data for image in appearance.images] == [PNG]
    assert appearance.warnings == ("its texture gone.png is missing beside it; it was left out",)


def test_normals_of_vertices_and_one_of_no_length(load: Load) -> None:
    columns = {"nx": ("float", [0, 0, 0, 0]), "ny": ("float", [0, 3, 0, 0])}
    columns["nz"] = ("float", [1, 4, 0, "nan"])
    shape = load("a.ply", write(columns, FACES, "3 0 1 2\n3 0 2 3\n"))
    values, corners = shape.appearance.elements.attributes["NORMAL"]
    expected = [[[0, 0, 1], [0, 0.6, 0.8], [0, 0, 1]], [[0, 0, 1]] * 3]
    np.testing.assert_allclose(values[corners], expected, atol=1e-6)
    assert "2 of its normals have no direction" in shape.appearance.warnings[0]


@pytest.mark.parametrize("bad", ["-nan(ind)", "1.#QNAN", "nan", "-1.#IND", "inf"])
def test_a_point_that_windows_could_not_compute_is_dropped(load: Load, bad: str) -> None:
    content = write({}).replace(b"1.0 1.0 0.0", f"{bad} 1.0 0.0".encode())
    shape = load("a.ply", content)
    assert len(shape.vertices) == 3 and "1 points without finite" in shape.warnings[0]


def test_rows_may_have_more_words_and_blank_lines_between(load: Load) -> None:
    content = write({}, FACES, "3 0 1 2\n3 0 2 3\n")
    odd = content.replace(b"3 0 1 2\n", b"\n 3 0 1 2 extra? \r\n\n").replace(b"extra?", b"99")
    assert load("a.ply", odd).faces.tolist() == [[0, 1, 2], [0, 2, 3]]
    one_line = content.replace(b"end_header\n", b"end_header@").replace(b"\n", b" ")
    header, _, body = one_line.partition(b"end_header@")
    lines = content[: content.index(b"end_header")] + b"end_header\n" + body
    assert load("b.ply", lines).faces.tolist() == [[0, 1, 2], [0, 2, 3]]


@pytest.mark.parametrize("encoding", ["utf-8-sig", "utf-16"])
def test_text_in_other_encodings(load: Load, encoding: str) -> None:
    content = write({}, FACES, "3 0 1 2\n3 0 2 3\n").decode().encode(encoding)
    assert load("a.ply", content).faces.tolist() == [[0, 1, 2], [0, 2, 3]]


@pytest.mark.parametrize(
    ("rows", "message"),
    [
        ("3 0 1 2\n3 0 2\n", "line 15: no row of its element face .'3 0 2'"),
        ("3 0 1 2\n\n3 0 2 4\n", "line 16: face 1 .* vertex 4, but there are 4"),
        ("3 0 1 2\n3 0 2 -1\n", "line 15: face 1 .* vertex -1"),
        ("3 0 1 2\n-1 0 2 3\n", "line 15: no row"),
        ("3 0 1 2\n3 0 2 1.5\n", "line 15: face 1 .* not a vertex number: 1.5"),
        ("3 0 1 2\n3 0 2 nan\n", "line 15: face 1 .* not a vertex number: nan"),
    ],
)
def test_wrong_rows_have_numbers(load: Load, rows: str, message: str) -> None:
    with pytest.raises(ShapeError, match=message):
        load("a.ply", write({}, FACES, rows))


def test_packed_and_separate_colours_of_other_clouds(
    load: Load, las_bytes: Callable[[np.ndarray, bool], bytes]
) -> None:
    import laspy

    shares = srgb_to_linear(COLORS * 255)
    packed = (np.rint(COLORS * 255).astype(np.uint32) * [65536, 256, 1]).sum(axis=1)
    header = (
        "VERSION 0.7\nFIELDS x y z rgb\nSIZE 4 4 4 4\nTYPE F F F {}\nWIDTH 4\nHEIGHT 1\nDATA {}\n"
    )
    as_float = packed.astype("<u4").view("<f4")
    rows = np.concatenate([np.array(POINTS, "<f4"), as_float[:, None]], axis=1)
    text = "".join("{} {} {} {!r}\n".format(*row[:3], float(row[3])) for row in rows)
    files = {
        "a.pcd": (header.format("F", "binary")).encode() + rows.tobytes(),
        "b.pcd": (header.format("F", "ascii") + text).encode(),
        "c.pcd": (
            header.format("U", "ascii")
            + "".join(f"{x} {y} {z} {c}\n" for (x, y, z), c in zip(POINTS, packed, strict=True))
        ).encode(),
    }
    archive = io.BytesIO()
    np.savez(archive, points=np.array(POINTS, float), colors=np.rint(COLORS * 255).astype("u1"))
    files["d.npz"] = archive.getvalue()
    for compress in (False, True):
        cloud = laspy.read(io.BytesIO(las_bytes(np.array(POINTS, float), compress)))
        cloud.red, cloud.green, cloud.blue = np.rint(COLORS.T * 65535).astype(np.uint16)
        stream = io.BytesIO()
        cloud.write(stream, do_compress=compress)
        files[f"e{compress}.laz"] = stream.getvalue()
    for name, content in files.items():
        np.testing.assert_allclose(colors_of(load(name, content))[:, :3], shares, atol=1e-4)


def test_a_wrong_point_of_a_text_pcd_has_a_number(load: Load) -> None:
    header = "VERSION 0.7\nFIELDS x y z\nSIZE 4 4 4\nTYPE F F F\nWIDTH 3\nHEIGHT 1\nDATA ascii\n"
    with pytest.raises(ShapeError, match="line 9: a point .*'1 2'"):
        load("a.pcd", header + "0 0 0\n1 2\n3 4 5\n")
    shape = load("b.pcd", header + "0 0 0\n-nan(ind) 1 2\n3 4 5\n")
    assert len(shape.vertices) == 2
    counted = load("c.pcd", header.replace("DATA", "POINTS 0\nDATA") + "0 0 0\n1 2 1\n3 4 5\n")
    assert len(counted.vertices) == 3
