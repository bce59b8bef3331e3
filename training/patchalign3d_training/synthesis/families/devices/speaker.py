"""Loudspeakers: cabinets, wireless drums and balls, stage loudspeakers."""

import numpy as np

from patchalign3d_training.synthesis.kit import (
    Assembly,
    Dice,
    Mesh,
    ball,
    box,
    cylinder,
    dial,
    foot,
    frame,
    join,
    lathe,
    pipe,
    prism,
    rectangle,
    ring,
    superellipse,
)


def build(model: Assembly, dice: Dice) -> None:
    """A loudspeaker that stands on a shelf or the floor and looks along +z."""
    dice.pick({_cabinet: 6, _drum: 3, _on_stand: 2})(model, dice)


def _driver(dice: Dice, radius: float) -> Mesh:
    """A cone with its rim and dust cap, its back in z = 0."""
    rim = pipe(radius, 0.84 * radius, 0.14 * radius, "z", 28).moved(z=0.07 * radius)
    bowl = lathe([(0.84, 0.1), (0.3, -0.16), (0.0, -0.16)], 24).scaled(radius).turned("x", 90.0)
    back = cylinder(0.86 * radius, 0.02 * radius, "z", sides=28).moved(z=0.012 * radius)
    sunk = dice.chance(0.5)
    cap = ball(0.28 * radius, 0.28 * radius, 0.14 * radius, 14).moved(z=0.02 * radius)
    surround = ring(0.8 * radius, 0.07 * radius, "z", 28, 6).moved(z=0.08 * radius)
    return join(rim, bowl if sunk else back, cap, surround)


def _cabinet(model: Assembly, dice: Dice) -> None:
    """A box with one to four drivers one above the other, a port, knobs, a grille, feet."""
    width = dice.between(0.14, 0.4)
    height, depth = width * dice.between(1.1, 3.4), width * dice.between(0.7, 1.3)
    case = box(width, height, depth, dice.between(0.0, 0.06) * width).on(0.0)
    model.add("body", case)
    front, level = 0.5 * depth, 0.06 * height
    largest = 0.42 * width
    count = min(dice.count(1, 4), int(height / (0.75 * width)) + 1)
    for i in range(count):  # from the woofer below to the tweeter on top
        room = (0.94 * height - level) / (count - i)
        radius = min(largest * (1.0 if i == 0 or i + 1 < count else 0.45), 0.47 * room)
        driver = _driver(dice, radius).moved(y=level + 0.5 * room, z=front)
        model.add("driver", driver)
        level += room
    if dice.chance(0.35):
        port = pipe(0.1 * width, 0.08 * width, 0.02 * width, "z", 18)
        model.add("port", port.moved(0.32 * width, 0.06 * height, front))
    if dice.chance(0.35):
        knobs = dial(0.05 * width, 0.05 * width).in_row(dice.count(1, 3), 0.16 * width)
        model.add("knob", knobs.moved(y=0.04 * height + 0.03 * width, z=front))
    if dice.chance(0.25):
        outer = rectangle(0.96 * width, 0.97 * height)
        border = frame(outer, 0.93 * outer, 0.1 * width, "z")
        model.add("grille", border.moved(y=0.5 * height, z=front + 0.05 * width))
        slat = box(0.9 * width, 0.006 * height, 0.012 * depth)
        slats = slat.in_row(dice.count(12, 24), 0.038 * height, "y")
        model.add("grille", slats.moved(y=0.5 * height, z=front + 0.1 * width))
    if dice.chance(0.5):
        peg = foot(dice, 0.05 * width, 0.05 * width)
        model.add("foot", peg.at_corners(0.8 * width, 0.8 * depth).under(0.0))


def _drum(model: Assembly, dice: Dice) -> None:
    """A cylinder, ball or capsule wrapped in a grille, with buttons on top."""
    radius = dice.between(0.035, 0.07)
    height = radius * dice.between(1.0, 4.5)
    shape = dice.pick({"upright": 3, "lying": 2, "ball": 1})
    if shape == "ball":
        model.add("grille", ball(radius, sides=24).on(0.0))
        top, width = 2.0 * radius, 0.5 * radius
    elif shape == "lying":
        model.add("grille", cylinder(radius, height, "x", sides=28).on(0.0))
        end = cylinder(1.03 * radius, 0.08 * height, "x", sides=28).on(-0.03 * radius)
        model.add("body", end.moved(x=0.5 * height).both())
        top, width = 2.0 * radius, height
    else:
        model.add("grille", cylinder(radius, height, sides=28).on(0.0))
        lid = cylinder(1.02 * radius, 0.08 * height, sides=28)
        model.add("body", lid.on(height), lid.under(0.0))
        top, width = 1.08 * height, radius
    if shape == "ball":
        model.add("body", cylinder(0.6 * radius, 0.1 * radius, sides=24).under(0.04 * radius))
    key = cylinder(0.1 * radius, 0.08 * radius, sides=12)
    count = dice.count(2, 5)
    model.add("button", key.in_row(count, 0.9 * width / count).on(top - 0.03 * radius))
    if shape != "upright":
        stub = box(0.5 * radius, 0.15 * radius, radius, 0.05 * radius).under(0.06 * radius)
        model.add("foot", stub)
    if dice.chance(0.4):
        driver = _driver(dice, 0.6 * radius)
        if shape == "lying":
            out = 0.54 * height
            model.add("driver", driver.turned("y", 90.0).moved(x=out, y=radius).both())


def _on_stand(model: Assembly, dice: Dice) -> None:
    """A stage or studio loudspeaker on a pole, its foot a plate or three legs."""
    rise = dice.between(0.6, 1.4)
    width = dice.between(0.25, 0.4)
    height, depth = width * dice.between(1.3, 1.8), width * dice.between(0.8, 1.0)
    front, rear = 0.5 * width, 0.35 * width  # half widths: narrower behind
    outline = np.array([(-front, 0.5 * depth), (-rear, -0.5 * depth), (rear, -0.5 * depth)])
    outline = np.concatenate([outline, [(front, 0.5 * depth)]])[::-1]
    case = prism(outline[::-1], height, "y").on(rise)
    model.add("body", case)
    woofer = _driver(dice, 0.4 * width).moved(y=rise + 0.32 * height, z=0.5 * depth)
    horn = frame(
        rectangle(0.7 * width, 0.22 * height), rectangle(0.4 * width, 0.1 * height), 0.04, "z"
    )
    model.add("driver", woofer, horn.moved(y=rise + 0.78 * height, z=0.5 * depth))
    model.add("stand", cylinder(0.018, rise, sides=14).on(0.0))
    if dice.chance(0.5):
        model.add("stand", prism(superellipse(0.4, 0.4, 3.0, 24), 0.02, "y").on(0.0))
    else:
        leg = box(0.02, 0.5 * rise, 0.02).on(0.0).turned("z", 40.0, at=(0, 0.5 * rise, 0))
        model.add("stand", leg.around(3))
    if dice.chance(0.5):
        grip = box(0.02, 0.12, 0.05, 0.006).moved(0.44 * width, rise + 0.5 * height)
        model.add("handle", grip.both())
