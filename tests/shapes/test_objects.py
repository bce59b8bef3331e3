"""Shapes from bytes, open files, arrays, and objects of other libraries."""

import io
from pathlib import Path
from types import SimpleNamespace

import numpy as np
import pytest
import torch
import trimesh

from patchalign3d_cli.errors import ShapeError
from patchalign3d_cli.shapes import Shape, load_shape

BOX = trimesh.creation.box()
POINTS = np.random.default_rng(0).random((24, 3))


class Vector:
    """A list of vectors as Open3D's: no array, but NumPy makes one of it."""

    def __init__(self, values: np.ndarray) -> None:
        self.values = values

    def __array__(self, dtype=None, copy=None) -> np.ndarray:
        return self.values.astype(dtype or self.values.dtype)


@pytest.mark.parametrize(
    "source",
    [
        BOX,
        (BOX.vertices, BOX.faces),
        [np.array(BOX.vertices), np.array(BOX.faces, dtype=np.int32)],
        (torch.tensor(np.array(BOX.vertices)), torch.tensor(np.array(BOX.faces))),
        trimesh.Scene([BOX]),
        SimpleNamespace(vertices=Vector(BOX.vertices), triangles=Vector(np.array(BOX.faces))),
        SimpleNamespace(points=np.array(BOX.vertices), regular_faces=np.array(BOX.faces)),
    ],
    ids=["trimesh", "pair", "list", "tensors", "scene", "open3d", "pyvista"],
)
def test_meshes(source):
    shape = load_shape(source, up="z")
    assert np.array_equal(shape.vertices, BOX.vertices)
    assert np.array_equal(shape.faces, BOX.faces)
    assert (shape.up, shape.up_assumed, shape.path) == ("z", False, None)


@pytest.mark.parametrize(
    "source",
    [
        POINTS,
        POINTS.astype(np.float64).reshape(4, 6, 3),
        torch.tensor(POINTS, requires_grad=True),
        POINTS.tolist(),
        SimpleNamespace(points=Vector(POINTS)),
        trimesh.PointCloud(POINTS),
        (POINTS, np.empty((0, 3), dtype=int)),
    ],
    ids=["array", "organised", "tensor", "lists", "open3d", "trimesh", "no faces"],
)
def test_clouds(source):
    shape = load_shape(source)
    assert shape.is_cloud and np.allclose(shape.vertices, POINTS)


def test_the_arrays_of_others_are_copied():
    points = POINTS.copy()
    shape = load_shape(points)
    points[:] = 0
    assert np.allclose(shape.vertices, POINTS)


def test_bytes_and_open_files():
    data = BOX.export(file_type="stl")
    for source in (data, bytearray(data), io.BytesIO(data)):
        shape = load_shape(source, format="STL")
        assert len(shape.faces) == 12 and shape.path is None and len(shape.sha256) == 64
    with pytest.raises(ShapeError, match=r'load_shape\(data, format="glb"'):
        load_shape(data)
    with pytest.raises(ShapeError, match="files of type .foo are not known"):
        load_shape(data, format="foo")


def test_an_open_file_knows_its_name(tmp_path: Path):
    (tmp_path / "box.stl").write_bytes(BOX.export(file_type="stl"))
    with (tmp_path / "box.stl").open("rb") as file:
        assert len(load_shape(file).faces) == 12


def test_bytes_refer_to_nothing_beside_them(tmp_path: Path, monkeypatch: pytest.MonkeyPatch):
    monkeypatch.chdir(tmp_path)
    Path("secret.bin").write_bytes(bytes(36))
    gltf = b"""{"asset": {"version": "2.0"}, "scenes": [{"nodes": [0]}], "nodes": [{"mesh": 0}],
        "meshes": [{"primitives": [{"attributes": {"POSITION": 0}}]}],
        "accessors": [{"bufferView": 0, "componentType": 5126, "count": 3, "type": "VEC3"}],
        "bufferViews": [{"buffer": 0, "byteLength": 36}],
        "buffers": [{"uri": "secret.bin", "byteLength": 36}]}"""
    with pytest.raises(ShapeError, match="secret.bin"):
        load_shape(gltf, format="gltf")


def test_what_is_not_finite_is_dropped_and_counted():
    points = POINTS.copy()
    points[3] = np.nan
    shape = load_shape(points)
    assert len(shape.vertices) == 23 and 3 not in shape.vertex_index
    assert "1 points without finite coordinates were dropped" in shape.warnings[0]


@pytest.mark.parametrize(
    ("source", "line"),
    [
        (np.zeros((0, 3)), "no points"),
        (np.zeros((4, 2)), r"\(4, 2\) in place of \(N, 3\)"),
        ("a string is a path.ply", "does not exist"),
        (42, "no array of numbers .* but int"),
        ({"points": POINTS}, "no array of numbers .* but dict"),
        ((POINTS, np.array([[0, 1, 2, 3]])), "triangulate"),
        ((POINTS, np.array([[0.5, 1, 2]])), "whole numbers"),
        ((POINTS, np.array([[0, 1, 99]])), "points at vertex 99"),
        ([[1, 2, 3], [4, 5]], "no array of numbers"),
    ],
)
def test_what_is_no_shape_is_one_line(source, line: str):
    with pytest.raises(ShapeError, match=line) as caught:
        load_shape(source)
    assert "\n" not in str(caught.value)


@pytest.mark.parametrize(
    ("vertices", "faces", "line"),
    [
        (np.full((3, 3), np.nan), None, "3 of 3 vertices are not finite; load_shape"),
        (np.zeros((0, 3)), None, "V at least 1"),
        (np.zeros((3, 2)), None, "in place of"),
        (POINTS.astype(np.float32), None, "float32 in place of float64"),
        (POINTS.tolist(), None, "list in place of float64"),
        (POINTS, np.array([[0, 1, 24]]), "but there are 24"),
        (POINTS, np.array([[0, 1]]), "in place of"),
        (POINTS, np.array([[0, 1, 2]], dtype=np.int32), "int32 in place of int64"),
    ],
)
def test_a_shape_checks_itself(vertices, faces, line: str):
    with pytest.raises(ShapeError, match=line):
        Shape(vertices, faces)


def test_a_depth_image_is_told_apart_from_points(tmp_path: Path):
    np.save(tmp_path / "depth.npy", np.ones((480, 640), dtype=np.uint16))
    with pytest.raises(ShapeError, match=r"\(480, 640\) looks like a depth image.*as \(N, 3\)$"):
        load_shape(tmp_path / "depth.npy")
    np.save(tmp_path / "cloud.npy", POINTS.reshape(4, 6, 3))
    assert np.array_equal(load_shape(tmp_path / "cloud.npy").vertices, POINTS)


def test_masked_points_are_dropped():
    points = np.ma.masked_array(POINTS.copy(), mask=False)
    points[:4] = np.ma.masked
    assert load_shape(points).vertex_index.tolist() == list(range(4, 24))


def test_truth_values_are_no_points():
    with pytest.raises(ShapeError, match=r"an array \(24, 3\) of bool"):
        load_shape(POINTS > 0.5)


def test_arrays_are_not_called_copies_of_files():
    with pytest.raises(ShapeError, match=r"^the array holds no points; give \(N, 3\)"):
        load_shape(np.zeros((0, 3)))
    with pytest.raises(ShapeError, match="cannot take the array: none .*; check what it"):
        load_shape(np.full((5, 3), np.nan))
