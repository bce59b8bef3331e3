"""What taking a scene apart gives."""

from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray


class Groups(NamedTuple):
    """Elements that belong together.

    Attributes:
        numbers: (E,) the group of each element, 0 to M - 1.
        ground: An element of the ground that the others stand on; None where there is none.
    """

    numbers: NDArray[np.int64]
    ground: int | None


def horizontal_axes(up: str) -> tuple[int, int, int, bool]:
    """The two axes across the up axis, the up axis, and whether it points down the file's axis."""
    vertical = "xyz".index(up.removeprefix("-"))
    one, two = (axis for axis in range(3) if axis != vertical)
    return one, two, vertical, up.startswith("-")
