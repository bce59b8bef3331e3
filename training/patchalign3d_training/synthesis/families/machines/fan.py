"""A table, floor or ceiling fan; the air flows along +z."""

from patchalign3d_training.synthesis.kit import (
    Assembly,
    Dice,
    box,
    cylinder,
    lathe,
    ring,
    rod,
    tube,
    wing,
)


def build(fan: Assembly, dice: Dice) -> None:
    """A table, floor or ceiling fan; the air flows along +z."""
    radius, tilt = 1.0, dice.between(0.0, 25.0)
    count = dice.count(3, 5)
    ceiling = dice.chance(0.25)
    vane = wing([(0.15, 0, 0), (0.5, 0, 0), (0.92, 0, 0)], [0.3, 0.5, 0.4], 0.06)
    vane = vane.turned("x", dice.between(15.0, 35.0)).moved(0, 0, 0.05)
    if ceiling:
        drop = dice.between(0.3, 0.8)
        long = vane.stretched(dice.between(1.2, 2.0), 1, 0.7)
        fan.add("blade", long.around(count).moved(0, -drop))
        fan.add("motor", cylinder(0.22, 0.2).moved(0, -drop))
        fan.add("pole", rod((0, -drop, 0), (0, 0, 0), 0.035))
        fan.add("base", cylinder(0.15, 0.1, top=0.1).moved(0, -0.02))
        return
    height = dice.between(1.2, 3.5)
    rotor = vane.turned("x", 90.0).around(count, "z")
    pieces = [("blade", rotor), ("motor", cylinder(0.2, 0.5, "z").moved(0, 0, -0.3))]
    pieces.append(("blade", cylinder(0.14, 0.2, "z").moved(0, 0, 0.05)))
    if dice.chance(0.85):
        deep = dice.between(0.15, 0.3)
        wire = tube([(0.08, 0, deep), (0.6, 0, deep), (1.08, 0, 0)], 0.012, 7, 5)
        pieces.append(("cage", wire.around(dice.count(10, 21), "z").both("z")))
        pieces.append(("cage", ring(1.08 * radius, 0.03, "z", 30, 6)))
        pieces.append(("cage", ring(0.6 * radius, 0.012, "z", 24, 5).moved(0, 0, deep).both("z")))
    for part, piece in pieces:
        fan.add(part, piece.turned("x", -tilt).moved(0, height))
    fan.add("pole", rod((0, 0.05, -0.3), (0, height, -0.35), dice.between(0.05, 0.1)))
    disc = lathe([(0, 0), (0.6, 0), (0.6, 0.06), (0.15, 0.16), (0, 0.16)]).moved(0, 0, -0.3)
    cross = box(1.4, 0.08, 0.12).moved(0, 0.04).around(2).moved(0, 0, -0.3)
    fan.add("base", dice.pick({disc: 2, cross: 1}))
