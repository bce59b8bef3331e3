"""Room that furniture divides: under a plate, between walls, side by side."""

from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray


class Room(NamedTuple):
    """A box of room that stands on the floor about the origin, in metres.

    Attributes:
        width: Its extent along x.
        depth: Its extent along z.
        height: Its extent along y, from the floor.
    """

    width: float
    depth: float
    height: float

    def within(self, share: float, share_of_depth: float | None = None) -> "Room":
        """Narrower room of the same height; both sides shrink alike where one share is given."""
        deep = share if share_of_depth is None else share_of_depth
        return Room(share * self.width, deep * self.depth, self.height)


def centres(count: int, length: float) -> NDArray[np.float64]:
    """The centres of `count` equal fields side by side along a length about 0, (count,)."""
    return (np.arange(count) + 0.5) / count * length - 0.5 * length
