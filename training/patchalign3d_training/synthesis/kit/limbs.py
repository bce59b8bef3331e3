"""Soft tubes through joints: limbs, necks, tails."""

import numpy as np
from numpy.typing import ArrayLike

from patchalign3d_training.synthesis.kit.mesh import Mesh, Vector
from patchalign3d_training.synthesis.kit.outlines import smooth, superellipse
from patchalign3d_training.synthesis.kit.sweeps import sweep


def limb(joints: ArrayLike, radii: ArrayLike, flat: float = 1.0, sides: int = 12) -> Mesh:
    """A soft tube through joints with a radius at each.

    Args:
        joints: (n, 3) points that it passes.
        radii: (n,) its radius at each.
        flat: Its thickness over its width.
        sides: Corners around it.
    """
    points = np.asarray(joints, dtype=np.float64)
    along = np.concatenate([points, np.asarray(radii, dtype=np.float64)[:, None]], axis=1)
    curve = smooth(along, 5 * len(points))
    section = superellipse(2.0, 2.0 * flat, 2.0, sides)
    return sweep(curve[:, :3], np.maximum(curve[:, 3], 0.005), section)


def hanging(swing: float = 0.0, lift: float = 0.0) -> Vector:
    """The direction of a limb that hangs down, swung forward and lifted to the side, (3,).

    Args:
        swing: Degrees forward, towards +z: 90 is straight ahead.
        lift: Degrees sideways, towards +x: 90 is straight out.
    """
    side, ahead = np.radians(lift), np.radians(swing)
    down = np.cos(side)
    return np.array([np.sin(side), -down * np.cos(ahead), down * np.sin(ahead)])


def chain(start: ArrayLike, *bones: tuple[float, ArrayLike]) -> Vector:
    """Joints of a limb: where it starts, then one after each bone of (length, direction), (n, 3).

    `chain(shoulder, (0.3, hanging(20, 10)), (0.26, hanging(60)))` is shoulder, elbow, wrist.
    """
    steps = [length * np.asarray(way, dtype=np.float64) for length, way in bones]
    units = [step / np.linalg.norm(way) for step, (_, way) in zip(steps, bones, strict=True)]
    return np.cumsum([np.asarray(start, dtype=np.float64), *units], axis=0)
