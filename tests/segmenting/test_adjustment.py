"""Words that fit a shape less than others count a little more."""

from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

import patchalign3d_cli as pa3d
from patchalign3d_cli.results import ShapeFeatures
from patchalign3d_cli.segmenting.adjustment import adjusted_scores, word_levels
from patchalign3d_cli.segmenting.segmenter import Segmenter
from patchalign3d_cli.text.taught_words import TaughtWords

PARTS = ("seat", "leg", "back")
ON, OFF = pa3d.QueryOptions(), pa3d.QueryOptions(adjustment=False)


@pytest.fixture(scope="module")
def segmenter(tiny_model_directory: Path) -> Segmenter:
    return pa3d.load_segmenter(str(tiny_model_directory))


@pytest.fixture(scope="module")
def features(segmenter: Segmenter) -> ShapeFeatures:
    return segmenter.encode(pa3d.Shape(np.random.default_rng(0).standard_normal((300, 3))))


def test_a_level_is_what_little_code_says():
    scores = np.random.default_rng(1).standard_normal((41, 3)).astype(np.float32)
    for column, level in zip(scores.T, word_levels(scores), strict=True):
        high = sorted(column)[38]  # 95 of 100 steps from the lowest to the highest
        assert level == pytest.approx(0.2 * high + 0.05 * column.mean(), abs=1e-6)


@given(st.integers(0, 1000), st.integers(2, 6), st.floats(-5, 5))
def test_the_best_word_keeps_its_mean_score(seed: int, words: int, offset: float):
    scores = np.random.default_rng(seed).normal(offset, 2, (60, words)).astype(np.float32)
    adjusted = adjusted_scores(scores)
    assert adjusted.dtype == np.float32 and adjusted.shape == scores.shape
    assert adjusted.max(axis=1).mean() == pytest.approx(scores.max(axis=1).mean(), abs=1e-4)
    gains = adjusted - scores  # one for all patches, the most for the word of the lowest level
    assert np.allclose(gains, gains[0], atol=1e-4)
    levels = word_levels(scores)
    assert np.allclose(gains[0] - gains[0, 0], levels[0] - levels, atol=1e-4)


def test_a_word_that_loses_narrowly_everywhere_gets_its_part():
    scores = np.tile(np.float32([8.0, 3.0]), (200, 1))
    scores[:30] = 7.5, 7.3  # where the second word fits
    assert (scores.argmax(axis=1) == 0).all()
    adjusted = adjusted_scores(scores).argmax(axis=1)
    assert (adjusted[:30] == 1).all() and (adjusted[30:] == 0).all()


def test_balanced_and_best_adjust_and_say_so(segmenter: Segmenter, features: ShapeFeatures):
    chosen = {
        quality: pa3d.SegmentRequest(quality=quality).query.adjustment
        for quality in ("fast", "balanced", "best")
    }
    assert chosen == {"fast": False, "balanced": True, "best": True}
    plain, adjusted = (segmenter.query(features, PARTS, options=one) for one in (OFF, ON))
    assert "adjustment" not in plain.options and adjusted.options["adjustment"] is True
    gains = adjusted.scores - plain.scores
    assert np.abs(gains - gains[0]).max() < 1e-3 and np.ptp(gains[0]) > 1e-3
    assert np.array_equal(adjusted.labels, adjusted.scores.argmax(axis=1))


@pytest.mark.parametrize("names", [("seat",), ("seat", "leg", "other"), PARTS])
def test_where_none_of_these_competes_nothing_is_adjusted(
    segmenter: Segmenter, features: ShapeFeatures, monkeypatch: pytest.MonkeyPatch, names
):
    calibrated = replace(segmenter.model.config, other_cosine=0.0)
    monkeypatch.setattr(segmenter.model, "config", calibrated)
    plain, same = (
        segmenter.query(features, names, options=replace(one, other="other" not in names))
        for one in (OFF, ON)
    )
    assert np.array_equal(plain.scores, same.scores) and plain.options == same.options


def test_beside_taught_words_nothing_is_adjusted(segmenter: Segmenter, features: ShapeFeatures):
    vectors = 30 * segmenter.embed(["leg"])
    words = TaughtWords(
        ("leg",), vectors, ("chair",), (), segmenter.identity.name, segmenter.identity.sha256
    )
    taught = segmenter.with_words(words)
    plain, same = (taught.query(features, PARTS, options=one) for one in (OFF, ON))
    assert np.array_equal(plain.scores, same.scores) and "adjustment" not in same.options
    other = taught.query(features, ("seat", "back"), options=ON)  # words of the model's own
    assert other.options["adjustment"] is True
