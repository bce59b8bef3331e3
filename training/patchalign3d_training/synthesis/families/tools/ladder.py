"""Ladders."""

import numpy as np

from patchalign3d_training.synthesis.kit import (
    Assembly,
    Dice,
    Mesh,
    beam,
    box,
    join,
    rod,
)


def build(ladder: Assembly, dice: Dice) -> None:
    """A straight ladder, one of two sliding halves, a step ladder or a rope ladder."""
    kind = dice.pick({"straight": 4, "sliding": 2, "step": 4, "rope": 1})
    width = dice.between(0.3, 0.55)
    count = dice.count(3, 7) if kind == "step" else dice.count(5, 14)
    step = dice.between(0.22, 0.32)
    height = step * (count + 0.5)
    taper = dice.between(0.75, 1.0)  # how much narrower its upper end is
    if kind == "step":
        _step_ladder(ladder, dice, width, height, count)
        return
    rope = kind == "rope"
    rails, rungs = _flight(dice, width, height, count, 1.0 if rope else taper, rope)
    lean = 0.0 if dice.chance(0.4) else dice.between(8.0, 25.0)
    flights = [(0.0, 0.0)]
    if kind == "sliding":
        flights.append((dice.between(0.1, 0.8) * height, 0.06))
    for up, ahead in flights:
        ladder.add("rail", rails.moved(y=up, z=ahead).turned("x", -lean))
        ladder.add("rung", rungs.moved(y=up, z=ahead).turned("x", -lean))
    if not rope and dice.chance(0.5):
        foot = box(0.06, 0.05, 0.1, 0.01).on(-0.02).moved(0.5 * width)
        ladder.add("foot", foot.both())


def _flight(
    dice: Dice, width: float, height: float, count: int, taper: float, rope: bool
) -> tuple[Mesh, Mesh]:
    """Two rails and the rungs between them, from y = 0 up."""
    thick = dice.between(0.02, 0.035)
    half = 0.5 * width
    low, high = (half, 0.0, 0.0), (taper * half, height, 0.0)
    if rope:
        rail = rod(low, high, 0.5 * thick, sides=6)
    elif dice.chance(0.4):
        rail = rod(low, high, thick, sides=10)
    else:
        rail = beam(low, high, thick, dice.between(2.0, 3.0) * thick)
    flat = dice.chance(0.3)
    rungs = []
    for share in (np.arange(count) + 0.5) / count:
        reach = half * (1.0 - (1.0 - taper) * share) + (0.04 if rope else 0.0)
        level = share * height
        if flat:
            rungs.append(box(2 * reach, 0.025, 0.08).moved(y=level))
        else:
            rungs.append(rod((-reach, level, 0), (reach, level, 0), 0.6 * thick, sides=8))
    return rail.both(), join(*rungs)


def _step_ladder(ladder: Assembly, dice: Dice, width: float, height: float, count: int) -> None:
    """Broad steps in front, a bare frame behind, hinged at the top."""
    spread = height * dice.between(0.2, 0.35)  # from the top's middle to either foot
    half, top = 0.5 * width, 0.7 * 0.5 * width
    thick = dice.between(0.018, 0.03)
    low, high = (half, 0.0, spread), (top, height, 0.03)
    front = beam(low, high, thick, 2.5 * thick)
    rear = beam((half, 0.0, -spread), (top, height, -0.03), thick, 1.8 * thick)
    ladder.add("rail", front.both(), rear.both())
    for share in np.arange(1, count + 1) / (count + 1):
        reach = half + share * (top - half)
        tread = box(2 * reach, 0.025, dice.between(0.07, 0.12))
        ladder.add("rung", tread.moved(y=share * height, z=spread * (1.0 - share)))
    for share in (0.3, 0.7):
        reach, z = half + share * (top - half), -spread * (1.0 - share)
        ladder.add("brace", rod((-reach, share * height, z), (reach, share * height, z), 0.012))
    if dice.chance(0.8):
        plate = box(2.3 * top, 0.04, dice.between(0.14, 0.25), 0.01)
        ladder.add("platform", plate.on(height - 0.01))
    if dice.chance(0.7):  # the bars that keep it from sliding apart
        level, z = 0.45 * height, 0.55 * spread
        strut = rod((0.85 * half, level, -z), (0.85 * half, level, z), 0.009, sides=6)
        ladder.add("brace", strut.both())
    if dice.chance(0.6):
        foot = box(0.05, 0.05, 0.07, 0.01).on(-0.01)
        ladder.add("foot", foot.at_corners(width, 2 * spread))
