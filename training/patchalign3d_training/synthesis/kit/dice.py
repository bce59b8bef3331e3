"""Chance, in short words."""

from collections.abc import Mapping
from typing import TypeVar

import numpy as np
from numpy.typing import NDArray

Option = TypeVar("Option")


class Dice:
    """Draws sizes and choices; the same seed gives the same ones.

    Attributes:
        random: The generator below, for what has no word here.
    """

    def __init__(self, seed: int | tuple[int, ...] | np.random.Generator) -> None:
        self.random = np.random.default_rng(seed)

    def between(self, low: float, high: float) -> float:
        """A number from `low` to `high`, all alike."""
        return float(self.random.uniform(low, high))

    def many(self, low: float, high: float, count: int) -> NDArray[np.float64]:
        """`count` numbers from `low` to `high`, (count,)."""
        return self.random.uniform(low, high, count)

    def count(self, least: int, most: int) -> int:
        """A whole number from `least` to `most`, both included."""
        return int(self.random.integers(least, most + 1))

    def chance(self, probability: float) -> bool:
        """Whether something with this probability happens."""
        return bool(self.random.random() < probability)

    def pick(self, weights: Mapping[Option, int]) -> Option:
        """One key; a key of weight 4 comes four times as often as one of weight 1."""
        at = int(self.random.integers(sum(weights.values())))
        for option, weight in weights.items():
            at -= weight
            if at < 0:
                return option
        raise ValueError("weights must be above 0")

    def one_of(self, *options: Option) -> Option:
        """One of the options, all alike."""
        return options[int(self.random.integers(len(options)))]

    def about(self, size: float, spread: float = 0.1) -> float:
        """A size give or take a share of it."""
        return size * self.between(1.0 - spread, 1.0 + spread)
