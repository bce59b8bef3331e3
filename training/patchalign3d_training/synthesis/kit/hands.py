"""Hands out of a palm, fingers and a thumb."""

from typing import NamedTuple

import numpy as np
from numpy.typing import ArrayLike

from patchalign3d_training.synthesis.kit.dice import Dice
from patchalign3d_training.synthesis.kit.lofts import loft
from patchalign3d_training.synthesis.kit.mesh import Mesh, Vector, join
from patchalign3d_training.synthesis.kit.sweeps import sweep


class HandBones(NamedTuple):
    """The joints of a hand: the wrist at the origin, fingers along +y, thumb towards +x.

    Attributes:
        fingers: (n, 4, 3): knuckle, two joints and tip of each, that of the thumb's side first.
        thumb: (4, 3).
    """

    fingers: Vector
    thumb: Vector


def hand_bones(
    dice: Dice, length: float, width: float, curl: ArrayLike, spread: float, fingers: int = 4
) -> HandBones:
    """The joints of a hand.

    Args:
        dice: Decides how the fingers differ.
        length: From the wrist to the tip of the longest finger.
        width: Of the palm.
        curl: Degrees by which each joint is bent towards -z: 0 is flat, 80 a fist; one for all, or
            one for each finger and then the thumb, (fingers + 1,).
        spread: Degrees between neighbouring fingers.
        fingers: How many beside the thumb.
    """
    across = np.linspace(0.5, -0.5, fingers) if fingers > 1 else np.zeros(1)
    reach = 0.48 * length * (1.0 - 0.55 * (across - 0.1) ** 2 - 0.12 * (across < -0.4))
    curls = np.broadcast_to(np.asarray(curl, dtype=np.float64), fingers + 1)
    chains = []
    for x, long, bent in zip(across, reach, curls[:-1], strict=True):
        bend = bent * dice.between(0.8, 1.15) + dice.between(-3.0, 3.0)
        knuckle = (0.8 * x * width, (0.53 - 0.08 * x**2) * length, 0.0)
        bones = [(0.45, 0.8), (0.32, 2.0), (0.23, 2.9)]
        chains.append(_finger(knuckle, long, [(s, bend * k) for s, k in bones], x * spread * 3.0))
    opened = np.clip(1.0 - curls[-1] / 60.0, 0.15, 1.0)
    side = dice.between(30.0, 60.0) * opened
    root = (0.36 * width, 0.16 * length, -0.02 * length)
    bones = [(0.4, 0.25), (0.33, 0.6), (0.27, 1.0)]
    thumb = _finger(root, 0.48 * length, [(s, 0.9 * curls[-1] * k) for s, k in bones], side)
    return HandBones(np.stack(chains), thumb)


def _finger(
    root: tuple[float, float, float], long: float, bones: list[tuple[float, float]], side: float
) -> Vector:
    """Joints (4, 3) of one whose bones, (share of the length, degrees), bend towards -z."""
    joints = [np.array(root)]
    for share, bend in bones:
        lean, angle = np.radians(side), np.radians(bend)
        step = np.array(
            [np.sin(lean) * np.cos(angle), np.cos(lean) * np.cos(angle), -np.sin(angle)]
        )
        joints.append(joints[-1] + share * long * step)
    return np.stack(joints)


def hand(
    dice: Dice, length: float, curl: float | None = None, fingers: int = 4, sides: int = 5
) -> Mesh:
    """A hand of some hundred faces: wrist at the origin, fingers along +y, thumb towards +x.

    The back of the hand looks to +z: `hand(...).oriented(wrist, forearm, thumb)` puts it on an arm.

    Args:
        dice: Decides how it is held.
        length: From the wrist to the tip of the longest finger.
        curl: Degrees by which each finger joint is bent; None to let the dice decide.
        fingers: How many beside the thumb.
        sides: Corners around a finger.
    """
    if curl is None:
        curl = dice.pick({5.0: 4, 20.0: 3, 75.0: 1})
    width = 0.48 * length
    bones = hand_bones(dice, length, width, curl, dice.between(0.0, 9.0), fingers)
    thick = 0.55 * 0.8 * width / max(fingers, 2)
    taper = thick * np.array([1.0, 0.95, 0.85, 0.5])
    pieces = [sweep(joints, taper, sides=sides) for joints in bones.fingers]
    pieces.append(sweep(bones.thumb, 1.2 * taper, sides=sides))
    palm = [(-0.04, 0.55, 0.42), (0.1, 0.68, 0.46), (0.32, 0.98, 0.44), (0.52, 0.96, 0.36)]
    rows = [(y * length, w * width, d * width) for y, w, d in palm]
    return join(loft(rows, 2 * sides, 2.5), *pieces)
