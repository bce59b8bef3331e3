"""Turtles and tortoises; they look along +z."""

import numpy as np

from patchalign3d_training.synthesis.kit import (
    Assembly,
    Blend,
    Dice,
    Mesh,
    ball,
    cylinder,
    dome,
    join,
    style_of,
)

SKULL = np.array([0.85, 0.8, 1.15])  # half-axes of the head over its size
BEAK = np.array([0.5, 0.45, 0.5])  # the same of the snout
FLIPPER = (0.11, 0.035)  # half its width, half its thickness
PLATE = (0.13, 0.03, 0.13)  # half-axes of a plate of the shell
RIDGE = (-0.6, -0.2, 0.2, 0.6)  # where plates lie along the middle, in halves of the length
FLANK = (-0.4, 0.0, 0.4)  # and along both sides


def build(model: Assembly, dice: Dice) -> None:
    """A tortoise on stout legs, or a sea turtle with flippers."""
    style = style_of(dice)
    swims = dice.chance(0.35)
    long, wide = 0.5, dice.between(0.36, 0.48)
    tall = dice.between(0.14, 0.24) if swims else dice.between(0.24, 0.42)
    turtle = model.group()
    blend = Blend(seam=0.03)
    flat = 0.1  # half the height of the body in its shell
    blend.ball("body", (0.0, 0.0, 0.0), (0.88 * wide, flat, 0.9 * long))
    skull = dice.between(0.1, 0.14) * style.head**0.6
    reach, rise = dice.between(0.08, 0.26), dice.between(-0.02, 0.25)
    end = np.array([0.0, 0.02 + rise, 0.85 * long + reach + 0.05])
    nape, throat = 0.09, 0.075  # half thicknesses of the neck
    blend.limb("neck", np.stack([(0.0, 0.0, 0.7 * long), end]), [nape, throat])
    blend.ball("head", end + (0.0, 0.3 * skull, 0.6 * skull), SKULL * skull)
    if dice.chance(0.5):
        blend.ball("head", end + (0.0, 0.1 * skull, 1.5 * skull), BEAK * skull)
    if dice.chance(0.8):
        eye = dice.between(0.13, 0.25) * skull * min(style.head, 1.6)
        at = end + np.array([0.62 * skull, 0.6 * skull, 1.2 * skull])
        turtle.add("eye", ball(eye, sides=8).moved(*at).both())
    _legs(blend, turtle, dice, wide, long, swims)
    start, tip = (0.0, -0.02, -0.8 * long), (0.0, -0.05, -long - dice.between(0.08, 0.2))
    thick, thin = 0.07, 0.02
    blend.limb("tail", [start, tip], [thick, thin])
    blend.into(turtle, round(1.4 * style.cells), loose=dice.chance(0.25))
    _shell(turtle, dice, wide, tall, long)
    model.take(turtle)


def _legs(
    blend: Blend, turtle: Assembly, dice: Dice, wide: float, long: float, swims: bool
) -> None:
    """Columns with feet, or flippers."""
    down, thick = dice.between(0.18, 0.3), dice.between(0.07, 0.11)
    for z, scale in ((0.55 * long, 1.0), (-0.6 * long, 0.8)):
        for side in (1.0, -1.0):
            root = np.array([0.65 * wide, -0.02, z])
            if swims:
                sweep, lift = dice.between(-0.9, 0.1), dice.between(-0.35, 0.35)
                reach = 0.45
                far = root + scale * np.array([reach, reach * lift, reach * sweep])
                flipper = (far - root) * (side, 1.0, 1.0)
                middle = 0.5 * (root + far) * (side, 1.0, 1.0)
                half = 0.6 * float(np.linalg.norm(flipper))
                wide_half, thin = FLIPPER
                paddle = ball(wide_half * scale, half, thin, 12)
                turtle.add("leg", paddle.oriented(middle, flipper, (0.0, 0.0, 1.0)))
                continue
            step = dice.between(-0.08, 0.12)
            out = 0.14
            foot = root + (out, -down, step)
            knee = 0.5 * (root + foot) + (0.04, 0.02, 0.0)
            joints = np.stack([root, knee, foot]) * (side, 1, 1)
            blend.limb("leg", joints, [1.1 * thick, thick, 0.8 * thick])
            sole = joints[-1] + (0.0, -0.02, 0.03)
            blend.ball("foot", sole, (0.95 * thick, 0.6 * thick, 1.2 * thick))


def _shell(turtle: Assembly, dice: Dice, wide: float, tall: float, long: float) -> None:
    """A dome with a rim over a flat floor, perhaps with plates or points."""
    sides = dice.pick({8: 1, 14: 1, 24: 3})
    ratio = wide / long
    power = dice.between(0.9, 1.0)
    top = dome(long, tall, dice.one_of(0.0, 0.03), sides).stretched(x=ratio * power)
    thick, low = 0.05, -0.08
    rim = cylinder(1.04 * long, thick, sides=sides).stretched(x=ratio)
    floor = cylinder(0.93 * long, thick, sides=sides).stretched(x=ratio).moved(y=low)
    pieces = [top, floor] + ([rim] if dice.chance(0.6) else [])
    if dice.chance(0.4):
        pieces += [_on_dome(ball(*PLATE, 7), x, z, wide, tall, long) for x, z in _plates()]
    turtle.add("shell", join(*pieces))


def _plates() -> list[tuple[float, float]]:
    middle = [(0.0, z) for z in RIDGE]
    return middle + [(side * 0.5, z) for side in (1.0, -1.0) for z in FLANK]


def _on_dome(mesh: Mesh, x: float, z: float, wide: float, tall: float, long: float) -> Mesh:
    """A mesh put on the shell at (x, z), in shares of its half width and half length."""
    y = np.sqrt(max(1.0 - x**2 - z**2, 0.0))
    normal = (x / wide, y / tall, z / long)
    return mesh.oriented((x * wide, y * tall, z * long), normal)
