"""Eyeglasses."""

from dataclasses import dataclass

import numpy as np

from patchalign3d_training.synthesis.kit import (
    Assembly,
    Blend,
    Dice,
    Mesh,
    Points,
    ellipse,
    frame,
    grown,
    prism,
    rectangle,
    rod,
    smooth,
    superellipse,
    sweep,
    tube,
)

# A pilot's lens from its inner upper corner round, in halves of its width and height.
PILOT = ((0.9, 0.9), (-0.7, 0.9), (-0.85, 0.1), (-0.2, -0.9), (0.7, -0.7))


@dataclass(frozen=True)
class _GlassesHinge:
    """Where the temples are joined to the frame."""

    aside: float
    level: float
    rim: float  # thickness of the frame there


def build(glasses: Assembly, dice: Dice) -> None:
    """Spectacles, goggles or sunglasses; they look along +z."""
    if dice.chance(0.18):
        _cast(glasses, dice)
        return
    width, tall = dice.between(0.4, 0.6), dice.between(0.26, 0.5)  # of a lens
    gap = dice.between(0.06, 0.16)  # between the lenses
    shape = _lens_shape(dice, width, tall)
    rim = dice.between(0.015, 0.04)
    aside = 0.5 * (width + gap)
    kind = dice.pick({"framed": 12, "rimless": 3, "solid": 4, "without glass": 3})
    front = glasses.group()
    if kind == "solid":  # lens and rim in one piece, as of goggles and simple sunglasses
        thick = dice.between(0.03, 0.1)
        front.add("lens", prism(grown(shape, rim), thick, "z", 0.3 * thick).moved(x=aside).both())
    elif kind != "without glass":
        front.add("lens", prism(shape, 0.012, "z").moved(x=aside).both())
    if kind in ("framed", "without glass"):
        border = frame(grown(shape, rim), shape, 1.4 * rim, "z")
        front.add("frame", border.moved(x=aside).both())

    hinge = _GlassesHinge(aside + 0.5 * width + 0.5 * rim, dice.between(0.0, 0.3) * tall, rim)
    half, level = 0.5 * gap + 0.02, hinge.level
    over_the_nose = [(-half, level, 0), (0, level + 0.05, 0.03), (half, level, 0)]
    if dice.chance(0.3):  # a broad piece
        blade = rectangle(0.7 * rim, dice.between(2.0, 4.0) * rim)
        front.add("bridge", sweep(smooth(over_the_nose, 8), 1.0, blade, normal=(0, 0, 1)))
    else:
        front.add("bridge", tube(over_the_nose, dice.between(0.6, 1.1) * rim, 8))
    inner, outer = (hinge.aside - rim, level, 0), (hinge.aside + 0.02, level, 0)
    joint = "temple" if kind == "solid" else "frame"
    front.add(joint, rod(inner, outer, 0.8 * rim).both())
    wrap = dice.between(0.1, 0.6) if dice.chance(0.4) else 0.0  # how far they bend around the face
    glasses.take(front, lambda mesh: _wrapped(mesh, wrap))
    drop = -wrap * hinge.aside**2
    arms = glasses.group()
    _temples(arms, dice, hinge)
    glasses.take(arms, lambda mesh: mesh.moved(z=drop))


def _cast(glasses: Assembly, dice: Dice) -> None:
    """All in one skin, as scanned models are; their arms spread a little."""
    width, tall = dice.between(0.4, 0.6), dice.between(0.24, 0.42)
    gap, thick = dice.between(0.06, 0.14), dice.between(0.035, 0.06)  # thick: half
    aside = 0.5 * (width + gap)
    hinge, level = aside + 0.5 * width, dice.between(0.0, 0.25) * tall
    skin = Blend(seam=0.3 * thick)
    lens = (0.52 * width, 0.5 * tall, thick)
    skin.ball("lens", (aside, 0.0, 0.0), lens, turn=("y", dice.between(0.0, 20.0)), both=True)
    half = 0.5 * gap + 0.03
    over_the_nose = [(-half, level, 0.0), (0.0, level + 0.04, 0.02), (half, level, 0.0)]
    skin.limb("bridge", over_the_nose, dice.between(0.9, 1.4) * thick)
    length, spread = dice.between(1.0, 1.4), dice.between(-0.05, 0.35)
    far = (hinge + spread, level, -0.75 * length)
    ear = (hinge + 1.2 * spread, level - dice.between(0.05, 0.3), -length)
    arm = [(hinge - 0.02, level, -0.03), far, ear]
    skin.limb("temple", arm, thick * np.array([1.0, 0.85, 1.0]), both=True)
    skin.into(glasses, cells=dice.count(60, 80))


def _wrapped(mesh: Mesh, wrap: float) -> Mesh:
    """It with its sides bent back."""
    back = wrap * mesh.vertices[:, :1] ** 2
    return Mesh(mesh.vertices - back * (0.0, 0.0, 1.0), mesh.faces)


def _lens_shape(dice: Dice, width: float, tall: float) -> Points:
    kind = dice.pick({"round": 1, "square": 1, "oval": 1, "pilot": 1})
    if kind == "round":
        return ellipse(width, width, 24)
    if kind == "square":
        return rectangle(width, tall, 0.06, 6)
    if kind == "oval":
        return superellipse(width, tall, 2.4, 24)
    return smooth([(0.5 * width * x, 0.5 * tall * y) for x, y in PILOT], 24, closed=True)


def _temples(glasses: Assembly, dice: Dice, hinge: _GlassesHinge) -> None:
    """Arms that bend down behind the ears; now and then folded."""
    length = dice.between(1.0, 1.4)
    folded = dice.chance(0.1)
    x, level = hinge.aside, hinge.level
    straight = [(x, level, 0.0), (x + 0.02, level, -0.7 * length)]
    ear = (x, level - 0.03, -0.8 * length)
    tip = (x - 0.03, level - dice.between(0.1, 0.3), -length)
    section = rectangle(hinge.rim, hinge.rim * dice.between(1.0, 3.5))
    arm = sweep(smooth([*straight, ear, tip], 14), 1.0, section, normal=(1, 0, 0))
    if folded:
        arm = arm.turned("y", 85.0, at=(x, 0.0, 0.0))
    glasses.add("temple", arm.both())
