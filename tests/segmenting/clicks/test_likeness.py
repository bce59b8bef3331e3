"""Coarse features: as near to each other as the features that they stand for."""

from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest

import patchalign3d_cli as pa3d
from patchalign3d_cli.segmenting.clicks import feature_sites, likeness
from support.result_fixtures import grid_box


@pytest.fixture(scope="module")
def features(tiny_model_directory: Path) -> pa3d.ShapeFeatures:
    segmenter = pa3d.load_segmenter(str(tiny_model_directory), backend="light")
    return segmenter.encode(pa3d.Shape(*grid_box()))


def test_distances_are_kept(features: pa3d.ShapeFeatures):
    sites = feature_sites(features)
    assert sites.codes.dtype == np.int8 and sites.codes.shape == (len(features.centers), 8)
    rows = features.features - features.features.mean(axis=0)
    rows = rows / np.sqrt((rows**2).sum(axis=1).mean())
    true = ((rows[:, None] - rows[None]) ** 2).sum(axis=2)
    coarse = ((sites.codes[:, None].astype(float) - sites.codes[None]) ** 2).sum(axis=2)
    assert np.corrcoef(true.ravel(), (coarse * sites.scale**2).ravel())[0, 1] > 0.99
    assert (coarse * sites.scale**2).mean() == pytest.approx(true.mean(), rel=0.1)


def test_a_point_at_a_centre_has_its_feature(features: pa3d.ShapeFeatures):
    sites = feature_sites(features)
    values = sites.at(features.centers[:3], features.source.radius)
    assert values == pytest.approx(sites.codes[:3] * sites.scale, abs=1e-3)


def test_many_centres_are_thinned_and_equal_ones_are_alike(
    features: pa3d.ShapeFeatures, monkeypatch: pytest.MonkeyPatch
):
    monkeypatch.setattr(likeness, "MOST_SITES", 10)
    assert len(feature_sites(features).codes) == 10
    same = replace(features, features=np.ones_like(features.features))
    sites = feature_sites(same)
    assert (sites.at(features.points, 1.0) == 0).all()
