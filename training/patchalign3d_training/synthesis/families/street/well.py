"""Wells with a roof and a bucket."""

import numpy as np

from patchalign3d_training.synthesis.families.buildings.masonry import gable, spire
from patchalign3d_training.synthesis.kit import (
    Assembly,
    Dice,
    box,
    cylinder,
    join,
    lathe,
    pipe,
    ring,
    rod,
    tube,
)


def build(model: Assembly, dice: Dice) -> None:
    """A round or square wall, two posts with a roof, a windlass with a rope and a bucket."""
    radius, height = dice.between(0.5, 0.8), dice.between(0.5, 0.8)
    sides = dice.pick({4: 1, 8: 1, 24: 4})
    turn = 90.0 - 180.0 / sides
    inner = radius * dice.between(0.7, 0.85)
    model.add("wall", pipe(radius, inner, height, sides=sides).on(0.0).turned("y", turn))
    if dice.chance(0.6):
        lip = pipe(1.08 * radius, 0.95 * inner, 0.08, sides=sides).on(height).turned("y", turn)
        model.add("rim", lip)
    if dice.chance(0.5):
        model.add(
            "water", cylinder(inner, 0.02, sides=sides).turned("y", turn).moved(y=0.4 * height)
        )
    if dice.chance(0.3) and sides == 24:
        stone = box(0.28 * radius, 0.18, 0.06).moved(0.0, 0.2, radius)
        model.add("wall", stone.around(9), stone.around(9, start=20.0).moved(y=0.25))
    top, x = height + dice.between(0.9, 1.3), 0.9 * radius
    thick = dice.between(0.07, 0.12)
    post = box(thick, top, thick) if dice.chance(0.7) else cylinder(0.5 * thick, top)
    model.add("post", post.on(0.0).moved(x).both())
    if dice.chance(0.9):
        wide, rise = 2.0 * radius, dice.between(0.35, 0.7)
        if dice.chance(0.75):
            roof = gable(1.1 * wide, 1.1 * wide, rise, 0.06, 0.1)
            roof = roof.turned("y", 90.0) if dice.chance(0.5) else roof
        else:
            roof = spire(1.4 * radius, 1.3 * rise, dice.one_of(4, 12)).turned("y", 45.0)
        model.add("roof", roof.moved(y=top))
        model.add("post", box(wide, thick, thick).moved(y=top))
    axle = height + 0.45 * (top - height)
    roll = cylinder(dice.between(0.05, 0.1), 1.5 * radius, "x").moved(y=axle)
    model.add("windlass", roll, rod((-1.1 * x, axle, 0.0), (1.1 * x, axle, 0.0), 0.025))
    if dice.chance(0.75):
        out = 1.1 * x
        crank = [(out, axle, 0.0), (out, axle - 0.25, 0.05), (out + 0.2, axle - 0.25, 0.05)]
        model.add("handle", rod(crank[0], crank[1], 0.02), rod(crank[1], crank[2], 0.03))
    size, low = dice.between(0.12, 0.18), height + dice.between(-0.1, 0.15)
    on_rim = dice.chance(0.3)
    at = (0.0, height + 0.1, 0.5 * (radius + inner)) if on_rim else (0.0, low, 0.0)
    profile = np.array([(0.0, 0.0), (0.75, 0.0), (1.0, 1.5), (0.92, 1.5), (0.7, 0.1), (0.0, 0.1)])
    bucket = lathe(profile * size, 16).moved(*at)
    model.add("bucket", bucket)
    if dice.chance(0.6):
        model.add(
            "bucket", ring(0.95 * size, 0.012, "y", 16, 5).moved(at[0], at[1] + 1.1 * size, at[2])
        )
    tip = (at[0], at[1] + 2.3 * size, at[2])
    bow = tube(
        [(size + at[0], at[1] + 1.5 * size, at[2]), (0.8 * size, tip[1] - 0.03, at[2]), tip],
        0.01,
        8,
        5,
    )
    model.add("rope", join(bow, bow.mirrored()), rod(tip, (0.0, axle, 0.0), 0.015, sides=6))
    if dice.chance(0.6):
        coil = ring(0.11, 0.018, "x", 14, 5).in_row(dice.count(3, 7), 0.04)
        model.add("rope", coil.moved(y=axle))
    if dice.chance(0.3):
        model.add("base", cylinder(1.5 * radius, 0.1, sides=sides).under(0.02).turned("y", turn))
