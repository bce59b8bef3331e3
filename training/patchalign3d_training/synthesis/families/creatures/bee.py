"""Bees, wasps and flies: a striped abdomen, two pairs of wings; they look along +z."""

import numpy as np

from patchalign3d_training.synthesis.families.creatures.bugs import (
    LegSizes,
    add_legs,
    add_tube,
    feeler,
)
from patchalign3d_training.synthesis.kit import (
    Assembly,
    Blend,
    Dice,
    Mesh,
    ball,
    prism,
    rod,
    smooth,
    style_of,
)

LEG_TURNS = (40.0, -10.0, -50.0)  # degrees that the three pairs point ahead
FEELER_TURNS = (70.0, 55.0, -35.0)  # degrees ahead, of rise, of bend
STRIPES = (-0.4, 0.0, 0.4)  # where they lie along the abdomen, in halves of its length
VANE = ((0.0, 0.0), (0.5, 0.16), (0.95, 0.1), (1.0, -0.05), (0.75, -0.28), (0.3, -0.2))
"""A wing of length 1 from its root, (x, z)."""


def build(model: Assembly, dice: Dice) -> None:
    """A bee, wasp, fly or mosquito with its wings spread or laid back."""
    style = style_of(dice)
    slim = dice.chance(0.3)  # a wasp's waist
    size = dice.between(0.16, 0.24) * style.head**0.5
    chest = dice.between(0.2, 0.28)
    rear = dice.between(0.3, 0.55)
    fat = dice.between(0.2, 0.3) * (0.75 if slim else 1.0)
    bee = model.group()
    blend = Blend(seam=dice.between(0.02, 0.05))
    blend.ball("body", (0.0, 0.0, 0.0), (chest, 0.95 * chest, chest), detail="thorax")
    droop = dice.between(-0.5, 0.1)
    gap = dice.between(0.1, 0.2) if slim else 0.0
    middle = np.array([0.0, 0.4 * droop, -0.75 * chest - gap - 0.75 * rear])
    blend.limb("body", np.stack([np.zeros(3), middle]), 0.05, detail="thorax")
    along = (0.0, droop, -1.0)
    blend.ball("body", middle, (fat, rear, fat), along=along, detail="abdomen")
    head_z = chest + 0.6 * size
    blend.ball("head", (0.0, -0.05, head_z), (1.05 * size, size, 0.8 * size))

    legs = LegSizes(
        reach=dice.between(0.25, 0.5),
        rise=dice.between(-0.2, 0.3),
        drop=dice.between(0.25, 0.5),
        thick=dice.between(0.015, 0.035),
        soft=False,
    )
    roots = [(0.6 * chest, -0.6 * chest, z * chest) for z in (0.5, 0.0, -0.5)]
    add_legs(blend, bee, dice, legs, roots, LEG_TURNS)
    large = dice.between(0.3, 0.6) * size
    eye = ball(0.6 * large, large, 0.8 * large, 10).moved(0.75 * size, 0.05, head_z + 0.25 * size)
    if dice.chance(0.8):
        bee.add("eye", eye.both())
    brow = (0.3 * size, 0.7 * size, head_z + 0.4 * size)
    feel = feeler(brow, dice.between(0.2, 0.4), *FEELER_TURNS)
    for side in (1.0, -1.0) if dice.chance(0.85) else ():
        add_tube(blend, bee, "antenna", feel * (side, 1.0, 1.0), 0.02, False)
    if dice.chance(0.5):
        tip = middle + 0.95 * rear * np.array(along) / np.linalg.norm(along)
        long, thick, point = 0.18, 0.04, 0.004
        bee.add("sting", rod(tip, tip + long * np.array(along), thick, point, sides=6))
    blend.into(bee, round(1.3 * style.cells), loose=dice.chance(0.25))
    if dice.chance(0.3):  # raised stripes
        for share in STRIPES:
            radius = 1.02 * fat * np.sqrt(1.0 - share**2)
            band = ball(radius, 0.12 * rear, radius, 14).moved(y=share * rear)
            bee.add("body", band.oriented(middle, along), detail="abdomen")
    _wings(bee, dice, chest)
    model.take(bee)


def _wings(bee: Assembly, dice: Dice, chest: float) -> None:
    """Two wings a side, or one, as of a fly."""
    long, thin = dice.between(0.6, 1.1), dice.between(0.006, 0.02)
    sweep, lift = dice.between(5.0, 70.0), dice.between(-5.0, 60.0)
    root = (0.5 * chest, 0.75 * chest, 0.0)
    bee.add("wing", _wing(long, thin, sweep, lift).moved(*root).both())
    if dice.chance(0.6):
        rear = _wing(0.7 * long, thin, sweep + 25.0, lift + dice.between(-10.0, 5.0))
        bee.add("wing", rear.moved(root[0], root[1], -0.3 * chest).both())


def _wing(long: float, thin: float, sweep: float, lift: float) -> Mesh:
    """A wing from the origin to +x, swept back and lifted."""
    vane = prism(smooth(np.array(VANE) * long, 18, closed=True)[::-1], thin, "y")
    return vane.turned("y", sweep).turned("z", lift)
