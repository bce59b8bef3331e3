"""Engines of motorbikes, with what hangs about them."""

from dataclasses import dataclass

from patchalign3d_training.synthesis.families.vehicles.motorbike.pieces import FRAME
from patchalign3d_training.synthesis.kit import (
    Assembly,
    Dice,
    Mesh,
    box,
    cylinder,
    join,
    prism,
    rod,
    smooth,
    tube,
)


@dataclass(frozen=True)
class _Cylinder:
    """How an engine's cylinder stands on the crankcase."""

    lean: float  # degrees forwards
    z: float
    widen: float = 1.0  # several side by side


def add_engine(bike: Assembly, dice: Dice, kind: str) -> None:
    """A crankcase with covers and cylinders; frame to the annotators."""
    if dice.chance(0.1):  # as small models have it
        block = box(dice.between(0.16, 0.3), 0.4, 0.45, 0.03)
        bike.add(FRAME, block.moved(0.0, 0.42, 0.02))
        _exhaust(bike, dice, 0.35, 0.0)
        return
    wide = dice.between(0.22, 0.36)
    z, y = dice.between(-0.08, 0.08), dice.between(0.32, 0.38)
    upper = [(0.22, 0.0), (0.16, 0.12), (-0.1, 0.13), (-0.26, 0.06)]
    lower = [(-0.22, -0.1), (0.1, -0.12)]
    case = prism(smooth([*upper, *lower], 18, closed=True), wide, "x", 0.03)
    bike.add(FRAME, case.moved(0.0, y, z))
    for along, radius in ((0.1, 0.1), (-0.12, 0.08), (0.0, 0.05)):
        cover = cylinder(dice.about(radius, 0.2), wide + dice.between(0.04, 0.12), "x")
        bike.add(FRAME, cover.moved(0.0, y, z + along))
    form = {"sports": "four", "dirt": "single", "chopper": "vee"}.get(
        kind, dice.pick({"vee": 2, "four": 1, "single": 1, "boxer": 1})
    )
    barrel = _barrel(dice)
    if form == "boxer":
        bike.add(FRAME, barrel.turned("z", -90.0).moved(0.1, y, z).both())
    for it in _cylinders(dice, form):
        piece = barrel.stretched(x=it.widen).turned("x", it.lean)
        bike.add(FRAME, piece.moved(0.0, y + 0.08, z + it.z))
    if dice.chance(0.5):
        air_filter = cylinder(dice.between(0.05, 0.09), 0.08, "x")
        bike.add(FRAME, air_filter.moved(0.13, y + 0.22, z - 0.02))
    if kind == "sports" or dice.chance(0.25):
        radiator = box(0.34, 0.26, 0.04).turned("x", 10.0)
        bike.add(FRAME, radiator.moved(0.0, y + 0.15, z + 0.33))
    _clutter(bike, dice, y, z)
    _exhaust(bike, dice, y, z)


def _barrel(dice: Dice) -> Mesh:
    """A cylinder with round or square cooling fins and a lid, upright on the origin."""
    fin = cylinder(0.1, 0.012, sides=12) if dice.chance(0.5) else box(0.19, 0.012, 0.18)
    count, step = dice.count(4, 7), 0.03
    core = cylinder(0.075, 0.24, sides=10).moved(y=0.08)
    lid = box(0.16, 0.05, 0.15, 0.02).moved(y=0.21)
    return join(core, lid, fin.in_row(count, step, "y").moved(y=0.5 * step * (count - 1)))


def _cylinders(dice: Dice, form: str) -> list[_Cylinder]:
    """Where the cylinders of an engine stand; a boxer's lie at its sides."""
    if form == "single":
        return [_Cylinder(dice.between(0.0, 30.0), 0.05)]
    if form == "vee":
        front, rear = dice.between(15.0, 40.0), dice.between(15.0, 40.0)
        return [_Cylinder(front, 0.07), _Cylinder(-rear, -0.07)]
    if form == "four":
        return [_Cylinder(dice.between(5.0, 35.0), 0.08, widen=dice.between(2.0, 2.7))]
    return []


def _clutter(bike: Assembly, dice: Dice, y: float, z: float) -> None:
    """Carburettors, battery, hoses, pegs, a chain: what fills the frame of a real machine."""
    for _ in range(dice.count(0, 5)):
        width, tall, long = dice.many(0.04, 0.15, 3)
        spot = dice.random.uniform((-0.1, y, z - 0.4), (0.1, y + 0.3, z + 0.2))
        bike.add(FRAME, box(width, tall, long, 0.01).at([spot]))
    for _ in range(dice.count(0, 3)):
        hose = dice.random.uniform((-0.12, y - 0.05, z - 0.4), (0.12, y + 0.35, z + 0.3), (3, 3))
        bike.add(FRAME, tube(hose, 0.01, 8, 5))
    if dice.chance(0.6):
        peg = rod((0.1, y - 0.1, z - 0.2), (0.3, y - 0.1, z - 0.2), 0.015, sides=6)
        bike.add(FRAME, peg.both())
    if dice.chance(0.5):
        chain = box(0.015, 0.012, 0.6).in_row(2, 0.1, "y")
        bike.add(FRAME, chain.moved(0.11, y - 0.05, z - 0.4))
    if dice.chance(0.4):
        side_stand = rod((-0.1, y - 0.08, z - 0.1), (-0.25, 0.02, z - 0.25), 0.012, sides=6)
        bike.add(FRAME, side_stand)


def _exhaust(bike: Assembly, dice: Dice, y: float, z: float) -> None:
    """A pipe that runs down and back to a muffler, on one side or both, perhaps twice."""
    height = dice.between(0.65, 0.75) if dice.chance(0.15) else dice.between(0.22, 0.55)
    end, x = dice.between(-0.95, -0.6), 0.2
    outlet, bend, low = (0.1, y + 0.2, z + 0.15), (0.15, y, z + 0.34), (0.18, 0.2, z)
    pipe = tube([outlet, bend, low, (x, height, -0.45), (x, height, end)], 0.024, 18, 7)
    fat = dice.between(0.035, 0.065)
    tail = fat * dice.between(0.7, 1.3)
    muffler = rod((x, height, -0.4), (x, height + 0.04, end), fat, tail)
    exhaust = join(pipe, muffler)
    if dice.chance(0.4):
        exhaust = join(exhaust, exhaust.moved(y=dice.between(0.08, 0.12)))
    bike.add(FRAME, exhaust.both() if dice.chance(0.4) else exhaust, detail="exhaust")
