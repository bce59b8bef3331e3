"""Saws; they lie along z with the tip at +z and their teeth down."""

from dataclasses import dataclass

import numpy as np

from patchalign3d_training.synthesis.kit import (
    Assembly,
    Dice,
    Mesh,
    box,
    cylinder,
    frame,
    join,
    prism,
    rectangle,
    rod,
    smooth,
    superellipse,
    sweep,
)


@dataclass(frozen=True)
class SawBlade:
    """A blade from z = 0 on, teeth at y = 0: its length, heights at heel and tip, thickness."""

    length: float
    heel: float
    tip: float
    thick: float


def build(saw: Assembly, dice: Dice) -> None:
    """A hand saw, a back saw with its spine, a pull saw, a hacksaw or a bow saw."""
    kind = dice.pick({"hand": 4, "back": 2, "pull": 1, "hacksaw": 3, "bow": 2})
    if kind in ("hacksaw", "bow"):
        _framed_saw(saw, dice, kind)
        return
    heel = dice.between(0.25, 0.5)
    tip = heel * (dice.between(0.25, 0.6) if kind == "hand" else dice.between(0.8, 1.1))
    blade = SawBlade(dice.between(1.2, 2.2), heel, tip, dice.between(0.01, 0.025))
    _blade(saw, dice, blade)
    if kind == "back":
        spine = box(4.0 * blade.thick, 0.06, 0.98 * blade.length)
        saw.add("frame", spine.moved(y=heel, z=0.5 * blade.length))
    middle = (0.0, 0.55 * heel, 0.0)
    if kind == "pull":
        stick = prism(superellipse(0.13, 0.09, 3.0, 12), dice.between(0.8, 1.3), "z")
        saw.add("handle", stick.at([middle]).moved(z=-0.5 * float(stick.size[2])))
    else:
        grip = _closed_grip(dice) if dice.chance(0.7) else _open_grip(dice)
        saw.add("handle", grip.at([middle]))
        rivet = cylinder(0.025, 0.16, "x", sides=8).in_row(2, 0.14, "y")
        saw.add("handle", rivet.at([middle]).moved(z=-0.02))


def _blade(saw: Assembly, dice: Dice, blade: SawBlade) -> None:
    """A plate, mostly with teeth along its lower edge."""
    long = blade.length
    nose = dice.between(0.9, 1.0) * long  # the tip is cut off square or aslant
    plate = np.array([(0.0, 0.0), (long, 0.0), (nose, blade.tip), (-0.1, blade.heel), (-0.1, 0.1)])
    saw.add("blade", prism(plate, blade.thick, "x"))
    if dice.chance(0.75):
        deep = dice.between(0.02, 0.05)
        saw.add("blade", _teeth(dice, long, deep, blade.thick), detail="tooth")


def _teeth(dice: Dice, length: float, deep: float, thick: float) -> Mesh:
    """A comb below y = 0 from z = 0 on."""
    count = min(int(length / (deep * dice.between(0.9, 1.6))), 60)
    step = length / count
    points = []
    for i in range(count):
        points += [(i * step, 0.0), ((i + dice.one_of(0.5, 0.5, 0.15)) * step, -deep)]
    return prism(np.array([*points, (length, 0.0), (length, 0.01), (0.0, 0.01)]), thick, "x")


def _closed_grip(dice: Dice) -> Mesh:
    """A board with a hole for the hand, behind the blade."""
    tall, deep = dice.between(0.45, 0.62), dice.between(0.4, 0.55)
    outside = superellipse(deep, tall, dice.between(2.2, 3.5), 28)
    hole = outside * (dice.between(0.4, 0.5), dice.between(0.5, 0.65))
    board = frame(outside, hole, dice.between(0.07, 0.11), "x")
    return board.turned("x", dice.between(-25.0, 15.0)).moved(z=-0.4 * deep)


def _open_grip(dice: Dice) -> Mesh:
    """A cheek that carries the blade, and a grip down and backwards."""
    cheek = prism(superellipse(0.3, 0.3, 2.6, 16), 0.09, "x")
    drop, back = dice.between(0.3, 0.5), dice.between(0.15, 0.35)
    path = smooth([(0, 0.1, 0), (0, -0.1, -0.15), (0, -drop, -back)], 8)
    section = superellipse(0.14, 0.1, 2.6, 10)
    return join(cheek, sweep(path, [1.0] * 7 + [1.3], section, normal=(0, 0, 1)))


def _framed_saw(saw: Assembly, dice: Dice, kind: str) -> None:
    """A thin blade held by a frame of bars (hacksaw) or of one bent tube (bow saw)."""
    length, rise = dice.between(1.1, 1.8), dice.between(0.3, 0.6)
    blade = SawBlade(length, 0.06, 0.06, dice.between(0.01, 0.02))
    _blade(saw, dice, blade)
    thick = dice.between(0.025, 0.045)
    if kind == "bow":
        inner = [(0, 0.7 * rise, 0.12 * length), (0, rise, 0.5 * length)]
        bow = smooth([(0, 0.03, 0), *inner, (0, 0.25 * rise, 0.97 * length)], 24)
        saw.add("frame", sweep([*bow, (0, 0.03, length)], thick, sides=10))
        saw.add("handle", sweep(bow[1:8], 1.35 * thick, sides=10))
        return
    corner = dice.between(0.0, 0.15) * length
    path = [(0, 0.03, 0), (0, rise, 0), (0, rise, length - corner), (0, 0.03, length)]
    section = rectangle(1.6 * thick, thick) if dice.chance(0.6) else superellipse(1, 1, 2) * thick
    saw.add("frame", sweep(path, 1.0, section, normal=(0, 0, 1)))
    peg = rod((-0.05, 0.03, 0), (0.05, 0.03, 0), 0.02, sides=6)
    saw.add("frame", peg, peg.moved(z=length))
    grip = dice.pick({"closed": 1, "open": 1, "straight": 1})
    if grip == "straight":
        stick = rod((0, 0.05, -0.55), (0, 0.05, 0.0), 0.055, 0.07, sides=10)
        saw.add("handle", stick)
    else:
        shape = _closed_grip(dice) if grip == "closed" else _open_grip(dice)
        saw.add("handle", shape.moved(y=0.45 * rise))
