"""Intersection over union of part labels, as the field reports it; numpy alone."""

from collections.abc import Iterable, Mapping, Sequence

import numpy as np
from numpy.typing import NDArray


def shape_iou(
    prediction: NDArray[np.integer],
    target: NDArray[np.integer],
    parts: Iterable[int],
    *,
    absent_counts: bool = False,
) -> float:
    """Mean IoU over the parts of one shape.

    Args:
        prediction: (N,) predicted labels.
        target: (N,) true labels.
        parts: The labels that the shape's category has.
        absent_counts: What a part counts that the ground truth lacks. False: it is skipped (the
            published protocol). True: 1 when it is not predicted either, else 0 (the supervised
            literature's).

    Returns:
        The mean IoU, 0 to 1; NaN when no part counts.
    """
    values = []
    for part in parts:
        predicted, true = prediction == part, target == part
        if not true.any():
            if absent_counts:
                values.append(0.0 if predicted.any() else 1.0)
            continue
        values.append(float((predicted & true).sum() / (predicted | true).sum()))
    return float(np.mean(values)) if values else float("nan")


def category_means(ious: Sequence[float], categories: Sequence[str]) -> Mapping[str, float]:
    """Mean of the shapes' IoU by category, categories sorted."""
    return {
        category: float(
            np.mean([iou for iou, own in zip(ious, categories, strict=True) if own == category])
        )
        for category in sorted(set(categories))
    }
