"""Kick scooters; they roll to +z."""

from patchalign3d_training.synthesis.families.vehicles.rolling import road_wheel
from patchalign3d_training.synthesis.kit import (
    Assembly,
    Dice,
    beam,
    box,
    cylinder,
    join,
    prism,
    rod,
    superellipse,
    sweep,
)


def build(model: Assembly, dice: Dice) -> None:
    """A deck between two or three wheels, a stem with a bar and rubbers for the hands."""
    length, width = dice.between(0.5, 0.8), dice.between(0.1, 0.2)
    radius, tyre = dice.between(0.05, 0.14), dice.between(0.025, 0.05)
    deck_y, half = radius + dice.between(-0.01, 0.05), 0.5 * length
    thick = dice.between(0.015, 0.05)
    plate = prism(superellipse(width, length, dice.between(3.0, 8.0), 24), thick, "y", 0.3 * thick)
    model.add("deck", plate.moved(y=deck_y))
    front = half + radius + dice.between(0.05, 0.15)
    rear = -half - 0.3 * radius
    one = road_wheel(dice, radius, tyre)
    kind = dice.pick({"two": 5, "two in front": 1, "two behind": 1})
    pair = one.moved(0.5 * width + tyre).both().on(0.0)
    model.add("wheel", (pair if kind == "two in front" else one.on(0.0)).moved(z=front))
    model.add("wheel", (pair if kind == "two behind" else one.on(0.0)).moved(z=rear))
    tall, lean = dice.between(0.65, 0.95), dice.between(0.05, 0.2)
    neck, top = (0.0, 2.0 * radius + 0.05, front - 0.02), (0.0, tall, front - lean)
    stem = dice.between(0.012, 0.025)
    model.add("stem", rod(neck, top, 1.3 * stem, stem, sides=12))
    if dice.chance(0.5):
        model.add("stem", cylinder(2.0 * stem, 0.05).moved(0.0, 0.6 * tall, front - 0.5 * lean))
    arm = beam((0.0, deck_y, half - 0.03), neck, 0.05, 0.03)
    x = 0.7 * tyre + 0.008
    fork = join(
        rod((x, radius, front), (x, 2.0 * radius + 0.05, front - 0.02), 0.01),
        rod(
            (0.0, 2.0 * radius + 0.05, front - 0.02), (x, 2.0 * radius + 0.05, front - 0.02), 0.012
        ),
    ).both()
    stay = beam((x, deck_y, -half + 0.04), (x, radius, rear), 0.012, 0.03).both()
    model.add("frame", arm, fork, stay)
    wide, back = dice.between(0.2, 0.32), dice.between(0.0, 0.08)
    end = (wide, tall + dice.between(0.0, 0.03), top[2] - back)
    model.add("handlebar", sweep([top, (0.5 * wide, end[1], top[2]), end], 0.011, sides=8).both())
    hold = rod((0.65 * wide, end[1], top[2] - 0.6 * back), (1.03 * wide, end[1], end[2]), 0.018)
    model.add("handle", hold.both())
    if dice.chance(0.6):
        lid = sweep(
            [
                (0.0, radius + 0.3 * radius, rear - 1.15 * radius),
                (0.0, 2.25 * radius, rear - 0.2 * radius),
                (0.0, 1.9 * radius, rear + 0.9 * radius),
            ],
            1.0,
            superellipse(tyre + 0.02, 0.012, 4.0, 10),
            normal=(1, 0, 0),
        )
        model.add("fender", lid)
    if dice.chance(0.3):
        lever = rod(
            (0.6 * wide, end[1], top[2] + 0.03), (0.95 * wide, end[1], end[2] + 0.05), 0.006
        )
        model.add("brake", lever.both())
    if dice.chance(0.25):
        lamp = cylinder(0.025, 0.03, "z").moved(0.0, 0.85 * tall, front - 0.85 * lean + 0.03)
        model.add("headlight", lamp)
    if dice.chance(0.2):
        post = rod((0.0, deck_y, -0.4 * half), (0.0, deck_y + 0.4, -0.4 * half), 0.015)
        saddle = box(0.14, 0.05, 0.22, 0.03).moved(0.0, deck_y + 0.42, -0.4 * half)
        model.add("seat", saddle, post)
