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
