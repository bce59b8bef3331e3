"""Cooking pots."""

from patchalign3d_training.synthesis.kit import Assembly, Dice, bow_handle, knob, lathe, rod


def build(model: Assembly, dice: Dice) -> None:
    """A pot with two ears or one long handle, mostly under a lid."""
    radius, sides = dice.between(0.09, 0.16), dice.pick({12: 1, 28: 3})
    height, wall = radius * dice.between(0.7, 1.7), 0.004
    inner = radius - wall
    body = [(0, 0), (0.95 * radius, 0), (radius, height), (inner, height), (inner, wall), (0, wall)]
    model.add("body", lathe(body, sides))
    level = dice.between(0.7, 0.9) * height
    if dice.chance(0.7):
        ear = bow_handle(dice.between(0.5, 0.8) * radius, 0.035, 0.006).turned("y", 90.0)
        model.add("handle", ear.moved(0.98 * radius, level).both())
    else:
        end = (radius + dice.between(0.12, 0.2), level + 0.02, 0.0)
        model.add("handle", rod((0.97 * radius, level, 0.0), end, 0.01, 0.013))
    if dice.chance(0.75):
        bulge = dice.between(0.1, 0.3) * radius
        cover = [(1.02 * radius, 0), (0.7 * radius, 0.7 * bulge), (0, bulge), (0, bulge - wall)]
        lift = dice.between(0.02, 0.1) if dice.chance(0.15) else 0.0
        lid = lathe([*cover, (radius, -wall)], sides).moved(y=height + wall + lift)
        model.add("lid", lid)
        model.add("lid", knob(0.018, 0.03).turned("x", -90.0).on(lid), detail="lid knob")
