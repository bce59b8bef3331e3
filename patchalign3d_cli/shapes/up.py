"""From the file's axes to y-up."""

from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray

from patchalign3d_cli.choices import UpAxis, UpChoice, UpDirection
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

_UNIT = 1e-12  # directions whose length is so near 1 have been made so before


def parse_up(up: str | Sequence[float]) -> UpDirection:
    """What points up: `z`, `Z`, ` -x `, or a direction of any length: `0,-0.85,-0.53`.

    Args:
        up: An axis or a direction, as text or as three numbers.

    Returns:
        The axis, also of a direction along one; else the direction with length 1, whose text
        holds every digit.

    Raises:
        ConfigError: It is neither; the message lists the axes.
    """
    if not isinstance(up, str):
        return _direction(up, up)
    if axis := _axis(up):
        return axis
    if "," in up:
        return _direction(up.split(","), up)
    raise ConfigError(
        f"unknown up axis {up!r}; choose one of {', '.join(UP_AXES)}, or a direction x,y,z"
    )


def parse_up_choice(up: str | Sequence[float]) -> UpChoice:
    """What `parse_up` reads, or `auto`.

    Raises:
        ConfigError: It is neither.
    """
    return "auto" if isinstance(up, str) and up.strip().lower() == "auto" else parse_up(up)


def up_vector(up: UpDirection) -> NDArray[np.float64]:
    """What points up in a file as a vector of length 1, (3,)."""
    known = parse_up(up)
    if known in UP_AXES:
        vector: NDArray[np.float64] = np.zeros(3)
        vector["xyz".index(known[-1])] = -1.0 if known.startswith("-") else 1.0
        return vector
    return np.array(known.split(","), dtype=np.float64)


def _axis(text: str) -> UpAxis | None:
    """The axis that a text names, in any case and with spaces around it."""
    return next((axis for axis in UP_AXES if text.strip().lower() == axis), None)


def _direction(numbers: Sequence[str | float], given: object) -> UpDirection:
    try:
        vector = np.array([float(number) for number in numbers])
    except (TypeError, ValueError):
        vector = np.empty(0)
    largest = float(np.abs(vector).max(initial=0.0))
    if vector.shape != (3,) or not np.isfinite(vector).all() or not largest > 0:
        raise ConfigError(
            f"{given!r} is no direction; give three numbers x,y,z that are not all 0, such as"
            " 0,-0.85,-0.53, or an axis"
        )
    scaled = vector / largest  # squares of very large and small numbers leave the range
    if abs(largest * float(np.linalg.norm(scaled)) - 1) > _UNIT:  # else it stays as it is
        vector = scaled / np.linalg.norm(scaled)
    if np.count_nonzero(vector) == 1:
        axis = int(np.flatnonzero(vector)[0])
        return ("-" if vector[axis] < 0 else "") + "xyz"[axis]
    return ",".join(repr(number) for number in (vector + 0.0).tolist())


def parse_front(front: str) -> UpAxis:
    """The axis that a text names as the front.

    Raises:
        ConfigError: It names none; the message lists the axes.
    """
    if axis := _axis(front):
        return axis
    raise ConfigError(f"unknown front {front!r}; choose one of {', '.join(UP_AXES)}")


def up_rotation(up: UpDirection) -> NDArray[np.float64]:
    """The rotation that stands a file's shape upright.

    Args:
        up: What points up in the file.

    Returns:
        (3, 3) float64, proper (determinant +1): `points @ rotation.T` has `up` along +y. The
        identity for `y`. A direction is turned to the axis that is nearest to it by the shortest
        path, and then as that axis is.

    Raises:
        ConfigError: `up` is no direction.
    """
    known = parse_up(up)
    if axis := _axis(known):
        return np.array(_ROWS[axis], dtype=np.float64)
    vector = up_vector(known)
    nearest = max(UP_AXES, key=lambda axis: float(up_vector(axis) @ vector))
    rotation: NDArray[np.float64] = up_rotation(nearest) @ _turn(vector, up_vector(nearest))
    return rotation


def _turn(start: NDArray[np.float64], end: NDArray[np.float64]) -> NDArray[np.float64]:
    """The shortest rotation from one vector of length 1 to another that is not its opposite."""
    x, y, z = np.cross(start, end)
    cross = np.array([[0.0, -z, y], [z, 0.0, -x], [-y, x, 0.0]])
    turn: NDArray[np.float64] = np.eye(3) + cross + cross @ cross / (1 + float(start @ end))
    return turn
