"""Cannons; the barrel points along +z."""

from dataclasses import dataclass

import numpy as np

from patchalign3d_training.synthesis.kit import (
    Assembly,
    Dice,
    Mesh,
    ball,
    beam,
    box,
    cylinder,
    lathe,
    pipe,
    prism,
    ring,
    rod,
    wheel,
)


@dataclass(frozen=True)
class CannonSizes:
    """A cannon whose trunnions, about which the barrel is tilted, lie above the origin.

    Attributes:
        length: Of the barrel.
        radius: Of the barrel at its rear.
        wheel: Radius of a wheel.
        axle: Height of the trunnions.
        half: Half the width between the cheeks of the carriage.
    """

    length: float
    radius: float
    wheel: float
    axle: float
    half: float


def build(cannon: Assembly, dice: Dice) -> None:
    """A field gun on two wheels, a ship's gun on four, a mortar, or a gun with a shield."""
    kind = dice.pick({"field": 4, "ship": 3, "mortar": 1, "modern": 2})
    length = dice.between(0.5, 0.9) if kind == "mortar" else dice.between(1.1, 2.4)
    radius = dice.between(0.22, 0.34) if kind == "mortar" else dice.between(0.11, 0.24)
    big = {"field": (0.4, 0.7), "modern": (0.3, 0.5)}.get(kind, (0.1, 0.2))
    size = dice.between(*big)
    axle = size + 1.3 * radius if kind in ("field", "modern") else 2.2 * size + 1.5 * radius
    sizes = CannonSizes(length, radius, size, axle, half=1.25 * radius)
    slim = kind == "modern"
    barrel = cannon.group()
    _barrel(barrel, dice, sizes, slim)
    steep = dice.between(35.0, 65.0) if kind == "mortar" else dice.between(-3.0, 25.0)
    cannon.take(barrel, lambda mesh: mesh.turned("x", -steep).moved(y=axle))
    if kind in ("field", "modern"):
        _field_carriage(cannon, dice, sizes, split=slim)
    else:
        _block_carriage(cannon, dice, sizes)
    if slim and dice.chance(0.8):
        _gun_shield(cannon, dice, sizes)
    if dice.chance(0.3):
        shot = ball(0.75 * radius, sides=12).on(0.0)
        beside = (sizes.half + 2.5 * size + 0.2, 0.0, 0.3)
        heap = shot.in_row(3, 1.6 * radius, "z").at([beside])
        cannon.add("ball", heap if dice.chance(0.5) else shot.at([beside]))


def _barrel(cannon: Assembly, dice: Dice, sizes: CannonSizes, slim: bool) -> None:
    """A bored tube about z with its trunnions at the origin: with bands, a swell, a knob."""
    rear, radius = -0.4 * sizes.length, sizes.radius
    sides = dice.pick({8: 1, 12: 1, 24: 3})
    neck = dice.between(0.35, 0.5) if slim else dice.between(0.6, 0.85)  # of the radius
    lip = neck * dice.between(1.0, 1.4)
    if slim:
        outside = [(1.0, 0.0), (1.0, 0.3), (neck, 0.32), (neck, 0.96), (lip, 0.96), (lip, 1.0)]
    else:
        outside = [
            (0.6, 0.0),
            (1.0, 0.05),
            (0.95, 0.4),
            (neck, 0.88),
            (lip, 0.95),
            (0.9 * lip, 1.0),
        ]
    bore = [(0.6 * neck, 1.0), (0.6 * neck, dice.between(0.4, 0.9)), (0.0, 0.4)]
    profile = np.array([(0.0, 0.0), *outside, *bore]) * (radius, sizes.length)
    cannon.add("barrel", lathe(profile, sides).turned("x", 90.0).moved(z=rear))
    for share in (0.2, 0.45, 0.7)[: 0 if slim else dice.count(0, 3)]:
        fat = np.interp(share, [0.05, 0.4, 0.88], [1.0, 0.95, neck]) * radius
        band = ring(fat, 0.06 * radius, "z", max(sides, 12), 5)
        cannon.add("barrel", band.moved(z=rear + share * sizes.length), detail="band")
    if not slim and dice.chance(0.8):
        knob = ball(0.3 * radius, sides=10).moved(z=rear - 0.3 * radius)
        cannon.add("barrel", knob, detail="knob")
    trunnion = cylinder(0.25 * radius, 2.0 * sizes.half + 0.16, "x", sides=10)
    cannon.add("barrel", trunnion)


def _wheel(dice: Dice, radius: float, spoked: bool) -> Mesh:
    if not spoked:
        return cylinder(radius, 0.5 * radius, "x", sides=dice.one_of(8, 18))
    return wheel(radius, dice.between(0.12, 0.25) * radius, dice.count(6, 12), 0.2)


def _field_carriage(cannon: Assembly, dice: Dice, sizes: CannonSizes, split: bool) -> None:
    """Two big wheels on an axle and a trail that reaches back to the ground."""
    out = sizes.half + dice.between(0.1, 0.2)
    spoked = not split or dice.chance(0.3)
    one = _wheel(dice, sizes.wheel, spoked).on(0.0)
    cannon.add("wheel", one.moved(out + 0.1).both())
    cannon.add("carriage", rod((-out, sizes.wheel, 0), (out, sizes.wheel, 0), 0.05))
    back = -dice.between(0.8, 1.3) * sizes.length
    deep = dice.between(0.12, 0.22)
    front = (sizes.half, sizes.axle - 0.05, 0.1)
    aside = dice.between(0.5, 1.0) if split else 0.8 * sizes.half
    end = (aside, 0.5 * deep, back)
    cannon.add("carriage", beam(front, end, 0.08, deep, taper=0.8).both())
    if not split:
        middle = (0.0, 0.55 * sizes.axle, 0.45 * back)
        tie = box(2.0 * sizes.half, 0.06, 0.1)
        cannon.add("carriage", tie.at([middle]), tie.moved(y=0.6 * deep, z=0.97 * back))
    else:
        cannon.add("carriage", box(2.2 * sizes.half, 0.5 * sizes.radius, 0.4).moved(y=sizes.wheel))


def _block_carriage(cannon: Assembly, dice: Dice, sizes: CannonSizes) -> None:
    """Two stepped cheeks on four small wheels, or on a bare bed."""
    low = 0.8 * sizes.wheel
    front, rear = 0.25 * sizes.length, -0.5 * sizes.length
    steps = dice.count(1, 4)
    levels = np.linspace(sizes.axle, low + 0.5 * (sizes.axle - low), steps + 1)
    stations = np.linspace(-0.1, rear, steps + 1)
    stairs = [(front, low), (front, sizes.axle), (stations[0], sizes.axle)]
    for i in range(steps):
        stairs += [(stations[i], levels[i + 1]), (stations[i + 1], levels[i + 1])]
    cheek = prism(np.array([*stairs, (rear, low)]), dice.between(0.06, 0.12), "x")
    cannon.add("carriage", cheek.moved(sizes.half).both())
    bed = box(2.0 * sizes.half, 0.08, front - rear).on(low).moved(z=0.5 * (front + rear))
    cannon.add("carriage", bed)
    if dice.chance(0.85):
        small = _wheel(dice, sizes.wheel, spoked=False).on(0.0)
        out = 2.0 * sizes.half + 0.35 * sizes.wheel + 0.3
        wheels = small.at_corners(out, 0.8 * (front - rear)).moved(z=0.5 * (front + rear))
        cannon.add("wheel", wheels)
        axle = cylinder(0.3 * sizes.wheel, out, "x", sides=8).moved(y=sizes.wheel)
        axles = axle.in_row(2, 0.8 * (front - rear), "z")
        cannon.add("carriage", axles.moved(z=0.5 * (front + rear)))
    else:
        cannon.add("carriage", box(2.6 * sizes.half, low, 1.1 * (front - rear)).on(0.0))


def _gun_shield(cannon: Assembly, dice: Dice, sizes: CannonSizes) -> None:
    """A plate to either side of the barrel and over it, which leans back."""
    wide, tall = dice.between(0.5, 0.8), dice.between(0.5, 0.9)
    inner = 1.1 * sizes.radius
    side = box(wide, tall, 0.03).on(0.5 * sizes.wheel).moved(inner + 0.5 * wide).both()
    top = box(2.0 * (inner + wide), 0.25, 0.03).on(side)
    lean = dice.between(0.0, 20.0)
    for plate in (side, top):
        cannon.add("shield", plate.turned("x", -lean, at=(0, sizes.wheel, 0)).moved(z=0.25))
    sleeve = pipe(1.1 * sizes.radius, sizes.radius, 0.3, "z", 14)
    cannon.add("carriage", sleeve.moved(y=sizes.axle))
