"""Flutes, recorders and clarinets; they stand along y with the mouth end up."""

import numpy as np

from patchalign3d_training.synthesis.kit import (
    Assembly,
    Dice,
    Mesh,
    box,
    cylinder,
    ellipse,
    join,
    lathe,
    pipe,
    prism,
    ring,
    rod,
    skin,
)

LENGTH = 1.0


def build(model: Assembly, dice: Dice) -> None:
    """A transverse flute, recorder, clarinet or oboe, bamboo flute or pan pipes."""
    kind = dice.pick({"transverse": 3, "recorder": 3, "clarinet": 3, "bamboo": 2, "pan": 1})
    radius = dice.between(0.018, 0.04)
    if kind == "pan":
        _pan_pipes(model, dice, radius)
        return
    profile = [(radius, 0.0), (radius, LENGTH)]
    if kind in ("recorder", "clarinet"):
        narrow = dice.between(0.7, 0.95)
        profile = [(narrow * radius, 0.0), (radius, LENGTH)]
    sides = dice.pick({8: 1, 18: 3})
    bore = [(0.7 * r, y) for r, y in reversed(profile)]
    model.add("body", lathe([*profile, *bore, profile[0]], sides))
    if kind in ("transverse", "clarinet") and dice.chance(0.85):
        _keys(model, dice, radius)
    else:
        _holes(model, dice, radius)
    _joints(model, dice, kind, radius, sides)
    if kind == "clarinet" or (kind == "recorder" and dice.chance(0.5)):
        _bell(model, dice, kind, profile[0][0])
    _mouth(model, dice, kind, radius)


def _mouth(model: Assembly, dice: Dice, kind: str, radius: float) -> None:
    """A beak with a reed, a whistle's beak with its window, or a plate with the blow hole."""
    if kind in ("recorder", "clarinet"):
        long = dice.between(0.08, 0.14)
        levels = np.array([0.0, 0.25, 0.6, 1.0]) * long + LENGTH
        depth = np.array([1.0, 1.0, 0.6, 0.2]) * radius
        round_section = ellipse(2.0, 2.0, 14)
        rows = [
            np.column_stack(
                [radius * round_section[:, 0], np.full(14, y), d * round_section[:, 1] + d - radius]
            )
            for y, d in zip(levels, depth, strict=True)
        ]
        model.add("mouthpiece", skin(np.stack(rows)))
        window = box(0.8 * radius, 0.02, 0.3 * radius).moved(y=LENGTH - 0.02, z=0.9 * radius)
        if kind == "recorder":
            model.add("hole", window)
        elif dice.chance(0.6):
            clamp = pipe(1.12 * radius, 0.9 * radius, 0.05, sides=14).moved(y=LENGTH + 0.02)
            model.add("ring", clamp)
        return
    plate = prism(ellipse(2.2 * radius, 2.8 * radius, 16), 0.5 * radius, "z")
    level = LENGTH * dice.between(0.82, 0.9)
    if kind == "transverse":
        model.add("mouthpiece", plate.moved(y=level, z=0.9 * radius))
    model.add("hole", cylinder(0.35 * radius, 0.1 * radius, "z").moved(y=level, z=1.2 * radius))
    cork = cylinder(1.05 * radius, 0.05, sides=14).on(LENGTH)
    model.add("body", cork)


def _holes(model: Assembly, dice: Dice, radius: float) -> None:
    """Six to eight holes in a row, drawn as thin dark discs."""
    size = radius * dice.between(0.25, 0.45)
    disc = cylinder(size, 0.15 * radius, "z", sides=10).moved(z=0.95 * radius)
    for level in np.linspace(0.2, 0.68, dice.count(6, 8)):
        jitter = dice.between(-0.01, 0.01)
        model.add("hole", disc.moved(y=float(level) + jitter))


def _keys(model: Assembly, dice: Dice, radius: float) -> None:
    """Round pads on a rod along the tube, with levers between them."""
    size = radius * dice.between(0.5, 0.8)
    pad = cylinder(size, 0.25 * radius, "z", sides=12).moved(z=1.2 * radius)
    foot = rod((0, 0, 0.9 * radius), (0, 0, 1.2 * radius), 0.3 * size, sides=6)
    levels = np.linspace(0.12, 0.72, dice.count(7, 14))
    for level in levels:
        aside = dice.pick({0.0: 3, 35.0: 1, -35.0: 1})
        key: Mesh = join(pad, foot).scaled(dice.between(0.7, 1.1)).turned("y", aside)
        model.add("key", key.moved(y=float(level)))
    side = 0.9 * radius
    for start, end in ((0.1, 0.42), (0.46, 0.74)):
        axle = rod((side, start, side), (side, end, side), 0.14 * radius, sides=6)
        post = rod((0.6 * side, 0, 0.6 * side), (side, 0, side), 0.14 * radius, sides=5)
        model.add("key", axle, post.moved(y=start), post.moved(y=end))
    lever = box(0.35 * radius, 0.12, 0.12 * radius).moved(-0.5 * radius, 0.0, 1.15 * radius)
    for level in dice.many(0.15, 0.7, dice.count(1, 4)):
        model.add("key", lever.moved(y=float(level)))


def _joints(model: Assembly, dice: Dice, kind: str, radius: float, sides: int) -> None:
    """Bands where the pieces meet, or the nodes of bamboo."""
    count = dice.count(1, 3) if kind != "bamboo" else dice.count(2, 5)
    for level in dice.many(0.05, 0.95, count):
        if kind == "bamboo":
            band = ring(1.03 * radius, 0.12 * radius, "y", 18, 6)
        else:
            band = pipe(1.15 * radius, 0.9 * radius, dice.between(0.01, 0.04), sides=sides)
        model.add("ring", band.moved(y=float(level)))


def _bell(model: Assembly, dice: Dice, kind: str, radius: float) -> None:
    """The lower end: a flare, or a turned foot."""
    long = dice.between(0.1, 0.18)
    wide = radius * (dice.between(1.8, 2.6) if kind == "clarinet" else dice.between(1.2, 1.5))
    outside = [(wide, -long), (1.4 * radius, -0.4 * long), (1.08 * radius, 0.01)]
    inside = [(0.7 * radius, 0.0), (1.2 * radius, -0.5 * long), (0.92 * wide, -long), (wide, -long)]
    model.add("bell", lathe([*outside, *inside], 18))


def _pan_pipes(model: Assembly, dice: Dice, radius: float) -> None:
    """A row of pipes that grow shorter, tied by two bars."""
    count, step = dice.count(5, 12), 2.1 * radius
    long, short = dice.between(0.5, 0.9), dice.between(0.15, 0.3)
    middle = 0.5 * step * (count - 1)
    for i, length in enumerate(np.linspace(long, short, count)):
        one = pipe(radius, 0.75 * radius, float(length), sides=12).under(0.0)
        model.add("body", one.moved(step * i - middle))
        model.add(
            "mouthpiece", ring(0.9 * radius, 0.12 * radius, "y", 12, 5).moved(step * i - middle)
        )
    bar = box(2 * middle + 2.4 * radius, 0.05, 0.6 * radius).under(-0.3 * short)
    model.add("ring", bar.moved(z=radius).both("z"))
