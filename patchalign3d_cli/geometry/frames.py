"""The model's frame and the way there."""

from typing import Any, NamedTuple, TypeVar

import numpy as np
from numpy.typing import NDArray

Points = TypeVar("Points", bound=Any)


class Sphere(NamedTuple):
    """The sphere about the mean of points that reaches the farthest of them.

    Attributes:
        center: (3,), their mean.
        radius: Largest distance from it; 1 where all points are the same.
    """

    center: NDArray[np.float64]
    radius: float


def bounding_sphere(points: NDArray[np.float64]) -> Sphere:
    """What the ShapeNetPart protocol's normalisation takes away.

    Args:
        points: (N, 3), any units.
    """
    center = points.mean(axis=0)
    offsets = points - center
    extent = float(np.abs(offsets).max(initial=0.0)) or 1.0
    # Squares of very small or large units would leave the range: measure in units of the extent.
    reach = float(np.linalg.norm(offsets / extent, axis=1).max(initial=0.0)) or 1.0
    return Sphere(center, extent * reach)


def exchange_yz(points: Points) -> Points:
    """Exchange y and z: an array or a tensor (..., 3) -> (..., 3).

    The model's frame is the file's y-up frame under this reflection, in training and inference
    alike. It is its own inverse.
    """
    exchanged: Points = points[..., [0, 2, 1]]
    return exchanged
