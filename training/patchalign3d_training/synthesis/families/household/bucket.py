"""Buckets."""

from patchalign3d_training.synthesis.kit import Assembly, Dice, cylinder, join, lathe, ring, tube


def build(model: Assembly, dice: Dice) -> None:
    """A pail, basket or paint can with one bail; its rim's radius is 1."""
    height, foot = dice.between(1.2, 2.4), dice.between(0.6, 1.0)
    wall = dice.between(0.02, 0.08)
    sides = dice.pick({28: 3, 4: 1, 8: 1})

    outside = [(0, 0), (foot, 0), (1.0, height)]
    inside = [(1.0 - wall, height), (foot - wall, wall), (0, wall)]
    pail = lathe([*outside, *inside] if dice.chance(0.8) else outside, sides)
    model.add("body", pail.turned("y", 45.0) if sides == 4 else pail)
    if dice.chance(0.5) and sides > 8:
        model.add("body", ring(1.0, 0.04, sides=6).centred(at=(0, height, 0), axes="y"))

    pivot = 0.72 if sides == 4 else 1.02  # how far from the middle the bail hangs
    rise, swing = dice.between(0.6, 1.3), dice.between(-90.0, 90.0)
    left = [(-0.9 * pivot, 0.6 * rise, 0), (-pivot, 0, 0)]
    right = [(pivot, 0, 0), (0.9 * pivot, 0.6 * rise, 0)]
    bail = tube([*right, (0, rise, 0), *left], dice.between(0.025, 0.06), 24)
    if dice.chance(0.4):
        sleeve = cylinder(0.09, 0.5, "x")
        bail = join(bail, sleeve.centred(at=(0, rise, 0)))
    below_rim = dice.between(0.02, 0.15)
    model.add("handle", bail.turned("x", swing).moved(y=height - below_rim))
