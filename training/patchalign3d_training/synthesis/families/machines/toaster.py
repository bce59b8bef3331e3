"""Toasters."""

from dataclasses import dataclass

import numpy as np

from patchalign3d_training.synthesis.kit import (
    Assembly,
    Dice,
    Mesh,
    box,
    button,
    cable,
    cylinder,
    dial,
    foot,
    frame,
    hull,
    join,
    plane,
    prism,
    rectangle,
    skin,
)

GAUGE = 0.004  # of the sheet, in metres


@dataclass(frozen=True)
class Toaster:
    """A case about the origin whose slots run along x, in metres."""

    width: float
    height: float
    depth: float
    rounding: float
    slots: int
    slot_length: float
    slot_width: float
    pitch: float  # from slot to slot
    pairs: int  # pairs of slots behind one another along x

    @property
    def top(self) -> float:
        """Height of its upper side."""
        return 0.5 * self.height


def build(model: Assembly, dice: Dice) -> None:
    """A case with one to four slots on top; its lever and its controls look along +z or +x."""
    slots, is_long = dice.pick({1: 1, 2: 6, 4: 2}), dice.chance(0.3)
    pairs = 2 if slots == 4 and dice.chance(0.3) else 1
    slot_length = dice.between(0.12, 0.15) * (1.7 if is_long and pairs == 1 else 1.0)
    pitch = dice.between(0.042, 0.065)
    width = pairs * slot_length + dice.between(0.04, 0.1)
    depth = (slots / pairs + dice.between(0.4, 1.4)) * pitch
    toaster = Toaster(
        width=width,
        height=dice.between(0.14, 0.2),
        depth=depth,
        rounding=dice.one_of(0.0, 0.02, 0.3 * min(depth, width)),
        slots=slots // pairs,
        slot_length=slot_length,
        slot_width=dice.between(0.022, 0.034),
        pitch=pitch,
        pairs=pairs,
    )
    in_front = pairs == 2 or dice.chance(0.25)  # the controls look along +z
    _case(model, dice, toaster, in_front)
    _slots(model, dice, toaster)
    end = model.group()
    levers = 2 if slots == 4 and (pairs == 2 or dice.chance(0.8)) else 1
    if in_front:
        _controls(end, dice, toaster, levers, toaster.width)
        model.take(end, lambda mesh: mesh.moved(z=0.5 * depth))
    else:
        _controls(end, dice, toaster, levers, toaster.depth)
        model.take(end, lambda mesh: mesh.turned("y", 90.0).moved(0.5 * width))
    if dice.chance(0.7):
        peg = foot(dice, dice.between(0.006, 0.02), 0.012).under(-toaster.top)
        model.add("foot", peg.at_corners(width, depth, inset=0.025))
    if dice.chance(0.3):
        back = (-0.5 * width, -0.4 * toaster.height, 0.0)
        far = (-0.5 * width - dice.between(0.1, 0.3), -toaster.top, dice.between(-0.1, 0.1))
        model.add("cord", cable(back, far, 0.02, 0.004))


def _case(model: Assembly, dice: Dice, toaster: Toaster, in_front: bool) -> None:
    """A block, an arch from end to end, a swelling body, or a shell between two end caps."""
    width, height, depth = toaster.width, toaster.height, toaster.depth
    kind = dice.pick({"block": 4, "arch": 3, "swelling": 2, "shell": 3})
    outline = rectangle(width, depth, toaster.rounding)
    if kind == "block":
        bevel = dice.pick({0.0: 2, 0.01: 2})
        model.add("body", prism(outline, height, "y", bevel))
    elif kind == "swelling":
        levels = np.linspace(-0.5, 0.5, 7)
        bulge = dice.between(0.05, 0.2)
        round_outline = rectangle(width, depth, max(toaster.rounding, 0.015))
        rows = [(1.0 - bulge * abs(2.0 * y) ** 2.5, y * height) for y in levels]
        model.add("body", skin(np.stack([plane(s * round_outline, "y", y) for s, y in rows])))
    else:
        soft = dice.between(0.12, 0.2 if in_front else 0.42) * min(depth, height)
        arch = rectangle(depth, height, soft)
        flat = arch.copy()  # the corners at the foot are sharp
        foot_row = arch[:, 1] < -0.5 * height + soft
        flat[foot_row, 0] = np.sign(arch[foot_row, 0]) * 0.5 * depth
        section = arch if dice.chance(0.3) else flat
        cap = dice.between(0.012, 0.03) if kind == "shell" else 0.0
        middle = prism(section, width - 2.0 * cap, "z").turned("y", 90.0)
        model.add("body", middle)
        if cap:
            grow = dice.between(1.02, 1.08)
            plate = prism(grow * section, cap, "z", 0.3 * cap).turned("y", 90.0)
            model.add("body", plate.moved(0.5 * (width - cap)).both())
    if dice.chance(0.4):
        skirt = frame(1.04 * outline, 0.9 * outline, dice.between(0.06, 0.16) * height)
        model.add("base", skirt.on(-toaster.top))
    elif dice.chance(0.3):
        model.add("base", prism(0.96 * outline, 0.012).under(-toaster.top))


def _slots(model: Assembly, dice: Dice, toaster: Toaster) -> None:
    """Openings with a rim, flat fields, or deep shafts; at times bread in them, or a bun rack."""
    top, length, wide = toaster.top, toaster.slot_length, toaster.slot_width
    outer = rectangle(length, wide, dice.one_of(0.0, 0.3 * wide))
    high = dice.pick({0.003: 3, 0.01: 2, 0.02: 1})
    rim = frame(outer, 0.86 * outer, high).on(top)
    hole = box(0.9 * length, 0.4 * GAUGE, 0.82 * wide).on(top)
    kind = dice.pick({"rim": 4, "flat": 3, "shaft": 2})
    shapes = [hole] if kind == "flat" else [rim, hole]
    if kind == "shaft":
        deep = dice.between(0.4, 0.8) * toaster.height
        shapes.append(frame(0.9 * outer, 0.86 * outer, deep).under(top + 0.001))
    for shape in shapes:
        model.add("slot", _spread(shape, toaster))
    if dice.chance(0.4):
        bread = _bread(dice, toaster).on(top - dice.between(0.02, 0.07))
        model.add("bread", _spread(bread, toaster))


def _spread(mesh: Mesh, toaster: Toaster) -> Mesh:
    """The same in every slot."""
    row = mesh.in_row(toaster.slots, toaster.pitch, "z")
    return row.in_row(toaster.pairs, toaster.width / toaster.pairs - 0.015)


def _bread(dice: Dice, toaster: Toaster) -> Mesh:
    """A slice on edge: square, or with two humps at its upper edge."""
    length, thick = 0.85 * toaster.slot_length, 0.6 * toaster.slot_width
    slice_ = box(length, 0.09, thick, 0.2 * thick)
    if dice.chance(0.5):
        hump = cylinder(0.27 * length, thick, "z").moved(0.23 * length, 0.045)
        return join(slice_, hump.both())
    return slice_


def _controls(end: Assembly, dice: Dice, toaster: Toaster, levers: int, room: float) -> None:
    """Levers in their tracks, dials and keys on a side `room` metres wide, its front at z = 0."""
    height, step = toaster.height, 0.5 * room
    level = dice.between(-0.25, 0.3) * height
    aside = dice.pick({0.0: 3, 0.25: 1, -0.25: 1}) * room if levers == 1 else 0.0
    track = box(dice.between(0.004, 0.008), dice.between(0.4, 0.65) * height, 0.002)
    end.add("slot", track.in_row(levers, step).moved(aside))
    if dice.chance(0.25):
        deep = 0.02  # sunk into the case
        end.add("body", box(0.5 * room, 0.7 * height, deep).moved(z=0.001 - 0.5 * deep))
    grip = _grip(dice)
    end.add("lever", grip.in_row(levers, step).moved(aside, level))
    low = -0.32 * height
    kind = dice.pick({"dial": 5, "keys": 3, "both": 4, "none": 1})
    if kind in ("dial", "both"):
        radius = dice.between(0.009, 0.02)
        turn = dial(radius, dice.between(0.006, 0.018), dice.between(-120.0, 120.0))
        shift = 0.0 if aside or levers > 1 or dice.chance(0.5) else dice.one_of(-0.25, 0.25) * room
        end.add("knob", turn.in_row(levers, step).moved(shift, low))
    if kind in ("keys", "both"):
        size = dice.between(0.008, 0.014)
        key = button(size, 0.7 * size, dice.between(0.002, 0.006), dice.one_of(0.0, 0.3 * size))
        count = dice.count(1, 4)
        if dice.chance(0.5):
            column = key.in_row(count, 1.1 * size, "y")
            end.add("button", column.moved(-0.3 * room if aside > 0 else 0.3 * room, -0.1 * height))
        else:
            end.add("button", key.in_row(count, 1.4 * size).moved(0.0, low + 0.16 * height))


def _grip(dice: Dice) -> Mesh:
    """What pushes the bread down: a block, a paddle, a bent tongue or a ball on a neck."""
    kind = dice.pick({"block": 4, "paddle": 3, "tongue": 2, "knob": 1})
    width, out = dice.between(0.02, 0.05), dice.between(0.012, 0.032)
    if kind == "block":
        return box(width, dice.between(0.008, 0.02), out, 0.003).moved(z=0.5 * out)
    if kind == "paddle":
        rows = [(0.0, 0.3 * width, 0.008, 0.0), (0.6 * out, 0.5 * width, 0.008, 0.0)]
        return hull([*rows, (out, width, 0.01, 0.0)])
    if kind == "tongue":
        lip = box(width, 0.014, 0.004).moved(0.0, -0.005, out)
        return join(box(0.7 * width, 0.004, out).moved(z=0.5 * out), lip)
    neck = cylinder(0.004, out, "z", sides=10).moved(z=0.5 * out)
    return join(neck, cylinder(0.012, 0.01, "z", sides=16).moved(z=out))
