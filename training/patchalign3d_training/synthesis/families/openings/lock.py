"""Padlocks, cylinder locks and bolts."""

from dataclasses import dataclass

import numpy as np

from patchalign3d_training.synthesis.kit import (
    Assembly,
    Dice,
    Mesh,
    box,
    cylinder,
    dial,
    ellipse,
    frame,
    join,
    lengthwise,
    pipe,
    prism,
    rectangle,
    ring,
    superellipse,
    sweep,
)


@dataclass(frozen=True)
class Sizes:
    """A padlock's body, about the origin; its face looks along +z."""

    width: float
    height: float
    depth: float


def build(model: Assembly, dice: Dice) -> None:
    """A padlock, open or shut, with a keyhole or a combination; or a lock on a door's edge."""
    if dice.chance(0.15):
        _rim_lock(model, dice)
        return
    size = Sizes(1.0, dice.between(0.65, 1.4), dice.between(0.25, 0.6))
    shape = dice.pick({"block": 4, "round": 2, "shield": 2, "soft": 2})
    rounding = dice.between(0.0, 0.3)
    bevel = dice.between(0.0, 0.3) * size.depth
    outlines = {
        "block": rectangle(size.width, size.height, rounding, 4),
        "round": ellipse(size.width, size.height, 32),
        "soft": superellipse(size.width, size.height, 3.5, 28),
        "shield": lengthwise(
            np.array([(0.05, -0.55), (0.35, -0.35), (0.5, 0.1), (0.46, 0.45), (0.2, 0.5)])
            * (size.width, size.height),
            28,
        ),
    }
    body = prism(outlines[shape], size.depth, "z", bevel)
    model.add("body", body)
    if dice.chance(0.3):  # plates riveted together
        plate = prism(0.96 * outlines[shape], 1.15 * size.depth, "z")
        model.add("body", plate)
    _shackle(model, dice, size, shape)
    face = 0.58 * size.depth
    kind = dice.pick({"keyhole": 5, "dial": 2, "wheels": 2, "bottom": 1})
    if kind == "keyhole":
        _keyhole(model, dice, size, face)
    elif kind == "dial":
        radius = dice.between(0.25, 0.38) * min(size.width, size.height)
        collar = cylinder(1.15 * radius, 0.05, "z", sides=28)
        knob = dial(radius, dice.between(0.1, 0.25), dice.between(-180.0, 180.0))
        model.add("dial", knob.moved(z=face - 0.02), collar.moved(z=face))
        mark = box(0.02, 0.08, 0.02).moved(y=radius).around(12, "z")
        model.add("dial", mark.moved(z=face + 0.03))
    elif kind == "wheels":
        count = dice.count(3, 5)
        radius = 0.3 * size.depth
        one = cylinder(radius, 0.6 / count, "x", sides=10)
        upright = dice.chance(0.4)
        wheels = one.in_row(count, 0.75 / count)
        wheels = wheels.turned("z", 90.0) if upright else wheels
        model.add("dial", wheels.moved(y=-0.1 * size.height, z=face - 0.4 * radius))
    if kind in ("keyhole", "bottom") and dice.chance(0.45):
        inserted = dice.chance(0.6)
        key = _key(dice)
        if kind == "bottom" and inserted:
            model.add("key", key.turned("z", 180.0).moved(y=-0.5 * size.height - 0.2))
        elif inserted:
            turned = key.turned("x", 90.0).turned("z", dice.between(0.0, 90.0))
            model.add("key", turned.moved(y=-0.1 * size.height, z=face + 0.1))
        else:
            model.add("key", key.moved(0.9, -0.3, 0.0))


def _shackle(model: Assembly, dice: Dice, size: Sizes, shape: str) -> None:
    """A bow of round or square bar; pulled out and swung aside when open."""
    thick = dice.between(0.05, 0.12)
    half = dice.between(0.26, 0.4) * size.width
    rise = dice.between(0.35, 1.1)
    low = (0.25 if shape in ("round", "shield") else 0.4) * size.height
    straight = max(0.5 * size.height + rise - half, low + 0.05)
    turn = np.linspace(0.0, np.pi, 13)
    arch = [(half * np.cos(a), straight + half * np.sin(a), 0.0) for a in turn]
    held = -0.3 * size.height  # how deep the long leg reaches
    path = [(half, low, 0.0), *arch, (-half, held, 0.0)]
    section = rectangle(2.0 * thick, 2.0 * thick) if dice.chance(0.2) else None
    scale = thick if section is None else 1.0
    bow = sweep(path, scale, section, sides=10, normal=(0.0, 0.0, 1.0))
    if dice.chance(0.35):  # open: pulled up, then turned about its long leg
        lift = dice.between(0.25, 0.5) * size.height
        bow = bow.moved(y=lift).turned("y", dice.between(0.0, 170.0), at=(-half, 0.0, 0.0))
    model.add("shackle", bow)
    if dice.chance(0.4):
        collar = ring(1.2 * thick, 0.3 * thick, sides=6).moved(half, 0.5 * size.height)
        model.add("body", collar.both())


def _keyhole(model: Assembly, dice: Dice, size: Sizes, face: float) -> None:
    """A round hole over a slot in a plate."""
    radius = dice.between(0.06, 0.13)
    hole = cylinder(radius, 0.04, "z", sides=16)
    slot = box(0.8 * radius, 2.4 * radius, 0.04).under(0.0)
    level = -dice.between(0.0, 0.15) * size.height
    model.add("keyhole", join(hole, slot).moved(y=level, z=face))
    kind = dice.pick({"plate": 3, "ring": 2, "none": 2})
    if kind == "plate":
        outline = superellipse(4.0 * radius, 6.0 * radius, dice.between(2.0, 6.0), 24)
        model.add("plate", prism(outline, 0.04, "z").moved(y=level - 0.5 * radius, z=face - 0.02))
    elif kind == "ring":
        model.add("plate", ring(2.4 * radius, 0.35 * radius, "z").moved(y=level, z=face - 0.02))


def _key(dice: Dice) -> Mesh:
    """A key along y with its bow above; about one long."""
    bow = dice.one_of(
        ring(0.2, 0.05, "y").turned("x", 90.0), prism(ellipse(0.42, 0.36, 20), 0.06, "z")
    )
    blade = box(0.08, 0.6, 0.05).moved(y=-0.45)
    teeth = [box(0.1, 0.06, 0.05).moved(0.07, -0.5 - 0.09 * i) for i in range(dice.count(2, 3))]
    return join(bow, blade, *teeth).moved(y=0.3)


def _rim_lock(model: Assembly, dice: Dice) -> None:
    """A case with a latch and a bolt at its side, knobs or keyholes on its face; or a cylinder."""
    width, height, depth = 1.0, dice.between(0.6, 1.6), dice.between(0.15, 0.3)
    case = box(width, height, depth, 0.04)
    model.add("body", case)
    front = box(0.06, 1.5 * height, 1.2 * depth).beside(case, "+x")
    model.add("plate", front)
    latch = box(dice.between(0.15, 0.35), 0.25 * height, 0.6 * depth).beside(front, "+x")
    model.add("bolt", latch.moved(y=-0.2 * height))
    if dice.chance(0.6):
        model.add("bolt", latch.stretched(y=0.7).moved(y=0.3 * height))
    level = 0.2 * height
    knob = pipe(0.16, 0.1, 0.1, "z") if dice.chance(0.5) else cylinder(0.12, 0.3, "z", top=0.16)
    model.add("dial", knob.moved(0.1, level).beside(case, "+z"))
    hole = join(cylinder(0.06, 0.03, "z"), box(0.05, 0.15, 0.03).under(0.0))
    outline = rectangle(0.3, 0.45, 0.1)
    plate = frame(outline, 0.8 * outline, 0.03, "z").moved(0.1, -0.25 * height)
    model.add("plate", plate.beside(case, "+z"))
    model.add("keyhole", hole.moved(0.1, -0.25 * height).beside(case, "+z"))
    if dice.chance(0.5):
        key = _key(dice).scaled(0.6).turned("x", 90.0)
        model.add("key", key.moved(0.1, -0.25 * height, 0.5 * depth + 0.2))
