import numpy as np
import pytest
import trimesh

from patchalign3d_cli.coloring.palette import palette
from patchalign3d_cli.errors import OutputError
from patchalign3d_cli.options import OutputOptions
from patchalign3d_cli.pieces import split
from patchalign3d_cli.results_io.stl import stl_warnings, write_stl
from patchalign3d_cli.saving import save_pieces
from patchalign3d_cli.shapes import load_shape
from patchalign3d_cli.shapes.srgb import linear_to_srgb


def test_faces_keep_their_order_and_have_the_colour_of_their_part(make_result, tmp_path):
    result = make_result()
    write_stl(result, tmp_path / "a.stl")
    again = load_shape(tmp_path / "a.stl")
    expected = result.source.vertices[result.source.faces]
    assert np.array_equal(again.vertices[again.faces], expected)
    light, corners = again.appearance.elements.attributes["COLOR_0"]
    shown = linear_to_srgb(light[corners[:, 0], :3])
    assert np.abs(shown.astype(int) - palette(2)[result.labels]).max() <= 8  # five bits
    mesh = trimesh.load_mesh(tmp_path / "a.stl")
    outwards = (mesh.face_normals * mesh.triangles_center).sum(axis=1)
    assert mesh.is_watertight and (outwards > 0).all() and mesh.volume == pytest.approx(8)
    stored = np.frombuffer((tmp_path / "a.stl").read_bytes()[84:], "V50")
    normals = np.stack([np.frombuffer(row.tobytes()[:12], "<f4") for row in stored])
    assert normals == pytest.approx(mesh.face_normals)


@pytest.mark.parametrize("cap", [False, True])
def test_each_part_is_a_file(make_result, cap, tmp_path):
    result = split(make_result(), "parts")
    options = OutputOptions(cap=cap)
    files = save_pieces(result, tmp_path / "pieces", ["stl", "ply"], options=options)
    assert [file.name for file in files] == ["top.stl", "top.ply", "bottom.stl", "bottom.ply"]
    for file in files:
        mesh = trimesh.load_mesh(file)
        assert mesh.is_watertight == cap and mesh.area == pytest.approx(12 + 4 * cap)
        if cap:
            assert mesh.volume == pytest.approx(4)


def test_a_cloud_and_huge_numbers_are_one_line(make_result, tmp_path):
    with pytest.raises(OutputError, match="point cloud; write .ply or .glb"):
        write_stl(make_result("cloud"), tmp_path / "a.stl")
    with pytest.raises(OutputError, match=r"beyond what .stl can hold"):
        write_stl(make_result(vertices=make_result().source.vertices * 1e300), tmp_path / "a.stl")
    assert not list(tmp_path.iterdir())


def test_rounding_far_from_the_origin_is_told(make_result):
    vertices = make_result().source.vertices
    assert stl_warnings(make_result()) == []
    assert stl_warnings(make_result(vertices=vertices + 100)) == []
    (warning,) = stl_warnings(make_result(vertices=vertices + 5e6))
    assert "rounds coordinates to 0.5; write .ply" in warning


def test_faces_without_area_have_no_normal(make_result, tmp_path):
    vertices = make_result().source.vertices * [1, 1, 0]
    write_stl(make_result(vertices=vertices), tmp_path / "a.stl")
    rows = np.frombuffer((tmp_path / "a.stl").read_bytes()[84:], "V50")
    normals = np.stack([np.frombuffer(row.tobytes()[:12], "<f4") for row in rows])
    assert set(np.linalg.norm(normals, axis=1).round(5).tolist()) == {0.0, 1.0}
