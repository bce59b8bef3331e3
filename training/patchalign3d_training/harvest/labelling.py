"""Which faces the names of a file label, and whether they tell enough."""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from patchalign3d_cli.shapes import Shape
from patchalign3d_training.harvest.names import PartNames
from patchalign3d_training.harvest.sources import NameSource

FEWEST_PARTS = 2
LEAST_LABELLED = 0.5
"""Share of the surface that must have a name."""
SMALLEST_PART = 0.0005
"""Share of the surface below which a part does not count as one."""


@dataclass(frozen=True)
class Harvested:
    """What became of one file, or of one of its bodies.

    Attributes:
        path: Relative to the folder that was read.
        shape: The labelled shape, relative to the output; None where there is none.
        source: Whose names were taken: joint, link, node, mesh or material.
        labelled: Share of the surface with a name.
        parts: The names in the file that mean each part.
        dropped: Names that say nothing.
        reason: Why it was taken or left out.
        failed: Whether it could not be read.
        body: The body of the world, where a file holds several.
    """

    path: str
    shape: str | None
    source: str | None
    labelled: float
    parts: dict[str, list[str]]
    dropped: list[str]
    reason: str
    failed: bool = False
    body: str | None = None


@dataclass(frozen=True)
class FaceLabels:
    """The labels that one kind of names gives a shape.

    Attributes:
        source: The names.
        values: (F,) int64, the part of each face; -1 for none.
        parts: The names in the file that mean each part.
        dropped: Names that say nothing.
        labelled: Share of the surface with a name.
        information: In bits, how much the labels tell of a point drawn from the surface.
    """

    source: NameSource
    values: NDArray[np.int64]
    parts: dict[str, list[str]]
    dropped: list[str]
    labelled: float
    information: float


def name_faces(shape: Shape, source: NameSource, names: PartNames) -> FaceLabels:
    """Labels by one kind of names. Parts that are next to nothing are left unlabelled."""
    weights = shape.element_weights()
    weights = weights / weights.sum()
    used = np.unique(source.numbers[source.numbers >= 0]).tolist()
    meant = {i: names.part(source.names[i], source.kind) for i in used}
    if source.kind == "joint" and not {"arm", "hand"} & set(meant.values()):
        meant = {i: "body" if part == "torso" else part for i, part in meant.items()}
    parts: dict[str, list[str]] = {}
    values = np.full(len(weights), -1, np.int64)
    shares: list[float] = []
    for part in sorted({part for part in meant.values() if part is not None}):
        faces = np.isin(source.numbers, [i for i in used if meant[i] == part])
        share = float(weights[faces].sum())
        if share >= SMALLEST_PART:
            values[faces] = len(parts)
            parts[part] = sorted({source.names[i] for i in used if meant[i] == part})
            shares.append(share)
    dropped = sorted({source.names[i] for i in used if meant[i] is None and source.names[i]})
    information = float(sum(share * np.log2(1 / share) for share in shares))
    return FaceLabels(source, values, parts, dropped, float(sum(shares)), information)


def _tells(labels: FaceLabels) -> bool:
    return len(labels.parts) >= FEWEST_PARTS and labels.labelled >= LEAST_LABELLED


def most_telling(tried: Sequence[FaceLabels]) -> FaceLabels:
    """The labels that tell most, of those that tell enough; of equal ones the first."""
    return max(tried, key=lambda labels: (_tells(labels), labels.information, labels.labelled))


def decide(relative: str, tried: Sequence[FaceLabels], target: str) -> Harvested:
    """Whether a file is taken, and why."""
    named = [labels for labels in tried if labels.parts or labels.dropped]
    if not named:
        return Harvested(relative, None, None, 0.0, {}, [], "no names divide it")
    best = most_telling(named)
    kind = best.source.kind
    said = (kind, round(best.labelled, 4), best.parts, best.dropped)
    if _tells(best):
        against = [f"{_plural(labels)} {labels.information:.2f}" for labels in named]
        reason = f"its {_plural(best)} tell most (in bits: {', '.join(against)})"
        return Harvested(relative, target, *said, reason)
    if len(best.parts) < FEWEST_PARTS:
        known = f"only {next(iter(best.parts))}" if best.parts else "no part"
        reason = f"its {_plural(best)} name {known}; two parts are needed"
    else:
        reason = f"only {best.labelled:.0%} of its surface has a name"
    return Harvested(relative, None, *said, reason)


def _plural(labels: FaceLabels) -> str:
    return f"{labels.source.kind}es" if labels.source.kind == "mesh" else f"{labels.source.kind}s"
