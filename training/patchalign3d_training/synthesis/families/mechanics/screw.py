"""Screws and bolts, with nuts and washers."""

import numpy as np

from patchalign3d_training.synthesis.kit import (
    Assembly,
    Dice,
    Mesh,
    ball,
    box,
    cylinder,
    dome,
    frame,
    join,
    lathe,
    pipe,
    polygon,
    prism,
    ring,
    superellipse,
    sweep,
)


def build(model: Assembly, dice: Dice) -> None:
    """A screw with a point, or a bolt for a nut; it points down or up, or lies."""
    piece = model.group()
    is_pointed = dice.chance(0.45)
    length = dice.between(3.0, 11.0)  # of the shank, whose radius is 1 at most
    _head(piece, dice)
    smooth_share = dice.pick({0.0: 3, 0.35: 2, 0.5: 1})
    start = -smooth_share * length
    core = 0.8
    if smooth_share:
        piece.add("shank", cylinder(dice.between(core, 1.0), -start).under(0.0))
    tip = -length
    piece.add("shank", cylinder(core, length + start + 0.02).under(start + 0.01))
    end = tip
    if is_pointed:
        end = tip - dice.between(1.2, 2.5)
        piece.add("tip", lathe([(0.0, end), (core, tip)], 20))
    elif dice.chance(0.5):
        piece.add("tip", cylinder(0.6 * core, 0.25, top=core).under(tip))
    pitch = dice.between(0.35, 0.9 if is_pointed else 0.5)
    piece.add("thread", _thread(dice, start - 0.1, tip, core, pitch))
    if is_pointed and dice.chance(0.6):
        piece.add("thread", _thread(dice, tip, 0.4 * tip + 0.6 * end, core, pitch, narrows_to=0.35))
    if not is_pointed and dice.chance(0.55):
        at = dice.between(0.55, 0.9) * tip
        _nut(piece, dice, at)
    if dice.chance(0.3):
        washer = pipe(dice.between(1.9, 2.6), 1.0, 0.25)
        piece.add("washer", washer.under(0.0))
    turn = dice.pick({0.0: 3, 90.0: 2, 180.0: 3})
    model.take(piece, lambda mesh: mesh.turned("z", turn))
    if not is_pointed and dice.chance(0.2):  # a loose nut beside it
        extra = model.group()
        _nut(extra, dice, 0.0)
        model.take(extra, lambda mesh: mesh.moved(0.4 * length + 4.0))


def _thread(
    dice: Dice, start: float, end: float, core: float, pitch: float, narrows_to: float = 1.0
) -> Mesh:
    """A helix around the shank, or rings, as simple models have."""
    turns = max(2, int((start - end) / pitch))
    if narrows_to == 1.0 and dice.chance(0.3):
        ridge = ring(core, 0.3 * pitch, count=18, sides=4)
        return ridge.in_row(turns, pitch, "y").moved(y=0.5 * (start + end))
    angle = np.linspace(0.0, 2.0 * np.pi * turns, 14 * turns)
    radius = core * np.linspace(1.0, narrows_to, len(angle))
    height = np.linspace(start, end, len(angle))
    path = np.stack([radius * np.cos(angle), height, radius * np.sin(angle)], axis=1)
    return sweep(path, 0.32 * pitch, sides=4)


def _head(piece: Assembly, dice: Dice) -> None:
    """The head on y = 0 upwards, with the recess that a driver fits."""
    wide, tall = dice.between(1.6, 2.2), dice.between(0.7, 1.4)
    kind = dice.pick({"hex": 4, "pan": 2, "flat": 2, "socket": 3, "eye": 1, "wing": 1})
    if kind == "hex":
        head = prism(polygon(dice.pick({6: 5, 4: 1}), wide), tall, bevel=0.1 * tall).on(0.0)
        piece.add("head", head)
        if dice.chance(0.35):
            piece.add("head", cylinder(1.25 * wide, 0.25).on(0.0))
        return
    if kind == "eye":
        piece.add("head", ring(1.3 * wide, 0.6, "z").on(0.0))
        return
    if kind == "wing":
        blade = prism(superellipse(2.2, 2.6, 2.0), 0.5, "z").moved(1.6, 1.6)
        piece.add("head", blade.both(), cylinder(1.3, 1.4).on(0.0))
        return
    if kind == "socket":
        wall = pipe(wide * 0.9, 0.5 * wide, tall + 0.4, sides=24).on(0.0)
        floor = cylinder(0.52 * wide, 0.4).on(0.0)
        piece.add("head", wall, floor)
        hexagon = polygon(6, 0.5 * wide)
        piece.add("slot", frame(1.01 * hexagon, 0.9 * hexagon, tall).on(0.4))
        return
    if kind == "pan":
        piece.add("head", dome(wide, tall).on(0.0), cylinder(wide, 0.01).on(0.0))
    else:
        piece.add("head", cylinder(0.9, 0.8 * tall, top=wide).on(0.0))
    top = tall if kind == "pan" else 0.8 * tall
    bar = box(1.5 * wide, 0.12, 0.3).on(top - 0.06)
    if kind == "pan":
        bar = box(1.1 * wide, 0.5 * tall, 0.3).under(top + 0.05)
    piece.add("slot", bar if dice.chance(0.5) else join(bar, bar.turned("y", 90.0)))


def _nut(piece: Assembly, dice: Dice, at: float) -> None:
    """A nut around the shank with its middle at this height."""
    wide, tall = dice.between(1.7, 2.1), dice.between(0.9, 1.7)
    kind = dice.pick({"hex": 5, "square": 1, "wing": 1, "cap": 1})
    if kind == "wing":
        blade = prism(superellipse(1.8, 2.4, 2.0), 0.4, "z").moved(2.0, -0.5).turned("x", 180.0)
        piece.add("nut", pipe(1.5, 0.9, tall).moved(y=at), blade.moved(y=at).both())
        return
    sides = 4 if kind == "square" else 6
    outer = polygon(sides, wide)
    share = np.arange(6)[:, None] / 6.0  # the outline gets as many points as the bore
    edge = [
        (1.0 - share) * a + share * b
        for a, b in zip(outer, np.roll(outer, -1, axis=0), strict=True)
    ]
    bored = frame(np.concatenate(edge), polygon(6 * sides, 0.9), tall)
    piece.add("nut", bored.moved(y=at))
    if kind == "cap":
        piece.add("nut", ball(0.8 * wide, sides=16).moved(y=at - 0.5 * tall))
