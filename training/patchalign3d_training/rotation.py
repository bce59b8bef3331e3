"""Rotations about an axis."""

import numpy as np
from numpy.typing import NDArray

AXES = ((1.0, 0.0, 0.0), (0.0, 1.0, 0.0), (0.0, 0.0, 1.0))
UP = AXES[1]  # y, as in the files of training sets


def rotation(axis: tuple[float, float, float], angle: float) -> NDArray[np.float64]:
    """Rotation matrix, (3, 3), by Rodrigues' formula.

    Args:
        axis: Unit vector.
        angle: In radians, right-handed.
    """
    x, y, z = axis
    cross = np.array([[0.0, -z, y], [z, 0.0, -x], [-y, x, 0.0]])
    turned = np.eye(3) + np.sin(angle) * cross + (1.0 - np.cos(angle)) * cross @ cross
    return np.asarray(turned)
