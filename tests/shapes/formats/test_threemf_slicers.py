"""3MF files of slicers: what is no part of the shape, and what it is printed in."""

import json
from collections.abc import Callable

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from patchalign3d_cli.errors import ShapeError
from patchalign3d_cli.shapes import Shape
from patchalign3d_cli.shapes.formats.threemf.properties import parse_color
from patchalign3d_cli.shapes.formats.threemf.slicers import decoded_filament
from patchalign3d_cli.shapes.srgb import srgb_to_linear
from support.box_chairs import box_part
from support.textures import PNG

Load = Callable[..., Shape]
Pack = Callable[[dict[str, str]], bytes]
ROOT = "3D/3dmodel.model"
BAMBU, PRUSA = "Metadata/model_settings.config", "Metadata/Slic3r_PE_model.config"
RED, GREEN = [1.0, 0.0, 0.0], [0.0, 1.0, 0.0]


def mesh(name: str = "seat", more: Callable[[int], str] = lambda face: "") -> str:
    """A box; `more` gives further attributes of a triangle."""
    vertices, faces = box_part(name)
    rows = "".join(f'<vertex x="{x}" y="{y}" z="{z}"/>' for x, y, z in vertices.tolist())
    corners = "".join(
        f'<triangle v1="{a}" v2="{b}" v3="{c}" {more(i)}/>' for i, (a, b, c) in enumerate(faces)
    )
    return f"<mesh><vertices>{rows}</vertices><triangles>{corners}</triangles></mesh>"


def model(resources: str, build: str) -> str:
    return (
        '<model xmlns:m="http://schemas.microsoft.com/3dmanufacturing/material/2015/02"'
        ' xmlns:p="http://schemas.microsoft.com/3dmanufacturing/production/2015/06"'
        ' xmlns:slic3rpe="http://schemas.slic3r.org/3mf/2017/06">'
        f"<resources>{resources}</resources><build>{build}</build></model>"
    )


def items(*numbers: int) -> str:
    return "".join(f'<item objectid="{number}"/>' for number in numbers)


def pair(second: str = "") -> str:
    """Two boxes as components of one object; the second has these attributes."""
    return (
        f'<object id="1" name="chair">{mesh()}</object>'
        f'<object id="2" name="other" {second}>{mesh("back")}</object>'
        '<object id="3"><components><component objectid="1"/><component objectid="2"/></components>'
        "</object>"
    )


@pytest.mark.parametrize("kind", ["support", "solidsupport", "other"])
@pytest.mark.parametrize("build", [items(3), items(1, 2)])
def test_objects_of_other_types_are_no_shape(
    load: Load, pack_3mf: Pack, kind: str, build: str
) -> None:
    members = {ROOT: model(pair(f'type="{kind}"'), build)}
    shape = load("a.3mf", pack_3mf(members))
    assert [node.name for node in shape.nodes] == ["chair"]
    assert shape.warnings == (f"parts that are not the shape were left out: {kind}",)
    surface = load("b.3mf", pack_3mf({ROOT: model(pair('type="surface"'), build)}))
    assert len(surface.nodes) == 2 and surface.warnings == ()


@pytest.mark.parametrize(
    "subtype", ["support_blocker", "support_enforcer", "modifier_part", "negative_part"]
)
@pytest.mark.parametrize("apart", [True, False])
def test_parts_of_bambu_and_orca(load: Load, pack_3mf: Pack, subtype: str, apart: bool) -> None:
    config = (
        '<config><object id="3"><metadata key="name" value="x"/><part id="1"'
        f' subtype="normal_part"/><part id="2" subtype="{subtype}"/></object></config>'
    )
    members = {ROOT: model(pair(), items(3)), BAMBU: config}
    if apart:  # each object in a model of its own
        path = 'p:path="/3D/Objects/all.model"'
        members["3D/Objects/all.model"] = model(pair(), "")
        components = "".join(f'<component {path} objectid="{i}"/>' for i in (1, 2))
        whole = f'<object id="3"><components>{components}</components></object>'
        members[ROOT] = model(whole, items(3))
    shape = load("a.3mf", pack_3mf(members))
    assert [node.name for node in shape.nodes] == ["chair"]
    assert subtype.replace("_", " ") in shape.warnings[0]


@pytest.mark.parametrize(
    "values",
    [
        {"volume_type": "SupportBlocker"},
        {"volume_type": "ParameterModifier", "modifier": "1"},
        {"modifier": "1"},
        {"volume_type": "NegativeVolume"},
    ],
)
def test_volumes_of_prusaslicer(load: Load, pack_3mf: Pack, values: dict[str, str]) -> None:
    metadata = "".join(
        f'<metadata type="volume" key="{key}" value="{value}"/>' for key, value in values.items()
    )
    config = (
        '<config><object id="1"><volume firstid="0" lastid="3"><metadata type="volume" key="name"'
        f' value="a"/></volume><volume firstid="4" lastid="11">{metadata}</volume>'
        "</object></config>"
    )
    members = {ROOT: model(f'<object id="1">{mesh()}</object>', items(1)), PRUSA: config}
    shape = load("a.3mf", pack_3mf(members))
    assert np.array_equal(shape.faces, box_part("seat")[1][:4])
    assert "were left out" in shape.warnings[0]


def test_helpers_of_cura(load: Load, pack_3mf: Pack) -> None:
    blocker = (
        '<metadatagroup><metadata name="cura:anti_overhang_mesh">True</metadata></metadatagroup>'
    )
    keyed = '<metadatagroup><metadata key="cura:support_mesh" value="True"/></metadatagroup>'
    for settings in (blocker, keyed):
        second = f'<object id="2" name="other">{settings}{mesh("back")}</object>'
        resources = f'<object id="1" name="chair">{mesh()}</object>{second}'
        shape = load("a.3mf", pack_3mf({ROOT: model(resources, items(1, 2))}))
        assert [node.name for node in shape.nodes] == ["chair"]


def test_a_file_of_nothing_but_supports_says_so(load: Load, pack_3mf: Pack) -> None:
    members = {ROOT: model(f'<object id="1" type="support">{mesh()}</object>', items(1))}
    with pytest.raises(ShapeError, match="holds nothing but support"):
        load("a.3mf", pack_3mf(members))


@pytest.mark.parametrize("config", ["<config", "<config><object/></config>", "text", "<a id='1'/>"])
def test_damaged_settings_count_as_missing(load: Load, pack_3mf: Pack, config: str) -> None:
    for name in (BAMBU, PRUSA, "Metadata/project_settings.config", "Metadata/Slic3r_PE.config"):
        members = {ROOT: model(pair(), items(3)), name: config}
        assert len(load("a.3mf", pack_3mf(members)).nodes) == 2


def shown(shape: Shape) -> np.ndarray:
    """(F, 3, 3) linear colours of the corners: of materials, or of colours."""
    appearance = shape.appearance
    assert appearance is not None
    elements = appearance.elements
    found = np.ones((shape.element_count, 3, 3))
    if "COLOR_0" in elements.attributes:
        values, corners = elements.attributes["COLOR_0"]
        found = np.where(corners[..., None] < 0, 1.0, values[corners][..., :3])
    for face, number in enumerate(elements.materials):
        if number >= 0:
            shade = appearance.materials[number]["pbrMetallicRoughness"]
            found[face] = shade["baseColorFactor"][:3]
    return found


GROUPS = {
    "colours": '<m:colorgroup id="5"><m:color color="#FF0000FF"/><m:color color="#00FF00"/>'
    "</m:colorgroup>",
    "materials": '<basematerials id="5"><base name="paint" displaycolor="#FF0000"/>'
    '<base name="wood" displaycolor="#00FF00FF"/></basematerials>',
}
GROUPS["several"] = (
    GROUPS["colours"].replace('id="5"', 'id="6"')
    + '<m:multiproperties id="5" pids="6"><m:multi pindices="0"/><m:multi pindices="1"/>'
    "</m:multiproperties>"
)


@pytest.mark.parametrize("kind", list(GROUPS))
def test_colours_of_objects_and_triangles(load: Load, pack_3mf: Pack, kind: str) -> None:
    geometry = mesh(more=lambda face: 'pid="5" p1="1"' if face >= 8 else "")
    resources = f'{GROUPS[kind]}<object id="1" pid="5" pindex="0">{geometry}</object>'
    shape = load("a.3mf", pack_3mf({ROOT: model(resources, items(1))}))
    expected = np.array([RED] * 8 + [GREEN] * 4)
    np.testing.assert_allclose(shown(shape), np.repeat(expected[:, None], 3, axis=1), atol=1e-6)
    if kind == "materials":
        assert [material["name"] for material in shape.appearance.materials] == ["paint", "wood"]


def test_colours_of_corners_and_of_nothing(load: Load, pack_3mf: Pack) -> None:
    geometry = mesh(more=lambda face: 'pid="5" p1="0" p2="1" p3="7"' if face == 0 else "")
    resources = f'{GROUPS["colours"]}<object id="1">{geometry}</object>'
    shape = load("a.3mf", pack_3mf({ROOT: model(resources, items(1))}))
    assert shown(shape)[0].tolist() == [RED, GREEN, [1, 1, 1]]
    assert (shown(shape)[1:] == 1).all()
    plain = model(f'<object id="1" pid="99" pindex="0">{mesh()}</object>', items(1))
    assert load("b.3mf", pack_3mf({ROOT: plain})).appearance is None


def test_textures(load: Load, pack_3mf: Pack) -> None:
    geometry = mesh(more=lambda face: 'pid="5" p1="0" p2="1" p3="0"')
    resources = (
        '<m:texture2d id="8" path="/3D/Textures/wood.png" contenttype="image/png"/>'
        '<m:texture2dgroup id="5" texid="8"><m:tex2coord u="0" v="0"/><m:tex2coord u="1" v="0.25"/>'
        "</m:texture2dgroup>"
        f'<object id="1">{geometry}</object>'
    )
    members = {ROOT: model(resources, items(1)), "3D/Textures/wood.png": PNG}
    appearance = load("a.3mf", pack_3mf(members)).appearance
    assert appearance.images[0].data == PNG
    values, corners = appearance.elements.attributes["TEXCOORD_0"]
    assert values[corners[0]].tolist() == [[0, 1], [1, 0.75], [0, 1]]
    assert (appearance.elements.materials == 0).all()
    del members["3D/Textures/wood.png"]
    assert "not in the archive" in load("b.3mf", pack_3mf(members)).appearance.warnings[0]


@pytest.mark.parametrize("slicer", ["bambu", "prusa"])
def test_filaments_and_paint(load: Load, pack_3mf: Pack, slicer: str) -> None:
    paint = {"bambu": "paint_color", "prusa": "slic3rpe:mmu_segmentation"}[slicer]
    geometry = mesh(more=lambda face: f'{paint}="8"' if face == 0 else "")
    members = {ROOT: model(f'<object id="1">{geometry}</object>', items(1))}
    if slicer == "bambu":
        members["Metadata/project_settings.config"] = json.dumps(
            {"filament_colour": ["#FF0000", "#00FF00"]}
        )
        members[BAMBU] = (
            '<config><object id="1"><metadata key="extruder" value="1"/></object></config>'
        )
    else:
        members["Metadata/Slic3r_PE.config"] = (
            '; extruder_colour = #FF0000;""\n; filament_colour = #0000FF;#00FF00\n'
        )
        members[PRUSA] = (
            '<config><object id="1"><volume firstid="0" lastid="11"><metadata type="volume"'
            ' key="extruder" value="1"/></volume></object></config>'
        )
    shape = load("a.3mf", pack_3mf(members))
    expected = np.array([GREEN] + [RED] * 11)
    np.testing.assert_allclose(shown(shape), np.repeat(expected[:, None], 3, axis=1), atol=1e-6)


@pytest.mark.parametrize(
    ("text", "filament"),
    [("", 0), ("0", 0), ("4", 1), ("8", 2), ("0C", 3), ("1C", 4), ("FC", 18), ("8481", 1)]
    + [("zz", 0), ("8883", 2), ("3", 0)],
)
def test_paint_of_a_triangle(text: str, filament: int) -> None:
    assert decoded_filament(text) == filament


@given(st.text("0123456789ABCDEFxyz ", max_size=40))
def test_any_paint_is_a_filament(text: str) -> None:
    assert decoded_filament(text) >= 0


def test_colours_as_text() -> None:
    assert parse_color("#FF000080") == (1, 0, 0, pytest.approx(128 / 255))
    assert parse_color("#ff0000") == (1, 0, 0, 1)
    for wrong in ("", "red", "#FF", "#GG0000", "#FF0000000"):
        assert parse_color(wrong) == (1, 1, 1, 1)
    assert srgb_to_linear(255.0) == 1
