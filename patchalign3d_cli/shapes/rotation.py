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
    """The rotation of each quaternion, (..., 3, 3): `points @ rotation.T` turns points.

    Args:
        quaternion: (..., 4) x, y, z, w of any length but zero, which turns nothing. One that is
            not finite gives NaN.
    """
    from scipy.spatial.transform import Rotation

    values = np.asarray(quaternion, dtype=np.float64)
    largest = np.abs(values).max(axis=-1)
    matrices = np.full((*largest.shape, 3, 3), np.nan)
    matrices[largest == 0] = np.eye(3)
    usable = np.isfinite(largest) & (largest > 0)
    if usable.any():
        # Divided by the largest number, no square leaves the range of numbers.
        unit = values[usable] / largest[usable][:, None]
        matrices[usable] = Rotation.from_quat(unit).as_matrix()
    return matrices
