"""Barrels and casks."""

import numpy as np

from patchalign3d_training.synthesis.kit import (
    Assembly,
    Dice,
    beam,
    box,
    cylinder,
    join,
    lathe,
    rod,
    skin,
)


def build(model: Assembly, dice: Dice) -> None:
    """A barrel about 1 high on y = 0, upright, or lying along z on two blocks; or a steel drum."""
    barrel = model.group()
    height, bulge = 1.0, dice.between(0.05, 0.2)
    radius = dice.between(0.26, 0.42)
    is_drum = dice.chance(0.2)
    if is_drum:
        bulge = 0.0

    def at(level: float) -> float:
        """The radius at a height from 0 to 1."""
        return radius * (1.0 + bulge * (1.0 - (2.0 * level - 1.0) ** 2))

    levels = np.linspace(0.0, 1.0, 9)
    if is_drum or dice.chance(0.45):
        sides = dice.pick({28: 3, 10: 1})
        barrel.add("stave", lathe([(at(level), level) for level in levels], sides))
        barrel.add("stave", lathe([(0.95 * at(level), level) for level in levels[::-1]], sides))
    else:
        count, gap = dice.count(12, 20), 0.9
        half = gap * np.pi / count
        corners = [(1.0, -half), (1.0, half), (0.93, half), (0.93, -half)]
        rings = []
        for level in levels:
            size = at(float(level))
            points = [(r * size * np.cos(a), level, r * size * np.sin(a)) for r, a in corners]
            rings.append(np.array(points))
        barrel.add("stave", skin(np.stack(rings)).around(count))
    tall = dice.between(0.03, 0.06)
    spots = [0.04, 0.22, 0.78, 0.96] if dice.chance(0.5) else [0.12, 0.88]
    if is_drum:
        spots, tall = [0.02, 0.35, 0.66, 0.98], 0.025
    for level in spots:
        low, high = max(0.0, level - 0.5 * tall), min(1.0, level + 0.5 * tall)
        band = [(at(low), low), (1.03 * at(low), low), (1.03 * at(high), high), (at(high), high)]
        barrel.add("hoop", lathe(band, 28))
    sunk = dice.between(0.01, 0.05)
    barrel.add("bottom", cylinder(0.96 * radius, 0.02, sides=28).on(sunk))
    is_open = dice.chance(0.25)
    if not is_open:
        barrel.add("lid", cylinder(0.96 * radius, 0.02, sides=28).under(height - sunk))
        if dice.chance(0.4):
            planks = box(1.8 * radius, 0.012, 0.04).on(height - sunk - 0.005)
            barrel.add("lid", planks.moved(z=0.4 * radius).both("z"))
    lies = dice.chance(0.4) and not is_open
    if dice.chance(0.45 if lies else 0.3):
        spout = join(
            rod((0, 0, 0), (0, 0, 0.14), 0.02), rod((0, 0.05, 0.1), (0, -0.06, 0.1), 0.014)
        )
        key = box(0.08, 0.012, 0.02).moved(y=0.055, z=0.1)
        tap = join(spout, key)
        if lies:
            tap = tap.turned("x", -90.0).moved(0.0, 0.98 * height, 0.65 * radius)
        else:
            tap = tap.moved(0.0, 0.18, at(0.18) - 0.02)
        barrel.add("tap", tap)
    if not lies:
        model.take(barrel)
        return
    rise = at(0.5) + dice.between(0.02, 0.3)
    model.take(barrel, lambda mesh: mesh.turned("x", 90.0).moved(0.0, rise, -0.5 * height))
    if dice.chance(0.8):
        wide, low = 1.3 * radius, rise - 0.85 * radius
        board = box(2.0 * wide, max(0.08, low), 0.08).on(0.0)
        wedge = beam((wide, 0.0, 0), (0.6 * wide, low + 0.2, 0), 0.08, 0.08).both()
        model.add("stand", join(board, wedge).moved(z=0.3 * height).both("z"))
