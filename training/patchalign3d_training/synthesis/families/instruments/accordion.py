"""Accordions; the bellows open along x, the player is at -z."""

from functools import partial

import numpy as np

from patchalign3d_training.synthesis.kit import (
    Assembly,
    Dice,
    Mesh,
    Points,
    box,
    cylinder,
    plane,
    polygon,
    prism,
    rectangle,
    skin,
    smooth,
    sweep,
)


def build(model: Assembly, dice: Dice) -> None:
    """A piano accordion, a button accordion or a concertina, shut, drawn or fanned out."""
    concertina = dice.chance(0.25)
    height, depth = dice.between(0.3, 0.5), dice.between(0.16, 0.22)
    outline = rectangle(depth, height, dice.between(0.0, 0.05), 3)
    if concertina:
        height = depth = dice.between(0.2, 0.28)
        outline = polygon(dice.pick({6: 3, 8: 1}), 0.5 * height, 30.0)
    drawn, thick = dice.between(0.08, 0.45), dice.between(0.06, 0.14)  # bellows, end blocks
    fan = dice.between(0.0, 50.0) if dice.chance(0.4) else 0.0  # degrees between the two ends
    model.add("bellows", _bellows(dice, outline, drawn, fan, height))
    for side in (1.0, -1.0):
        end = model.group()
        _end_block(end, dice, outline, thick * side, plain=concertina)
        if concertina or side < 0:
            _buttons(end, dice, height, depth, side * (thick + 0.003))
        else:
            _keyboard(end, dice, height, depth, thick)
        if not concertina and side > 0 and dice.chance(0.7):
            _straps(end, dice, height, depth, thick)
        elif dice.chance(0.6):
            x = side * (thick + 0.03)
            bow = [(side * thick, 0.4 * height, 0), (x, 0.2 * height, 0), (x, -0.2 * height, 0)]
            path = smooth([*bow, (side * thick, -0.4 * height, 0)], 12)
            end.add("strap", sweep(path, 1.0, rectangle(0.006, 0.05), normal=(1, 0, 0)))
        model.take(
            end, partial(_spread, out=side * 0.5 * drawn, turn=-side * 0.5 * fan, low=height)
        )


def _spread(mesh: Mesh, out: float, turn: float, low: float) -> Mesh:
    """Put an end where the bellows end: `out` along x, then turned about a point below."""
    return mesh.moved(out).turned("z", turn, at=(0.0, -0.6 * low, 0.0))


def _bellows(dice: Dice, outline: Points, drawn: float, fan: float, height: float) -> Mesh:
    """Pleats between the two ends, spread evenly or as a fan about a point below."""
    folds = dice.count(6, 16)
    stations = 2 * folds + 1
    deep = 1.0 - dice.between(0.06, 0.16)
    rings = []
    for i, share in enumerate(np.linspace(-0.5, 0.5, stations)):
        size = deep if i % 2 else 1.0
        ring = Mesh(plane(size * outline, "x", share * drawn), np.zeros((0, 3), dtype=np.int64))
        rings.append(ring.turned("z", -share * fan, at=(0.0, -0.6 * height, 0.0)).vertices)
    return skin(np.stack(rings))


def _end_block(end: Assembly, dice: Dice, outline: Points, out: float, plain: bool) -> None:
    """A block from x = 0 to `out`, mostly with a grille in front."""
    thick = abs(out)
    block = prism(outline, thick, "x", dice.between(0.0, 0.012)).moved(0.5 * out)
    end.add("body", block)
    if dice.chance(0.6) and not plain:
        size = block.size
        plate = box(0.6 * thick, 0.8 * float(size[1]), 0.01, 0.003)
        end.add("grille", plate.moved(x=0.5 * out).beside(block, "+z", gap=-0.004))


def _keyboard(end: Assembly, dice: Dice, height: float, depth: float, thick: float) -> None:
    """White and black keys on a board that stands out at the right end's side."""
    wide = dice.between(0.06, 0.1)
    front = 0.1 * depth
    board = box(wide, 0.95 * height, 0.5 * depth, 0.008)
    end.add("body", board.moved(thick + 0.5 * wide, 0.0, front - 0.25 * depth))
    if dice.chance(0.25):
        knob = cylinder(0.008, 0.012, "z", sides=8).moved(thick + 0.5 * wide, 0.0, front + 0.005)
        rows, lines = dice.count(9, 16), dice.count(2, 4)
        field = knob.in_grid(lines, rows, (0.9 * wide / lines, 0.9 * height / rows))
        end.add("key", field)
        return
    count = dice.count(12, 24)
    step = 0.92 * height / count
    white = box(0.95 * wide, 0.9 * step, 0.014).moved(thick + 0.5 * wide, 0.0, front + 0.007)
    end.add("key", white.in_row(count, step, "y"))
    black = box(0.5 * wide, 0.5 * step, 0.012).moved(thick + 0.26 * wide, 0.0, front + 0.02)
    for i in range(count - 1):
        if i % 7 not in (2, 6):
            end.add("key", black.moved(y=(i + 1 - 0.5 * count) * step))


def _buttons(end: Assembly, dice: Dice, height: float, depth: float, x: float) -> None:
    """Rows of round buttons on an end's outside."""
    columns, rows = dice.count(2, 6), dice.count(4, 12)
    size = min(0.3 * 0.7 * depth / columns, 0.3 * 0.7 * height / rows, 0.01)
    knob = cylinder(size, 0.014, "x", sides=8)
    step_z, step_y = 0.6 * depth / columns, 0.7 * height / rows
    field = knob.in_row(columns, step_z, "z").in_row(rows, step_y, "y")
    end.add("button", field.moved(x))


def _straps(end: Assembly, dice: Dice, height: float, depth: float, thick: float) -> None:
    """Two bands for the shoulders behind."""
    back, out = -0.5 * depth, dice.between(0.15, 0.3)
    bow = [(0, 0.45 * height, back), (0, 0.35 * height, back - out)]
    path = smooth([*bow, (0, -0.3 * height, back - out), (0, -0.45 * height, back)], 14)
    band = sweep(path, 1.0, rectangle(0.006, 0.045), normal=(0, 0, 1))
    end.add("strap", band.moved(0.5 * thick))
