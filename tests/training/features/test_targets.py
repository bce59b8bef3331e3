"""From features of points to targets of patches."""

import numpy as np
import pytest
import torch

from patchalign3d_cli.errors import DataError
from patchalign3d_training.features.sightings import sighting_at
from patchalign3d_training.features.targets import patch_targets, point_features

SIZE = 28


def seen(points: list[int]) -> object:
    middle = np.full(len(points), 7.0)  # the middle of the first token
    return sighting_at(np.array(points, dtype=np.int64), middle, middle, SIZE)


def test_views_are_averaged_and_the_unseen_take_their_neighbours():
    tokens = torch.zeros(2, 4, 3)
    tokens[0, :, 0] = 1.0
    tokens[1, :, 1] = 1.0
    points = np.array([[0, 0, 0], [1, 0, 0], [2, 0, 0], [9, 0, 0]], dtype=np.float32)
    found = point_features(tokens, [seen([0, 1]), seen([1, 2])], points, neighbors=2)
    half = 0.5**0.5
    expected = torch.tensor([[1, 0, 0], [half, half, 0], [0, 1, 0], [0.25, 0.75, 0]])
    expected[3] /= expected[3].norm()  # the mean of points 1 and 2 before they are normalised
    assert torch.allclose(found, expected, atol=1e-6)
    with pytest.raises(DataError, match="no view sees any of its points"):
        point_features(tokens, [seen([]), seen([])], points, 2)


def test_patches_take_the_normalised_mean_of_their_points():
    random = np.random.default_rng(0)
    points = random.uniform(-0.7, 0.7, (200, 3)).astype(np.float32)
    features = torch.nn.functional.normalize(torch.randn(200, 5), dim=1)
    found = patch_targets(points, features, 16, 8)
    exchanged = torch.from_numpy(points[:, [0, 2, 1]])
    assert found.indices.shape == (16, 8) and found.nearest.shape == (200,)
    for center, own, feature in zip(found.centers, found.indices, found.features, strict=True):
        distances = (exchanged - center).norm(dim=1)
        assert set(own.tolist()) == set(distances.argsort()[:8].tolist())
        mean = features[own].mean(dim=0)
        assert torch.allclose(feature, mean / mean.norm(), atol=1e-6)
    assert torch.equal(exchanged[found.indices[:, 0]], found.centers)
    record = found.record("ball_1", 518)
    assert record["patch_feats"].dtype == torch.float16 and record["feature_dim"] == 5
    assert torch.equal(exchanged[record["centers_idx"]], record["centers_xyz"])
