import numpy as np
import pytest

from patchalign3d_cli.pictures.camera import Viewpoint
from patchalign3d_cli.pictures.layer import Viewport
from patchalign3d_cli.pictures.picture import render_shape

SIZE = (200, 150)


def background():
    """A picture of something too thin to be seen."""
    nothing = np.zeros((3, 3)), np.array([[0, 1, 2]]), np.zeros((1, 3), dtype=np.uint8)
    return render_shape(*nothing, size=SIZE)


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


def test_a_box_fills_its_frame_and_shades_the_ground(box):
    vertices, faces = box
    frame = Viewport(0, 0, 120, 150)
    picture = render_shape(
        vertices, faces, colored((200, 30, 30), len(faces)), size=SIZE, frame=frame
    )
    rows, columns = np.nonzero(reddish(picture))
    assert columns.max() - columns.min() > 0.8 * frame.width
    assert columns.max() < frame.right
    assert (rows.min() + rows.max()) / 2 == pytest.approx(75, abs=12)
    darker = background().astype(int) - picture
    below = np.s_[rows.max() + 1 :, 20:100]
    assert (darker[below][~reddish(picture)[below]]).max() > 8
    assert np.abs(darker[:20]).max() <= 1


def test_the_viewpoint_decides_which_side_is_seen(box):
    vertices, faces = box
    right = vertices[faces].mean(axis=1)[:, 0] > 0.99
    colors = np.where(right[:, None], [200, 30, 30], [60, 60, 60]).astype(np.uint8)
    from_right, from_left = (
        reddish(render_shape(vertices, faces, colors, size=SIZE, viewpoint=Viewpoint(azimuth)))
        for azimuth in (60, -60)
    )
    assert from_right.sum() > 1000
    assert not from_left.any()


@pytest.mark.parametrize("count", [1, 2, 500])
def test_a_cloud_of_any_number_of_points_is_drawn(count):
    points = np.random.default_rng(0).normal(size=(count, 3))
    picture = render_shape(points, None, colored((200, 30, 30), count), size=SIZE)
    assert reddish(picture).sum() > 20


def test_points_that_all_lie_at_one_place_are_drawn():
    picture = render_shape(np.full((9, 3), 5.0), None, colored((200, 30, 30), 9), size=SIZE)
    assert reddish(picture).sum() > 20


def test_corners_inside_dark_rooms_are_darker_than_open_sides(box):
    vertices, faces = box
    roof = vertices * [1.5, 0.02, 1.5] + [0, 1.2, 0]
    both = np.concatenate([vertices, roof])
    colors = colored((150, 150, 150), 2 * len(faces))
    picture = render_shape(
        both,
        np.concatenate([faces, faces + len(vertices)]),
        colors,
        size=SIZE,
        viewpoint=Viewpoint(azimuth=20, elevation=10),
    ).astype(int)
    assert picture[35, 90].mean() + 20 < picture[110, 90].mean()
