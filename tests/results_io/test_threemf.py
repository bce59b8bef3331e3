"""3MF, read by the 3MF Consortium's own library, by trimesh and by this project."""

import re
import xml.etree.ElementTree as ET
import zipfile
from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest
import trimesh

from patchalign3d_cli.coloring.palette import UNLABELLED_COLOR, palette
from patchalign3d_cli.errors import OutputError
from patchalign3d_cli.options import OutputOptions
from patchalign3d_cli.pieces import split
from patchalign3d_cli.results import PartSegmentation
from patchalign3d_cli.results_io.threemf.writer import print_warnings, write_3mf
from patchalign3d_cli.shapes import Shape, load_shape, up_rotation
from support.round_trips import CASES

MESHES = [name for name in CASES if "cloud" not in name and "points" not in name]


def in_lib3mf(path: Path):
    """The model as lib3mf reads it, which must find nothing to warn of."""
    lib3mf = pytest.importorskip("lib3mf")
    wrapper = lib3mf.get_wrapper()
    model = wrapper.CreateModel()
    reader = model.QueryReader("3mf")
    reader.SetStrictModeActive(True)
    reader.ReadFromFile(str(path))
    assert reader.GetWarningCount() == 0
    return wrapper, model


def objects(path: Path) -> list[tuple[str, np.ndarray, tuple[int, int, int]]]:
    """Name, corners (F, 3, 3) and colour of each mesh, by lib3mf."""
    wrapper, model = in_lib3mf(path)
    listed = []
    meshes = model.GetMeshObjects()
    while meshes.MoveNext():
        mesh = meshes.GetCurrentMeshObject()
        vertices = np.array([list(item.Coordinates) for item in mesh.GetVertices()])
        faces = np.array([list(item.Indices) for item in mesh.GetTriangleIndices()])
        resource, index, known = mesh.GetObjectLevelProperty()
        assert known
        color = model.GetBaseMaterialGroupByID(resource).GetDisplayColor(index)
        assert color.Alpha == 255
        listed.append((mesh.GetName(), vertices[faces], (color.Red, color.Green, color.Blue)))
    return listed


def written(result: PartSegmentation, tmp_path: Path, **options) -> Path:
    write_3mf(result, tmp_path / "a.3mf", OutputOptions(**options))
    return tmp_path / "a.3mf"


def test_parts_are_named_objects_of_their_colour(make_result, tmp_path):
    labels = make_result().labels.copy()
    labels[:20] = -1
    result = make_result(
        parts=("top", "nowhere", "bottom"), labels=np.where(labels == 1, 2, labels)
    )
    listed = objects(written(result, tmp_path))
    assert [name for name, _, _ in listed] == ["top", "bottom", "unlabelled"]
    colors = palette(3).tolist()
    assert [list(color) for _, _, color in listed] == [colors[0], colors[2], [*UNLABELLED_COLOR]]
    for (_, corners, _), label in zip(listed, (0, 2, -1), strict=True):
        expected = result.source.vertices[result.source.faces[result.labels == label]] + 1
        assert corners == pytest.approx(expected)


@pytest.mark.many
@pytest.mark.parametrize("name", MESHES)
@pytest.mark.parametrize("cap", [False, True])
def test_every_kind_of_result_is_valid_and_whole(name, cap, tmp_path):
    result = CASES[name](tmp_path)
    path = written(result, tmp_path, cap=cap)
    listed = objects(path)
    corners = np.concatenate([corners for _, corners, _ in listed])
    areas = np.linalg.norm(
        np.cross(corners[:, 1] - corners[:, 0], corners[:, 2] - corners[:, 0]), axis=1
    )
    whole = result.source.element_areas().sum()
    if not cap:
        assert areas.sum() / 2 == pytest.approx(whole, rel=1e-5)
    assert areas.sum() / 2 >= whole * (1 - 1e-5)
    scene = trimesh.load_scene(path)
    assert len(scene.geometry) == len(listed)
    low, high = result.source.bounds
    turned = np.abs(up_rotation(result.source.up) @ (high - low))[[0, 2, 1]]
    assert scene.bounds == pytest.approx(np.array([[0, 0, 0], turned]), abs=1e-5)
    again = load_shape(path)
    assert again.bounds == pytest.approx(scene.bounds, abs=1e-5) and again.warnings == ()
    assert [node.name for node in again.nodes] == [name for name, _, _ in listed]


def test_pieces_are_objects_and_share_the_filament_of_their_part(make_result, tmp_path):
    corners, faces = np.eye(4, 3), np.array([[0, 2, 1], [0, 1, 3], [1, 2, 3], [0, 3, 2]])
    many = np.concatenate([corners + 5 * i for i in range(3)])
    source = Shape(many, np.concatenate([faces + 4 * i for i in range(3)]))
    labels = np.repeat(np.array([1, 0, 1], np.int32), 4)
    result = replace(
        make_result(),
        source=source,
        labels=labels,
        confidence=np.ones(12, np.float32),
        scores=np.zeros((12, 2), np.float32),
    )
    path = written(split(result, "instances"), tmp_path)
    assert [name for name, _, _ in objects(path)] == ["top", "bottom_0", "bottom_1"]
    assert extruders(path) == {"top": 1, "bottom_0": 2, "bottom_1": 2}
    assert print_warnings(result, OutputOptions()) == []
    wrapper, model = in_lib3mf(path)
    meshes = model.GetMeshObjects()
    while meshes.MoveNext():
        assert meshes.GetCurrentMeshObject().IsManifoldAndOriented()


def extruders(path: Path) -> dict[str, int]:
    """The filament of each part; both slicers are told the same of the same objects."""
    with zipfile.ZipFile(path) as archive:
        model = ET.fromstring(archive.read("3D/3dmodel.model"))
        bambu = ET.fromstring(archive.read("Metadata/model_settings.config"))
        prusa = ET.fromstring(archive.read("Metadata/Slic3r_PE_model.config"))
    space = {"m": model.tag.partition("}")[0][1:]}
    meshes = {
        item.get("id"): len(item.findall("m:mesh/m:triangles/m:triangle", space))
        for item in model.findall("m:resources/m:object", space)
    }
    (item,) = model.findall("m:build/m:item", space)
    (assembly,) = bambu.findall("object")
    assert assembly.get("id") == item.get("objectid")

    def values(node) -> dict[str, str]:
        return {child.get("key"): child.get("value") for child in node.findall("metadata")}

    by_bambu = {part.get("id"): values(part) for part in assembly.findall("part")}
    by_prusa = {}
    for part in prusa.findall("object"):
        by_prusa[part.get("id")] = values(part)
        (volume,) = part.findall("volume")
        assert values(volume) == {**values(part), "volume_type": "ModelPart"}
        run = int(volume.get("firstid")), int(volume.get("lastid"))
        assert run == (0, meshes[part.get("id")] - 1)
    assert by_bambu == by_prusa and set(by_bambu) < set(meshes)
    return {item["name"]: int(item["extruder"]) for item in by_bambu.values()}


def test_filaments_are_counted_by_the_parts_that_are_there(make_result, tmp_path):
    labels = np.where(make_result().labels == 0, 2, 0).astype(np.int32)
    labels[:10] = -1
    result = make_result(parts=("a", "nowhere", "c"), labels=labels)
    assert extruders(written(result, tmp_path)) == {"a": 1, "c": 2, "unlabelled": 3}


@pytest.mark.parametrize("up", ["x", "y", "z", "-x", "-y", "-z"])
def test_it_stands_on_the_plate(make_result, up, tmp_path):
    vertices = make_result().source.vertices * [1, 2, 3] + [1e5, 0, -7]
    result = make_result(vertices=vertices, up=up)
    scene = trimesh.load_scene(written(result, tmp_path))
    ours = result.source.vertices @ up_rotation(up).T
    stands = np.stack([ours[:, 0], -ours[:, 2], ours[:, 1]], axis=1)
    expected = stands[result.source.faces] - stands.min(axis=0)
    found = scene.to_mesh().triangles
    assert np.sort(found.mean(axis=1), axis=0) == pytest.approx(
        np.sort(expected.mean(axis=1), axis=0), abs=1e-5
    )


@pytest.mark.parametrize(
    ("unit", "file", "name"),
    [
        (None, "a.obj", "millimeter"),
        (None, "a.glb", "meter"),
        ("mm", "a.glb", "millimeter"),
        ("cm", "a.obj", "centimeter"),
        ("m", "a.obj", "meter"),
        ("inch", "a.obj", "inch"),
    ],
)
def test_the_unit_is_told(make_result, unit, file, name, tmp_path):
    path = written(make_result(path=Path(file)), tmp_path, unit=unit)
    scene = trimesh.load_scene(path)
    assert scene.units == name
    assert scene.extents == pytest.approx([2, 2, 2])
    wrapper, model = in_lib3mf(path)
    assert model.GetUnit().name.lower() == name


def test_what_is_open_is_told_and_caps_close_it(make_result, tmp_path):
    result = make_result()
    open_cuts = print_warnings(result, OutputOptions())
    assert open_cuts == [
        "not watertight in the 3MF: top, bottom; --cap closes where parts were cut from each other"
    ]
    assert print_warnings(result, OutputOptions(cap=True)) == []
    meshes = trimesh.load_scene(written(result, tmp_path, cap=True)).geometry
    assert {name: mesh.volume for name, mesh in meshes.items()} == {
        "top": pytest.approx(4),
        "bottom": pytest.approx(4),
    }
    holed = replace(result.source, faces=result.source.faces[:-1])
    values = {key: getattr(result, key)[:-1] for key in ("labels", "confidence", "scores")}
    (warning,) = print_warnings(replace(result, source=holed, **values), OutputOptions(cap=True))
    assert warning == "not watertight in the 3MF: bottom" or warning.endswith("3MF: top")


def test_an_unlikely_size_is_told(make_result):
    (first, _) = print_warnings(
        make_result(vertices=make_result().source.vertices * 0.4), OutputOptions()
    )
    assert first.startswith("the shape is 0.8 mm large in the 3MF; say --unit")
    assert len(print_warnings(make_result(), OutputOptions(unit="m"))) == 1


def test_a_cloud_is_no_solid(make_result, tmp_path):
    with pytest.raises(OutputError, match="point cloud; write .ply or .glb"):
        written(make_result("cloud"), tmp_path)
    assert not list(tmp_path.iterdir())


def test_any_name_is_valid_xml(make_result, tmp_path):
    names = ('a "&<>\n\t\r', "\x00\x1b[31m\udc80\uffff", "\U0001fa91 Sitzfl\u00e4che")
    known = 'a "&<>   '
    result = make_result(parts=names)
    labels = (np.arange(192) % 3).astype(np.int32)
    path = written(replace(result, labels=labels), tmp_path)
    assert [name for name, _, _ in objects(path)] == [known, "??[31m??", names[2]]
    assert set(extruders(path)) == {known, "??[31m??", names[2]}


def test_heat_colours_a_part_by_its_mean(make_result, tmp_path):
    (_, _, one), (_, _, two) = objects(written(make_result(), tmp_path, heatmap=True))
    assert one != two and list(one) != palette(1)[0].tolist()


def test_the_archive_holds_no_date(make_result, tmp_path):
    path = written(make_result(), tmp_path)
    with zipfile.ZipFile(path) as archive:
        assert {entry.date_time[:3] for entry in archive.infolist()} == {(1980, 1, 1)}
        model = archive.read("3D/3dmodel.model").decode()
    assert not re.search(r"20\d\d-\d\d-\d\d", model)
