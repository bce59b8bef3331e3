"""Frames of links and bodies, as URDF and MJCF write them."""

from collections.abc import Mapping, Sequence
from pathlib import Path
from xml.etree.ElementTree import Element

import numpy as np
from numpy.typing import NDArray

from patchalign3d_cli.shapes.raw import unreadable
from patchalign3d_cli.shapes.rotation import quaternion_rotation


def numbers_of(
    item: Element | Mapping[str, str],
    key: str,
    default: Sequence[float],
    path: Path,
    *,
    exact: bool = True,
) -> NDArray[np.float64]:
    """The numbers of an attribute.

    Args:
        item: An element, or its attributes.
        key: The attribute.
        default: Its numbers where it is missing.
        path: The file, for messages.
        exact: Whether there are as many as the default has; further ones are left out, as
            simulators do. Otherwise there may be more.

    Raises:
        ShapeError: They are no numbers, or fewer than the default has.
    """
    text = item.get(key)
    if text is None:
        return np.array(default, np.float64)
    try:
        values = np.array([float(word) for word in text.replace(",", " ").split()])
    except ValueError:
        values = np.empty(0)
    if len(values) < len(default) or not np.isfinite(values).all():
        raise unreadable(path, f"{key}={text[:40]!r} is not {len(default)} numbers")
    return values[: len(default)] if exact else values


def euler_frame(
    position: NDArray[np.float64], turn: NDArray[np.float64], order: str
) -> NDArray[np.float64]:
    """(4, 4) of a position and three angles in radians.

    Args:
        position: (3,).
        turn: (3,) angles, in the order of the axes.
        order: Three axes; capital letters stay fixed (URDF: `XYZ`), small ones turn along.
    """
    rotation = np.eye(3)
    for axis, angle in zip(order, turn, strict=True):
        step = _about("xyz".index(axis.lower()), float(angle))
        rotation = step @ rotation if axis.isupper() else rotation @ step
    return _frame(position, rotation)


def mujoco_frame(
    item: Mapping[str, str], settings: Mapping[str, str], path: Path
) -> NDArray[np.float64]:
    """(4, 4) of a body or a geom: `pos`, and one of `quat`, `euler`, `axisangle` or `fromto`.

    Args:
        item: Its attributes.
        settings: Attributes of `compiler`: angles are degrees unless it says radian.
        path: The file, for messages.
    """
    unit = 1.0 if settings.get("angle") == "radian" else np.pi / 180
    position = numbers_of(item, "pos", (0, 0, 0), path)
    if item.get("fromto"):
        ends = numbers_of(item, "fromto", (0, 0, 0, 0, 0, 1), path)
        return _frame((ends[:3] + ends[3:]) / 2, _towards(ends[3:] - ends[:3]))
    if item.get("euler"):
        turn = numbers_of(item, "euler", (0, 0, 0), path) * unit
        order = settings.get("eulerseq", "xyz")
        if len(order) != 3 or not set(order.lower()) <= set("xyz"):
            raise unreadable(path, f"eulerseq={order!r} is not three axes")
        return euler_frame(position, turn[:3], order)
    if item.get("axisangle"):
        *axis, angle = numbers_of(item, "axisangle", (0, 0, 1, 0), path)[:4]
        unit_axis = np.array(axis) / (np.linalg.norm(axis) or 1.0)
        half = angle * unit / 2
        turned = np.array([*(unit_axis * np.sin(half)), np.cos(half)])
        return _frame(position, quaternion_rotation(turned))
    w, x, y, z = numbers_of(item, "quat", (1, 0, 0, 0), path)[:4]
    return _frame(position, quaternion_rotation(np.array([x, y, z, w])))


def moved(points: NDArray[np.float64], frame: NDArray[np.float64]) -> NDArray[np.float64]:
    """Points (V, 3) of a frame (4, 4) in the world."""
    result: NDArray[np.float64] = points @ frame[:3, :3].T + frame[:3, 3]
    return result


def _frame(position: NDArray[np.float64], rotation: NDArray[np.float64]) -> NDArray[np.float64]:
    frame = np.eye(4)
    frame[:3, :3], frame[:3, 3] = rotation, position[:3]
    return frame


def _about(axis: int, angle: float) -> NDArray[np.float64]:
    one, two = (axis + 1) % 3, (axis + 2) % 3
    rotation = np.eye(3)
    rotation[one, one] = rotation[two, two] = np.cos(angle)
    rotation[two, one], rotation[one, two] = np.sin(angle), -np.sin(angle)
    return rotation


def _towards(direction: NDArray[np.float64]) -> NDArray[np.float64]:
    """A rotation that turns z into a direction."""
    z = direction / (np.linalg.norm(direction) or 1.0)
    x = np.cross([0.0, 1.0, 0.0] if abs(z[1]) < 0.9 else [1.0, 0.0, 0.0], z)
    x /= np.linalg.norm(x) or 1.0
    return np.stack([x, np.cross(z, x), z], axis=1)
