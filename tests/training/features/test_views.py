"""Views: cameras all around, and points seen by rays alone."""

import numpy as np
import pytest
import torch
from torch.nn import functional

from patchalign3d_training.features.sightings import sighting_at, sighting_of_faces
from patchalign3d_training.features.targets import point_features
from patchalign3d_training.features.views import rendered_views, viewpoints

SIZE, GRID = 56, 4


def plates(gap: float) -> tuple[np.ndarray, np.ndarray]:
    """Two parallel squares of side 2 facing z, the front one at z = gap / 2."""
    square = np.array([[-1, -1, 0], [1, -1, 0], [1, 1, 0], [-1, 1, 0]], dtype=float)
    vertices = np.concatenate([square + [0, 0, gap / 2], square - [0, 0, gap / 2]])
    return vertices, np.array([[0, 1, 2], [0, 2, 3], [4, 5, 6], [4, 6, 7]])


def on_plates(gap: float, count: int = 60) -> tuple[np.ndarray, np.ndarray]:
    """Points away from the rims, the first half on the front plate; and their faces."""
    random = np.random.default_rng(0)
    flat = random.uniform(-0.9, 0.9, (count, 2))
    front = np.arange(count) < count // 2
    points = np.column_stack([flat, np.where(front, gap / 2, -gap / 2)])
    lower = flat[:, 1] < flat[:, 0]
    return points, np.where(front, 0, 2) + np.where(lower, 0, 1)


@pytest.mark.parametrize("gap", [0.02, 0.002])
def test_a_hidden_plate_takes_nothing_from_a_view(gap: float):
    vertices, faces = plates(gap)
    points, point_faces = on_plates(gap)
    views = list(rendered_views(vertices, faces, points, point_faces, count=10, size=SIZE))
    sides = np.array(
        [np.cos(np.deg2rad(v.azimuth)) * np.cos(np.deg2rad(v.elevation)) for v in viewpoints(10)]
    )
    from_front, from_back = sides > 0.3, sides < -0.3
    assert from_front.sum() >= 2 and from_back.sum() >= 2
    for view, in_front, behind in zip(views, from_front, from_back, strict=True):
        on_front, on_back = (view.sighting.points < 30).sum(), (view.sighting.points >= 30).sum()
        if in_front:
            assert on_front == 30 and on_back == 0
        if behind:
            assert on_back == 30 and on_front == 0
    # Each view's tokens hold one constant: its own one-hot row.
    tokens = torch.eye(10)[:, None].expand(-1, GRID * GRID, -1)
    sightings = [view.sighting for view in views]
    features = point_features(tokens, sightings, points.astype(np.float32), 20)
    assert not features[30:, torch.from_numpy(from_front)].any()
    assert not features[:30, torch.from_numpy(from_back)].any()


def test_noise_does_not_hide_points_from_their_own_face():
    vertices, faces = plates(0.5)
    points, point_faces = on_plates(0.5)
    noisy = points + np.random.default_rng(1).normal(0, 0.01, points.shape)
    exact, rough = (
        [v.sighting.points for v in rendered_views(vertices, faces, p, point_faces, **SMALL)]
        for p in (points, noisy)
    )
    assert all(np.array_equal(a, b) for a, b in zip(exact, rough, strict=True))


SMALL = {"count": 6, "size": SIZE}


def test_every_side_of_a_ball_is_seen_and_drawn():
    import trimesh

    ball = trimesh.creation.icosphere(3)
    points = ball.triangles_center
    faces = np.arange(len(ball.faces))
    views = list(rendered_views(ball.vertices, ball.faces, points, faces, count=10, size=64))
    seen = np.unique(np.concatenate([view.sighting.points for view in views]))
    assert len(seen) == len(faces)
    for view in views:
        shown = (view.image != 255).any(axis=2)
        assert 0.4 < shown.mean() < 0.75 and not shown[0].any() and not shown[:, -1].any()
        assert 0.3 < len(view.sighting.points) / len(faces) < 0.5  # never the far half
        grey = view.image[shown]
        assert (grey.max(axis=1) == grey.min(axis=1)).all() and grey.std() > 5
    (dark, *_) = rendered_views(
        ball.vertices, ball.faces, points, faces, count=1, size=64, background="black"
    )
    assert not dark.image[0, 0].any()


def test_viewpoints_look_from_all_around():
    for count in (1, 4, 10, 24):
        found = viewpoints(count)
        assert len(found) == count and all(abs(v.elevation) <= 60 for v in found)
    azimuths = np.sort([view.azimuth for view in viewpoints(10)])
    assert np.diff(np.append(azimuths, azimuths[0] + 360)).max() < 75


def upsampled(tokens: torch.Tensor, grid: int, size: int) -> torch.Tensor:
    """What the published preparation holds: (D, S, S)."""
    picture = tokens.T.reshape(1, -1, grid, grid)
    return functional.interpolate(picture, (size, size), mode="bicubic", align_corners=False)[0]


@pytest.mark.parametrize(("grid", "size"), [(4, 56), (5, 35), (37, 74)])
def test_points_take_what_upsampling_gives_at_their_pixel(grid: int, size: int):
    tokens = torch.randn(grid * grid, 3, generator=torch.Generator().manual_seed(0))
    y, x = (positions.reshape(-1) for positions in np.mgrid[:size, :size])
    sighting = sighting_at(np.arange(size * size), x + 0.5, y + 0.5, size)
    expected = upsampled(tokens, grid, size).reshape(3, -1).T
    assert torch.allclose(sighting.features(tokens), expected, atol=2e-5)


def test_faces_take_the_mean_over_their_pixels():
    random = np.random.default_rng(0)
    face_map = random.integers(-1, 5, (SIZE, SIZE)).repeat(2, axis=0)[:SIZE]
    point_faces = np.array([4, 0, -1, 7, 0, 2])
    found = sighting_of_faces(face_map, point_faces, GRID)
    assert found.points.tolist() == [0, 1, 4, 5]
    tokens = torch.from_numpy(random.standard_normal((GRID * GRID, 3)).astype(np.float32))
    whole = upsampled(tokens, GRID, SIZE)
    for point, feature in zip(found.points, found.features(tokens), strict=True):
        pixels = torch.from_numpy(face_map == point_faces[point])
        assert torch.allclose(feature, whole[:, pixels].mean(dim=1), atol=1e-5)
