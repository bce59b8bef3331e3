"""Trees."""

import numpy as np

from patchalign3d_training.synthesis.kit import (
    Assembly,
    Dice,
    Mesh,
    ball,
    box,
    bumpy,
    cylinder,
    join,
    rod,
    tube,
)


def build(model: Assembly, dice: Dice) -> None:
    """A broadleaf with blobs or leaf cards, a conifer of cones, or a bare one; about 1 high."""
    kind = dice.pick({"blobs": 5, "cards": 2, "cones": 4, "bare": 1})
    sides = dice.pick({5: 1, 6: 2, 12: 2})
    stout = dice.between(0.03, 0.09)
    if kind == "cones":
        _conifer(model, dice, stout, sides)
    else:
        _broadleaf(model, dice, stout, sides, kind)
    if dice.chance(0.3):
        root = rod((0, 0.1, 0), (2.4 * stout, 0, 0), 0.5 * stout, 0.15 * stout, 6)
        model.add("root", root.around(dice.count(3, 6)))
    if dice.chance(0.2):
        soil = cylinder(dice.between(0.2, 0.5), 0.04, sides=dice.count(6, 20))
        model.add("ground", soil.under(0.01))


def _conifer(model: Assembly, dice: Dice, stout: float, sides: int) -> None:
    clear = dice.between(0.08, 0.3)  # the trunk's height below the leaves
    tiers = dice.count(1, 6)
    wide, tip = dice.between(0.2, 0.4), dice.between(0.0, 0.3)
    model.add("trunk", cylinder(stout, 0.9, top=0.3 * stout, sides=sides).on(0.0))
    step = (1.0 - clear) / tiers
    for i in range(tiers):
        radius = wide * (1.0 - 0.75 * i / tiers) * dice.about(1.0, 0.05)
        cone = cylinder(radius, 1.5 * step, top=tip * radius, sides=sides)
        model.add("leaves", cone.on(clear + i * step).turned("y", dice.between(0.0, 90.0)))


def _broadleaf(model: Assembly, dice: Dice, stout: float, sides: int, kind: str) -> None:
    fork = dice.between(0.25, 0.55)  # where the trunk ends
    lean = dice.between(-0.06, 0.06)
    trunk = tube([(0, 0, 0), (lean, 0.5 * fork, 0), (0, fork + 0.15, 0)], stout, 7, sides)
    model.add("trunk", trunk, cylinder(1.5 * stout, 0.08, top=stout, sides=sides).on(0.0))
    count, crown = dice.count(3, 7), model.group()
    spread = dice.between(0.12, 0.32)
    has_branches = kind != "blobs" or dice.chance(0.6)
    for i in range(count):
        angle = 2.0 * np.pi * i / count + dice.between(-0.4, 0.4)
        high = dice.between(fork + 0.15, 0.9)
        end = np.array([spread * np.cos(angle), high, spread * np.sin(angle)])
        if has_branches:
            start = (0.0, dice.between(0.75, 1.1) * fork, 0.0)
            model.add("branch", rod(start, end, 0.45 * stout, 0.15 * stout, 6))
            for _ in range(3 if kind == "bare" else 0):
                twig_end = end + dice.many(-0.15, 0.15, 3) + (0.0, 0.08, 0.0)
                model.add("branch", rod(0.7 * end + 0.3 * np.array(start), twig_end, 0.2 * stout))
        if kind == "blobs":
            radius = dice.between(0.13, 0.24)
            blob = ball(radius, dice.between(0.7, 1.0) * radius, radius, sides)
            crown.add("leaves", blob.moved(*end))
        elif kind == "cards":
            crown.add("leaves", _cards(dice, end, dice.between(0.1, 0.18)))
    if kind == "blobs":
        top = dice.between(0.2, 0.32)
        crown.add("leaves", ball(top, 0.8 * top, top, sides).moved(y=0.85))
    if kind == "bare":
        return
    rough = dice.chance(0.5) and kind == "blobs"
    model.take(crown, bumpy(dice, 0.15, 0.03) if rough else lambda mesh: mesh)


def _cards(dice: Dice, middle: np.ndarray, reach: float) -> Mesh:
    """Flat leaves in all directions about a branch's end."""
    leaf = dice.between(0.4, 0.8) * reach
    card = box(leaf, 0.004, 0.6 * leaf)
    return join(
        *(
            card.turned("x", dice.between(-60.0, 60.0))
            .turned("y", dice.between(0.0, 360.0))
            .moved(*(middle + dice.many(-reach, reach, 3)))
            for _ in range(40)
        )
    )
