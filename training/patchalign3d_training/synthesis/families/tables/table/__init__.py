"""Tables and desks."""

import numpy as np

from patchalign3d_training.synthesis.families.tables.table.cases import boxed, corner_desk
from patchalign3d_training.synthesis.families.tables.table.drawers import add_desk
from patchalign3d_training.synthesis.families.tables.table.framed import apron_table, flush, plates
from patchalign3d_training.synthesis.families.tables.table.odd import (
    framed_glass,
    game,
    kidney,
    nest,
    picnic,
    spider,
    waterfall,
)
from patchalign3d_training.synthesis.families.tables.table.stands import (
    on_columns,
    on_frames,
    on_legs,
    on_panels,
    on_trestles,
)
from patchalign3d_training.synthesis.families.tables.table.work import (
    computer_desk,
    counter,
    drawing_board,
    work_bench,
)
from patchalign3d_training.synthesis.kit import (
    Assembly,
    Dice,
    Points,
    Room,
    box,
    ellipse,
    frame,
    grown,
    lengthwise,
    polygon,
    prism,
    rectangle,
    sheet,
    superellipse,
)

ODD = {
    boxed: 8,
    waterfall: 2,
    framed_glass: 4,
    spider: 2,
    corner_desk: 2,
    computer_desk: 2,
    kidney: 1,
    picnic: 1,
    game: 1,
    nest: 1,
    counter: 1,
    drawing_board: 1,
    work_bench: 1,
}
"""Tables that are no plate on a stand, and how often each comes."""

CARRIERS = {
    on_legs: 6,
    on_columns: 2,
    on_panels: 1,
    on_trestles: 1,
    add_desk: 4,
    on_frames: 1,
}
"""What carries a plate, and how often."""

OUTLINES = {"plain": 6, "rounded": 1, "oval": 1, "circle": 2, "soft": 1, "boat": 1, "poly": 1}
"""Outlines of plates, and how often."""


def build(table: Assembly, dice: Dice) -> None:
    """A dining, coffee, side, conference, trestle, drop-leaf or writing table."""
    if dice.chance(0.36):
        dice.pick({apron_table: 2, flush: 1, plates: 2})(table, dice)
    elif dice.chance(0.4):
        dice.pick(ODD)(table, dice)
    else:
        _plated(table, dice)


def _plated(table: Assembly, dice: Dice) -> None:
    """A plate on legs, columns, panels, trestles, frames or cases of drawers."""
    height = dice.between(0.25, 0.55) if dice.chance(0.35) else dice.between(0.6, 0.85)
    carrier = dice.pick(CARRIERS)
    square = carrier in (add_desk, on_panels, on_frames)
    outline, width, depth = _outline(dice, height, square)
    thick = dice.between(0.012, 0.06)
    _top(table, dice, outline, height, thick)
    carrier(table, dice, Room(width, depth, height - thick))


def _outline(dice: Dice, height: float, square: bool) -> tuple[Points, float, float]:
    width = dice.between(0.5, 2.2) * (0.6 + 0.6 * height)
    depth = width * dice.between(0.4, 1.0)
    kind = "plain" if square and dice.chance(0.8) else dice.pick(OUTLINES)
    if kind == "plain":
        return rectangle(width, depth), 0.97 * width, 0.97 * depth
    if kind == "rounded":
        return (
            rectangle(width, depth, dice.between(0.05, 0.4) * depth, 6),
            0.93 * width,
            0.93 * depth,
        )
    if kind == "oval":
        return ellipse(width, depth, 32), 0.7 * width, 0.7 * depth
    if kind == "circle":
        return ellipse(width, width, 32), 0.7 * width, 0.7 * width
    if kind == "soft":
        power = dice.between(3.0, 5.0)
        return superellipse(width, depth, power, 36), 0.85 * width, 0.85 * depth
    if kind == "poly":
        return polygon(dice.pick({6: 1, 8: 2}), 0.5 * width, 22.5), 0.5 * width, 0.5 * width
    half = 0.5 * depth * np.array([0.75, 0.95, 1.0, 0.95, 0.75])
    levels = np.linspace(-0.5, 0.5, 5) * width
    boat = lengthwise(np.stack([half, levels], axis=1), 36)[:, ::-1]
    return boat, 0.9 * width, 0.75 * depth


def _top(table: Assembly, dice: Dice, outline: Points, height: float, thick: float) -> None:
    kind = dice.pick({"solid": 4, "glass": 1, "sheet": 1, "planks": 1, "double": 1})
    if kind == "glass":
        inner = grown(outline, -dice.between(0.02, 0.06))
        table.add("desktop", frame(outline, inner, thick).under(height))
        table.add("desktop", prism(inner, 0.4 * thick).moved(0, height - 0.3 * thick))
    elif kind == "sheet":
        table.add("desktop", sheet(outline, "y", height))
        rim = frame(grown(outline, -0.02), grown(outline, -0.03), thick)
        table.add("desktop", rim.under(height))
    elif kind == "planks" and len(outline) == 4:
        low, high = outline.min(axis=0), outline.max(axis=0)
        size, count = high - low, dice.count(3, 8)
        plank = box(size[0], thick, size[1] / count * 0.93)
        for z in low[1] + size[1] * (np.arange(count) + 0.5) / count:
            table.add("desktop", plank.under(height).moved(z=z))
    else:
        bevel = dice.between(0.0, 0.45) * thick if dice.chance(0.6) else 0.0
        table.add("desktop", prism(outline, thick, "y", bevel).under(height))
        if kind == "double":
            lower = prism(grown(outline, -0.03), 0.6 * thick)
            table.add("desktop", lower.moved(0, height - 1.3 * thick))
