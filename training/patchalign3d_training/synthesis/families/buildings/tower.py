"""Towers of stone or wood, round or square."""

import numpy as np

from patchalign3d_training.synthesis.families.buildings.masonry import (
    arched,
    facing,
    merlons,
    opening,
    round_wall,
    spire,
)
from patchalign3d_training.synthesis.kit import Assembly, Dice, box, cylinder, polygon, rod, sheet


def build(model: Assembly, dice: Dice) -> None:
    """A shaft with a door in front, windows, and battlements or a pointed roof above."""
    sides = dice.pick({4: 3, 6: 1, 8: 2, 16: 3})
    radius, height = 1.0, dice.between(2.0, 7.0)
    top = radius * dice.between(0.7, 1.0)
    turn = facing(sides)
    flat = np.cos(np.pi / sides)  # from a corner's distance to a side's
    crown = dice.pick({"roof": 3, "battlement": 3, "both": 1})
    hollow = crown != "roof"
    model.add("wall", round_wall(radius, height, top, sides, hollow).turned("y", turn))
    level, wide = height, top
    if dice.chance(0.5):
        wide = top * dice.between(1.1, 1.35)
        collar = cylinder(top, 0.3, top=wide, sides=sides).on(height - 0.3).turned("y", turn)
        gallery = round_wall(wide, 0.25, wide, sides, hollow).turned("y", turn)
        model.add("wall", collar, gallery.on(height))
        level = height + 0.25
    if crown != "roof":
        teeth = merlons(polygon(sides, 0.93 * wide, turn), dice.between(0.16, 0.3), 0.14, level)
        model.add("battlement", teeth)
    if crown != "battlement":
        below = 0.7 * wide if crown == "both" else wide
        if crown == "both":
            turret = cylinder(below, 0.9, sides=sides).on(level - 0.1).turned("y", turn)
            model.add("wall", turret)
            level += 0.8
        tall = below * dice.between(0.8, 3.0)
        roof = spire(below * dice.between(1.05, 1.3), tall, sides, dice.between(0.0, 0.3))
        model.add("roof", roof.turned("y", turn).on(level))
        level += tall
    if dice.chance(0.4):
        pole = rod((0.0, level - 0.2, 0.0), (0.0, level + 0.9, 0.0), 0.03)
        cloth = sheet(np.array([(0.0, 0.0), (0.6, 0.12), (0.0, 0.35)]), "z")
        model.add("flag", pole, cloth.moved(y=level + 0.5))
    _openings(model, dice, (radius, top), flat, height)
    if dice.chance(0.4):
        plinth = cylinder(1.2 * radius, 0.25, sides=sides).turned("y", turn)
        model.add("base", plinth.on(-0.05))


def _openings(
    model: Assembly, dice: Dice, radii: tuple[float, float], flat: float, height: float
) -> None:
    """A door below, and windows all around or in front, in one to four rows."""
    low, high = radii
    wide = dice.between(0.45, 0.8) * low
    tall = min(1.5 * wide, 0.45 * height)
    door = (
        arched(wide, tall, 0.2) if dice.chance(0.6) else box(wide, tall, 0.2).on(0.0).moved(z=0.1)
    )
    model.add("door", door.moved(z=flat * low - 0.1 - 0.5 * (low - high) * tall / height))
    size = dice.between(0.15, 0.35)
    window = opening(dice, size, size * dice.between(1.0, 2.5), 0.12)
    if dice.chance(0.4):
        window = arched(size, 2.0 * size, 0.12)
    count, rows = dice.pick({1: 2, 2: 2, 4: 3}), dice.count(1, 4)
    for row in range(rows):
        y = height * (0.5 + 0.42 * row / rows)
        out = flat * (low + (high - low) * y / height) - 0.05
        model.add("window", window.moved(0.0, y, out).around(count))
