"""Pocket and desk calculators."""

from patchalign3d_training.synthesis.families.devices.slabs import Slab, key_of, pane
from patchalign3d_training.synthesis.kit import Assembly, Dice, box, frame, rectangle


def build(model: Assembly, dice: Dice) -> None:
    """A calculator that stands upright, its keys towards +z; perhaps with a cover hinged open."""
    width = dice.between(0.06, 0.14)
    height, depth = width * dice.between(1.2, 2.1), width * dice.between(0.08, 0.22)
    size = Slab(width, height, depth, width * dice.between(0.0, 0.15))
    case = size.case(dice)
    model.add("body", case)

    share = dice.between(0.14, 0.3)  # of the height that the display takes
    wide, tall = dice.between(0.75, 0.9) * width, 0.75 * share * height
    level = 0.47 * height - 0.5 * share * height
    glass = pane(wide, tall)
    model.add("screen", glass.moved(y=level).beside(case, "+z", gap=-0.3 * float(glass.size[2])))
    if dice.chance(0.4):
        rim = frame(rectangle(1.06 * wide, 1.2 * tall), rectangle(wide, tall), 0.06 * depth, "z")
        model.add("body", rim.moved(y=level).beside(case, "+z", gap=-0.01 * depth))
    below = level - 0.5 * share * height
    if dice.chance(0.4):
        cells = pane(0.4 * wide, 0.06 * height).under(below).moved(x=0.3 * wide)
        model.add("solar panel", cells.beside(case, "+z", gap=-0.0002))
        below -= 0.08 * height
    _keys(model, dice, size, below - 0.01 * height)
    if dice.chance(0.15):
        cover = model.group()
        cover.add("lid", box(width, height, 0.2 * depth, 0.05 * depth).moved(x=width))
        turn = dice.between(0.0, 60.0)
        model.take(cover, lambda mesh: mesh.turned("y", -turn, at=(0.5 * width, 0, 0)))


def _keys(model: Assembly, dice: Dice, size: Slab, top: float) -> None:
    """Number keys, and over them on some a block of smaller ones for functions."""
    bottom = -0.46 * size.height
    wide = 0.86 * size.width
    if dice.chance(0.35) and top - bottom > 0.5 * size.height:
        columns, rows = dice.count(4, 6), dice.count(2, 4)
        tall = 0.35 * (top - bottom)
        step = (wide / columns, tall / rows)
        small = key_of(dice, 0.75 * step[0], 0.6 * step[1]).in_grid(columns, rows, step)
        model.add("button", small.under(top).moved(z=size.front))
        top -= tall + 0.01 * size.height
    columns, rows = dice.count(3, 6), dice.count(4, 6)
    step = (wide / columns, (top - bottom) / rows)
    key = key_of(dice, dice.between(0.7, 0.9) * step[0], dice.between(0.65, 0.88) * step[1])
    middle = 0.5 * (top + bottom)
    model.add("button", key.in_grid(columns, rows, step).moved(y=middle, z=size.front))
