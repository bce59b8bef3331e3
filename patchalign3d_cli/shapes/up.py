"""From the file's axes to y-up."""

import numpy as np
from numpy.typing import NDArray

from patchalign3d_cli.errors import ConfigError
from patchalign3d_cli.shapes.shape import UP_AXES, UpAxis

# Each row says which axis of the file becomes x, y and z. All are proper rotations (det +1).
_ROWS: dict[UpAxis, tuple[tuple[int, int, int], ...]] = {
    "x": ((0, -1, 0), (1, 0, 0), (0, 0, 1)),
    "y": ((1, 0, 0), (0, 1, 0), (0, 0, 1)),
    "z": ((1, 0, 0), (0, 0, 1), (0, -1, 0)),
    "-x": ((0, 1, 0), (-1, 0, 0), (0, 0, 1)),
    "-y": ((1, 0, 0), (0, -1, 0), (0, 0, -1)),
    "-z": ((1, 0, 0), (0, 0, -1), (0, 1, 0)),
}


def check_up(up: str) -> UpAxis:
    """Make sure that `up` names an axis, and return it as one.

    Raises:
        ConfigError: It does not; the message lists the axes.
    """
    for axis in UP_AXES:
        if up == axis:
            return axis
    raise ConfigError(f"unknown up axis {up!r}; choose one of {', '.join(UP_AXES)}")


def up_rotation(up: UpAxis) -> NDArray[np.float64]:
    """The rotation that stands a file's shape upright.

    Args:
        up: The axis that points up in the file.

    Returns:
        (3, 3) float64, proper (determinant +1): `points @ rotation.T` has `up` along +y. The
        identity for `y`.

    Raises:
        ConfigError: `up` is not an axis.
    """
    check_up(up)
    return np.array(_ROWS[up], dtype=np.float64)
