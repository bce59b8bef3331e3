from collections.abc import Callable
from pathlib import Path

import numpy as np
import pytest
import trimesh
from hypothesis import given, settings
from hypothesis import strategies as st

from patchalign3d_cli.errors import ShapeError
from patchalign3d_cli.shapes import Shape
from patchalign3d_cli.shapes.formats.obj.reader import read_obj

Load = Callable[..., Shape]
CORNERS = "v 0 0 0\nv 1 0 0\nv 1 1 0\nv 0 1 0\nv 0 0 1\n"


def test_materials_and_texture_coordinates_change_nothing(load: Load) -> None:
    text = (
        "mtllib missing.mtl\n" + CORNERS + "vt 0 0\nvt 1 0\nvt 1 1\nvn 0 0 1\n"
        "usemtl red\nf 1/1/1 2/2/1 3/3/1\nusemtl blue\nf 1/2 3/3 4/1\nusemtl red\ns 1\n"
        "f 1//1 2//1 5//1\n"
    )
    shape = load("a.obj", text)
    np.testing.assert_array_equal(shape.faces, [[0, 1, 2], [0, 2, 3], [0, 1, 4]])
    assert len(shape.vertices) == 5
    assert shape.face_index is None
    assert shape.nodes == ()
    assert shape.warnings == ()


def test_unused_and_equal_vertices_stay(load: Load) -> None:
    shape = load("a.obj", "v 9 9 9\nv 0 0 0\nv 0 0 0\nv 1 0 0\nv 0 1 0\nf 2 4 5\nf 3 4 5\n")
    assert shape.vertices.tolist()[:3] == [[9, 9, 9], [0, 0, 0], [0, 0, 0]]
    np.testing.assert_array_equal(shape.faces, [[1, 3, 4], [2, 3, 4]])


def test_polygons_become_fans_that_know_their_polygon(load: Load) -> None:
    shape = load("a.obj", CORNERS + "f 1 2 5\nf 1 2 3 4\nf 2 3 5\nf 5 4 3 2 1\nf 1 2\n")
    np.testing.assert_array_equal(
        shape.faces,
        [[0, 1, 4], [0, 1, 2], [0, 2, 3], [1, 2, 4], [4, 3, 2], [4, 2, 1], [4, 1, 0]],
    )
    np.testing.assert_array_equal(shape.face_index, [0, 1, 1, 2, 3, 3, 3])
    assert shape.warnings == ("1 polygons with fewer than three corners were left out",)


def test_negative_indices_count_from_the_vertices_above(load: Load) -> None:
    shape = load("a.obj", "v 0 0 0\nv 1 0 0\nv 0 1 0\nf -3 -2 -1\nv 0 0 1\nf -4/1 -2/2 -1\n")
    np.testing.assert_array_equal(shape.faces, [[0, 1, 2], [0, 2, 3]])


@pytest.mark.parametrize("index", ["0", "-4", "4"])
def test_indices_out_of_range_are_refused(load: Load, index: str) -> None:
    with pytest.raises(ShapeError, match="line 4: face 0 .* there are 3 vertices"):
        load("a.obj", f"v 0 0 0\nv 1 0 0\nv 0 1 0\nf 1 2 {index}\n")


@pytest.mark.parametrize("newline", ["\n", "\r\n", "\r"])
def test_line_ends_continuations_comments_and_indents(load: Load, newline: str) -> None:
    text = (
        "\ufeffv 0 0 0 # the first\n\tv 1.5e0  0 0 1.0\nv 0\t1 0 0.1 0.2 0.3\n  v 0 0 +.5\n"
        "# f 9 9 9\nf 1 2 \\\n3\nf 1 \\\n 3 4 # last"
    )
    shape = load("a.obj", text.replace("\n", newline))
    np.testing.assert_array_equal(shape.vertices, [[0, 0, 0], [1.5, 0, 0], [0, 1, 0], [0, 0, 0.5]])
    np.testing.assert_array_equal(shape.faces, [[0, 1, 2], [0, 2, 3]])


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("v 1 2 3\n\nv 0 0\n", "line 3: 2 numbers where 3 are needed .'v 0 0'"),
        ("v 0 0 x\n", "line 1: 'x' is not a number"),
        ("# a\nv 0 0 0\\\n\nv 0 0\\\n 3.1+e2\n", "line 4: '3.1.e2' is not a number"),
        ("v 0,5 1,5 2\n", "line 1: '0,5' is not a number"),
        ("v 0 0 0\nf 1 a 1\n", "line 2: .* not a vertex number .'f 1 a 1'"),
        (f"v 0 0 0\nf 1 1 {'9' * 30}\n", "not a vertex number"),
    ],
)
def test_wrong_lines_are_named(load: Load, text: str, message: str) -> None:
    with pytest.raises(ShapeError, match=message):
        load("a.obj", text)


def test_objects_become_nodes_and_groups_inside_them_do_not(load: Load) -> None:
    text = CORNERS + "f 1 2 3\no seat one\ng g1\nf 1 2 3 4\ng g2\nf 1 2 5\no leg\nf 2 3 5\n"
    shape = load("a.obj", text)
    assert [(node.name, node.start, node.count) for node in shape.nodes] == [
        ("default", 0, 1),
        ("seat one", 1, 3),
        ("leg", 4, 1),
    ]
    np.testing.assert_array_equal(shape.nodes[0].transform, np.eye(4))


def test_groups_become_nodes_where_there_are_no_objects(load: Load) -> None:
    shape = load("a.obj", "g empty\n" + CORNERS + "g one\nf 1 2 3\ng one\nf 1 2 4\ng\nf 1 2 5\n")
    assert [(node.name, node.start, node.count) for node in shape.nodes] == [
        ("one", 0, 2),
        ("default", 2, 1),
    ]


def test_a_group_in_pieces_gives_no_nodes(load: Load) -> None:
    assert load("a.obj", CORNERS + "g a\nf 1 2 3\ng b\nf 1 2 4\ng a\nf 1 2 5\n").nodes == ()


def test_vertices_alone_are_a_cloud(load: Load) -> None:
    shape = load("a.obj", CORNERS + "l 1 2\np 3\n")
    assert shape.is_cloud
    assert shape.element_count == 5


def test_same_as_trimesh_where_it_keeps_the_order(load: Load) -> None:
    sphere = trimesh.creation.icosphere(subdivisions=2)
    shape = load("a.obj", sphere.export(file_type="obj", digits=17))
    np.testing.assert_array_equal(shape.vertices, sphere.vertices)
    np.testing.assert_array_equal(shape.faces, sphere.faces)


polygons = st.lists(st.lists(st.integers(1, 9), min_size=1, max_size=7), max_size=20)


@settings(max_examples=60, deadline=None)
@given(polygons=polygons, relative=st.booleans(), slashes=st.sampled_from(["", "/7", "/7/8"]))
def test_same_as_a_plain_reading(polygons: list[list[int]], relative: bool, slashes: str) -> None:
    lines = [f"v {i} 0 0" for i in range(9)]
    lines += [
        "f " + " ".join(f"{i - 10 if relative else i}{slashes}" for i in corners)
        for corners in polygons
    ]
    raw = read_obj("\n".join(lines).encode(), Path("a.obj"))
    expected = [
        (corners[0] - 1, corners[i] - 1, corners[i + 1] - 1)
        for corners in polygons
        for i in range(1, len(corners) - 1)
    ]
    owners = [number for number, corners in enumerate(polygons) for _ in corners[2:]]
    assert raw.faces is not None
    assert [tuple(face) for face in raw.faces.tolist()] == expected
    found = range(len(raw.faces)) if raw.face_index is None else raw.face_index.tolist()
    assert list(found) == owners
