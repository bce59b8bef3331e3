"""Burgers."""

import numpy as np

from patchalign3d_training.synthesis.kit import (
    Assembly,
    Dice,
    Mesh,
    ball,
    box,
    cylinder,
    dome,
    lathe,
)


def build(model: Assembly, dice: Dice) -> None:
    """Layers between two halves of a bun; now and then with sesame and a stick."""
    radius, sides = dice.between(0.5, 0.65), dice.pick({10: 1, 24: 3})
    gap = dice.between(0.0, 0.02) if dice.chance(0.7) else dice.between(0.04, 0.1)
    low = cylinder(0.9 * radius, dice.between(0.12, 0.2), top=radius, sides=sides).on(0.0)
    model.add("bun", low)
    level = float(low.high[1]) + gap

    layers = ["patty"] + [
        name
        for name, chance in (("cheese", 0.8), ("lettuce", 0.8), ("tomato", 0.6), ("onion", 0.25))
        if dice.chance(chance)
    ]
    if dice.chance(0.25):
        layers += ["patty", "cheese"]
    for name in layers:
        wide = radius * dice.between(0.95, 1.1)
        if name == "patty":
            thick = dice.between(0.1, 0.18)
            disc = lathe([(0, 0), (0.95, 0), (1.03, 0.5), (0.95, 1), (0, 1)], sides)
            layer = disc.stretched(wide, thick, wide)
        elif name == "cheese":
            layer = box(1.75 * wide, 0.025, 1.75 * wide).turned("y", dice.between(0.0, 90.0))
        elif name == "lettuce":
            layer = _wavy(dice, 1.12 * wide)
        elif name == "tomato":
            slice_radius = dice.between(0.45, 0.55) * wide
            slices = cylinder(slice_radius, 0.05).moved(0.45 * wide)
            layer = slices.around(dice.count(2, 3), start=dice.between(0.0, 90.0))
        else:
            layer = cylinder(0.9 * wide, 0.03, sides=sides)
        layer = layer.on(level)
        model.add(name, layer)
        level = float(layer.high[1]) + gap

    height = dice.between(0.25, 0.5)
    crown = dome(radius, height, sides=sides).moved(y=level)
    model.add("bun", crown, cylinder(radius, 0.02, sides=sides).moved(y=level))
    if dice.chance(0.5):
        seed = ball(0.03, 0.012, 0.018, 6)
        for _ in range(dice.count(10, 25)):
            up, turn = dice.between(0.6, 1.5), dice.between(0.0, 360.0)
            at = (radius * np.cos(up), level + height * np.sin(up), 0.0)
            model.add("seed", seed.moved(*at).turned("y", turn))
    if dice.chance(0.2):
        model.add("stick", cylinder(0.015, 1.2, sides=8).on(0.3))


def _wavy(dice: Dice, radius: float) -> Mesh:
    """A leaf of lettuce: a disc whose rim goes up and down."""
    disc = lathe([(0, 0), (0.6, 0), (1.0, 0), (1.0, 0.02), (0.6, 0.02), (0, 0.02)], 40)
    disc = disc.stretched(radius, 1.0, radius)
    vertices = disc.vertices.copy()
    out = np.hypot(vertices[:, 0], vertices[:, 2]) / radius
    turn = np.arctan2(vertices[:, 2], vertices[:, 0])
    vertices[:, 1] += 0.05 * out**2 * np.sin(dice.count(6, 11) * turn)
    return Mesh(vertices, disc.faces)
