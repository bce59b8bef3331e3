"""What all motorbikes share: where things lie, wheels, the forks that hold them."""

from dataclasses import dataclass

from patchalign3d_training.synthesis.kit import (
    Assembly,
    Dice,
    Mesh,
    Points,
    box,
    cylinder,
    join,
    pipe,
    ring,
    rod,
    spokes,
)

FRAME = "engine or frame"
BARS = "handles or handlebars"


@dataclass(frozen=True, eq=False)
class MotorbikeLayout:
    """Where a motorbike's main points lie, in metres; it rides towards +z.

    Attributes:
        kind: Its build: "road", "chopper", "sports", "dirt" or "scooter".
        front: (3,) the front axle.
        rear: (3,) the rear axle.
        head: (3,) the upper end of the fork.
        seat: Height of the seat.
        radius: Of the front wheel.
        width: Of its tyre.
    """

    kind: str
    front: Points
    rear: Points
    head: Points
    seat: float
    radius: float
    width: float


def wheel_of(dice: Dice, radius: float, width: float) -> Mesh:
    """A wheel about the origin, its axle along x: wire, cast or closed; with brake discs."""
    thin = width * dice.between(0.4, 0.6)
    tread = ring(radius - thin, thin, "x", 24, 8).stretched(x=0.5 * width / thin)
    rim = pipe(radius - 1.5 * thin, radius - 2.2 * thin, 0.6 * width, "x", 20)
    hub = cylinder(0.18 * radius, 0.9 * width, "x", sides=10)
    inner = radius - 2.0 * thin
    kind = dice.pick({"wire": 2, "cast": 2, "disc": 1})
    if kind == "wire":
        wire = rod((0.0, 0.1 * radius, 0.0), (0.0, inner, 0.0), 0.007, sides=4)
        fill = wire.around(dice.count(10, 20), "x")
    elif kind == "cast":
        count = dice.count(3, 7)
        fill = spokes(count, 0.1 * radius, inner, 0.14 * radius, 0.3 * width, "x")
    else:
        fill = cylinder(inner, 0.3 * width, "x", sides=20)
    if dice.chance(0.5):
        brake = pipe(0.55 * radius, 0.3 * radius, 0.012, "x", 18).moved(0.45 * width)
        fill = join(fill, brake.both() if dice.chance(0.6) else brake)
    return join(tread, rim, hub, fill)


def add_fork(bike: Assembly, dice: Dice, layout: MotorbikeLayout) -> None:
    """Two legs from the front axle to the head, each of two tubes; clamps, axle, brakes."""
    x = 0.5 * layout.width + 0.04
    foot, top = layout.front + (x, 0.0, 0.0), layout.head + (x, 0.03, 0.0)
    thick = dice.between(0.018, 0.032)
    middle = top + dice.between(0.3, 0.6) * (foot - top)
    lower, upper = (1.4, 1.0) if dice.chance(0.6) else (0.9, 1.4)
    leg = join(rod(foot, middle, lower * thick), rod(middle, top, upper * thick))
    bike.add(FRAME, leg.both(), detail="fork")
    clamp = box(2.0 * x + 0.05, 0.04, 0.08, 0.01)
    bike.add(FRAME, clamp.at([layout.head, layout.head - (0.0, 0.15, -0.05)]))
    bike.add(FRAME, rod(layout.front - (x, 0.0, 0.0), foot, 0.018, sides=6))
    if dice.chance(0.4):
        caliper = box(0.04, 0.1, 0.07, 0.01).moved(0.5 * layout.width, 0.12, -0.08)
        bike.add(FRAME, caliper.at([layout.front]).both())
