"""Bird houses."""

import numpy as np

from patchalign3d_training.synthesis.kit import (
    Assembly,
    Dice,
    box,
    cylinder,
    join,
    pipe,
    plane,
    polygon,
    prism,
    rod,
    skin,
)


def build(model: Assembly, dice: Dice) -> None:
    """A small house with a round hole in its front, +z; hung up or on a pole."""
    width, depth, tall = dice.between(0.8, 1.1), dice.between(0.7, 1.1), dice.between(0.8, 1.5)
    house = model.group()
    kind = dice.pick({"gable": 5, "lean": 3, "cone": 2})
    peak = tall + (dice.between(0.3, 0.7) if kind == "gable" else 0.0)
    over = dice.between(0.05, 0.25)  # how far the roof stands out
    thick = dice.between(0.04, 0.08)
    half = 0.5 * width
    if kind == "cone":
        sides = dice.pick({6: 1, 8: 1, 20: 2})
        house.add("wall", cylinder(half, tall, sides=sides).on(0.0))
        house.add(
            "roof", cylinder(half + over, dice.between(0.4, 0.8), top=0.01, sides=sides).on(tall)
        )
        front = half * np.cos(np.pi / sides)
    else:
        slope = dice.between(0.1, 0.3) if kind == "lean" else 0.0
        side = [(-half, 0.0), (half, 0.0), (half, tall), (0.0, peak), (-half, tall)]
        front = 0.5 * depth
        if kind == "gable":
            house.add("wall", prism(np.array(side), depth, "z"))
            run, rise = half + over, (half + over) * (peak - tall) / half
            edge = [
                (0.0, peak),
                (run, peak - rise),
                (run, peak - rise + thick),
                (0.0, peak + 1.4 * thick),
            ]
            leaf = prism(np.array(edge), depth + 2.0 * over, "z")
            house.add("roof", leaf.both())
        else:
            low, high = [-0.5 * depth, front], [tall + slope, tall]
            flat = [(low[0], 0.0), (low[1], 0.0), (low[1], high[1]), (low[0], high[0])]
            house.add("wall", prism(np.array(flat), width, "x"))
            board = box(width + 2 * over, thick, depth + 2 * over)
            lean = float(np.degrees(np.arctan2(slope, depth)))
            house.add("roof", board.turned("x", lean).moved(y=tall + 0.5 * slope + 0.5 * thick))
    level, size = dice.between(0.5, 0.7) * tall, dice.between(0.12, 0.2) * width
    disc = plane(polygon(20, size), "z", 0.0)
    hole = skin(np.stack([disc, 0.0 * disc]), caps=False).moved(y=level, z=front + 0.012)
    house.add("hole", hole)
    if dice.chance(0.6):
        house.add("hole", pipe(1.25 * size, size, 0.05, "z").moved(y=level, z=front + 0.02))
    if dice.chance(0.75):
        y = level - size - dice.between(0.08, 0.16)
        house.add(
            "perch", rod((0, y, front - 0.02), (0, y, front + dice.between(0.15, 0.3)), 0.025)
        )
    if dice.chance(0.5):
        wide = width + dice.between(0.1, 0.6)
        house.add("floor", box(wide, thick, depth + (wide - width)).under(0.005))
    if dice.chance(0.25):
        house.add("chimney", box(0.15, 0.35, 0.15).on(tall + 0.1).moved(0.25 * width, 0, -0.1))
    model.take(house)
    if dice.chance(0.55):
        length = dice.between(0.6, 3.0)
        post = (
            cylinder(dice.between(0.05, 0.1), length)
            if dice.chance(0.5)
            else box(0.16, length, 0.16)
        )
        brace = rod((0, -0.35, 0), (0.3, -0.02, 0), 0.03).both()
        model.add("pole", join(post.under(0.0), brace) if dice.chance(0.4) else post.under(0.0))
