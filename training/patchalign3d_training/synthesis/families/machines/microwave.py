"""Microwave ovens."""

from dataclasses import dataclass

from patchalign3d_training.synthesis.families.machines.appliances import (
    Cabinet,
    Hole,
    any_dial,
    cavity,
    controls,
)
from patchalign3d_training.synthesis.families.machines.leaves import (
    Leaf,
    hang_door,
    swing_of,
)
from patchalign3d_training.synthesis.kit import (
    Assembly,
    Dice,
    box,
    button,
    case,
    cylinder,
    foot,
    grille,
    ring,
    screen,
)
from patchalign3d_training.synthesis.kit.fronts import HingeSide


@dataclass(frozen=True)
class Field:
    """A rectangle of the front: its middle and its size."""

    x: float
    y: float
    width: float
    height: float


def build(model: Assembly, dice: Dice) -> None:
    """A microwave oven; its door opens to +z, its controls are at the right, below or above."""
    cabinet = Cabinet(
        width=dice.between(0.44, 0.62),
        height=dice.between(0.25, 0.38),
        depth=dice.between(0.28, 0.48),
        wall=dice.between(0.008, 0.025),
    )
    side = dice.pick({"right": 7, "below": 2, "above": 1})
    door, board = _fields(dice, cabinet, side)
    _body(model, dice, cabinet, door)
    if dice.chance(0.75):
        plate = cylinder(dice.between(0.34, 0.42) * min(door.width, cabinet.depth), 0.008, sides=28)
        bottom = door.y - 0.5 * door.height
        model.add("tray", plate.moved(door.x).on(bottom + 1.6 * cabinet.wall))
        if dice.chance(0.4):
            hoop = ring(0.5 * float(plate.size[0]), 0.004, count=28, sides=5)
            model.add("tray", hoop.moved(door.x).on(plate))

    thick = dice.between(0.012, 0.04)
    hinge: HingeSide = "left" if side == "right" or dice.chance(0.5) else "bottom"
    has_handle = dice.chance(0.65)
    middle = (door.x, door.y, cabinet.front + 0.5 * thick)
    glazed, swing = dice.chance(0.92), swing_of(dice, 110.0)
    leaf = Leaf(0.985 * door.width, 0.985 * door.height, thick, middle, hinge, swing, glazed)
    hang_door(model, dice, leaf, 1.0 if has_handle else 0.0)
    _controls(model, dice, cabinet, board, thick, side, has_handle)
    if dice.chance(0.75):
        peg = foot(dice, dice.between(0.008, 0.025), 0.02).under(-0.5 * cabinet.height)
        model.add("foot", peg.at_corners(cabinet.width, cabinet.depth, inset=0.04))


def _fields(dice: Dice, cabinet: Cabinet, side: str) -> tuple[Field, Field]:
    """Which part of the front is door, which part carries the controls."""
    margin = dice.pick({0.0: 4, 0.01: 2, 0.03: 1})  # a rim of the body around both
    width, height = cabinet.width - 2 * margin, cabinet.height - 2 * margin
    if side == "right":
        board = dice.between(0.17, 0.32) * width
        door = width - board
        return (
            Field(-0.5 * board, 0.0, door, height),
            Field(0.5 * door, 0.0, board, height),
        )
    board = dice.between(0.16, 0.28) * height
    up = -1.0 if side == "below" else 1.0
    return (
        Field(0.0, -0.5 * up * board, width, height - board),
        Field(0.0, 0.5 * up * (height - board), width, board),
    )


def _body(model: Assembly, dice: Dice, cabinet: Cabinet, door: Field) -> None:
    """One skin with the oven's room in it, or boards with a block behind the controls."""
    rounding = dice.pick({0.0: 4, 0.006: 2, 0.02: 1})
    rim = dice.between(0.6, 1.6) * cabinet.wall
    room = Hole(
        width=door.width - 2 * rim - 0.06 * door.width,
        height=door.height - 2 * rim,
        deep=dice.between(0.75, 0.95) * cabinet.depth,
        x=door.x,
        y=door.y,
    )
    if dice.chance(0.6):
        model.add("body", cavity(cabinet, room, rounding))
    else:
        model.add("body", case(cabinet.width, cabinet.height, cabinet.depth, cabinet.wall))
        lining = case(room.width, room.height, room.deep, 0.004)
        model.add("body", lining.moved(door.x, door.y, cabinet.front - 0.5 * room.deep))
        mask = box(cabinet.width - door.width, cabinet.height, 0.01)
        if door.x:
            shift = 0.5 * door.width
            model.add("body", mask.moved(shift, 0.0, cabinet.front - 0.005))
    slits, spots = dice.count(4, 8), dice.pick({0: 4, 1: 3, 2: 2})
    vent = grille(0.45 * cabinet.depth, 0.3 * cabinet.height, slits, 0.003)
    if spots:
        model.add("body", vent.turned("y", 90.0).moved(0.5 * cabinet.width))
    if spots > 1:
        model.add("body", vent.turned("x", -90.0).moved(0.2 * cabinet.width, 0.5 * cabinet.height))


def _controls(
    model: Assembly,
    dice: Dice,
    cabinet: Cabinet,
    field: Field,
    thick: float,
    side: str,
    has_handle: bool,
) -> None:
    """A display over a keypad or over dials; below or above the door a level strip."""
    out = thick if dice.chance(0.6) else dice.between(0.001, 0.01)  # how far the panel stands out
    plate = box(0.985 * field.width, 0.985 * field.height, out)
    face = cabinet.front + out
    if side != "right":
        model.add("body", plate.moved(field.x, field.y, face - 0.5 * out))
        at = (field.x, field.y, face)
        controls(model, dice, 0.96 * field.width, 0.85 * field.height, at, dice.pick({0: 2, 2: 3}))
        return
    board = model.group()
    board.add("control panel", plate.moved(z=-0.5 * out))
    low = -0.44 * field.height
    relief = dice.pick({0.0008: 3, 0.003: 3, 0.008: 2})  # how far keys stand out
    if not has_handle or dice.chance(0.35):
        release = button(0.75 * field.width, 0.12 * field.height, max(relief, 0.003), 0.004)
        board.add("button", release.moved(0.0, low + 0.05 * field.height))
        low += 0.16 * field.height
    top = 0.44 * field.height
    if dice.chance(0.75):
        tall = dice.between(0.09, 0.17) * field.height
        wide = dice.between(0.55, 0.85) * field.width
        flush = box(wide, tall, 0.001).moved(z=0.0005)
        pane = flush if dice.chance(0.4) else screen(wide, tall, 0.006, 0.006)
        board.add("display", pane.moved(y=top - 0.5 * tall))
        top -= tall + 0.06 * field.height
    mid, room = 0.5 * (top + low), top - low
    if dice.chance(0.65):
        columns, rows = dice.count(2, 4), dice.count(3, 8)
        step = (0.8 * field.width / columns, room / rows)
        width, height = dice.between(0.55, 0.85) * step[0], dice.between(0.45, 0.8) * step[1]
        key = button(width, height, relief, dice.one_of(0.0, 0.002, 1.0))
        board.add("button", key.in_grid(columns, rows, step).moved(y=mid))
    else:
        count = dice.count(1, 2)
        one = any_dial(dice, min(0.34 * field.width, 0.42 * room / count))
        board.add("knob", one.in_row(count, room / count, "y").moved(y=mid))
    model.take(board, lambda mesh: mesh.moved(field.x, field.y, face))
