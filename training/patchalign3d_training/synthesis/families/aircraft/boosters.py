"""What a launcher carries beside its body: nozzles, boosters, a shuttle."""

import numpy as np

from patchalign3d_training.synthesis.kit import (
    Assembly,
    Dice,
    Section,
    cylinder,
    hull,
    lathe,
    prism,
)


def add_nozzles(rocket: Assembly, dice: Dice, radius: float, foot: float) -> None:
    """One bell, or three to five about the axis, below a tail of radius `foot`."""
    outside = [(0.0, 0.3), (0.35, 0.25), (0.5, -0.1), (0.75, -0.6)]
    inside = [(0.7, -0.6), (0.3, 0.2)]
    count = dice.pick({1: 3, 3: 1, 4: 1, 5: 1})
    size = foot * (dice.between(0.6, 1.2) if count == 1 else dice.between(0.3, 0.5))
    bell = lathe([*outside, *inside], 16).scaled(size)
    bells = bell if count == 1 else bell.moved(0.55 * radius).around(count)
    rocket.add("body", bells, detail="nozzle")


def add_boosters(rocket: Assembly, dice: Dice, radius: float, top: float) -> None:
    """Two or four slim tanks with noses of their own beside the body."""
    size, tall = radius * dice.between(0.3, 0.6), top * dice.between(0.35, 0.75)
    tank = cylinder(size, tall, sides=14).on(0.0)
    cone = lathe([(size, tall), (0.5 * size, tall + size), (0.0, tall + 1.8 * size)], 14)
    count, away = dice.pick({2: 2, 4: 1}), radius + 0.95 * size
    rocket.add("body", tank.moved(away).around(count), detail="booster")
    rocket.add("nose", cone.moved(away).around(count))


def add_orbiter(rocket: Assembly, dice: Dice, radius: float, length: float) -> None:
    """A shuttle on the tank's side: wings and tail count as fins, its front as a nose."""
    wide = dice.between(0.7, 1.0) * radius
    tip = Section(length, 0.1 * wide, 0.1 * wide)
    cockpit = Section(0.93 * length, 0.6 * wide, 0.6 * wide)
    bay = Section(0.75 * length, wide, wide, 0.05)
    tail = Section(0.05 * length, wide, wide, 0.05)
    body = hull([tip, cockpit, bay, tail], 2.6).turned("x", -90.0)
    lowest = body.vertices[body.faces][:, :, 1].min(axis=1)  # (F,)
    away = radius + 0.55 * wide
    nose = (lowest > 0.74 * length) & dice.chance(0.6)
    rocket.split(body.moved(z=away), {"nose": nose}, rest="body")
    inner, outer = 0.4 * wide, 1.8 * wide
    leading = [(inner, 0.6 * length), (0.6 * wide, 0.4 * length), (outer, 0.1 * length)]
    trailing = [(outer, 0.04 * length), (inner, 0.04 * length)]
    delta = prism(np.array([*leading, *trailing]), 0.08, "z")
    rudder = [(0.0, 0.3), (0.9 * wide, 0.0), (0.9 * wide, -0.3), (0.0, -0.2)]
    fin = prism(np.array(rudder), 0.07, "x")
    rocket.add("fin", delta.both().moved(z=away))
    on_back = (0.0, 0.15 * length, away + 0.5 * wide)
    rocket.add("fin", fin.at([on_back]))
