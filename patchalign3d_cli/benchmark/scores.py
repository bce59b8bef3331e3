"""What is known about one evaluated shape, and its line of JSON."""

from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray

from patchalign3d_cli.benchmark.cases import Case, evaluated_labels
from patchalign3d_cli.benchmark.metrics import confusion_shares, part_ious, patch_hits

DECIMALS = 6  # of what is written: beyond them, machines differ


@dataclass(frozen=True)
class ShapeScore:
    """How well the parts of one shape were predicted.

    Attributes:
        item: The shape.
        category: What it is.
        sha256: Digest of what was read for it.
        parts: Names of its parts.
        iou: Mean IoU over the parts that count; None where none does.
        accuracy: Share of what is evaluated that has the right label; None where nothing is.
        part_ious: IoU by part, of the parts that count.
        confusion: Shares of the shape: a row a true part, a column a predicted one, the last for
            no label.
        patches: How many patches are right, and how many have a true label; None where the
            encoded points are not the ones that are evaluated.
        rotation: How it was turned, row by row; None where it was not.
    """

    item: str
    category: str
    sha256: str
    parts: tuple[str, ...]
    iou: float | None
    accuracy: float | None
    part_ious: dict[str, float]
    confusion: tuple[tuple[float, ...], ...]
    patches: tuple[int, int] | None
    rotation: tuple[float, ...] | None

    def to_dict(self) -> dict[str, Any]:
        """JSON-ready values."""
        return vars(self) | {"confusion": [list(row) for row in self.confusion]}

    @classmethod
    def from_dict(cls, values: dict[str, Any]) -> "ShapeScore":
        """Read what `to_dict` gave; raises TypeError or KeyError where it is something else."""
        patches, rotation = values["patches"], values["rotation"]
        return cls(
            **{
                **values,
                "parts": tuple(values["parts"]),
                "confusion": tuple(tuple(row) for row in values["confusion"]),
                "patches": None if patches is None else (patches[0], patches[1]),
                "rotation": None if rotation is None else tuple(rotation),
            }
        )


def score_case(
    case: Case,
    labels: NDArray[np.int32],
    patches: tuple[NDArray[np.integer], NDArray[np.integer], NDArray[np.int32]] | None,
    *,
    absent_counts: bool,
) -> ShapeScore:
    """Compare predicted labels with the truth.

    Args:
        case: The shape as it was asked.
        labels: Labels of the elements of `case.shape`.
        patches: Predicted label of each patch (P,), the patches' members (P, K) and the true
            labels of the encoded points (N,), where those are known.
        absent_counts: Whether a part that is absent and not predicted counts 1.
    """
    truth = case.truth
    size = len(truth.parts)
    known = case.labels >= 0
    predicted = evaluated_labels(case, labels, size)[known]
    target = case.labels[known]
    weights = None if case.weights is None else case.weights[known]
    ious = part_ious(predicted, target, range(size), absent_counts=absent_counts, weights=weights)
    if not len(target):
        ious = {}  # nothing is known about the shape: it says nothing about the model
    shares = confusion_shares(predicted, target, size, weights)
    any_known = shares.sum() > 0
    return ShapeScore(
        item=truth.item,
        category=truth.category,
        sha256=truth.sha256,
        parts=truth.parts,
        iou=rounded(np.mean(list(ious.values()))) if ious else None,
        accuracy=rounded(np.trace(shares[:, :size])) if any_known else None,
        part_ious={truth.parts[part]: rounded(value) for part, value in ious.items()},
        confusion=tuple(tuple(rounded(value) for value in row) for row in shares),
        patches=None if patches is None else patch_hits(*patches, size),
        rotation=None if case.rotation is None else tuple(case.rotation.ravel().tolist()),
    )


def rounded(value: float | np.floating) -> float:
    """A figure as it is written: `DECIMALS` places."""
    return round(float(value), DECIMALS)
