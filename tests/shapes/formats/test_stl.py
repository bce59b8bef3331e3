from collections.abc import Callable

import numpy as np
import pytest
import trimesh

from patchalign3d_cli.errors import ShapeError
from patchalign3d_cli.shapes import Shape

Load = Callable[..., Shape]


@pytest.mark.parametrize("kind", ["stl", "stl_ascii", "off", "ply"])
def test_what_trimesh_writes_comes_back(load: Load, kind: str) -> None:
    box = trimesh.creation.box()
    shape = load(f"a.{kind[:3]}", box.export(file_type=kind))
    assert shape.faces is not None
    np.testing.assert_allclose(shape.vertices[shape.faces], box.triangles, atol=1e-7)
    assert shape.vertices.dtype == np.float64
    assert shape.faces.dtype == np.int64


def test_stl_solids_become_nodes(load: Load) -> None:
    facet = "  FACET normal 0 0 1\n outer loop\n VERTEX 0 0 {0}\nvertex 1 0 {0}\n\tvertex 0 1 {0}\n"
    facet += " endloop\n endfacet\n"
    text = "solid vertex one\n" + facet.format(0) * 2 + "endsolid vertex one\n"
    text += "solid\nendsolid\nSolid two\n" + facet.format(5) + "endsolid two\n"
    shape = load("a.stl", text)
    assert [(node.name, node.start, node.count) for node in shape.nodes] == [
        ("vertex one", 0, 2),
        ("two", 2, 1),
    ]
    assert shape.vertices[6:].tolist() == [[0, 0, 5], [1, 0, 5], [0, 1, 5]]


def test_stl_text_cut_short(load: Load, samples: dict[str, bytes]) -> None:
    whole = samples["text.stl"]
    shape = load("a.stl", whole[: whole.rindex(b"endsolid")])
    assert shape.warnings == ("the file ends without `endsolid` and may be cut short",)
    with pytest.raises(ShapeError, match="last facet is cut short"):
        load("a.stl", whole[: whole.rindex(b"vertex")])


def test_stl_binary_may_begin_with_solid(load: Load, samples: dict[str, bytes]) -> None:
    whole = b"solid facet" + samples["binary.stl"][11:]
    assert load("a.stl", whole).element_count == 5
    with pytest.raises(ShapeError, match="5 faces has 334 bytes, but this file has 333"):
        load("a.stl", samples["binary.stl"][:-1])
    longer = load("a.stl", samples["binary.stl"] + b"more")
    assert longer.element_count == 5
    assert longer.warnings == ("4 bytes behind the last face were left alone",)


TEXT = """solid vertex box
 facet normal 0 0 1
  outer loop
   vertex 0 0 0
   vertex 1.5e0 0 0
   vertex 0 +1 0
  endloop
 endfacet
 facet normal 0 0 0
  outer loop
   vertex 0 0 {}
   vertex 1 0 2
   vertex 0 1 2
  endloop
 endfacet
endsolid vertex box
"""


@pytest.mark.parametrize("encoding", ["utf-8-sig", "utf-16", "utf-16-le", "utf-16-be", "utf-32"])
@pytest.mark.parametrize("newline", ["\n", "\r\n", "\r"])
def test_text_in_any_encoding(load: Load, encoding: str, newline: str) -> None:
    expected = load("a.stl", TEXT.format(2))
    shape = load("b.stl", TEXT.format(2).replace("\n", newline).encode(encoding))
    assert np.array_equal(shape.vertices, expected.vertices)
    assert shape.warnings == ()


def test_text_on_one_line_without_solid_and_behind_blank_lines(load: Load) -> None:
    expected = load("a.stl", TEXT.format(2)).vertices
    one_line = " ".join(TEXT.format(2).replace(" vertex box", "").split())
    assert np.array_equal(load("b.stl", one_line).vertices, expected)
    bare = TEXT.format(2).replace("solid vertex box\n", "", 1)
    assert np.array_equal(load("c.stl", "\n" * 700 + bare).vertices, expected)


def test_a_vertex_that_is_no_number_is_named_or_dropped(load: Load) -> None:
    with pytest.raises(ShapeError, match="line 11: 'O.5' is not a number"):
        load("a.stl", TEXT.format("O.5"))
    shape = load("b.stl", TEXT.format("-nan(ind)"))
    assert shape.element_count == 1 and "1 points without finite" in shape.warnings[0]


@pytest.mark.parametrize("count", [0, 0xFFFFFFFF, 0x20202020, 6, 4])
def test_a_count_that_is_not_true(load: Load, samples: dict[str, bytes], count: int) -> None:
    whole = samples["binary.stl"]
    shape = load("a.stl", whole[:80] + count.to_bytes(4, "little") + whole[84:])
    assert np.array_equal(shape.vertices, load("b.stl", whole).vertices)
    assert f"counts {count:,} faces, but the file has room for 5" in shape.warnings[0]


@pytest.mark.parametrize("comment", ["COLOR=", ""])
def test_colours_behind_faces(load: Load, samples: dict[str, bytes], comment: str) -> None:
    whole = bytearray(samples["binary.stl"])
    if comment:
        whole[:10] = b"COLOR=" + bytes([255, 255, 255, 255])
    red = 31 if comment else 31 << 10 | 0x8000
    for face in range(5):
        at = 84 + 50 * face + 48
        own = red if face == 2 else 0x8000 if comment else 0
        whole[at : at + 2] = own.to_bytes(2, "little")
    values, corners = load("a.stl", bytes(whole)).appearance.elements.attributes["COLOR_0"]
    assert values[corners[2]].tolist() == [[1, 0, 0, 1]] * 3
    assert (values[corners[0]] == 1).all()
    assert load("b.stl", samples["binary.stl"]).appearance is None
