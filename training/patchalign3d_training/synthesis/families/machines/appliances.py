"""What kitchen machines share: hollow cabinets, rows of controls, racks, feet."""

from dataclasses import dataclass

import numpy as np

from patchalign3d_training.synthesis.kit import (
    Assembly,
    Dice,
    Mesh,
    box,
    button,
    case,
    cylinder,
    dial,
    foot,
    join,
    plane,
    rack,
    rectangle,
    screen,
    skin,
)


@dataclass(frozen=True)
class Cabinet:
    """A hollow body about the origin, open to +z, in metres."""

    width: float
    height: float
    depth: float
    wall: float

    @property
    def front(self) -> float:
        """Z of the front."""
        return 0.5 * self.depth


@dataclass(frozen=True)
class Hole:
    """An opening in a front: its size, how deep it is, where its middle lies."""

    width: float
    height: float
    deep: float
    x: float = 0.0
    y: float = 0.0


def cavity(cabinet: Cabinet, hole: Hole, rounding: float = 0.0) -> Mesh:
    """A body in one closed skin: its outside, its front's rim, the inside of its hole."""
    half, corner = 0.5 * cabinet.depth, max(rounding, 1e-4)
    outer = rectangle(cabinet.width, cabinet.height, corner)
    inner = rectangle(hole.width, hole.height, 0.5 * corner) + (hole.x, hole.y)
    rows = [(outer, -half), (outer, half), (inner, half), (inner, half - hole.deep)]
    return skin(np.stack([plane(outline, "z", at) for outline, at in rows]))


def hollow(dice: Dice, cabinet: Cabinet) -> Mesh:
    """A body open to the front: boards, boards with a second wall inside, or one closed skin."""
    kind = dice.pick({"boards": 3, "lined": 4, "skin": 4})
    if kind == "skin":
        rim = dice.between(1.0, 2.5) * cabinet.wall
        hole = Hole(
            cabinet.width - 2 * rim,
            cabinet.height - 2 * rim,
            cabinet.depth * dice.between(0.75, 0.97),
        )
        return cavity(cabinet, hole, dice.pick({0.0: 3, 0.01: 1, 0.03: 1}))
    outside = case(cabinet.width, cabinet.height, cabinet.depth, cabinet.wall)
    if kind == "boards":
        return outside
    gap = dice.between(1.5, 3.0) * cabinet.wall
    liner = case(
        cabinet.width - 2 * gap, cabinet.height - 2 * gap, cabinet.depth - 2 * gap, 0.3 * gap
    )
    return join(outside, liner.moved(z=gap))


def controls(
    model: Assembly,
    dice: Dice,
    width: float,
    height: float,
    at: tuple[float, float, float],
    knobs: int,
) -> None:
    """A level panel with knobs, a display and a row of buttons; `at` is its back's middle."""
    board = model.group()
    thick = dice.between(0.0005, 0.002) if dice.chance(0.3) else dice.between(0.005, 0.02)
    board.add("control panel", box(width, height, thick).moved(z=0.5 * thick))
    has_display = dice.chance(0.7)
    if has_display:
        wide, tall = dice.between(0.12, 0.24) * width, dice.between(0.4, 0.7) * height
        flush = box(wide, tall, 0.001).moved(z=0.0005)
        pane = flush if dice.chance(0.35) else screen(wide, tall, 0.004, 0.004)
        board.add("display", pane.moved(z=thick))
    if knobs:
        one = any_dial(dice, min(dice.between(0.25, 0.4) * height, 0.14 * width))
        if knobs > 1 and not has_display and dice.chance(0.5):
            board.add("knob", one.in_row(knobs, 0.9 * width / knobs).moved(z=thick))
        else:
            sides = [-1.0, 1.0] if knobs > 1 else [dice.one_of(-1.0, 1.0)]
            per_side = max(1, knobs // 2)
            row = one.in_row(per_side, 0.34 * width / per_side)
            for side in sides:
                board.add("knob", row.moved(side * 0.3 * width, 0.0, thick))
    if not knobs or (not has_display and dice.chance(0.5)):
        count, rows = dice.count(2, 8), dice.pick({1: 4, 2: 1})
        step = 0.3 * width / count
        size = min(0.6 * step, 0.4 * height / rows)
        key = button(size, size, dice.one_of(0.0008, 0.004), dice.one_of(0.0, 1.0))
        shift = 0.28 * width if has_display else 0.0
        field = key.in_grid(count, rows, (step, 0.4 * height))
        board.add("button", field.moved(shift, 0.0, thick))
    model.take(board, lambda mesh: mesh.moved(*at))


def any_dial(dice: Dice, radius: float) -> Mesh:
    """A knob to turn: with a ridge, plain, or a small disc on a broad one."""
    out = dice.between(0.01, 0.035)
    kind = dice.pick({"ridge": 4, "plain": 2, "stepped": 1})
    if kind == "ridge":
        return dial(radius, out, dice.between(-120.0, 120.0))
    disc = cylinder(radius, out, "z", top=dice.between(0.8, 1.0) * radius, sides=18)
    if kind == "plain":
        return disc.moved(z=0.5 * out)
    plate = cylinder(1.25 * radius, 0.2 * out, "z", sides=18).moved(z=0.1 * out)
    return join(plate, disc.scaled(0.8).moved(z=0.5 * out))


def wire_shelves(model: Assembly, dice: Dice, part: str, inside: Cabinet, count: int) -> None:
    """Racks of wire or flat shelves, spread over the height of a cabinet's inside."""
    wide, deep = inside.width - 3 * inside.wall, 0.85 * inside.depth
    if dice.chance(0.65):
        shelf = rack(wide, deep, dice.count(6, 14), dice.between(0.002, 0.004))
    else:
        shelf = box(wide, dice.between(0.004, 0.012), deep)
    step = (inside.height - 2 * inside.wall) / (count + 1)
    model.add(part, shelf.in_row(count, step, "y"))


def stand_on_feet(model: Assembly, dice: Dice, cabinet: Cabinet) -> None:
    """Four feet under a cabinet."""
    peg = foot(dice, dice.between(0.01, 0.05), dice.between(0.012, 0.025))
    peg = peg.under(-0.5 * cabinet.height)
    model.add("foot", peg.at_corners(cabinet.width, cabinet.depth, inset=0.05))
