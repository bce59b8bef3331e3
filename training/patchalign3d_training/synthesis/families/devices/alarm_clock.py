"""Alarm clocks: with bells on top, or digital."""

import numpy as np

from patchalign3d_training.synthesis.kit import (
    Assembly,
    Dice,
    ball,
    bow_handle,
    box,
    cylinder,
    dome,
    join,
    knob,
    pipe,
    prism,
    rectangle,
    rod,
    superellipse,
    tube,
)


def build(model: Assembly, dice: Dice) -> None:
    """An alarm clock that stands on a table and looks along +z."""
    kind = dice.pick({_twin_bells: 5, _digital: 4, _plain: 3})
    kind(model, dice)


def _dial(model: Assembly, dice: Dice, radius: float, front: float) -> None:
    """A face with marks and two to four hands before it; `front` is where the face lies."""
    face = cylinder(radius, 0.06 * radius, "z", sides=32).moved(z=front)
    model.add("face", face)
    mark = box(0.04 * radius, 0.12 * radius, 0.03 * radius).moved(y=0.86 * radius)
    if dice.chance(0.7):
        model.add("face", mark.around(dice.pick({12: 3, 4: 1}), "z").beside(face, "+z"))
    hour, minute, second, alarm = (0.5, 0.09), (0.78, 0.06), (0.82, 0.02), (0.35, 0.04)
    hands = [hour, minute] + [second] * dice.chance(0.4) + [alarm] * dice.chance(0.4)
    for layer, (length, width) in enumerate(hands):
        pointer = box(width * radius, 1.15 * length * radius, 0.02 * radius)
        pointer = pointer.moved(y=0.42 * length * radius).turned("z", dice.between(0.0, 360.0))
        model.add("hand", pointer.beside(face, "+z", gap=(0.03 + 0.03 * layer) * radius))
    pin = cylinder(0.05 * radius, 0.2 * radius, "z", sides=10)
    model.add("hand", pin.beside(face, "+z", gap=-0.05 * radius))


def _round_case(model: Assembly, dice: Dice, radius: float, depth: float) -> None:
    """A drum with a rim around the face; its middle is the origin."""
    case = cylinder(radius, depth, "z", top=radius * dice.between(0.85, 1.0), sides=32)
    rim = pipe(1.04 * radius, 0.9 * radius, 0.2 * depth, "z", 32)
    model.add("body", case.mirrored("z"), rim.beside(case, "+z", gap=-0.05 * depth))
    _dial(model, dice, 0.9 * radius, 0.52 * depth)
    winder = join(
        cylinder(0.03 * radius, 0.16 * radius, "z", sides=8),
        box(0.2 * radius, 0.1 * radius, 0.03 * radius).moved(z=-0.08 * radius),
    )
    keys = winder.moved(0.3 * radius, 0.25 * radius).both()
    model.add("knob", keys.beside(case, "-z"))


def _twin_bells(model: Assembly, dice: Dice) -> None:
    """Two bells with a hammer between them, a handle, and two or three legs."""
    radius = dice.between(0.045, 0.06)
    depth = radius * dice.between(0.7, 1.2)
    _round_case(model, dice, radius, depth)
    lean = dice.between(25.0, 42.0)  # degrees from upright at which bells and legs stand
    size = radius * dice.between(0.36, 0.55)
    bell = dome(size, size * dice.between(0.6, 0.9), 0.08 * size, 18).moved(y=1.16 * radius)
    post = rod((0, 0.95 * radius, 0), (0, 1.2 * radius, 0), 0.05 * radius)
    nut = ball(0.1 * size).moved(y=float(bell.high[1]))
    count = dice.pick({2: 6, 1: 1})
    ringing = join(bell, nut).turned("z", -lean if count == 2 else 0.0)
    model.add("bell", ringing.both() if count == 2 else ringing)
    carrier = post.turned("z", -lean if count == 2 else 0.0)
    model.add("body", carrier.both() if count == 2 else carrier)
    if count == 2 and dice.chance(0.75):
        shaft = rod((0, 0.9 * radius, 0), (0, 1.5 * radius, 0), 0.035 * radius)
        head = cylinder(0.1 * radius, 0.22 * radius, "x", sides=12).moved(y=1.5 * radius)
        model.add("hammer", join(shaft, head))
    if dice.chance(0.7):
        top = float(bell.turned("z", -lean).high[1]) + 0.12 * radius
        half = size + radius * np.sin(np.radians(lean))
        left = [(-half, 0.85 * top, 0), (-0.5 * half, top, 0)]
        right = [(0.5 * half, top, 0), (half, 0.85 * top, 0)]
        model.add("handle", tube([*left, *right], 0.06 * radius, 18))
    leg = rod((0, -0.9 * radius, 0), (0, -1.35 * radius, 0), 0.07 * radius)
    foot = ball(0.11 * radius).moved(y=-1.35 * radius)
    model.add("foot", join(leg, foot).turned("z", 35.0).both())


def _plain(model: Assembly, dice: Dice) -> None:
    """A travelling clock: round or square, on a foot or feet, with a button on top."""
    radius = dice.between(0.035, 0.055)
    depth = radius * dice.between(0.5, 1.1)
    if dice.chance(0.5):
        _round_case(model, dice, radius, depth)
        top = 1.02 * radius
    else:
        width, height = 2.4 * radius, radius * dice.between(2.3, 2.8)
        outline = rectangle(width, height, dice.between(0.0, 0.8) * radius, 6)
        model.add("body", prism(outline, depth, "z", 0.1 * depth))
        _dial(model, dice, radius, 0.5 * depth)
        top = 0.5 * height
        setter = knob(0.16 * radius, 0.15 * radius).mirrored("z")
        model.add("knob", setter.moved(0.5 * radius, z=-0.5 * depth).both())
    button = box(0.7 * radius, 0.15 * radius, 0.4 * depth, 0.05 * radius)
    model.add("button", button.on(0.97 * top))
    if dice.chance(0.5):
        plinth = box(1.8 * radius, 0.3 * radius, 1.3 * depth, 0.06 * radius)
        model.add("foot", plinth.under(-0.92 * top))
    else:
        peg = cylinder(0.1 * radius, 0.25 * radius, sides=10).under(-0.9 * top)
        model.add("foot", peg.moved(0.5 * radius).both())


def _digital(model: Assembly, dice: Dice) -> None:
    """A box, wedge or roll with a display, and buttons on its top."""
    width = dice.between(0.11, 0.2)
    height, depth = width * dice.between(0.3, 0.6), width * dice.between(0.25, 0.5)
    slope = dice.between(0.0, 0.35) * depth  # how far the front leans back
    back, front = -0.5 * depth, 0.5 * depth
    if dice.chance(0.3):
        oval = superellipse(depth, height, dice.between(2.2, 4.0), 28)
        case = prism(oval, width, "x", 0.02 * width)
        slope = 0.0
    else:
        side = np.array([(back, 0), (front, 0), (front - slope, height), (back, height)])
        case = prism(side - (0.0, 0.5 * height), width, "x")
    model.add("body", case)
    visible = rectangle(dice.between(0.65, 0.92) * width, 0.6 * height, 0.03 * width)
    pane = prism(visible, 0.004, "z")
    lean = float(np.degrees(np.arctan2(slope, height)))
    model.add("screen", pane.turned("x", -lean).moved(z=front - 0.5 * slope))
    if dice.chance(0.4):
        digit = box(0.08 * width, 0.4 * height, 0.002)
        digits = join(digit.in_row(2, 0.13 * width).moved(x=0.18 * width)).both()
        model.add("screen", digits.turned("x", -lean).moved(z=front - 0.5 * slope + 0.003))
    snooze = box(dice.between(0.25, 0.5) * width, 0.08 * height, 0.3 * depth, 0.02 * height)
    model.add("button", snooze.on(0.47 * height))
    small = box(0.07 * width, 0.06 * height, 0.15 * depth, 0.01 * height).on(0.48 * height)
    row = small.in_row(dice.count(2, 4), 0.11 * width)
    model.add("button", row.moved(z=-0.27 * depth))
    if dice.chance(0.4):
        tuner = cylinder(0.3 * height, 0.04 * width, "x").beside(case, "+x", gap=-0.01 * width)
        model.add("knob", tuner)
    foot = cylinder(0.05 * width, 0.05 * height, sides=10).under(-0.48 * height)
    model.add("foot", foot.at_corners(0.8 * width, 0.6 * depth))
    if dice.chance(0.2):
        bow = bow_handle(0.6 * width, 0.25 * height, 0.006).turned("x", -90.0)
        model.add("handle", bow.on(0.45 * height))
