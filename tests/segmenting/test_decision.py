"""Labels, confidences and the ways to leave an element unlabelled."""

import numpy as np
from hypothesis import given
from hypothesis import strategies as st

from patchalign3d_cli.segmenting.decision import decide

SCORES = np.float32([[2.0, 0.0], [0.0, 0.1], [-3.0, -4.0]])


def test_the_best_part_wins_with_its_probability():
    found = decide(SCORES)
    assert found.labels.tolist() == [0, 1, 0] and found.labels.dtype == np.int32
    odds = np.exp(SCORES)
    assert np.allclose(found.confidence, (odds / odds.sum(axis=1, keepdims=True)).max(axis=1))


def test_below_the_threshold_nothing_is_labelled_and_confidence_stays():
    plain, strict = decide(SCORES), decide(SCORES, threshold=0.7)
    assert strict.labels.tolist() == [0, -1, 0]
    assert np.array_equal(plain.confidence, strict.confidence)
    assert decide(SCORES, threshold=1.0).labels.tolist() == [-1, -1, -1]


def test_none_of_these_wins_where_every_part_is_below_its_level():
    found = decide(SCORES, other=-1.0)
    assert found.labels.tolist() == [0, 1, -1]
    odds = np.exp(np.array([2.0, 0.0, -1.0]))
    assert np.isclose(found.confidence[0], odds[0] / odds.sum())
    assert found.confidence[2] < 0.2


@given(st.lists(st.floats(0, 1), min_size=2, max_size=6), st.integers(0, 1000))
def test_a_higher_threshold_never_labels_more(thresholds: list[float], seed: int):
    scores = np.random.default_rng(seed).standard_normal((30, 4)).astype(np.float32)
    counts = [int((decide(scores, threshold=t).labels >= 0).sum()) for t in sorted(thresholds)]
    assert counts == sorted(counts, reverse=True)


def test_scores_far_apart_need_no_larger_numbers():
    scores = np.float32([[-1e30, -2e30], [1e30, 0.0]])
    result = decide(scores, other=0.0)
    assert result.labels.tolist() == [-1, 0]
    assert result.confidence.tolist() == [0, 1]
