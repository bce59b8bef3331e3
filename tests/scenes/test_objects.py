"""Scenes are taken apart into the objects that were put into them."""

from pathlib import Path

import numpy as np
import pytest

from patchalign3d_cli.errors import ConfigError
from patchalign3d_cli.results import SceneObjects
from patchalign3d_cli.scenes import objects as objects_module
from patchalign3d_cli.scenes.objects import find_objects, object_elements
from patchalign3d_cli.shapes import Shape, load_shape, sample_surface
from support.box_chairs import BOXES, box_part
from support.rooms import Room, furnished_room, room_glb

NAMES = ("chair",) * 14 + ("table",) * 6


@pytest.fixture(scope="module")
def room() -> Room:
    """Twenty generated chairs and tables; some consist of dozens of solids."""
    return furnished_room(NAMES)


@pytest.fixture(scope="module")
def floored() -> Room:
    """The same on a floor that all of them touch."""
    return furnished_room(NAMES, floor=True)


def agreement(objects: SceneObjects, truth: np.ndarray, weights: np.ndarray) -> float:
    """Share of the surface that lies in its true object, where each is matched with its best."""
    overlaps = np.zeros((int(truth.max()) + 1, len(objects.names)))
    np.add.at(overlaps, (truth, objects.labels), weights)
    assert (overlaps.max(axis=0) >= 0.95 * overlaps.sum(axis=0)).all(), "objects were mixed"
    return float(overlaps.max(axis=1).sum() / weights.sum())


@pytest.mark.many
@pytest.mark.parametrize("floor", [False, True])
def test_a_room_of_twenty_without_nodes_falls_into_twenty(room: Room, floored: Room, floor: bool):
    scene = floored if floor else room
    shape = Shape(scene.vertices, scene.faces)
    objects = find_objects(shape)
    assert objects.source == "pieces" and ("ground" in objects.names) == floor
    # Two of them are generated with a part that hangs in the air.
    assert len(scene.names) <= len(objects.names) <= len(scene.names) + 2
    assert agreement(objects, scene.objects, shape.element_areas()) > 0.98


@pytest.mark.many
@pytest.mark.parametrize("up", ["y", "z", "-z"])
def test_a_cloud_of_the_room_falls_into_twenty(floored: Room, up: str):
    samples = sample_surface(Shape(floored.vertices, floored.faces), 120_000, 0)
    points, truth = samples.points, floored.objects[samples.faces]
    turned = {"y": points, "z": points[:, [0, 2, 1]], "-z": points[:, [0, 2, 1]] * [1, 1, -1]}[up]
    objects = find_objects(Shape(turned, up=up))  # type: ignore[arg-type]
    assert objects.source == "clusters" and "ground" in objects.names
    # One is generated with a ring that hangs far below its seat.
    assert len(floored.names) <= len(objects.names) <= len(floored.names) + 1
    above = points[:, 1] > 0.1  # feet in the layer of the ground are taken for it
    weights = np.ones(int(above.sum()))
    assert agreement(SceneObjects(objects.names, objects.labels[above], "clusters"),
                     truth[above], weights) > 0.98  # fmt: skip


@pytest.mark.slow
@pytest.mark.parametrize("wrapped", [False, True])
def test_nodes_at_the_top_are_the_objects(room: Room, tmp_path: Path, wrapped: bool):
    path = tmp_path / "room.glb"
    path.write_bytes(room_glb(room, wrapped))
    shape = load_shape(path)
    objects = find_objects(shape)
    assert objects.source == "nodes"
    assert objects.names == tuple(
        f"{name}_{number}"
        for name, count in (("chair", 14), ("table", 6))
        for number in range(count)
    )
    for number, elements in enumerate(object_elements(objects)):
        vertices = shape.vertices[shape.faces[elements]]  # type: ignore[index]
        alone, faces = room.alone(number)
        assert np.allclose(vertices, alone[faces], atol=1e-5)
    assert find_objects(shape, 0.1).source == "pieces"  # a distance goes over nodes


def test_objects_of_an_obj_are_objects_and_its_groups_are_parts(tmp_path: Path):
    lines, start = [], 1
    for name_of, shift in (("stool", 0.0), ("chair", 3.0)):
        lines.append(f"o {name_of}")
        for name in BOXES:
            vertices, faces = box_part(name)
            lines.append(f"g {name} {shift}")
            lines += [f"v {x + shift} {y} {z}" for x, y, z in vertices.tolist()]
            lines += [f"f {a + start} {b + start} {c + start}" for a, b, c in faces.tolist()]
            start += len(vertices)
    path = tmp_path / "two.obj"
    path.write_text("\n".join(lines))
    objects = find_objects(load_shape(path))
    assert (objects.source, objects.names) == ("nodes", ("stool", "chair"))
    path.write_text("\n".join(line for line in lines if line[0] != "o"))
    assert find_objects(load_shape(path)).source == "pieces"


@pytest.mark.parametrize("gap", [0.0, 0.005])
def test_a_chair_of_loose_boxes_is_one_object(gap: float):
    vertices, faces, start = [], [], 0
    for name in BOXES:
        box, corners = box_part(name)
        lift = 0.0 if name.startswith("leg") else gap if name == "seat" else 2 * gap
        vertices.append(box + [0, lift, 0])
        faces.append(corners + start)
        start += len(box)
    one, corners = np.concatenate(vertices), np.concatenate(faces)
    assert len(find_objects(Shape(one, corners)).names) == 1
    pair = Shape(
        np.concatenate([one, one + [0.8, 0, 0]]), np.concatenate([corners, corners + len(one)])
    )
    assert len(find_objects(pair).names) == 2
    assert len(find_objects(pair, 0.5).names) == 1


def test_small_leftovers_join_the_nearest_object():
    box, corners = box_part("seat", 4)
    speck = box_part("seat")[0] * 0.01 + [2.7, 0.6, 0]
    faces = [corners, corners + len(box), box_part("seat")[1] + 2 * len(box)]
    scene = Shape(np.concatenate([box, box + [3, 0, 0], speck]), np.concatenate(faces))
    objects = find_objects(scene)
    assert objects.names == ("object_0", "object_1")
    assert (objects.labels[-12:] == 1).all()


def test_too_many_objects_are_refused(room: Room, monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setattr(objects_module, "MOST_OBJECTS", 5)
    with pytest.raises(ConfigError, match="more than 5; choose a larger distance with --cluster"):
        find_objects(Shape(room.vertices, room.faces))


def test_a_single_thing_is_one_object():
    points = np.random.default_rng(0).random((500, 3))
    assert find_objects(Shape(points)).names == ("object_0",)
    assert find_objects(Shape(points[:1])).names == ("object_0",)
    flat = np.zeros((2, 3))
    assert find_objects(Shape(flat)).names == ("object_0",)
