"""Fire extinguishers."""

from patchalign3d_training.synthesis.kit import (
    Assembly,
    Dice,
    box,
    cylinder,
    dome,
    lathe,
    pipe,
    ring,
    rod,
    tube,
)


def build(model: Assembly, dice: Dice) -> None:
    """A cylinder on y = 0 with its levers along +x and a hose at its side."""
    radius, height = dice.between(0.07, 0.1), dice.between(0.32, 0.55)
    sides = dice.pick({28: 3, 8: 1})
    model.add("body", cylinder(radius, height, sides=sides).on(0.02))
    top = height + 0.02
    shoulder = dice.between(0.5, 1.0) * radius
    model.add("body", dome(radius, shoulder, sides=sides).moved(y=top))
    if dice.chance(0.5):
        model.add("base", pipe(1.02 * radius, 0.9 * radius, 0.05, sides=sides).on(0.0))
    else:
        model.add(
            "base",
            lathe([(0, 0.03), (0.7, 0.01), (0.9, 0), (1.0, 0.05)], sides).stretched(
                radius, 1, radius
            ),
        )
    neck = top + shoulder
    rise = dice.between(0.04, 0.07)
    model.add("valve", cylinder(0.024, rise + 0.02).on(neck - 0.02))
    model.add("valve", box(0.05, 0.03, 0.035, 0.004).on(neck + 0.5 * rise))
    length, lift = dice.between(0.11, 0.16), dice.between(8.0, 28.0)
    lower = box(length, 0.006, 0.024).moved(0.5 * length, neck + rise)
    upper = box(1.05 * length, 0.006, 0.028).moved(0.5 * length).turned("z", lift)
    model.add("handle", lower, upper.moved(0.0, neck + rise + 0.012))
    if dice.chance(0.5):
        model.add("valve", ring(0.014, 0.003, "x").moved(0.02, neck + rise + 0.015, 0.035))
    if dice.chance(0.6):
        model.add("gauge", cylinder(0.019, 0.02, "z", sides=16).moved(0, neck + 0.6 * rise, 0.03))
    out, low = radius + dice.between(0.02, 0.05), dice.between(0.15, 0.6) * height
    start = (-0.02, neck + 0.6 * rise, 0)
    end = (-out, low + 0.12, 0.0)
    hose = tube(
        [start, (-0.7 * out, neck + rise, 0), (-1.2 * out, 0.75 * top, 0), end], 0.011, 20, 8
    )
    model.add("hose", hose)
    if dice.chance(0.4):
        model.add("nozzle", cylinder(0.045, 0.17, top=0.014).moved(-out, low + 0.05))
    else:
        model.add("nozzle", rod(end, (-out, low, 0.0), 0.016, 0.01))
    if dice.chance(0.5):
        model.add("body", pipe(radius + 0.006, radius - 0.002, 0.02).moved(y=0.65 * height))
    if dice.chance(0.5):
        band = pipe(radius + 0.002, radius, dice.between(0.3, 0.5) * height, sides=sides)
        model.add("label", band.moved(y=0.5 * height))
