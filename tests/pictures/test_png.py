import colorsys
import io
import sys
from dataclasses import replace

import numpy as np
import pytest
from PIL import Image

from patchalign3d_cli.coloring.palette import UNLABELLED_COLOR, palette
from patchalign3d_cli.errors import OutputError
from patchalign3d_cli.options import OutputOptions
from patchalign3d_cli.pictures.kept_colors import kept_colors
from patchalign3d_cli.pictures.png import segmentation_picture, write_png
from patchalign3d_cli.shapes import Shape
from patchalign3d_cli.shapes.appearance import (
    Appearance,
    CornerValues,
    ElementAppearance,
    TextureImage,
)
from patchalign3d_cli.shapes.up import up_rotation

SIZE = (400, 300)
MIDDLE, UPPER, LOWER = 144, 130, 190  # of the shape's frame: its left 72 per cent


def hue(pixel):
    return colorsys.rgb_to_hsv(*(int(value) / 255 for value in pixel))[0]


def legend(picture):
    return np.asarray(picture)[:, 288:].reshape(-1, 3)


def has(pixels, color):
    return (pixels == np.asarray(color)).all(axis=1).any()


@pytest.mark.many
def test_the_halves_of_a_box_have_their_parts_hues(make_result, kind):
    points = np.random.default_rng(0).uniform(-1, 1, (6000, 3))
    points /= np.abs(points).max(axis=1, keepdims=True)  # on the sides of the box
    labels = (points[:, 1] < 0).astype(np.int32)
    cloud = {"vertices": points, "labels": labels} if kind == "cloud" else {}
    picture = np.asarray(segmentation_picture(make_result(kind, **cloud), size=SIZE))
    top, bottom = palette(2)
    assert hue(picture[UPPER, MIDDLE]) == pytest.approx(hue(top), abs=0.04)
    assert hue(picture[LOWER, MIDDLE]) == pytest.approx(hue(bottom), abs=0.04)


def test_unlabelled_faces_are_grey(make_result):
    labels = np.full(192, -1, dtype=np.int32)
    picture = segmentation_picture(make_result(labels=labels), size=SIZE)
    red, green, blue = (int(value) for value in np.asarray(picture)[LOWER, MIDDLE])
    assert abs(red - green) < 12
    assert abs(green - blue) < 16
    assert has(legend(picture), UNLABELLED_COLOR)


@pytest.mark.many
@pytest.mark.parametrize("up", ["x", "z", "-x", "-y", "-z"])
def test_the_picture_is_upright_whatever_the_axes_of_the_file(make_result, up):
    turned = make_result().source.vertices @ up_rotation(up)
    labels = make_result().labels
    expected = np.asarray(segmentation_picture(make_result(), size=SIZE)).astype(int)
    picture = np.asarray(
        segmentation_picture(make_result(vertices=turned, labels=labels, up=up), size=SIZE)
    ).astype(int)
    assert np.abs(picture - expected).mean() < 0.05


@pytest.mark.many
@pytest.mark.parametrize("scale", [1e-12, 1e12])
def test_the_picture_does_not_depend_on_units(make_result, kind, scale):
    result = make_result(kind)
    labels, vertices = result.labels, result.source.vertices * scale + 3 * scale
    expected = np.asarray(segmentation_picture(result, size=SIZE)).astype(int)
    scaled = make_result(kind, vertices=vertices, labels=labels)
    picture = np.asarray(segmentation_picture(scaled, size=SIZE)).astype(int)
    assert np.abs(picture - expected).mean() < 0.05


def test_the_legend_shows_every_part_that_has_something(make_result):
    result = make_result(parts=("top", "bottom", "absent"))
    picture = segmentation_picture(result, size=SIZE)
    assert [has(legend(picture), color) for color in palette(3)] == [True, True, False]
    assert not has(legend(picture), UNLABELLED_COLOR)
    assert (legend(picture).sum(axis=1) < 200).any()  # dark ink
    other = make_result(parts=("head", "bottom", "absent"))
    assert not np.array_equal(legend(segmentation_picture(other, size=SIZE)), legend(picture))


KEEP = OutputOptions(appearance="keep")


def test_a_kept_appearance_is_what_the_picture_shows(make_result):
    """A texture, red on its left and blue on its right, on both triangles of a square."""
    pixels = np.zeros((8, 8, 3), np.uint8)
    pixels[:, :4], pixels[:, 4:] = (255, 0, 0), (0, 0, 255)
    packed = io.BytesIO()
    Image.fromarray(pixels).save(packed, format="PNG")
    corners = np.array([[0, 0], [1, 0], [1, 1], [0, 1]], np.float32)
    faces = np.array([[0, 1, 2], [0, 2, 3]])
    elements = ElementAppearance(
        np.zeros(2, np.int32), {"TEXCOORD_0": CornerValues(corners, faces)}
    )
    appearance = Appearance(
        elements,
        ({"pbrMetallicRoughness": {"baseColorTexture": {"index": 0}}},),
        ({"source": 0},),
        (TextureImage(packed.getvalue(), "image/png", ""),),
    )
    shape = Shape(np.column_stack([corners, np.zeros(4)]), faces, appearance=appearance)
    values = {"labels": np.zeros(2, np.int32), "confidence": np.ones(2, np.float32)}
    scores = np.zeros((2, 2), np.float32)
    result = replace(make_result(), source=shape, scores=scores, **values)
    picture = segmentation_picture(result, size=SIZE, options=KEEP)
    left, right = np.asarray(picture)[150, [MIDDLE - 40, MIDDLE + 40]].astype(int)
    assert left[0] > 2 * left[2] and right[2] > 2 * right[0]
    assert not has(legend(picture), palette(1)[0])  # no colour of a part is shown
    plain = replace(result, source=Shape(shape.vertices, faces))
    assert np.array_equal(
        segmentation_picture(plain, size=SIZE, options=KEEP),
        segmentation_picture(plain, size=SIZE),
    )


def test_kept_colours_are_materials_times_colours_of_corners():
    colors = CornerValues(
        np.array([[0.5, 1, 1, 1], [1, 1, 1, 1]], np.float32), np.array([[0, 0, 1]])
    )
    elements = ElementAppearance(np.zeros(1, np.int32), {"COLOR_0": colors})
    factor = {"pbrMetallicRoughness": {"baseColorFactor": [1, 0.5, 0.25, 1]}}
    kept = kept_colors(Appearance(elements, (factor,)))
    shares = np.array([[0, 0], [0, 1], [0.5, 0.5]], np.float32)
    expected = [[0.5, 0.5, 0.25], [1, 0.5, 0.25], [0.75, 0.5, 0.25]]
    assert np.allclose(kept.at(np.zeros(3, np.int64), shares), expected)
    cloud = CornerValues(colors.values, np.array([1, 0, -1]))
    points = ElementAppearance(np.full(3, -1, np.int32), {"COLOR_0": cloud})
    expected = [[1, 1, 1], [0.5, 1, 1], [1, 1, 1]]
    assert np.allclose(kept_colors(Appearance(points)).of_points(), expected)


def test_the_file_is_an_rgb_png_of_the_stated_size(make_result, tmp_path):
    write_png(make_result(), tmp_path / "a.png")
    with Image.open(tmp_path / "a.png") as picture:
        assert (picture.format, picture.mode, picture.size) == ("PNG", "RGB", (1200, 900))


def test_without_embree_a_mesh_is_refused_and_a_cloud_is_drawn(make_result, monkeypatch):
    monkeypatch.setitem(sys.modules, "embreex.mesh_construction", None)
    with pytest.raises(OutputError, match="pip install embreex"):
        segmentation_picture(make_result(), size=SIZE)
    segmentation_picture(make_result("cloud"), size=SIZE)
