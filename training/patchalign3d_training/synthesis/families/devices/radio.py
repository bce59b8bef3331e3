"""Radios: portable, boom boxes, kitchen and old wooden ones."""

from dataclasses import dataclass

import numpy as np

from patchalign3d_training.synthesis.kit import (
    Assembly,
    Dice,
    Mesh,
    ball,
    box,
    button,
    cylinder,
    dial,
    foot,
    frame,
    grille,
    join,
    knob,
    pipe,
    prism,
    rectangle,
    ring,
    rod,
    screen,
    tube,
)


@dataclass(frozen=True)
class _RadioCase:
    """A radio's case about the origin, in metres; it looks along +z."""

    width: float
    height: float
    depth: float

    @property
    def front(self) -> float:
        """The z of its front."""
        return 0.5 * self.depth


def build(model: Assembly, dice: Dice) -> None:
    """A radio that stands on a table and looks along +z."""
    kind = dice.pick({"portable": 4, "boom box": 3, "wooden": 3, "walkie-talkie": 2})
    if kind == "walkie-talkie":
        _walkie_talkie(model, dice)
        return
    width = dice.between(0.18, 0.34) * (1.6 if kind == "boom box" else 1.0)
    share = dice.between(0.4, 0.55) if kind == "boom box" else dice.between(0.45, 0.9)
    size = _RadioCase(width, share * width, width * dice.between(0.2, 0.4))
    arched = kind == "wooden" and dice.chance(0.5)
    case = _case(dice, size, arched)
    model.add("body", case)
    if kind == "boom box":
        _boom_box_front(model, dice, size)
    else:
        _front(model, dice, size)
    if kind != "wooden" and dice.chance(0.8):
        _antenna(model, dice, size)
    if kind != "wooden" and dice.chance(0.7):
        _handle(model, dice, size)
    if dice.chance(0.6):
        peg = foot(dice, 0.05 * size.height, 0.03 * size.width)
        row = peg.at_corners(0.6 * size.width, 0.7 * size.depth)
        model.add("foot", row.under(-0.48 * size.height))
    if not arched and dice.chance(0.5):
        key = button(0.06 * width, 0.05 * width, 0.012 * width).turned("x", -90.0)
        row = key.in_row(dice.count(2, 5), 0.08 * width).on(0.49 * size.height)
        model.add("button", row.moved(x=dice.between(-0.15, 0.15) * width))


def _case(dice: Dice, size: _RadioCase, arched: bool) -> Mesh:
    """A box with sharp, rounded or arched corners."""
    if not arched:
        corner = dice.pick({0.0: 2, 0.1: 2, 0.35: 1}) * size.height
        outline = rectangle(size.width, size.height, corner, 6)
        return prism(outline, size.depth, "z", 0.04 * size.depth if corner else 0.0)
    angle = np.linspace(0.0, np.pi, 18)
    half = 0.5 * size.width
    arch = np.stack([half * np.cos(angle), 0.5 * size.height * np.sin(angle)], axis=1)
    foot_line = [(-half, -0.5 * size.height), (half, -0.5 * size.height)]
    return prism(np.concatenate([arch, foot_line]), size.depth, "z")


def _loudspeaker(dice: Dice, radius: float) -> Mesh:
    """A round loudspeaker with its back in z = 0: a rim about a cone, a grille or rings."""
    out = 0.08 * radius
    rim = pipe(radius, 0.86 * radius, 2 * out, "z", 28).moved(z=out)
    kind = dice.pick({"cone": 2, "rings": 1, "mesh": 2})
    if kind == "cone":
        cone = cylinder(0.86 * radius, 0.6 * out, "z", sides=28).moved(z=0.3 * out)
        return join(rim, cone, ball(0.3 * radius, 0.3 * radius, 0.15 * radius).moved(z=out))
    disc = cylinder(0.86 * radius, out, "z", sides=28).moved(z=0.5 * out)
    if kind == "mesh":
        return join(rim, disc)
    hoops = [ring(share * radius, 0.03 * radius, "z", 24, 5) for share in (0.25, 0.45, 0.65)]
    return join(rim, disc, join(*hoops).moved(z=out))


def _front(model: Assembly, dice: Dice, size: _RadioCase) -> None:
    """A loudspeaker on one side or above, a scale, knobs."""
    wide, tall, z = size.width, size.height, size.front
    above = tall > 0.7 * wide
    field = 0.3 * min(wide, tall) if above else 0.42 * min(0.55 * wide, 0.9 * tall)
    at = (0.0, 0.16 * tall, z) if above else (-0.22 * wide, 0.0, z)
    if dice.chance(0.5):
        model.add("speaker", _loudspeaker(dice, field).at([at]))
    else:
        bars = dice.count(5, 12)
        model.add("speaker", grille(1.9 * field, 1.7 * field, bars, 0.03 * tall).at([at]))
    room = 0.75 * wide if above else 0.36 * wide  # for the scale and the knobs
    x = 0.0 if above else 0.26 * wide
    scale_level, knob_level = (-0.24 * tall, -0.39 * tall) if above else (0.2 * tall, -0.2 * tall)
    if dice.chance(0.85):
        scale = screen(room, 0.15 * tall, 0.02 * tall, 0.03 * tall)
        model.add("screen", scale.moved(x, scale_level, z))
        needle = box(0.01 * wide, 0.1 * tall, 0.01 * tall).moved(x + dice.between(-0.3, 0.3) * room)
        model.add("screen", needle.moved(y=scale_level, z=z + 0.02 * tall))
    count = dice.count(1, 4)
    radius = min(0.3 * room / count, 0.11 * tall)
    turning = dice.one_of(knob(radius, 0.9 * radius), dial(radius, radius, dice.between(-120, 120)))
    model.add("knob", turning.in_row(count, room / count).moved(x, knob_level, z))


def _boom_box_front(model: Assembly, dice: Dice, size: _RadioCase) -> None:
    """Two large loudspeakers, between them a tape deck, a scale, buttons and knobs."""
    wide, tall, z = size.width, size.height, size.front
    radius = min(0.42 * tall, 0.17 * wide)
    speaker = _loudspeaker(dice, radius).moved(0.33 * wide, -0.05 * tall, z)
    model.add("speaker", speaker.both())
    room = 0.28 * wide
    outer, inner = rectangle(room, 0.36 * tall), rectangle(0.86 * room, 0.27 * tall)
    deck = frame(outer, inner, 0.04 * tall, "z")
    lid = box(0.9 * room, 0.3 * tall, 0.015 * tall)
    model.add("tape deck", join(deck, lid).moved(y=-0.2 * tall, z=z))
    scale = screen(room, 0.14 * tall, 0.02 * tall, 0.03 * tall)
    model.add("screen", scale.moved(y=0.1 * tall, z=z))
    count = dice.count(4, 7)
    key = button(0.8 * room / count, 0.09 * tall, 0.05 * tall, 0.01 * tall)
    model.add("button", key.in_row(count, room / count).moved(y=-0.43 * tall, z=z))
    small = 0.06 * tall
    knobs = knob(small, small).in_row(dice.count(2, 5), 3 * small)
    model.add("knob", knobs.moved(y=0.38 * tall, z=z))


def _antenna(model: Assembly, dice: Dice, size: _RadioCase) -> None:
    """A telescope of two or three tubes, drawn out at an angle or laid along the top."""
    corner = (0.42 * size.width, 0.47 * size.height, -0.35 * size.depth)
    length = dice.between(0.6, 1.5) * size.width
    lean = dice.between(-75.0, 30.0)
    thick, pieces = 0.01 * size.width, dice.count(2, 3)
    steps = np.linspace(0.0, length, pieces + 1)
    tubes = [
        rod((0, low, 0), (0, high, 0), thick * (1.0 - 0.25 * i))
        for i, (low, high) in enumerate(zip(steps[:-1], steps[1:], strict=True))
    ]
    tip = ball(1.3 * thick).moved(y=length)
    joint = cylinder(2.2 * thick, 4 * thick, sides=10)
    model.add("antenna", join(joint, *tubes, tip).turned("z", -lean).at([corner]))


def _handle(model: Assembly, dice: Dice, size: _RadioCase) -> None:
    """A bow over the top, round or flat, upright or folded back."""
    half, rise = dice.between(0.3, 0.46) * size.width, dice.between(0.12, 0.3) * size.height
    path = [(-half, 0, 0), (-half, rise, 0), (half, rise, 0), (half, 0, 0)]
    thick = dice.between(0.012, 0.025) * size.width
    bow = tube(path, thick, 30, 8).stretched(z=dice.between(1.0, 2.5))
    swing = dice.pick({0.0: 3, 60.0: 1})
    model.add("handle", bow.turned("x", -swing).moved(y=0.49 * size.height))


def _walkie_talkie(model: Assembly, dice: Dice) -> None:
    """A hand-held two-way radio with a stub antenna."""
    width = dice.between(0.05, 0.07)
    size = _RadioCase(width, width * dice.between(1.7, 2.4), width * dice.between(0.45, 0.7))
    model.add("body", _case(dice, size, arched=False))
    wide, tall, z = size.width, size.height, size.front
    bars = grille(0.7 * wide, 0.28 * tall, dice.count(4, 7), 0.02 * tall)
    model.add("speaker", bars.moved(y=-0.24 * tall, z=z))
    pane = screen(0.7 * wide, 0.16 * tall, 0.02 * tall, 0.015 * tall)
    model.add("screen", pane.moved(y=0.26 * tall, z=z))
    keys = button(0.16 * wide, 0.1 * wide, 0.05 * wide, 0.02 * wide)
    keys = keys.in_grid(3, dice.count(1, 3), (0.24 * wide, 0.07 * tall))
    model.add("button", keys.moved(y=0.07 * tall, z=z))
    talk = box(0.08 * wide, 0.2 * tall, 0.4 * size.depth, 0.02 * wide)
    model.add("button", talk.moved(-0.52 * wide, 0.12 * tall))
    foot_point = (0.28 * wide, 0.49 * tall, 0.0)
    long = dice.between(0.4, 1.4) * tall
    mast = rod((0, 0, 0), (0, long, 0), 0.1 * wide, end_radius=0.06 * wide)
    model.add("antenna", mast.at([foot_point]))
    turning = cylinder(0.12 * wide, 0.12 * tall, sides=12).on(0.48 * tall).moved(x=-0.22 * wide)
    model.add("knob", turning)
