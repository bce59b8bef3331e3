"""Eyeglasses."""

from patchalign3d_training.synthesis.kit import (
    Assembly,
    Dice,
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


def build(glasses: Assembly, dice: Dice) -> None:
    """Spectacles, goggles or sunglasses; they look along +z."""
    width, tall = dice.between(0.4, 0.6), dice.between(0.26, 0.5)
    gap = dice.between(0.06, 0.16)
    shape: Points
    kind = dice.one_of("round", "square", "oval", "pilot")
    if kind == "round":
        shape = ellipse(width, width, 24)
    elif kind == "square":
        shape = rectangle(width, tall, 0.06, 6)
    elif kind == "oval":
        shape = superellipse(width, tall, 2.4, 24)
    else:
        shape = smooth([(0.9, 0.9), (-0.7, 0.9), (-0.85, 0.1), (-0.2, -0.9), (0.7, -0.7)], 24, True)
        shape = 0.5 * shape * (width, tall)
    rim = dice.between(0.015, 0.04)
    x = 0.5 * (width + gap)
    lens = prism(shape, 0.012, "z").moved(x)
    if not dice.chance(0.15):
        glasses.add("lens", lens.both())
    if not dice.chance(0.15):
        glasses.add("frame", frame(grown(shape, rim), shape, 1.4 * rim, "z").moved(x).both())
    y = dice.between(0.0, 0.3) * tall
    bridge = tube(
        [(-0.5 * gap - 0.02, y, 0), (0, y + 0.05, 0.03), (0.5 * gap + 0.02, y, 0)], 0.7 * rim, 8
    )
    glasses.add("frame", bridge)
    edge = x + 0.5 * width + 0.5 * rim
    long = dice.between(1.0, 1.4)
    fold = dice.chance(0.1)
    path = [(edge, y, 0.0), (edge + 0.02, y, -0.7 * long), (edge, y - 0.03, -0.8 * long)]
    path += [(edge - 0.03, y - dice.between(0.1, 0.3), -long)]
    section = rectangle(rim, rim * dice.between(1.0, 3.5))
    arm = sweep(smooth(path, 14), 1.0, section, normal=(1, 0, 0))
    if fold:
        arm = arm.moved(-edge).turned("y", 85.0).moved(edge)
    glasses.add("temple", arm.both())
    glasses.add("frame", rod((edge - rim, y, 0), (edge + 0.02, y, 0), 0.8 * rim).both())
