import base64
import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import numpy as np
import pytest

from patchalign3d_cli.errors import ShapeError
from patchalign3d_cli.shapes import Shape, load_shape
from support.scenes import PRIMITIVE, moved, with_scene

Load = Callable[..., Shape]
Pack = Callable[[dict[str, Any], bytes], bytes]
Document = tuple[dict[str, Any], bytes]


def test_nodes_stand_in_the_world_in_depth_first_order(
    load: Load, pack_glb: Pack, gltf_base: Document, vertices: np.ndarray, triangles: np.ndarray
) -> None:
    half = np.sqrt(0.5)
    matrix = [[0, 0, 3, 1], [2, 0, 0, 2], [0, 1, 0, 3], [0, 0, 0, 1]]
    nodes = [
        {"name": "unused", "mesh": 0},
        {"name": "b", "mesh": 0, "children": [4]},
        {"name": "a", "mesh": 0, "matrix": np.array(matrix, float).T.ravel().tolist()},
        {"name": "root", "translation": [10, 0, 0], "scale": [2, 2, 1], "children": [1, 2]},
        {"mesh": 0, "rotation": [0, 0, half, half], "scale": [1, 2, 3], "translation": [0, 1, 0]},
    ]
    document = with_scene(gltf_base[0], nodes=nodes, scenes=[{"nodes": [0]}, {"nodes": [3]}])
    document["scene"] = 1
    shape = load("a.glb", pack_glb(document, gltf_base[1]))
    root = np.diag([2.0, 2, 1, 1])
    root[0, 3] = 10
    turned = np.array([[0, -2, 0, 0], [1, 0, 0, 1], [0, 0, 3, 0], [0, 0, 0, 1.0]])
    transforms = [root, root @ turned, root @ np.array(matrix)]
    assert [(node.name, node.start, node.count) for node in shape.nodes] == [
        ("b", 0, 5),
        ("thing", 5, 5),
        ("a", 10, 5),
    ]
    for i, (node, transform) in enumerate(zip(shape.nodes, transforms, strict=True)):
        np.testing.assert_allclose(node.transform, transform, atol=1e-12)
        expected = moved(vertices, transform)
        np.testing.assert_allclose(shape.vertices[7 * i : 7 * i + 7], expected, atol=1e-12)
    assert shape.faces is not None
    np.testing.assert_array_equal(
        shape.faces, np.concatenate([triangles + 7 * i for i in range(3)])
    )
    assert shape.face_index is None


def test_buffers_in_the_file_and_beside_it(
    tmp_path: Path, gltf_base: Document, vertices: np.ndarray
) -> None:
    document, buffer = with_scene(gltf_base[0]), gltf_base[1]
    (tmp_path / "the buffer.bin").write_bytes(buffer)
    encoded = "data:application/octet-stream;base64," + base64.b64encode(buffer).decode()
    for uri in ("the%20buffer.bin", encoded):
        document["buffers"] = [{"uri": uri, "byteLength": len(buffer)}]
        (tmp_path / "a.gltf").write_text(json.dumps(document))
        np.testing.assert_array_equal(load_shape(tmp_path / "a.gltf").vertices, vertices)
    (tmp_path / "the buffer.bin").write_text("version https://git-lfs.github.com/spec/v1\noid")
    for uri, message in [
        ("gone.bin", "buffer gone.bin is missing beside it"),
        ("the%20buffer.bin", "the buffer.bin is a Git LFS pointer.*git lfs pull"),
        ("https://example.org/a.bin", "lies on the network"),
        ("data:x;base64,****", "not valid base64"),
        ("a\0b", "is no name of a file"),
        (None, "has no content"),
    ]:
        document["buffers"] = [{"uri": uri, "byteLength": len(buffer)}]
        (tmp_path / "a.gltf").write_text(json.dumps(document))
        with pytest.raises(ShapeError, match=message):
            load_shape(tmp_path / "a.gltf")


def test_primitives_share_the_vertices_of_one_accessor(
    load: Load, pack_glb: Pack, gltf_base: Document, triangles: np.ndarray
) -> None:
    other = {"attributes": {"POSITION": 2}, "mode": 6}
    lines = {"attributes": {"POSITION": 0}, "mode": 1}
    document = with_scene(gltf_base[0], PRIMITIVE, other, PRIMITIVE, lines)
    document["accessors"] = [
        *document["accessors"],
        {"bufferView": 0, "byteOffset": 12, "componentType": 5126, "count": 4, "type": "VEC3"},
    ]
    shape = load("a.glb", pack_glb(document, gltf_base[1]))
    assert shape.faces is not None
    assert len(shape.vertices) == 7 + 4
    np.testing.assert_array_equal(shape.faces[:5], triangles)
    np.testing.assert_array_equal(shape.faces[5:7], [[7, 8, 9], [7, 9, 10]])
    np.testing.assert_array_equal(shape.faces[7:], triangles)
    assert len(shape.nodes) == 1
    assert shape.warnings == ("its lines were left out",)


def test_strips_loose_triangles_and_points(
    load: Load, pack_glb: Pack, gltf_base: Document, vertices: np.ndarray
) -> None:
    loose = {"attributes": {"POSITION": 0}}
    for mode, faces in [(5, [[0, 1, 2], [2, 1, 3], [2, 3, 4], [4, 3, 5], [4, 5, 6]]), (0, None)]:
        document = with_scene(gltf_base[0], {**loose, "mode": mode})
        shape = load("a.glb", pack_glb(document, gltf_base[1]))
        assert shape.faces is None if faces is None else shape.faces.tolist() == faces
        np.testing.assert_array_equal(shape.vertices, vertices)
    document = with_scene(gltf_base[0], loose)
    shape = load("a.glb", pack_glb(document, gltf_base[1]))
    assert shape.faces is not None and shape.faces.tolist() == [[0, 1, 2], [3, 4, 5]]
    assert "corners beyond its last triangle" in shape.warnings[0]
    document["accessors"] = [{**document["accessors"][0], "count": 6}]
    shape = load("a.glb", pack_glb(document, gltf_base[1]))
    assert shape.faces is not None
    assert shape.faces.tolist() == [[0, 1, 2], [3, 4, 5]]


def test_points_beside_meshes_are_left_out_with_a_word(
    load: Load, pack_glb: Pack, gltf_base: Document
) -> None:
    cloud = {"primitives": [{"attributes": {"POSITION": 0}, "mode": 0}]}
    document = with_scene(gltf_base[0])
    document.update(
        meshes=[cloud, *document["meshes"]],
        nodes=[{"mesh": 0}, {"mesh": 1}],
        scenes=[{"nodes": [0, 1]}],
    )
    shape = load("a.glb", pack_glb(document, gltf_base[1]))
    assert shape.element_count == 5
    assert shape.warnings == ("1 nodes of points beside the meshes were left out",)


def test_whole_number_positions_with_gaps_and_sparse_ones(load: Load, pack_glb: Pack) -> None:
    rows = np.zeros((4, 4), np.int8)
    rows[:, :3] = [[0, 0, 0], [127, 0, 0], [0, -128, 0], [1, 2, 3]]
    buffer = rows.tobytes() + np.array([3, 1], "<u2").tobytes()
    buffer += np.array([[0, 0, 127], [0, 0, -127]], np.int8).tobytes()
    positions: dict[str, Any] = {
        "bufferView": 0,
        "componentType": 5120,
        "normalized": True,
        "count": 4,
        "type": "VEC3",
    }
    document = with_scene(
        {
            "asset": {"version": "2.0"},
            "buffers": [{"byteLength": len(buffer)}],
            "bufferViews": [
                {"buffer": 0, "byteLength": 16, "byteStride": 4},
                {"buffer": 0, "byteOffset": 16, "byteLength": 10},
            ],
            "accessors": [positions],
            "extensionsRequired": ["KHR_mesh_quantization"],
        },
        {"attributes": {"POSITION": 0}, "mode": 0},
    )
    shape = load("a.glb", pack_glb(document, buffer))
    expected = [[0, 0, 0], [1, 0, 0], [0, -1, 0], [1 / 127, 2 / 127, 3 / 127]]
    np.testing.assert_array_equal(shape.vertices, expected)
    positions["sparse"] = {
        "count": 2,
        "indices": {"bufferView": 1, "componentType": 5123},
        "values": {"bufferView": 1, "byteOffset": 4},
    }
    shape = load("a.glb", pack_glb(document, buffer))
    np.testing.assert_array_equal(shape.vertices, [[0, 0, 0], [0, 0, -1], [0, -1, 0], [0, 0, 1]])
