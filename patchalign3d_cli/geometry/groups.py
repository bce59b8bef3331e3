"""Groups of points by number."""

import numpy as np
from numpy.typing import NDArray


def mostly_crumbs(numbers: NDArray[np.integer], crumb: int) -> bool:
    """Whether more than half of the points lie in groups of fewer than so many points.

    Args:
        numbers: (N,) the group of each point, any numbers.
        crumb: How many points a group needs to be no crumb.
    """
    _, sizes = np.unique(numbers, return_counts=True)
    return bool(2 * sizes[sizes < crumb].sum() > len(numbers))


def largest_groups(numbers: NDArray[np.integer], most: int) -> NDArray[np.int64]:
    """Number groups anew from 0 on; beyond the largest ones, all that is left is one group.

    Args:
        numbers: (N,) the group of each point, any numbers.
        most: G, how many groups there may be, at least 1.

    Returns:
        (N,) numbers from 0 to at most G - 1, each used, in the order of the old ones; what is
        left comes last.
    """
    _, inverse, sizes = np.unique(numbers, return_inverse=True, return_counts=True)
    dense: NDArray[np.int64] = inverse.reshape(-1).astype(np.int64)
    if len(sizes) <= most:
        return dense
    kept = np.sort(np.argsort(-sizes, kind="stable")[: most - 1])
    renumbered = np.full(len(sizes), most - 1, dtype=np.int64)
    renumbered[kept] = np.arange(most - 1)
    numbered: NDArray[np.int64] = renumbered[dense]
    return numbered
