"""Taps."""

from patchalign3d_training.synthesis.kit import (
    Assembly,
    Dice,
    box,
    cylinder,
    join,
    rectangle,
    rod,
    sweep,
    tube,
)

MOUTH = 0.3  # height at which the spout leaves the base


def build(model: Assembly, dice: Dice) -> None:
    """A tap for a kitchen or a basin; its spout reaches along +z."""
    height, reach = dice.between(0.4, 1.6), dice.between(0.6, 1.1)
    thick = dice.between(0.06, 0.12)
    model.add("base", cylinder(1.8 * thick, 0.08).on(0.0))
    model.add("base", cylinder(1.3 * thick, 0.35).on(0.025))

    shape = dice.pick({"arch": 2, "straight": 1, "square": 1})
    if shape == "arch":
        climb = [(0, MOUTH, 0), (0, 0.75 * height + 0.2, 0), (0, height + MOUTH, 0.5 * reach)]
        fall = [(0, height, 0.95 * reach), (0, 0.8 * height - 0.05, reach)]
        model.add("spout", tube([*climb, *fall], 0.7 * thick, 26, 10))
    elif shape == "straight":
        tip = (0, 0.45 + 0.2 * height, reach)
        model.add("spout", rod((0, MOUTH, 0), tip, 0.9 * thick, 0.6 * thick))
    else:
        top = height + MOUTH
        path = [(0, MOUTH, 0), (0, top, 0), (0, top, reach), (0, top - 0.15, reach)]
        model.add("spout", sweep(path, thick, rectangle(1.6, 1.2), normal=(1, 0, 0)))

    if dice.chance(0.5):
        _twin_valves(model, dice)
    elif dice.chance(0.5):
        model.add("switch", rod((0, 0.4, -0.02), (0, 0.75, -0.3), 0.05, 0.03))
    else:
        level = 0.25  # where the valve leaves the base at its side
        lever = rod((thick, level, 0), (0.45, dice.between(0.25, 0.6), 0), 0.05, 0.03)
        neck = cylinder(0.08, 0.15, "x").moved(1.4 * thick, level)
        model.add("switch", lever, neck)


def _twin_valves(model: Assembly, dice: Dice) -> None:
    """Hot and cold: a post each with a cross or a lever on top."""
    aside = dice.between(0.35, 0.6)
    model.add("base", box(2 * aside + 0.2, 0.06, 0.25, 0.02).on(0.0))
    post = cylinder(0.07, 0.25).on(0.025)
    if dice.chance(0.5):
        bar = rod((-0.16, 0, 0), (0.16, 0, 0), 0.03, sides=6)
        top = join(bar, bar.turned("y", 90.0)).moved(y=0.3)
    else:
        top = rod((0, 0.28, 0), (0.3, 0.33, 0.05), 0.04)
    model.add("switch", join(post, top).moved(aside).both())
