import numpy as np
import pytest

from patchalign3d_cli.pictures.camera import Viewpoint
from patchalign3d_cli.pictures.layer import Viewport
from patchalign3d_cli.pictures.picture import render_shape
from patchalign3d_cli.shapes import Shape

SIZE = (200, 150)


def background():
    """A picture of something too thin to be seen."""
    nothing = Shape(np.zeros((3, 3)), np.array([[0, 1, 2]]))
    return render_shape(nothing, np.zeros((1, 3), dtype=np.uint8), size=SIZE)


def colored(rgb, count):
    return np.tile(np.array(rgb, dtype=np.uint8), (count, 1))


def reddish(picture):
    values = picture.astype(int)
    return (values[..., 0] - values[..., 1:].max(axis=2)) > 60


def test_the_background_is_light_and_neutral():
    picture = background()
    assert picture.shape == (150, 200, 3)
    assert picture.dtype == np.uint8
    assert picture.min() > 215
    assert (picture.max(axis=2).astype(int) - picture.min(axis=2)).max() < 10
    assert not reddish(picture).any()


def test_a_box_fills_its_viewport_and_shades_the_ground(box):
    vertices, faces = box
    viewport = Viewport(0, 0, 120, 150)
    picture = render_shape(
        Shape(vertices, faces), colored((200, 30, 30), len(faces)), size=SIZE, viewport=viewport
    )
    rows, columns = np.nonzero(reddish(picture))
    assert columns.max() - columns.min() > 0.8 * viewport.width
    assert columns.max() < viewport.right
    assert (rows.min() + rows.max()) / 2 == pytest.approx(75, abs=12)
    darker = background().astype(int) - picture
    below = np.s_[rows.max() + 1 :, 20:100]
    assert (darker[below][~reddish(picture)[below]]).max() > 8
    assert np.abs(darker[:20]).max() <= 1


def test_the_viewpoint_decides_which_side_is_seen(box):
    vertices, faces = box
    shape = Shape(vertices, faces)
    right = vertices[faces].mean(axis=1)[:, 0] > 0.99
    colors = np.where(right[:, None], [200, 30, 30], [60, 60, 60]).astype(np.uint8)
    from_right, from_left = (
        reddish(render_shape(shape, colors, size=SIZE, viewpoint=Viewpoint(azimuth)))
        for azimuth in (60, -60)
    )
    assert from_right.sum() > 1000
    assert not from_left.any()


@pytest.mark.parametrize("count", [1, 2, 500])
def test_a_cloud_of_any_number_of_points_is_drawn(count):
    points = np.random.default_rng(0).normal(size=(count, 3))
    picture = render_shape(Shape(points), colored((200, 30, 30), count), size=SIZE)
    assert reddish(picture).sum() > 20


def test_points_that_all_lie_at_one_place_are_drawn():
    picture = render_shape(Shape(np.full((9, 3), 5.0)), colored((200, 30, 30), 9), size=SIZE)
    assert reddish(picture).sum() > 20


def test_corners_inside_dark_rooms_are_darker_than_open_sides(box):
    vertices, faces = box
    roof = vertices * [1.5, 0.02, 1.5] + [0, 1.2, 0]
    both = np.concatenate([vertices, roof])
    colors = colored((150, 150, 150), 2 * len(faces))
    picture = render_shape(
        Shape(both, np.concatenate([faces, faces + len(vertices)])),
        colors,
        size=SIZE,
        viewpoint=Viewpoint(azimuth=20, elevation=10),
    ).astype(int)
    assert picture[35, 90].mean() + 20 < picture[110, 90].mean()


@pytest.mark.parametrize("behind", [-1.0, 1.0])
def test_a_stray_far_away_changes_no_picture(box, behind):
    """One triangle, or one point, a hundred boxes away, before the camera or behind it."""
    vertices, faces = box
    far = np.array([[0, 0, 0], [0.1, 0, 0], [0, 0.1, 0.0]]) + [150 * behind, 90, 200 * behind]
    both = np.concatenate([vertices, far])
    strays = np.concatenate([faces, [[len(vertices), len(vertices) + 1, len(vertices) + 2]]])
    red = (200, 30, 30)
    for shape, alone in (
        (Shape(both, strays), Shape(vertices, faces)),
        (Shape(both[: len(vertices) + 1]), Shape(vertices)),
    ):
        picture = render_shape(shape, colored(red, shape.element_count), size=SIZE)
        expected = render_shape(alone, colored(red, alone.element_count), size=SIZE)
        assert np.abs(picture.astype(int) - expected).max() <= 2
