import hashlib
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import numpy as np
import pytest
import trimesh

from patchalign3d_cli.errors import ConfigError, ShapeError
from patchalign3d_cli.shapes import SHAPE_SUFFIXES, Shape, find_shapes, load_shape, raw
from patchalign3d_cli.shapes.formats import archive

Load = Callable[..., Shape]
POINTER = "version https://git-lfs.github.com/spec/v1\noid sha256:4d7a\nsize 12345\n"
PNG = b"\x89PNG\r\n\x1a\n" + bytes(100)


def test_file_path_digest_and_axis_are_kept(tmp_path: Path) -> None:
    content = b"v 0 0 0\nv 1 0 0\nv 0 1 0\nf 1 2 3\n"
    path = tmp_path / "Chair.OBJ"
    path.write_bytes(content)
    shape = load_shape(str(path))
    assert shape.path == path
    assert shape.sha256 == hashlib.sha256(content).hexdigest()
    assert (shape.up, shape.up_assumed) == ("y", True)
    told = load_shape(path, up="-z")
    assert (told.up, told.up_assumed) == ("-z", False)
    np.testing.assert_array_equal(told.vertices, shape.vertices)


def test_unknown_axis_lists_the_axes(load: Load) -> None:
    with pytest.raises(ConfigError, match="'w'.*x, y, z, -x, -y, -z"):
        load("a.xyz", "0 0 0\n1 0 0\n", up="w")


@pytest.mark.parametrize(
    ("name", "content", "message"),
    [
        ("empty.obj", b"", "is empty"),
        ("model.obj", POINTER.encode(), "Git LFS pointer.*git lfs pull"),
        ("cloud.npz", POINTER.encode(), "Git LFS pointer.*git lfs pull"),
        ("model.obj", b"glTF\2\0\0\0" + bytes(40), r"is a GLB file.*rename it to \.glb"),
        ("scan.stl", PNG, "is a PNG image, not what its suffix .stl says"),
        ("scan.ply", b"\n<!DOCTYPE html><html>", "is an HTML page"),
        ("scan.off", b"ply\nformat ascii 1.0\n", r"is a PLY file.*\.ply"),
        ("scan.3mf", b"hello", "no complete zip archive"),
        ("scan.npy", b"PK\3\4", r"zip archive.*rename it to \.3mf or \.npz"),
        ("text.obj", b"Once upon a time\n", "no line `v x y z`"),
        ("one.xyz", b"1 2 3\n1 2 3\n", r"all points are the same \(1, 2, 3\)"),
        ("one.obj", b"v 1 2 3\nv 1 2 3\nv 0 0 0\nf 1 2 1\n", "all points are the same"),
        ("nan.xyz", b"nan 0 0\n0 inf 0\n", "none of its points has finite coordinates"),
        (
            "range.obj",
            b"v 0 0 0\nv 1 0 0\nv 0 1 0\nf 1 2 3\nf 1 2 4\n",
            "line 5: face 1 .* vertex 4,",
        ),
        ("none.stl", b"solid a\nendsolid a\n", "holds no points and no faces"),
    ],
)
def test_what_is_no_shape_is_named(load: Load, name: str, content: bytes, message: str) -> None:
    with pytest.raises(ShapeError, match=message) as caught:
        load(name, content)
    assert "\n" not in str(caught.value)
    assert name in str(caught.value)


def test_missing_directory_and_unknown_suffix(tmp_path: Path) -> None:
    with pytest.raises(ShapeError, match="does not exist"):
        load_shape(tmp_path / "none.obj")
    with pytest.raises(ShapeError, match="is a directory"):
        load_shape(tmp_path)
    with pytest.raises(ShapeError, match="is a directory"):
        load_shape("")
    (tmp_path / "a.foo").write_bytes(b"x")
    with pytest.raises(ShapeError, match=r"files of type \.foo .*\.3mf, \.asc, .*\.obj"):
        load_shape(tmp_path / "a.foo")
    (tmp_path / "a").write_bytes(b"x")
    with pytest.raises(ShapeError, match="without a suffix"):
        load_shape(tmp_path / "a")
    with pytest.raises(ShapeError, match="is not a path"):
        load_shape("a\0.obj")
    with pytest.raises(ShapeError, match="cannot open"):
        load_shape(tmp_path / f"{'a' * 300}.obj")


def test_unreadable_file_says_why(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    path = tmp_path / "a.obj"
    path.write_bytes(b"v 0 0 0\n")

    def refuse(_: Path) -> bytes:
        raise PermissionError(13, "Permission denied")

    monkeypatch.setattr(Path, "read_bytes", refuse)
    with pytest.raises(ShapeError, match="Permission denied; check its permissions"):
        load_shape(path)


@pytest.mark.skipif(not Path("/dev/zero").exists(), reason="no such device here")
def test_devices_are_not_read(tmp_path: Path) -> None:
    (tmp_path / "a.obj").symlink_to("/dev/zero")
    with pytest.raises(ShapeError, match="not a regular file"):
        load_shape(tmp_path / "a.obj")


def test_lack_of_memory_is_one_line(load: Load, monkeypatch: pytest.MonkeyPatch) -> None:
    def exhaust(*_: object, **__: object) -> Shape:
        raise MemoryError

    monkeypatch.setattr("patchalign3d_cli.shapes.load.clean_shape", exhaust)
    with pytest.raises(ShapeError, match="more memory than this machine has"):
        load("a.xyz", "0 0 0\n1 0 0\n")


def test_absurd_sizes_are_refused(
    load: Load, samples: dict[str, bytes], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(archive, "MAX_MEMBER_BYTES", 100)
    with pytest.raises(ShapeError, match="unpacks to"):
        load("a.npz", samples["arrays.npz"])
    monkeypatch.setattr("patchalign3d_cli.shapes.clean.MAX_ELEMENTS", 4)
    with pytest.raises(ShapeError, match=f"more than {raw.MAX_ELEMENTS:,}"):
        load("a.xyz", samples["cloud.xyz"])


def test_points_without_place_are_dropped_with_their_faces(load: Load) -> None:
    text = (
        "o first\nv nan 0 0\nv 0 0 0\nv 1 0 0\nv 0 1 0\nv 0 0 inf\nv 1 1 0\n"
        "f 1 2 3\nf 2 3 4\no gone\nf 2 3 5\no last\nf 2 3 6 4\nf 2 5 4\n"
    )
    shape = load("holes.obj", text)
    np.testing.assert_array_equal(shape.vertices, [[0, 0, 0], [1, 0, 0], [0, 1, 0], [1, 1, 0]])
    np.testing.assert_array_equal(shape.vertex_index, [1, 2, 3, 5])
    np.testing.assert_array_equal(shape.faces, [[0, 1, 2], [0, 1, 3], [0, 3, 2]])
    np.testing.assert_array_equal(shape.face_index, [1, 3, 3])
    assert [(node.name, node.start, node.count) for node in shape.nodes] == [
        ("first", 0, 1),
        ("last", 1, 2),
    ]
    assert shape.warnings == (
        "2 points without finite coordinates were dropped, and 3 faces that touch them",
    )


def test_dropping_an_unused_point_leaves_the_faces_alone(load: Load) -> None:
    shape = load("a.obj", "v nan 0 0\nv 0 0 0\nv 1 0 0\nv 0 1 0\nf 2 3 4\n")
    assert shape.face_index is None
    np.testing.assert_array_equal(shape.faces, [[0, 1, 2]])


def test_points_of_a_cloud_without_place_are_dropped(load: Load) -> None:
    shape = load("a.xyz", "0 0 0\n1 nan 0\n2 0 1\n")
    np.testing.assert_array_equal(shape.vertices, [[0, 0, 0], [2, 0, 1]])
    np.testing.assert_array_equal(shape.vertex_index, [0, 2])
    assert shape.is_cloud
    assert shape.warnings == ("1 points without finite coordinates were dropped",)


def test_faces_that_all_touch_no_place_are_refused(load: Load) -> None:
    with pytest.raises(ShapeError, match="every face touches"):
        load("a.obj", "v nan 0 0\nv 0 0 0\nv 1 0 0\nf 1 2 3\n")


def test_shapes_of_a_directory_come_by_name(tmp_path: Path) -> None:
    for name in ("b.obj", "a.PLY", "c.bin", ".hidden.obj", "a.parts.glb", "notes.md"):
        (tmp_path / name).write_bytes(b"x")
    (tmp_path / "folder.obj").mkdir()
    (tmp_path / "folder").mkdir()
    (tmp_path / "folder" / "d.obj").write_bytes(b"x")
    assert [path.name for path in find_shapes(tmp_path)] == ["a.PLY", "b.obj"]


def test_directory_without_shapes_lists_what_is_read(tmp_path: Path) -> None:
    with pytest.raises(ShapeError, match=r"no shape file in .*\.3mf, \.asc"):
        find_shapes(tmp_path)
    (tmp_path / "deeper").mkdir()
    (tmp_path / "deeper" / "d.obj").write_bytes(b"x")
    with pytest.raises(ShapeError, match=r"no shape file in .*segment -r. also looks"):
        find_shapes(tmp_path)
    with pytest.raises(ShapeError, match="cannot list .*none"):
        find_shapes(tmp_path / "none")


def test_every_format_that_was_promised_has_a_reader() -> None:
    promised = ".obj .glb .gltf .ply .stl .off .3mf .xyz .pts .txt .csv .pcd .npy .npz .las .laz"
    promised += " .asc .xyzn .xyzrgb .ptx"
    assert set(promised.split()) == set(SHAPE_SUFFIXES)


def test_import_brings_no_heavy_package() -> None:
    code = (
        "import sys, patchalign3d_cli.shapes\n"
        "heavy = {'trimesh', 'torch', 'DracoPy', 'lazrs', 'laspy', 'lxml'} & set(sys.modules)\n"
        "assert not heavy, heavy"
    )
    subprocess.run([sys.executable, "-c", code], check=True)


@pytest.mark.parametrize("kind", ["glb", "3mf"])
def test_what_trimesh_writes_comes_back(tmp_path: Path, kind: str) -> None:
    scene = trimesh.Scene()
    box, ball = trimesh.creation.box(), trimesh.creation.icosphere(subdivisions=1)
    turn = trimesh.transformations.rotation_matrix(0.7, [1, 2, 3], [4, 5, 6])
    scene.add_geometry(box, node_name="box", geom_name="box", transform=turn)
    scene.add_geometry(ball, node_name="ball", geom_name="ball")
    scene.export(tmp_path / f"a.{kind}")
    shape = load_shape(tmp_path / f"a.{kind}")
    assert [node.count for node in shape.nodes] == [len(box.faces), len(ball.faces)]
    assert shape.faces is not None
    corners = shape.vertices[shape.faces]
    np.testing.assert_allclose(corners[:12], box.apply_transform(turn).triangles, atol=1e-5)
    np.testing.assert_allclose(corners[12:], ball.triangles, atol=1e-5)


@pytest.mark.parametrize(
    ("form", "up", "assumed"),
    [("glb", "y", False), ("3mf", "z", False), ("stl", "z", True), ("obj", "y", True)],
)
def test_the_up_axis_is_what_the_format_says_or_is_used_to(
    tmp_path: Path, form: str, up: str, assumed: bool
):
    box = trimesh.creation.box()
    path = tmp_path / f"box.{form}"
    path.write_bytes(
        box.export(file_type=form).encode() if form == "obj" else box.export(file_type=form)
    )
    shape = load_shape(path)
    assert (shape.up, shape.up_assumed) == (up, assumed)
    shape = load_shape(path, up="-x")
    assert (shape.up, shape.up_assumed) == ("-x", False)
