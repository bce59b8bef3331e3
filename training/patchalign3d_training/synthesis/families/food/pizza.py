"""Pizzas, whole and in slices."""

import numpy as np

from patchalign3d_training.synthesis.kit import (
    Assembly,
    Dice,
    Points,
    ball,
    box,
    bumpy,
    cylinder,
    plane,
    prism,
    ring,
    skin,
    sweep,
)


def build(model: Assembly, dice: Dice) -> None:
    """A pizza of radius 1 that lies on y = 0: whole, with a slice cut out, or one slice."""
    whole = dice.pick({360.0: 4, 300.0: 2, 45.0: 4, 60.0: 1})
    thick = dice.between(0.05, 0.12)
    food = model.group()
    angle = np.radians(np.linspace(0.0, whole, max(8, int(whole / 8.0)), endpoint=whole < 360.0))
    arc = np.stack([np.cos(angle), np.sin(angle)], axis=1)
    outline = arc if whole == 360.0 else np.concatenate([[(0.0, 0.0)], arc])
    food.add("base", prism(outline, thick).on(0.0))
    edge = plane(0.96 * arc, "y", 0.8 * thick)
    food.add("rim", sweep(edge, dice.between(0.06, 0.1), sides=8, loop=whole == 360.0))
    if whole == 360.0 and dice.chance(0.3):
        food.add("rim", ring(0.96, 0.09, count=40).moved(y=0.8 * thick))
    melt = (
        outline * 0.92
        if whole == 360.0
        else 0.9 * (outline - outline.mean(axis=0)) + outline.mean(axis=0)
    )
    food.add("cheese", prism(melt, 0.02).on(thick))
    spots = _spots(dice, whole, 5 if whole < 100.0 else 16)
    slice_ = cylinder(0.13, 0.025, sides=14).on(thick + 0.015)
    if dice.chance(0.85):
        food.add("salami", slice_.at(spots[::2]))
    if dice.chance(0.6):
        olive = ring(0.05, 0.025, count=12, sides=6).on(thick + 0.01)
        food.add("olive", olive.at(spots[1::2]))
    if dice.chance(0.5):
        flat = ball(0.12, 0.015, 0.05, 8).on(thick + 0.02)
        for at in spots[1::3]:
            food.add("leaf", flat.turned("y", dice.between(0.0, 180.0)).moved(*at))
    rough = dice.chance(0.5)
    model.take(food, bumpy(dice, 0.5, 0.012) if rough else lambda mesh: mesh)
    if dice.chance(0.3):
        kind = dice.one_of("plate", "board")
        if kind == "plate":
            rows = [
                (0.0, -0.03),
                (0.8, -0.03),
                (1.15, 0.05),
                (1.12, 0.06),
                (0.8, -0.01),
                (0, -0.01),
            ]
            circle = np.stack(
                [np.cos(a := np.linspace(0, 2 * np.pi, 36, endpoint=False)), -np.sin(a)], axis=1
            )
            rings = [plane(circle * max(size, 1e-4), "y", y) for size, y in rows]
            model.add("plate", skin(np.stack(rings), caps=False))
        else:
            model.add("plate", box(2.3, 0.06, 2.3, 0.02).under(0.0))


def _spots(dice: Dice, whole: float, count: int) -> Points:
    """Where toppings lie, (n, 3): spread over the sector."""
    share = (np.arange(count) + dice.many(0.2, 0.8, count)) / count
    margin = 0.3 * whole if whole < 100.0 else 7.0
    turn = np.radians(np.clip(share * whole, margin, whole - margin))
    out = np.where(np.arange(count) % 2, 0.45, 0.72) + dice.many(-0.06, 0.06, count)
    return np.stack([out * np.cos(turn), 0.0 * turn, out * np.sin(turn)], axis=1)
