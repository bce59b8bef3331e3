"""Trousers and shorts."""

import numpy as np

from patchalign3d_training.synthesis.families.clothing.garments import (
    Trunk,
    band_around,
    cloth,
    patch_on,
)
from patchalign3d_training.synthesis.kit import (
    Assembly,
    Dice,
    box,
    bumpy,
    button,
    chain,
    hanging,
    join,
    rectangle,
    skin,
    sweep,
)

WAIST = 1.0  # height of the upper edge in metres


def build(model: Assembly, dice: Dice) -> None:
    """Trousers or shorts as if worn, standing or walking; they look along +z."""
    width = dice.between(0.3, 0.42)  # of the waist
    depth = width * dice.between(0.55, 0.75)
    wider = dice.between(1.0, 1.15)  # the hips
    crotch = WAIST - dice.between(0.24, 0.3)
    rows = [
        (crotch - 0.01, 0.7 * wider * width, 0.55 * wider * depth),
        (crotch + 0.06, 0.97 * wider * width, 0.93 * wider * depth),
        (crotch + 0.12, wider * width, wider * depth),
        (WAIST, width, depth),
    ]
    trunk = Trunk(np.array(rows), dice.between(2.0, 2.6))
    garment = model.group()
    garment.add("hips", join(trunk.wall(), trunk.wall(0.95)))
    _legs(garment, dice, trunk, crotch)
    _waist(garment, dice, trunk)
    if dice.chance(0.75):
        _pockets(garment, dice, trunk)
    folds = bumpy(dice, dice.between(0.08, 0.2), 0.007)
    model.take(garment, folds if dice.chance(0.45) else lambda mesh: mesh)


def _legs(garment: Assembly, dice: Dice, trunk: Trunk, crotch: float) -> None:
    """Two legs, straight, tapered or flared, long or short; a step apart when walking."""
    width = float(trunk.rows[2, 1])  # of the hips
    length = crotch * dice.pick({0.97: 5, 0.75: 1, 0.42: 3, 0.25: 1}) * dice.between(0.92, 1.0)
    step = dice.between(10.0, 30.0) if dice.chance(0.25) else 0.0
    lift, knee = dice.between(0.0, 10.0), dice.between(0.0, 0.8) * step
    thigh = 0.25 * width * dice.between(0.95, 1.1)
    end = dice.between(0.5, 1.25) if length > 0.5 else dice.between(0.85, 1.3)
    radii = [thigh, 1.05 * thigh, (0.6 + 0.4 * end) * 0.85 * thigh, 0.85 * end * thigh]
    turned_up, cuff_tall = dice.chance(0.35), dice.between(0.03, 0.07)
    for side, swing in ((1.0, step), (-1.0, -step)):
        hip = (0.24 * width * side, crotch + 0.08, 0.0)
        upper = hanging(swing, lift * side)
        lower = hanging(swing - (knee if swing < 0 else 0.2 * knee), 0.6 * lift * side)
        joints = chain(hip, (0.12, upper), (0.42 * length, upper), (0.56 * length, lower))
        garment.add("leg", cloth(joints, radii))
        if turned_up:
            cuff = band_around(joints[-1], joints[-1] - joints[-2], 1.08 * radii[-1], cuff_tall)
            garment.add("cuff", cuff)


def _waist(garment: Assembly, dice: Dice, trunk: Trunk) -> None:
    """The band, with loops, a button and a fly, or a belt with a buckle."""
    tall = dice.between(0.03, 0.06)
    low = WAIST - tall
    rows = [trunk.ring(low, 1.0), trunk.ring(low, 1.04), trunk.ring(WAIST, 1.04)]
    rows += [trunk.ring(WAIST, 0.94), trunk.ring(low, 0.94)]
    garment.add("waistband", skin(np.stack(rows), caps=False))
    middle = WAIST - 0.5 * tall
    x, y, z = trunk.front(0.0, middle)
    if dice.chance(0.4):
        tape = rectangle(0.01, 0.75 * tall)
        belt = sweep(trunk.ring(middle, 1.06), 1.0, tape, loop=True, normal=(0, 1, 0))
        buckle = box(1.1 * tall, tall, 0.012, 0.003).moved(x, y, 1.06 * z + 0.008)
        garment.add("waistband", belt, buckle)
    elif dice.chance(0.8):
        stud = button(0.5 * tall, 0.5 * tall, 0.008, tall)
        garment.add("button", stud.moved(x, y, 1.04 * z))
    if dice.chance(0.55):
        ring = trunk.ring(middle, 1.06)
        loop = box(0.014, 1.25 * tall, 0.014, 0.003)
        chosen = ring[2 :: dice.pick({8: 2, 4: 1})]
        garment.add("belt loop", loop.at(chosen))


def _pockets(garment: Assembly, dice: Dice, trunk: Trunk) -> None:
    """Patches behind, slanted openings in front, or large pockets at the thighs."""
    kind = dice.pick({"rear": 3, "front": 1, "both": 3, "cargo": 2})
    width = float(trunk.rows[2, 1])
    level = WAIST - 0.09
    half = dice.between(0.04, 0.06)
    patch = patch_on(trunk, [0.6 * half, half, half], (0.24 * width, level - 0.13), 0.13)
    garment.add("pocket", patch.both() if kind == "front" else patch.turned("y", 180.0).both())
    if kind == "both":
        x, y, z = trunk.front(0.33 * width, level - 0.03)
        edge = box(0.02, 0.16, 0.014, 0.004).turned("z", 20.0).moved(x, y, z)
        garment.add("pocket", edge.both())
    elif kind == "cargo":
        bag = box(0.03, 0.18, 0.15, 0.01).moved(0.53 * width, float(trunk.rows[0, 0]) - 0.14)
        flap = box(0.036, 0.05, 0.16, 0.006).moved(0.53 * width, float(trunk.rows[0, 0]) - 0.06)
        garment.add("pocket", bag.both(), flap.both())
