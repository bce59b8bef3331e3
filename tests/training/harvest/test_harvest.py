"""Labelled shapes out of the names in files."""

import json
import re
from pathlib import Path

import numpy as np
import pytest

from patchalign3d_cli.datasets import FolderData
from patchalign3d_cli.errors import DataError
from patchalign3d_cli.shapes.formats.gltf.pose import Bones, strongest_joints
from patchalign3d_training.harvest.labelling import Harvested
from patchalign3d_training.harvest.names import PartNames
from patchalign3d_training.harvest.robots import read_robots
from patchalign3d_training.harvest.run import harvest
from support.glb_writing import GlbBuilder

_CORNERS = np.array([(x, y, z) for x in (0, 1) for y in (0, 1) for z in (0, 1)], float)
_FACES = np.array(
    [(0, 1, 3), (0, 3, 2), (4, 6, 7), (4, 7, 5), (0, 4, 5), (0, 5, 1)]
    + [(2, 3, 7), (2, 7, 6), (0, 2, 6), (0, 6, 4), (1, 5, 7), (1, 7, 3)]
)


def scene(pieces: list[tuple[str, str]]) -> GlbBuilder:
    """A cube for each (node's name, material's name), beside each other."""
    glb = GlbBuilder()
    glb.document["materials"] = [{"name": material} for _, material in pieces]
    for number, (name, _) in enumerate(pieces):
        mesh = glb.mesh(_CORNERS + (2 * number, 0, 0), _FACES)
        glb.document["meshes"][mesh]["primitives"][0]["material"] = number
        glb.node(name=name, mesh=mesh)
    return glb


def run(tmp_path: Path, files: dict[str, bytes], **options: str) -> dict[str, Harvested]:
    root = tmp_path / "in"
    for name, data in files.items():
        (root / name).parent.mkdir(parents=True, exist_ok=True)
        (root / name).write_bytes(data)
    results = harvest(root, tmp_path / "out", None, **options)
    return {result.path: result for result in results}


def labels_of(tmp_path: Path, item: str) -> list[str]:
    data = FolderData(tmp_path / "out")
    shape = data.load(list(data.items).index(item))
    return [shape.parts[label] if label >= 0 else "" for label in shape.labels]


@pytest.mark.parametrize(
    ("name", "part"),
    [
        ("Wheel_FL.001", "wheel"),
        ("Tyres", "wheel"),
        ("tyre_RL", "wheel"),
        ("lightFront.002", "light"),
        ("front_door_handle", "handle"),
        ("chair_back", "back"),
        ("leg_back_left", "leg"),
        ("Legs", "leg"),
        ("Chair", None),
        ("Cube.003", None),
        ("gizmo", None),
        ("Object_12", None),
    ],
)
def test_names_of_nodes(name: str, part: str | None):
    assert PartNames(None).part(name) == part


def test_words_of_the_category_come_first():
    assert PartNames(None, "Chairs").part("Feet_L") == "leg"
    assert PartNames(None, "dragon").part("Feet_L") == "foot"
    assert PartNames(None, "motorbike").part("Engine") == "engine"  # not "engine or frame"


@pytest.mark.parametrize(
    ("name", "part"),
    [
        ("mixamorig:LeftUpLeg", "leg"),
        ("Spine1", "torso"),
        ("mixamorig:RightHandRing2", "hand"),
        ("Bip01_L_Thigh", "leg"),
        ("FrontUpperLeg.L", "leg"),
        ("LeftToeBase", "foot"),
        ("HeadTop_End", "head"),
        ("Tail3", "tail"),
        ("Bone.004", None),
    ],
)
def test_names_of_joints(name: str, part: str | None):
    assert PartNames(None).part(name, "joint") == part


def test_nodes_are_taken_where_they_tell_most(tmp_path: Path):
    glb = scene([("Seat_low", "Wood"), ("Leg_L.001", "Metal"), ("Leg_R", "x"), ("Cube.7", "y")])
    result = run(tmp_path, {"stool/a.glb": glb.bytes()})["stool/a.glb"]
    assert (result.source, result.shape) == ("node", "stool/a.ply")
    assert result.parts == {"leg": ["Leg_L.001", "Leg_R"], "seat": ["Seat_low"]}
    assert result.labelled == 0.75 and result.dropped == ["Cube.7"]
    assert labels_of(tmp_path, "stool/a.ply") == 12 * ["seat"] + 24 * ["leg"] + 12 * [""]
    report = json.loads((tmp_path / "out" / "harvest.json").read_text())
    assert report["files"][0]["reason"].startswith("its nodes tell most")


def test_materials_alone(tmp_path: Path):
    glb = scene([("Object_12", "wheel_mat"), ("Object_13", "carBody")])
    result = run(tmp_path, {"a.glb": glb.bytes()})["a.glb"]
    assert result.source == "material" and sorted(result.parts) == ["body", "wheel"]


def test_files_that_say_too_little_are_left_out(tmp_path: Path):
    files = {
        "numbers.glb": scene([("12", "007"), ("Object_4x4", "mat1")]).bytes(),
        "one.glb": scene([("Wheel_1", ""), ("Wheel_2", "")]).bytes(),
        "most.glb": scene([("Wheel", ""), ("Door", ""), *(5 * [("Cube", "")])]).bytes(),
        "bad.glb": b"glTF and nothing else",
    }
    results = run(tmp_path, files)
    assert all(result.shape is None for result in results.values())
    assert [path for path, result in results.items() if result.failed] == ["bad.glb"]
    assert "two parts" in results["one.glb"].reason and "29%" in results["most.glb"].reason
    assert [path.name for path in (tmp_path / "out").rglob("*.*")] == ["harvest.json"]


def test_the_joints_of_a_skin(tmp_path: Path):
    glb = GlbBuilder()
    hips = glb.node(name="Hips", children=[1])
    glb.node(root=False, name="LeftUpLeg", translation=[0, -1, 0])
    joints = np.zeros((8, 4), np.uint8)
    joints[4:, 0] = 1  # the corners of x = 1 hang on the leg
    weights = np.tile(np.array([1, 0, 0, 0], np.float32), (8, 1))
    attributes = {"JOINTS_0": glb.accessor(joints), "WEIGHTS_0": glb.accessor(weights)}
    glb.document["skins"] = [{"joints": [hips, 1]}]
    mesh = glb.mesh(_CORNERS, _FACES)
    glb.document["meshes"][mesh]["primitives"][0]["attributes"] |= attributes
    glb.node(name="Figure", mesh=mesh, skin=0)
    result = run(tmp_path, {"a.glb": glb.bytes()}, category="person")["a.glb"]
    assert result.source == "joint" and result.parts["leg"] == ["LeftUpLeg"]
    labels = labels_of(tmp_path, "person/a.ply")
    on_leg = (_FACES >= 4).sum(axis=1) >= 2
    assert [label == "leg" for label in labels] == on_leg.tolist()


def test_strongest_joints_like_face_by_face():
    random = np.random.default_rng(3)
    bones = Bones(random.integers(0, 5, (30, 4)), random.random((30, 4)))
    faces = random.integers(0, 30, (50, 3))
    slow = []
    for face in faces:
        totals = np.zeros(5)
        for corner in face:
            np.add.at(totals, bones.joints[corner], bones.weights[corner])
        slow.append(int(totals.argmax()))
    assert strongest_joints(bones, faces).tolist() == slow
    none = Bones(bones.joints, np.zeros((30, 4)))
    assert set(strongest_joints(none, faces).tolist()) == {-1}


_URDF = """<robot name="r"><link name="base_link"><visual><geometry><box size="2 2 1"/></geometry>
</visual></link><link name="wheel_left_link"><visual><origin xyz="0 0 0.5"/><geometry>
<mesh filename="package://r/meshes/cube.obj" scale="1 1 2"/></geometry></visual></link>
<joint name="j" type="fixed"><parent link="base_link"/><child link="wheel_left_link"/>
<origin xyz="5 0 0" rpy="0 0 1.5707963267948966"/></joint></robot>"""


def cube_obj() -> bytes:
    lines = [f"v {x} {y} {z}" for x, y, z in _CORNERS]
    return "\n".join(lines + [f"f {a + 1} {b + 1} {c + 1}" for a, b, c in _FACES]).encode()


def test_a_urdf_stands_by_its_joints(tmp_path: Path):
    files = {"r/urdf/r.urdf": _URDF.encode(), "r/meshes/cube.obj": cube_obj()}
    results = run(tmp_path, files)
    assert list(results) == ["r/urdf/r.urdf"]  # the link's mesh is no shape of its own
    assert sorted(results["r/urdf/r.urdf"].parts) == ["base", "wheel"]
    (robot,) = read_robots(tmp_path / "in/r/urdf/r.urdf", tmp_path / "in")
    wheel = robot.vertices[np.unique(robot.faces[robot.links == 1])]
    # a quarter turn about z carries x to y and y to -x; z from 0.5 to 0.5 + 2
    assert np.allclose(wheel.min(axis=0), (4, 0, 0.5)) and np.allclose(wheel.max(0), (5, 1, 2.5))
    shape = FolderData(tmp_path / "out").load(0).shape
    assert np.allclose(np.ptp(shape.vertices, axis=0)[1], 3.0)  # z of the robot became y


def test_an_mjcf_nests_its_bodies(tmp_path: Path):
    text = """<mujoco><compiler angle="degree"/><worldbody><geom type="plane" size="1 1 1"/>
    <body name="Torso" pos="0 0 1"><geom type="box" size="1 1 1"/>
    <body name="left_arm" pos="2 0 0" euler="0 90 0">
    <geom type="box" size="0.1 0.1 1" pos="0 0 1"/><geom class="collision" type="sphere" size="9"/>
    </body></body></worldbody></mujoco>"""
    result = run(tmp_path, {"m.xml": text.encode(), "other.xml": b"<a/>"})["m.xml"]
    assert sorted(result.parts) == ["arm", "torso"]
    (robot,) = read_robots(tmp_path / "in/m.xml", tmp_path / "in")
    arm = robot.vertices[np.unique(robot.faces[robot.links == 1])]
    assert np.allclose(arm.min(axis=0), (2, -0.1, 0.9)) and np.allclose(arm.max(0), (4, 0.1, 1.1))


_SCENE = """<mujoco><include file="../parts/settings.xml"/><worldbody>
<geom type="plane" size="9 9 1"/>
<body name="Microwave" pos="5 0 0"><include file="../parts/oven.xml"/></body>
<body name="robot"><geom type="sphere"/></body></worldbody></mujoco>"""
_SETTINGS = """<mujocoinclude><compiler meshdir="meshes" angle="radian"/>
<default><geom group="1"/><default class="machine"><geom type="mesh"/><mesh scale="2 2 2"/>
<default class="hit"><geom type="box" group="4"/></default></default></default>
<asset><mesh class="machine" name="door_glass" file="cube.obj"/></asset></mujocoinclude>"""
_OVEN = """<mujocoinclude><body name="case" childclass="machine"><geom mesh="door_glass"/>
<geom name="handle" type="box" size="1 1 1" pos="0 0 3" mesh=""/><geom class="hit" size="50 50 50"/>
</body></mujocoinclude>"""


def test_a_world_of_several_files(tmp_path: Path):
    files = {"a/scene.xml": _SCENE.encode(), "parts/settings.xml": _SETTINGS.encode()}
    files |= {"parts/oven.xml": _OVEN.encode(), "parts/meshes/cube.obj": cube_obj()}
    results = run(tmp_path, files)
    assert list(results) == ["a/scene.xml"]  # the pieces are no files of their own
    machine, robot = read_robots(tmp_path / "in/a/scene.xml", tmp_path / "in")
    assert (machine.name, robot.name) == ("Microwave", "robot")
    assert machine.link_names == ("case",)
    assert machine.piece_names == ("door_glass",)  # meshes are shown where a body has some
    assert np.allclose(np.ptp(machine.vertices, axis=0), 2.0)  # the scale of the mesh's class
    assert np.allclose(machine.vertices.min(axis=0), (5, 0, 0))  # not what only collides


def test_the_bodies_of_a_world_are_shapes_each(tmp_path: Path):
    body = """<body name="{}"><geom type="box" size="1 1 1"/><body name="left_arm" pos="0 0 2">
    <geom type="box" size="1 1 1"/></body></body>"""
    bodies = body.format("torso") + body.format("head").replace("left_arm", "neck")
    text = f"<mujoco><worldbody>{bodies}</worldbody></mujoco>"
    run(tmp_path, {"m.xml": text.encode()})
    stems = sorted(path.stem for path in (tmp_path / "out").rglob("*.ply"))
    assert stems == ["m-head", "m-torso"]


def test_pieces_of_links_may_tell_more_than_links(tmp_path: Path):
    text = """<mujoco><worldbody><body name="m1"><geom name="door" type="box" size="1 1 1"/>
    <geom name="handle" type="box" size="1 1 1" pos="0 0 2"/></body></worldbody></mujoco>"""
    result = run(tmp_path, {"m.xml": text.encode()})["m.xml"]
    assert result.source == "mesh" and sorted(result.parts) == ["door", "handle"]


def test_a_robot_that_shows_nothing_is_left_out(tmp_path: Path):
    text = b"\n<?xml version='1.0'?><robot name='r'><link name='base'/></robot>"
    result = run(tmp_path, {"r.urdf": text})["r.urdf"]
    assert not result.failed and result.reason == "none of its links has a visual mesh"


def test_bodies_that_are_the_same_are_taken_once(tmp_path: Path):
    text = b"""<mujoco><worldbody><body name="torso"><geom size="1"/><body name="left_arm">
    <geom size="1, 1" type="sphere" pos="0, 0, 2"/></body></body></worldbody></mujoco>"""
    results = run(tmp_path, {"a.xml": text, "b.xml": text})
    assert results["a.xml"].shape == "a.ply" and results["b.xml"].shape is None
    assert results["b.xml"].reason == "it is the same as a.ply"


@pytest.mark.parametrize(
    ("name", "part"),
    [("shoulder_pan_link", "shoulder"), ("left_shin", "leg"), ("pan", "pan"), ("link7", None)],
)
def test_names_of_links(name: str, part: str | None):
    assert PartNames(None).part(name, "link") == part


def test_numbers_too_many_are_left_out(tmp_path: Path):
    text = _URDF
    longer = re.sub(r'(xyz|rpy|scale)="([^"]*)"', r'\1="\2 7 7"', text)
    assert longer != text
    meshes = {"meshes/cube.obj": cube_obj()}
    one = run(tmp_path / "1", {"r/r.urdf": text.encode(), **meshes})["r/r.urdf"]
    two = run(tmp_path / "2", {"r/r.urdf": longer.encode(), **meshes})["r/r.urdf"]
    assert not two.failed and one.labelled == two.labelled


@pytest.mark.parametrize(
    ("text", "reason"),
    [
        ("<robot", "no valid XML"),
        ("<mujoco><include file='x.xml'/></mujoco>", "'x.xml', which it names, is not within"),
        ("<mujoco><include file='r.urdf'/></mujoco>", "includes itself"),
        ("<mujocoinclude/>", "for others to include"),
        (_URDF.replace("cube", "missing"), "missing.obj"),
        (_URDF.replace("package://r/", "../../"), "is not within"),
        ("<!DOCTYPE x []><robot/>", "entities"),
    ],
)
def test_robots_that_cannot_be_read(tmp_path: Path, text: str, reason: str):
    (tmp_path / "meshes").mkdir()
    (tmp_path / "meshes/cube.obj").write_bytes(cube_obj())
    result = run(tmp_path, {"r/r.urdf": text.encode()})["r/r.urdf"]
    assert result.failed and reason in result.reason


def test_the_same_command_gives_the_same_bytes(tmp_path: Path):
    files = {"a.glb": scene([("Seat", ""), ("Leg", "")]).bytes()}
    run(tmp_path / "one", files)
    run(tmp_path / "two", files)
    for path in sorted((tmp_path / "one/out").rglob("*.*")):
        twin = tmp_path / "two/out" / path.relative_to(tmp_path / "one/out")
        assert path.read_bytes() == twin.read_bytes()


def test_a_folder_without_scenes(tmp_path: Path):
    with pytest.raises(DataError, match="can name its parts"):
        harvest(tmp_path, tmp_path / "out", None)


def test_the_folder_that_is_read_is_not_written_to(tmp_path: Path):
    (tmp_path / "a.glb").write_bytes(scene([("Seat", ""), ("Leg", "")]).bytes())
    with pytest.raises(DataError, match="choose another"):
        harvest(tmp_path, tmp_path / "." / "", None)
    assert [path.name for path in tmp_path.iterdir()] == ["a.glb"]


def test_what_a_second_harvest_leaves_out_is_gone(tmp_path: Path):
    files = {name: scene([("Seat", ""), ("Leg", "")]).bytes() for name in ("a.glb", "b.glb")}
    run(tmp_path, files)
    mine = tmp_path / "out" / "mine.ply"
    mine.write_text("not ours")
    run(tmp_path, {"b.glb": scene([("Cube.001", ""), ("Cube.002", "")]).bytes()})
    left = {path.name for path in (tmp_path / "out").rglob("*.*")}
    assert left == {"a.ply", "a.labels.json", "harvest.json", "mine.ply"}
