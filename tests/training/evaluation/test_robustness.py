"""Conditions do what their titles say, and scoring under them is repeatable."""

import numpy as np
import pytest

from patchalign3d_cli.segmenting.loading import load_segmenter
from patchalign3d_training.evaluation.robustness import CONDITIONS, score_condition
from patchalign3d_training.synthesis.catalog import generate
from patchalign3d_training.synthesis.sampling import sample_points


@pytest.fixture(scope="module")
def cloud():
    return sample_points(generate("chair", 5), 4096, np.random.default_rng(0))


@pytest.mark.parametrize("title", sorted(CONDITIONS))
def test_points_keep_their_parts(cloud, title):
    changed = CONDITIONS[title](cloud, np.random.default_rng(1))
    assert len(changed.points) == len(changed.part) == len(changed.face) <= 4096
    assert np.isfinite(changed.points).all()


def test_turns_keep_distances(cloud):
    for title in ("any yaw", "45 degrees of tilt"):
        turned = CONDITIONS[title](cloud, np.random.default_rng(1)).points
        assert np.linalg.norm(turned[0] - turned[1]) == pytest.approx(
            np.linalg.norm(cloud.points[0] - cloud.points[1]), rel=1e-4
        )
    yawed = CONDITIONS["any yaw"](cloud, np.random.default_rng(1)).points
    assert np.allclose(yawed[:, 1], cloud.points[:, 1], atol=1e-6)


def test_thinning_and_half_views_leave_points_out(cloud):
    assert len(CONDITIONS["512 points"](cloud, np.random.default_rng(1)).points) == 512
    seen = CONDITIONS["seen from one side"](cloud, np.random.default_rng(1)).points
    assert 100 < len(seen) < 4096


@pytest.mark.slow
def test_scale_means_nothing_to_the_model():
    segmenter = load_segmenter("pa3d-mini", offline=True)
    plain, large = (
        score_condition(segmenter, "mug", 2, CONDITIONS[title])
        for title in ("as generated", "1,000 times larger")
    )
    assert plain.ious == pytest.approx(large.ious, abs=0.02)
    assert 0 < plain.mean <= 1
