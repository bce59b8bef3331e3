"""Tables for work: computer desks, counters, drawing boards, benches."""

import numpy as np

from patchalign3d_training.synthesis.families.tables.table.drawers import SUPPORT, Front, add_drawer
from patchalign3d_training.synthesis.kit import (
    Assembly,
    Dice,
    beam,
    box,
    frame,
    prism,
    rectangle,
    rod,
    skin,
)


def computer_desk(table: Assembly, dice: Dice) -> None:
    """Panels, shelves, a tray for the keyboard, perhaps a rack above the top."""
    width, depth = dice.between(0.8, 1.5), dice.between(0.45, 0.7)
    height, wall = dice.between(0.7, 0.78), dice.between(0.015, 0.03)
    table.add("desktop", box(width, 0.025, depth).moved(0, height))
    x = 0.5 * (width - wall)
    table.add(SUPPORT, box(wall, height, 0.95 * depth).on().moved(x).both())
    inner = dice.between(0.1, 0.35) * width * dice.one_of(-1, 1)
    if dice.chance(0.7):
        table.add(SUPPORT, box(wall, height, 0.9 * depth).on().moved(inner))
        side = 1.0 if inner > 0 else -1.0
        wide, at = x - abs(inner), 0.5 * side * (x + abs(inner))
        for y in dice.many(0.05, 0.8, dice.count(1, 3)) * height:
            table.add(SUPPORT, box(wide, 0.018, 0.88 * depth).moved(at, y), detail="shelf")
        if dice.chance(0.4):
            front = Front(0.95 * wide, 0.15, (at, height - 0.1, 0.0))
            add_drawer(table, dice, front, 0.9 * depth)
    if dice.chance(0.6):
        tray = box(0.5 * width, 0.018, 0.6 * depth)
        table.add("drawer", tray.moved(0, height - 0.09, 0.25 * depth))
    if dice.chance(0.6):
        rear = box(0.97 * width, dice.between(0.2, 0.9) * height, 0.012)
        table.add(SUPPORT, rear.moved(0, 0.55 * height, -0.45 * depth))
    if dice.chance(0.3):
        tall, deep = dice.between(0.3, 0.6), dice.between(0.3, 0.6) * depth
        z = -0.5 * (depth - deep)
        table.add(SUPPORT, box(wall, tall, deep).on(height).moved(x, z=z).both())
        for level in (1.0, dice.between(0.4, 0.7)):
            table.add(SUPPORT, box(width, 0.018, deep).moved(0, height + level * tall, z))


def counter(table: Assembly, dice: Dice) -> None:
    """A curved top over a curved wall, or over legs: reception and bar counters."""
    radius, wide = dice.between(0.8, 1.6), dice.between(0.35, 0.7)
    half = np.radians(dice.between(25.0, 85.0))
    height, thick = dice.between(0.7, 1.1), dice.between(0.02, 0.07)
    angle = np.linspace(-half, half, 25)
    arc = np.stack([np.sin(angle), np.cos(angle)], axis=1)
    top = np.concatenate([(radius + 0.5 * wide) * arc, (radius - 0.5 * wide) * arc[::-1]])
    table.add("desktop", prism(top, thick).under(height))
    under = height - thick
    if dice.chance(0.7):
        wall = dice.between(0.02, 0.08)
        at = radius + dice.between(-0.3, 0.4) * wide
        ring = np.concatenate([at * arc, (at - wall) * arc[::-1]])
        levels = [np.insert(ring, 1, y, axis=1) for y in (0.0, under)]
        table.add(SUPPORT, skin(np.stack(levels), caps=False))
    else:
        for turn in np.linspace(-0.9, 0.9, dice.count(3, 4)) * half:
            for out in (radius + 0.4 * wide, radius - 0.4 * wide):
                x, z = out * np.sin(turn), out * np.cos(turn)
                table.add(SUPPORT, rod((x, 0, z), (x, under, z), 0.025))


def drawing_board(table: Assembly, dice: Dice) -> None:
    """A tilted top on a frame."""
    width, depth = dice.between(0.7, 1.3), dice.between(0.5, 0.9)
    height, tilt = dice.between(0.7, 0.95), dice.between(8.0, 50.0)
    top = prism(rectangle(width, depth, dice.between(0.0, 0.05)), dice.between(0.015, 0.04))
    table.add("desktop", top.turned("x", tilt).moved(0, height))
    if dice.chance(0.4):
        lip = box(width, 0.03, 0.03).moved(0, 0.02, 0.5 * depth).turned("x", tilt)
        table.add("desktop", lip.moved(0, height))
    x, z, bar = 0.4 * width, 0.4 * depth, dice.between(0.015, 0.03)
    drop = z * np.tan(np.radians(tilt))
    if dice.chance(0.5):
        for side in (z, -z):
            end = height - drop * side / z
            table.add(SUPPORT, beam((x, end, side), (x, 0, side), 2 * bar, 2 * bar).both())
    else:
        table.add(SUPPORT, rod((x, height, 0), (x, 0.03, 0), bar).both())
        table.add(SUPPORT, box(2 * bar, 0.04, 2 * z).moved(x, 0.02).both())
    table.add(SUPPORT, rod((-x, 0.3 * height, 0), (x, 0.3 * height, 0), 0.8 * bar))
    if dice.chance(0.3):
        front = Front(0.5 * width, 0.08, (0, height - drop - 0.12, 0.0))
        add_drawer(table, dice, front, 0.5 * depth)


def work_bench(table: Assembly, dice: Dice) -> None:
    """A stout top on stout legs, with boards, drawers or a rear wall."""
    width, depth = dice.between(1.0, 2.0), dice.between(0.5, 0.8)
    height, thick = dice.between(0.75, 0.95), dice.between(0.04, 0.12)
    table.add("desktop", box(width, thick, depth).under(height))
    post, under = dice.between(0.06, 0.12), height - thick
    x, z = 0.5 * width - post, 0.5 * depth - 0.6 * post
    table.add(SUPPORT, box(post, under, post).on().moved(x, z=z).both("x").both("z"))
    for y in (dice.between(0.1, 0.3) * under, under - 0.06):
        rails = frame(rectangle(2 * x, 2 * z), rectangle(2 * x - 0.06, 2 * z - 0.06), 0.09)
        table.add(SUPPORT, rails.moved(0, y))
    if dice.chance(0.6):
        shelf = box(2 * x, 0.02, 2 * z).moved(0, 0.2 * under)
        table.add(SUPPORT, shelf, detail="shelf")
    if dice.chance(0.4):
        count = dice.count(1, 3)
        for i in range(count):
            at = (0.3 * width, under - 0.08 - 0.16 * i, 0.0)
            add_drawer(table, dice, Front(0.3 * width, 0.15, at), 0.9 * depth)
    if dice.chance(0.25):
        table.add(SUPPORT, box(width, 0.5, 0.02).moved(0, height + 0.25, -0.5 * depth))
