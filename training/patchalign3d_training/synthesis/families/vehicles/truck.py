"""A lorry, dump truck, tanker or trailer truck; it drives towards +z."""

from dataclasses import dataclass

import numpy as np

from patchalign3d_training.synthesis.kit import (
    Assembly,
    Dice,
    ball,
    box,
    cylinder,
    join,
    lathe,
    prism,
    rod,
)


@dataclass(frozen=True)
class TruckSizes:
    """Metres; the cab's rear wall stands in z = 0, the load lies behind it."""

    width: float
    wheel: float  # radius
    cab: float  # length of the cab without its hood
    hood: float  # length of the hood; 0 for a flat front
    tall: float  # of the cab
    load: float  # length of the bed

    @property
    def floor(self) -> float:
        """Height of the frame's upper side."""
        return 1.8 * self.wheel

    @property
    def front(self) -> float:
        """Where the truck ends in front."""
        return self.cab + self.hood

    @property
    def middle(self) -> float:
        """The bed's middle along z."""
        return -0.5 * self.load - 0.1


def build(truck: Assembly, dice: Dice) -> None:
    """A cab and a bed on a frame with two to four axles."""
    sizes = TruckSizes(
        width=dice.between(1.8, 2.1),
        wheel=dice.between(0.4, 0.5),
        cab=dice.between(1.3, 2.0),
        hood=dice.between(0.6, 1.2) if dice.chance(0.4) else 0.0,
        tall=dice.between(1.4, 2.2),
        load=dice.between(2.8, 5.5),
    )
    _cab(truck, sizes)
    kind = dice.pick({"box": 2, "bed": 1, "dump": 1, "tank": 1})
    if kind == "box":
        crate = box(1.03 * sizes.width, dice.between(1.5, 2.4), sizes.load)
        truck.add("cargo bed", crate.on(sizes.floor - 0.1).moved(z=sizes.middle))
    elif kind == "tank":
        radius = dice.between(0.8, 1.0)
        tank = cylinder(radius, sizes.load, "z").stretched(y=0.85)
        truck.add("cargo bed", tank.on(sizes.floor - 0.1 * radius).moved(z=sizes.middle))
    else:
        tilts = kind == "dump" and dice.chance(0.5)
        _open_bed(truck, dice, sizes, dice.between(5.0, 40.0) if tilts else 0.0)
    _axles(truck, dice, sizes)


def _cab(truck: Assembly, sizes: TruckSizes) -> None:
    """The side view, cut out of a block; bumper, lamps and the frame below."""
    brow = sizes.cab + 0.1 if sizes.hood else sizes.cab  # where the windshield begins
    chin = (0.45 if sizes.hood else 0.5) * sizes.tall
    side = [(0.0, 0.0), (sizes.front, 0.0), (sizes.front, chin), (brow, 0.55 * sizes.tall)]
    side += [(sizes.cab - 0.3, sizes.tall), (0.0, sizes.tall)]
    cab = prism(np.array(side), sizes.width, "x", 0.06).moved(y=sizes.floor - 0.2)
    truck.add("cab", cab)
    bumper = box(sizes.width, 0.2, 0.15, 0.04).moved(0.0, sizes.floor - 0.25, sizes.front)
    truck.add("cab", bumper, detail="bumper")
    light = ball(0.12, 0.1, 0.05, 10).moved(0.38 * sizes.width, sizes.floor + 0.1, sizes.front)
    truck.add("cab", light.both(), detail="headlight")
    beam = box(0.5 * sizes.width, 0.18, sizes.front + sizes.load)
    middle = 0.5 * (sizes.front - sizes.load)
    truck.add("chassis", beam.moved(0.0, sizes.floor - 0.25, middle))


def _open_bed(truck: Assembly, dice: Dice, sizes: TruckSizes, tilt: float) -> None:
    """A floor with four walls; `tilt` degrees about its rear edge."""
    tall = dice.between(0.4, 1.0)
    side = box(0.05, tall, sizes.load).moved(0.5 * sizes.width).both()
    end = box(sizes.width, tall, 0.05).moved(z=0.5 * sizes.load).both("z")
    floor = box(sizes.width, 0.06, sizes.load).moved(y=-0.5 * tall)
    bed = join(side, end, floor).moved(y=sizes.floor - 0.1 + 0.5 * tall, z=sizes.middle)
    hinge = (0.0, sizes.floor - 0.1, sizes.middle - 0.5 * sizes.load)
    truck.add("cargo bed", bed.turned("x", -tilt, at=hinge))


def _axles(truck: Assembly, dice: Dice, sizes: TruckSizes) -> None:
    """Dished wheels: one axle in front, one or two behind, one more under a long bed."""
    radius, half = sizes.wheel, 0.14
    tread = [(0.0, -half), (radius, -half), (radius, half)]
    dish = [(0.6 * radius, half), (0.5 * radius, 0.02), (0.0, 0.08)]
    wheel = lathe([*tread, *dish], 20).turned("z", -90.0)
    axles = [sizes.front - 0.55, 0.6 - sizes.load]
    if dice.chance(0.5):
        axles.append(1.6 - sizes.load)
    if sizes.load > 4.2:
        axles.append(-0.2)
    reach = 0.4 * sizes.width
    axle = rod((-reach, radius, 0.0), (reach, radius, 0.0), 0.06, sides=6)
    pair = wheel.moved(0.5 * sizes.width - 0.1, radius).both()
    for z in axles:
        truck.add("wheel", pair.moved(z=z))
        truck.add("chassis", axle.moved(z=z))
