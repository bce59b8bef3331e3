"""Parts joined step by step, the cheapest pair first."""

from collections.abc import Callable
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from patchalign3d_cli.segmenting.discovery.regions import Regions

# What two regions cost to join: Ward's loss of variance of their features, less where they touch
# smoothly, more where a concave edge lies between them.
SMOOTH = 0.5
CREASE = 1.0
FLOOR = 1e-4  # of squared distances of features, so that small regions of one look join first

Floats = NDArray[np.float64]
Choice = Callable[[Floats], tuple[int, int]]
"""Which two parts join next, by the (R, R) costs of joining."""


class MergeSteps(NamedTuple):
    """The steps that make R regions one.

    Attributes:
        merges: (R - 1, 2) the nodes that each joins; step i makes node R + i.
        costs: (R - 1,) never falling.
    """

    merges: NDArray[np.int32]
    costs: Floats


def cheapest(costs: Floats) -> tuple[int, int]:
    """The pair that costs least."""
    one, two = divmod(int(costs.argmin()), len(costs))
    return one, two


def join_all(
    size: int,
    costs_of: Callable[[int], Floats],
    join: Callable[[int, int], None],
    choose: Choice = cheapest,
) -> MergeSteps:
    """Join parts until one is left.

    Args:
        size: R parts.
        costs_of: What it costs to join a part with each other, (R,); what it says of a part that
            is gone, or of the part itself, counts for nothing.
        join: Makes two parts the first of them.
        choose: Which two join next, by the (R, R) costs; infinite for a pair that cannot.
    """
    alive = np.ones(size, dtype=bool)
    table = np.stack([costs_of(row) for row in range(size)])
    np.fill_diagonal(table, np.inf)
    number = np.arange(size)
    merges, costs = np.empty((size - 1, 2), np.int32), np.empty(size - 1)
    for step in range(size - 1):
        one, two = sorted(choose(table))
        merges[step], costs[step] = (number[one], number[two]), table[one, two]
        join(one, two)
        number[one], alive[two] = size + step, False
        table[two] = table[:, two] = np.inf
        row = np.where(alive, costs_of(one), np.inf)
        row[one] = np.inf
        table[one] = table[:, one] = row
    return MergeSteps(merges, np.maximum.accumulate(costs))


def merge_regions(regions: Regions, features: Floats) -> MergeSteps:
    """Join regions until one is left.

    Regions that are alike may join wherever they are: the legs of a chair become one part.

    Args:
        regions: R regions.
        features: (R, D) of each.
    """
    areas, features = regions.areas.copy(), features.copy()
    lengths, bends = regions.lengths.copy(), regions.bends.copy()

    def costs_of(row: int) -> Floats:
        squared = ((features - features[row]) ** 2).sum(axis=1)
        length = np.maximum(lengths[row], 1e-300)
        touching = 1 - SMOOTH + CREASE * bends[row] / length
        factor = np.where(lengths[row] > 0, touching, 1.0)
        costs: Floats = areas * areas[row] / (areas + areas[row]) * (squared * factor + FLOOR)
        return costs

    def join(one: int, two: int) -> None:
        total = areas[one] + areas[two]
        features[one] = (areas[one] * features[one] + areas[two] * features[two]) / total
        areas[one] = total
        for values in (lengths, bends):
            values[one] += values[two]
            values[:, one] = values[one]
            values[one, one] = 0
            values[two] = values[:, two] = 0

    return join_all(len(areas), costs_of, join)


def coarsest(steps: MergeSteps, most: int) -> tuple[NDArray[np.int32], MergeSteps]:
    """The last steps alone: at most so many smallest parts.

    Returns:
        For each region its smallest part, (R,), and the steps that join those.
    """
    size = len(steps.merges) + 1
    kept = min(size, most)
    early = size - kept
    top = np.arange(2 * size - 1)
    for step in range(early - 1, -1, -1):
        top[steps.merges[step]] = top[size + step]
    leaves, regions = np.unique(top[:size], return_inverse=True)
    number = np.zeros(2 * size - 1, np.int64)
    number[leaves] = np.arange(kept)
    number[size + early :] = np.arange(kept, 2 * kept - 1)
    merges = number[steps.merges[early:]].astype(np.int32)
    return regions.reshape(-1).astype(np.int32), MergeSteps(merges, steps.costs[early:])
