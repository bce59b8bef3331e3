"""What is on a surface, as readers find it."""

import io
import json
from collections.abc import Callable
from pathlib import Path

import numpy as np
import pytest

from patchalign3d_cli.shapes import Shape, load_shape
from patchalign3d_cli.shapes.srgb import srgb_to_linear
from support.textures import COORDINATES, CORNERS, JPEG, PNG, image_bytes, textured_glb

Load = Callable[..., Shape]
SQUARE = "v 0 0 0\nv 1 0 0\nv 1 1 0\nv 0 1 0\n"
MTL = """
newmtl oak board
  Kd 1.0 0.5 0
  Ns 0
  d 0.5
  map_Kd -s 2 2 1 -bm 0.5 C:\\models\\wood grain.png
newmtl steel
Kd 0.5 0.5 0.5
Pm 0.9
Pr 0.25
norm bumps.jpg
newmtl old
map_Kd old.bmp
newmtl lost
map_Kd nowhere.png
"""


def corner_values(shape: Shape, name: str) -> np.ndarray:
    values, corners = shape.appearance.elements.attributes[name]
    return values[corners]


def test_an_obj_gives_coordinates_and_materials(load: Load, tmp_path: Path) -> None:
    (tmp_path / "my wood.mtl").write_text(MTL)
    (tmp_path / "wood grain.png").write_bytes(PNG)
    (tmp_path / "bumps.jpg").write_bytes(JPEG)
    (tmp_path / "old.bmp").write_bytes(image_bytes("BMP", (1, 2, 3)))
    text = (
        f"mtllib my wood.mtl\n{SQUARE}vt 0 0\nvt 1 0.25\nvt 1 1\nvn 0 0 2\n"
        "usemtl oak board\nf 1/1/1 2/2/1 3/3/1 4/-1/1\nusemtl steel\nf -4 -3 -2\n"
        "usemtl unheard of\nf 1 2 3\n"
    )
    shape = load("a.obj", text)
    appearance = shape.appearance
    assert shape.warnings == ()
    assert appearance.warnings == (
        "its texture nowhere.png is missing beside it; it was left out",
        "its material files do not have the material unheard of",
    )
    oak, steel, old, lost = appearance.materials
    assert oak["name"] == "oak board" and oak["alphaMode"] == "BLEND"
    assert oak["pbrMetallicRoughness"]["baseColorFactor"] == [1, 1, 1, 0.5]
    assert oak["pbrMetallicRoughness"]["roughnessFactor"] == 1
    transform = oak["pbrMetallicRoughness"]["baseColorTexture"]["extensions"]
    assert transform["KHR_texture_transform"] == {"offset": [0.0, -1.0], "scale": [2.0, 2.0]}
    grey = float(srgb_to_linear(127.5))
    shade = steel["pbrMetallicRoughness"]
    assert shade["baseColorFactor"] == pytest.approx([grey, grey, grey, 1], abs=1e-6)
    assert (shade["metallicFactor"], shade["roughnessFactor"]) == (0.9, 0.25)
    assert "baseColorTexture" not in lost["pbrMetallicRoughness"]
    shown = appearance.images[oak["pbrMetallicRoughness"]["baseColorTexture"]["index"]]
    assert (shown.data, shown.mime) == (PNG, "image/png")
    assert appearance.images[steel["normalTexture"]["index"]].data == JPEG
    converted = appearance.images[old["pbrMetallicRoughness"]["baseColorTexture"]["index"]]
    assert converted.mime == "image/png" and converted.data.startswith(b"\x89PNG")
    assert appearance.elements.materials.tolist() == [0, 0, 1, -1]
    found = corner_values(shape, "TEXCOORD_0")[0]
    assert found == pytest.approx(np.array([[0, 1], [1, 0.75], [1, 0]]))
    _, corners = appearance.elements.attributes["TEXCOORD_0"]
    assert corners.tolist() == [[0, 1, 2], [0, 2, 2], [-1] * 3, [-1] * 3]
    assert corner_values(shape, "NORMAL")[0].tolist() == [[0, 0, 1]] * 3


def test_an_obj_without_looks_has_none(load: Load) -> None:
    assert load("a.obj", SQUARE + "f 1 2 3\n").appearance is None


def test_a_missing_material_file_is_named_where_looks_matter(load: Load) -> None:
    shape = load("a.obj", f"mtllib gone.mtl\n{SQUARE}usemtl a\nf 1 2 3\n")
    assert shape.warnings == () and "gone.mtl is missing" in shape.appearance.warnings[0]


def test_a_glb_gives_all_that_is_in_it(load: Load) -> None:
    shape = load("a.glb", textured_glb())
    appearance = shape.appearance
    assert appearance.elements.materials.tolist() == [1, 1, 2, 2]
    assert np.array_equal(corner_values(shape, "TEXCOORD_0"), COORDINATES[CORNERS])
    assert [image.data for image in appearance.images] == [PNG, JPEG]
    assert appearance.textures[0]["sampler"] == {"wrapS": 33071}
    # The second node is turned by a quarter about z, which leaves its normals along z.
    assert corner_values(shape, "NORMAL") == pytest.approx(np.tile([0, 0, 1.0], (4, 3, 1)))


def test_an_image_that_is_missing_or_none_is_left_out(load: Load) -> None:
    images = [{"uri": "gone.png"}, {"uri": "data:image/png;base64,AAAA"}]
    shape = load("a.glb", textured_glb(images=images))
    assert shape.appearance.images == (None, None)
    assert "gone.png is missing" in shape.appearance.warnings[0]
    assert len(shape.appearance.warnings) == 2


@pytest.mark.parametrize("kind", ["uchar", "float"])
@pytest.mark.parametrize("text", [True, False])
def test_a_ply_gives_vertex_colors(load: Load, kind: str, text: bool) -> None:
    form = "ascii" if text else "binary_little_endian"
    header = (
        f"ply\nformat {form} 1.0\nelement vertex 3\n"
        + "".join(f"property float {axis}\n" for axis in "xyz")
        + "".join(f"property {kind} {channel}\n" for channel in ("red", "green", "blue"))
        + "element face 1\nproperty list uchar int vertex_indices\nend_header\n"
    )
    full = 255 if kind == "uchar" else 1.0
    rows = [(0, 0, 0, full, 0, 0), (1, 0, 0, 0, full, 0), (0, 1, 0, 0, 0, full)]
    body = io.BytesIO()
    if text:
        lines = [" ".join(map(str, row)) for row in [*rows, (3, 0, 2, 1)]]
        body.write("\n".join(lines).encode())
    else:
        code = "u1" if kind == "uchar" else "<f4"
        vertex = np.dtype([("place", "<f4", 3), ("color", code, 3)])
        body.write(np.array([(row[:3], row[3:]) for row in rows], vertex).tobytes())
        body.write(b"\3" + np.array([0, 2, 1], "<i4").tobytes())
    shape = load("a.ply", header.encode() + body.getvalue())
    expected = [[[1, 0, 0, 1], [0, 0, 1, 1], [0, 1, 0, 1]]]
    assert corner_values(shape, "COLOR_0").tolist() == expected


def test_dropped_points_take_their_colors_along(load: Load) -> None:
    header = (
        "ply\nformat ascii 1.0\nelement vertex 3\nproperty float x\nproperty float y\n"
        "property float z\nproperty uchar red\nproperty uchar green\nproperty uchar blue\n"
        "end_header\n"
    )
    shape = load("a.ply", header + "0 0 0 255 0 0\nnan 0 0 0 255 0\n1 1 1 0 0 255\n")
    assert corner_values(shape, "COLOR_0").tolist() == [[1, 0, 0, 1], [0, 0, 1, 1]]


def test_numbers_that_json_has_no_place_for_do_no_harm(load: Load, tmp_path: Path) -> None:
    data = textured_glb(materials=[{"name": "a", "alphaCutoff": float("nan")}] * 3)
    path = tmp_path / "nan.glb"
    path.write_bytes(data)
    assert json.dumps(load_shape(path).appearance.materials[0]) == '{"name": "a"}'
