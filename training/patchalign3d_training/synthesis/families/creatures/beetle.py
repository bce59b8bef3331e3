"""Beetles and ladybirds: a shell over the back; they look along +z."""

import numpy as np

from patchalign3d_training.synthesis.families.creatures.bugs import (
    LegSizes,
    add_legs,
    add_tube,
    feeler,
)
from patchalign3d_training.synthesis.kit import (
    Assembly,
    Blend,
    Dice,
    Mesh,
    ball,
    box,
    cylinder,
    rod,
    smooth,
    style_of,
    sweep,
)


def build(model: Assembly, dice: Dice) -> None:
    """A ladybird, a scarab or a stag beetle, its wing cases shut or open."""
    style = style_of(dice)
    long, wide = 0.5, dice.between(0.3, 0.46)
    tall = dice.between(0.18, 0.34)
    beetle = model.group()
    blend = Blend(seam=0.02)
    blend.ball("body", (0.0, 0.0, 0.0), (0.92 * wide, 0.55 * tall, 0.95 * long))
    neck = dice.between(0.12, 0.24)
    blend.ball("body", (0.0, 0.05 * tall, 0.85 * long), (0.75 * wide, 0.6 * tall, neck))
    size = dice.between(0.3, 0.45) * wide * style.head**0.4
    head_z = 0.85 * long + 0.8 * neck + 0.4 * size
    blend.ball("head", (0.0, 0.0, head_z), (size, 0.75 * size, 0.8 * size))
    legs = LegSizes(
        dice.between(0.35, 0.7),
        dice.between(-0.05, 0.25),
        dice.between(0.2, 0.35),
        dice.between(0.02, 0.045),
        False,
    )
    roots = [(0.7 * wide, -0.15 * tall, z * long) for z in (0.75, 0.15, -0.4)]
    add_legs(blend, beetle, dice, legs, roots, [35.0, 0.0, -40.0])
    if dice.chance(0.8):
        root = (0.4 * size, 0.3 * size, head_z + 0.6 * size)
        reach, turn = dice.between(0.2, 0.8), dice.between(25.0, 75.0)
        joints = feeler(root, reach, turn, dice.between(0.0, 40.0), dice.between(-25.0, 10.0))
        for side in (1.0, -1.0):
            add_tube(blend, beetle, "antenna", joints * (side, 1.0, 1.0), 0.02, False)
    if dice.chance(0.5):
        eye = dice.between(0.2, 0.35) * size
        beetle.add(
            "eye", ball(eye, sides=8).moved(0.7 * size, 0.3 * size, head_z + 0.4 * size).both()
        )
    horn = dice.pick({"none": 3, "stag": 2, "rhino": 1})
    if horn == "stag":
        claw = np.array([(0.3, 0.0, 0.5), (1.0, 0.1, 1.6), (0.5, 0.2, 2.6)]) * size
        beetle.add(
            "horn",
            sweep(smooth(claw, 8), np.linspace(0.2, 0.05, 8) * size, sides=6)
            .moved(z=head_z)
            .both(),
        )
    elif horn == "rhino":
        path = np.array([(0.0, 0.3, 0.5), (0.0, 0.6, 1.5), (0.0, 1.8, 2.0)]) * size
        beetle.add(
            "horn",
            sweep(smooth(path, 8), np.linspace(0.25, 0.05, 8) * size, sides=6).moved(z=head_z),
        )
    blend.into(beetle, round(1.2 * style.cells), loose=dice.chance(0.2))
    _shell(beetle, dice, wide, tall, long)
    model.take(beetle)


def _shell(beetle: Assembly, dice: Dice, wide: float, tall: float, long: float) -> None:
    """Two wing cases, or one dome, with spots; spread over thin wings when it flies."""
    dome = ball(wide, tall, long, 20)
    middle = dome.vertices[dome.faces].mean(axis=1)  # (F, 3)
    upper = middle[:, 1] > 0.0
    if dice.chance(0.25):
        beetle.add("shell", Mesh(dome.vertices, dome.faces[upper]))
        halves = []
    else:
        right = Mesh(dome.vertices, dome.faces[upper & (middle[:, 0] > 0.0)])
        halves = [right.moved(0.008)]
    flies = bool(halves) and dice.chance(0.3)
    spread = dice.between(35.0, 80.0) if flies else 0.0
    for half in halves:
        at = (0.0, 0.5 * tall, 0.8 * long)
        opened = half.turned("y", -spread, at).turned("z", 0.5 * spread, at)
        beetle.add("shell", opened.both())
    if flies:
        vane = ball(0.65, 0.012, 0.2, 12).moved(0.7).turned("y", dice.between(0.0, 45.0))
        beetle.add("wing", vane.moved(0.1 * wide, 0.5 * tall, 0.3 * long).both())
    elif dice.chance(0.5):
        for at in dice.many(-0.7, 0.7, 5):
            x, z = dice.between(0.2, 0.7), float(at)
            y = np.sqrt(max(1.0 - x**2 - z**2, 0.05))
            spot = cylinder(0.16 * wide, 0.03, sides=12).pointing((x / wide, y / tall, z / long))
            beetle.add("spot", spot.moved(x * wide, y * tall, z * long).both())
    if halves and not flies and dice.chance(0.4):
        beetle.add("shell", box(0.02, 0.02, 1.6 * long).moved(0.0, tall, 0.0))
    if dice.chance(0.15):
        beetle.add("shell", rod((0.0, 0.8 * tall, 0.8 * long), (0.0, 0.7 * tall, long), 0.1, 0.08))
