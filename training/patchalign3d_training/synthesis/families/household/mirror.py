"""Mirrors: on walls, on feet, in the hand."""

import numpy as np

from patchalign3d_training.synthesis.kit import (
    Assembly,
    Dice,
    Points,
    ball,
    box,
    cylinder,
    frame,
    lathe,
    prism,
    rectangle,
    ring,
    rod,
    sheet,
    superellipse,
    sweep,
)


def build(model: Assembly, dice: Dice) -> None:
    """A mirror that looks along +z."""
    kind = dice.pick({"wall": 4, "standing": 3, "table": 3, "hand": 2})
    width = dice.between(0.4, 0.9)
    tall = width * (1.0 if dice.chance(0.3) else dice.between(1.2, 2.6))
    if kind == "hand":
        tall = width * dice.between(1.0, 1.35)
    glass = _outline(dice, width, tall)
    rim = dice.between(0.06, 0.18) * width
    thick = dice.between(0.02, 0.06)
    leaf = model.group()
    outer = glass * (1.0 + 2.0 * rim / np.ptp(glass, axis=0))
    leaf.add("frame", frame(outer, glass, thick, "z"))
    if dice.chance(0.3):  # a bead around it
        path = np.column_stack([0.5 * (outer + glass), np.full(len(glass), 0.5 * thick)])
        leaf.add("frame", sweep(path, 0.3 * rim, sides=6, loop=True))
    if dice.chance(0.5):
        leaf.add("mirror", sheet(glass, "z", dice.between(0.0, 0.4) * thick))
    else:
        leaf.add("mirror", prism(glass, 0.3 * thick, "z"))
    if dice.chance(0.7):
        leaf.add("back", prism(outer * 0.97, 0.2 * thick, "z").moved(z=-0.5 * thick))
    top = 0.5 * tall + rim
    if dice.chance(0.3):
        crest = lathe([(0.0, -0.3), (0.7, -0.2), (1.0, 0.0), (0.4, 0.3), (0.0, 0.8)], 12)
        piece = crest.scaled(dice.between(0.8, 1.5) * rim).stretched(z=0.5)
        leaf.add(
            "ornament", piece.moved(y=top), ball(0.4 * rim).moved(0.3 * width, top - 0.05).both()
        )
    low = -top
    if kind == "hand":
        length = tall * dice.between(0.5, 0.9)
        thin = dice.between(0.35, 0.8) * rim
        leaf.add(
            "handle",
            rod((0, low + 0.2 * rim, 0), (0, low - length, 0), thin, dice.between(0.7, 1.5) * thin),
        )
        if dice.chance(0.4):
            leaf.add("handle", ball(1.5 * thin).moved(y=low - length))
    tilt = dice.between(0.0, 18.0) if kind in ("standing", "table") else 0.0
    model.take(leaf, lambda mesh: mesh.turned("x", -tilt))
    if kind == "standing":
        _trestle(model, dice, 0.5 * width + rim, low)
    elif kind == "table":
        foot, drop = dice.between(0.25, 0.4) * width, dice.between(0.1, 0.5)
        model.add("stand", rod((0, low + 0.05, -0.5 * thick), (0, low - drop, 0), 0.025))
        model.add("stand", cylinder(foot, 0.03, top=0.9 * foot).under(low - drop + 0.02))
        if dice.chance(0.5):
            reach = 0.5 * width + rim + 0.02
            bow = [(reach * np.cos(a), reach * np.sin(a), 0) for a in np.linspace(-np.pi, 0.0, 16)]
            model.add("stand", sweep(np.array(bow) * (1.0, top / reach, 1.0), 0.015))
            model.add("stand", ball(0.03).moved(reach).both())


def _outline(dice: Dice, width: float, tall: float) -> Points:
    """An oval, a rectangle, or one with an arch, counter-clockwise in (x, y)."""
    kind = dice.pick({"oval": 3, "rectangle": 3, "arch": 1})
    if kind == "oval":
        return superellipse(width, tall, dice.one_of(2.0, 2.0, 3.0), 32)
    if kind == "rectangle":
        return rectangle(width, tall, dice.one_of(0.0, 0.08), 4)
    angle = np.linspace(0.0, np.pi, 17)
    arch = np.stack([np.cos(angle), np.sin(angle)], axis=1) * 0.5 * width + (
        0.0,
        0.5 * (tall - width),
    )
    return np.concatenate([arch, [(-0.5 * width, -0.5 * tall), (0.5 * width, -0.5 * tall)]])


def _trestle(model: Assembly, dice: Dice, reach: float, low: float) -> None:
    """Two posts on feet at the sides, or two legs and a prop behind."""
    floor = low - dice.between(0.05, 0.3)
    if dice.chance(0.6):
        side = reach + 0.03
        post = rod((side, floor, 0), (side, -0.6 * low * dice.between(0.0, 1.0), 0), 0.025)
        foot = box(0.05, 0.05, dice.between(0.4, 0.6), 0.01).on(floor).moved(side)
        pin = cylinder(0.02, 0.08, "x").moved(reach)
        model.add("stand", post.both(), foot.both(), pin.both())
        model.add("stand", rod((-side, floor + 0.06, 0), (side, floor + 0.06, 0), 0.018))
        if dice.chance(0.5):
            model.add("ornament", ring(0.03, 0.015, "z").moved(side, float(post.high[1])).both())
        return
    model.add("stand", rod((0.8 * reach, low + 0.1, 0), (0.9 * reach, floor, 0.1), 0.02).both())
    model.add("stand", rod((0, 0, -0.03), (0, floor, -0.5), 0.02))
