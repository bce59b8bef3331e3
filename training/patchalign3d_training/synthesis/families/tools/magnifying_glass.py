"""Magnifying glasses."""

from patchalign3d_training.synthesis.kit import (
    Assembly,
    Dice,
    ball,
    box,
    cylinder,
    lathe,
    pipe,
    ring,
    smooth,
)


def build(model: Assembly, dice: Dice) -> None:
    """A lens of radius 1 in a ring that looks along z, a handle below it."""
    glass = model.group()
    thick = dice.between(0.06, 0.14)
    square = dice.chance(0.12)
    sides = 4 if square else dice.pick({32: 4, 10: 1})
    if dice.chance(0.5):
        bulge = dice.between(0.06, 0.2)
        lens = ball(0.98, 0.98, bulge, max(sides, 20))
    else:
        lens = cylinder(0.98, 0.04, "z", sides=max(sides, 20))
    glass.add("lens", lens)
    deep = dice.between(0.1, 0.3)
    if dice.chance(0.5):
        glass.add("frame", pipe(1.0 + thick, 0.96, deep, "z", max(sides, 10)))
    else:
        glass.add("frame", ring(1.0, thick, "z", max(sides, 10)))
    start = -1.0 - 0.7 * thick
    neck, length = dice.between(0.1, 0.5), dice.between(1.0, 2.4)
    thin = dice.between(0.08, 0.18)
    if dice.chance(0.75):
        glass.add(
            "collar", cylinder(0.6 * thin, neck + 0.1, top=0.8 * thin).moved(y=start - 0.5 * neck)
        )
        glass.add("collar", cylinder(1.15 * thin, 0.15).moved(y=start - neck))
    else:
        neck = 0.0
    kind = dice.pick({"turned": 4, "straight": 3, "flat": 1})
    top = start - neck
    if kind == "flat":
        glass.add("handle", box(2.6 * thin, length, 1.2 * thin, 0.4 * thin).under(top))
    elif kind == "straight":
        glass.add("handle", cylinder(dice.between(0.8, 1.3) * thin, length, top=thin).under(top))
    else:
        rows = [(0.6 * thin, -length), (1.6 * thin, -0.9 * length), (1.3 * thin, -0.5 * length)]
        profile = smooth([*rows, (0.9 * thin, -0.1 * length), (1.0 * thin, 0.0)], 18)
        glass.add(
            "handle", lathe([(0.0, -length), *map(tuple, profile), (0.0, 0.0)], 18).moved(y=top)
        )
    if dice.chance(0.25):
        glass.add("handle", ball(1.2 * thin).moved(y=top - length))
    turn = dice.pick({0.0: 3, 60.0: 1, -45.0: 2})
    lies = dice.pick({0.0: 3, 90.0: 1})
    model.take(glass, lambda mesh: mesh.turned("z", turn).turned("x", lies))
