"""What closes a shoe: laces over a tongue, straps, buckles."""

import numpy as np

from patchalign3d_training.synthesis.families.clothing.shoe.last import Last
from patchalign3d_training.synthesis.kit import (
    Assembly,
    Dice,
    Mesh,
    Points,
    box,
    ellipse,
    join,
    rectangle,
    ring,
    smooth,
    strip,
    sweep,
    tube,
)


def add_tongue(upper: Assembly, dice: Dice, last: Last, rim: Points) -> None:
    """A padded flap that comes out of the opening's front and leans back over it."""
    start, edge = last.instep(0.6), last.instep(1.0)
    front = rim[int(np.argmax(rim[:, 2]))]
    above = dice.between(0.03, 0.09)
    lean = dice.between(-0.02, 0.04)
    tip = np.array([0.0, max(front[1], edge[1]) + above, front[2] + lean])
    path = smooth(np.stack([start, edge + (0.0, 0.012, 0.008), tip]), 10)
    side = path[::-1, [2, 1]]  # (z, y), so that the thickness lies outside
    wide = np.linspace(dice.between(0.13, 0.17), 0.1, len(side))
    flap = strip(side, wide, thick=dice.between(0.01, 0.025), cup=-0.06 * wide, columns=5)
    upper.add("tongue", flap)


def add_laces(upper: Assembly, dice: Dice, last: Last, shaft: list[Points]) -> None:
    """Laces across the instep and up a boot's front, straight or crossed, and mostly a bow.

    Args:
        upper: Where they go.
        dice: Decides.
        last: Gives the instep.
        shaft: Points up the front of a boot's leg, (3,) each.
    """
    rows = dice.count(3, 7)
    first, final = dice.between(0.5, 0.6), dice.between(0.9, 0.98)
    thick = dice.between(0.007, 0.013)
    half = dice.between(0.05, 0.07)
    crossed = dice.chance(0.5)
    rungs = [last.instep(float(share)) for share in np.linspace(first, final, rows)]
    rungs += shaft[: dice.count(2, 8)]
    eyelet = ring(1.3 * thick, 0.5 * thick, "y", 10, 5)
    for i, rung in enumerate(rungs):
        over = rung + (0.0, 0.025, 0.012)
        other = rungs[min(i + 1, len(rungs) - 1)] if crossed else rung
        left, right = rung + (-half, -0.01, 0.0), other + (half, -0.01, 0.0)
        lace = tube([left, over, right], thick, 10, 6)
        upper.add("lace", lace.both() if crossed else lace)
        if dice.chance(0.6):
            upper.add("lace", eyelet.at([rung + (half, -0.004, 0.0)]).both())
    if dice.chance(0.75):
        knot = rungs[-1] + (0.0, 0.03, 0.012)
        reach, droop = dice.between(0.08, 0.15), dice.between(0.02, 0.08)
        loop = [(0, 0, 0), (0.6 * reach, 0.02, 0.03), (reach, -droop, 0.03)]
        loop += [(0.6 * reach, -0.6 * droop, 0.05), (0, 0, 0)]
        end = [(0, 0, 0), (0.4 * reach, 0.0, 0.05), (0.6 * reach, -1.4 * droop, 0.07)]
        bow = join(tube(loop, thick, 18, 6), tube(end, thick, 10, 6))
        upper.add("lace", bow.both().at([knot]))


def add_straps(shoe: Assembly, dice: Dice, last: Last) -> None:
    """The straps of a sandal or a flip-flop, over the bare sole."""
    straps = shoe.group()
    kind = dice.pick({"bands": 3, "flip-flop": 1})
    thick, wide = dice.between(0.008, 0.02), dice.between(0.03, 0.1)
    if kind == "flip-flop":
        toe = (-0.03, 0.0, 0.3)
        over = (-0.02, 0.1, 0.2)
        for x in (-0.14, 0.13):
            side = [toe, over, (0.8 * x, 0.09, 0.05), (x, 0.0, -0.1)]
            tape = rectangle(wide * 0.5, thick)
            straps.add("strap", sweep(smooth(side, 14), 1.0, tape, normal=(0, 1, 0)))
    else:
        fronts = dice.pick({(0.28,): 1, (0.28, 0.12): 3, (0.3, 0.18, 0.06): 2})
        for z in fronts:
            straps.add("strap", _arch(last, z, 0.11 + 0.1 * (0.3 - z), wide, thick))
        if dice.chance(0.7):
            level = dice.between(0.1, 0.2)
            ankle = ellipse(0.19, 0.3, 26)
            loop = np.stack([ankle[:, 0], np.full(26, level), ankle[:, 1] - 0.28], axis=1)
            tape = rectangle(thick, 0.7 * wide)
            straps.add("strap", sweep(loop, 1.0, tape, loop=True, normal=(0, 1, 0)))
            post = box(thick, level, 0.05).on(0.0).moved(0.1, z=-0.3)
            straps.add("strap", post.both())
            if dice.chance(0.6):
                buckle = box(0.015, 0.06, 0.06, 0.004).moved(0.1, level, -0.24)
                straps.add("buckle", buckle)
    shoe.take(straps, last.raised())


def _arch(last: Last, z: float, height: float, wide: float, thick: float) -> Mesh:
    """A band over the foot at z from one edge of the sole to the other."""
    near = last.outline[np.abs(last.outline[:, 1] - z) < 0.08]
    left, right = float(near[:, 0].min()), float(near[:, 0].max())
    angle = np.linspace(0.0, np.pi, 14)
    x = 0.5 * (left + right) + 0.5 * (right - left) * np.cos(angle)
    path = np.stack([x, height * np.sin(angle) ** 0.7, np.full(14, z)], axis=1)
    return sweep(path, 1.0, rectangle(thick, wide), normal=(0, 0, 1))
