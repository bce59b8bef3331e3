"""Tables that are more than a plate on a stand: bent sheets, games, nests, glass and moons."""

import numpy as np

from patchalign3d_training.synthesis.families.tables.table.drawers import SUPPORT, add_drawer_row
from patchalign3d_training.synthesis.kit import (
    Assembly,
    Dice,
    Room,
    ball,
    beam,
    box,
    centres,
    ellipse,
    four_legs,
    frame,
    grid_bars,
    lathe,
    prism,
    rectangle,
    rod,
    smooth,
    strip,
    strip_rows,
    sweep,
    tube,
)


def waterfall(table: Assembly, dice: Dice) -> None:
    """Top and sides bent out of one sheet, perhaps closed below."""
    width, depth = dice.between(0.6, 1.8), dice.between(0.4, 0.9)
    height, thick = dice.between(0.3, 0.78), dice.between(0.01, 0.08)
    half, inset = 0.5 * width, dice.between(-0.1, 0.15) * width
    corners = [(-half + inset, 0.0), (-half, height), (half, height), (half - inset, 0.0)]
    at = np.linspace(0.0, 3.0, 46)
    curve = np.stack([np.interp(at, range(4), values) for values in zip(*corners, strict=True)], 1)
    if dice.chance(0.4):
        for _ in range(dice.count(2, 8)):
            curve[1:-1] = (curve[:-2] + curve[1:-1] + curve[2:]) / 3.0
    sheet = strip(curve, depth, thick, columns=5)
    row = np.minimum(strip_rows(sheet, len(curve)), len(curve) - 2)
    level = 0.5 * (curve[row, 1] + curve[row + 1, 1])
    table.split(sheet.turned("y", 90.0), {"desktop": level > height - 0.03}, rest=SUPPORT)
    if dice.chance(0.35):
        y = dice.between(0.05, 0.6) * height
        table.add(
            SUPPORT,
            box(0.95 * width - 2 * abs(inset), 0.02, 0.95 * depth).moved(0, y),
            detail="shelf",
        )


def picnic(table: Assembly, dice: Dice) -> None:
    """A garden table with benches on both sides."""
    width, depth = dice.between(1.2, 2.0), dice.between(0.6, 0.85)
    height, bench = dice.between(0.68, 0.8), dice.between(0.38, 0.48)
    out = dice.between(0.55, 0.8)
    planks = dice.count(3, 6)
    slat = box(width, 0.035, 0.93 * depth / planks)
    for z in centres(planks, depth):
        table.add("desktop", slat.moved(0, height, z))
    table.add(SUPPORT, box(width, 0.035, 0.24).moved(0, bench, out).both("z"))
    x = 0.36 * width
    table.add(
        SUPPORT, beam((x, height, 0.25 * depth), (x, 0, 0.9 * out), 0.04, 0.09).both("x").both("z")
    )
    table.add(SUPPORT, box(0.04, 0.09, 2 * out + 0.2).moved(x, bench - 0.06).both())
    table.add(SUPPORT, box(0.04, 0.08, 0.9 * depth).moved(x, height - 0.06).both())


def game(table: Assembly, dice: Dice) -> None:
    """A pool table or a table-tennis table."""
    width = dice.between(2.0, 2.8)
    depth, height = 0.55 * width, 0.76
    if dice.chance(0.4):
        for side in (1, -1):
            half = box(0.496 * width, 0.03, depth).moved(side * 0.25 * width, height)
            table.add("desktop", half)
            for top, foot in ((0.1, 0.3), (1.1, 0.9)):
                ends = ((top * side, height, 0.4 * depth), (foot * side, 0.0, 0.4 * depth))
                table.add(SUPPORT, rod(ends[0], ends[1], 0.025).both("z"))
        net = grid_bars(1.1 * depth, 0.15, 20, 4, 0.002).turned("y", 90.0)
        table.add("desktop", net.moved(0, height + 0.09))
        return
    deep, rail = dice.between(0.12, 0.35), dice.between(0.06, 0.14)
    table.add("desktop", box(width - 2 * rail, 0.05, depth - 2 * rail).moved(0, height - 0.03))
    outer, inner = rectangle(width, depth), rectangle(width - 2 * rail, depth - 2 * rail)
    table.add("desktop", frame(outer, inner, 0.09).moved(0, height))
    case = box(0.95 * width, deep, 0.93 * depth).under(height - 0.05)
    table.add(dice.one_of("desktop", SUPPORT), case)
    size, under = dice.between(0.06, 0.14), height - 0.05 - deep
    radii = size * dice.many(0.5, 1.1, 6)
    profile = smooth(np.stack([radii, np.linspace(0.0, under, 6)], axis=1), 14)
    turned = lathe([(0, 0), *profile], 12)
    leg = dice.one_of(turned, box(1.5 * size, under, 1.5 * size).on())
    for x in (
        (-0.42 * width, 0.0, 0.42 * width) if dice.chance(0.3) else (-0.42 * width, 0.42 * width)
    ):
        table.add(SUPPORT, leg.moved(x, 0, 0.38 * depth).both("z"))


def nest(table: Assembly, dice: Dice) -> None:
    """Two or three tables of one make, one under the other or side by side."""
    width, depth = dice.between(0.5, 0.8), dice.between(0.4, 0.6)
    height = dice.between(0.4, 0.6)
    beside = dice.chance(0.3)
    bar = dice.between(0.01, 0.03)
    for i in range(dice.count(2, 3)):
        scale = 0.82**i
        w, d, h = scale * width, scale * depth, height * (1.0 - 0.12 * i)
        at = i * 0.9 * width if beside else 0.0
        table.add("desktop", box(w, 0.02, d).moved(at, h, 0.1 * i))
        loop = frame(rectangle(d, h), rectangle(d - 2 * bar, h - 2 * bar), bar, "x")
        leg = box(bar, h, bar).on().moved(0.5 * w - bar, z=0.5 * d - bar).both("z")
        side = leg if i % 2 else loop.on().moved(0.5 * (w - bar))
        table.add(SUPPORT, side.both().moved(at, 0, 0.1 * i))


def framed_glass(table: Assembly, dice: Dice) -> None:
    """Thin plates in a frame of bars, with lower plates."""
    width, depth = dice.between(0.5, 1.5), dice.between(0.4, 0.9)
    height, bar = dice.between(0.35, 0.8), dice.between(0.01, 0.035)
    x, z = 0.5 * width - 0.5 * bar, 0.5 * depth - 0.5 * bar
    table.add("desktop", box(width - bar, 0.008, depth - bar).moved(0, height))
    rim = frame(rectangle(width, depth), rectangle(width - 2 * bar, depth - 2 * bar), bar)
    table.add(dice.one_of("desktop", SUPPORT), rim.under(height))
    leg = beam((x, height, z), (x, 0, z), bar, bar)
    table.add(SUPPORT, leg.both("x").both("z"))
    for y in dice.many(0.05, 0.7, dice.count(0, 2)) * height:
        table.add(
            SUPPORT,
            rim.moved(0, y),
            box(width - bar, 0.008, depth - bar).moved(0, y),
            detail="shelf",
        )
    if dice.chance(0.2):
        add_drawer_row(table, dice, Room(width, depth, height - bar).within(0.85), height=0.1)


def spider(table: Assembly, dice: Dice) -> None:
    """A round, oval or square top on bent legs that meet in the middle, or on a drum."""
    width, height = dice.between(0.5, 1.4), dice.between(0.4, 0.78)
    depth, thick = width * dice.between(0.6, 1.0), dice.between(0.01, 0.05)
    outline = dice.one_of(ellipse(width, depth, 32), rectangle(width, depth, 0.05, 4))
    table.add("desktop", prism(outline, thick).under(height))
    under, reach = height - thick, 0.42 * width
    if dice.chance(0.35):
        radii = reach * dice.many(0.4, 1.0, 3)
        profile = smooth(np.stack([radii, np.linspace(0.0, under, 3)], axis=1), 10)
        sides = dice.pick({24: 2, 4: 1, 6: 1})
        table.add(SUPPORT, lathe([(0, 0), *profile, (0, under)], sides))
        return
    waist, level = dice.between(0.02, 0.6) * reach, dice.between(0.3, 0.7) * under
    path = smooth(
        [(reach, under, 0), (waist, level, 0), (reach * dice.between(0.7, 1.0), 0, 0)], 14
    )
    flat = rectangle(dice.between(0.02, 0.05), dice.between(0.02, 0.1))
    leg = (
        tube(path[[0, 7, 13]], dice.between(0.012, 0.03), 14)
        if dice.chance(0.5)
        else sweep(path, 1.0, flat, normal=(1, 0, 0))
    )
    table.add(
        SUPPORT, leg.around(dice.pick({3: 1, 4: 2, 5: 1}), start=45.0).stretched(z=depth / width)
    )
    if dice.chance(0.4):
        table.add(SUPPORT, ball(waist + 0.02, 0.03, waist + 0.02).moved(0, level))


def kidney(table: Assembly, dice: Dice) -> None:
    """A half-moon console or a kidney-shaped top on legs."""
    width, height = dice.between(0.7, 1.5), dice.between(0.45, 0.85)
    depth, thick = dice.between(0.35, 0.6), dice.between(0.015, 0.05)
    angle = np.linspace(0.0, np.pi, 22)
    moon = np.stack([0.5 * width * np.cos(angle), depth * np.sin(angle)], axis=1)
    dip = dice.between(0.0, 0.5)
    rear = np.array(
        [(x, dip * depth * (1 - (2 * x / width) ** 2)) for x in (-0.25 * width, 0.0, 0.25 * width)]
    )
    outline = np.concatenate([moon, rear]) if dice.chance(0.5) else moon
    table.add("desktop", prism(outline, thick).under(height))
    support = four_legs(dice, 0.75 * width, 0.6 * depth, height - thick, 1.3)
    table.add(SUPPORT, *(leg.moved(0, 0, 0.42 * depth) for leg in (*support.legs, *support.bars)))
