"""Skateboards."""

from collections.abc import Callable

import numpy as np

from patchalign3d_training.synthesis.kit import (
    Assembly,
    Dice,
    Mesh,
    Points,
    box,
    cylinder,
    join,
    lathe,
    lengthwise,
    pipe,
    prism,
    rod,
    skin,
    superellipse,
    sweep,
)


def build(board: Assembly, dice: Dice) -> None:
    """A street deck, longboard, cruiser, old-school board or, rarely, a board without wheels.

    The real set calls what joins wheels and deck by its third word, "belt for foot", on most
    boards; straps carry it where there are any.
    """
    length, width = dice.between(0.65, 1.1), dice.between(0.16, 0.26)
    thick = dice.one_of(dice.between(0.006, 0.015), dice.between(0.01, 0.03))
    start = dice.between(0.24, 0.38) * length
    lift = _bend(dice, length, width, start)
    outline = _outline(dice, width, length)
    board.add("deck", lift(_plate(outline, thick, length)))
    if dice.chance(0.3):
        tape = _plate(0.98 * outline, 0.001, length).moved(0, 0.5 * thick + 0.001)
        board.add("deck", lift(tape))
    if dice.chance(0.06):
        _straps(board, width, thick, dice.between(0.5, 0.8) * start)
        return
    radius = dice.one_of(dice.between(0.022, 0.032), dice.between(0.028, 0.044))
    drop = radius * dice.between(0.7, 1.2) + dice.between(0.02, 0.04)
    wide = radius * dice.between(0.9, 1.6)
    x = 0.5 * width * dice.between(0.6, 1.05) - 0.4 * wide
    wheel = _wheel(dice, radius, wide)
    base = start * dice.between(0.8, 1.05)
    part = dice.pick({"belt for foot": 6, "wheel": 1, "deck": 1})
    for side in (1.0, -1.0):
        z = side * base
        y = float(lift(box(1e-3, 1e-3, 1e-3).moved(0, 0, z)).vertices[:, 1].mean())
        y -= 0.5 * thick
        board.add("wheel", wheel.moved(x, y - drop, z).both())
        _truck(board, dice, part, x, drop, side, (0.0, y, z))
        if dice.chance(0.3):
            bolt = cylinder(0.004, thick + 0.014, sides=6).moved(0, y, z)
            places = [(a * 0.02, 0.5 * thick, b * 0.03) for a in (-1, 1) for b in (-1, 1)]
            board.add("deck", bolt.at(places), detail="bolt")
    if dice.chance(0.05):
        _straps(board, width, thick, 0.6 * start)


def _bend(dice: Dice, length: float, width: float, start: float) -> Callable[[Mesh], Mesh]:
    """What lifts nose and tail, hollows the deck and gives it a rocker."""
    kick = dice.one_of(0.0, dice.between(0.02, 0.1), dice.between(0.04, 0.09))
    dish, rocker = dice.between(0.0, 0.012), dice.between(-0.03, 0.03)
    ends = dice.one_of((1.0, 1.0), (1.0, 1.0), (0.0, 1.0), (0.3, 1.0))
    sharp = dice.between(1.0, 1.8)

    def lift(mesh: Mesh) -> Mesh:
        x, y, z = mesh.vertices.T
        over = np.maximum(np.abs(z) - start, 0.0) / (0.5 * length - start)
        share = np.where(z > 0, ends[0], ends[1])
        bow = rocker * (2 * z / length) ** 2
        up = kick * over**sharp * share + dish * (2 * x / width) ** 2 + bow
        return Mesh(np.stack([x, y + up, z], axis=1), mesh.faces)

    return lift


def _outline(dice: Dice, width: float, length: float) -> Points:
    kind = dice.pick({"pill": 4, "fish": 1, "pin": 1, "dropped": 1})
    if kind == "pill":
        power = dice.between(2.6, 6.0)
        pill = superellipse(width, length, power, 60)
        if dice.chance(0.5):
            radius = 0.5 * width
            z = np.linspace(-0.5, 0.5, 61) * length
            near = np.minimum(0.5 * length - np.abs(z), radius)
            x = np.sqrt(np.maximum(radius**2 - (radius - near) ** 2, 0.0))
            return np.concatenate([np.stack([x, z], axis=1), np.stack([-x, z], axis=1)[::-1]])
        return pill
    half = 0.5 * width
    sizes = {
        "fish": [0.45, 0.7, 0.8, 0.9, 1.0, 0.9, 0.3],
        "pin": [0.3, 0.7, 0.95, 1.0, 0.9, 0.6, 0.05],
        "dropped": [0.45, 0.5, 0.95, 1.0, 0.95, 0.5, 0.45],
    }[kind]
    levels = np.array([-0.5, -0.42, -0.25, 0.0, 0.25, 0.42, 0.5]) * length
    return lengthwise(np.stack([np.array(sizes) * half, levels], axis=1), 48)


def _plate(outline: Points, thick: float, length: float) -> Mesh:
    """A plate with stations along z, close at the ends, so that it can be bent and is round."""
    z = 0.4998 * length * np.sin(np.linspace(-0.5, 0.5, 33) * np.pi)
    right = outline[outline[:, 0] >= 0]
    right = right[np.argsort(right[:, 1])]
    half = np.interp(z, right[:, 1], right[:, 0])
    across = np.array([-1.0, -0.5, 0.0, 0.5, 1.0])
    top = np.stack(np.broadcast_arrays(half[:, None] * across, 0.5 * thick, z[:, None]), axis=-1)
    ring = np.concatenate([top, top[:, ::-1] - (0.0, thick, 0.0)], axis=1)
    return skin(ring)


def _wheel(dice: Dice, radius: float, wide: float) -> Mesh:
    sides = dice.pick({8: 1, 16: 2, 20: 1})
    if dice.chance(0.4):
        half = 0.5 * wide
        profile = [(0, -half), (0.75 * radius, -half), (radius, -0.5 * half), (radius, 0.5 * half)]
        return lathe([*profile, (0.75 * radius, half), (0, 0.6 * half)], sides).turned("z", -90.0)
    bore = pipe(radius, 0.35 * radius, wide, "x", sides)
    core = cylinder(0.36 * radius, 0.7 * wide, "x", sides=8)
    return dice.one_of(cylinder(radius, wide, "x", sides=sides), join(bore, core))


def _truck(
    board: Assembly,
    dice: Dice,
    part: str,
    x: float,
    drop: float,
    side: float,
    at: tuple[float, float, float],
) -> None:
    """Base plate, hanger, kingpin and axle; `side` is 1 for the front one."""
    plate = box(dice.between(0.04, 0.065), 0.008, dice.between(0.07, 0.1)).moved(0, -0.004)
    kind = dice.pick({"block": 1, "hanger": 2, "plain": 1})
    pieces = [plate, rod((-1.1 * x, -drop, 0), (1.1 * x, -drop, 0), 0.006, sides=6)]
    if kind == "block":
        wedge = np.array([(-0.03, 0.0), (0.03, 0.0), (0.015, -1.0), (-0.015, -1.0)]) * (1, drop)
        pieces.append(prism(wedge, dice.between(0.3, 1.6) * x, "x"))
    elif kind == "hanger":
        along = np.array([-0.95, -0.5, -0.15, 0.15, 0.5, 0.95]) * x
        radii = np.array([0.008, 0.012, 0.02, 0.02, 0.012, 0.008]) * dice.between(0.8, 1.3)
        rise = -drop + np.array([0, 0.0, 0.012, 0.012, 0.0, 0])
        path = np.stack([along, rise, np.zeros(6)], axis=1)
        pieces.append(sweep(path, radii, sides=8))
        pieces.append(rod((0, -0.005, -0.03 * side), (0, -drop, 0.012 * side), 0.011, sides=8))
        pieces.append(rod((0, -0.005, 0.03 * side), (0, -drop + 0.01, 0), 0.008, sides=6))
        ring = cylinder(0.017, 0.012, sides=10)
        pieces.append(ring.moved(0, -0.45 * drop, -0.012 * side))
    else:
        pieces.append(box(1.4 * x, 0.012, 0.02).moved(0, -drop + 0.004))
        pieces.append(rod((0, 0, 0), (0, -drop, 0), 0.016, sides=8))
    board.add(part, pieces[0].moved(*at))
    board.add(part, join(*pieces[1:]).moved(*at), detail="hanger")


def _straps(board: Assembly, width: float, thick: float, z: float) -> None:
    """A bow over either foot."""
    path = [(0.5, 0, 0), (0.35, 0.25, 0), (-0.35, 0.25, 0), (-0.5, 0, 0)]
    profile = np.array([(1, -9.0), (1, 9.0), (-1, 9.0), (-1, -9.0)]) * 0.002
    bow = sweep(np.array(path) * width, 1.0, profile, normal=(0, 1, 0))
    board.add("belt for foot", bow.at([(0, 0.5 * thick, z), (0, 0.5 * thick, -z)]))
