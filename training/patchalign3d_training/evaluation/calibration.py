"""Confidences that mean what they say, and a level for "none of these", from unseen shapes."""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import replace
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray
from scipy.optimize import minimize_scalar
from scipy.special import log_softmax, softmax

from patchalign3d_cli.benchmark.metrics import calibration_error
from patchalign3d_cli.errors import ConfigError
from patchalign3d_cli.model.trust_weights import TrustWeights
from patchalign3d_cli.options import EncodeOptions, QueryOptions
from patchalign3d_cli.segmenting.segmenter import Segmenter
from patchalign3d_cli.shapes import sample_surface
from patchalign3d_training.evaluation.generated_set import GeneratedSet
from patchalign3d_training.evaluation.trust_fit import Question, fit_trust

# Neither benchmarks nor training sets draw their shapes from these seeds.
FIRST_CALIBRATION_SEED = 2_000_000
EVALUATED_POINTS = 1000
TEMPERATURES = (0.003, 1.0)  # the bounds of the search
# How much questions with a part withheld count in the trust, beside one with all parts named; of
# 0, 0.1, 0.2, 0.3, 0.5 and 1 it has the lowest error on generated categories that were not fitted.
INCOMPLETE = 0.2
COSINES = np.linspace(-0.5, 1.0, 301)


class ScoredShape(NamedTuple):
    """What a model thinks of points whose parts are known.

    Attributes:
        cosines: (N, L) of each point and each part that was asked for.
        truth: (N,) the true part; -1 for one that was not asked for.
        category: What the shape is.
    """

    cosines: NDArray[np.float64]
    truth: NDArray[np.integer]
    category: str = ""


class Calibration(NamedTuple):
    """What was fitted, and what it is good for.

    Attributes:
        shapes: How many shapes it rests on.
        confidence_temperature: See `ModelConfig`.
        other_cosine: See `ModelConfig`.
        error_before: Expected calibration error with the model's own temperature, 0 to 1.
        error_after: The same with the fitted one, over shapes that it was not fitted to.
        other_accuracy: Mean of the share of points whose part was not asked for that the level
            leaves out, and of the share of the remaining ones that it keeps.
        trust: See `ModelConfig`; None where too few shapes are right, or wrong.
        trust_error: Expected calibration error of the trust over categories that it was not fitted
            to, 0 to 1; None where there is no other one.
    """

    shapes: int
    confidence_temperature: float
    other_cosine: float
    error_before: float
    error_after: float
    other_accuracy: float
    trust: TrustWeights | None
    trust_error: float | None


def score_shapes(
    segmenter: Segmenter,
    count: int,
    *,
    categories: Sequence[str] | None = None,
    first_seed: int = FIRST_CALIBRATION_SEED,
    query: QueryOptions | None = None,
    encode: EncodeOptions | None = None,
    progress: Callable[[int, int], None] | None = None,
) -> tuple[ScoredShape, ...]:
    """Ask for the parts of generated shapes, and keep what was found at points of their surfaces.

    Every second shape is asked as if its shells were not known.

    Args:
        segmenter: What is evaluated.
        count: Shapes a category.
        categories: Of the generator; None for all.
        first_seed: Seed of the first shape of each category.
        query: How words are looked up; None for the defaults.
        encode: How shapes are encoded; None for the defaults.
        progress: Told how many shapes are done, of how many.
    """
    shapes = GeneratedSet(count, categories, first_seed=first_seed)
    scored = []
    for index in range(len(shapes.items)):
        truth = shapes.load(index)
        # Real shapes come both ways: in many shells, and as scans of one.
        encoding = replace(encode or EncodeOptions(), regions=index % 2 == 0)
        result = segmenter.segment(truth.shape, truth.parts, encode=encoding, query=query)
        faces = sample_surface(truth.shape, EVALUATED_POINTS, index).faces
        faces = faces[truth.labels[faces] >= 0]
        cosines = result.scores[faces].astype(np.float64) * float(result.options["temperature"])
        scored.append(ScoredShape(cosines, truth.labels[faces], truth.category))
        if progress:
            progress(index + 1, len(shapes.items))
    return tuple(shape for shape in scored if len(shape.truth))


def calibrate(scored: Sequence[ScoredShape], temperature: float) -> Calibration:
    """Fit a temperature and a level; each shape counts alike.

    The temperature is the one under which the true parts are likeliest (Guo et al. 2017). The
    level is the best cosine that separates best, by balanced accuracy, points of a part whose name
    was withheld from points of the named ones; each shape withholds each of its parts in turn. The
    trust is fitted to shapes with all parts named and, counting less, with one withheld.

    Args:
        scored: At least two shapes.
        temperature: The model's own.

    Raises:
        ConfigError: There are fewer shapes.
    """
    if len(scored) < 2:
        raise ConfigError("a calibration needs at least 2 shapes; ask for more")
    halves = scored[::2], scored[1::2]
    errors = [
        calibration_error(*_answers(test, _likeliest(fitted)))
        for fitted, test in (halves, halves[::-1])
    ]
    level, accuracy = _level(scored)
    fitted_temperature = _likeliest(scored)
    trust = fit_trust(list(_questions(scored, fitted_temperature)))
    return Calibration(
        shapes=len(scored),
        confidence_temperature=fitted_temperature,
        other_cosine=level,
        error_before=calibration_error(*_answers(scored, temperature)),
        error_after=float(np.mean(errors)),
        other_accuracy=accuracy,
        trust=trust.weights,
        trust_error=trust.error,
    )


def withheld(shape: ScoredShape) -> Iterator[ScoredShape]:
    """The shape as if one of its parts had not been asked for, each in turn; its truth is -1."""
    if shape.cosines.shape[1] < 2:
        return
    for part in np.unique(shape.truth):
        remaining = np.delete(shape.cosines, part, axis=1)  # (N, L - 1)
        truth = np.where(shape.truth == part, -1, shape.truth - (shape.truth > part))
        if (truth >= 0).any():
            yield ScoredShape(remaining, truth, shape.category)


def _questions(scored: Sequence[ScoredShape], temperature: float) -> Iterator[Question]:
    """What trust is fitted to; one part alone is none of its questions."""
    for shape in scored:
        cases = [case for case in withheld(shape) if case.cosines.shape[1] > 1]
        asked = [(shape, 1.0), *((case, INCOMPLETE / len(cases)) for case in cases)]
        for case, weight in asked if shape.cosines.shape[1] > 1 else ():
            best = case.cosines.max(axis=1)
            confidence = softmax(case.cosines / temperature, axis=1).max(axis=1)
            right = case.cosines.argmax(axis=1) == case.truth
            yield Question(
                shape.category,
                float(confidence.mean()),
                float(best.mean()),
                float(right.mean()),
                weight,
            )


def _answers(
    scored: Sequence[ScoredShape], temperature: float
) -> tuple[NDArray[np.float64], NDArray[np.bool_], NDArray[np.float64]]:
    """Confidence of each point, whether its label is right, and how much it counts."""
    confidence = [softmax(shape.cosines / temperature, axis=1).max(axis=1) for shape in scored]
    right = [shape.cosines.argmax(axis=1) == shape.truth for shape in scored]
    weights = [np.full(len(shape.truth), 1 / len(shape.truth)) for shape in scored]
    return np.concatenate(confidence), np.concatenate(right), np.concatenate(weights)


def _likeliest(scored: Sequence[ScoredShape]) -> float:
    """The temperature with the highest likelihood, each shape counting alike."""

    def surprise(log_temperature: float) -> float:
        temperature = np.exp(log_temperature)
        return float(
            np.mean(
                [
                    -log_softmax(shape.cosines / temperature, axis=1)[
                        np.arange(len(shape.truth)), shape.truth
                    ].mean()
                    for shape in scored
                ]
            )
        )

    fit = minimize_scalar(surprise, bounds=np.log(TEMPERATURES), method="bounded")
    return float(np.exp(fit.x))


def _level(scored: Sequence[ScoredShape]) -> tuple[float, float]:
    """The cosine that separates named from withheld parts best, and its balanced accuracy."""
    kept, dropped, count = np.zeros(len(COSINES)), np.zeros(len(COSINES)), 0
    for shape in scored:
        for case in withheld(shape):
            best = case.cosines.max(axis=1)
            named = case.truth >= 0
            kept += (best[named, None] >= COSINES).mean(axis=0)
            dropped += (best[~named, None] < COSINES).mean(axis=0)
            count += 1
    accuracy = (kept + dropped) / (2 * max(count, 1))
    best = int(accuracy.argmax())
    return float(COSINES[best]), float(accuracy[best])
