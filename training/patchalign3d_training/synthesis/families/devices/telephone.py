"""Telephones on a desk or a wall: rotary, with buttons, cordless in a cradle, old candlesticks."""

import numpy as np
from numpy.typing import ArrayLike

from patchalign3d_training.synthesis.families.devices.slabs import Slab, key_of, pane
from patchalign3d_training.synthesis.kit import (
    Assembly,
    Dice,
    Mesh,
    box,
    cylinder,
    join,
    lathe,
    pipe,
    prism,
    rod,
    smooth,
    superellipse,
    sweep,
    tube,
)

# A mouthpiece or earpiece turned about y, (share of radius, share of height), its opening below.
CUP = [(0, 0), (0.9, 0), (1.0, 0.12), (1.0, 0.35), (0.75, 0.7), (0.4, 1.0), (0, 1.0)]
# The earpiece of an old telephone, (radius, height) in metres, its opening below.
RECEIVER = [(0, 0), (0.03, 0), (0.03, 0.02), (0.014, 0.04), (0.012, 0.1), (0.02, 0.12), (0, 0.12)]


def build(model: Assembly, dice: Dice) -> None:
    """A telephone that looks along +z; its handset lies on it or beside it."""
    kind = dice.pick({_desk_phone: 7, _cordless: 2, _candlestick: 2})
    kind(model, dice)


def _handset(dice: Dice, length: float) -> Mesh:
    """Earpiece and mouthpiece on a bowed bar along x; both open downwards."""
    radius = length * dice.between(0.12, 0.16)
    tall, rise = radius * dice.between(0.7, 1.1), length * dice.between(0.08, 0.2)
    aside = 0.5 * length - radius
    if dice.chance(0.35):
        piece = box(2 * radius, tall, 2 * radius, 0.3 * radius).on(0.0)
    else:
        piece = lathe(np.array(CUP) * (radius, tall), 16)
    level = 0.8 * tall
    bow = smooth([(-aside, level, 0), (0, level + rise, 0), (aside, level, 0)], 10)
    section = superellipse(dice.between(0.9, 1.4) * radius, 0.7 * radius, 3.0, 12)
    bar = sweep(bow, 1.0, section, normal=(0, 0, 1))
    return join(piece.moved(x=aside).both(), bar)


def _coiled(dice: Dice, start: ArrayLike, end: ArrayLike) -> Mesh:
    """A cord that sags from start to end, (3,) each; mostly in coils."""
    sag = 0.3 * dice.between(0.05, 0.2)
    middle = 0.5 * (np.asarray(start) + np.asarray(end)) + (0.03, -sag, 0.03)
    if dice.chance(0.4):
        return tube([start, middle, end], 0.0025, 20, 6)
    curve = smooth([start, middle, end], 160)
    turn = np.linspace(0.0, 2 * np.pi * dice.count(12, 18), 160)
    coil = 0.006 * np.stack([0 * turn, np.cos(turn), np.sin(turn)], axis=1)
    return sweep(curve + coil, 0.0018, sides=5)


def _desk_phone(model: Assembly, dice: Dice) -> None:
    """A sloping case with a dial or keys, the handset across its top or at its side."""
    width, depth = dice.between(0.17, 0.24), dice.between(0.16, 0.23)
    low, high = dice.between(0.02, 0.05), dice.between(0.07, 0.13)  # at the front and the rear
    side = [(0.5 * depth, 0), (0.5 * depth, low), (-0.25 * depth, high), (-0.5 * depth, high)]
    wedge = prism(np.array([*side, (-0.5 * depth, 0)])[::-1], width, "x")
    model.add("base", wedge)
    slope = float(np.degrees(np.arctan2(high - low, 0.75 * depth)))
    at_the_side = dice.chance(0.35)

    face = model.group()  # on the slope: about the origin, looking along +z
    room = 0.55 * width if at_the_side else 0.8 * width
    _face(face, dice, min(room, 0.75 * depth), room)
    aside = 0.2 * width if at_the_side else 0.0
    middle = np.array([aside, 0.5 * (low + high), 0.125 * depth])
    model.take(face, lambda mesh: mesh.turned("x", slope - 90.0).at([middle]))

    handset = _handset(dice, dice.between(0.19, 0.23))
    if at_the_side:
        handset = handset.turned("y", 90.0).turned("x", slope)
        handset = handset.at([(-0.27 * width, 0.5 * (low + high) + 0.004, 0.1 * depth)])
    elif dice.chance(0.85):
        cradle = box(0.02, 0.03, 0.06, 0.005).on(high - 0.005).moved(0.22 * width, z=-0.35 * depth)
        model.add("base", cradle.both())
        handset = handset.on(high + 0.006).moved(z=-0.35 * depth)
    else:  # taken off, beside the telephone
        handset = handset.turned("y", dice.between(0.0, 180.0))
        handset = handset.beside(wedge, "+x", gap=0.02).on(0.0)
    model.add("handset", handset)
    if dice.chance(0.75):
        start = np.array([-0.5 * width, 0.02, -0.2 * depth])
        end = handset.vertices[np.argmin(handset.vertices[:, 0])]
        model.add("cord", _coiled(dice, start, end))


def _face(face: Assembly, dice: Dice, tall: float, wide: float) -> None:
    """A rotary dial, or keys with perhaps a display above them."""
    if dice.chance(0.4):
        radius = 0.48 * min(tall, wide)
        disc = cylinder(radius, 0.012, "z", sides=28).moved(z=0.006)
        hole = pipe(0.16 * radius, 0.12 * radius, 0.006, "z", 10)
        holes = join(
            *(
                hole.moved(y=0.72 * radius).turned("z", 28.0 * i).beside(disc, "+z")
                for i in range(10)
            )
        )
        label = cylinder(0.4 * radius, 0.004, "z").beside(disc, "+z")
        face.add("dial", disc, holes, label)
        return
    with_screen = dice.chance(0.5)
    if with_screen:
        glass = pane(0.7 * wide, 0.22 * tall).moved(y=0.34 * tall)
        face.add("screen", glass.moved(z=0.001))
    field = 0.6 * tall if with_screen else 0.85 * tall
    step_x, step_y = 0.6 * wide / 3, field / 4
    key = key_of(dice, 0.75 * step_x, 0.7 * step_y)
    below = 0.18 * tall if with_screen else 0.0
    face.add("button", key.in_grid(3, 4, (step_x, step_y)).moved(-0.12 * wide, -below))
    if dice.chance(0.5):
        memory = key_of(dice, 0.2 * wide, 0.5 * step_y)
        face.add(
            "button", memory.in_row(dice.count(3, 5), 0.8 * step_y, "y").moved(0.36 * wide, -below)
        )


def _cordless(model: Assembly, dice: Dice) -> None:
    """A handset with keys that stands in a charging cradle."""
    width = dice.between(0.045, 0.055)
    size = Slab(width, width * dice.between(2.8, 3.6), dice.between(0.02, 0.03), 0.3 * width)
    upright = model.group()
    case = size.case(dice)
    upright.add("handset", case)
    glass = pane(0.75 * width, 0.2 * size.height, 0.05 * width).moved(y=0.22 * size.height)
    upright.add("screen", glass.beside(case, "+z", gap=-0.0002))
    step_x, step_y = 0.27 * width, 0.09 * size.height
    keys = key_of(dice, 0.8 * step_x, 0.65 * step_y).in_grid(3, dice.count(4, 5), (step_x, step_y))
    upright.add("button", keys.moved(y=-0.18 * size.height).beside(case, "+z"))
    lean = dice.between(0.0, 20.0)
    raised = 0.5 * size.height + 0.012
    model.take(upright, lambda mesh: mesh.moved(y=raised).turned("x", -lean))
    foot = prism(superellipse(1.7 * width, 1.8 * width, 3.0, 24), 0.03, "y", 0.006).on(0.0)
    model.add("base", foot)
    if dice.chance(0.5):
        lead = tube(
            [(0, 0.01, -0.8 * width), (0.02, 0.004, -1.6 * width), (0.1, 0.004, -2 * width)],
            0.002,
            14,
            6,
        )
        model.add("cord", lead)


def _candlestick(model: Assembly, dice: Dice) -> None:
    """A column with the mouthpiece on top; the earpiece hangs on a hook at its side."""
    height = dice.between(0.22, 0.32)
    foot = lathe([(0, 0), (0.07, 0), (0.07, 0.012), (0.03, 0.03), (0.014, 0.05), (0, 0.05)], 24)
    column = cylinder(0.012, height - 0.04).on(0.04)
    model.add("base", foot, column)
    horn = lathe([(0, 0), (0.012, 0), (0.02, 0.02), (0.042, 0.05), (0.036, 0.05), (0, 0.015)], 20)
    horn = horn.turned("x", 70.0).moved(y=height + 0.01, z=0.012)
    model.add("mouthpiece", horn)
    level = dice.between(0.65, 0.85) * height
    model.add("base", rod((0, level, 0), (-0.055, level, 0), 0.004))
    receiver = lathe(
        [(0, 0), (0.03, 0), (0.03, 0.02), (0.014, 0.04), (0.012, 0.1), (0.02, 0.12), (0, 0.12)], 18
    )
    receiver = receiver.turned("x", 180.0).at([(-0.062, level + 0.05, 0.0)])
    model.add("handset", receiver)
    model.add(
        "cord", _coiled(dice, np.array([-0.062, level + 0.05, 0.0]), np.array([-0.03, 0.02, -0.03]))
    )
    if dice.chance(0.6):
        dial = cylinder(0.04, 0.012, "z", sides=24).turned("x", -50.0).moved(y=0.04, z=0.055)
        model.add("dial", dial)
