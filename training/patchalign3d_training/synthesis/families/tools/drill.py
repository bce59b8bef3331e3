"""A power drill; its bit points along +z."""

from dataclasses import dataclass

import numpy as np

from patchalign3d_training.synthesis.kit import (
    Assembly,
    Dice,
    Mesh,
    box,
    cable,
    cylinder,
    grille,
    join,
    lathe,
    pipe,
    prism,
    rectangle,
    ring,
    rod,
    smooth,
    superellipse,
    sweep,
)


@dataclass(frozen=True)
class DrillSizes:
    """A drill whose motor lies along z from the origin.

    Attributes:
        radius: Of the motor's housing.
        length: Of the housing.
        back: Where along it the handle begins.
        drop: How far down the handle reaches.
        lean: How far back the handle's lower end lies.
    """

    radius: float
    length: float
    back: float
    drop: float
    lean: float


def build(drill: Assembly, dice: Dice) -> None:
    """A cordless or corded drill, an impact driver, a hammer drill or a toy one."""
    radius, length = dice.between(0.16, 0.28), dice.between(0.55, 1.2)
    sizes = DrillSizes(
        radius,
        length,
        back=dice.between(0.12, 0.55) * length,
        drop=dice.between(0.55, 0.95),
        lean=dice.between(-0.05, 0.25),
    )
    body = _housing(dice, sizes)
    drill.add("body", body)
    if dice.chance(0.35):
        collar = pipe(dice.between(0.75, 0.95) * radius, 0.3 * radius, 0.12, "z", 18)
        collar = collar.beside(body, "+z", gap=-0.02)
        drill.add("body", collar)
        body = collar
    if dice.chance(0.4):
        vents = grille(0.25 * length, 0.7 * radius, dice.count(3, 6), 0.02).turned("y", 90.0)
        drill.add("body", vents.moved(x=0.9 * radius, z=0.45 * length).both())
    _chuck(drill, dice, sizes, body)
    _handle(drill, dice, sizes)
    if dice.chance(0.2):
        front = 0.8 * length
        stub = rod((0.8 * radius, 0, front), (radius + 0.5, 0, front), 0.07, 0.09)
        drill.add("handle", stub.turned("z", dice.one_of(0.0, -90.0)))


def _housing(dice: Dice, sizes: DrillSizes) -> Mesh:
    """Turned, or a block with a side view of its own."""
    if dice.chance(0.6):
        rear, nose = dice.between(0.7, 1.0), dice.between(0.6, 0.95)
        back = [(0, 0), (0.8 * rear, 0.02), (rear, 0.12), (1.0, 0.3)]
        profile = [*back, (1.0, 0.7), (nose, 1.0), (0, 1.0)]
        sides = dice.pick({8: 1, 18: 3})
        return _turned(profile, sizes.radius, sizes.length, sides)
    top, low = sizes.radius, -dice.between(0.8, 1.1) * sizes.radius
    slope = dice.between(0.3, 0.8)
    behind = [(0.0, 0.6 * low), (0.0, 0.6 * top), (0.12 * sizes.length, top)]
    front = [(0.8 * sizes.length, top), (sizes.length, slope * top), (sizes.length, slope * low)]
    side = np.array([*behind, *front, (0.7 * sizes.length, low), (0.1 * sizes.length, low)])[::-1]
    width = dice.between(1.3, 1.9) * sizes.radius
    return prism(side, width, "x", dice.between(0.0, 0.25) * sizes.radius)


def _turned(profile: list[tuple[float, float]], radius: float, length: float, sides: int) -> Mesh:
    """A body of revolution about z from z = 0; the profile is in shares of both sizes."""
    return lathe(np.array(profile) * (radius, length), sides).turned("x", 90.0)


def _chuck(drill: Assembly, dice: Dice, sizes: DrillSizes, body: Mesh) -> None:
    """A ribbed or smooth chuck before the body and, mostly, a bit in it."""
    wide, long = sizes.radius * dice.between(0.5, 0.85), dice.between(0.18, 0.4)
    jaws = [(0, 0), (0.95, 0), (1.0, 0.5), (dice.between(0.45, 0.8), 1.0), (0, 1.0)]
    sides = dice.pick({6: 1, 14: 3})
    chuck = _turned(jaws, wide, long, sides).beside(body, "+z", gap=-0.01)
    drill.add("chuck", chuck)
    if dice.chance(0.3):
        rib = ring(0.95 * wide, 0.06 * wide, "z", 16, 5).in_row(3, 0.18 * long, "z")
        drill.add("chuck", rib.moved(z=float(chuck.low[2]) + 0.3 * long))
    if not dice.chance(0.88):
        return
    thick, reach = dice.between(0.02, 0.06), dice.between(0.25, 0.9)
    bit = cylinder(thick, reach, "z", top=0.6 * thick, sides=8)
    if dice.chance(0.35):  # the flutes of a twist drill
        turn = np.linspace(0.0, dice.between(4.0, 9.0) * np.pi, 40)
        helix = np.stack([np.cos(turn), np.sin(turn)], axis=1) * 0.55 * thick
        along = np.linspace(-0.4, 0.5, 40) * reach
        flutes = sweep(np.column_stack([helix, along]), 0.5 * thick, sides=5)
        bit = join(flutes, cylinder(0.6 * thick, reach, "z", top=0.1 * thick, sides=6))
    drill.add("bit", bit.beside(chuck, "+z", gap=-0.02))


def _handle(drill: Assembly, dice: Dice, sizes: DrillSizes) -> None:
    """A pistol grip with its trigger and a battery or a cord; some closed by a bow."""
    back, drop = sizes.back, sizes.drop
    end = np.array([0.0, -drop, back - sizes.lean])
    middle = (0.0, -0.5 * drop, back - 0.5 * sizes.lean)
    path = smooth(np.array([(0.0, 0.0, back), middle, tuple(end)]), 6)
    section = superellipse(dice.between(0.24, 0.34), dice.between(0.16, 0.24), 3.0, 14)
    drill.add("handle", sweep(path, [1.1, 1.0, 0.9, 0.92, 1.0, 1.08], section, normal=(0, 0, 1)))
    before_grip = 0.1 + 0.25 * float(np.ptp(section[:, 0]))
    below = -sizes.radius - dice.between(0.08, 0.16)
    trigger = box(0.08, dice.between(0.12, 0.22), 0.12, 0.02)
    drill.add("trigger", trigger.at([(0, below, back + before_grip - 0.1 * sizes.lean)]))
    power = dice.pick({"battery": 6, "cord": 2, "none": 1})
    if power == "battery":
        tall = dice.between(0.1, 0.26)
        battery = box(dice.between(0.24, 0.36), tall, dice.between(0.36, 0.62), 0.03)
        ahead = dice.between(-0.05, 0.1)
        drill.add("battery", battery.under(0.04 - drop).centred(at=end + (0, 0, ahead)))
    elif power == "cord":
        far = end + (dice.between(-0.4, 0.4), -0.3, -dice.between(0.4, 1.0))
        drill.add("cable", cable(end, far, 0.15, 0.03))
        drill.add("cable", cylinder(0.06, 0.2, top=0.035, sides=10).turned("x", 180.0).at([end]))
    if dice.chance(0.12):  # a bow that closes the handle in front
        front = (0, -sizes.radius, back + 0.5)
        bow = smooth(np.array([front, (0, -0.7 * drop, back + 0.5), tuple(end)]), 10)
        band = rectangle(0.1, 0.12, 0.03, 3)
        drill.add("handle", sweep(bow, 1.0, band, normal=(0, 0, 1)))
