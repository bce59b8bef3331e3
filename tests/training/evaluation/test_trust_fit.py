"""Chances fitted to questions whose answers are known."""

import numpy as np
import pytest

from patchalign3d_cli.model.trust_weights import TrustWeights
from patchalign3d_training.evaluation.calibration import ScoredShape, calibrate
from patchalign3d_training.evaluation.trust_fit import Question, fit_trust


def drawn(weights: TrustWeights, count: int = 6000) -> list[Question]:
    """Questions that are right as often as some weights say."""
    random = np.random.default_rng(0)
    questions = []
    for number in range(count):
        confidence, cosine = random.uniform(0.5, 0.99), random.uniform(0.0, 0.2)
        right = random.random() < weights.chance(confidence, cosine)
        questions.append(Question(f"kind {number % 9}", confidence, cosine, 0.9 if right else 0.7))
    return questions


def test_weights_that_drew_the_truth_are_found():
    truth = TrustWeights(-3.0, 0.8, 15.0)
    fit = fit_trust(drawn(truth))
    assert fit.error < 0.04
    for confidence in (0.6, 0.8, 0.95):
        for cosine in (0.02, 0.1, 0.18):
            chance = truth.chance(confidence, cosine)
            assert fit.weights.chance(confidence, cosine) == pytest.approx(chance, abs=0.04)


def test_no_weight_is_below_zero():
    """Even where more confident shapes were wrong, trust does not fall with confidence."""
    questions = [Question("a", c, 0.1, 0.9 if c < 0.7 else 0.1) for c in np.linspace(0.5, 0.9, 40)]
    weights = fit_trust(questions).weights
    assert weights.confidence == 0 and weights.cosine >= 0


def test_questions_count_by_their_weight():
    right = [Question("a", 0.8, 0.1, 1.0, 3.0)] * 20
    wrong = [Question("a", 0.8, 0.1, 0.0, 1.0)] * 20
    assert fit_trust([*right, *wrong]).weights.chance(0.8, 0.1) == pytest.approx(0.75, abs=0.01)


def test_nothing_is_fitted_where_nothing_is_wrong():
    assert fit_trust([Question("a", 0.9, 0.1, 1.0)] * 50) == (None, None)


def test_calibration_trusts_shapes_that_are_right():
    """Clear shapes are right, unclear ones are not: the trust tells them from each other."""
    random = np.random.default_rng(3)
    shapes = []
    for number in range(40):
        clear = number % 2 == 0
        truth = random.integers(3, size=300)
        cosines = random.normal(0.0, 0.05, (300, 3))
        cosines[np.arange(300), truth] += 0.4 if clear else 0.03
        shapes.append(ScoredShape(cosines, truth, f"kind {number % 4 // 2}"))
    trust = calibrate(shapes, 0.05).trust
    assert trust is not None
    assert trust.chance(0.99, 0.4) > 0.9 and trust.chance(0.6, 0.05) < 0.2
