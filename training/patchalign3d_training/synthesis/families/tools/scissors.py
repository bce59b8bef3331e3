"""Scissors and shears, open or closed; they lie flat."""

from dataclasses import dataclass

import numpy as np

from patchalign3d_training.synthesis.kit import (
    Assembly,
    Dice,
    Mesh,
    Points,
    cylinder,
    frame,
    join,
    prism,
    ring,
    smooth,
    superellipse,
    sweep,
    tube,
)


@dataclass(frozen=True)
class ScissorSizes:
    """Scissors whose screw is the origin and whose blades point along +x when shut.

    Attributes:
        kind: "metal", "plastic", "pruning" or "garden": what the handles are like.
        length: Of a blade.
        width: Of a blade at the screw.
        thick: Of a blade.
        stem: From the screw back to the loop, or to a handle's end.
        loop: Half the width of the loop for the fingers.
        sides: Corners of what is round: few for a low-poly look.
    """

    kind: str
    length: float
    width: float
    thick: float
    stem: float
    loop: float
    sides: int


def build(scissors: Assembly, dice: Dice) -> None:
    """Office, tailor's and children's scissors, pruning and garden shears."""
    kind = dice.pick({"metal": 4, "plastic": 5, "pruning": 1, "garden": 1})
    looped = kind in ("metal", "plastic")
    lengths = {"pruning": (0.3, 0.55), "garden": (1.2, 1.8), "plastic": (0.6, 1.5)}
    sizes = ScissorSizes(
        kind,
        length=dice.between(*lengths.get(kind, (0.8, 1.6))),
        width=dice.between(0.08, 0.22),
        thick=dice.between(0.02, 0.06),
        stem=dice.between(0.25, 0.8) if looped else dice.between(0.8, 1.4),
        loop=dice.between(0.15, 0.28),
        sides=dice.pick({8: 1, 16: 1, 26: 3}),
    )
    opening = dice.between(2.0, 12.0) if dice.chance(0.5) else dice.between(12.0, 42.0)
    blunt = dice.between(0.05, 0.6)  # width of the tip, as a share
    uneven = dice.between(1.2, 1.9) if dice.chance(0.4) else 1.0  # one loop for more fingers
    for side in (1, -1):
        long = uneven if side > 0 else 1.0
        half = [_blade(dice, sizes, side, blunt), _handle(dice, sizes, side, long)]
        blade, handle = (mesh.turned("y", -side * opening) for mesh in half)
        scissors.add("blade", blade)
        scissors.add("handle", handle)
    tall = 4.0 * sizes.thick + dice.between(0.01, 0.05)
    scissors.add("screw", cylinder(dice.between(0.25, 0.5) * sizes.width, tall, sides=12))
    if kind == "pruning":
        back, out = -0.35 * sizes.stem, 0.12
        bow = [(-0.1, 0, 0.04), (back, 0, out), (back, 0, -out), (-0.1, 0, -0.04)]
        scissors.add("handle", tube(bow, 0.02, 16, 5))  # the spring


def _blade(dice: Dice, sizes: ScissorSizes, side: int, blunt: float) -> Mesh:
    """A half's blade; `side` is 1 for the upper one, -1 for the lower one."""
    width, tip = sizes.width, max(blunt * 0.5 * sizes.width, 0.015)
    if sizes.kind == "pruning" and side < 0:  # a hook that the other blade cuts against
        outside = smooth([(0, 0.6 * width), (0.6 * sizes.length, 0.9 * width)], 6)
        back = [(sizes.length, 0.1 * width), (0.6 * sizes.length, 0.3 * width)]
        outline = np.array([(-0.1, -0.4 * width), (0.2 * sizes.length, -0.1 * width), *back[::-1]])
        outline = np.concatenate([outline, outside[::-1]])
    else:
        heel, point = [(-0.12, -0.5 * width)], [(sizes.length, -0.01), (sizes.length, tip)]
        belly = dice.between(0.4, 0.75) * sizes.length
        outline = np.array([*heel, *point, (belly, 0.6 * width), (-0.12, 0.5 * width)])
    level = 0.55 * sizes.thick * side
    return prism(outline * (1, side), sizes.thick, "y").moved(y=level)


def _handle(dice: Dice, sizes: ScissorSizes, side: int, long: float) -> Mesh:
    """A half's stem and its loop, or a long handle without one."""
    if sizes.kind in ("pruning", "garden"):
        out = dice.between(0.12, 0.3) if sizes.kind == "pruning" else dice.between(0.05, 0.2)
        path = [(-0.05, 0, 0), (-0.35 * sizes.stem, 0, -side * out), (-sizes.stem, 0, -side * out)]
        thick = np.array([0.6, 0.8, 1.0, 1.0, 1.0, 1.0, 0.9, 0.7]) * dice.between(0.06, 0.1)
        return sweep(smooth(path, 8), thick, sides=max(sizes.sides // 2, 6))
    middle = np.array([-sizes.stem - long * sizes.loop, 0.0, -side * (0.1 + 0.75 * sizes.loop)])
    root, near = (0.05, 0.02 * side, 0), middle + (long * sizes.loop, 0, 0.35 * side * sizes.loop)
    bend = (-0.5 * sizes.stem, 0, -0.08 * side)
    curve = smooth(np.array([root, bend, tuple(near)]), 6)
    if sizes.kind == "metal":
        thin = dice.between(0.03, 0.05)
        loop = ring(sizes.loop, thin, "y", sizes.sides, 6).stretched(x=long)
        stem = sweep(curve, np.linspace(0.45 * sizes.width, 1.2 * thin, 6), sides=8)
        return join(stem, loop.at([middle]))
    deep = dice.between(0.08, 0.14)
    section = superellipse(2.0, 1.6 * deep / (0.6 * sizes.width), 3.0, 10)
    stem = sweep(curve, 0.6 * sizes.width, section, normal=(0, 0, 1))
    return join(stem, _moulded(dice, sizes, long, deep).at([middle]))


def _moulded(dice: Dice, sizes: ScissorSizes, long: float, deep: float) -> Mesh:
    """A flat loop of plastic, `long` times as long as it is wide."""
    wide = 2.0 * sizes.loop
    outside: Points = superellipse(wide * long, wide, dice.between(2.0, 3.0), sizes.sides)
    rim = dice.between(0.18, 0.35) * sizes.loop
    inside = outside * ((wide * long - 2 * rim) / (wide * long), (wide - 2 * rim) / wide)
    return frame(outside, inside, deep, "y")
