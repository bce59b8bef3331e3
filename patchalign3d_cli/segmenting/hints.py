"""What the structure of a file says about its parts: borders, and names where they tell."""

from collections.abc import Sequence
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from patchalign3d_cli.choices import Hints
from patchalign3d_cli.segmenting.contest import Asker
from patchalign3d_cli.segmenting.hint_names import match_names
from patchalign3d_cli.shapes import Shape
from patchalign3d_cli.shapes.regions import FileRegions, file_regions

# Chosen on 109 generated shapes and 25 figures in many shells (docs/quality.md).
AGREEMENT = 0.5
"""A region is one part where that costs its faces no more than this on average, in logits."""
MOST_OF_A_PART = 0.3
"""And where no other part has more than this share of its surface in it: that part is no noise."""
NAME_EVIDENCE = 3.0
"""What a telling name adds to the logit of its part."""
CHANCE = 0.55
"""Names count for a part where its scores tell so well, or better, where it is named: the
probability that a named place has a higher one than a place elsewhere; 0.5 is chance."""
_NEARLY_ALL = 0.95

Scores = NDArray[np.float32]
Areas = NDArray[np.float64]


class Hinted(NamedTuple):
    """Scores after the file was heard.

    Attributes:
        scores: (E, C).
        summary: What was taken: "borders from 12 nodes, names from 5 materials (wheel, window)";
            empty for nothing.
    """

    scores: Scores
    summary: str

    @property
    def options(self) -> dict[str, str]:
        """What results say of it; nothing where nothing was taken."""
        return {"hints": self.summary} if self.summary else {}


def follow_hints(
    shape: Shape, scores: Scores, parts: Sequence[str], asker: Asker, hints: Hints = "auto"
) -> Hinted:
    """Decide regions of the file as one where their scores agree, and hear their names.

    Nodes come first, then the materials in them, then their shells; what spans parts is left as it
    is. Names count where they divide the shape and agree better than chance with the scores.

    Args:
        shape: The shape; a cloud, or a mesh of one node, material and shell, changes nothing.
        scores: (E, C) logits, C at least L.
        parts: The L part names; columns beyond them are of none of these.
        asker: The model.
        hints: `none` changes nothing.
    """
    divisions = file_regions(shape) if hints == "auto" else ()
    if not divisions or scores.shape[1] < 2 or not np.isfinite(scores).all():
        return Hinted(scores, "")
    areas = shape.element_weights()
    spoken = []
    for regions in divisions:
        named = np.array(match_names(regions.names, parts, asker))
        scores, heard = _hear_names(scores, areas, regions, named)
        if heard.any():
            words = ", ".join(parts[part] for part in np.unique(named[heard]))
            spoken.append(f"{_count(int(heard.sum()), regions.kind)} ({words})")
    scores, whole = _decide_regions(scores, areas, divisions)
    borders = [_count(count, kind) for kind, count in whole.items() if count]
    sources = (("borders", borders), ("names", spoken))
    taken = [f"{what} from {' and '.join(source)}" for what, source in sources if source]
    return Hinted(scores, ", ".join(taken))


def _hear_names(
    scores: Scores, areas: Areas, regions: FileRegions, named: NDArray[np.int64]
) -> tuple[Scores, NDArray[np.bool_]]:
    """Scores with the evidence of the names that count, and which regions those are of.

    Args:
        scores: (E, C).
        areas: (E,).
        regions: R regions.
        named: (R,) the part that each name means; -1 for none.
    """
    heard = np.zeros(len(named), dtype=bool)
    total = float(areas.sum())
    said = {part: (named == part)[regions.numbers] for part in np.unique(named[named >= 0])}
    if not said or max(areas[inside].sum() for inside in said.values()) > _NEARLY_ALL * total:
        return scores, heard
    agreement = {
        part: _agreement(scores[:, part] - np.delete(scores, part, axis=1).max(axis=1), areas, it)
        for part, it in said.items()
    }
    sizes = [areas[inside].sum() for inside in said.values()]
    if not sum(sizes) > 0 or np.average([*agreement.values()], weights=sizes) < CHANCE:
        return scores, heard
    scores = scores.copy()
    for part, inside in said.items():
        if agreement[part] >= CHANCE:
            scores[inside, part] += np.float32(NAME_EVIDENCE)
            heard |= named == part
    return scores, heard


def _agreement(leads: Scores, areas: Areas, inside: NDArray[np.bool_]) -> float:
    """Probability that a place inside has a higher lead than one outside (area under the ROC)."""
    order = np.argsort(leads, kind="stable")
    within = np.where(inside, areas, 0.0)[order]
    outside = np.where(inside, 0.0, areas)[order]
    below = np.cumsum(outside) - outside / 2
    pairs = float(within.sum() * outside.sum())
    return float((within * below).sum()) / pairs if pairs > 0 else 0.5


def _decide_regions(
    scores: Scores, areas: Areas, divisions: Sequence[FileRegions]
) -> tuple[Scores, dict[str, int]]:
    """Scores with one value a region that agrees, and how many regions of each kind those are."""
    columns = scores.shape[1]
    labels = scores.argmax(axis=1)
    best = scores.max(axis=1)
    part_areas = np.bincount(labels, areas, columns)
    joined = scores.copy()
    open_faces = np.ones(len(scores), dtype=bool)
    numbers = np.zeros(len(scores), np.int64)
    whole: dict[str, int] = {}
    for regions in divisions:
        finer = numbers * len(regions.names) + regions.numbers
        numbers = np.unique(finer, return_inverse=True)[1].reshape(-1)
        count = int(numbers.max()) + 1
        sizes = np.bincount(numbers, areas, count)
        sums = [np.bincount(numbers, areas * scores[:, c], count) for c in range(columns)]
        means = np.stack(sums, axis=1) / np.where(sizes > 0, sizes, 1)[:, None]  # (R, C)
        winner = means.argmax(axis=1)
        lost = best - scores[np.arange(len(scores)), winner[numbers]]  # (E,)
        cost = np.bincount(numbers, areas * lost, count)
        minor = np.bincount(numbers * columns + labels, areas, count * columns)
        minor = minor.reshape(count, columns)
        minor[np.arange(count), winner] = 0
        agrees = (cost <= AGREEMENT * sizes) & (sizes > 0)
        agrees &= (minor <= MOST_OF_A_PART * part_areas).all(axis=1)
        decided = agrees[numbers] & open_faces
        joined[decided] = means[numbers[decided]]
        open_faces &= ~decided
        whole[regions.kind] = len(np.unique(numbers[decided]))
    return joined, whole


def _count(count: int, kind: str) -> str:
    return f"{count:,} {kind}" if count == 1 else f"{count:,} {kind}s"
