"""A bar stool, milking stool, drum or swivel stool: a chair without a back."""

import numpy as np

from patchalign3d_training.synthesis.kit import (
    Assembly,
    Dice,
    casters,
    ellipse,
    four_legs,
    lathe,
    pedestal,
    prism,
    rectangle,
    ring,
    rod,
    superellipse,
)


def build(stool: Assembly, dice: Dice) -> None:
    """A bar stool, milking stool, drum or swivel stool: a chair without a back."""
    height = dice.between(0.35, 0.85)
    width = dice.between(0.28, 0.45)
    thick = dice.between(0.02, 0.12)
    outline = dice.one_of(
        ellipse(width, width, 28),
        ellipse(width, width, 28),
        rectangle(width, width, 0.03),
        superellipse(1.2 * width, 0.8 * width, 3.5, 28),
    )
    seat = prism(outline, thick, "y", dice.between(0.0, 0.4) * thick)
    stool.add("seat", seat.under(height))
    under = height - thick
    kind = dice.pick({"legs": 2, "three": 1, "pedestal": 2, "drum": 1})
    if kind == "legs":
        support = four_legs(dice, 0.75 * width, 0.75 * width, under)
        stool.add("leg", *support.legs, *support.bars)
    elif kind == "three":
        foot = 0.5 * width * dice.between(0.9, 1.3)
        radius = dice.between(0.01, 0.022)
        leg = rod((0.3 * width, under, 0), (foot, 0, 0), radius)
        stool.add("leg", leg.around(dice.pick({3: 2, 4: 1}), start=45.0))
    elif kind == "pedestal":
        pieces, wheels = pedestal(dice, under, dice.between(0.2, 0.3), dice.chance(0.5))
        stool.add("leg", *pieces)
        stool.add("leg", *casters(*wheels), detail="caster")
    else:
        radii = 0.45 * width * dice.many(0.6, 1.1, 5)
        stool.add("leg", lathe(np.stack([radii, np.linspace(0, under, 5)], axis=1)))
    if under > 0.5 and kind != "drum" and dice.chance(0.6):
        loop = ring(dice.between(0.35, 0.45) * width, 0.01).moved(
            0, dice.between(0.25, 0.45) * under
        )
        stool.add("leg", loop, detail="footrest")
