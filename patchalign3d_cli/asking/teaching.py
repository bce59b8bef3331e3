"""Words learned from labelled shapes: a ridge regression on the features of a frozen model."""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from patchalign3d_cli.datasets import LabelledShape
from patchalign3d_cli.errors import DataError, ModelError
from patchalign3d_cli.options import EncodeOptions
from patchalign3d_cli.results import ShapeFeatures
from patchalign3d_cli.segmenting.segmenter import Segmenter
from patchalign3d_cli.text.labels import check_parts, clean_label, label_rows
from patchalign3d_cli.text.taught_words import TaughtWords

# Chosen on generated shapes; see docs/asking.md for what they give on real ones.
RIDGE = 0.003  # pull towards the model's own words, beside features of unit length
MARGIN = 7.0  # how far a part's score lies above the others', in temperatures of the model
BELOW = -2.0  # the score of every other part, in temperatures
FITS = 0.9  # own words that reach this mean IoU on the examples are kept

Matrix = NDArray[np.float64]


@dataclass(frozen=True, eq=False)
class Example:
    """Features of a labelled shape and the parts that they belong to.

    Attributes:
        item: The shape's name.
        features: (N, D), those of patches whose part is known.
        labels: (N,) indices of parts.
    """

    item: str
    features: Matrix
    labels: NDArray[np.int64]


def teach(
    segmenter: Segmenter, shapes: Sequence[LabelledShape], *, encode: EncodeOptions | None = None
) -> TaughtWords:
    """Learn what part names mean from labelled shapes, in closed form.

    A word's vector is what a ridge regression finds on the features of the shapes' patches: high
    on the part, low on the others, small parts counting more than their size says. It starts from
    the model's own words where it has some. Those are kept where they fit the shapes already, or,
    with several shapes of which each is left out in turn, do as well on what was left out.

    Args:
        segmenter: The model.
        shapes: At least one, together with at least two parts.
        encode: How the shapes are encoded; None for the defaults.

    Raises:
        DataError: There is no shape, or fewer than two parts have a label.
        PartsError: Names are doubled or no words.
    """
    if not shapes:
        raise DataError("nothing to learn from; give at least one labelled shape")
    names = _names(shapes)
    if len(names) < 2:
        raise DataError(
            f"the shapes have labels of {len(names)} part; give shapes with at least two parts"
        )
    check_parts(names)
    examples = [
        labelled_features(segmenter.encode(shape.shape, encode), shape, names) for shape in shapes
    ]
    own = _own_words(segmenter, names)  # (L, D)
    scale = segmenter.model.config.temperature
    vectors, kept = fit_words(examples, own, scale, len(names))
    return TaughtWords(
        names=names,
        vectors=vectors.astype(np.float32),
        examples=tuple(example.item for example in examples),
        kept=names if kept else (),
        model=segmenter.identity.name,
        sha256=segmenter.identity.sha256,
    )


def fit_words(
    examples: Sequence[Example], own: Matrix | None, scale: float, count: int
) -> tuple[Matrix, bool]:
    """The vectors of words, (L, D), and whether they are the model's own.

    Args:
        examples: Labelled features.
        own: (L, D) vectors that the model has for the words; None where it has none.
        scale: The model's temperature.
        count: L.
    """
    sums = [_normal_equations(example, scale, count) for example in examples]
    learned = _solve(sums, own)
    if own is None:
        return learned, False
    own_score = np.mean([mean_iou(example, own) for example in examples])
    if own_score >= FITS:
        return own, True
    if len(examples) == 1:
        return learned, False
    left_out = [
        mean_iou(example, _solve(sums[:index] + sums[index + 1 :], own))
        for index, example in enumerate(examples)
    ]
    return (own, True) if own_score >= np.mean(left_out) else (learned, False)


def mean_iou(example: Example, vectors: Matrix) -> float:
    """Mean IoU of the parts that an example has, 0 to 1, when its patches take their best word."""
    best = (example.features @ vectors.T).argmax(axis=1)  # (N,)
    scores = []
    for part in np.unique(example.labels):
        truth, predicted = example.labels == part, best == part
        scores.append((truth & predicted).sum() / (truth | predicted).sum())
    return float(np.mean(scores))


def _normal_equations(example: Example, scale: float, count: int) -> tuple[Matrix, Matrix]:
    """Both sides of the regression's equations: (D, D) and (D, L), of weight 1 together."""
    sizes = np.bincount(example.labels, minlength=count)
    weights = 1 / np.sqrt(sizes[example.labels])  # a part counts by the root of its size
    weights /= weights.sum()
    targets = np.full((len(example.labels), count), BELOW * scale)
    targets[np.arange(len(targets)), example.labels] += MARGIN * scale
    weighted = example.features * weights[:, None]  # (N, D)
    return weighted.T @ example.features, weighted.T @ targets


def _solve(sums: Sequence[tuple[Matrix, Matrix]], own: Matrix | None) -> Matrix:
    left = np.mean([one for one, _ in sums], axis=0)  # (D, D)
    right = np.mean([other for _, other in sums], axis=0)  # (D, L)
    left = left + RIDGE * np.eye(len(left))
    if own is not None:
        right = right + RIDGE * own.T
    solved: Matrix = np.linalg.solve(left, right).T
    return solved


def _names(shapes: Sequence[LabelledShape]) -> tuple[str, ...]:
    """Parts that have a label somewhere, in the order of their first shape, each once."""
    names: dict[str, str] = {}
    for shape in shapes:
        for part in np.unique(shape.labels[shape.labels >= 0]):
            names.setdefault(clean_label(shape.parts[part]), shape.parts[part])
    return tuple(names.values())


def labelled_features(
    features: ShapeFeatures, shape: LabelledShape, names: Sequence[str]
) -> Example:
    """The features of an encoded shape with the part of each.

    Args:
        features: The shape, encoded.
        shape: The same shape with its labels.
        names: The parts, by which labels are numbered; others count as unlabelled.

    Raises:
        DataError: No label lies where the shape was encoded.
    """
    index = label_rows(names)
    numbers = [index.get(clean_label(part), -1) for part in shape.parts]
    renumbered = np.array([*numbers, -1], dtype=np.int64)[shape.labels]
    by_point = renumbered[shape.labelled_elements(features.points, features.elements)]  # (N,)
    labels = _most_common(by_point[features.members], len(names))
    known = labels >= 0
    if not known.any():
        raise DataError(f"{shape.item} has no label where it was encoded; label more of it")
    return Example(shape.item, features.features[known].astype(np.float64), labels[known])


def _most_common(labels: NDArray[np.int64], count: int) -> NDArray[np.int64]:
    """The part that most points of each patch have, (P, K) -> (P,); -1 where most have none."""
    votes = np.stack([(labels == part).sum(axis=1) for part in range(count)], axis=1)
    best = votes.argmax(axis=1)
    unlabelled = (labels < 0).sum(axis=1) > votes.max(axis=1)
    return np.where(unlabelled, -1, best)


def _own_words(segmenter: Segmenter, names: tuple[str, ...]) -> Matrix | None:
    """The model's own vectors, (L, D); None where it does not answer all of the words."""
    try:
        return segmenter.embed(names).astype(np.float64)
    except ModelError:
        return None
