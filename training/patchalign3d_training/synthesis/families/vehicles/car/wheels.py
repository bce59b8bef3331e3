"""Wheels of cars, and the wells that they turn in."""

import numpy as np

from patchalign3d_training.synthesis.families.vehicles.car.silhouettes import (
    CarStance,
    Silhouette,
)
from patchalign3d_training.synthesis.kit import (
    Assembly,
    Dice,
    Mesh,
    Points,
    cylinder,
    join,
    lathe,
    pipe,
    rod,
    sheet,
    skin,
    spokes,
)


def wheel_of(dice: Dice, radius: float, width: float) -> Mesh:
    """A wheel about the origin with its axle along x, outside at +x."""
    sides = dice.one_of(10, 12, 16, 20, 24)
    half = 0.5 * width
    if dice.chance(0.18):
        return cylinder(radius, width, "x", sides=sides)
    rim, edge = radius * dice.between(0.55, 0.78), 0.93 * radius
    # Turned about y from the inside (-half) to the outside, as (radius, height).
    tread = [(rim, -half), (edge, -half), (radius, -0.7 * half), (radius, 0.7 * half)]
    shoulder = [(edge, half), (rim, 0.9 * half), (0.95 * rim, 0.5 * half)]
    inner = lathe([(0, -half), (rim, -half)], 16)
    tyre, face = lathe([*tread, *shoulder], sides), _face(dice, rim, half, sides)
    return join(tyre, face, inner).turned("z", -90.0)


def _face(dice: Dice, rim: float, half: float, sides: int) -> Mesh:
    """What fills a rim about y: a disc, a dish, spokes, or spokes before a brake."""
    kind = dice.pick({"disc": 1, "spokes": 2, "dish": 1, "double": 2})
    if kind == "disc":
        return lathe([(0, 0.7 * half), (0.3 * rim, 0.8 * half), (rim, 0.5 * half)], sides)
    if kind == "dish":
        return lathe([(0, 0.2 * half), (0.7 * rim, 0.1 * half), (rim, 0.8 * half)], sides)
    bars = spokes(dice.count(4, 10), 0.1 * rim, rim, width=0.16 * rim, depth=0.3 * half)
    hub = cylinder(0.2 * rim, half).moved(y=0.3 * half)
    face = join(bars.moved(y=0.5 * half), hub)
    if kind == "double":
        brake = cylinder(0.7 * rim, 0.15 * half, sides=14).moved(y=0.1 * half)
        barrel = pipe(0.98 * rim, 0.93 * rim, 1.8 * half, sides=sides)
        face = join(face, brake, barrel)
    return face


def add_wheels(car: Assembly, dice: Dice, form: Silhouette, stance: CarStance) -> None:
    """Four wheels, the front ones perhaps steered, perhaps with axles, in the wells they need."""
    radius, width = stance.radius, dice.between(0.18, 0.4)
    wheel = wheel_of(dice, radius, width)
    aside = 0.5 * form.width - 0.5 * width - dice.between(-0.03, 0.07)
    with_axles, wells = dice.chance(0.4), dice.pick({"none": 1, "arch": 2, "box": 1})
    steered = dice.between(-30.0, 30.0) if dice.chance(0.2) else 0.0

    for axle, turn in zip(stance.axles, (0.0, steered), strict=True):
        z = form.z(axle)
        left, right = wheel.turned("y", turn), wheel.mirrored().turned("y", turn)
        car.add("wheel", left.moved(aside, radius, z), right.moved(-aside, radius, z))
        if with_axles:
            car.add("body", rod((-aside, radius, z), (aside, radius, z), 0.04, sides=6))
        if wells == "none":
            continue
        arc = _well(wells, reach=dice.between(1.06, 1.25) * radius)
        inner, outer = aside - dice.between(0.55, 1.1) * width, aside + 0.5 * width
        roof = skin(np.stack([arc + (outer, 0, 0), arc + (inner, 0, 0)]), closed=False)
        well = join(roof, sheet(arc[:, [2, 1]], "x", inner))
        car.add("body", well.moved(y=radius, z=z).both())


def _well(kind: str, reach: float) -> Points:
    """The line of a wheel's well about the axle from front to rear, (n, 3) in the plane x = 0."""
    if kind == "box":
        front, rear = (
            [(-0.3, 1.0), (0.7, 1.0), (1.0, 0.6)],
            [(1.0, -0.6), (0.7, -1.0), (-0.3, -1.0)],
        )
        return np.array([(0.0, y, z) for y, z in [*front, *rear]]) * reach
    angle = np.linspace(0.0, np.pi, 9)
    return np.stack([0 * angle, np.sin(angle), np.cos(angle)], axis=1) * reach
