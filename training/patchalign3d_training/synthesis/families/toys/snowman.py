"""Snowmen."""

import numpy as np

from patchalign3d_training.synthesis.kit import (
    Assembly,
    Dice,
    ball,
    box,
    bumpy,
    cylinder,
    join,
    lathe,
    ring,
    rod,
)


def build(model: Assembly, dice: Dice) -> None:
    """Two or three balls of snow with a face, a hat, a scarf, buttons and sticks for arms."""
    sides = dice.pick({8: 1, 12: 1, 20: 3})
    count = dice.pick({2: 1, 3: 3})
    radii = np.cumprod([1.0, *dice.many(0.65, 0.82, 2)])[:count] * 0.5
    sunk = dice.between(0.72, 0.9)
    levels = [0.92 * radii[0]]
    for lower, upper in zip(radii[:-1], radii[1:], strict=True):
        levels.append(levels[-1] + sunk * (lower + upper))
    flat = dice.between(0.85, 1.0)
    balls = [ball(r, flat * r, r, sides).moved(y=y) for r, y in zip(radii, levels, strict=True)]
    rough = bumpy(dice, 0.3, 0.012)
    snow = [rough(piece) for piece in balls] if dice.chance(0.4) else balls
    model.add("body", *snow[:-1])
    model.add("head", snow[-1])
    head, y = float(radii[-1]), float(levels[-1])

    coal = dice.between(0.07, 0.13) * head
    half_distance = dice.between(0.28, 0.45) * head
    model.add("eye", ball(coal, sides=8).moved(half_distance, y + 0.25 * head, 0.85 * head).both())
    long = dice.between(0.5, 1.2) * head
    carrot = rod((0.0, y, 0.85 * head), (0.0, y - 0.1 * long, 0.9 * head + long), 0.14 * head, 0.01)
    model.add("nose", carrot)
    if dice.chance(0.6):
        for turn in np.linspace(-30.0, 30.0, 5):
            x, low = 0.9 * head * np.sin(np.radians(turn)), 0.4 - 0.003 * abs(turn)
            model.add("mouth", ball(0.6 * coal, sides=6).moved(x, y - low * head, 0.85 * head))
    if dice.chance(0.75):
        _hat(model, dice, head, y, sides)
    chest, middle = float(radii[-2]), float(levels[-2])
    for level in np.linspace(0.5, -0.3, dice.count(2, 4)):
        if dice.chance(0.85):
            z = chest * np.sqrt(1.0 - (level / 1.05) ** 2)
            model.add(
                "button", ball(1.1 * coal, sides=8).moved(0.0, middle + level * flat * chest, z)
            )
    if dice.chance(0.8):
        _arms(model, dice, chest, middle)
    if dice.chance(0.6):
        neck = y - 0.8 * head
        scarf = ring(0.72 * head, dice.between(0.12, 0.2) * head).moved(y=neck)
        tail = box(0.28 * head, dice.between(0.6, 1.2) * head, 0.08 * head)
        hung = tail.under(neck).moved(0.4 * head, 0.1 * head, 0.85 * head)
        model.add(
            "scarf", scarf, hung.turned("z", dice.between(-12.0, 12.0), (0.4 * head, neck, 0))
        )


def _hat(model: Assembly, dice: Dice, head: float, y: float, sides: int) -> None:
    """A top hat, a bucket or a cone, a little askew."""
    brim, tall = dice.between(0.9, 1.25), dice.between(0.6, 1.3)
    top = dice.pick({0.75: 3, 0.55: 1, 0.08: 1})
    profile = [(0.0, 0.0), (brim, 0.0), (brim, 0.08), (0.65, 0.08), (top, tall), (0.0, tall)]
    hat = lathe(np.array(profile) * head, sides)
    band = cylinder(0.7 * head, 0.18 * head, sides=sides).moved(y=0.18 * head)
    hat = join(hat, band) if dice.chance(0.5) else hat
    model.add("hat", hat.turned("z", dice.between(-10.0, 10.0)).moved(y=y + 0.75 * head))


def _arms(model: Assembly, dice: Dice, chest: float, middle: float) -> None:
    """Two branches with twigs."""
    for side in (1.0, -1.0):
        start = np.array([0.85 * side * chest, middle + 0.3 * chest, 0.0])
        end = start + chest * np.array(
            [side * dice.between(0.8, 1.4), dice.between(-0.3, 1.0), 0.2]
        )
        thick = dice.between(0.04, 0.07) * chest
        pieces = [rod(start, end, thick, 0.6 * thick, sides=6)]
        for _ in range(dice.count(1, 3)):
            twig = end + 0.4 * chest * np.array(
                [side * dice.between(0.2, 1), dice.between(-0.5, 1), 0]
            )
            pieces.append(rod(start + 0.8 * (end - start), twig, 0.6 * thick, 0.3 * thick, sides=5))
        model.add("arm", *pieces)
