import numpy as np
import pytest

from patchalign3d_training.synthesis.kit import Assembly, ball, box, join, sheet
from patchalign3d_training.synthesis.sampling import (
    EXTENT,
    normalised,
    pose,
    sample_points,
    seen_from_one_side,
    uneven_density,
)


def two_squares():
    """A square of area 1 at y = 0 under one of area 4 at y = 1."""
    both = Assembly({"low": ("low",), "high": ("high",)})
    small = np.array([(0.5, 0.5), (-0.5, 0.5), (-0.5, -0.5), (0.5, -0.5)])
    both.add("low", sheet(small))
    both.add("high", sheet(2 * small, at=1.0))
    return both.finish()


def test_points_follow_area_and_lie_on_their_face():
    mesh = two_squares()
    points, part, face = sample_points(mesh, 20_000, np.random.default_rng(0))
    assert points.dtype == np.float32 and part.dtype == np.int32 and face.dtype == np.int64
    assert (part == 1).mean() == pytest.approx(0.8, abs=0.01)
    assert np.abs(points[:, 1] - part).max() < 1e-6
    assert np.abs(points[part == 0][:, [0, 2]]).max() <= 0.5
    assert (mesh.face_part[face] == part).all()
    quarter = (points[part == 1][:, 0] > 0) & (points[part == 1][:, 2] > 0)
    assert quarter.mean() == pytest.approx(0.25, abs=0.02)


def test_density_is_points_per_area():
    mesh = two_squares()
    density = np.where(mesh.face_part == 0, 4.0, 1.0)
    part = sample_points(mesh, 20_000, np.random.default_rng(0), density).part
    assert (part == 0).mean() == pytest.approx(0.5, abs=0.02)


def test_uneven_density_is_one_factor_a_solid():
    mesh = two_squares()
    small_to_large = []
    for seed in range(60):
        density = uneven_density(mesh, np.random.default_rng(seed))
        low, high = (np.unique(density[mesh.face_part == part]) for part in (0, 1))
        assert len(low) == len(high) == 1
        assert min(low[0], high[0]) >= 0.25 and max(low[0], high[0]) <= 32.0
        small_to_large.append(low[0] / high[0])
    assert min(small_to_large) < 0.5 and max(small_to_large) > 2.0
    assert 1.0 < np.exp(np.mean(np.log(small_to_large))) < 2.0


def test_solids_of_one_part_may_differ_in_density():
    pair = Assembly({"leg": ("leg",)})
    pair.add("leg", join(box(1, 1, 1), box(1, 1, 1).moved(2.0)))
    mesh = pair.finish()
    counts = {len(np.unique(uneven_density(mesh, np.random.default_rng(s)))) for s in range(20)}
    assert counts == {1, 2}


def test_normalised_fills_the_published_extent():
    points = np.array([(0.0, 0, 0), (4.0, 1.0, 2.0)])
    out = normalised(points)
    assert np.allclose(out, [(-0.75, -0.1875, -0.375), (0.75, 0.1875, 0.375)])


@pytest.mark.parametrize("seed", range(8))
def test_pose_keeps_order_and_size_and_mostly_what_is_up(seed):
    random = np.random.default_rng(seed)
    points = random.uniform(-1, 1, (4000, 3)).astype(np.float32) * np.float32([0.2, 1.0, 0.2])
    posed = pose(points, np.random.default_rng(seed + 100))
    assert posed.dtype == np.float32 and posed.shape == points.shape
    assert np.abs(posed).max() == pytest.approx(EXTENT, abs=1e-6)
    tall = np.argmax(np.ptp(posed, axis=0))
    assert abs(np.corrcoef(points[:, 1], posed[:, tall])[0, 1]) > 0.97
    assert (posed == pose(points, np.random.default_rng(seed + 100))).all()


def test_handheld_things_lie_more_often():
    points = np.random.default_rng(0).uniform(-1, 1, (200, 3)).astype(np.float32)
    points *= np.float32([0.2, 1.0, 0.2])

    def lying(handheld):
        posed = (pose(points, np.random.default_rng(s), handheld) for s in range(300))
        return sum(np.argmax(np.ptp(p, axis=0)) != 1 for p in posed)

    assert lying(False) < 30 < lying(True) < 180


def test_one_side_of_a_ball_hides_the_other():
    assembly = Assembly({"ball": ("ball",)})
    assembly.add("ball", ball(1.0), box(0.1, 0.1, 0.1))
    random = np.random.default_rng(5)
    points = sample_points(assembly.finish(), 20_000, random).points
    seen = seen_from_one_side(points, random)
    assert 0.3 < seen.mean() < 0.75
    assert not seen[np.linalg.norm(points, axis=1) < 0.2].any()
    middle = points[seen].mean(axis=0)
    assert middle[1] > 0 and np.linalg.norm(middle) > 0.25
