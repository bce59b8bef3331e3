"""Fire hydrants."""

from patchalign3d_training.synthesis.kit import (
    Assembly,
    Dice,
    ball,
    box,
    cable,
    cylinder,
    dome,
    join,
    polygon,
    prism,
)


def build(model: Assembly, dice: Dice) -> None:
    """A barrel on a flange under a bonnet; outlets at both sides and in front."""
    radius, height = dice.between(0.1, 0.14), dice.between(0.4, 0.75)
    sides = dice.pick({8: 1, 20: 3})
    barrel = cylinder(radius, height, top=dice.about(radius, 0.1), sides=sides).on(0.04)
    model.add("body", barrel)
    flange = cylinder(1.5 * radius, 0.05, sides=sides)
    model.add("base", flange.on(0.0))
    bolt = prism(polygon(6, 0.015), 0.03).on(0.05).moved(1.3 * radius)
    if dice.chance(0.7):
        model.add("bolt", bolt.around(dice.count(4, 8)))
    collar = cylinder(1.25 * radius, 0.05, sides=sides)
    if dice.chance(0.6):
        model.add("body", collar.moved(y=dice.between(0.15, 0.3) * height))
    top = 0.04 + height
    model.add("cap", collar.moved(y=top))
    bell = dome(1.1 * radius, dice.between(0.6, 1.2) * radius, sides=sides).moved(y=top + 0.02)
    nut = prism(polygon(5, 0.03), 0.05).on(float(bell.high[1]) - 0.01)
    model.add("cap", bell)
    model.add("bolt", nut)
    out, y = dice.between(0.04, 0.09), dice.between(0.6, 0.8) * height
    small, large = 0.45 * radius, 0.65 * radius
    spout = join(
        cylinder(small, out, "x").moved(0.5 * out), cylinder(1.2 * small, 0.04, "x").moved(out)
    )
    key = prism(polygon(5, 0.35 * small), 0.03, "x").moved(out + 0.035)
    side = join(spout, key).moved(radius - 0.01, y)
    model.add("outlet", side.both())
    if dice.chance(0.75):
        pump = join(
            cylinder(large, out, "z").moved(z=0.5 * out),
            cylinder(1.2 * large, 0.05, "z").moved(z=out),
            prism(polygon(5, 0.3 * large), 0.04, "z").moved(z=out + 0.04),
        )
        model.add("outlet", pump.moved(0.0, y - dice.between(0.0, 0.12), radius - 0.01))
    if dice.chance(0.45):
        start, end = (radius + 0.02, y - small, 0.03), (0.3 * radius, y - 0.05, radius)
        model.add("chain", cable(start, end, 0.06, 0.008).both())
    if dice.chance(0.15):
        model.add("cap", ball(0.05).on(nut))
    if dice.chance(0.2):
        model.add("base", box(5.0 * radius, 0.04, 5.0 * radius).under(0.01))
