"""IoU of part labels as the field reports it, and how sure it is; numpy alone."""

from collections.abc import Iterable, Mapping, Sequence
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

CALIBRATION_BINS = 15
RESAMPLES = 2000
"""Draws of a bootstrap; an end of a 95 % interval rests on 50 of them."""


class Interval(NamedTuple):
    """A 95 % confidence interval."""

    low: float
    high: float


class Difference(NamedTuple):
    """How much a second model is better than a first, over the same shapes.

    Attributes:
        mean: Mean of second minus first.
        interval: Its 95 % confidence interval.
        p_value: How likely a mean at least as far from 0 is where there is no difference.
    """

    mean: float
    interval: Interval
    p_value: float


def part_ious(
    prediction: NDArray[np.integer],
    target: NDArray[np.integer],
    parts: Iterable[int],
    *,
    absent_counts: bool = False,
    weights: NDArray[np.floating] | None = None,
) -> dict[int, float]:
    """IoU of each part of one shape that counts.

    Args:
        prediction: (N,) predicted labels.
        target: (N,) true labels.
        parts: The labels that the shape's category has.
        absent_counts: What a part counts that the ground truth lacks. False: it is skipped (the
            published protocol). True: 1 when it is not predicted either, else 0 (the supervised
            literature's).
        weights: (N,) how much each element counts (areas of faces); None for all alike.

    Returns:
        IoU by part, 0 to 1. A part whose elements have no weight is skipped.
    """
    sizes = np.ones(len(target)) if weights is None else weights
    values: dict[int, float] = {}
    for part in parts:
        predicted, true = prediction == part, target == part
        if not true.any():
            if absent_counts:
                values[part] = 0.0 if predicted.any() else 1.0
            continue
        union = float(sizes[predicted | true].sum())
        if union > 0:
            values[part] = float(sizes[predicted & true].sum()) / union
    return values


def shape_iou(
    prediction: NDArray[np.integer],
    target: NDArray[np.integer],
    parts: Iterable[int],
    *,
    absent_counts: bool = False,
    weights: NDArray[np.floating] | None = None,
) -> float:
    """Mean of `part_ious` of one shape, 0 to 1; NaN when no part counts."""
    values = part_ious(prediction, target, parts, absent_counts=absent_counts, weights=weights)
    return float(np.mean(list(values.values()))) if values else float("nan")


def category_means(ious: Sequence[float], categories: Sequence[str]) -> Mapping[str, float]:
    """Mean of the shapes' IoU by category, categories sorted."""
    return {
        category: float(
            np.mean([iou for iou, group in zip(ious, categories, strict=True) if group == category])
        )
        for category in sorted(set(categories))
    }


def confusion_shares(
    prediction: NDArray[np.integer],
    target: NDArray[np.integer],
    size: int,
    weights: NDArray[np.floating] | None = None,
) -> NDArray[np.float64]:
    """Which share of one shape is what and was called what.

    Args:
        prediction: (N,) predicted labels below `size`; negative for none.
        target: (N,) true labels below `size`, none of them negative.
        size: L, how many parts there are.
        weights: (N,) how much each element counts; None for all alike.

    Returns:
        (L, L + 1): rows are true parts, columns predicted ones, the last of them for no label.
        The sum is 1 (0 where nothing has weight); the accuracy is the sum of the diagonal.
    """
    columns = np.where(prediction < 0, size, prediction)
    cells = target.astype(np.int64) * (size + 1) + columns
    sums = np.bincount(cells, weights=weights, minlength=size * (size + 1)).astype(np.float64)
    total = sums.sum()
    return (sums / total if total > 0 else sums).reshape(size, size + 1)


def patch_hits(
    prediction: NDArray[np.integer],
    members: NDArray[np.integer],
    target: NDArray[np.integer],
    size: int,
) -> tuple[int, int]:
    """How many labelled patches are called what most of their points are.

    As the official code counts: unlabelled points do not vote, and of equally frequent labels the
    first wins.

    Args:
        prediction: (P,) predicted label of each patch.
        members: (P, K) the patches' points as indices into `target`.
        target: (N,) true labels; negative for none.
        size: L, how many parts there are.

    Returns:
        How many are right, and how many have a label at all.
    """
    votes = np.zeros((len(members), size + 1), dtype=np.int64)
    labels = target[members]  # (P, K)
    rows = np.repeat(np.arange(len(members)), members.shape[1])
    np.add.at(votes, (rows, np.where(labels < 0, size, labels).ravel()), 1)
    votes = votes[:, :size]  # (P, L)
    labelled = votes.max(axis=1, initial=0) > 0
    right = labelled & (votes.argmax(axis=1) == prediction)
    return int(right.sum()), int(labelled.sum())


def calibration_error(
    confidence: NDArray[np.floating],
    right: NDArray[np.bool_],
    weights: NDArray[np.floating] | None = None,
) -> float:
    """Expected calibration error: how far confidences are from the share that is right.

    The mean over 15 equally wide bins of the difference between a bin's mean confidence and the
    share of it that is right, weighted by what lies in the bin (Guo et al. 2017).

    Args:
        confidence: (N,) 0 to 1.
        right: (N,) whether the label is right.
        weights: (N,) how much each counts; None for all alike.

    Returns:
        0 (meant what they said) to 1.
    """
    sizes = np.ones(len(confidence)) if weights is None else np.asarray(weights)
    bins = np.minimum(
        (np.asarray(confidence) * CALIBRATION_BINS).astype(np.int64), CALIBRATION_BINS - 1
    )
    gaps = np.bincount(bins, weights=sizes * (confidence - right), minlength=CALIBRATION_BINS)
    total = float(sizes.sum())
    return float(np.abs(gaps).sum() / total) if total > 0 else 0.0


def bootstrap_intervals(
    values: Sequence[float], groups: Sequence[str], seed: int = 0
) -> tuple[Interval, Interval]:
    """Confidence intervals of a mean over shapes and of a mean over categories' means.

    Shapes are drawn again over the whole set; a category that a draw lacks does not count in it.

    Args:
        values: One number a shape; at least one.
        groups: The category of each.
        seed: Seed of the draws.

    Returns:
        The percentile intervals of the two means.
    """
    over_shapes, over_groups = _resampled_means(values, groups, seed)
    return _interval(over_shapes), _interval(over_groups)


def paired_differences(
    first: Sequence[float], second: Sequence[float], groups: Sequence[str], seed: int = 0
) -> tuple[Difference, Difference]:
    """Paired bootstrap of two models over the same shapes.

    Args:
        first: One number a shape; at least one.
        second: The other model's, in the same order.
        groups: The category of each shape.
        seed: Seed of the draws.

    Returns:
        The difference of the means over shapes, and of the means over categories' means.
    """
    gaps = np.asarray(second, dtype=np.float64) - np.asarray(first, dtype=np.float64)
    names = sorted(set(groups))
    owners = np.asarray(groups)
    means = (float(gaps.mean()), float(np.mean([gaps[owners == name].mean() for name in names])))
    drawn = _resampled_means(gaps.tolist(), groups, seed)
    differences = []
    for mean, values in zip(means, drawn, strict=True):
        beyond = min(float((values <= 0).mean()), float((values >= 0).mean()))
        # R draws tell no probability below 1 / R from 0, nor n shapes one below that of n coins
        # that fall alike (a bootstrap of two shapes would be sure of anything).
        p_value = min(1.0, max(2 * beyond, 1 / RESAMPLES, 2.0 ** (1 - len(gaps))))
        differences.append(Difference(mean, _interval(values), p_value))
    return differences[0], differences[1]


def _resampled_means(
    values: Sequence[float], groups: Sequence[str], seed: int
) -> tuple[NDArray[np.float64], NDArray[np.float64]]:
    """Means over shapes and over groups of each resample, two times (RESAMPLES,)."""
    random = np.random.default_rng(seed)
    numbers = np.asarray(values, dtype=np.float64)
    names, numbers_of = np.unique(np.asarray(groups), return_inverse=True)
    size, step = len(numbers), 100  # resamples at a time, which bounds the memory
    belongs = np.eye(len(names))[numbers_of]  # (N, G)
    over_shapes, over_groups = [], []
    for _ in range(RESAMPLES // step):
        counts = random.multinomial(size, np.full(size, 1 / size), size=step)  # (step, N)
        members = counts @ belongs  # (step, G)
        sums = (counts * numbers) @ belongs
        means = np.divide(sums, members, out=np.zeros_like(sums), where=members > 0)
        over_shapes.append(sums.sum(axis=1) / size)
        over_groups.append(means.sum(axis=1) / (members > 0).sum(axis=1))
    return np.concatenate(over_shapes), np.concatenate(over_groups)


def _interval(values: NDArray[np.float64]) -> Interval:
    low, high = np.percentile(values, [2.5, 97.5])
    return Interval(float(low), float(high))
