"""A hierarchy of parts that nobody named: small ones, and which of them become one, in order."""

from collections import Counter
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from patchalign3d_cli.errors import ConfigError
from patchalign3d_cli.shapes.frozen import freeze_arrays


@dataclass(frozen=True, eq=False)
class PartTree:
    """R smallest parts and the R - 1 steps that join them to one.

    Attributes:
        regions: (E,) int32, the smallest part of each element, 0 to R - 1.
        merges: (R - 1, 2) int32, the two nodes that step i makes node R + i.
        costs: (R - 1,) float64, what each step costs; never falling.
        names: (2 R - 1,) a word for each node; empty where none fits clearly.
    """

    regions: NDArray[np.int32]
    merges: NDArray[np.int32]
    costs: NDArray[np.float64]
    names: tuple[str, ...]

    def __post_init__(self) -> None:
        freeze_arrays(self)
        size = len(self.merges) + 1
        if self.merges.shape != (size - 1, 2) or self.costs.shape != (size - 1,):
            raise ValueError("the steps of the tree are no pairs with a cost each")
        if len(self.names) != 2 * size - 1:
            raise ValueError(f"the tree has {len(self.names)} names for {2 * size - 1} nodes")
        if self.regions.min(initial=0) < 0 or self.regions.max(initial=0) >= size:
            raise ValueError("the tree has elements of no region")
        ordered = np.sort(self.merges.reshape(-1))
        later = self.merges >= size + np.arange(size - 1)[:, None]
        if not np.array_equal(ordered, np.arange(2 * size - 2)) or later.any():
            raise ValueError("the steps of the tree do not join each node once")

    @property
    def size(self) -> int:
        """R, the number of smallest parts."""
        return len(self.merges) + 1

    def count_at(self, granularity: float) -> int:
        """How many parts a granularity stands for: 0 the fewest (2), 1 all.

        Equal steps of it multiply the number of parts by the same factor.
        """
        count = int(round(2.0 * (self.size / 2.0) ** granularity))
        return max(1, min(self.size, count))

    def usual_count(self, low: int = 3, high: int = 12) -> int:
        """How many parts the shape falls into most clearly: before the step that costs most.

        Args:
            low: The fewest parts.
            high: The most parts.
        """
        high = min(high, self.size - 1)
        if high < low:
            return self.size
        steps = np.arange(low, high + 1)
        cost = self.costs[self.size - steps]  # of going from that many parts to one less
        before = self.costs[self.size - steps - 1]
        return int(steps[int((cost / np.maximum(before, 1e-12)).argmax())])

    def cut(self, count: int) -> tuple[NDArray[np.int32], tuple[str, ...]]:
        """The parts at a level.

        Args:
            count: How many parts; 1 to `size`.

        Returns:
            (E,) int32, the part of each element, and the parts' names, all different.

        Raises:
            ConfigError: The tree has no such level.
        """
        if not 1 <= count <= self.size:
            advice = "say --count 1" if self.size == 1 else f"choose --count from 1 to {self.size}"
            raise ConfigError(f"the shape has no level of {count} parts; {advice}")
        node = np.arange(2 * self.size - 1)
        for step in range(self.size - count - 1, -1, -1):
            node[self.merges[step]] = node[self.size + step]
        heads = node[self.regions]
        kept, first, labels = np.unique(heads, return_index=True, return_inverse=True)
        order = np.argsort(first, kind="stable")
        rank = np.empty(len(kept), np.int32)
        rank[order] = np.arange(len(kept))
        words = [self.names[kept[i]] for i in order]
        return rank[labels.reshape(-1)].astype(np.int32), _distinct(words)


def _distinct(words: list[str]) -> tuple[str, ...]:
    """`leg` where it is once, else `leg_0`, `leg_1`; `part_0` where there is no word."""
    counts, numbers = Counter(words), Counter[str]()
    names = []
    for word in words:
        if word and counts[word] == 1:
            names.append(word)
            continue
        names.append(f"{word or 'part'}_{numbers[word]}")
        numbers[word] += 1
    return tuple(names)
