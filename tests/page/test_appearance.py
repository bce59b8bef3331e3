"""What the page takes from a file's appearance, and what it leaves out."""

import io
from typing import Any

import numpy as np
import pytest
from PIL import Image

from patchalign3d_cli.page.appearance import page_appearance
from patchalign3d_cli.shapes.appearance import (
    Appearance,
    CornerValues,
    ElementAppearance,
    TextureImage,
)


def picture(size: tuple[int, int], mode: str = "RGB") -> TextureImage:
    packed = io.BytesIO()
    Image.new(mode, size, (255, 0, 0, 128)[: len(mode)]).save(packed, format="PNG")
    return TextureImage(packed.getvalue(), "image/png", "")


def appearance(
    *materials: dict[str, Any], images: tuple[TextureImage | None, ...] = (), **attributes: Any
) -> Appearance:
    uv = CornerValues(np.array([[0, 0], [1, 0], [0, 3]], np.float32), np.array([[0, 1, 2]] * 2))
    elements = ElementAppearance(np.array([0, -1], np.int32), {"TEXCOORD_0": uv, **attributes})
    textures = tuple({"source": number} for number in range(len(images)))
    return Appearance(elements, materials, textures, images)


def textured(index: int = 0, **more: Any) -> dict[str, Any]:
    return {"pbrMetallicRoughness": {"baseColorTexture": {"index": index, **more}}}


def test_colours_become_srgb_and_no_material_is_white():
    half = {"pbrMetallicRoughness": {"baseColorFactor": [0.5, 0.0, 1.0, 0.2]}}
    shown = page_appearance(appearance(half), False)
    assert shown.header == [{"color": [255, 255, 255]}, {"color": [188, 0, 255]}]
    assert shown.materials.tolist() == [1, 0] and shown.uv is None and shown.images == ()


def test_large_images_shrink_and_alpha_stays():
    images = (picture((3000, 30)), picture((4, 4), "RGBA"))
    shown = page_appearance(appearance(textured(0), textured(1), images=images), False)
    opened = [Image.open(io.BytesIO(data)) for data in shown.images]
    assert [image.size for image in opened] == [(1024, 10), (4, 4)]
    assert [image.mode for image in opened] == ["RGB", "RGBA"]
    assert [row["texture"]["image"] for row in shown.header[1:]] == [0, 1]


def test_an_image_of_two_materials_is_there_once():
    shown = page_appearance(appearance(textured(0), textured(0), images=(picture((2, 2)),)), False)
    assert len(shown.images) == 1


@pytest.mark.parametrize(
    "image", [None, TextureImage(b"\x89PNG\r\n\x1a\n nothing", "image/png", "")]
)
@pytest.mark.parametrize("index", [0, 7, -1, "x", None])
def test_what_cannot_be_read_is_left_out(image, index):
    shown = page_appearance(appearance(textured(index), images=(image,)), False)
    assert shown.images == () and shown.uv is None and "texture" not in shown.header[1]


def test_the_usual_set_of_coordinates_wins():
    values = CornerValues(np.zeros((1, 2), np.float32), np.zeros((2, 3), np.int64))
    given = (textured(0, texCoord=1), textured(0, texCoord=1), textured(0))
    shown = page_appearance(appearance(*given, images=(picture((2, 2)),), TEXCOORD_1=values), False)
    assert shown.uv is values
    assert ["texture" in row for row in shown.header[1:]] == [True, True, False]


def test_points_have_no_textures():
    shown = page_appearance(appearance(textured(0), images=(picture((2, 2)),)), True)
    assert shown.uv is None and shown.images == ()
