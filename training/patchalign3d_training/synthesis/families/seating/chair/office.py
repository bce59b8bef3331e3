"""Padded chairs on a column, as in offices, and the same seats on other stands."""

import numpy as np

from patchalign3d_training.synthesis.families.seating.chair.pieces import SeatSize, arms
from patchalign3d_training.synthesis.kit import (
    Assembly,
    Dice,
    Mesh,
    beam,
    box,
    casters,
    grid_bars,
    pedestal,
    prism,
    rectangle,
    ring,
    smooth,
    strip,
    sweep,
    tube,
)


def office(chair: Assembly, dice: Dice) -> None:
    """A task, executive or drafting chair."""
    width, depth = dice.between(0.44, 0.56), dice.between(0.42, 0.54)
    height = dice.between(0.42, 0.56) if dice.chance(0.88) else dice.between(0.6, 0.8)
    thick = dice.between(0.04, 0.13)
    size = SeatSize(width, depth, height, thick)
    chair.add("seat", *_seat(dice, size))
    _back(chair, dice, size)
    under = size.below.height
    reach = dice.between(0.26, 0.36)
    legs, wheels = pedestal(dice, under, reach, dice.chance(0.9))
    chair.add("leg", *legs)
    chair.add("leg", *casters(*wheels), detail="caster")
    if height > 0.6 and dice.chance(0.6):
        foot = ring(dice.between(0.18, 0.26), 0.01).moved(0, 0.4 * under)
        chair.add("leg", foot, detail="stretcher")
    if dice.chance(0.65):
        kind = dice.one_of(None, "tee", "tee", "ring")
        pieces = _ring_arms(dice, size) if kind == "ring" else arms(dice, size, kind)
        chair.add("arm", *pieces)


def _seat(dice: Dice, size: SeatSize) -> list[Mesh]:
    """A pad whose front edge falls off, with or without a pan below."""
    width, depth, height, thick = size
    front, fall = 0.5 * depth, dice.between(0.0, 0.06)
    side = [(front, -fall - 0.01), (0.75 * front, 0.0), (0.0, -0.012), (-0.8 * front, 0.0)]
    side.append((-front, dice.between(0.0, 0.05)))
    curve = smooth(side, 14)
    share = np.linspace(0.0, 1.0, 14)
    waist = 1.0 - dice.between(0.0, 0.25) * (2 * share - 1.0) ** 4 - 0.1 * share
    pad = strip(curve[::-1], (width * waist)[::-1], thick, dice.between(0.0, 0.03))
    pieces = [pad.moved(0, height)]
    if dice.chance(0.3):
        pan = box(0.85 * width, 0.02, 0.8 * depth, 0.008).moved(0, height - thick - 0.01)
        pieces.append(pan)
    return pieces


def _back(chair: Assembly, dice: Dice, size: SeatSize) -> None:
    """A back with the curve of a spine, and what ties it to the seat."""
    width, depth, height, _ = size
    rise = dice.between(0.42, 0.85)
    gap = dice.between(-0.03, 0.2)
    rear, lean = -0.5 * depth + dice.between(-0.04, 0.03), dice.between(0.05, 0.25)
    hollow = dice.between(0.0, 0.05)
    levels = np.array([gap, gap + 0.3 * (rise - gap), gap + 0.65 * (rise - gap), rise])
    side = [(rear - lean * y, y) for y in levels]
    side[1] = (side[1][0] + hollow, side[1][1])
    curve = smooth(side, 16)
    share = np.linspace(-1.0, 1.0, 16)
    wide = width * dice.between(0.8, 1.05)
    power = dice.between(2.0, 8.0)
    ends = (1.0 - dice.between(0.1, 0.7) * np.abs(share) ** (2 * power)) ** 0.8
    taper = 1.0 - dice.between(-0.1, 0.3) * 0.5 * (share + 1.0)
    thick = dice.between(0.015, 0.1)
    cup = dice.between(0.0, 0.1)
    kind = dice.pick({"pad": 3, "split": 1, "mesh": 1})
    if kind == "mesh":
        middle = 0.5 * (gap + rise)
        turn = -np.degrees(np.arctan(lean))
        tall = rise - gap
        cells = dice.count(6, 11)
        net = grid_bars(0.95 * wide, 0.95 * tall, cells, cells, 0.003)
        rim = sweep(
            [(x, y, 0.0) for x, y in rectangle(wide, tall, 0.1, 5)], 0.014, sides=6, loop=True
        )
        for piece in (net, rim):
            chair.add("back", piece.turned("x", turn).moved(0, height + middle, rear - lean * 0.3))
    else:
        pad = strip(curve[::-1], (wide * ends * taper)[::-1], thick, cup)
        chair.add("back", pad.moved(0, height))
    if kind == "split":
        top = rise + 0.1
        head = box(0.6 * wide, 0.14, 0.05, 0.02).moved(0, height + top, rear - lean * top + 0.01)
        chair.add("back", head, detail="headrest")
        stem = beam(
            (0, height + rise - 0.05, rear - lean * rise),
            (0, height + top, rear - lean * top),
            0.05,
            0.015,
        )
        chair.add("back", stem)
    if gap > 0.02 or dice.chance(0.5):
        behind = rear - lean * 0.3 - 0.02 - (thick if kind != "mesh" else 0.0)
        low = height - dice.between(0.06, 0.1)
        path = [(0, low, 0.0), (0, low, 0.9 * behind), (0, height + 0.5 * gap, behind)]
        flat = rectangle(dice.between(0.04, 0.12), 0.016)
        spine = sweep([*path, (0, height + 0.55 * rise, behind)], 1.0, flat, normal=(1, 0, 0))
        chair.add("back", spine)


def _ring_arms(dice: Dice, size: SeatSize) -> list[Mesh]:
    """Closed loops beside the seat."""
    width, height = size.width, size.height
    up, deep = dice.between(0.2, 0.28), dice.between(0.25, 0.4)
    x = 0.5 * width + 0.03
    low = height - 0.05
    path = [(x - 0.05, low, 0.4 * deep), (x, height + up, 0.5 * deep)]
    path += [(x, height + up, -0.5 * deep), (x - 0.05, low, -0.4 * deep)]
    if dice.chance(0.5):
        flat = rectangle(dice.between(0.03, 0.05), 0.02)
        return [sweep(path, 1.0, flat, loop=True, normal=(1, 0, 0)).both()]
    pieces = [tube(path, 0.014, 20, 6).both()]
    pad = prism(rectangle(0.05, 0.9 * deep, 0.02), 0.025).moved(x, height + up)
    return [*pieces, pad.both()]
