"""How well words explain patches, worked out by hand."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from hypothesis.extra.numpy import array_shapes, arrays

from patchalign3d_cli.segmenting.fit import explained


def test_by_hand():
    logits = np.array([[3.0, 1.0], [0.0, 2.0]], np.float32)
    # best 3 and 2, leads 2 and 2, best patches 3 and 2
    assert explained(logits) == pytest.approx(2.5 + 0.5 * 2.0 + 0.5 * 2.5)


def test_one_word_has_no_lead():
    assert explained(np.array([[1.0], [2.0]], np.float32)) == pytest.approx(1.5 + 0.5 * 2.0)


def test_a_word_that_is_nowhere_costs():
    found = np.array([[3.0, 0.0], [0.0, 3.0]], np.float32)
    foreign = np.concatenate([found, np.full((2, 1), -2.0, np.float32)], axis=1)
    assert explained(foreign) < explained(found)


def by_sorting(logits):
    """What `explained` says, from each patch's sorted words."""
    ordered = np.sort(logits, axis=1)
    lead = ordered[:, -1] - ordered[:, -2] if logits.shape[1] > 1 else np.zeros(len(logits))
    return ordered[:, -1].mean() + 0.5 * lead.mean() + 0.5 * logits.max(axis=0).mean()


@given(
    arrays(np.float32, array_shapes(min_dims=2, max_dims=2), elements=st.floats(-9, 9, width=16))
)
def test_the_running_best_is_that_of_sorting(logits):
    assert explained(logits) == pytest.approx(by_sorting(logits), abs=1e-5)
