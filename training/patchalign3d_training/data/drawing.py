"""Which of a cloud's points a step sees."""

import numpy as np
from numpy.typing import NDArray

_SHARED = 0.5  # share of the drawn points that is dealt out among the labels


def draw_points(size: int, count: int, random: np.random.Generator) -> NDArray[np.int64]:
    """Draw `count` of `size` points evenly; with replacement only where there are fewer.

    Returns:
        (count,) indices.
    """
    return random.choice(size, count, replace=count > size).astype(np.int64)


def draw_by_masks(
    masks: NDArray[np.bool_], count: int, random: np.random.Generator
) -> NDArray[np.int64]:
    """Draw points so that every label gets some, however small its part is.

    Half of the points are dealt out among the labels in equal shares (a label with fewer points
    gives all that it has), the rest is drawn evenly from what is left.

    Args:
        masks: (L, N) bool, which points carry each label.
        count: How many points to draw.
        random: Source of randomness.

    Returns:
        (count,) indices, each once, in random order; repeating only where N < count.
    """
    size = masks.shape[1]
    if count >= size:
        return draw_points(size, count, random)
    taken = np.zeros(size, dtype=bool)
    quota = int(_SHARED * count / max(1, len(masks)))
    for mask in masks:
        lacking = quota - int(np.count_nonzero(mask & taken))
        free = np.flatnonzero(mask & ~taken)
        if lacking > 0:
            taken[random.permutation(free)[:lacking]] = True
    remaining = random.permutation(np.flatnonzero(~taken))[: count - int(taken.sum())]
    taken[remaining] = True
    return random.permutation(np.flatnonzero(taken)).astype(np.int64)
