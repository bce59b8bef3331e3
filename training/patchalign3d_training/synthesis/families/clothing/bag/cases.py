"""Bags with stiff walls: suitcases and briefcases."""

import numpy as np

from patchalign3d_training.synthesis.families.clothing.bag.pieces import (
    BagSize,
    HandleLoop,
    handle_loop,
)
from patchalign3d_training.synthesis.kit import (
    Assembly,
    Dice,
    Mesh,
    box,
    cylinder,
    frame,
    prism,
    rectangle,
    sweep,
)


def suitcase(bag: Assembly, dice: Dice) -> None:
    """A case that stands on wheels or on its edge, with ribs, a drawn-out bow and a side handle."""
    width, height = dice.between(0.4, 0.7), dice.between(0.55, 0.9)
    size = BagSize(width, height, depth=dice.between(0.18, 0.32))
    outline = rectangle(width, height, 0.15 * width, 5)
    shell = prism(outline, size.depth, "z", dice.between(0.01, 0.06)).moved(y=0.5 * height)
    bag.add("body", shell)
    _lining(bag, dice, shell)
    rib = box(0.02, 0.9 * height, 0.02, 0.006).moved(y=0.5 * height, z=0.5 * size.depth)
    for share in np.linspace(-0.35, 0.35, dice.count(0, 6)):
        bag.add("body", rib.moved(x=share * width))
    if dice.chance(0.7):
        wheel = cylinder(0.035, 0.025, "x").moved(y=-0.03)
        wheels = wheel.at_corners(0.8 * width, 0.8 * size.depth)
        bag.add("body", wheels, detail="wheel")

    half, rise = 0.25 * width, dice.between(0.2, 0.5)
    if dice.chance(0.6):
        back, top = -0.4 * size.depth, height + rise
        left = [(-half, height, back), (-half, top, back)]
        right = [(half, top, back), (half, height, back)]
        bag.add("handle", sweep([*left, *right], dice.between(0.01, 0.02)))
    if dice.chance(0.6):
        bag.add("handle", handle_loop(dice, HandleLoop(0.6 * half, height, rise=0.06)))
    else:
        at_the_side = handle_loop(dice, HandleLoop(0.12, 0.5 * width, rise=0.05)).turned("z", -90.0)
        bag.add("handle", at_the_side.moved(y=0.5 * height))


def briefcase(bag: Assembly, dice: Dice) -> None:
    """A flat case with a seam all around, a handle on top and perhaps a shoulder strap."""
    width, height = dice.between(0.8, 1.1), dice.between(0.5, 0.75)
    depth = dice.between(0.1, 0.35)
    outline = rectangle(width, height, dice.between(0.0, 0.08), 4)
    shell = prism(outline, depth, "z", 0.01).moved(y=0.5 * height)
    bag.add("body", shell)
    _lining(bag, dice, shell)
    outer = rectangle(1.01 * width, 1.01 * height)
    inner = rectangle(0.99 * width, 0.99 * height)
    bag.add("body", frame(outer, inner, 0.01, "z").moved(y=0.5 * height))
    half, rise = dice.between(0.12, 0.2), dice.between(0.08, 0.14)
    bag.add("handle", handle_loop(dice, HandleLoop(half, height, rise)))
    if dice.chance(0.3):
        shoulder_strap = HandleLoop(0.48 * width, height, rise=dice.between(0.5, 1.0))
        bag.add("handle", handle_loop(dice, shoulder_strap))


def _lining(bag: Assembly, dice: Dice, shell: Mesh) -> None:
    """The inner walls of a case, and what divides its two halves."""
    if dice.chance(0.5):
        return
    wall = dice.between(0.01, 0.03) * shell.size.max()
    smaller = 1.0 - 2.0 * wall / shell.size  # (3,)
    bag.add("body", Mesh((shell.vertices - shell.middle) * smaller + shell.middle, shell.faces))
    if dice.chance(0.5):
        divider = box(0.9 * shell.size[0], 0.9 * shell.size[1], 0.01)
        bag.add("body", divider.centred(on=shell, axes="xyz"))
