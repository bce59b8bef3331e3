"""Pens, markers and pencils."""

import numpy as np

from patchalign3d_training.synthesis.kit import (
    Assembly,
    Dice,
    Mesh,
    ball,
    box,
    cylinder,
    join,
    lathe,
    polygon,
    prism,
    ring,
)


def build(model: Assembly, dice: Dice) -> None:
    """A pen, a marker or a pencil that stands upright on its tip."""
    kind = dice.pick({"click": 4, "cap": 4, "fountain": 2, "marker": 2, "pencil": 2})
    length = dice.between(0.13, 0.155)
    radius = length * (dice.between(0.05, 0.08) if kind == "marker" else dice.between(0.025, 0.045))
    pen = model.group()
    tip = dice.between(0.08, 0.14) * length  # how long the tip is
    _barrel(pen, dice, kind, length, radius, tip)
    if kind == "click":
        button = cylinder(0.45 * radius, 0.07 * length, sides=14).on(0.995 * length)
        pen.add("button", button)
        _clip(pen, dice, radius, top=0.97 * length, long=dice.between(0.2, 0.3) * length)
        if dice.chance(0.5):
            rubber = cylinder(1.12 * radius, 0.25 * length, sides=22).on(tip + 0.02 * length)
            pen.add("grip", rubber)
    elif kind == "pencil":
        band = cylinder(1.05 * radius, 0.05 * length, sides=18).on(0.99 * length)
        pen.add("grip", band)
        pen.add("eraser", cylinder(0.95 * radius, 0.05 * length, sides=18).on(band))
    else:
        _cap(pen, dice, length, radius, tip)
    model.take(pen)


def _barrel(pen: Assembly, dice: Dice, kind: str, length: float, radius: float, tip: float) -> None:
    """The shaft from the tip's end up, and the tip."""
    if kind == "pencil":
        sides = dice.pick({6: 3, 18: 1})
        pen.add("barrel", prism(polygon(sides, radius), length - tip, "y").on(tip))
        pen.add("tip", lathe([(0.25 * radius, 0.3 * tip), (0.95 * radius, tip)], sides))
        pen.add("tip", lathe([(0, 0), (0.25 * radius, 0.3 * tip), (0, 0.3 * tip)], 10))
        return
    swell, end = dice.between(0.95, 1.15), dice.between(0.7, 1.0)
    shaft = [(0, tip), (0.9, tip), (swell, 0.4 * length), (end, length), (0, length)]
    pen.add("barrel", lathe([(r * radius, y) for r, y in shaft], 22))
    if dice.chance(0.4):
        seam = ring(1.02 * radius, 0.06 * radius, sides=6).moved(y=dice.between(0.45, 0.6) * length)
        pen.add("barrel", seam)
    if kind == "fountain":
        neck = cylinder(0.6 * radius, 0.5 * tip, top=0.75 * radius, sides=18).on(0.55 * tip)
        nib = prism(
            np.array([(0, 0), (0.4, 0.5), (0.35, 1.0), (-0.35, 1.0), (-0.4, 0.5)]), 1.0, "z"
        )
        pen.add("tip", neck, nib.stretched(1.4 * radius, 0.6 * tip, 0.2 * radius))
        return
    blunt = 0.35 if kind == "marker" else 0.08
    cone = [(0, 0), (blunt, 0.0), (blunt, 0.25), (0.45, 0.3), (0.88, 1.0), (0, 1.0)]
    pen.add("tip", lathe(np.array(cone) * (radius, tip), 20))


def _cap(pen: Assembly, dice: Dice, length: float, radius: float, tip: float) -> None:
    """A cap with a clip over the tip, on the other end or lying beside."""
    tall, wide = dice.between(0.25, 0.42) * length, dice.between(1.12, 1.3) * radius
    shape = [(wide, 0), (wide, 0.85 * tall), (0.7 * wide, tall), (0, tall)]
    inside = [(0, 0.9 * tall), (0.9 * wide, 0.8 * tall), (0.9 * wide, 0)]
    cap = pen.group()  # its opening below, in y = 0
    cap.add("cap", lathe([*inside, *shape][::-1], 22))
    _clip(cap, dice, wide, top=0.92 * tall, long=dice.between(0.6, 0.85) * tall)
    where = dice.pick({"on the tip": 3, "behind": 3, "beside": 2})
    if where == "on the tip":
        upside_down = 2.2 * tip
        pen.take(cap, lambda mesh: mesh.turned("x", 180.0).moved(y=upside_down))
    elif where == "behind":
        pen.take(cap, lambda mesh: mesh.moved(y=0.88 * length))
    else:
        aside, up = dice.between(3.0, 6.0) * radius, dice.between(0.0, 0.5) * length
        pen.take(cap, lambda mesh: mesh.moved(x=aside, y=up))


def _clip(pen: Assembly, dice: Dice, radius: float, top: float, long: float) -> None:
    """A springy strip along the side, held at its upper end."""
    wide = dice.between(0.4, 0.8) * radius
    strip = box(wide, long, 0.2 * radius).under(top).moved(z=1.35 * radius)
    bridge = box(wide, 0.4 * radius, 0.9 * radius).under(top).moved(z=radius)
    pieces: list[Mesh] = [strip, bridge]
    if dice.chance(0.5):
        pieces.append(ball(0.3 * radius, sides=8).moved(y=top - long, z=1.3 * radius))
    pen.add("clip", join(*pieces))
