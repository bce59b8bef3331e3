import colorsys
import sys

import numpy as np
import pytest
from PIL import Image

from patchalign3d_cli.coloring.palette import UNLABELLED_COLOR, palette
from patchalign3d_cli.errors import OutputError
from patchalign3d_cli.pictures.png import segmentation_picture, write_png
from patchalign3d_cli.shapes.up import up_rotation

SIZE = (400, 300)
MIDDLE, UPPER, LOWER = 144, 130, 190  # of the shape's frame: its left 72 per cent


def hue(pixel):
    return colorsys.rgb_to_hsv(*(int(value) / 255 for value in pixel))[0]


def legend(picture):
    return np.asarray(picture)[:, 288:].reshape(-1, 3)


def has(pixels, color):
    return (pixels == np.asarray(color)).all(axis=1).any()


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


@pytest.mark.parametrize("up", ["x", "z", "-x", "-y", "-z"])
def test_the_picture_is_upright_whatever_the_axes_of_the_file(make_result, up):
    turned = make_result().source.vertices @ up_rotation(up)
    labels = make_result().labels
    expected = np.asarray(segmentation_picture(make_result(), size=SIZE)).astype(int)
    picture = np.asarray(
        segmentation_picture(make_result(vertices=turned, labels=labels, up=up), size=SIZE)
    ).astype(int)
    assert np.abs(picture - expected).mean() < 0.05


@pytest.mark.parametrize("scale", [1e-12, 1e12])
def test_the_picture_does_not_depend_on_units(make_result, kind, scale):
    result = make_result(kind)
    labels, vertices = result.labels, result.source.vertices * scale + 3 * scale
    expected = np.asarray(segmentation_picture(result, size=SIZE)).astype(int)
    scaled = make_result(kind, vertices=vertices, labels=labels)
    picture = np.asarray(segmentation_picture(scaled, size=SIZE)).astype(int)
    assert np.abs(picture - expected).mean() < 0.05


def test_the_legend_shows_every_part_and_writes_something(make_result):
    result = make_result(parts=("top", "bottom", "absent"))
    picture = segmentation_picture(result, size=SIZE)
    for color in palette(3):
        assert has(legend(picture), color)
    assert not has(legend(picture), UNLABELLED_COLOR)
    assert (legend(picture).sum(axis=1) < 200).any()  # dark ink
    other = make_result(parts=("head", "bottom", "absent"))
    assert not np.array_equal(legend(segmentation_picture(other, size=SIZE)), legend(picture))


def test_the_file_is_an_rgb_png_of_the_stated_size(make_result, tmp_path):
    write_png(make_result(), tmp_path / "a.png")
    with Image.open(tmp_path / "a.png") as picture:
        assert (picture.format, picture.mode, picture.size) == ("PNG", "RGB", (1200, 900))


def test_without_embree_a_mesh_is_refused_and_a_cloud_is_drawn(make_result, monkeypatch):
    monkeypatch.setitem(sys.modules, "embreex.mesh_construction", None)
    with pytest.raises(OutputError, match="pip install embreex"):
        segmentation_picture(make_result(), size=SIZE)
    segmentation_picture(make_result("cloud"), size=SIZE)
