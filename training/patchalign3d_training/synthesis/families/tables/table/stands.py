"""What carries a table's plate: legs, columns, panels, trestles, frames.

Each fills the room under the plate.
"""

import numpy as np

from patchalign3d_training.synthesis.families.tables.table.drawers import SUPPORT, add_drawer_row
from patchalign3d_training.synthesis.kit import (
    Assembly,
    Dice,
    Room,
    beam,
    box,
    cylinder,
    four_legs,
    frame,
    lathe,
    pedestal,
    rectangle,
    rod,
    smooth,
)


def on_legs(table: Assembly, dice: Dice, room: Room) -> None:
    """Four legs, perhaps with stretchers, a lower board or drawers."""
    width, depth, under = room
    support = four_legs(dice, width, depth, under, stout=dice.between(1.0, 2.2))
    table.add(SUPPORT, *support.legs)
    table.add(SUPPORT, *support.bars, detail="stretcher")
    if dice.chance(0.3):
        shelf = box(0.88 * width, 0.02, 0.88 * depth).moved(0, dice.between(0.1, 0.5) * under)
        table.add(SUPPORT, shelf, detail="shelf")
    if dice.chance(0.2):
        add_drawer_row(table, dice, room.within(0.8), dice.between(0.07, 0.14))


def on_columns(table: Assembly, dice: Dice, room: Room) -> None:
    """One or two columns: turned, on a star, on feet, tulips or crossing boards."""
    width, depth, under = room
    places = [0.0] if width < 1.6 * depth else [-0.28 * width, 0.28 * width]
    reach = 0.45 * min(width, depth) + 0.03
    kind = dice.pick(
        {"disc": 1, "star": 1, "turned": 2, "feet": 1, "tulip": 1, "boards": 1, "posts": 1}
    )
    if kind in ("disc", "star"):
        pieces, _ = pedestal(dice, under, reach, kind == "star")
    elif kind == "tulip":
        waist, foot = reach * dice.between(0.06, 0.2), reach * dice.between(0.6, 1.0)
        controls = [(foot, 0.01), (0.5 * foot, 0.05 * under), (waist, 0.35 * under)]
        curve = smooth([*controls, (waist, 0.7 * under), (reach * 0.5, under)], 24)
        pieces = [lathe([(0, 0), *np.maximum(curve, (0.01, 0.0)), (0, under)])]
    elif kind == "boards":
        board = box(2 * reach * dice.between(0.5, 1.0), under, dice.between(0.02, 0.08))
        board = board.on()
        pieces = [board, board.turned("y", 90.0)] if dice.chance(0.7) else [board]
    elif kind == "posts":
        post = cylinder(0.08 * reach, under).on().moved(dice.between(0.15, 0.5) * reach)
        plate = box(1.6 * reach, 0.04, 1.6 * reach).moved(0, 0.02)
        pieces = [post.around(dice.pick({3: 1, 4: 2}), start=45.0), plate]
    elif kind == "turned":
        levels = np.linspace(0.0, under, 9)
        radii = reach * dice.many(0.12, 0.5, 9)
        radii[0] = reach * dice.between(0.5, 0.9)
        pieces = [lathe([(0, 0), *zip(radii, levels, strict=True), (0, under)])]
    else:
        column = cylinder(0.15 * reach, 0.95 * under).moved(0, 0.52 * under)
        claw = beam((0, 0.3 * under, 0), (reach, 0.02, 0), 0.05, 0.06, 0.6)
        pieces = [column, claw.around(dice.one_of(3, 4), start=45.0)]
    for x in places:
        table.add(SUPPORT, *(piece.moved(x) for piece in pieces))


def on_panels(table: Assembly, dice: Dice, room: Room) -> None:
    """Two side panels, perhaps with a rear one."""
    width, depth, under = room
    thick = dice.between(0.015, 0.07)
    inset = dice.between(0.0, 0.15) * width
    panel = box(thick, under, depth * dice.between(0.7, 1.0))
    table.add(SUPPORT, panel.on().moved(0.5 * (width - thick) - inset).both())
    if dice.chance(0.5):
        tall = dice.between(0.2, 0.9) * under
        rear = box(width - 2 * inset, tall, 0.02).under(under).moved(z=-0.3 * depth)
        table.add(SUPPORT, rear)
    if dice.chance(0.35):
        board = box(width - 2 * inset, 0.02, 0.8 * depth).moved(0, dice.between(0.1, 0.6) * under)
        table.add(SUPPORT, board, detail="shelf")
    if dice.chance(0.2):
        between = Room(0.8 * width - 2 * inset, 0.8 * depth, under)
        add_drawer_row(table, dice, between, height=0.12)


def on_trestles(table: Assembly, dice: Dice, room: Room) -> None:
    """Two trestles: A, X or T."""
    width, depth, under = room
    x, z = dice.between(0.3, 0.45) * width, 0.45 * depth
    thick = dice.between(0.025, 0.06)
    kind = dice.one_of("a", "x", "t")
    if kind == "a":
        legs = beam((x, under, 0.1 * z), (x, 0, z), thick, thick).both("z")
        legs = legs.both()
        bar = beam((x, 0.4 * under, 0.6 * z), (x, 0.4 * under, -0.6 * z), thick, thick).both()
    elif kind == "x":
        legs = beam((x, under, z), (x, 0, -z), thick, thick).both("z").both()
        bar = rod((-x, 0.5 * under, 0), (x, 0.5 * under, 0), 0.4 * thick)
    else:
        post = beam((x, 0, 0), (x, under, 0), 1.5 * thick, 1.5 * thick)
        legs = post.both()
        bar = box(1.5 * thick, thick, 1.8 * z).on().moved(x).both()
    table.add(SUPPORT, legs, bar)
    if dice.chance(0.5):
        table.add(SUPPORT, beam((-x, 0.35 * under, 0), (x, 0.35 * under, 0), 0.08, 0.03))


def on_frames(table: Assembly, dice: Dice, room: Room) -> None:
    """Two closed frames."""
    width, depth, under = room
    bar = dice.between(0.02, 0.06)
    outer = rectangle(depth, under)
    inner = rectangle(depth - 2 * bar, under - 2 * bar)
    loop = frame(outer, inner, bar, "x").on().moved(0.5 * (width - bar))
    table.add(SUPPORT, loop.both())
    if dice.chance(0.5):
        y = dice.one_of(bar, under - bar)
        table.add(SUPPORT, beam((-0.5 * width, y, 0), (0.5 * width, y, 0), bar, bar))
