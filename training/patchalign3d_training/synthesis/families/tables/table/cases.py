"""Tables with cases: coffee tables, night stands, television benches and corner desks."""

import numpy as np

from patchalign3d_training.synthesis.families.tables.table.drawers import (
    SUPPORT,
    Front,
    add_door,
    add_drawer,
)
from patchalign3d_training.synthesis.kit import Assembly, Dice, box, cylinder, prism, rod


def boxed(table: Assembly, dice: Dice) -> None:
    """A coffee table, television bench or night stand: a case with open or closed fields."""
    small = dice.chance(0.35)
    width = dice.between(0.35, 0.6) if small else dice.between(0.7, 1.8)
    depth = dice.between(0.35, 0.55) if small else dice.between(0.35, 0.8)
    height = dice.between(0.4, 0.7) if small else dice.between(0.3, 0.85)
    thick, wall = dice.between(0.015, 0.06), dice.between(0.012, 0.04)
    over = dice.between(0.0, 0.06) if dice.chance(0.6) else dice.between(0.06, 0.3)
    foot = dice.between(0.04, 0.2) if dice.chance(0.5) else 0.0
    top = box(width + over, thick, depth + over, dice.one_of(0.0, 0.0, 0.3 * thick))
    table.add("desktop", top.under(height))
    tall = height - thick - foot
    middle = foot + 0.5 * tall
    table.add(SUPPORT, box(wall, tall, depth).moved(0.5 * (width - wall), middle).both())
    table.add(SUPPORT, box(width - 2 * wall, wall, depth).on(foot))
    if dice.chance(0.6):
        table.add(SUPPORT, box(width, tall, 0.01).moved(0, middle, -0.48 * depth))
    if foot:
        leg = rod((0.44 * width, foot, 0.42 * depth), (0.44 * width, 0, 0.42 * depth), 0.02, 0.015)
        table.add(SUPPORT, leg.both("x").both("z"))
    columns = 1 if small else dice.count(1, 3)
    each = (width - 2 * wall) / columns
    for column in range(columns):
        x = (column + 0.5) * each - 0.5 * each * columns
        if column:
            table.add(SUPPORT, box(wall, tall, 0.95 * depth).moved(x - 0.5 * each, middle))
        kind = dice.pick({"drawers": 2, "open": 2, "door": 1, "mixed": 1})
        count = dice.count(1, 3)
        if kind == "door":
            add_door(table, dice, Front(0.95 * each, 0.93 * tall, (x, middle, 0.5 * depth)))
            continue
        for i in range(count):
            y = foot + (i + 0.5) * tall / count
            if kind == "drawers" or (kind == "mixed" and i == count - 1):
                add_drawer(table, dice, Front(0.94 * each, 0.9 * tall / count, (x, y, 0.0)), depth)
            elif i:
                board = box(each, 0.015, 0.92 * depth).moved(x, y - 0.5 * tall / count)
                table.add(SUPPORT, board, detail="shelf")


def corner_desk(table: Assembly, dice: Dice) -> None:
    """An L- or U-shaped desk, perhaps with a hutch or a row of drawers."""
    width, depth = dice.between(1.2, 2.0), dice.between(0.5, 0.75)
    long, height = dice.between(0.9, 1.6), dice.between(0.68, 0.8)
    thick = dice.between(0.02, 0.05)
    a, b = 0.5 * width, depth
    outline = np.array([(-a, 0), (a, 0), (a, long), (a - b, long), (a - b, b), (-a, b)])
    if dice.chance(0.3):
        cut = dice.between(0.1, 0.3)
        outline = np.array(
            [(-a, 0), (a, 0), (a, long), (a - b, long), (a - b, b + cut), (a - b - cut, b), (-a, b)]
        )
    under = height - thick
    top = prism(outline, thick, "y", dice.one_of(0.0, 0.3 * thick))
    table.add("desktop", top.under(height))
    places = [(-a + 0.03, 0.5 * b), (a - 0.03, 0.5 * b)]
    wall = dice.between(0.015, 0.04)
    if dice.chance(0.5):
        for x, z in places:
            table.add(SUPPORT, box(wall, under, 0.94 * b).on().moved(x, z=z))
        table.add(SUPPORT, box(0.94 * b, under, wall).on().moved(a - 0.5 * b, z=long - 0.03))
        table.add(SUPPORT, box(0.95 * width, 0.6 * under, 0.015).moved(0, 0.65 * under, 0.03))
    else:
        radius = dice.between(0.015, 0.04)
        for x, z in ((-a, 0), (-a, b), (a, 0), (a, long), (a - b, long), (a - b, b)):
            leg = cylinder(radius, under).on().moved(0.95 * x, z=0.04 + 0.94 * z)
            table.add(SUPPORT, leg)
    if dice.chance(0.65):
        count, wide = dice.count(2, 4), dice.between(0.35, 0.45)
        each = 0.93 * under / count
        x = -a + 0.5 * wide + wall + 0.03
        for i in range(count):
            at = (x, under - (i + 0.5) * each, 0.5 * b)
            add_drawer(table, dice, Front(wide, 0.92 * each, at), 0.85 * b)
        table.add(SUPPORT, box(0.015, under, 0.9 * b).on().moved(x + 0.53 * wide, z=0.5 * b))
