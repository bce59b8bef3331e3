"""People of blocks: voxel figures, brick figures, robots' cousins."""

import numpy as np

from patchalign3d_training.synthesis.families.people.person.body import PersonBody
from patchalign3d_training.synthesis.families.people.person.heads import hat
from patchalign3d_training.synthesis.kit import (
    Assembly,
    Dice,
    Limb,
    Mesh,
    Vector,
    box,
    cylinder,
    join,
    pipe,
)


def blocky(model: Assembly, dice: Dice, body: PersonBody) -> None:
    """A head like a cube or a can, a trunk and limbs of boxes."""
    sizes, figure = body.sizes, body.figure
    rounding = dice.one_of(0.0, 0.0, 0.02)
    thick = dice.between(0.11, 0.17)
    wide = 2.0 * max(sizes.hip + 0.5 * thick, sizes.shoulder - 0.3 * thick)
    trunk = box(wide, sizes.torso + 0.05, dice.between(0.9, 1.3) * thick, rounding)
    model.add("torso", trunk.moved(y=0.5 * sizes.torso).oriented((0, 0, 0), figure.up))
    _head(model, dice, body)
    ends = dice.chance(0.7)  # hands and feet of their own
    for arm in figure.arms:
        out = np.array([arm.side * 0.3 * thick, 0.0, 0.0])
        joints = arm.joints + out
        hand_part = "hand" if ends else "arm"
        model.add("arm", *_bars(joints, thick, arm, rounding, straight=dice.chance(0.5)))
        grip = _grip(dice, thick).oriented(joints[-1], arm.end, arm.across)
        model.add(hand_part, grip)
    for leg in figure.legs:
        model.add("leg", *_bars(leg.joints, 1.15 * thick, leg, rounding, straight=False))
        sole = box(1.25 * thick, 0.6 * thick, dice.between(1.4, 2.0) * thick, rounding)
        across = np.cross(leg.across, leg.end)
        sole = sole.moved(0.0, -0.2 * thick, 0.3 * thick)
        model.add("foot" if ends else "leg", sole.oriented(leg.joints[-1], leg.across, across))


def _bars(joints: Vector, thick: float, limb: Limb, rounding: float, straight: bool) -> list[Mesh]:
    """One box for each bone, or one for the whole limb."""
    path = joints[[0, -1]] if straight else joints
    bars = []
    for start, end in zip(path[:-1], path[1:], strict=True):
        along = end - start
        long = float(np.linalg.norm(along))
        bar = box(thick, long + 0.3 * thick, thick, rounding).moved(y=0.5 * long)
        bars.append(bar.oriented(start, along, (1.0, 0.0, 0.0)))
    return bars


def _grip(dice: Dice, thick: float) -> Mesh:
    """A fist like a cube, or the open ring of a brick figure's hand."""
    if dice.chance(0.35):
        return pipe(0.55 * thick, 0.35 * thick, 0.8 * thick, "z", 12).moved(y=0.5 * thick)
    return box(0.95 * thick, 0.9 * thick, 1.05 * thick).moved(y=0.45 * thick)


def _head(model: Assembly, dice: Dice, body: PersonBody) -> None:
    """A cube or a can with eyes, hair or a hat."""
    figure, size = body.figure, body.sizes.head
    top = model.group()
    can = dice.chance(0.35)
    skull = cylinder(0.85, 1.7, sides=16) if can else box(1.7, 1.8, 1.7, dice.one_of(0.0, 0.25))
    top.add("head", skull)
    eye = box(0.2, 0.28, 0.06).moved(0.35, 0.15, 0.86).both()
    if dice.chance(0.6):
        top.add("eye", eye)
    if dice.chance(0.6):
        cap = box(1.86, 0.5, 1.86).moved(0.0, 0.78, -0.02)
        back = box(1.86, dice.between(0.6, 1.6), 0.3).on(1.0).moved(0.0, -1.3, -0.8)
        top.add("hair", join(cap, back))
    elif dice.chance(0.5):
        top.add("hat", hat(dice).scaled(1.1))
    model.take(top, body.head.put)
    stub = cylinder(0.4 * size, max(body.sizes.neck, 0.03) + 0.4 * size)
    if dice.chance(0.6):
        model.add(
            "neck", stub.oriented(figure.chest + 0.4 * body.sizes.neck * figure.up, figure.up)
        )
