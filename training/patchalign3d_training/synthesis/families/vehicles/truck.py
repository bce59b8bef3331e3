"""A lorry, dump truck, tanker or trailer truck; it drives towards +z."""

import numpy as np

from patchalign3d_training.synthesis.kit import (
    Assembly,
    Dice,
    ball,
    box,
    cylinder,
    lathe,
    prism,
    rectangle,
    rod,
    smooth,
)


def build(truck: Assembly, dice: Dice) -> None:
    """A lorry, dump truck, tanker or trailer truck; it drives towards +z."""
    width, radius = dice.between(1.8, 2.1), dice.between(0.4, 0.5)
    floor = 1.8 * radius
    cab, load = dice.between(1.3, 2.0), dice.between(2.8, 5.5)
    tall = dice.between(1.4, 2.2)
    hood = dice.between(0.6, 1.2) if dice.chance(0.4) else 0.0
    side = [(0, 0), (cab + hood, 0), (cab + hood, 0.45 * tall if hood else 0.5 * tall)]
    side += [(cab + 0.1 * (hood > 0), 0.55 * tall), (cab - 0.3, tall), (0, tall)]
    truck.add("cab", prism(np.array(side), width, "x", 0.06).moved(0, floor - 0.2))
    front = cab + hood
    truck.add("cab", box(width, 0.2, 0.15, 0.04).moved(0, floor - 0.25, front), detail="bumper")
    light = ball(0.12, 0.1, 0.05, 10).moved(0.38 * width, floor + 0.1, front)
    truck.add("cab", light.both(), detail="headlight")
    truck.add(
        "chassis", box(0.5 * width, 0.18, front + load).moved(0, floor - 0.25, 0.5 * (front - load))
    )
    _load(truck, dice, width, floor, load)
    tread = [
        (0, -0.14),
        (radius, -0.14),
        (radius, 0.14),
        (0.6 * radius, 0.14),
        (0.5 * radius, 0.02),
    ]
    wheel = lathe([*tread, (0, 0.08)], 20).turned("z", -90.0)
    places = [front - 0.55, -load + 0.6] + [-load + 1.6] * dice.count(0, 1)
    places += [-0.2] * (load > 4.2)
    for z in places:
        truck.add("wheel", wheel.moved(0.5 * width - 0.1, radius, z).both())
        truck.add(
            "chassis", rod((-0.4 * width, radius, z), (0.4 * width, radius, z), 0.06, sides=6)
        )


def _load(truck: Assembly, dice: Dice, width: float, floor: float, load: float) -> None:
    kind = dice.pick({"box": 2, "bed": 1, "dump": 1, "tank": 1})
    middle = -0.5 * load - 0.1
    if kind == "box":
        tall = dice.between(1.5, 2.4)
        truck.add(
            "cargo bed", box(1.03 * width, tall, load).moved(0, floor + 0.5 * tall - 0.1, middle)
        )
    elif kind == "tank":
        size = dice.between(0.8, 1.0)
        tank = cylinder(size, load, "z").stretched(1, 0.85, 1)
        truck.add("cargo bed", tank.moved(0, floor + 0.75 * size, middle))
    else:
        tall = dice.between(0.4, 1.0)
        tilt = dice.between(5.0, 40.0) if kind == "dump" and dice.chance(0.5) else 0.0
        walls = [box(0.05, tall, load).moved(0.5 * width).both()]
        walls += [box(width, tall, 0.05).moved(0, 0, 0.5 * load).both("z")]
        walls += [box(width, 0.06, load).moved(0, -0.5 * tall)]
        for wall in walls:
            up = wall.moved(0, 0.5 * tall, 0.5 * load).turned("x", -tilt)
            truck.add("cargo bed", up.moved(0, floor - 0.1, middle - 0.5 * load))
    if dice.chance(0.2):
        bar = smooth(rectangle(width, 0.6), 8, closed=True)
        truck.add("chassis", prism(bar, 0.05, "z").moved(0, floor + 0.2, -0.05))
