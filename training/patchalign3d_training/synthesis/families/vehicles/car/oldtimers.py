"""Cars of the twenties: an engine box and a cabin between four free fenders."""

from dataclasses import dataclass

import numpy as np

from patchalign3d_training.synthesis.families.vehicles.car.wheels import wheel_of
from patchalign3d_training.synthesis.kit import (
    Assembly,
    Dice,
    Section,
    beam,
    box,
    centroids,
    cylinder,
    grid_bars,
    hull,
    join,
    rectangle,
    rod,
    skin,
    sweep,
)


@dataclass(frozen=True)
class OldtimerSizes:
    """Metres; heights of the sill, the belt and the roof, and where things end along z."""

    half: float  # half the length between the bumpers
    width: float
    wheel: float  # radius
    sill: float
    belt: float
    roof: float
    front: float  # of the engine box
    cabin: float  # where the engine box meets the cabin
    tail: float  # the cabin's rear end

    @property
    def seats(self) -> float:
        """How far ahead the cabin's middle lies."""
        return 0.5 * (self.tail + self.cabin)


def add_oldtimer(car: Assembly, dice: Dice) -> None:
    """A narrow engine box and a cabin between four free fenders."""
    half = dice.between(1.7, 2.1)
    sizes = OldtimerSizes(
        half=half,
        width=dice.between(0.75, 1.05),
        wheel=dice.between(0.36, 0.46),
        sill=dice.between(0.35, 0.5),
        belt=dice.between(1.0, 1.15),
        roof=dice.between(1.55, 1.85),
        front=dice.between(0.75, 0.92) * half,
        cabin=dice.between(0.0, 0.25) * half,
        tail=-dice.between(0.75, 0.95) * half,
    )
    _engine_box(car, dice, sizes)
    tub = box(1.15 * sizes.width, sizes.belt - sizes.sill, sizes.cabin - sizes.tail, 0.08)
    car.add("body", tub.on(sizes.sill).moved(z=sizes.seats))
    _cabin(car, dice, sizes)
    _wheels(car, dice, sizes)
    lamp = cylinder(0.11, 0.16, "z")
    lamp = lamp.moved(0.5 * sizes.width + 0.05, sizes.belt - 0.15, sizes.front)
    car.add("body", lamp.both(), detail="headlight")
    bumper = box(1.5 * sizes.width, 0.08, 0.06, 0.02).moved(y=sizes.wheel, z=half)
    car.add("body", bumper.both("z"), detail="bumper")


def _engine_box(car: Assembly, dice: Dice, sizes: OldtimerSizes) -> None:
    """From the radiator to the cabin; its upper half is the hood."""
    width, tall = sizes.width, sizes.belt - sizes.sill
    middle = 0.5 * (sizes.sill + sizes.belt)
    radiator = Section(sizes.front, 0.55 * width, tall - 0.1, middle)
    firewall = Section(sizes.cabin, 0.9 * width, tall, middle)
    engine = hull([radiator, firewall], dice.between(3.0, 6.0))
    _, y, z = centroids(engine).T
    lid = y > sizes.sill + dice.between(0.3, 0.75) * tall
    car.split(engine, {"hood": lid & (z < sizes.front - 0.03)}, rest="body")
    bars = grid_bars(0.45 * width, 0.5 * sizes.belt, columns=7, rows=2, radius=0.012)
    car.add("body", bars.moved(y=0.7, z=sizes.front + 0.02))


def _wheels(car: Assembly, dice: Dice, sizes: OldtimerSizes) -> None:
    """Wheels with axles and arched fenders; running boards; perhaps a spare wheel behind."""
    aside, radius = 0.5 * sizes.width + dice.between(0.12, 0.2), sizes.wheel
    wheel = wheel_of(dice, radius, dice.between(0.1, 0.2))
    axle = rod((-aside, radius, 0.0), (aside, radius, 0.0), 0.04, sides=6)
    with_fenders = dice.chance(0.85)
    front, rear = (0.68 * sizes.half, 10.0, 150.0), (-0.62 * sizes.half, 20.0, 170.0)
    for z, start, end in (front, rear):  # and the fender's ends, in degrees from the front
        car.add("wheel", wheel.moved(aside, radius, z).both())
        car.add("body", axle.moved(z=z))
        angle = np.radians(np.linspace(start, end, 12))
        arc = np.stack([0.0 * angle, np.sin(angle), np.cos(angle)], axis=1) * 1.2 * radius
        fender = sweep(arc, 1.0, rectangle(0.3, 0.03), normal=(1, 0, 0))
        if with_fenders:
            car.add("body", fender.moved(aside, radius, z).both(), detail="fender")
    running_board = box(0.3, 0.04, sizes.half).moved(aside, 0.8 * radius)
    car.add("body", running_board.both())
    if dice.chance(0.4):
        spare = wheel_of(dice, radius, 0.15).turned("y", 90.0)
        car.add("wheel", spare.moved(y=sizes.belt - 0.2, z=sizes.tail - 0.1))


def _cabin(car: Assembly, dice: Dice, sizes: OldtimerSizes) -> None:
    """A closed cabin, a canopy on posts, or an open tub with a windshield and benches."""
    tail, cabin, belt, roof = sizes.tail, sizes.cabin, sizes.belt, sizes.roof
    kind = dice.pick({"closed": 2, "canopy": 1, "open": 1})
    wall = 0.54 * sizes.width  # x of the cabin's side
    if kind != "open":
        lid = box(1.2 * sizes.width, dice.between(0.03, 0.12), cabin - tail + 0.1, 0.1)
        car.add("roof", lid.moved(y=roof, z=sizes.seats))
        post = beam((wall, belt, 0.0), (wall, roof, 0.0), 0.05, 0.08).moved(z=sizes.seats)
        car.add("body", post.both().in_row(3, 0.5 * (cabin - tail) - 0.05, "z"))
    if kind == "closed" and dice.chance(0.7):
        corners = [(wall, cabin), (-wall, cabin), (-wall, tail), (wall, tail)]
        panes = np.array([[(x, y, z) for x, z in corners] for y in (belt, roof)])
        car.add("body", skin(panes, caps=False), detail="window")
    if kind != "closed" or dice.chance(0.4):
        cushion = box(0.95 * sizes.width, 0.2, 0.5, 0.05)
        back = box(0.95 * sizes.width, 0.55, 0.15, 0.05).moved(y=0.3, z=-0.25)
        bench = join(cushion, back).moved(y=belt - 0.2)
        benches = join(bench.moved(z=cabin - 0.65), bench.moved(z=tail + 0.4))
        car.add("body", benches, detail="car seat")
        windshield = box(1.05 * sizes.width, 0.4, 0.02).on(belt)
        car.add("body", windshield.moved(z=cabin - 0.05), detail="window")
