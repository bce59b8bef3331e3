"""From the file's axes to y-up."""

import numpy as np
from numpy.typing import NDArray

from patchalign3d_cli.choices import UpAxis, UpChoice
from patchalign3d_cli.errors import ConfigError
from patchalign3d_cli.shapes.shape import UP_AXES

# Each row says which axis of the file becomes x, y and z. All are proper rotations (det +1).
_ROWS: dict[UpAxis, tuple[tuple[int, int, int], ...]] = {
    "x": ((0, -1, 0), (1, 0, 0), (0, 0, 1)),
    "y": ((1, 0, 0), (0, 1, 0), (0, 0, 1)),
    "z": ((1, 0, 0), (0, 0, 1), (0, -1, 0)),
    "-x": ((0, 1, 0), (-1, 0, 0), (0, 0, 1)),
    "-y": ((1, 0, 0), (0, -1, 0), (0, 0, -1)),
    "-z": ((1, 0, 0), (0, 0, -1), (0, 1, 0)),
}


def parse_up(up: str) -> UpAxis:
    """The axis that a text names: `z`, `Z`, ` -x `.

    Raises:
        ConfigError: It names none; the message lists the axes.
    """
    for axis in UP_AXES:
        if up.strip().lower() == axis:
            return axis
    raise ConfigError(f"unknown up axis {up!r}; choose one of {', '.join(UP_AXES)}")


def parse_up_choice(up: str) -> UpChoice:
    """The axis that a text names, or `auto`.

    Raises:
        ConfigError: It is neither.
    """
    return "auto" if up.strip().lower() == "auto" else parse_up(up)


def parse_front(front: str) -> UpAxis:
    """The axis that a text names as the front.

    Raises:
        ConfigError: It names none; the message lists the axes.
    """
    for axis in UP_AXES:
        if front.strip().lower() == axis:
            return axis
    raise ConfigError(f"unknown front {front!r}; choose one of {', '.join(UP_AXES)}")


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
    return np.array(_ROWS[parse_up(up)], dtype=np.float64)
