"""A pail, basket or paint can with one bail."""

from patchalign3d_training.synthesis.kit import Assembly, Dice, cylinder, lathe, ring, tube


def build(bucket: Assembly, dice: Dice) -> None:
    """A pail, basket or paint can with one bail."""
    height, foot = dice.between(1.2, 2.4), dice.between(0.6, 1.0)
    wall = dice.between(0.02, 0.08)
    sides = dice.pick({28: 3, 4: 1, 8: 1})
    profile = [
        (0, 0),
        (foot, 0),
        (1.0, height),
        (1.0 - wall, height),
        (foot - wall, wall),
        (0, wall),
    ]
    shape = lathe(profile if dice.chance(0.8) else profile[:3], sides)
    bucket.add("body", shape.turned("y", 45.0) if sides == 4 else shape)
    if dice.chance(0.5) and sides > 8:
        bucket.add("body", ring(1.0, 0.04, sides=6).moved(0, height))
    tilt = dice.between(-90.0, 90.0)
    reach = 0.72 if sides == 4 else 1.02
    rise = dice.between(0.6, 1.3)
    path = [
        (reach, 0, 0),
        (0.9 * reach, 0.6 * rise, 0),
        (0, rise, 0),
        (-0.9 * reach, 0.6 * rise, 0),
    ]
    bail = tube([*path, (-reach, 0, 0)], dice.between(0.025, 0.06), 24)
    y = height - dice.between(0.02, 0.15)
    bucket.add("handle", bail.turned("x", tilt).moved(0, y))
    if dice.chance(0.4):
        bucket.add("handle", cylinder(0.09, 0.5, "x").moved(0, rise).turned("x", tilt).moved(0, y))
