import json
from dataclasses import replace

import numpy as np
import pytest
import trimesh

from patchalign3d_cli.coloring.palette import UNLABELLED_COLOR, palette
from patchalign3d_cli.results_io.glb.writer import write_glb
from patchalign3d_cli.shapes import Shape
from patchalign3d_cli.shapes.srgb import srgb_to_linear
from patchalign3d_cli.shapes.up import up_rotation
from support.glb_reading import read


def parts_of(path):
    """Node name -> (node, primitive, material, positions, indices or None)."""
    document, values = read(path)
    found = {}
    for node in document["nodes"]:
        if "mesh" in node:
            mesh = document["meshes"][node["mesh"]]
            (primitive,) = mesh["primitives"]
            material = document["materials"][primitive["material"]]
            assert mesh["name"] == material["name"] == node["name"]
            positions = values(primitive["attributes"]["POSITION"])
            indices = values(primitive["indices"]) if "indices" in primitive else None
            found[node["name"]] = (node, primitive, material, positions, indices)
    return found, values


def test_each_part_is_a_node_with_its_own_triangles_and_no_others(make_result, tmp_path):
    result = make_result(parts=("top", "nothing", "bottom"), labels=make_result().labels * 2)
    write_glb(result, tmp_path / "a.glb")
    found, _ = parts_of(tmp_path / "a.glb")
    assert list(found) == ["top", "bottom"]
    for name, index in (("top", 0), ("bottom", 2)):
        node, primitive, material, positions, indices = found[name]
        triangles = positions[indices.reshape(-1, 3)]
        faces = result.source.faces[result.labels == index]
        assert np.array_equal(triangles, result.source.vertices[faces])
        assert len(positions) == len(np.unique(faces))
        assert primitive["mode"] == 4
        assert material["doubleSided"] is True
        shade = material["pbrMetallicRoughness"]
        assert shade["metallicFactor"] == 0
        assert shade["roughnessFactor"] == 0.8
        expected = [*srgb_to_linear(palette(3)[index]), 1.0]
        assert shade["baseColorFactor"] == pytest.approx(expected, abs=1e-6)
        part = result.summary()[index]
        assert node["extras"]["label"] == index
        assert node["extras"]["count"] == part.count == 96
        assert node["extras"]["area_share"] == pytest.approx(0.5)
        assert node["extras"]["mean_confidence"] == pytest.approx(part.confidence)


def test_base_color_by_hand(make_result, tmp_path):
    # The first part is #3b76d6. Blue: 214 / 255 = 0.839216;
    # ((0.839216 + 0.055) / 1.055) ** 2.4 = 0.847598 ** 2.4 = 0.672443.
    write_glb(make_result(), tmp_path / "a.glb")
    found, _ = parts_of(tmp_path / "a.glb")
    blue = found["top"][2]["pbrMetallicRoughness"]["baseColorFactor"][2]
    assert blue == pytest.approx(0.672443, abs=2e-6)


def test_unlabelled_faces_are_a_grey_node(make_result, tmp_path):
    labels = make_result().labels.copy()
    labels[labels == 1] = -1
    write_glb(make_result(labels=labels), tmp_path / "a.glb")
    found, _ = parts_of(tmp_path / "a.glb")
    assert list(found) == ["top", "unlabelled"]
    node, _, material, _, indices = found["unlabelled"]
    assert node["extras"]["label"] == -1
    assert len(indices) == 96 * 3
    color = material["pbrMetallicRoughness"]["baseColorFactor"][:3]
    assert color == pytest.approx(srgb_to_linear(UNLABELLED_COLOR), abs=1e-6)


def test_a_cloud_is_colored_points(make_result, tmp_path):
    result = make_result("cloud")
    write_glb(result, tmp_path / "a.glb")
    found, values = parts_of(tmp_path / "a.glb")
    for index, name in enumerate(result.parts):
        _, primitive, material, positions, indices = found[name]
        assert primitive["mode"] == 0
        assert indices is None
        assert np.array_equal(positions, result.source.vertices[result.labels == index])
        colors = values(primitive["attributes"]["COLOR_0"])
        expected = np.rint(srgb_to_linear(palette(2)[index]) * 255)
        assert (colors == [*expected, 255]).all()
        assert material["pbrMetallicRoughness"]["baseColorFactor"] == [1, 1, 1, 1]


@pytest.mark.parametrize("up", ["x", "y", "z", "-x", "-y", "-z"])
def test_viewers_see_it_upright_while_positions_stay_in_file_axes(make_result, up, tmp_path):
    vertices = make_result().source.vertices @ np.diag([1.0, 2.0, 3.0]) + [0.5, 0.25, 0.125]
    result = make_result(vertices=vertices, up=up)
    write_glb(result, tmp_path / "a.glb")
    found, _ = parts_of(tmp_path / "a.glb")
    positions = np.unique(np.concatenate([part[3] for part in found.values()]), axis=0)
    assert np.array_equal(positions, np.unique(vertices, axis=0))
    world = trimesh.load_scene(tmp_path / "a.glb").to_geometry().vertices
    expected = vertices @ up_rotation(up).T
    assert np.array_equal(np.unique(world, axis=0), np.unique(expected, axis=0))
    document, _ = read(tmp_path / "a.glb")
    assert ("upright" in [node["name"] for node in document["nodes"]]) == (up != "y")


def test_far_from_the_origin_nothing_is_lost(make_result, tmp_path):
    vertices = make_result().source.vertices * 0.1 + [5e6, -3e6, 1e5]
    write_glb(make_result(vertices=vertices, up="z"), tmp_path / "a.glb")
    found, _ = parts_of(tmp_path / "a.glb")
    for node, _, _, positions, _ in found.values():
        places = positions.astype(np.float64) + node["translation"]
        gaps = np.abs(places[:, None] - vertices[None]).max(axis=2).min(axis=1)
        assert gaps.max() < 1e-7


def test_trimesh_finds_names_materials_and_extras(make_result, tmp_path):
    parts = ("<img src=x onerror=alert(1)>", "side\nrail \U0001fa91")
    write_glb(make_result(parts=parts), tmp_path / "a.glb")
    scene = trimesh.load_scene(tmp_path / "a.glb")
    assert set(scene.graph.nodes_geometry) == set(parts)
    assert {mesh.visual.material.name for mesh in scene.geometry.values()} == set(parts)
    document, _ = read(tmp_path / "a.glb")
    assert document["asset"]["extras"]["model"] == "pa3d-mini"
    assert "somebody" not in json.dumps(document)


def test_indices_widen_with_the_number_of_vertices(make_result, tmp_path):
    count = 22_000
    vertices = np.random.default_rng(0).normal(size=(3 * count, 3))
    shape = Shape(vertices, np.arange(3 * count).reshape(-1, 3))
    labels = np.zeros(count, dtype=np.int32)
    labels[:100] = 1
    ones, scores = np.ones(count, np.float32), np.zeros((count, 2), np.float32)
    result = replace(make_result(), source=shape, labels=labels, confidence=ones, scores=scores)
    write_glb(result, tmp_path / "a.glb")
    found, _ = parts_of(tmp_path / "a.glb")
    assert found["top"][4].dtype == np.uint32
    assert found["bottom"][4].dtype == np.uint16
    assert np.array_equal(found["top"][3][found["top"][4]], vertices[300:].astype(np.float32))
