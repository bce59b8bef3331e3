"""What bags share: their sizes, soft bodies, handles that bow."""

from dataclasses import dataclass

import numpy as np

from patchalign3d_training.synthesis.kit import (
    Dice,
    Mesh,
    Points,
    join,
    plane,
    rectangle,
    skin,
    smooth,
    superellipse,
    sweep,
)


@dataclass(frozen=True)
class BagSize:
    """A bag that stands on y = 0; the width of its longer side is about 1."""

    width: float
    height: float
    depth: float


@dataclass(frozen=True)
class Opening:
    """The upper end of a soft bag."""

    width: float
    depth: float


@dataclass(frozen=True)
class HandleLoop:
    """Where a handle is sewn on and how high it bows."""

    half: float  # from the middle to either end
    level: float  # height of its ends
    rise: float
    z: float = 0.0


def soft_body(dice: Dice, size: BagSize, top: Opening) -> Mesh:
    """A loft from the bottom to the opening, bulging between them, perhaps lined."""
    share = np.linspace(0.0, 1.0, 8)
    bulge = 1.0 + dice.between(0.0, 0.25) * np.sin(np.pi * share)
    power, corners = dice.between(2.5, 5.0), dice.pick({28: 2, 16: 1})
    rings = []
    for s, b in zip(share, bulge, strict=True):
        width = ((1 - s) * size.width + s * top.width) * (1 + 0.3 * (b - 1))
        depth = ((1 - s) * size.depth + s * top.depth) * b
        rings.append(plane(superellipse(width, depth, power, corners), "y", s * size.height))
    outside = skin(np.stack(rings), caps=dice.chance(0.7))
    lining = outside.stretched(0.96, 0.97, 0.94).moved(y=0.02 * size.height)
    return join(outside, lining) if dice.chance(0.3) else outside


def handle_loop(dice: Dice, loop: HandleLoop) -> Mesh:
    """A handle that bows from one side to the other; round, flat or with a peak."""
    kind = dice.pick({"round": 2, "flat": 1, "peak": 1})
    z = loop.z + dice.between(-0.1, 0.1) * loop.rise  # it leans to the front or the back
    end = (loop.half, loop.level - 0.04, loop.z)
    shoulder = (0.85 * loop.half, loop.level + 0.7 * loop.rise, z)
    path = mirrored_path([end, shoulder, (0.0, loop.level + loop.rise, z)])
    curve = smooth(path, 24) if kind != "peak" else path
    thick = dice.between(0.01, 0.025)
    if kind == "flat" or dice.chance(0.35):
        strap = rectangle(0.4 * thick, thick * dice.between(1.5, 4.0))
        return sweep(curve, 1.0, strap, normal=(1, 0, 0))
    return sweep(curve, thick, sides=8)


def mirrored_path(right: list[tuple[float, float, float]]) -> Points:
    """A path from -x to +x, (2n - 1, 3), from its right half: n points, the last in x = 0."""
    half = np.array(right)
    return np.concatenate([half * (-1.0, 1.0, 1.0), half[-2::-1]])
