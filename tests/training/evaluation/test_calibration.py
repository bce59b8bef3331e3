"""Temperatures and levels from scored shapes whose truth is known."""

import numpy as np
import pytest

from patchalign3d_cli.benchmark.metrics import calibration_error
from patchalign3d_cli.errors import ConfigError
from patchalign3d_training.evaluation.calibration import ScoredShape, calibrate, withheld


def drawn_shapes(temperature: float, count: int = 12) -> list[ScoredShape]:
    """Shapes whose true parts are drawn with the probabilities that a temperature gives."""
    random = np.random.default_rng(0)
    shapes = []
    for _ in range(count):
        cosines = random.uniform(-0.1, 0.4, (1000, 4))
        odds = np.exp(cosines / temperature)
        odds /= odds.sum(axis=1, keepdims=True)
        truth = (odds.cumsum(axis=1) < random.random((1000, 1))).sum(axis=1)
        shapes.append(ScoredShape(cosines, truth))
    return shapes


@pytest.mark.parametrize("temperature", [0.03, 0.15])
def test_the_temperature_that_drew_the_truth_is_found(temperature: float):
    found = calibrate(drawn_shapes(temperature), 0.01)
    assert found.confidence_temperature == pytest.approx(temperature, rel=0.06)
    assert found.error_after < 0.02
    assert found.error_before > 3 * found.error_after


def test_the_level_separates_what_was_not_asked_for():
    """Own parts have cosines about 0.6, others about 0.2: the level lies between."""
    random = np.random.default_rng(1)
    shapes = []
    for _ in range(4):
        truth = random.integers(3, size=500)
        cosines = random.uniform(0.15, 0.25, (500, 3))
        cosines[np.arange(500), truth] = random.uniform(0.55, 0.65, 500)
        shapes.append(ScoredShape(cosines, truth))
    found = calibrate(shapes, 0.05)
    assert 0.25 <= found.other_cosine <= 0.55
    assert found.other_accuracy == pytest.approx(1.0)


def test_withholding_takes_the_name_and_keeps_the_rest():
    shape = ScoredShape(np.array([[0.9, 0.1, 0.2], [0.1, 0.3, 0.8]]), np.array([0, 2]))
    first, second = withheld(shape)
    assert first.cosines.tolist() == [[0.1, 0.2], [0.3, 0.8]] and first.truth.tolist() == [-1, 1]
    assert second.cosines.tolist() == [[0.9, 0.1], [0.1, 0.3]] and second.truth.tolist() == [0, -1]
    assert not list(withheld(ScoredShape(np.ones((2, 1)), np.zeros(2, int))))


def test_one_shape_is_too_few():
    with pytest.raises(ConfigError, match="at least 2"):
        calibrate(drawn_shapes(0.1, 1), 0.1)


def test_calibration_error_by_hand():
    # Bins 0.5 (three of four right: gap 0.25 - 1e-9) and 0.95 (both right: gap 0.05).
    confidence = np.array([0.5, 0.5, 0.5, 0.5, 0.95, 0.95])
    right = np.array([True, True, True, False, True, True])
    assert calibration_error(confidence, right) == pytest.approx((4 * 0.25 + 2 * 0.05) / 6)
    assert calibration_error(confidence, right, np.array([1, 1, 1, 1, 0, 0])) == pytest.approx(0.25)
    assert calibration_error(np.ones(3), np.ones(3, bool)) == 0
