"""Lighthouses."""

from patchalign3d_training.synthesis.families.buildings.masonry import (
    arched,
    gable,
    gable_wall,
    opening,
    spire,
)
from patchalign3d_training.synthesis.kit import (
    Assembly,
    Dice,
    box,
    cylinder,
    dome,
    join,
    pipe,
    ring,
    rod,
)


def build(model: Assembly, dice: Dice) -> None:
    """A tapering shaft, a gallery with a rail, a glass room with its lamp, a dome or cone."""
    sides = dice.pick({8: 1, 20: 2})
    height, foot = dice.between(5.0, 12.0), dice.between(1.2, 2.0)
    top = foot * dice.between(0.5, 0.85)
    model.add("tower", cylinder(foot, height, top=top, sides=sides).on(0.0))
    deck = top * dice.between(1.25, 1.6)
    model.add("gallery", cylinder(0.8 * deck, 0.25, top=deck, sides=sides).on(height - 0.05))
    level, rail = height + 0.2, dice.between(0.5, 0.9)
    if dice.chance(0.8):
        post = rod((0.0, level, 0.95 * deck), (0.0, level + rail, 0.95 * deck), 0.04, sides=5)
        hoop = ring(0.95 * deck, 0.05, "y", sides, 5).moved(y=level + rail)
        model.add("railing", post.around(12), hoop, hoop.moved(y=-0.5 * rail))
    glass, tall = dice.between(0.55, 0.85) * top, dice.between(0.9, 1.8)
    model.add("lantern room", pipe(glass, 0.93 * glass, tall, sides=sides).on(level))
    model.add("lantern room", rod((glass, level, 0.0), (glass, level + tall, 0.0), 0.05).around(8))
    if dice.chance(0.8):
        lamp = join(
            cylinder(0.25 * glass, 0.5 * tall).on(level),
            dome(0.4 * glass, 0.3).on(level + 0.5 * tall),
        )
        model.add("lamp", lamp)
    roof = (
        dome(1.15 * glass, dice.between(0.5, 1.0), sides=sides)
        if dice.chance(0.4)
        else spire(1.2 * glass, dice.between(0.5, 1.5), sides)
    ).on(level + tall)
    model.add("roof", roof)
    if dice.chance(0.5):
        tip = float(roof.high[1])
        model.add("roof", rod((0.0, tip - 0.1, 0.0), (0.0, tip + 0.7, 0.0), 0.05))
    model.add("door", arched(0.9, 1.7, 0.3).moved(z=foot - 0.25))
    window = opening(dice, 0.45, 0.7, 0.2)
    for row in range(dice.count(1, 4)):
        share = 0.4 + 0.15 * row
        out = foot + (top - foot) * share - 0.1
        model.add("window", window.moved(0.0, share * height, out).around(dice.pick({1: 2, 2: 1})))
    if dice.chance(0.3):
        house = box(3.0, 2.2, 2.4).on(0.0).moved(-foot - 1.2)
        roof_z = gable(2.4, 3.0, 1.2).turned("y", 90.0).moved(-foot - 1.2, 2.2)
        gables = gable_wall(2.4, 1.2, 3.0).turned("y", 90.0).moved(-foot - 1.2, 2.2)
        model.add("house", house, gables)
        model.add("roof", roof_z)
    if dice.chance(0.5):
        model.add("base", cylinder(foot * dice.between(1.3, 2.5), 0.6, top=1.25 * foot).under(0.05))
