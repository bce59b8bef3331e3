from collections.abc import Callable

import numpy as np
import pytest

from patchalign3d_cli.errors import ShapeError
from patchalign3d_cli.shapes import Shape
from support.scenes import moved

Load = Callable[..., Shape]


def test_3mf_components_are_placed_inside_one_another(
    load: Load, samples: dict[str, bytes]
) -> None:
    shape = load("a.3mf", samples["scene.3mf"])
    points = np.array([[0, 0, 0], [1, 0, 0], [0, 2, 0], [0, 0, 4.0]])
    item = np.array([[2, 0, 0, 0], [0, 2, 0, 0], [0, 0, 2, 100], [0, 0, 0, 1.0]])
    # The file's rows are what x, y and z become: x goes to y, y to -x.
    component = np.array([[0, -1, 0, 10], [1, 0, 0, 20], [0, 0, 1, 30], [0, 0, 0, 1.0]])
    transforms = [item, item @ component, np.eye(4)]
    assert [(node.name, node.start, node.count) for node in shape.nodes] == [
        ("leg", 0, 2),
        ("leg", 2, 2),
        ("leg", 4, 2),
    ]
    for i, transform in enumerate(transforms):
        np.testing.assert_array_equal(shape.nodes[i].transform, transform)
        np.testing.assert_array_equal(shape.vertices[4 * i : 4 * i + 4], moved(points, transform))
    assert shape.faces is not None
    assert shape.faces[:2].tolist() == [[3, 1, 0], [0, 1, 2]]


MESH = (
    '<mesh><vertices><vertex x="0" y="0" z="0"/><vertex x="1" y="0" z="0"/>'
    '<vertex x="0" y="1" z="0"/></vertices><triangles>'
    '<triangle v1="0" v2="1" v3="2"/></triangles></mesh>'
)
WRONG_MESH = MESH.replace('v3="2"', 'v3="9"')
ROOT = "3D/3dmodel.model"


def model(resources: str, build: str = "") -> str:
    return (
        '<model xmlns:p="http://schemas.microsoft.com/3dmanufacturing/production/2015/06">'
        f"<resources>{resources}</resources><build>{build}</build></model>"
    )


def test_3mf_objects_in_models_of_their_own(
    load: Load, pack_3mf: Callable[[dict[str, str]], bytes]
) -> None:
    component = '<component p:path="/3D/Objects/one.model" objectid="1"/>'
    members = {
        "3D/Objects/one.model": model(f'<object id="1" name="inner">{MESH}</object>'),
        ROOT: model(
            f'<object id="1"><components>{component}</components></object>',
            '<item objectid="1" transform="1 0 0 0 1 0 0 0 1 5 6 7"/>',
        ),
    }
    shape = load("a.3mf", pack_3mf(members))
    assert [node.name for node in shape.nodes] == ["inner"]
    np.testing.assert_array_equal(shape.vertices, [[5, 6, 7], [6, 6, 7], [5, 7, 7]])


def test_3mf_without_a_build_gives_its_meshes(
    load: Load, pack_3mf: Callable[[dict[str, str]], bytes]
) -> None:
    shape = load("a.3mf", pack_3mf({ROOT: model(f'<object id="7">{MESH}</object>')}))
    assert [node.name for node in shape.nodes] == ["7"]


@pytest.mark.parametrize(
    ("members", "message"),
    [
        ({"readme.txt": "x"}, "no 3D model in it"),
        ({ROOT: "<model>"}, "a model in the archive is damaged"),
        ({ROOT: "<!DOCTYPE model [<!ENTITY a 'b'>]><model>&a;</model>"}, "is damaged"),
        ({ROOT: model(f'<object id="1">{MESH.replace("0.", "x")}</object>', "<item/>")}, "damaged"),
        ({ROOT: model("", '<item objectid="3"/>')}, "object 3 is missing"),
        ({ROOT: model("", '<item objectid="3" p:path="/b.model"/>')}, "b.model is missing"),
        (
            {ROOT: model(f'<object id="1">{WRONG_MESH}</object>')},
            "'1' points at vertex 9, but there are 3 vertices",
        ),
        (
            {
                ROOT: model(
                    '<object id="1"><components><component objectid="1"/></components></object>',
                    '<item objectid="1"/>',
                )
            },
            "components go round",
        ),
    ],
)
def test_3mf_that_contradicts_itself(
    load: Load,
    pack_3mf: Callable[[dict[str, str]], bytes],
    members: dict[str, str],
    message: str,
) -> None:
    with pytest.raises(ShapeError, match=message):
        load("a.3mf", pack_3mf(members))
