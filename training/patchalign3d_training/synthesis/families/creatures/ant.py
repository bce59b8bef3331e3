"""Ants: three knots in a row, six legs, two antennae; they look along +z."""

import numpy as np

from patchalign3d_training.synthesis.families.creatures.bugs import (
    LegSizes,
    add_legs,
    add_tube,
    feeler,
)
from patchalign3d_training.synthesis.kit import Assembly, Blend, Dice, ball, bumpy, style_of, sweep


def build(model: Assembly, dice: Dice) -> None:
    """An ant with thick or thin legs, crawling or set up on end."""
    style = style_of(dice)
    soft = dice.chance(0.6)
    size = dice.between(0.14, 0.22) * style.head**0.4  # radius of the head
    chest = dice.between(0.22, 0.36)  # half the length of the thorax
    waist = dice.between(0.09, 0.15)  # half its width
    rear = dice.between(0.3, 0.52)  # half the length of the abdomen
    fat = dice.between(0.5, 0.75) * rear
    ant = model.group()
    blend = Blend(seam=dice.between(0.02, 0.06))
    long = dice.between(0.85, 1.35) * size
    droop = dice.between(-0.5, 0.2)
    head_z = chest + 0.75 * long
    head_y = 0.3 * droop * size
    blend.ball("head", (0.0, head_y, head_z), (dice.about(size), 0.85 * size, long))
    lumps = dice.chance(0.4)
    blend.ball("body", (0.0, 0.0, 0.0), (waist, waist, chest), detail="thorax")
    if lumps:
        for z in (0.55, -0.1):
            hump = (0.0, 0.3 * waist, z * chest)
            blend.ball("body", hump, (1.15 * waist, 1.2 * waist, 0.4 * chest), detail="thorax")
    tilt = dice.between(-0.35, 0.5)
    neck = np.array([(0.0, 0.0, -0.8 * chest), (0.0, 0.15 * tilt, -1.05 * chest - 0.1)])
    blend.limb("body", neck, max(0.35 * waist, 0.04), detail="thorax")
    middle = neck[-1] + 0.85 * rear * np.array([0.0, tilt, -1.0])
    along = (0.0, tilt, -1.0)
    blend.ball("body", middle, (fat, rear, 0.9 * fat), along=along, detail="abdomen")

    thick = dice.between(0.035, 0.06) if soft else dice.between(0.012, 0.03)
    reach = dice.between(0.35, 0.85)
    legs = LegSizes(reach, dice.between(-0.1, 0.45), dice.between(0.05, 0.45), thick, soft)
    roots = [(0.85 * waist, -0.3 * waist, z * chest) for z in (0.6, 0.1, -0.4)]
    add_legs(blend, ant, dice, legs, roots, np.array([35.0, 0.0, -35.0]) * dice.between(0.4, 1.4))
    reach = dice.between(0.3, 0.65)
    for side in (1.0, -1.0):
        root = (0.5 * size, head_y + 0.3 * size, head_z + 0.7 * long)
        joints = feeler(
            root, reach, dice.between(30, 75), dice.between(-20, 70), dice.between(-40, 10)
        )
        add_tube(blend, ant, "antenna", joints * (side, 1.0, 1.0), 0.9 * thick, soft)
    if dice.chance(0.35):
        eye = dice.between(0.15, 0.3) * size * style.head**0.5
        ant.add(
            "eye",
            ball(eye, sides=8).moved(0.8 * size, head_y + 0.35 * size, head_z + 0.4 * long).both(),
        )
    if dice.chance(0.3):
        claw = [(0.5, -0.2, 0.75), (0.75, -0.2, 1.25), (0.15, -0.2, 1.5)]
        jaw = sweep(
            np.array(claw) * (size, size, long), np.array([0.16, 0.13, 0.04]) * size, sides=6
        )
        ant.add("jaw", jaw.moved(0.0, head_y, head_z).both())
    blend.into(ant, round(1.7 * style.cells), loose=dice.chance(0.15))
    rough = bumpy(dice, 0.15, 0.008)
    uneven, upright = dice.chance(0.3), dice.pick({0.0: 7, 90.0: 1, -90.0: 2})
    upright += dice.between(-20.0, 20.0) if upright else 0.0
    model.take(ant, lambda mesh: (rough(mesh) if uneven else mesh).turned("x", upright))
