"""Benches in parks and halls, and loungers of slats."""

import numpy as np

from patchalign3d_training.synthesis.kit import (
    Assembly,
    Dice,
    Mesh,
    beam,
    box,
    centres,
    cylinder,
    join,
    rod,
    smooth,
    strip,
    sweep,
)


def bench(chair: Assembly, dice: Dice) -> None:
    """A long seat with a leaning back on side frames, blocks or legs."""
    width, depth = dice.between(0.9, 2.2), dice.between(0.36, 0.55)
    height, rise = dice.between(0.38, 0.48), dice.between(0.3, 0.55)
    lean = dice.between(2.0, 22.0)
    thick = dice.between(0.015, 0.06)
    boards = _boards(dice, width, depth, thick).under(height)
    chair.add("seat", boards)
    gap = dice.between(0.0, 0.4) * rise
    upper = _boards(dice, width, rise - gap, dice.between(0.012, 0.04))
    upper = upper.turned("x", 90.0).moved(0, 0.5 * (rise + gap))
    leaning = upper.turned("x", -lean).moved(0, height, -0.48 * depth)
    chair.add("back", leaning)
    x = 0.5 * width * dice.between(0.75, 0.98)
    shift = rise * np.tan(np.radians(lean))
    z = 0.46 * depth
    wide, deep = dice.between(0.02, 0.06), dice.between(0.03, 0.08)
    under = height - thick
    kind = dice.pick({"frame": 3, "block": 1, "bow": 1})
    if kind == "block":
        block = box(dice.between(0.08, 0.25), under, 0.9 * depth).on().moved(0.85 * x)
        chair.add("leg", block.both())
    elif kind == "bow":
        path = [
            (x, 0, 1.1 * z),
            (x, 0.5 * under, 0.5 * z),
            (x, under, 0),
            (x, 0.5 * under, -0.6 * z),
        ]
        chair.add("leg", sweep(smooth([*path, (x, 0, -1.2 * z)], 18), 0.5 * wide).both())
    else:
        front = beam((x, 0, z), (x, under, z), deep, wide).both()
        rear = beam((x, 0, -1.1 * z), (x, under, -z), deep, wide).both()
        rail = beam((x, under - 0.02, -z), (x, under - 0.02, z), deep, wide).both()
        chair.add("leg", front, rear, rail)
        if dice.chance(0.3):
            chair.add("leg", beam((-x, 0.3 * under, 0), (x, 0.3 * under, 0), wide, wide))
    post = beam((x, under, -z), (x, height + rise, -z - shift), deep, 0.6 * wide).both()
    chair.add("back", post.moved(0, 0, -0.02))
    if dice.chance(0.5):
        up = dice.between(0.16, 0.26)
        rest = beam((x, height + up, 1.05 * z), (x, height + up, -z - 0.4 * shift), 0.03, 0.05)
        stay = beam((x, height - thick, z), (x, height + up, z), deep, wide)
        chair.add("arm", rest.both(), stay.both())


def lounger(chair: Assembly, dice: Dice) -> None:
    """A long chair whose seat and back are one bed of slats or cloth, at times on wheels."""
    width, long = dice.between(0.5, 0.75), dice.between(1.1, 1.9)
    height = dice.between(0.22, 0.42)
    lean, share = dice.between(8.0, 65.0), dice.between(0.3, 0.5)
    front, rear = long * (1 - share), long * share
    dip = dice.between(-0.06, 0.06)
    at = np.linspace(0.0, 1.0, 9)
    seat = np.stack([front * (1 - at), height + dip * np.sin(np.pi * at)], axis=1)
    angle = np.radians(lean)
    back = np.stack([-rear * at * np.cos(angle), height + rear * at * np.sin(angle)], axis=1)
    slats = dice.chance(0.6)
    for part, curve in (("seat", seat), ("back", back)):
        if slats:
            chair.add(part, *_slats(dice, curve, width))
        else:
            chair.add(part, strip(curve, width, dice.between(0.01, 0.08)))
    x, bar = 0.5 * width, dice.between(0.012, 0.03)
    rail = beam((x, height - 0.03, front), (x, height - 0.03, -0.2 * rear), 2 * bar, bar).both()
    chair.add("leg", rail)
    for z in (0.85 * front, -0.15 * rear):
        chair.add("leg", rod((x, height - 0.02, z), (x, 0, z * 1.05), bar).both())
    if lean > 20.0:
        top = back[6]
        chair.add("leg", rod((x, top[1], top[0]), (x, 0.5 * height, -0.6 * rear), 0.6 * bar).both())
    if dice.chance(0.3):
        wheel = cylinder(0.4 * height, 0.04, "x").moved(x + 0.03, 0.4 * height, -0.15 * rear)
        chair.add("leg", wheel.both(), detail="caster")
    if dice.chance(0.6):
        up = height + dice.between(0.15, 0.25)
        path = [(x, height, 0.5 * front), (x, up, 0.4 * front), (x, up, 0.1 * front)]
        rest = sweep(smooth([*path, (x, height + 0.1, -0.1 * rear)], 14), bar, sides=8)
        chair.add("arm", rest.moved(0.02).both())


def _boards(dice: Dice, width: float, depth: float, thick: float) -> Mesh:
    """One board or several beside each other, lying in y = 0 about the origin."""
    count = dice.one_of(1, 2, 3, 4, 5, 6, 8)
    board = box(width, thick, depth / count * dice.between(0.6, 0.95) if count > 1 else depth)
    places = centres(count, depth)
    return join(*(board.moved(0, 0, z) for z in places))


def _slats(dice: Dice, curve: np.ndarray, width: float) -> list[Mesh]:
    """Slats across a curve of (z, y)."""
    count = dice.count(7, 15)
    at = np.linspace(0.0, len(curve) - 1.0, count)
    steps = np.arange(len(curve))
    places = np.stack([np.interp(at, steps, curve[:, 0]), np.interp(at, steps, curve[:, 1])], 1)
    rise = curve[-1] - curve[0]
    tilt = np.degrees(np.arctan2(-rise[1], rise[0]))
    wide = float(np.linalg.norm(rise)) / count * dice.between(0.5, 0.9)
    slat = box(width, 0.014, wide).turned("x", float(tilt))
    return [slat.moved(0, y, z) for z, y in places]
