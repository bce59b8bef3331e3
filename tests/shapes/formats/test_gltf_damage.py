"""glTF files that contradict themselves or need what is not there."""

from collections.abc import Callable
from typing import Any

import pytest

from patchalign3d_cli.errors import ShapeError
from patchalign3d_cli.shapes import Shape
from support.scenes import with_scene

Load = Callable[..., Shape]
Pack = Callable[[dict[str, Any], bytes], bytes]
Document = tuple[dict[str, Any], bytes]


def test_what_needs_another_reader_is_named(
    load: Load, pack_glb: Pack, gltf_base: Document
) -> None:
    document = with_scene(gltf_base[0], extensionsRequired=["ACME_geometry"])
    with pytest.raises(ShapeError, match="needs the glTF extension ACME_geometry"):
        load("a.glb", pack_glb(document, gltf_base[1]))
    with pytest.raises(ShapeError, match="version 1.0, pa3d reads 2.0"):
        load("a.gltf", '{"asset": {"version": "1.0"}}')
    with pytest.raises(ShapeError, match="not that of a glTF file"):
        load("a.gltf", '{"vertices": []}')


def test_extensions_that_leave_geometry_alone_may_be_required(
    load: Load, pack_glb: Pack, gltf_base: Document
) -> None:
    required = ["KHR_texture_transform", "KHR_materials_unlit", "EXT_texture_webp"]
    document = with_scene(gltf_base[0], extensionsRequired=required)
    assert load("a.glb", pack_glb(document, gltf_base[1])).element_count == 5


def test_a_skeleton_that_cannot_be_read_leaves_a_warning(
    load: Load, pack_glb: Pack, gltf_base: Document
) -> None:
    node = {"mesh": 0, "skin": 0, "extensions": {"EXT_mesh_gpu_instancing": {}}}
    document = with_scene(gltf_base[0], nodes=[node])
    shape = load("a.glb", pack_glb(document, gltf_base[1]))
    assert shape.element_count == 5
    assert len(shape.warnings) == 1 and "a skeleton cannot be read" in shape.warnings[0]


@pytest.mark.parametrize(
    ("change", "message"),
    [
        ({"nodes": [{"children": [0]}]}, "node 0 stands in its scene more than once"),
        ({"nodes": [{"mesh": 0, "children": [7]}]}, "nodes have no number 7"),
        ({"nodes": [{"mesh": "0"}]}, "mesh='0' in place of a whole number"),
        ({"nodes": [{"mesh": 0, "scale": [1, 2]}]}, "scale that is not 3 numbers"),
        ({"nodes": [{"mesh": 0, "matrix": "I"}]}, "matrix that is not 16 numbers"),
        ({"nodes": [{"mesh": 0, "rotation": [float("nan"), 0, 0, 1]}]}, "no.* finite coordinates"),
        ({"nodes": 5}, "nodes are not a list|nodes have no number 0"),
        ({"nodes": []}, "nodes have no number 0"),
        ({"nodes": [{}]}, "places no triangles and no points"),
        (
            {"meshes": [{"primitives": [{"attributes": {}}]}]},
            r"no points \(a primitive without positions was left out\)",
        ),
        ({"accessors": []}, "accessors have no number 0"),
    ],
)
def test_contradictions_are_named(
    load: Load, pack_glb: Pack, gltf_base: Document, change: dict[str, Any], message: str
) -> None:
    document = with_scene(gltf_base[0], **change)
    with pytest.raises(ShapeError, match=message):
        load("a.glb", pack_glb(document, gltf_base[1]))


@pytest.mark.parametrize(
    ("accessor", "change", "message"),
    [
        (0, {"type": "VEC2"}, "accessor 0 is not of type VEC3"),
        (0, {"count": 8}, None),
        (0, {"count": 10**9}, "more than .* vertices and faces"),
        (0, {"count": 10**6}, "reaches beyond its buffer view"),
        (0, {"componentType": 1}, "component type 1"),
        (1, {"componentType": 5126, "count": 3}, "not whole numbers"),
        (1, {"byteOffset": 1, "count": 12}, "points at vertex"),
        (1, {"bufferView": 9}, "bufferViews have no number 9"),
    ],
)
def test_accessors_are_not_trusted(
    load: Load,
    pack_glb: Pack,
    gltf_base: Document,
    accessor: int,
    change: dict[str, Any],
    message: str | None,
) -> None:
    document = with_scene(gltf_base[0])
    document["accessors"][accessor].update(change)
    with pytest.raises(ShapeError, match=message or "reaches beyond"):
        load("a.glb", pack_glb(document, gltf_base[1]))


def test_an_accessor_without_content_is_not_read_as_zeros(
    load: Load, pack_glb: Pack, gltf_base: Document
) -> None:
    document = with_scene(gltf_base[0])
    del document["accessors"][0]["bufferView"]
    with pytest.raises(ShapeError, match="accessor 0 has no content"):
        load("a.glb", pack_glb(document, gltf_base[1]))
