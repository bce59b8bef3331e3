"""A mug, cup, stein or travel mug with one handle."""

from dataclasses import dataclass

import numpy as np

from patchalign3d_training.synthesis.kit import (
    Assembly,
    Dice,
    Mesh,
    Points,
    cylinder,
    lathe,
    pipe,
    rectangle,
    rod,
    smooth,
    sweep,
)

LEVELS = 6  # heights at which a cup's radius is given, from the foot to the rim
FLARE = np.array([0.7, 0.75, 0.78, 0.82, 0.9, 1.1])
BOWL = np.array([0.4, 0.68, 0.84, 0.93, 0.98, 1.0])
STEMMED = np.array([0.75, 0.55, 0.85, 0.95, 1.0, 1.02])


BULGES = (0.35, 2.7)  # from where to where on a sine a belly's wall runs
SAUCER_THICK = 0.14
SPOON = ((0.2, 0.2, 0.0), (0.7, 1.3, 0.2), 0.05)  # its ends, the upper over the height; its radius


@dataclass(frozen=True)
class Loop:
    """Where a handle meets the wall (distance from the axis, height) and how far out it goes."""

    upper: float
    high: float
    lower: float
    low: float
    out: float

    @property
    def middle(self) -> float:
        """The height half way."""
        return 0.5 * (self.high + self.low)


def build(mug: Assembly, dice: Dice) -> None:
    """A mug, cup, stein or travel mug with one handle; its radius is about 1."""
    height = dice.between(1.8, 2.6) if dice.chance(0.6) else dice.between(1.0, 3.4)
    wall = dice.between(0.03, 0.16)
    kind = dice.pick(
        {"straight": 5, "taper": 2, "belly": 1, "flare": 1, "stemmed": 1, "facets": 1, "bowl": 1}
    )
    outside = _outside(dice, kind, height)
    sides = dice.pick({6: 1, 8: 2}) if kind == "facets" else dice.pick({28: 2, 14: 1, 40: 1})
    mug.add("cup", *_double_wall(dice, outside, wall, sides))

    low, high = dice.between(0.08, 0.35), dice.between(0.68, 0.94)  # as shares of the height
    if dice.chance(0.15):  # a small handle
        low, high = low + dice.between(0.1, 0.2), high - dice.between(0.05, 0.15)
    handle = _handle(dice, outside, low * height, high * height)
    turn = dice.one_of(0.0, 0.0, 180.0, dice.between(0.0, 360.0))
    mug.add("handle", handle.turned("y", turn))
    if dice.chance(0.03):
        mug.add("handle", handle.turned("y", turn + 180.0))
    _extras(mug, dice, height)


def _outside(dice: Dice, kind: str, height: float) -> Points:
    """The outer wall from the foot up as (radius, height), (n, 2)."""
    narrow, bulge = dice.between(0.6, 0.95), dice.between(0.2, 0.5)
    radii = {
        "straight": np.ones(LEVELS),
        "facets": np.ones(LEVELS),
        "taper": np.linspace(narrow, 1.0, LEVELS),
        "belly": 0.75 + bulge * np.sin(np.linspace(*BULGES, LEVELS)),
        "flare": FLARE,
        "bowl": BOWL,
        "stemmed": STEMMED,
    }[kind]
    return smooth(np.stack([radii, np.linspace(0.0, height, LEVELS)], axis=1), 14)


def _double_wall(dice: Dice, outside: Points, wall: float, sides: int) -> list[Mesh]:
    """Outer wall, rim, inner wall and floors; a few have no inner wall or a closing lid."""
    foot, (mouth, height) = float(outside[0, 0]), outside[-1]
    floor = dice.between(0.03, 0.15)
    inside = outside[::-1] - (wall, 0.0)
    inside = inside[inside[:, 1] > floor]
    rounded_rim = [(mouth - 0.5 * wall, height + 0.4 * wall)] if dice.chance(0.5) else []
    underside = [(0.0, 0.0)]
    if dice.chance(0.4):  # hollow, it stands on an edge
        hollow, edge = 0.04, -0.02
        underside = [(0.0, hollow), (0.85 * foot, hollow), (0.88 * foot, edge)]
    profile = [*underside, *outside, *rounded_rim]
    if dice.chance(0.88):
        profile += [*inside, (inside[-1, 0], floor), (0.0, floor)]
    pieces = [lathe(profile, sides)]
    if dice.chance(0.08):
        pieces.append(cylinder(1.02 * mouth, 0.12).on(height))
    if dice.chance(0.18):  # what is drunk
        level = dice.between(0.5, 0.95) * height
        radius = _radius_at(outside, level) - 0.7 * wall
        pieces.append(lathe([(0, level), (radius, level)], sides))
    return pieces


def _radius_at(outside: Points, height: float) -> float:
    return float(np.interp(height, outside[:, 1], outside[:, 0]))


def _handle(dice: Dice, outside: Points, low: float, high: float) -> Mesh:
    """A loop in the (x, y) plane from height `high` to `low` on the wall."""
    sunk = 0.03  # into the wall
    upper, lower = _radius_at(outside, high) - sunk, _radius_at(outside, low) - sunk
    loop = Loop(upper, high, lower, low, max(upper, lower) + dice.between(0.35, 0.95))
    kind = dice.pick({"round": 5, "d": 4, "square": 1, "ear": 2, "open": 1, "curl": 1, "bow": 1})
    line = _path(kind, loop)
    line = line if kind == "square" else smooth(line, 22)
    path = np.c_[line, np.zeros(len(line))]
    thick = dice.between(0.075, 0.21)
    strap = rectangle(thick * dice.between(1.0, 3.2), thick, 0.4 * thick, 3)
    if dice.chance(0.5):
        return sweep(path, thick * dice.between(0.6, 1.0), sides=10)
    return sweep(path, 1.0, strap, normal=(0.0, 0.0, 1.0))


def _path(kind: str, loop: Loop) -> Points:
    """The handle's line from its upper end, as (distance from the axis, height), (n, 2)."""
    out, high, low = loop.out, loop.high, loop.low
    tall = high - low
    top, bottom = (loop.upper, high), (loop.lower, low)
    if kind == "bow":
        angle = np.linspace(0.5 * np.pi, -0.5 * np.pi, 9)
        inner = 0.5 * (loop.upper + loop.lower)
        across = inner + (out - inner) * np.cos(angle)
        return np.stack([across, loop.middle + 0.5 * tall * np.sin(angle)], axis=1)
    if kind == "round":
        bow, beyond = 0.6, 0.05  # how far out its corners are, how far above and below its ends
        shoulder = (bow * out + (1.0 - bow) * loop.upper, high + beyond)
        heel = (bow * out + (1.0 - bow) * loop.lower, low - beyond)
        corners = [top, shoulder, (out, loop.middle), heel, bottom]
    elif kind == "d":
        straight, corner = 0.2 * tall, out - 0.1
        upright = [(out, high - straight), (out, low + straight)]
        corners = [top, (corner, high), *upright, (corner, low), bottom]
    elif kind == "ear":
        rise, fall = 0.1, 0.4 * tall
        corners = [top, (out, high + rise), (out, high - fall), bottom]
    elif kind == "open":  # its lower end is free
        free_end = (out - 0.3, low - 0.05)
        corners = [top, (out, high), (out, low), free_end]
    elif kind == "curl":  # its lower end rolls outwards
        roll, rise, bulge = 0.15, 0.2, 0.05
        tail = (loop.lower + roll, low - roll)
        corners = [top, (out, high + rise), (out + bulge, loop.middle), bottom, tail]
    else:
        corners = [top, (out, high), (out, low), bottom]
    return np.array(corners)


def _extras(mug: Assembly, dice: Dice, height: float) -> None:
    """A saucer below, hoops around, or a spoon in it; all count as the cup."""
    kind = dice.pick({"none": 7, "saucer": 2, "hoops": 1, "spoon": 1})
    if kind == "saucer":
        radius, rise = dice.between(1.4, 2.1), dice.between(0.1, 0.4)
        well, edge, floor = dice.between(0.4, 0.8) * radius, 0.06, 0.02
        lower = [(0, -SAUCER_THICK), (0.6 * radius, -SAUCER_THICK), (radius, rise - edge)]
        upper = [(radius, rise), (well, floor), (0, dice.between(-0.06, 0.0))]
        mug.add("cup", lathe([*lower, *upper], 32))
    elif kind == "hoops":
        outer, inner, apart = 1.05, 0.98, 0.7 * height
        hoop = pipe(outer, inner, dice.between(0.05, 0.2))
        middle = (0, 0.5 * height, 0)
        mug.add("cup", hoop.in_row(2, apart, "y").centred(at=middle, axes="y"))
    elif kind == "spoon":
        low_end, (x, share, z), radius = SPOON
        mug.add("cup", rod(low_end, (x, share * height, z), radius))
