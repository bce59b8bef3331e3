"""Tables of a frame under a top: aprons without drawers, flush corners, thin sheets of glass."""

import numpy as np

from patchalign3d_training.synthesis.families.tables.table.drawers import SUPPORT
from patchalign3d_training.synthesis.kit import (
    Assembly,
    Dice,
    beam,
    box,
    cylinder,
    frame,
    join,
    lathe,
    prism,
    rectangle,
    rod,
    smooth,
    sweep,
)


def apron_table(table: Assembly, dice: Dice) -> None:
    """A top on four legs that an apron joins; what looks like drawers is a plain rail."""
    width, depth, height = _measures(dice)
    thick = dice.between(0.012, 0.05)
    over = dice.between(0.0, 0.08)
    top = prism(
        rectangle(width + 2 * over, depth + 2 * over, dice.pick({0.0: 2, 0.05: 1}) * depth, 4),
        thick,
        "y",
        dice.one_of(0.0, 0.3 * thick),
    )
    table.add("desktop", top.under(height))
    under, wide = height - thick, dice.between(0.025, 0.09)
    tall = height * dice.between(0.05, 0.2)
    rail, inset = dice.between(0.012, 0.03), dice.between(0.0, 0.4) * wide
    x, z = 0.5 * width - 0.5 * wide, 0.5 * depth - 0.5 * wide
    face_x, face_z = 0.5 * width - inset - 0.5 * rail, 0.5 * depth - inset - 0.5 * rail
    y = under - 0.5 * tall
    long = box(width - 2 * wide, tall, rail).moved(0, y, face_z)
    short = box(rail, tall, depth - 2 * wide).moved(face_x, y)
    table.add(SUPPORT, long.both("z"), short.both("x"))
    if dice.chance(0.3):
        table.add(SUPPORT, box(width - wide, 0.008, depth - wide).moved(0, under - tall))
    kind = dice.pick({"square": 2, "taper": 1, "turned": 1, "round": 1, "cabriole": 1})
    if kind in ("square", "taper"):
        end = dice.between(0.4, 0.8) if kind == "taper" else 1.0
        leg = beam((x, under, z), (x, 0, z), wide, wide, end)
    elif kind == "round":
        leg = cylinder(0.5 * wide, under).on().moved(x, z=z)
    elif kind == "turned":
        radii = wide * dice.many(0.2, 0.6, 7)
        curve = smooth(np.stack([radii, np.linspace(0.0, under - tall, 7)], axis=1), 24)
        post = lathe([(0, 0), *np.maximum(curve, (0.006, 0.0)), (0, under - tall)], 12)
        block = box(wide, tall, wide).moved(0, y)
        leg = join(post, block).moved(x, 0, z)
    else:
        knee = np.array([(x, under, z), (1.05 * x, 0.7 * under, 1.05 * z)])
        path = smooth([*knee, (0.97 * x, 0.15 * under, 0.97 * z), (1.02 * x, 0, 1.02 * z)], 14)
        leg = sweep(path, np.linspace(0.7, 0.35, 14) * wide, sides=8)
    table.add(SUPPORT, leg.both("x").both("z"))
    if dice.chance(0.25):
        low = dice.between(0.1, 0.35) * under
        table.add(SUPPORT, box(0.03, 0.03, 2 * z).moved(x, low).both(), detail="stretcher")
        table.add(SUPPORT, box(2 * x, 0.03, 0.03).moved(0, low), detail="stretcher")


def flush(table: Assembly, dice: Dice) -> None:
    """Thick legs in line with the corners of a thick top, in one surface or of blocks."""
    width, depth, height = _measures(dice)
    wide = min(dice.between(0.04, 0.14), 0.22 * depth)
    thick = min(wide * dice.between(0.6, 1.3), 0.45 * height)
    if dice.chance(0.2):
        thick = height * dice.between(0.25, 0.45)
    under = height - thick
    over = dice.between(-0.02, 0.02) if dice.chance(0.5) else 0.002
    top = box(width + over, thick, depth + over, dice.one_of(0.0, 0.0, 0.1 * thick))
    table.add("desktop", top.under(height))
    up = height - 0.1 * thick if over > 0.0 and dice.chance(0.3) else under
    end = dice.between(0.5, 0.9) if dice.chance(0.25) else 1.0
    x, z = 0.5 * (width - wide), 0.5 * (depth - wide)
    leg = beam((x, up, z), (x, 0, z), wide, wide, end)
    table.add(SUPPORT, leg.both("x").both("z"))
    if dice.chance(0.2):
        shelf = box(width - wide, 0.02, depth - wide).moved(0, dice.between(0.15, 0.6) * under)
        table.add(SUPPORT, shelf, detail="shelf")


def plates(table: Assembly, dice: Dice) -> None:
    """A wide thin top of one to three parallel sheets on thin legs, crossing rods or loops."""
    width, depth, height = _measures(dice)
    radius = dice.between(0.0, 0.5) * depth if dice.chance(0.4) else 0.0
    outline = rectangle(width, depth, min(radius, 0.49 * depth), 7)
    sheets, gap = dice.pick({1: 2, 2: 2, 3: 1}), dice.between(0.004, 0.03)
    each = dice.between(0.004, 0.02)
    for i in range(sheets):
        table.add("desktop", prism(outline, each).moved(0, height - (i + 0.5) * (each + gap)))
    under = height - sheets * (each + gap)
    if dice.chance(0.4):
        edge = frame(outline, 0.94 * outline, each + 0.015).moved(0, under)
        table.add(dice.one_of("desktop", SUPPORT), edge)
    thick = dice.between(0.007, 0.025)
    inset = 0.7 if radius > 0.2 * depth else dice.between(0.75, 0.98)
    x, z = 0.5 * width * inset, 0.5 * depth * inset
    kind = dice.pick({"rods": 2, "cross": 1, "loops": 1, "slant": 1})
    if kind == "rods":
        table.add(SUPPORT, rod((x, under, z), (x, 0, z), thick).both("x").both("z"))
        if dice.chance(0.4):
            bar = rod((-x, under - 0.02, z), (x, under - 0.02, z), 0.7 * thick).both("z")
            table.add(SUPPORT, bar, rod((x, under - 0.02, -z), (x, under - 0.02, z), thick).both())
    elif kind == "cross":
        table.add(SUPPORT, rod((x, under, z), (-x, 0, z), thick).both("x").both("z"))
    elif kind == "loops":
        loop = [(x, under, z), (x, 0.01, z), (x, 0.01, -z), (x, under, -z)]
        table.add(SUPPORT, sweep(loop, thick, sides=8).both())
    else:
        leg = rod((0.8 * x, under, 0.8 * z), (x, 0, z), thick, 0.6 * thick)
        table.add(SUPPORT, leg.both("x").both("z"))


def _measures(dice: Dice) -> tuple[float, float, float]:
    """Width, depth and height of a dining, side or coffee table, in metres."""
    low = dice.chance(0.35)
    height = dice.between(0.25, 0.5) if low else dice.between(0.65, 0.8)
    width = dice.between(0.45, 1.4) if low else dice.between(0.6, 2.2)
    return width, width * dice.between(0.4, 1.0), height
