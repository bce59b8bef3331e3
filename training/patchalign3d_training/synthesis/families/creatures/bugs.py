"""What crawlers share: jointed legs, feelers, and how they are put on."""

from dataclasses import dataclass

import numpy as np
from numpy.typing import ArrayLike

from patchalign3d_training.synthesis.kit import Assembly, Blend, Dice, Vector, chain, sweep

KNEE_AT, HEEL_AT = 0.42, 0.8
"""How far out the knee is over the reach; how far the heel is on the way from knee to toe."""
HEEL_OUT = 0.06
"""How far the heel lies outside that line, over the reach."""
TIP = {False: 0.5, True: 0.8}
"""Thickness of a leg's tip over its root's: thin tubes, legs that are part of the skin."""


@dataclass(frozen=True)
class LegSizes:
    """The legs of one crawler.

    Attributes:
        reach: How far out a foot stands.
        rise: How high the knee is above the root, over `reach`; below 0 it hangs.
        drop: How far the foot is below the root.
        thick: Half the thickness at the root.
        soft: Whether they are part of the skin; otherwise they are thin tubes put on.
    """

    reach: float
    rise: float
    drop: float
    thick: float
    soft: bool


def leg_joints(sizes: LegSizes, root: ArrayLike, turn: float, scale: float = 1.0) -> Vector:
    """Root, knee, heel and toe of a leg at +x, (4, 3).

    Args:
        sizes: The legs' measures.
        root: Where it grows, (3,).
        turn: Degrees that it points ahead (+) or back of straight out.
        scale: Factor on its reach.
    """
    start = np.asarray(root, dtype=np.float64)
    out = np.array([np.cos(np.radians(turn)), 0.0, np.sin(np.radians(turn))])
    reach = sizes.reach * scale
    knee = start + KNEE_AT * reach * out + (0.0, sizes.rise * reach, 0.0)
    toe = start + reach * out - (0.0, sizes.drop, 0.0)
    heel = knee + HEEL_AT * (toe - knee) + HEEL_OUT * reach * out
    return np.stack([start, knee, heel, toe])


def add_legs(
    blend: Blend, model: Assembly, dice: Dice, sizes: LegSizes, roots: ArrayLike, turns: ArrayLike
) -> None:
    """A pair of legs at each root (n, 3), both sides posed for themselves.

    Args:
        blend: The skin that soft legs become part of.
        model: Where others go.
        dice: Decides how they are held.
        sizes: Their measures.
        roots: Where those at +x grow.
        turns: Degrees that each pair points ahead, (n,).
    """
    for root, turn in zip(np.asarray(roots), np.asarray(turns), strict=True):
        for side in (1.0, -1.0):
            scale = dice.between(0.85, 1.12)
            joints = leg_joints(sizes, root, turn + dice.between(-14.0, 14.0), scale)
            joints[1:] += dice.random.normal(0.0, 0.04 * sizes.reach, (3, 3))
            add_tube(blend, model, "leg", joints * (side, 1.0, 1.0), sizes.thick, sizes.soft)


def add_tube(
    blend: Blend, model: Assembly, part: str, joints: Vector, thick: float, soft: bool
) -> None:
    """A leg or a feeler through joints, (n, 3), that gets thinner towards its tip."""
    taper = thick * np.linspace(1.0, TIP[soft], len(joints))
    if soft:
        blend.limb(part, joints, taper)
    else:
        model.add(part, sweep(joints, taper, sides=6))


def feeler(root: ArrayLike, long: float, ahead: float, rise: float, bend: float) -> Vector:
    """Joints (4, 3) of a feeler at +x.

    Args:
        root: Where it grows.
        long: Its length.
        ahead: Degrees that it points ahead of straight out.
        rise: Degrees that it rises.
        bend: Degrees by which each next piece rises more.
    """
    steps = []
    for i in range(3):
        up = np.radians(rise + i * bend)
        turn = np.radians(ahead)
        level = np.cos(up)
        steps.append((long / 3.0, (level * np.cos(turn), np.sin(up), level * np.sin(turn))))
    return chain(root, *steps)
