"""Which files a shape may name: its own folder's, and images of the folder around it."""

import json
import os
from collections.abc import Callable
from pathlib import Path

import pytest

from patchalign3d_cli.errors import ShapeError
from patchalign3d_cli.shapes import Shape, load_shape
from patchalign3d_cli.shapes.raw import ReadOptions
from patchalign3d_cli.shapes.references import ReferenceFault, References
from support.textures import JPEG, PNG, textured_glb

TRUSTED = ReadOptions(trust_references=True)
OBJ = "mtllib {}\nv 0 0 0\nv 1 0 0\nv 0 1 0\nvt 0 0\nusemtl m\nf 1/1 2/1 3/1\n"


@pytest.fixture
def folders(tmp_path: Path) -> Path:
    """`secret/` beside `home/project/shape/`, with an image, a buffer and materials in each."""
    for place in (
        "secret",
        "home",
        "home/project",
        "home/project/shape/textures",
        "home/project/tex",
    ):
        (tmp_path / place).mkdir(parents=True, exist_ok=True)
    for folder in (tmp_path, *tmp_path.rglob("*")):
        if folder.is_dir():
            (folder / "key.png").write_bytes(PNG)
            (folder / "key.bin").write_bytes(bytes(1000))
            (folder / "key.mtl").write_text("newmtl m\nKd 1 0 0\n")
    return tmp_path / "home/project/shape"


def obj_image(folder: Path, name: str, **options: ReadOptions) -> Shape:
    """An OBJ whose one texture has this name."""
    (folder / "a.mtl").write_text(f"newmtl m\nmap_Kd {name}\n")
    (folder / "a.obj").write_text(OBJ.format("a.mtl"))
    return load_shape(folder / "a.obj", **options)


def gltf_image(folder: Path, name: str, **options: ReadOptions) -> Shape:
    """A glTF whose first image has this name."""
    (folder / "a.glb").write_bytes(textured_glb(images=[{"uri": name}]))
    return load_shape(folder / "a.glb", **options)


def ply_image(folder: Path, name: str, **options: ReadOptions) -> Shape:
    """A PLY whose texture has this name."""
    header = (
        f"ply\nformat ascii 1.0\ncomment TextureFile {name}\nelement vertex 3\nproperty float x\n"
        "property float y\nproperty float z\nproperty float s\nproperty float t\nelement face 1\n"
        "property list uchar int vertex_indices\nend_header\n"
    )
    (folder / "a.ply").write_text(header + "0 0 0 0 0\n1 0 0 1 0\n0 1 0 0 1\n3 0 1 2\n")
    return load_shape(folder / "a.ply", **options)


READERS = [obj_image, gltf_image, ply_image]


@pytest.mark.parametrize("read", READERS)
@pytest.mark.parametrize("name", ["textures/key.png", "./textures/../key.png", "textures\\key.png"])
def test_images_below_the_shape_are_read(
    folders: Path, read: Callable[..., Shape], name: str
) -> None:
    appearance = read(folders, name).appearance
    assert appearance.images[0].data == PNG
    assert not any("folder" in warning for warning in appearance.warnings)


@pytest.mark.parametrize("read", READERS)
@pytest.mark.parametrize("name", ["../tex/key.png", "../key.png", "..\\tex\\key.png"])
def test_images_of_the_folder_above_are_read_and_told_once(
    folders: Path, read: Callable[..., Shape], name: str
) -> None:
    appearance = read(folders, name).appearance
    assert appearance.images[0].data == PNG
    told = [text for text in appearance.warnings if "folder above" in text]
    assert len(told) == 1


SECRETS = ["../../key.png", "../../../secret/key.png", "textures/../../../key.png"]


@pytest.mark.parametrize("read", READERS)
@pytest.mark.parametrize(
    "name", [*SECRETS, "{root}/secret/key.png", "file://{root}/secret/key.png"]
)
def test_nothing_higher_and_nothing_absolute_is_read(
    folders: Path, read: Callable[..., Shape], name: str
) -> None:
    for place in (folders, folders.parent, folders / "textures"):
        (place / "key.png").unlink()  # else a file of that name beside the shape stands in
    name = name.format(root=folders.parents[2])
    appearance = read(folders, name).appearance
    assert not any(appearance.images)
    assert any("--trust-references" in text or "missing" in text for text in appearance.warnings)
    if not name.startswith("file:") or read is gltf_image:
        trusted = read(folders, name, options=TRUSTED).appearance
        assert trusted.images[0].data == PNG


@pytest.mark.parametrize(
    "name", ["%2e%2e/%2e%2e/%2e%2e/secret/key.png", "..%2f..%2f../secret/key.png"]
)
def test_escapes_open_nothing(folders: Path, name: str) -> None:
    appearance = gltf_image(folders, name).appearance
    assert not any(appearance.images)
    assert any("--trust-references" in text for text in appearance.warnings)


@pytest.mark.parametrize("read", READERS)
@pytest.mark.parametrize("kind", ["file", "folder", "circle"])
def test_links_are_resolved_first(folders: Path, read: Callable[..., Shape], kind: str) -> None:
    secret = folders.parents[2] / "secret"
    name = {"file": "link.png", "folder": "link/key.png", "circle": "link.png"}[kind]
    target = {"file": secret / "key.png", "folder": secret, "circle": folders / "link.png"}[kind]
    for place in (folders, folders / "textures"):
        (place / "key.png").unlink()
    (folders / name.split("/")[0]).symlink_to(target)
    assert not any(read(folders, name).appearance.images)
    if kind != "circle":
        assert read(folders, name, options=TRUSTED).appearance.images[0].data == PNG
    (folders / "near.png").symlink_to(folders.parent / "tex" / "key.png")
    assert read(folders, "near.png").appearance.images[0].data == PNG


def test_a_file_that_is_no_image_is_not_taken_for_one(folders: Path) -> None:
    (folders.parent / "notes.txt").write_text("secret words")
    for read in READERS:
        assert not any(read(folders, "../notes.txt").appearance.images)


@pytest.mark.parametrize("name", ["../key.bin", "../../../secret/key.bin", "%2e%2e/key.bin"])
def test_buffers_lie_below_the_shape(folders: Path, name: str) -> None:
    document = {
        "asset": {"version": "2.0"},
        "buffers": [{"uri": name, "byteLength": 1000}],
        "bufferViews": [{"buffer": 0, "byteLength": 1000}],
        "accessors": [{"bufferView": 0, "componentType": 5126, "count": 3, "type": "VEC3"}],
        "meshes": [{"primitives": [{"attributes": {"POSITION": 0}}]}],
        "nodes": [{"mesh": 0}],
    }
    (folders / "a.gltf").write_text(json.dumps(document))
    with pytest.raises(ShapeError, match="outside of the shape's folder.*--trust-references"):
        load_shape(folders / "a.gltf")
    with pytest.raises(ShapeError, match="all points are the same"):
        load_shape(folders / "a.gltf", options=TRUSTED)


@pytest.mark.parametrize("name", ["../key.mtl", "../../key.mtl", "{root}/secret/key.mtl"])
def test_material_files_lie_below_the_shape(folders: Path, name: str) -> None:
    (folders / "key.mtl").unlink()
    name = name.format(root=folders.parents[2])
    (folders / "a.obj").write_text(OBJ.format(name))
    appearance = load_shape(folders / "a.obj").appearance
    assert appearance.materials == () and len(appearance.warnings) == 1
    assert len(load_shape(folders / "a.obj", options=TRUSTED).appearance.materials) == 1


def test_a_path_of_another_machine_means_the_file_beside(folders: Path) -> None:
    (folders / "wood.jpg").write_bytes(JPEG)
    for name in ("C:\\models\\wood.jpg", "/home/somebody/wood.jpg", "\\\\server\\share\\wood.jpg"):
        appearance = obj_image(folders, name).appearance
        assert appearance.images[0].data == JPEG and appearance.warnings == ()


@pytest.mark.parametrize(
    "name", ["", " ", ".", "..", "/", "a\0b", "x" * 5000, "textures", "~/key.png"]
)
def test_what_is_no_file_is_a_fault(folders: Path, name: str) -> None:
    with pytest.raises(ReferenceFault):
        References(folders / "a.obj").locate(name)


def test_two_files_that_differ_in_case_are_not_guessed_between(folders: Path) -> None:
    (folders / "Wood.png").write_bytes(PNG)
    assert References(folders / "a.obj").locate("wood.PNG").name == "Wood.png"
    (folders / "WOOD.png").write_bytes(PNG)
    with pytest.raises(ReferenceFault, match="missing"):
        References(folders / "a.obj").locate("wood.PNG")


def test_devices_are_no_files(folders: Path) -> None:
    os.mkfifo(folders / "pipe.png")
    (folders / "zero.png").symlink_to("/dev/zero")
    for name in ("pipe.png", "zero.png", "/dev/zero"):
        for trusted in (True, False):
            with pytest.raises(ReferenceFault):
                References(folders / "a.obj", trusted).locate(name, image=True)
