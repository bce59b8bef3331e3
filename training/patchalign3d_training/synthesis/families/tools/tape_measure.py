"""Tape measures; the tape leaves the case towards +z."""

import numpy as np

from patchalign3d_training.synthesis.kit import (
    Assembly,
    Dice,
    Mesh,
    Points,
    box,
    cylinder,
    join,
    prism,
    rectangle,
    ring,
    smooth,
    strip,
    tube,
)


def build(measure: Assembly, dice: Dice) -> None:
    """A pocket tape in its case on y = 0, or a round long tape."""
    size, width = 1.0, dice.between(0.4, 0.65)
    if dice.chance(0.2):
        _round(measure, dice, width)
        return
    case = prism(_side_view(dice, size), width, "x", dice.between(0.0, 0.12)).on(0.0)
    measure.add("body", case)
    if dice.chance(0.5):  # a plate or a rubber frame on either side
        plate = prism(rectangle(0.6 * size, 0.6 * size, 0.28 * size), 0.03, "x")
        measure.add("body", plate.centred(on=case, axes="yz").beside(case, "+x").both())
    front = float(case.high[2])
    _tape(measure, dice, front, band=dice.between(0.55, 0.8) * width)
    if dice.chance(0.75):
        key = box(0.45 * width, 0.1, 0.2, 0.03).turned("x", dice.between(20.0, 60.0))
        measure.add("button", key.at([(0.0, 0.78 * size, front - 0.12)]))
    if dice.chance(0.5):
        clip = box(0.04, 0.55 * size, 0.2, 0.01).centred(on=case, axes="yz")
        measure.add("clip", clip.beside(case, "-x", gap=0.02))
    elif dice.chance(0.3):
        back = float(case.low[2])
        bends = [(0, 0.3, back), (0.1, 0.35, back - 0.5), (-0.1, 0.25, back - 0.5), (0, 0.3, back)]
        measure.add("clip", tube(bends, 0.03, 20, 6))


def _side_view(dice: Dice, size: float) -> Points:
    """A case with a flat bottom: a rounded square, a D or one with a sloping front, (z, y)."""
    kind = dice.pick({"square": 2, "dome": 2, "nosed": 2})
    half = 0.5 * size
    if kind == "square":
        return rectangle(size, size, dice.between(0.1, 0.4) * size, 6)
    if kind == "dome":
        arch = smooth([(half, -half), (half, 0.1), (0.0, half), (-half, 0.1), (-half, -half)], 26)
        return np.asarray(arch)
    front, rear = [(0.62 * size, -half), (0.62 * size, -0.25 * size)], (-half, 0.3 * size)
    return np.array([*front, (0.2 * size, half), (-0.3 * size, half), rear, (-half, -half)])


def _tape(measure: Assembly, dice: Dice, front: float, band: float) -> None:
    """The tape, a little or far out, and its hook."""
    out = dice.between(0.05, 0.3) if dice.chance(0.5) else dice.between(0.5, 3.0)
    level, droop = 0.08, dice.between(0.0, 0.05) * out
    side = [(front - 0.05, level), (front + 0.5 * out, level), (front + out, level - droop)]
    tape = strip(np.array(side), band, thick=0.012, cup=dice.between(0.0, 0.08))
    measure.add("tape", tape)
    hook = box(0.7 * band, dice.between(0.08, 0.16), 0.02)
    measure.add("hook", hook.under(level + 0.03).beside(tape, "+z", gap=-0.01))


def _round(measure: Assembly, dice: Dice, width: float) -> None:
    """A flat drum with a tape that hangs out, a ring at its end, and a crank or a knob."""
    drum = cylinder(0.55, 0.5 * width, "x", sides=dice.one_of(12, 28))
    measure.add("body", drum)
    if dice.chance(0.5):
        rim = ring(0.55, 0.04, "x", 28, 6)
        measure.add("body", rim.moved(0.25 * width).both())
    out = dice.between(0.2, 1.5)
    side = np.array([(0.0, -0.52), (0.5 * out, -0.53), (out, -0.5)])
    tape = strip(side, 0.3 * width, thick=0.012)
    measure.add("tape", tape)
    loop = ring(0.06, 0.015, "y", 14, 5).centred(on=tape, axes="y").beside(tape, "+z")
    measure.add("hook", loop)
    measure.add("button", _crank(dice, drum))
    if dice.chance(0.5):
        bow = tube([(0, 0.5, -0.2), (0, 0.8, 0.0), (0, 0.5, 0.2)], 0.04, 14, 6)
        measure.add("clip", bow)


def _crank(dice: Dice, drum: Mesh) -> Mesh:
    """A knob in the middle of the drum's side, or a folding crank with its peg."""
    hub = cylinder(0.12, 0.06, "x").beside(drum, "+x")
    if dice.chance(0.5):
        return hub
    arm = box(0.03, 0.4, 0.1, 0.01).moved(y=0.16).beside(hub, "+x")
    peg = cylinder(0.05, 0.12, "x", sides=10).moved(y=0.32).beside(arm, "+x")
    return join(hub, arm, peg)
