"""People in clothes, put together from tubes and lofts as game figures are."""

import numpy as np

from patchalign3d_training.synthesis.families.people.person.body import PersonBody
from patchalign3d_training.synthesis.families.people.person.heads import (
    DEEP,
    WIDE,
    eyes,
    pack,
    put_on,
)
from patchalign3d_training.synthesis.kit import (
    Assembly,
    Dice,
    Limb,
    Mesh,
    Vector,
    ball,
    hand,
    join,
    loft,
    sweep,
)


def clothed(model: Assembly, dice: Dice, body: PersonBody) -> None:
    """Jacket or shirt, trousers, skirt or shorts, shoes or boots, hair, hat, backpack."""
    sides = dice.pick({6: 2, 8: 3, 12: 2})
    _torso(model, dice, body, sides)
    _head(model, dice, body, sides)
    sleeve = dice.pick({0.0: 1, 0.5: 2, 1.0: 3, 1.85: 4})  # in bones down from the shoulder
    skirts = 2 if body.legs_hang else 0
    legwear = dice.pick({"trousers": 6, "tight": 3, "shorts": 2, "skirt": skirts})
    wide = dice.between(1.0, 1.9)
    boots = dice.chance(0.3)
    for arm in body.figure.arms:
        _arm(model, dice, body, arm, sides, sleeve)
    for leg in body.figure.legs:
        _leg(model, dice, body, leg, sides, legwear, wide)
        _shoe(model, dice, body, leg, sides, boots)
    if legwear == "skirt":
        long = dice.between(0.35, 1.0) * (body.sizes.thigh + body.sizes.shin)
        hem = dice.between(0.3, 0.7)
        waist = 0.26 * body.girth
        rows = [(0.15, waist, 0.8 * waist), (-0.05, 1.4 * waist, waist), (-long, hem, 0.7 * hem)]
        model.add("skirt", loft(rows, 2 * sides, caps=False))


def _girths(body: PersonBody) -> Vector:
    """Height over the torso's length, half width and half depth at six levels, (6, 3)."""
    sizes, girth = body.sizes, body.girth
    hip, shoulder = sizes.hip + 0.07, sizes.shoulder
    waist = (0.85 - 0.3 * body.curves) * 0.8 * shoulder
    deep = 0.1 * (0.5 + sizes.torso)
    bust = 1.15 + 0.25 * body.curves
    table = np.array(
        [
            (-0.12, 0.55 * hip, 0.7 * deep),
            (0.05, hip, 1.05 * deep),
            (0.35, waist, deep),
            (0.72, 0.92 * shoulder, bust * deep),
            (0.94, 0.95 * shoulder, 0.9 * deep),
            (1.06, 0.35 * shoulder, 0.55 * deep),
        ]
    )
    return table * (sizes.torso, girth, girth)


def _torso(model: Assembly, dice: Dice, body: PersonBody, sides: int) -> None:
    """The trunk, perhaps in a jacket of its own with a hem and a collar."""
    figure = body.figure
    table = _girths(body)

    def put(mesh: Mesh) -> Mesh:
        return mesh.oriented((0.0, 0.0, 0.0), figure.up)

    model.add("torso", put(loft(table * (1.0, 2.0, 2.0), 2 * sides, dice.between(2.0, 2.8))))
    if dice.chance(0.55):
        grown = dice.between(1.06, 1.2)
        hem = dice.between(-0.35, 0.15) * body.sizes.torso
        coat = table[1:] * (1.0, 2.0 * grown, 2.0 * grown)
        flare = dice.between(1.0, 1.35)
        coat[0] = (hem, flare * coat[0, 1], flare * coat[0, 2])
        model.add("torso", put(loft(coat, 2 * sides, 2.4, caps=dice.chance(0.5))))
    if dice.chance(0.4):
        high, wide, deep = table[-1]
        rows = [(0.97 * high, 2.6 * wide, 2.6 * deep), (1.12 * high, 2.1 * wide, 2.2 * deep)]
        model.add("torso", put(loft(rows, 2 * sides, caps=False)))
    if dice.chance(0.3):
        high, wide, deep = table[2]
        rows = [(0.7 * high, 2.2 * wide, 2.25 * deep), (high, 2.15 * wide, 2.2 * deep)]
        model.add("torso", put(loft(rows, 2 * sides)))
    if dice.chance(0.35):
        back = float(table[3, 2])
        load = pack(dice, 1.6 * body.sizes.shoulder, 0.7 * body.sizes.torso)
        model.add("backpack", put(load.moved(0.0, 0.6 * body.sizes.torso, -back)))


def _head(model: Assembly, dice: Dice, body: PersonBody, sides: int) -> None:
    """Neck, a head with chin, nose and ears, and what is on it."""
    figure, size = body.figure, body.sizes.head
    top = put_on(model, dice, sides=2 * sides, bald=0.12, hats=0.25)
    chin, cheek = dice.between(0.5, 0.8), dice.between(0.85, 1.05)
    rows = [
        (-1.0, 0.5 * chin, 0.5, 0.25),
        (-0.7, 1.2 * chin, 1.2, 0.12),
        (-0.1, 2.0 * WIDE * cheek, 1.75, 0.0),
        (0.4, 2.0 * WIDE, 1.9 * DEEP, -0.05),
        (0.8, 1.3 * WIDE, 1.3 * DEEP, -0.05),
        (1.0, 0.4, 0.5, -0.05),
    ]
    top.add("head", loft(np.array(rows), 2 * sides, 2.2))
    nose = loft([(-0.2, 0.26, 0.3), (0.15, 0.12, 0.1)], 4).moved(0.0, 0.0, 0.9)
    ear = ball(0.1, 0.22, 0.15, 6).moved(WIDE, 0.0, -0.1).both()
    top.add("head", *(piece for piece in (nose, ear) if dice.chance(0.8)))
    if dice.chance(0.5):
        top.add("eye", eyes(dice, dice.between(0.1, 0.16)))
    model.take(top, body.head.put)
    thick = 0.055 * body.limb**0.5
    neck = np.stack([figure.chest - 0.03 * figure.up, figure.head - 0.4 * size * figure.crown])
    model.add("neck", sweep(neck, [1.15 * thick, thick], sides=2 * sides))


def _along(joints: Vector, upto: float) -> Vector:
    """The first `upto` bones of a limb, (n, 3)."""
    whole = int(upto)
    if whole + 1 >= len(joints):
        return joints
    return np.vstack(
        [joints[: whole + 1], joints[whole] + (upto - whole) * (joints[whole + 1] - joints[whole])]
    )


def _arm(
    model: Assembly, dice: Dice, body: PersonBody, arm: Limb, sides: int, sleeve: float
) -> None:
    """A bare arm, a sleeve over it, a hand."""
    shoulder, elbow, wrist = arm.joints
    thick = np.array([0.055, 0.046, 0.041, 0.029]) * body.limb * body.girth**0.4
    start = shoulder + 0.12 * (shoulder - elbow)
    path = np.stack([start, 0.5 * (shoulder + elbow), elbow, wrist])
    model.add("arm", sweep(path, thick, sides=sides))
    if sleeve:
        over = _along(np.stack([start, elbow, wrist]), sleeve)
        wide = np.linspace(1.35, dice.between(1.2, 2.0), len(over))
        radii = wide * np.interp(np.arange(len(over)), [0, 1, 2], thick[[0, 2, 3]])
        model.add("arm", sweep(over, radii, sides=sides))
    flip = np.array([arm.side, 1.0, 1.0])
    count = 3 if body.style.name == "cartoon" and dice.chance(0.5) else 4
    glove = body.limb**0.5 * dice.one_of(1.0, 1.0, 1.25)
    right = hand(dice, body.sizes.hand, fingers=count, sides=min(sides, 6))
    right = right.stretched(x=glove, z=glove)
    right = right.oriented(wrist * flip, arm.end * flip, arm.across * flip)
    model.add("hand", right if arm.side > 0 else right.mirrored())


def _leg(
    model: Assembly, dice: Dice, body: PersonBody, leg: Limb, sides: int, legwear: str, wide: float
) -> None:
    """A bare or tight leg, and trousers or shorts over it."""
    hip, knee, ankle = leg.joints
    thick = np.array([0.09, 0.085, 0.056, 0.058, 0.04]) * body.limb * body.girth**0.6
    calf = 0.7 * knee + 0.3 * ankle
    top = hip + 0.1 * (hip - knee)
    path = np.stack([top, 0.75 * hip + 0.25 * knee, knee, calf, ankle])
    model.add("leg", sweep(path, thick, sides=sides))
    if legwear in ("trousers", "shorts"):
        over = _along(leg.joints, dice.between(1.75, 1.95) if legwear == "trousers" else 0.85)
        radii = np.array([0.1, 0.075, 0.05])[: len(over)] * body.limb * body.girth**0.6
        radii[1:] *= wide
        cuff = sweep(over, radii, sides=sides)
        model.add("leg", cuff)


def _shoe(
    model: Assembly, dice: Dice, body: PersonBody, leg: Limb, sides: int, boots: bool
) -> None:
    """A shoe with a heel and a rounded tip; a boot goes half up the shin."""
    _, knee, ankle = leg.joints
    long = body.sizes.foot * dice.about(1.1)
    wide = max(0.42 * long, 0.07 * body.limb)
    tall = 0.09 * body.limb**0.5
    rows = [
        (-0.25, 0.55 * wide, 0.9 * tall, 0.0),
        (-0.1, 0.8 * wide, 1.05 * tall, 0.05 * tall),
        (0.25, 0.95 * wide, 0.9 * tall, -0.05 * tall),
        (0.75, 1.05 * wide, 0.6 * tall, -0.2 * tall),
        (1.0, 0.7 * wide, 0.35 * tall, -0.3 * tall),
    ]
    shoe = loft(np.array(rows) * (long, 1.0, 1.0, 1.0), 2 * sides if sides < 12 else sides, 2.6)
    across = np.cross(leg.end, leg.across)
    pieces = [shoe.oriented(ankle - 0.35 * tall * leg.across, leg.end, across)]
    if boots:
        shaft = np.stack([ankle, ankle + dice.between(0.3, 0.55) * (knee - ankle)])
        pieces.append(sweep(shaft, np.array([0.055, 0.075]) * body.limb, sides=sides))
    model.add("foot", join(*pieces))
