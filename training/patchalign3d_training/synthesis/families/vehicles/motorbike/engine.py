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

# A crankcase from the side, (z, y) in metres about its middle, from the front over the top.
CRANKCASE = [(0.22, 0.0), (0.16, 0.12), (-0.1, 0.13), (-0.26, 0.06), (-0.22, -0.1), (0.1, -0.12)]


@dataclass(frozen=True)
class _EngineMiddle:
    """Where the middle of the crankcase lies."""

    y: float
    z: float

    def at(self, x: float, up: float, ahead: float) -> tuple[float, float, float]:
        """A point beside, above and before it."""
        return (x, self.y + up, self.z + ahead)


@dataclass(frozen=True)
class _EngineCylinder:
    """How an engine's cylinder stands on the crankcase."""

    lean: float  # degrees forwards
    ahead: float  # of the crankcase's middle
    widen: float = 1.0  # several side by side


def add_engine(bike: Assembly, dice: Dice, kind: str) -> None:
    """A crankcase with covers and cylinders; frame to the annotators."""
    if dice.chance(0.1):  # as small models have it
        block = box(dice.between(0.16, 0.3), 0.4, 0.45, 0.03)
        bike.add(FRAME, block.moved(y=0.42, z=0.02))
        _exhaust(bike, dice, _EngineMiddle(y=0.35, z=0.0))
        return
    wide = dice.between(0.22, 0.36)
    z = dice.between(-0.08, 0.08)
    middle = _EngineMiddle(dice.between(0.32, 0.38), z)
    case = prism(smooth(CRANKCASE, 18, closed=True), wide, "x", 0.03)
    bike.add(FRAME, case.at([middle.at(0.0, 0.0, 0.0)]))
    for ahead, radius in ((0.1, 0.1), (-0.12, 0.08), (0.0, 0.05)):
        cover = cylinder(dice.about(radius, 0.2), wide + dice.between(0.04, 0.12), "x")
        bike.add(FRAME, cover.at([middle.at(0.0, 0.0, ahead)]))
    any_form = dice.pick({"vee": 2, "four": 1, "single": 1, "boxer": 1})
    form = {"sports": "four", "dirt": "single", "chopper": "vee"}.get(kind, any_form)
    barrel = _barrel(dice)
    if form == "boxer":
        lying = barrel.turned("z", -90.0).at([middle.at(0.1, 0.0, 0.0)])
        bike.add(FRAME, lying.both())
    for it in _cylinders(dice, form):
        standing = barrel.stretched(x=it.widen).turned("x", it.lean)
        bike.add(FRAME, standing.at([middle.at(0.0, 0.08, it.ahead)]))
    if dice.chance(0.5):
        air_filter = cylinder(dice.between(0.05, 0.09), 0.08, "x")
        bike.add(FRAME, air_filter.at([middle.at(0.13, 0.22, -0.02)]))
    if kind == "sports" or dice.chance(0.25):
        radiator = box(0.34, 0.26, 0.04).turned("x", 10.0)
        bike.add(FRAME, radiator.at([middle.at(0.0, 0.15, 0.33)]))
    _clutter(bike, dice, middle)
    _exhaust(bike, dice, middle)


def _barrel(dice: Dice) -> Mesh:
    """A cylinder with round or square cooling fins and a lid, upright on the origin."""
    fin = cylinder(0.1, 0.012, sides=12) if dice.chance(0.5) else box(0.19, 0.012, 0.18)
    count, step = dice.count(4, 7), 0.03
    core = cylinder(0.075, 0.24, sides=10).moved(y=0.08)
    lid = box(0.16, 0.05, 0.15, 0.02).moved(y=0.21)
    return join(core, lid, fin.in_row(count, step, "y").on(0.0))


def _cylinders(dice: Dice, form: str) -> list[_EngineCylinder]:
    """Where the cylinders of an engine stand; a boxer's lie at its sides."""
    if form == "single":
        return [_EngineCylinder(dice.between(0.0, 30.0), ahead=0.05)]
    if form == "vee":
        front, rear = dice.between(15.0, 40.0), dice.between(15.0, 40.0)
        return [_EngineCylinder(front, ahead=0.07), _EngineCylinder(-rear, ahead=-0.07)]
    if form == "four":
        lean = dice.between(5.0, 35.0)
        return [_EngineCylinder(lean, ahead=0.08, widen=dice.between(2.0, 2.7))]
    return []


def _clutter(bike: Assembly, dice: Dice, middle: _EngineMiddle) -> None:
    """Carburettors, battery, hoses, pegs, a chain: what fills the frame of a real machine."""
    low, high = middle.at(-0.1, 0.0, -0.4), middle.at(0.1, 0.3, 0.2)
    for _ in range(dice.count(0, 5)):
        width, tall, long = dice.many(0.04, 0.15, 3)
        lump = box(width, tall, long, 0.01)
        bike.add(FRAME, lump.at([dice.random.uniform(low, high)]))
    low, high = middle.at(-0.12, -0.05, -0.4), middle.at(0.12, 0.35, 0.3)
    for _ in range(dice.count(0, 3)):
        hose = dice.random.uniform(low, high, (3, 3))
        bike.add(FRAME, tube(hose, 0.01, 8, 5))
    if dice.chance(0.6):
        peg = rod(middle.at(0.1, -0.1, -0.2), middle.at(0.3, -0.1, -0.2), 0.015, sides=6)
        bike.add(FRAME, peg.both())
    if dice.chance(0.5):
        chain = box(0.015, 0.012, 0.6).in_row(2, 0.1, "y")
        bike.add(FRAME, chain.at([middle.at(0.11, -0.05, -0.4)]))
    if dice.chance(0.4):
        ground = (-0.25, 0.02, middle.z - 0.25)
        side_stand = rod(middle.at(-0.1, -0.08, -0.1), ground, 0.012, sides=6)
        bike.add(FRAME, side_stand)


def _exhaust(bike: Assembly, dice: Dice, middle: _EngineMiddle) -> None:
    """A pipe that runs down and back to a muffler, on one side or both, perhaps twice."""
    level = dice.between(0.65, 0.75) if dice.chance(0.15) else dice.between(0.22, 0.55)
    aside, start, end = 0.2, -0.45, dice.between(-0.95, -0.6)  # of the muffler: x, and z from, to
    outlet, bend = middle.at(0.1, 0.2, 0.15), middle.at(0.15, 0.0, 0.34)
    lowest = (0.18, 0.2, middle.z)
    back = [(aside, level, start), (aside, level, end)]
    pipe = tube([outlet, bend, lowest, *back], 0.024, 18, 7)
    thick = dice.between(0.035, 0.065)
    tail = thick * dice.between(0.7, 1.3)
    muffler = rod((aside, level, start + 0.05), (aside, level + 0.04, end), thick, tail)
    exhaust = join(pipe, muffler)
    if dice.chance(0.4):
        exhaust = join(exhaust, exhaust.moved(y=dice.between(0.08, 0.12)))
    bike.add(FRAME, exhaust.both() if dice.chance(0.4) else exhaust, detail="exhaust")
