"""Bearings: balls or rollers between two rings, some in a block to screw down."""

import numpy as np

from patchalign3d_training.synthesis.kit import (
    Assembly,
    Dice,
    Mesh,
    ball,
    box,
    cylinder,
    frame,
    join,
    lathe,
    pipe,
    polygon,
    prism,
    ring,
    superellipse,
)


def build(model: Assembly, dice: Dice) -> None:
    """A bearing about z of outer radius 1, standing, lying, or in a housing on y = 0."""
    bore, width = dice.between(0.35, 0.6), dice.between(0.35, 0.7)
    bearing = model.group()
    gap = 1.0 - bore  # between bore and outside
    inner, outer = bore + 0.3 * gap, 1.0 - 0.28 * gap
    mid, radius = 0.5 * (inner + outer), 0.5 * (outer - inner)
    kind = dice.pick({"ball": 5, "roller": 3, "plain": 1})
    bearing.add("outer ring", _race(1.0, outer, width, 0.5 * radius if kind == "ball" else 0.0))
    bearing.add("inner ring", _race(bore, inner, width, 0.5 * radius if kind == "ball" else 0.0))
    if kind == "ball":
        size = 1.18 * radius
        count = int(2.0 * np.pi * mid / (dice.between(2.2, 3.0) * size))
        bearing.add("ball", ball(size, sides=12).moved(mid).around(count, "z"))
    elif kind == "roller":
        count = int(2.0 * np.pi * mid / (dice.between(2.1, 2.8) * radius))
        roller = cylinder(radius, 0.85 * width, "z", sides=12)
        bearing.add("ball", roller.moved(mid).around(count, "z"))
    else:
        bearing.add("cage", pipe(1.02 * outer, 0.98 * inner, 0.9 * width, "z", 36))
    if kind != "plain" and dice.chance(0.6):
        band = pipe(mid + 0.3 * radius, mid - 0.3 * radius, 0.06, "z", 36)
        bearing.add("cage", band.moved(z=0.3 * width).both("z"))
    if dice.chance(0.3):
        shield = pipe(1.01 * outer, 1.02 * inner, 0.04, "z", 36).moved(z=0.44 * width)
        bearing.add("seal", shield if dice.chance(0.4) else shield.both("z"))
    if dice.chance(0.25):
        length = dice.between(1.5, 4.0)
        bearing.add("shaft", cylinder(0.98 * bore, length, "z").moved(z=dice.between(-0.5, 0.5)))
    if dice.chance(0.35):
        _block(model, dice, width)
        model.take(bearing)
    else:
        lies = dice.chance(0.4)
        model.take(bearing, lambda mesh: mesh.turned("x", 90.0) if lies else mesh)


def _race(face: float, track: float, width: float, groove: float) -> Mesh:
    """A ring about z between its plain face and its track, with a groove for balls."""
    half, sign = 0.5 * width, 1.0 if face > track else -1.0
    deep = track + sign * 0.3 * groove
    profile = [(face, -half), (face, half), (track, half), (track, 0.5 * groove), (deep, 0.0)]
    profile += [(track, -0.5 * groove), (track, -half), (face, -half)]
    return lathe(profile[:: int(sign)], 36).turned("x", 90.0)


def _block(model: Assembly, dice: Dice, width: float) -> None:
    """A pillow block on two feet, or a square or oval flange, with its screws."""
    deep = width * dice.between(0.8, 1.2)
    nut = prism(polygon(6, 0.13), 0.14)
    bolt = join(nut, cylinder(0.07, 0.3, sides=12))
    if dice.chance(0.6):
        shell = pipe(dice.between(1.2, 1.4), 1.0, deep, "z", 36)
        low = -dice.between(1.3, 1.6)
        reach = dice.between(1.9, 2.4)
        plate = box(2.0 * reach, 0.3, 1.1 * deep, 0.08).on(low)
        web = box(2.0, -low - 0.7, 0.8 * deep).on(low + 0.05)
        model.add("housing", shell, plate, web.moved(0.95 - 1.35).moved(0.4))
        model.add("bolt", bolt.on(plate).moved(0.8 * reach, -0.02).both())
        return
    back = -0.5 * deep - 0.1
    count = dice.pick({2: 1, 4: 2})
    outline = superellipse(3.6, 2.6 if count == 2 else 3.6, 2.0 if count == 2 else 6.0, 36)
    hole = superellipse(2.0, 2.0, 2.0, 36)
    model.add("housing", frame(outline, hole, 0.25, "z").moved(z=back + 0.12))
    model.add(
        "housing", pipe(1.2, 1.0, deep, "z", 36), ring(1.2, 0.08, "z", 36).moved(z=back + 0.26)
    )
    front = bolt.turned("x", 90.0).moved(z=back + 0.3)
    if count == 2:
        model.add("bolt", front.moved(1.5).both())
    else:
        model.add("bolt", front.moved(1.4, 1.4).both("x").both("y"))
