"""A mug, cup, stein or travel mug with one handle."""

import numpy as np

from patchalign3d_training.synthesis.kit import (
    Assembly,
    Dice,
    Mesh,
    Points,
    cylinder,
    lathe,
    pipe,
    rectangle,
    rod,
    smooth,
    sweep,
)


def build(mug: Assembly, dice: Dice) -> None:
    """A mug, cup, stein or travel mug with one handle."""
    radius = 1.0
    height = dice.between(1.8, 2.6) if dice.chance(0.6) else dice.between(1.0, 3.4)
    wall = dice.between(0.03, 0.16)
    common = ("straight",) * 5 + ("taper", "taper", "belly")
    kind = dice.one_of(*common, "flare", "foot", "facets", "bowl")
    levels = np.linspace(0.0, height, 6)
    widths = {
        "straight": np.ones(6),
        "facets": np.ones(6),
        "taper": np.linspace(dice.between(0.6, 0.95), 1.0, 6),
        "belly": 0.75 + dice.between(0.2, 0.5) * np.sin(np.linspace(0.35, 2.7, 6)),
        "flare": np.array([0.7, 0.75, 0.78, 0.82, 0.9, 1.1]),
        "bowl": np.array([0.4, 0.68, 0.84, 0.93, 0.98, 1.0]),
        "foot": np.array([0.75, 0.55, 0.85, 0.95, 1.0, 1.02]),
    }[kind]
    outside = smooth(np.stack([radius * widths, levels], axis=1), 14)
    sides = dice.pick({6: 1, 8: 2}) if kind == "facets" else dice.pick({28: 2, 14: 1, 40: 1})
    mug.add("cup", *_double_wall(dice, outside, wall, sides))
    low, high = dice.between(0.08, 0.35), dice.between(0.68, 0.94)
    if dice.chance(0.15):
        low, high = low + dice.between(0.1, 0.2), high - dice.between(0.05, 0.15)
    handle = _handle(dice, outside, low * height, high * height)
    turn = dice.one_of(0.0, 0.0, 180.0, dice.between(0.0, 360.0))
    mug.add("handle", *(piece.turned("y", turn) for piece in handle))
    if dice.chance(0.03):
        mug.add("handle", *(piece.turned("y", turn + 180.0) for piece in handle))
    _extras(mug, dice, height)


def _extras(mug: Assembly, dice: Dice, height: float) -> None:
    """A saucer below, a hoop around, or a spoon in it; all count as the cup."""
    kind = dice.pick({"none": 7, "saucer": 2, "hoops": 1, "spoon": 1})
    if kind == "saucer":
        wide, up = dice.between(1.4, 2.1), dice.between(0.1, 0.4)
        rest = dice.between(0.4, 0.8)
        lower = [(0, -0.14), (0.6 * wide, -0.14), (wide, up - 0.06)]
        upper = [(wide, up), (rest * wide, 0.02), (0, dice.between(-0.06, 0.0))]
        mug.add("cup", lathe([*lower, *upper], 32))
    elif kind == "hoops":
        hoop = pipe(1.05, 0.98, dice.between(0.05, 0.2))
        mug.add("cup", hoop.moved(0, 0.15 * height), hoop.moved(0, 0.85 * height))
    elif kind == "spoon":
        mug.add("cup", rod((0.2, 0.2, 0), (0.7, 1.3 * height, 0.2), 0.05))


def _double_wall(dice: Dice, outside: Points, wall: float, sides: int) -> list[Mesh]:
    """Outer wall, rim, inner wall and floors; a few have no inner wall or a closing lid."""
    height = outside[-1, 1]
    floor = dice.between(0.03, 0.15)
    inside = outside[::-1] - (wall, 0.0)
    inside = inside[inside[:, 1] > floor]
    rim = [(outside[-1, 0] - 0.5 * wall, height + 0.4 * wall)] if dice.chance(0.5) else []
    start = [(0.0, 0.0)]
    if dice.chance(0.4):
        start = [(0.0, 0.04), (0.85 * outside[0, 0], 0.04), (0.88 * outside[0, 0], -0.02)]
    profile = [*start, *outside, *rim]
    if dice.chance(0.88):
        profile += [*inside, (inside[-1, 0], floor), (0.0, floor)]
    pieces = [lathe(profile, sides)]
    if dice.chance(0.08):
        pieces.append(cylinder(outside[-1, 0] * 1.02, 0.12).moved(0, height + 0.06))
    if dice.chance(0.18):
        level = dice.between(0.5, 0.95) * height
        wide = float(np.interp(level, outside[:, 1], outside[:, 0])) - 0.7 * wall
        pieces.append(lathe([(0, level), (wide, level)], sides))
    return pieces


def _handle(dice: Dice, outside: Points, low: float, high: float) -> list[Mesh]:
    """A loop in the (x, y) plane from height `high` to `low` on the wall."""
    start = float(np.interp(high, outside[:, 1], outside[:, 0])) - 0.03
    end = float(np.interp(low, outside[:, 1], outside[:, 0])) - 0.03
    tall = high - low
    out = max(start, end) + dice.between(0.35, 0.95)
    kind = dice.pick({"round": 5, "d": 4, "square": 1, "ear": 2, "open": 1, "curl": 1, "bow": 1})
    top, bottom = (start, high, 0.0), (end, low, 0.0)
    if kind == "round":
        middle = [(0.6 * out + 0.4 * start, high + 0.05, 0), (out, 0.5 * (high + low), 0)]
        path = [top, *middle, (0.6 * out + 0.4 * end, low - 0.05, 0), bottom]
    elif kind == "d":
        path = [top, (out - 0.1, high, 0), (out, high - 0.2 * tall, 0), (out, low + 0.2 * tall, 0)]
        path += [(out - 0.1, low, 0), bottom]
    elif kind == "bow":
        inner, level = 0.5 * (start + end), 0.5 * (high + low)
        path = [
            (inner + (out - inner) * np.cos(angle), level + 0.5 * tall * np.sin(angle), 0.0)
            for angle in np.linspace(0.5 * np.pi, -0.5 * np.pi, 9)
        ]
    elif kind == "ear":
        path = [top, (out, high + 0.1, 0), (out, high - 0.4 * tall, 0), bottom]
    elif kind == "open":
        path = [top, (out, high, 0), (out, low, 0), (out - 0.3, low - 0.05, 0)]
    elif kind == "curl":
        path = [(start, high, 0), (out, high + 0.2, 0), (out + 0.05, 0.5 * (high + low), 0)]
        path += [bottom, (end + 0.15, low - 0.15, 0)]
    else:
        path = [top, (out, high, 0), (out, low, 0), bottom]
    curve = np.asarray(path) if kind == "square" else smooth(path, 22)
    thick = dice.between(0.075, 0.21)
    strap = rectangle(thick * dice.between(1.0, 3.2), thick, 0.4 * thick, 3)
    if dice.chance(0.5):
        return [sweep(curve, thick * dice.between(0.6, 1.0), sides=10)]
    return [sweep(curve, 1.0, strap, normal=(0.0, 0.0, 1.0))]
