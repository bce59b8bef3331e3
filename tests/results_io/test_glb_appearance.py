"""`keep`: what was in the file is in the GLB, cut into parts."""

import json
import shutil
import subprocess
from pathlib import Path

import numpy as np
import pytest
import trimesh

from patchalign3d_cli import load_segmentation, save_segmentation
from patchalign3d_cli.errors import ConfigError
from patchalign3d_cli.options import OutputOptions
from patchalign3d_cli.results import ModelIdentity, PartSegmentation, Pieces
from patchalign3d_cli.results_io.glb.writer import write_glb
from patchalign3d_cli.shapes import load_shape
from support.glb_reading import read
from support.textures import (
    COLORS,
    COORDINATES,
    CORNERS,
    JPEG,
    NORMALS,
    PNG,
    POSITIONS,
    WOOD,
    textured_glb,
)

KEEP = OutputOptions("keep")
VALIDATE = """
const v = require('gltf-validator'), fs = require('fs');
v.validateBytes(new Uint8Array(fs.readFileSync(process.argv[1])))
  .then(report => console.log(JSON.stringify(report.issues)));
"""


@pytest.fixture
def labelled(tmp_path: Path):
    """The textured scene with its first face a seat and the others a leg."""

    def make(labels=(0, 1, 1, 1), **more) -> PartSegmentation:
        path = tmp_path / "chair.glb"
        path.write_bytes(textured_glb(**more.pop("document", {})))
        count = len(labels)
        return PartSegmentation(
            load_shape(path, up=more.pop("up", None)),
            ("seat", "leg", "nothing"),
            np.array(labels, np.int32),
            np.linspace(0.25, 1, count).astype(np.float32),
            np.zeros((count, 3), np.float32),
            ModelIdentity("m", "00", "t", "MIT"),
            {},
            **more,
        )

    return make


def written(result, tmp_path, options=KEEP):
    write_glb(result, tmp_path / "out.glb", options)
    return read(tmp_path / "out.glb")


def children(document, node):
    return [document["nodes"][number] for number in node.get("children", [])]


def test_textures_are_kept_byte_by_byte_and_unused_materials_are_not(labelled, tmp_path):
    document, _ = written(labelled(), tmp_path)
    data = (tmp_path / "out.glb").read_bytes()
    binary = data[28 + int.from_bytes(data[12:16], "little") :]
    stored = {}
    for image in document["images"]:
        view = document["bufferViews"][image["bufferView"]]
        start = view["byteOffset"]
        stored[image["mimeType"]] = binary[start : start + view["byteLength"]]
    assert stored == {"image/png": PNG, "image/jpeg": JPEG}
    assert [material["name"] for material in document["materials"]] == ["wood", "paint"]
    wood = document["materials"][0]
    bumps = document["textures"][wood["normalTexture"]["index"]]
    assert document["images"][bumps["source"]]["name"] == "bumps"
    assert document["samplers"][bumps["sampler"]] == {"wrapS": 33071}
    base = wood["pbrMetallicRoughness"]["baseColorTexture"]
    assert base["extensions"] == WOOD["pbrMetallicRoughness"]["baseColorTexture"]["extensions"]
    assert wood["extensions"]["KHR_materials_clearcoat"]["clearcoatTexture"] == {
        "index": base["index"]
    }
    assert wood["extras"] == WOOD["extras"] and wood["normalTexture"]["scale"] == 0.5
    assert document["extensionsUsed"] == ["KHR_materials_clearcoat", "KHR_texture_transform"]


def test_nodes_keep_names_and_transforms_below_the_parts(labelled, tmp_path):
    result = labelled()
    document, values = written(result, tmp_path)
    roots = [document["nodes"][number] for number in document["scenes"][0]["nodes"]]
    assert [root["name"] for root in roots] == ["seat", "leg"]
    assert "children" not in roots[0]  # it lies in one node, and is that node
    names = ["leg / Top", "leg / Base"]
    assert [node["name"] for node in children(document, roots[1])] == names
    assert [
        document["meshes"][node["mesh"]]["name"] for node in children(document, roots[1])
    ] == names
    for root, label in zip(roots, (0, 1), strict=True):
        for node in children(document, root) or [root]:
            source = result.source.nodes[node["extras"]["source_node"]]
            matrix = np.array(node["matrix"]).reshape(4, 4).T
            assert matrix == pytest.approx(source.transform)
            (primitive,) = document["meshes"][node["mesh"]]["primitives"]
            found = values(primitive["attributes"]["POSITION"])[values(primitive["indices"])]
            run = np.arange(source.start, source.start + source.count)
            mine = run[result.labels[run] == label]
            assert np.array_equal(found, POSITIONS[CORNERS[mine].reshape(-1)])


def test_corners_keep_their_values_to_the_last_bit(labelled, tmp_path):
    document, values = written(labelled(), tmp_path)
    (leaf,) = (node for node in document["nodes"] if node["name"] == "seat")
    (primitive,) = document["meshes"][leaf["mesh"]]["primitives"]
    attributes, corners = primitive["attributes"], values(primitive["indices"])
    assert np.array_equal(values(attributes["TEXCOORD_0"])[corners], COORDINATES[CORNERS[0]])
    assert np.array_equal(values(attributes["TEXCOORD_1"])[corners], COORDINATES[::-1][CORNERS[0]])
    assert np.array_equal(values(attributes["NORMAL"])[corners], NORMALS[CORNERS[0]])
    expected = (COLORS[CORNERS[0]] / 255).astype(np.float32)
    assert np.array_equal(values(attributes["COLOR_0"])[corners], expected)


def test_a_kept_scene_reads_back(labelled, tmp_path):
    pieces = Pieces(("seat", "leg_0", "leg_1"), np.array([0, 1, 1]), np.array([0, 1, 2, 2]))
    for options in (KEEP, OutputOptions()):
        for result in (labelled(), labelled(pieces=pieces)):
            save_segmentation(result, tmp_path / "out.glb", overwrite=True, options=options)
            again = load_segmentation(tmp_path / "out.glb")
            assert again.parts == result.parts and again.labels.tolist() == [0, 1, 1, 1]
            found = again.source.vertices[again.source.faces]
            assert found == pytest.approx(result.source.vertices[result.source.faces])


def test_one_node_is_the_parent_of_all_parts(labelled, tmp_path):
    nodes = [{"name": "Chair", "mesh": 0, "translation": [1, 2, 3]}]
    result = labelled((0, 1), document={"nodes": nodes, "scenes": [{"nodes": [0]}]})
    document, _ = written(result, tmp_path)
    (root,) = (document["nodes"][number] for number in document["scenes"][0]["nodes"])
    assert root["name"] == "Chair" and root["matrix"][12:15] == [1, 2, 3]
    assert [node["name"] for node in children(document, root)] == ["seat", "leg"]
    world = trimesh.load_scene(tmp_path / "out.glb").to_geometry().vertices
    assert world[:, 2] == pytest.approx(3)


def test_the_world_is_the_same_whatever_is_kept(labelled, tmp_path):
    result = labelled(up="z")
    places = {}
    for options in (KEEP, OutputOptions(), OutputOptions(heatmap=True)):
        written(result, tmp_path, options)
        mesh = trimesh.load_scene(tmp_path / "out.glb").to_geometry()
        places[options] = np.unique(mesh.vertices[mesh.faces].round(5).reshape(-1, 9), axis=0)
    first, *others = places.values()
    assert all(np.array_equal(first, other) for other in others)


def test_a_sheared_node_is_written_in_the_world(labelled, tmp_path):
    sheared = [1, 0, 0, 0, 0.5, 1, 0, 0, 0, 0, 1, 0, 0, 0, 0, 1]
    nodes = [{"name": "a", "mesh": 0, "matrix": sheared}, {"name": "b", "mesh": 1}]
    document, values = written(labelled(document={"nodes": nodes}), tmp_path)
    leaf = document["nodes"][document["scenes"][0]["nodes"][0]]
    assert leaf["extras"]["source_node"] == 0 and "matrix" not in leaf
    (primitive,) = document["meshes"][leaf["mesh"]]["primitives"]
    assert values(primitive["attributes"]["POSITION"])[:, 0].max() == 1.5


def test_recolor_keeps_coordinates_and_no_looks(labelled, tmp_path):
    document, _ = written(labelled(), tmp_path, OutputOptions())
    assert [material["name"] for material in document["materials"]] == ["seat", "leg"]
    assert not {"images", "textures", "extensionsUsed"} & set(document)
    for mesh in document["meshes"]:
        (primitive,) = mesh["primitives"]
        assert {"TEXCOORD_0", "TEXCOORD_1", "NORMAL"} <= set(primitive["attributes"])
        assert "COLOR_0" not in primitive["attributes"]


def test_every_face_has_its_confidence(labelled, tmp_path):
    result = labelled()
    for options in (OutputOptions(), KEEP):
        document, values = written(result, tmp_path, options)
        found = []
        for mesh in document["meshes"]:
            for primitive in mesh["primitives"]:
                numbers = values(primitive["extras"]["face_confidence"])
                assert len(numbers) * 3 == len(values(primitive["indices"]))
                found += (numbers / 65535).tolist()
        assert sorted(found) == pytest.approx(result.confidence, abs=1e-5)


def test_a_heatmap_has_a_color_a_face(labelled, tmp_path):
    document, values = written(labelled((0, 1, 1, -1)), tmp_path, OutputOptions(heatmap=True))
    assert [material["name"] for material in document["materials"]] == ["confidence"]
    seen = []
    for mesh in document["meshes"]:
        (primitive,) = mesh["primitives"]
        colors = values(primitive["attributes"]["COLOR_0"])[values(primitive["indices"])]
        seen += np.unique(colors.reshape(-1, 12), axis=0).tolist()
    assert len({tuple(color) for color in seen}) == 4


def test_pieces_are_nodes_below_their_part(labelled, tmp_path):
    pieces = Pieces(("seat", "leg_0", "leg_1"), np.array([0, 1, 1]), np.array([0, 1, 2, 2]))
    document, _ = written(labelled(pieces=pieces), tmp_path, OutputOptions())
    roots = [document["nodes"][number] for number in document["scenes"][0]["nodes"]]
    assert [root["name"] for root in roots] == ["seat", "leg"]
    assert [node["name"] for node in children(document, roots[1])] == ["leg_0", "leg_1"]
    assert [node["extras"]["count"] for node in children(document, roots[1])] == [1, 2]
    assert "mesh" in roots[0] and "mesh" not in roots[1]


def owners_of(document) -> dict[int, set[str]]:
    """The materials of all primitives, and the parts that use each."""
    owners: dict[int, set[str]] = {}
    for node in document["nodes"]:
        for primitive in document["meshes"][node["mesh"]]["primitives"] if "mesh" in node else []:
            part = node["extras"].get("part", "unlabelled")
            owners.setdefault(primitive["material"], set()).add(part)
    return owners


def test_each_part_may_have_materials_of_its_own(labelled, tmp_path):
    shared, _ = written(labelled(), tmp_path)
    assert {"seat", "leg"} in owners_of(shared).values()
    document, _ = written(labelled(), tmp_path, OutputOptions("keep", materials="per-part"))
    owners = owners_of(document)
    names = [material["name"] for material in document["materials"]]
    assert names == ["seat / wood", "leg / wood", "leg / paint"]
    assert owners == {0: {"seat"}, 1: {"leg"}, 2: {"leg"}}
    seat, leg = document["materials"][:2]
    assert {**seat, "name": "wood"} == shared["materials"][0] == {**leg, "name": "wood"}
    assert document["images"] == shared["images"] and document["textures"] == shared["textures"]
    assert "KHR_materials_variants" not in document["extensionsUsed"]


def test_variants_are_the_files_materials_and_the_colours_of_the_parts(labelled, tmp_path):
    result = labelled((0, 1, -1, 1))
    document, _ = written(result, tmp_path, OutputOptions("keep", materials="variants"))
    assert "KHR_materials_variants" in document["extensionsUsed"]
    assert "extensionsRequired" not in document
    variants = document["extensions"]["KHR_materials_variants"]["variants"]
    assert variants == [{"name": "original"}, {"name": "parts"}]
    plain, _ = written(result, tmp_path, OutputOptions())
    colors = {material["name"]: material for material in plain["materials"]}
    original, _ = written(result, tmp_path)
    looks = {material["name"]: material for material in original["materials"]}
    for node in document["nodes"]:
        for primitive in document["meshes"][node["mesh"]]["primitives"] if "mesh" in node else []:
            part = node["extras"].get("part", "unlabelled")
            mappings = primitive["extensions"]["KHR_materials_variants"]["mappings"]
            assert [mapping["variants"] for mapping in mappings] == [[0], [1]]
            first, second = (document["materials"][mapping["material"]] for mapping in mappings)
            assert mappings[0]["material"] == primitive["material"]
            owner, _, name = first["name"].partition(" / ")
            assert owner == part and {**first, "name": name} == looks[name]
            assert second == colors[part]


@pytest.mark.parametrize("kind", ["mesh", "cloud"])
@pytest.mark.parametrize("materials", ["per-part", "variants"])
def test_a_shape_without_materials_gets_one_a_part(make_result, kind, materials, tmp_path):
    options = OutputOptions("keep", materials=materials)
    document, _ = written(make_result(kind), tmp_path, options)
    assert sorted(map(tuple, owners_of(document).values())) == [("bottom",), ("top",)]
    defaults = [material for material in document["materials"] if len(material) == 1]
    assert defaults == [{"name": "top"}, {"name": "bottom"}]
    colors = [m for m in document["materials"] if "pbrMetallicRoughness" in m]
    factors = [tuple(m["pbrMetallicRoughness"]["baseColorFactor"]) for m in colors]
    assert len(set(factors)) == (2 if materials == "variants" else 0)


@pytest.mark.parametrize("materials", ["per-part", "variants"])
def test_files_with_variants_open_elsewhere_and_here(labelled, materials, tmp_path):
    result = labelled()
    options = OutputOptions("keep", materials=materials)
    save_segmentation(result, tmp_path / "out.glb", options=options)
    scene = trimesh.load_scene(tmp_path / "out.glb")
    shown = {geometry.visual.material.name for geometry in scene.geometry.values()}
    assert shown == {"seat / wood", "leg / wood", "leg / paint"}
    again = load_segmentation(tmp_path / "out.glb")
    assert again.labels.tolist() == result.labels.tolist()
    appearance = again.source.appearance
    used = [appearance.materials[i]["name"] for i in appearance.elements.materials.tolist()]
    assert used == ["seat / wood", "leg / wood", "leg / paint", "leg / paint"]
    assert again.source.warnings == () and appearance.warnings == ()


def test_materials_go_with_a_kept_appearance():
    with pytest.raises(ConfigError, match="goes with --appearance keep"):
        OutputOptions(materials="variants")
    with pytest.raises(ConfigError, match="choose one of shared, per-part, variants"):
        OutputOptions("keep", materials="many")


def test_the_validator_finds_no_error(labelled, make_result, tmp_path):
    node = shutil.which("node")
    probe = [node, "-e", "require('gltf-validator')"]
    if not node or subprocess.run(probe, capture_output=True).returncode:
        pytest.skip("node or its module gltf-validator is not installed (NODE_PATH finds it)")
    script = [node, "-e", VALIDATE]
    pieces = Pieces(("seat", "leg_0", "leg_1"), np.array([0, 1, 1]), np.array([0, 1, 2, 2]))
    results = [labelled(), labelled(up="z", pieces=pieces), make_result(), make_result("cloud")]
    for result in results:
        for options in (
            KEEP,
            OutputOptions(),
            OutputOptions(heatmap=True),
            OutputOptions("keep", materials="per-part"),
            OutputOptions("keep", materials="variants"),
        ):
            path = tmp_path / "out.glb"
            write_glb(result, path, options)
            report = subprocess.run([*script, path], capture_output=True, text=True, check=True)
            issues = json.loads(report.stdout)
            assert issues["numErrors"] == 0, issues["messages"]
            codes = {message["code"] for message in issues["messages"]}
            assert codes <= {"UNUSED_OBJECT", "MESH_PRIMITIVE_GENERATED_TANGENT_SPACE"}
