"""Rotations: about an axis, and by a quaternion."""

import numpy as np
from numpy.typing import ArrayLike, NDArray

X, Y, Z = (1.0, 0.0, 0.0), (0.0, 1.0, 0.0), (0.0, 0.0, 1.0)


def axis_rotation(axis: tuple[float, float, float], angle: float) -> NDArray[np.float64]:
    """The rotation about an axis, (3, 3): `points @ rotation.T` turns points.

    Args:
        axis: Unit vector.
        angle: In radians, right-handed.
    """
    from scipy.spatial.transform import Rotation

    matrix: NDArray[np.float64] = Rotation.from_rotvec(angle * np.asarray(axis)).as_matrix()
    return matrix


def quaternion_rotation(quaternion: ArrayLike) -> NDArray[np.float64]:
    """The rotation of a quaternion, (3, 3): `points @ rotation.T` turns points.

    Args:
        quaternion: x, y, z, w of any length but zero, which turns nothing. One that is not finite
            gives NaN.
    """
    from scipy.spatial.transform import Rotation

    values = np.asarray(quaternion, dtype=np.float64)
    largest = np.abs(values).max()
    if not largest:
        return np.eye(3)
    if not np.isfinite(largest):
        return np.full((3, 3), np.nan)
    # Divided by it, no square leaves the range of numbers.
    matrix: NDArray[np.float64] = Rotation.from_quat(values / largest).as_matrix()
    return matrix
