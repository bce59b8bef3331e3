"""Both sides of a shape with a mirror plane vote."""

from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest

import patchalign3d_cli as pa3d
from patchalign3d_cli.results import ShapeFeatures
from patchalign3d_cli.segmenting.segmenter import Segmenter
from patchalign3d_cli.segmenting.symmetry import both_sides_vote, mirrored_scores

PARTS = ("seat", "leg", "back")
ON = pa3d.QueryOptions()


@pytest.fixture(scope="module")
def segmenter(tiny_model_directory: Path) -> Segmenter:
    return pa3d.load_segmenter(str(tiny_model_directory))


def wings() -> np.ndarray:
    random = np.random.default_rng(0)
    wing = random.random((60, 3)) * [1.0, 0.05, 0.3] + [0.1, 0.0, 0.0]
    tail = random.random((40, 3)) * [0.0, 0.5, 0.2] + [0.0, 0.0, -0.9]
    return np.concatenate([wing, wing * [-1, 1, 1], tail])


@pytest.fixture(scope="module")
def symmetric(segmenter: Segmenter) -> ShapeFeatures:
    features = segmenter.encode(pa3d.Shape(wings()))
    assert features.mirror is not None
    return features


def slow_twin(features: ShapeFeatures, scores: np.ndarray) -> np.ndarray:
    """Patch by patch: as much of the scores at its image as that lies on the surface."""
    mirror, frame = features.mirror, features.frame
    assert mirror is not None
    centers, points = frame.to_unit(features.centers), frame.to_unit(features.points)
    rows = []
    for number, image in enumerate(mirror.apply(centers)):
        squared = ((centers - image) ** 2).sum(axis=1)
        near = np.argsort(squared)[:3]
        weights = 1 / np.maximum(squared[near], 1e-10)
        other = (weights[:, None] * scores[near]).sum(axis=0) / weights.sum()
        far = np.sqrt(((points - image) ** 2).sum(axis=1).min()) / mirror.spacing
        vote = 0.5 if far <= 1 else 0.0 if far >= 3 else 0.5 * (3 - far) / 2
        rows.append((1 - vote) * scores[number] + vote * other)
    return np.array(rows)


def test_scores_are_halved_with_those_of_the_image(symmetric: ShapeFeatures):
    scores = np.random.default_rng(2).standard_normal((len(symmetric.centers), 4))
    scores = scores.astype(np.float32)
    assert np.allclose(mirrored_scores(symmetric, scores), slow_twin(symmetric, scores), atol=1e-4)


def test_both_wings_get_the_same_labels(segmenter: Segmenter, symmetric: ShapeFeatures):
    kinds = {}
    for symmetry in (False, True):
        options = replace(ON, symmetry=symmetry, smoothing=0.0)
        result = segmenter.query(symmetric, PARTS, options=options)
        kinds[symmetry] = np.abs(result.scores[:60] - result.scores[60:120]).mean()
        assert result.options.get("symmetry", False) is symmetry
    assert kinds[True] < 0.3 * kinds[False]


def test_without_a_plane_nothing_changes(segmenter: Segmenter):
    lopsided = segmenter.encode(pa3d.Shape(wings()[60:]))
    assert lopsided.mirror is None
    plain, voted = (
        segmenter.query(lopsided, PARTS, options=replace(ON, symmetry=symmetry))
        for symmetry in (False, True)
    )
    assert np.array_equal(plain.scores, voted.scores) and plain.options == voted.options


def test_names_with_sides_are_not_mixed(segmenter: Segmenter, symmetric: ShapeFeatures):
    sided = ("left leg", "right leg", "seat")
    assert not both_sides_vote(symmetric, sided, ON)
    text = segmenter.embed(PARTS)  # of taught words, say
    plain, asked = (
        segmenter.query(symmetric, sided, text=text, options=replace(ON, symmetry=symmetry))
        for symmetry in (False, True)
    )
    assert np.array_equal(plain.scores, asked.scores)


def test_fast_does_not_vote():
    chosen = {
        quality: pa3d.SegmentRequest(quality=quality).query.symmetry
        for quality in ("fast", "balanced", "best")
    }
    assert chosen == {"fast": False, "balanced": True, "best": True}
