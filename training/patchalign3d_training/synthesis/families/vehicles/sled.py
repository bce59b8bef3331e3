"""Sleds and sleighs; they slide to +z."""

import numpy as np

from patchalign3d_training.synthesis.kit import (
    Assembly,
    Dice,
    box,
    join,
    prism,
    rod,
    smooth,
    sweep,
    tube,
)


def build(model: Assembly, dice: Dice) -> None:
    """Two runners whose front ends bend up; slats to sit on, or the body of a sleigh."""
    length, width = dice.between(0.9, 1.5), dice.between(0.35, 0.5)
    height, half = dice.between(0.15, 0.35), 0.5 * length
    x, curl = 0.45 * width, dice.between(0.1, 0.35)
    sleigh = dice.chance(0.35)
    path = [(x, 0.02, -half), (x, 0.02, 0.7 * half), (x, 0.3 * height, half + 0.3 * curl)]
    path += [(x, height, half + 0.5 * curl)]
    if sleigh or dice.chance(0.3):
        path += [(x, height + 0.5 * curl, half + 0.2 * curl), (x, height + 0.3 * curl, half)]
    thick = dice.between(0.012, 0.025)
    runner = tube(path, thick, 24, 6)
    if dice.chance(0.4):
        runner = join(runner, runner.moved(0.03))
    model.add("runner", runner.both())
    post = rod((x, 0.0, 0.0), (0.9 * x, height, 0.0), thick).both()
    count = dice.count(2, 3)
    model.add("support", post.in_row(count, 1.3 * half / (count - 1), "z"))
    bar = rod((-x, height - 0.02, 0.0), (x, height - 0.02, 0.0), thick)
    model.add("support", bar.in_row(count, 1.3 * half / (count - 1), "z"))
    if sleigh:
        _body(model, dice, width, half, height)
    else:
        _slats(model, dice, width, half, height)
    if dice.chance(0.6):
        tip = (0.0, dice.between(0.1, 0.6), half + dice.between(0.4, 0.9))
        cord = sweep(
            [(x, height, half + 0.4 * curl), (0.5 * x, 0.7 * height, half + 0.35), tip],
            0.01,
            sides=5,
        )
        model.add("rope", cord.both())


def _slats(model: Assembly, dice: Dice, width: float, half: float, height: float) -> None:
    """Boards along or across, perhaps with a back for a child."""
    count = dice.count(2, 6)
    if dice.chance(0.6):
        slat = box(0.8 * width / count, 0.02, 1.8 * half, 0.0).on(height)
        model.add("seat", slat.in_row(count, width / count))
    else:
        number = count + 4
        slat = box(width, 0.02, 1.4 * half / number).on(height)
        model.add("seat", slat.in_row(number, 1.8 * half / number, "z"))
    if dice.chance(0.35):
        tall = dice.between(0.25, 0.4)
        post = rod((0.4 * width, height, 0.0), (0.4 * width, height + tall, -0.06), 0.015).both()
        board = box(0.9 * width, 0.1, 0.02).moved(0.0, height + 0.8 * tall, -0.05)
        model.add("back", join(post, board).moved(z=-0.7 * half))
    if dice.chance(0.3):
        rail = tube(
            [(0.0, 0.0, -0.6 * half), (0.06, 0.1, 0.0), (0.0, 0.0, 0.6 * half)], 0.012, 10, 5
        )
        model.add("handle", rail.moved(0.5 * width, height + 0.02).both())


def _body(model: Assembly, dice: Dice, width: float, half: float, height: float) -> None:
    """The curved sides of a sleigh with a bench between them."""
    high = dice.between(0.35, 0.6)
    lower = [(-0.85 * half, 0.0), (0.8 * half, 0.0), (half, 0.35 * high)]
    upper = [(0.7 * half, 0.3 * high), (0.1 * half, 0.25 * high), (-0.5 * half, 0.7 * high)]
    side = smooth([*lower, *upper, (-half, high)], 30, closed=True)
    model.add("body", prism(np.asarray(side), 0.03, "x").moved(0.5 * width, height).both())
    model.add("body", box(width, 0.03, 1.65 * half).on(height))
    model.add("body", box(width, 0.3 * high, 0.03).on(height).moved(z=0.78 * half))
    model.add(
        "seat", box(0.95 * width, 0.1, 0.4 * half, 0.03).on(height + 0.1).moved(z=-0.45 * half)
    )
    board = box(0.95 * width, 0.7 * high, 0.05, 0.02).on(height + 0.1).turned("x", -12.0)
    model.add("back", board.moved(z=-0.72 * half))
