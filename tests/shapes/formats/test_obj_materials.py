"""Materials and colours of OBJ files as programs write them."""

from collections.abc import Callable
from pathlib import Path

import numpy as np
import pytest

from patchalign3d_cli.shapes import Shape
from patchalign3d_cli.shapes.formats.textures import parse_map
from patchalign3d_cli.shapes.srgb import srgb_to_linear
from support.textures import PNG, image_bytes

Load = Callable[..., Shape]
SQUARE = "v 0 0 0\nv 1 0 0\nv 1 1 0\nv 0 1 0\n"
TEXTURED = "vt 0 0\nvt 1 0\nvt 1 1\nvt 0 1\nusemtl m\nf 1/1 2/2 3/3\nf 1/1 3/3 4/4\n"


def names_used(shape: Shape) -> list[str | None]:
    appearance = shape.appearance
    assert appearance is not None
    names = [material["name"] for material in appearance.materials]
    return [names[i] if i >= 0 else None for i in appearance.elements.materials]


def test_names_may_hold_a_hash_and_comments_may_stand_behind_them(
    load: Load, tmp_path: Path
) -> None:
    (tmp_path / "a#1.mtl").write_text(
        "# made by hand\nnewmtl Material #1\nKd 1 0 0 # red\nnewmtl Material #2\nKd 0 1 0\n"
        "newmtl plain\nmap_Kd wood#1.png\n"
    )
    (tmp_path / "wood#1.png").write_bytes(PNG)
    shape = load(
        "a.obj",
        f"mtllib a#1.mtl\n{SQUARE}o Box#1\nusemtl Material #1\nf 1 2 3 # first\no Box#2\n"
        "usemtl Material #2\nf 1 2 4\nusemtl plain # the last\nf 2 3 4\n",
    )
    assert names_used(shape) == ["Material #1", "Material #2", "plain"]
    assert [node.name for node in shape.nodes] == ["Box#1", "Box#2"]
    assert shape.appearance.materials[0]["pbrMetallicRoughness"]["baseColorFactor"][:3] == [1, 0, 0]
    assert shape.appearance.images[0].data == PNG
    assert shape.appearance.warnings == ()


@pytest.mark.parametrize("name", ["wood.png", ".\\wood.png", "tex/../wood.png", "WOOD.PNG"])
@pytest.mark.parametrize("folder", ["", "mat/", "Mat/Deep/"])
def test_textures_beside_the_material_file(
    load: Load, tmp_path: Path, folder: str, name: str
) -> None:
    place = tmp_path / folder
    (place / "tex").mkdir(parents=True)
    (place / "wood.png").write_bytes(PNG)
    (place / "chair.mtl").write_text(f"newmtl m\nmap_Kd {name}\n")
    shape = load("a.obj", f"mtllib {folder.lower()}Chair.MTL\n{SQUARE}{TEXTURED}")
    assert shape.appearance.warnings == ()
    assert shape.appearance.images[0].data == PNG


@pytest.mark.parametrize("line", ["d 0", "d 0.000", "Tr 1", "Tr 1.0"])
@pytest.mark.parametrize("texture", ["", "map_Kd wood.png\n"])
def test_a_material_that_nobody_would_see_is_made_opaque(
    load: Load, tmp_path: Path, line: str, texture: str
) -> None:
    (tmp_path / "wood.png").write_bytes(PNG)
    (tmp_path / "a.mtl").write_text(f"newmtl m\n{line}\n{texture}")
    appearance = load("a.obj", f"mtllib a.mtl\n{SQUARE}{TEXTURED}").appearance
    (material,) = appearance.materials
    assert (
        material["pbrMetallicRoughness"]["baseColorFactor"][3] == 1 and "alphaMode" not in material
    )
    assert "wholly transparent" in appearance.warnings[0]


def test_what_gltf_cannot_hold_is_told(load: Load, tmp_path: Path) -> None:
    (tmp_path / "wood.png").write_bytes(PNG)
    (tmp_path / "a.mtl").write_text(
        "newmtl m\nmap_Kd wood.png\nmap_d Wood.png\nmap_Bump b.png\nmap_Ks s.png\n"
    )
    appearance = load("a.obj", f"mtllib a.mtl\n{SQUARE}{TEXTURED}").appearance
    assert appearance.warnings == (
        "its material m has map_ks, map_bump, which glTF cannot hold; left out",
    )
    assert appearance.materials[0]["alphaMode"] == "BLEND"


@pytest.mark.parametrize(
    ("text", "name", "scale", "offset"),
    [
        ("wood.png", "wood.png", (1, 1), (0, 0)),
        ("-s 2 3 1 -o .5 my wood.png", "my wood.png", (2, 3), (0.5, 0)),
        ("-clamp on -o 0.1 0.2 wood.png", "wood.png", (1, 1), (0.1, 0.2)),
        ("-bm 1 -s 2 wood.png", "wood.png", (2, 1), (0, 0)),
        ("-s 2", "2", (1, 1), (0, 0)),
        ("", "", (1, 1), (0, 0)),
    ],
)
def test_options_of_textures(text: str, name: str, scale: tuple, offset: tuple) -> None:
    assert parse_map(text) == (name, scale, offset)


@pytest.mark.parametrize("bad", ["nan nan", "-1.#IND 0", "x y", "1e99 0", ""])
def test_one_bad_texture_coordinate_costs_itself_alone(load: Load, bad: str) -> None:
    good = load("a.obj", SQUARE + TEXTURED).appearance.elements.attributes["TEXCOORD_0"]
    shape = load("a.obj", SQUARE + TEXTURED.replace("vt 1 1\n", f"vt {bad}\n"))
    values, corners = shape.appearance.elements.attributes["TEXCOORD_0"]
    assert corners.tolist() == [[0, 1, -1], [0, -1, 3]]
    assert np.array_equal(values[[0, 1, 3]], good.values[[0, 1, 3]])
    assert shape.appearance.warnings == ("1 of its texture coordinates are no numbers; left out",)


@pytest.mark.parametrize("bad", ["0 0 0", "nan 0 1", "-nan(ind) 0 0", "1.#QNAN 0 0", "0"])
def test_one_bad_normal_costs_itself_alone(load: Load, bad: str) -> None:
    faces = "f 1//1 2//1 3//2\nf 1//1 3//3 4//1\n"
    shape = load("a.obj", f"{SQUARE}vn 0 3 4\nvn {bad}\nvn 0 0 -2\n{faces}")
    values, corners = shape.appearance.elements.attributes["NORMAL"]
    expected = [[[0, 0.6, 0.8]] * 2 + [[0, 0, 1]], [[0, 0.6, 0.8], [0, 0, -1], [0, 0.6, 0.8]]]
    np.testing.assert_allclose(values[corners], expected, atol=1e-7)
    assert len(shape.appearance.warnings) == 1


@pytest.mark.parametrize("scale", [1, 255])
@pytest.mark.parametrize("faces", ["f 1 2 3\nf 1 3 4\n", "p 1\n", ""])
@pytest.mark.parametrize("more", ["", " 1"])
def test_colours_behind_vertices(load: Load, scale: int, faces: str, more: str) -> None:
    colors = np.array([[0.8, 0.2, 0.1], [0.2, 0.4, 0.6], [0, 0, 0], [1, 1, 1]])
    lines = SQUARE.splitlines()
    text = "".join(
        f"{line} {r * scale} {g * scale} {b * scale}{more}\n"
        for line, (r, g, b) in zip(lines, colors.tolist(), strict=True)
    )
    shape = load("a.obj", text + faces)
    values, corners = shape.appearance.elements.attributes["COLOR_0"]
    index = np.arange(4) if shape.faces is None else shape.faces
    assert np.array_equal(corners, index)
    np.testing.assert_allclose(values[:, :3], srgb_to_linear(colors * 255), atol=1e-6)
    assert (values[:, 3] == 1).all()


def test_materials_of_an_obj_without_faces_are_left_alone(load: Load, tmp_path: Path) -> None:
    (tmp_path / "a.mtl").write_text("newmtl m\nKd 1 0 0\n")
    for elements in ("p 1 2 3\n", "l 1 2 3\n", ""):
        shape = load("a.obj", f"mtllib a.mtl\nusemtl m\n{SQUARE}vt 0 0\nvn 0 0 1\n{elements}")
        assert shape.is_cloud and shape.appearance is None


def test_images_that_pillow_knows_by_name_only_are_left_out(load: Load, tmp_path: Path) -> None:
    files = {
        "a.eps": b"%!PS-Adobe-3.0 EPSF-3.0\n%%BoundingBox: 0 0 9 9\n%%EndComments\nquit\n",
        "b.blp": b"BLP3" + bytes(200),
        "c.dds": b"DDS " + bytes([124]) + bytes(200),
        "d.tga": image_bytes("TGA", (1, 2, 3))[:20],
        "e.tif": image_bytes("TIFF", (1, 2, 3))[:60],
    }
    for name, content in files.items():
        (tmp_path / name).write_bytes(content)
        (tmp_path / "a.mtl").write_text(f"newmtl m\nmap_Kd {name}\n")
        appearance = load("a.obj", f"mtllib a.mtl\n{SQUARE}{TEXTURED}").appearance
        assert appearance.images == () and "no image that can be read" in appearance.warnings[0]


def test_an_image_of_too_many_pixels_is_not_unpacked(load: Load, tmp_path: Path) -> None:
    header = b"BM" + bytes(8) + (54).to_bytes(4, "little") + (40).to_bytes(4, "little")
    header += (30000).to_bytes(4, "little") * 2 + b"\1\0\x18\0" + bytes(24)
    (tmp_path / "a.bmp").write_bytes(header + bytes(100))
    (tmp_path / "a.mtl").write_text("newmtl m\nmap_Kd a.bmp\n")
    appearance = load("a.obj", f"mtllib a.mtl\n{SQUARE}{TEXTURED}").appearance
    assert appearance.images == ()
