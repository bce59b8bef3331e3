"""Hands, from the wrist or the forearm to the fingertips."""

from dataclasses import dataclass

import numpy as np

from patchalign3d_training.synthesis.kit import (
    Assembly,
    Blend,
    Dice,
    Vector,
    box,
    bumpy,
    cylinder,
    hand_bones,
    loft,
    style_of,
)

GESTURES = {
    "open": (4.0, 4.0, 4.0, 4.0, 5.0),
    "relaxed": (22.0, 26.0, 30.0, 34.0, 20.0),
    "fist": (78.0, 80.0, 80.0, 80.0, 60.0),
    "pointing": (3.0, 76.0, 78.0, 80.0, 45.0),
    "thumb up": (78.0, 80.0, 80.0, 80.0, 0.0),
    "victory": (3.0, 3.0, 78.0, 80.0, 60.0),
    "grasping": (45.0, 47.0, 50.0, 52.0, 30.0),
    "horns": (3.0, 78.0, 78.0, 3.0, 55.0),
}
"""Degrees by which the joints of each finger are bent, from the index on, and then the thumb's."""


@dataclass(frozen=True)
class HandSizes:
    """A hand's measures in metres: from wrist to fingertip, across the palm, half a finger."""

    length: float
    width: float
    finger: float


def build(model: Assembly, dice: Dice) -> None:
    """A hand that is open, closed or pointing; its fingers go up and it ends at the arm."""
    style = style_of(dice)
    width = dice.between(0.078, 0.1)
    stout = dice.between(0.85, 1.2) * (1.4 if style.name == "cartoon" else 1.0)
    sizes = HandSizes(dice.between(0.17, 0.2), width, 0.088 * width * stout)
    count = dice.pick({3: 2, 4: 1}) if style.name == "cartoon" else 4
    weights = {"open": 9, "relaxed": 6, "fist": 2, "pointing": 2, "grasping": 3}
    gesture = dice.pick(weights | {"thumb up": 1, "victory": 1, "horns": 1})
    bends = np.array(GESTURES[gesture])
    curl = np.append(bends[:count], bends[-1]) * dice.between(0.7, 1.1) + dice.many(
        -4, 4, count + 1
    )
    spread = dice.between(3.0, 12.0) if gesture in ("open", "victory") else dice.between(1.5, 5.0)
    bones = hand_bones(dice, sizes.length, sizes.width, np.maximum(curl, 0.0), spread, count)

    blend = Blend(seam=dice.between(0.03, 0.09) * sizes.width)
    taper = sizes.finger * np.array([1.1, 1.0, 0.92, 0.75])
    for joints in bones.fingers:
        blend.limb("finger", joints, taper)
        wrist = np.array([0.5 * joints[0, 0], 0.05 * sizes.length, 0.0])
        blend.limb("palm", np.stack([wrist, joints[0]]), 1.35 * taper[0])
    blend.limb("thumb", bones.thumb, taper * 1.25)
    blend.ball("palm", 0.5 * bones.thumb[0] + (0.0, 0.05 * sizes.length, -0.1 * width), 0.2 * width)
    middle = (0.0, 0.27 * sizes.length, 0.0)
    blend.ball("palm", middle, (0.46 * width, 0.3 * sizes.length, dice.between(0.13, 0.17) * width))
    end = _arm(blend, dice, sizes)
    group = model.group()
    blend.into(group, round(1.7 * style.cells) if style.name != "low-poly" else 34)
    _extras(group, dice, sizes, end)
    uneven = dice.chance(0.3)
    rough = bumpy(dice, dice.between(0.02, 0.06), 0.0015)
    model.take(group, rough if uneven else lambda mesh: mesh)


def _arm(blend: Blend, dice: Dice, sizes: HandSizes) -> Vector:
    """The wrist and perhaps some of the forearm; gives where it ends."""
    bones = dice.pick({0.2: 4, 0.45: 3, 1.1: 2})
    long = bones * dice.between(0.8, 1.2) * sizes.length
    bend, side = dice.between(-25.0, 25.0), dice.between(-15.0, 15.0)
    down = np.array([np.sin(np.radians(side)), -1.0, np.sin(np.radians(bend))])
    end = long * down / np.linalg.norm(down)
    half = 0.23 * sizes.width
    thick = half * (1.0 + 0.7 * long / sizes.length) * dice.between(0.85, 1.1)
    for x in (-0.11 * sizes.width, 0.11 * sizes.width):
        joints = np.array([(x, 0.0, 0.0), (1.4 * x, 0.0, 0.0)])
        blend.limb("wrist", joints + np.stack([0.0 * end, end]), [half, thick])
    return np.asarray(end)


def _extras(group: Assembly, dice: Dice, sizes: HandSizes, end: Vector) -> None:
    """The cuff of a sleeve or a glove, or a base to stand on."""
    extra = dice.pick({"none": 7, "cuff": 1, "base": 1})
    wide = 0.75 * sizes.width
    if extra == "cuff":
        rows = [(-0.3, 1.6, 1.4), (0.0, 1.45, 1.2), (0.05, 1.5, 1.25), (0.25, 1.5, 1.25)]
        sleeve = loft(np.array(rows) * (sizes.length, wide, wide), 16)
        group.add("sleeve", sleeve.oriented(0.8 * end, -end))
    elif extra == "base":
        tall = dice.between(0.1, 0.4) * sizes.length
        plate = (
            box(2.2 * wide, tall, 2.0 * wide) if dice.chance(0.5) else cylinder(1.3 * wide, tall)
        )
        group.add("base", plate.moved(*end).under(float(end[1])))
