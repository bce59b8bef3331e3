import os
import sys
from dataclasses import replace

import numpy as np
import pytest
import trimesh
from hypothesis import given
from hypothesis import strategies as st

from patchalign3d_cli.coloring.palette import palette
from patchalign3d_cli.errors import OutputError
from patchalign3d_cli.options import OutputOptions
from patchalign3d_cli.results import Pieces
from patchalign3d_cli.results_io.obj import group_names
from patchalign3d_cli.saving import save_segmentation
from patchalign3d_cli.shapes import load_shape
from support.textures import textured_glb


def test_each_part_is_a_group_with_its_own_faces_and_material(make_result, tmp_path):
    result = make_result(parts=("top", "nothing", "the bottom"), labels=make_result().labels * 2)
    save_segmentation(result, tmp_path / "a.obj")
    shape = load_shape(tmp_path / "a.obj")
    assert [(node.name, node.count) for node in shape.nodes] == [("top", 96), ("the_bottom", 96)]
    assert np.array_equal(shape.vertices, result.source.vertices)
    order = np.argsort(result.labels, kind="stable")
    assert np.array_equal(shape.faces, result.source.faces[order])
    materials = shape.appearance.materials
    used = shape.appearance.elements.materials
    assert [materials[used[place]]["name"] for place in (0, 191)] == ["top", "the_bottom"]
    text = (tmp_path / "a.mtl").read_text()
    red, green, blue = palette(3)[2] / 255
    assert f"newmtl the_bottom\nKd {red:.6f} {green:.6f} {blue:.6f}\n" in text


def test_trimesh_reads_the_materials(make_result, tmp_path):
    save_segmentation(make_result(), tmp_path / "a.obj")
    scene = trimesh.load_scene(tmp_path / "a.obj", group_material=True)
    assert {len(mesh.faces) for mesh in scene.geometry.values()} == {96}
    assert {mesh.visual.material.name for mesh in scene.geometry.values()} == {"top", "bottom"}


NO_UTF8 = pytest.param(
    os.fsdecode(b"ch\xe4ir"),
    marks=pytest.mark.skipif(sys.platform != "linux", reason="such names are not allowed here"),
)


@pytest.mark.parametrize("name", ["stühle", "椅子", NO_UTF8])
def test_a_file_of_any_name_knows_its_materials(make_result, tmp_path, name):
    save_segmentation(make_result(), tmp_path / f"{name}.obj")
    written = (tmp_path / f"{name}.obj").read_bytes()
    assert b"\nmtllib " + os.fsencode(name) + b".mtl\n" in written
    assert (tmp_path / f"{name}.mtl").exists()


def test_texture_coordinates_and_normals_go_along(make_result, tmp_path):
    (tmp_path / "in.glb").write_bytes(textured_glb())
    source = load_shape(tmp_path / "in.glb")
    labels, ones = np.array([1, 0, 0, 0], np.int32), np.ones(4, np.float32)
    scores = np.zeros((4, 2), np.float32)
    result = replace(make_result(), source=source, labels=labels, confidence=ones, scores=scores)
    save_segmentation(result, tmp_path / "a.obj")
    read = load_shape(tmp_path / "a.obj").appearance.elements.attributes
    order = [1, 2, 3, 0]
    for name in ("TEXCOORD_0", "NORMAL"):
        values, corners = source.appearance.elements.attributes[name]
        found, places = read[name]
        assert found[places] == pytest.approx(values[corners[order]], abs=1e-6)


def test_pieces_are_groups_and_unlabelled_faces_too(make_result, tmp_path):
    result = make_result(labels=np.repeat([0, 1, -1], 64).astype(np.int32))
    pieces = Pieces(("top_0", "top_1", "bottom"), np.array([0, 0, 1]), np.repeat([0, 1, 2, -1], 48))
    labels = np.where(pieces.labels < 0, -1, pieces.parts[pieces.labels]).astype(np.int32)
    result = replace(result, labels=labels, pieces=pieces)
    save_segmentation(result, tmp_path / "a.obj")
    shape = load_shape(tmp_path / "a.obj")
    names = [node.name for node in shape.nodes]
    assert names == ["top_0", "top_1", "bottom", "unlabelled"]
    assert len(shape.appearance.materials) == 3


def test_a_heatmap_colors_materials_by_mean_confidence(make_result, tmp_path):
    for options in (OutputOptions(), OutputOptions(heatmap=True)):
        save_segmentation(make_result(), tmp_path / f"{options.heatmap}.obj", options=options)
    assert (tmp_path / "True.mtl").read_text() != (tmp_path / "False.mtl").read_text()


def test_the_material_file_is_never_overwritten_unasked(make_result, tmp_path):
    (tmp_path / "a.mtl").write_text("precious")
    with pytest.raises(OutputError, match=r"a\.mtl exists; add --force"):
        save_segmentation(make_result(), tmp_path / "a.obj")
    assert [path.name for path in tmp_path.iterdir()] == ["a.mtl"]


@given(st.lists(st.text(), min_size=1, max_size=8))
def test_names_are_single_words_all_different(names):
    words = group_names(tuple(names))
    assert len(set(words)) == len(names)
    for word in words:
        assert word.isascii() and word.split() == [word] and not set(word) & set("#/\\")
