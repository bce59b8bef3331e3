"""Cloth about a trunk and limbs: what jackets, dresses and trousers share."""

from dataclasses import dataclass

import numpy as np

from patchalign3d_training.synthesis.kit import (
    Dice,
    Mesh,
    Points,
    chain,
    cylinder,
    hanging,
    join,
    plane,
    skin,
    smooth,
    superellipse,
)

SIDES = 32  # points around a trunk


@dataclass(frozen=True, eq=False)
class Trunk:
    """A tube of cloth about the y axis, through level loops; metres.

    Attributes:
        rows: (n, 3) height, width and depth, from the lower edge to the upper one.
        power: 2 for round loops, 3 for flatter fronts.
    """

    rows: Points
    power: float

    def ring(self, level: float, larger: float = 1.0) -> Points:
        """The loop at a height, (SIDES, 3)."""
        height = self.rows[:, 0]
        width, depth = (float(np.interp(level, height, self.rows[:, i])) for i in (1, 2))
        flat = superellipse(larger * width, larger * depth, self.power, SIDES)
        return plane(flat, "y", level)

    def wall(self, larger: float = 1.0, count: int = 14) -> Mesh:
        """The cloth, open above and below."""
        table = smooth(self.rows, count)
        rows = [
            plane(superellipse(larger * w, larger * d, self.power, SIDES), "y", y)
            for y, w, d in table
        ]
        return skin(np.stack(rows), caps=False)

    def front(self, x: float, level: float) -> tuple[float, float, float]:
        """The point of its front at (x, level)."""
        ring = self.ring(level)
        ahead = ring[ring[:, 2] > 0.0]
        order = np.argsort(ahead[:, 0])
        return (x, level, float(np.interp(x, ahead[order, 0], ahead[order, 2])))


def patch_on(trunk: Trunk, half: list[float], at: tuple[float, float], tall: float) -> Mesh:
    """A piece of cloth sewn upon the front: a pocket or a flap.

    Args:
        trunk: What it follows.
        half: Half its width from its lower to its upper edge, at even steps.
        at: x of its middle and height of its lower edge.
        tall: Its height.
    """
    x, low = at
    out, edge = 0.014, 0.004  # how far its middle and its border stand off
    levels = np.linspace(0.0, 1.0, 7)
    widths = np.interp(levels, np.linspace(0.0, 1.0, len(half)), half)
    rows = []
    for level, wide in zip(levels, widths, strict=True):
        row = [trunk.front(x + float(s) * wide, low + level * tall) for s in np.linspace(-1, 1, 7)]
        rows.append(row)
    grid = np.array(rows)  # (7, 7, 3)
    lift = np.full((7, 7), out)
    lift[[0, -1]] = lift[:, [0, -1]] = edge
    grid[..., 2] += lift
    return skin(grid[:, ::-1], closed=False)


def cloth(joints: Points, radii: list[float], flat: float = 1.0) -> Mesh:
    """A tube of cloth with an inner wall through joints (n, 3), open at its far end."""
    along = np.concatenate([joints, np.array(radii)[:, None]], axis=1)
    curve = smooth(along, 14)
    points, sizes = curve[:, :3], curve[:, 3]
    ahead = np.gradient(points, axis=0)
    ahead /= np.linalg.norm(ahead, axis=1, keepdims=True)
    side = np.cross(ahead, (0.0, 0.0, 1.0))
    side /= np.linalg.norm(side, axis=1, keepdims=True)
    other = np.cross(side, ahead)
    angle = np.linspace(0.0, 2.0 * np.pi, 16, endpoint=False)
    rings = points[:, None] + sizes[:, None, None] * (
        np.cos(angle)[None, :, None] * side[:, None]
        + flat * np.sin(angle)[None, :, None] * other[:, None]
    )
    inner = points[:, None] + 0.88 * (rings - points[:, None])
    outer = skin(rings, caps=False)
    return join(outer, skin(np.concatenate([rings[-1:], inner[:5:-1]]), caps=False))


def arm_pose(dice: Dice, shoulder: tuple[float, float, float], length: float) -> Points:
    """A left sleeve's joints, (4, 3): inside the trunk, shoulder, elbow and wrist.

    The arm (at +x) hangs, is spread or bent; `length` is from the shoulder to the end.
    """
    lift = dice.pick({15.0: 3, 40.0: 3, 80.0: 2}) * dice.between(0.7, 1.1)
    bend = dice.between(0.0, 60.0) if dice.chance(0.3) else dice.between(0.0, 12.0)
    upper, lower = hanging(0.0, lift), hanging(bend, 0.9 * lift)
    arm = chain(shoulder, (0.48 * length, upper), (0.52 * length, lower))
    inside = arm[0] * (0.5, 1.0, 1.0) + (0.0, 0.02, 0.0)
    return np.concatenate([[inside], arm])


def band_around(end: Points, along: Points, radius: float, wide: float) -> Mesh:
    """A cuff: a short ring of cloth about the end of a sleeve or a leg."""
    ring = join(cylinder(radius, wide, sides=18), cylinder(0.9 * radius, 1.04 * wide, sides=18))
    return ring.oriented(end, along)
