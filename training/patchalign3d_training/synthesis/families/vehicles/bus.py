"""Buses, coaches, school buses and double-deckers; they drive towards +z."""

from patchalign3d_training.synthesis.families.vehicles.rolling import (
    pairs,
    road_wheel,
    side_windows,
)
from patchalign3d_training.synthesis.kit import (
    Assembly,
    Dice,
    ball,
    box,
    cylinder,
    join,
    panel,
    rod,
)


def build(model: Assembly, dice: Dice) -> None:
    """A long box with rows of windows, one or two decks, some with a hood before the driver."""
    width, length = dice.between(2.2, 2.7), dice.between(5.5, 12.0)
    floor, deck = dice.between(0.3, 0.5), dice.between(2.1, 2.6)
    decks = dice.pick({1: 4, 2: 1})
    tall = decks * deck
    front, top = 0.5 * length, floor + tall
    rounding = dice.between(0.0, 0.3)
    model.add("body", box(width, tall, length, rounding).on(floor))
    model.add("roof", box(0.97 * width, 0.1, 0.98 * length, rounding).on(top - 0.03))
    nose = front
    if decks == 1 and dice.chance(0.3):
        hood = box(0.85 * width, 0.42 * tall, dice.between(0.8, 1.5), 0.1).on(floor)
        model.add("hood", hood.beside(box(1.0, 1.0, length), "+z"))
        nose = front + float(hood.size[2])
    proud = 0.03
    pane = dice.between(0.32, 0.5) * deck
    door_z = front - dice.between(0.7, 1.1)
    count = max(3, int(length / dice.between(1.0, 1.8)))
    for level in range(decks):
        y = floor + (level + 0.65) * deck
        row = side_windows(count, -front + 0.3, front - 1.6 + 1.2 * level, pane, 2 * proud)
        model.add("window", row.moved(0.5 * width, y).both())
        shield = box(0.88 * width, 1.15 * pane, 2 * proud).moved(0.0, y, front)
        model.add("window", shield, shield.stretched(0.9, 1.0, -1.0))
    high = 0.82 * deck
    leaf = join(panel(0.42, high, 0.06, "framed").in_row(2, 0.44)).turned("y", 90.0)
    door = leaf.on(floor + 0.05).moved(dice.one_of(0.5, -0.5) * width, 0.0, door_z)
    model.add("door", door)
    if dice.chance(0.5):
        model.add("door", door.moved(z=-dice.between(0.35, 0.6) * length))
    radius = dice.between(0.42, 0.55)
    axles = [front - dice.between(1.7, 2.4), -front + dice.between(1.5, 2.5)]
    axles += [axles[1] + 2.2 * radius] if dice.chance(0.2) else []
    tyre = road_wheel(dice, radius, 0.3)
    model.add("wheel", pairs(tyre, 0.5 * width - 0.13, axles))
    lamp = cylinder(0.12, 0.06, "z") if dice.chance(0.5) else box(0.3, 0.15, 0.06)
    model.add("headlight", lamp.moved(0.38 * width, floor + 0.35, nose + 0.02).both())
    model.add("headlight", box(0.15, 0.3, 0.06).moved(0.42 * width, floor + 0.6, -front).both())
    if dice.chance(0.7):
        bumper = box(width, 0.22, 0.2, 0.05).moved(0.0, floor + 0.05, nose)
        model.add("bumper", bumper, bumper.moved(z=-front - nose))
    if dice.chance(0.6):
        arm = rod((0.48 * width, top - 0.5, front), (0.58 * width, top - 0.6, front + 0.3), 0.025)
        glass = ball(0.1, 0.22, 0.05, 10).moved(0.58 * width, top - 0.75, front + 0.3)
        model.add("mirror", join(arm, glass).both())
    if dice.chance(0.4):
        unit = box(0.5 * width, 0.2, 1.2, 0.05).on(top)
        model.add("roof", unit.in_row(dice.count(1, 2), 0.4 * length, "z"))
