"""Short words for chance; every function takes the generator that decides."""

from typing import TypeVar

import numpy as np

Option = TypeVar("Option")


def chance(random: np.random.Generator, probability: float) -> bool:
    """Whether something with this probability happens."""
    return bool(random.random() < probability)


def pick(random: np.random.Generator, *options: Option) -> Option:
    """One of the options; name an option twice to make it twice as likely."""
    return options[int(random.integers(len(options)))]
