"""The validation split: every shape once, the same draw every time."""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import replace
from typing import Any

import numpy as np

from patchalign3d_training.data.batch_options import BatchOptions

_DRAWS = 2  # a stream apart from those of training


def unposed(options: BatchOptions) -> BatchOptions:
    """The options without random poses and joined regions."""
    return replace(options, augment=False, yaw=False, vary_regions=False)


def fixed_batches(
    size: int,
    load: Callable[[int, np.random.Generator], Any],
    collate: Callable[[Sequence[Any]], Any],
    batch_size: int,
    seed: int,
    rank: int,
    ranks: int,
) -> Iterator[Any]:
    """This process's share of all items in order; the last batch may be short.

    Args:
        size: How many items there are.
        load: Reads an item by index, with its randomness.
        collate: Stacks items.
        batch_size: Items a batch.
        seed: With an item's index, the seed of its draw.
        rank: This process: it takes every `ranks`-th item.
        ranks: How many processes there are.
    """
    share = range(rank, size, ranks)
    for start in range(0, len(share), batch_size):
        yield collate(
            [
                load(index, np.random.default_rng([seed, index, _DRAWS, 1]))
                for index in share[start : start + batch_size]
            ]
        )
