"""Wheelbarrows; the wheel is in front, at +z, the handles at -z."""

import numpy as np

from patchalign3d_training.synthesis.kit import (
    Assembly,
    Dice,
    Points,
    box,
    plane,
    rectangle,
    rod,
    sheet,
    skin,
    smooth,
    sweep,
    wheel,
)


def build(barrow: Assembly, dice: Dice) -> None:
    """A tub on a frame of tubes or beams with one wheel, or two."""
    width, length = dice.between(0.55, 0.75), dice.between(0.75, 1.0)  # of the tub's rim
    deep, radius = dice.between(0.2, 0.38), dice.between(0.16, 0.24)
    bottom = radius + dice.between(0.05, 0.15)  # height of the tub's floor
    _tub(barrow, dice, width, length, (bottom, deep))
    front = 0.5 * length + dice.between(0.0, 0.2)  # the axle
    one = wheel(radius, dice.between(0.07, 0.12), dice.one_of(0, 0, 5, 8), 0.35).on(0.0)
    twin = dice.chance(0.15)
    barrow.add("wheel", one.moved(0.35 * width, 0.0, front).both() if twin else one.moved(z=front))
    reach = dice.between(0.5, 0.8)  # how far the handles reach behind the tub
    back, level = -0.5 * length - reach, bottom + deep * dice.between(0.7, 1.2)
    thick = dice.between(0.016, 0.03)
    out = 0.36 * width
    low, floor = (0.08, radius, front), bottom - 1.5 * thick
    under = [(0.25 * width, floor, 0.25 * length), (0.33 * width, floor, -0.25 * length)]
    rear = (out, bottom + 0.1, -0.5 * length)
    path = smooth([low, *under, rear, (out, level, back)], 20)
    square = rectangle(2 * thick, 2 * thick) if dice.chance(0.4) else None
    pole = sweep(path, 1.0 if square is not None else thick, square, sides=8)
    barrow.add("frame", pole.both())
    barrow.add("frame", rod((-0.3 * width, radius, front), (0.3 * width, radius, front), 0.015))
    grip = rod(path[-3], path[-1] + 0.03 * (path[-1] - path[-2]), 1.35 * thick, sides=10)
    barrow.add("handle", grip.both())
    _legs(barrow, dice, width, length, (bottom, thick))


def _tub(
    barrow: Assembly, dice: Dice, width: float, length: float, heights: tuple[float, float]
) -> None:
    """A tray with sloping walls, steepest behind; both its faces."""
    bottom, deep = heights
    rounding = dice.one_of(0.0, 0.12, 0.2)
    rim: Points = rectangle(width, length, rounding, 5)
    floor = rim * (dice.between(0.5, 0.75), dice.between(0.4, 0.6)) - (0.0, 0.1 * length)
    levels = [bottom, bottom + deep]
    walls = np.stack([plane(floor, "y", levels[0]), plane(rim, "y", levels[1])])
    walls[1, :, 1] += dice.between(0.0, 0.1) * walls[1, :, 2]
    barrow.add("tub", skin(walls, caps=False), sheet(floor, "y", levels[0]))
    inner = walls * (0.97, 1.0, 0.97) + (0.0, 0.012, 0.0)
    barrow.add("tub", skin(inner[::-1], caps=False), sheet(0.97 * floor, "y", bottom + 0.012))
    if dice.chance(0.6):
        edge = walls[1]
        barrow.add("tub", sweep(edge, 0.014, sides=6, loop=True))


def _legs(
    barrow: Assembly, dice: Dice, width: float, length: float, heights: tuple[float, float]
) -> None:
    """Two legs below the rear of the tub: bent tubes or plain posts, perhaps tied."""
    bottom, thick = heights
    x, z = 0.33 * width, -0.35 * length
    if dice.chance(0.6):
        half = dice.between(0.06, 0.14)
        bow = [(x, bottom, z + half), (x, 0.015, z + 0.5 * half), (x, 0.015, z - half)]
        leg = sweep([*bow, (x, bottom + 0.01, z - 1.5 * half)], 0.8 * thick, sides=8)
    else:
        leg = box(2 * thick, bottom, 2 * thick).on(0.0).moved(x, 0.0, z)
    barrow.add("leg", leg.both())
    if dice.chance(0.5):
        tie = rod((-x, 0.4 * bottom, z), (x, 0.4 * bottom, z), 0.6 * thick, sides=6)
        barrow.add("leg", tie)
