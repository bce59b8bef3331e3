"""Stocks and grips of rifles."""

import numpy as np

from patchalign3d_training.synthesis.families.weapons.rifle.sizes import RifleSizes
from patchalign3d_training.synthesis.kit import (
    Assembly,
    Dice,
    box,
    cylinder,
    prism,
    rod,
    smooth,
    superellipse,
    sweep,
)


def add_wooden_stock(rifle: Assembly, dice: Dice, sizes: RifleSizes) -> None:
    """One piece from the butt over the wrist to the fore end, cut from a board."""
    fore = {"musket": 0.92, "shotgun": 0.0}.get(sizes.kind, dice.between(0.35, 0.7))
    front = sizes.front + fore * (sizes.muzzle - sizes.front)
    length = dice.between(0.3, 0.45)  # of the butt
    back, drop = sizes.rear - length, dice.between(0.06, 0.14)
    top, low, thin = -0.2 * sizes.bore, -0.7 * sizes.height, 0.55 * sizes.height
    comb, wrist = (sizes.rear - 0.35 * length, -0.4 * drop), (sizes.rear - 0.05, -0.35 * drop)
    upper = [(front, top), (sizes.rear, top), wrist, comb, (back, -0.5 * drop)]
    toe, belly = (back + 0.02, -0.5 * drop - 0.12), (sizes.rear - 0.3 * length, -drop - 0.03)
    pistol_grip = dice.chance(0.5)
    neck = (sizes.rear + 0.01, low - (0.05 if pistol_grip else 0.0))
    lower = [toe, belly, neck, (0.3 * sizes.front, low), (front, -thin)]
    outline = np.array([*upper, *lower])
    thick = sizes.thick * dice.between(0.8, 1.1)
    rifle.add("stock", prism(outline, thick, "x", 0.25 * thick))
    if dice.chance(0.4):
        pad = box(0.9 * thick, 0.13, 0.02).moved(y=-0.5 * drop - 0.06, z=back)
        rifle.add("stock", pad)


def add_butt(rifle: Assembly, dice: Dice, sizes: RifleSizes) -> None:
    """A solid, skeleton or sliding stock behind the receiver."""
    length = dice.between(0.18, 0.34)
    back, axis = sizes.rear - length, -0.05 * sizes.height
    kind = dice.pick({"solid": 4, "skeleton": 2, "sliding": 3, "wire": 1})
    thick = sizes.thick * dice.between(0.7, 1.0)
    if kind == "solid":
        upper = [(sizes.rear, 0.3 * sizes.height), (back, 0.3 * sizes.height)]
        drop = dice.between(0.06, 0.11)
        lower = [(back + dice.between(0.0, 0.03), -drop), (sizes.rear, sizes.bottom)]
        rifle.add("stock", prism(np.array([*upper, *lower]), thick, "x", 0.1 * thick))
        return
    plate = box(thick, dice.between(0.1, 0.14), 0.025, 0.006).under(0.4 * sizes.height)
    rifle.add("stock", plate.moved(z=back))
    if kind == "sliding":
        tube = cylinder(0.35 * sizes.thick, length, "z", sides=sizes.sides)
        cheek = [(back, 0.3 * sizes.height), (back, -0.08), (back + 0.6 * length, -0.02)]
        side = np.array([*cheek, (back + 0.65 * length, 0.3 * sizes.height)])
        rifle.add("stock", tube.moved(y=axis, z=sizes.rear - 0.5 * length))
        rifle.add("stock", prism(side, thick, "x"))
    elif kind == "skeleton":
        high, low = 0.25 * sizes.height, 0.8 * sizes.bottom
        top = rod((0, high, sizes.rear), (0, high, back), 0.012, sides=6)
        rifle.add("stock", top, rod((0, low, sizes.rear), (0, -0.08, back), 0.012, sides=6))
    else:
        wire = rod((0, axis, sizes.rear), (0, axis, back), 0.007, sides=6)
        rifle.add("stock", wire.moved(0.35 * sizes.thick).both())


def add_grip(rifle: Assembly, dice: Dice, sizes: RifleSizes) -> None:
    """A pistol grip behind the trigger, swollen or straight."""
    drop, rake = dice.between(0.09, 0.13), dice.between(0.02, 0.06)
    back = max(sizes.rear + 0.03, -0.08)
    top, bottom = (0, 0.8 * sizes.bottom, back), (0, sizes.bottom - drop, back - rake)
    deep = dice.between(0.035, 0.055)
    section = superellipse(deep, 0.75 * sizes.thick, dice.between(2.4, 5.0), 10)
    middle = (0, sizes.bottom - 0.5 * drop, back - 0.4 * rake)
    path = smooth([top, middle, bottom], 6)
    swell = np.array([1.0, 0.95, 1.0, 1.05, 1.05, 1.1])
    rifle.add("handle", sweep(path, swell, section, normal=(0, 0, 1)))
