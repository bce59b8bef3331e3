"""The trust in labelled shapes, fitted to generated ones: how often such a shape is right."""

from collections.abc import Sequence
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray
from scipy.optimize import minimize
from scipy.special import expit

from patchalign3d_cli.benchmark.metrics import calibration_error
from patchalign3d_cli.model.trust_weights import TrustWeights, confidence_logit

MOSTLY = 0.8
"""Share of the surface from which a shape counts as right."""
FEWEST = 5  # questions that are right, and that are wrong, below which nothing is fitted
_RIDGE = 1e-3  # keeps weights finite where nothing is wrong above some value


class Question(NamedTuple):
    """One shape that was asked for some parts.

    Attributes:
        category: What the shape is.
        confidence: Mean confidence over its surface, 0 to 1.
        cosine: Mean over its surface of the best part's cosine.
        right: Share of its surface with the right label, 0 to 1.
        weight: How much the question counts.
    """

    category: str
    confidence: float
    cosine: float
    right: float
    weight: float = 1.0


class TrustFit(NamedTuple):
    """What was fitted.

    Attributes:
        weights: The fitted numbers; None where too few questions are right, or wrong.
        error: Expected calibration error of the trust, over categories that it was not fitted to,
            0 to 1; None where there is no other category.
    """

    weights: TrustWeights | None
    error: float | None


def fit_trust(questions: Sequence[Question]) -> TrustFit:
    """Fit the chance that at least `MOSTLY` of a surface is right, by ridge logistic regression.

    Neither weight is below 0: no trust falls where confidence or cosine rise.

    Args:
        questions: Shapes whose truth is known.
    """
    names = sorted({question.category for question in questions})
    halves = [
        [question for question in questions if names.index(question.category) % 2 == half]
        for half in (0, 1)
    ]
    stated, right, weights = [], [], []
    for fitted, tested in (halves, halves[::-1]):
        if (model := _fitted(fitted)) is not None:
            stated += [model.chance(one.confidence, one.cosine) for one in tested]
            right += [one.right >= MOSTLY for one in tested]
            weights += [one.weight for one in tested]
    error = (
        calibration_error(np.array(stated), np.array(right), np.array(weights)) if stated else None
    )
    return TrustFit(_fitted(questions), error)


def _fitted(questions: Sequence[Question]) -> TrustWeights | None:
    right = np.array([question.right >= MOSTLY for question in questions], dtype=bool)
    if min(right.sum(), (~right).sum()) < FEWEST:
        return None
    counts = np.array([question.weight for question in questions])  # (Q,)
    inputs = np.array([[confidence_logit(one.confidence), one.cosine] for one in questions])
    scale = inputs.std(axis=0) + 1e-9
    columns = np.column_stack([np.ones(len(inputs)), inputs / scale])  # (Q, 3)

    def surprise(values: NDArray[np.float64]) -> tuple[float, NDArray[np.float64]]:
        odds = columns @ values
        loss = np.average(np.logaddexp(0, odds) - right * odds, weights=counts)
        slope = np.average(columns * (expit(odds) - right)[:, None], axis=0, weights=counts)
        ridge = _RIDGE * values * np.array([0, 1, 1])
        return float(loss + (ridge * values).sum()), slope + 2 * ridge

    bounds = [(None, None), (0, None), (0, None)]
    offset, *slopes = minimize(surprise, np.zeros(3), jac=True, bounds=bounds).x.tolist()
    confidence, cosine = (slope / size for slope, size in zip(slopes, scale.tolist(), strict=True))
    return TrustWeights(round(offset, 4), round(confidence, 4), round(cosine, 4))
