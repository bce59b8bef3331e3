"""What furniture stands on: legs, stars, sleds, rockers."""

from typing import NamedTuple

import numpy as np

from patchalign3d_training.synthesis.kit.dice import Dice
from patchalign3d_training.synthesis.kit.mesh import Mesh
from patchalign3d_training.synthesis.kit.solids import box, cylinder, lathe
from patchalign3d_training.synthesis.kit.sweeps import beam, rod, sweep, tube


class Support(NamedTuple):
    """Legs and the bars between them."""

    legs: list[Mesh]
    bars: list[Mesh]


def four_legs(dice: Dice, width: float, depth: float, height: float, stout: float = 1.0) -> Support:
    """Four legs under a plate at `height`, with or without stretchers."""
    kind = dice.pick({"square": 2, "round": 2, "turned": 1, "hairpin": 1, "curved": 1})
    radius = stout * dice.between(0.009, 0.028)
    inset = radius + dice.between(0.0, 0.08) * width
    x, z = 0.5 * width - inset, 0.5 * depth - inset
    splay = dice.between(0.0, 0.1) if dice.chance(0.4) else 0.0
    foot_x, foot_z = x + splay * height, z + splay * height * dice.between(0.3, 1.0)
    legs = []
    taper = dice.between(0.45, 1.0) if dice.chance(0.5) else 1.0
    for side_x, side_z in ((1, 1), (-1, 1), (1, -1), (-1, -1)):
        top = (side_x * x, height, side_z * z)
        foot = (side_x * foot_x, 0.0, side_z * foot_z)
        if kind == "square":
            legs.append(beam(top, foot, 2 * radius, 2 * radius, taper))
        elif kind == "turned":
            legs.append(_turned(height, radius).moved(top[0], 0.0, top[2]))
        elif kind == "hairpin":
            spread = 0.12 * width
            near = (top[0] - side_x * spread, height, top[2])
            far = (top[0], height, top[2] - side_z * spread)
            legs.append(sweep([near, foot, far], 0.35 * radius, sides=6))
        elif kind == "curved":
            knee = (1.08 * foot[0], 0.7 * height, 1.08 * foot[2])
            legs.append(
                tube([top, knee, (0.97 * foot[0], 0.2 * height, foot[2]), foot], radius, 10)
            )
        else:
            legs.append(rod(top, foot, radius, radius * taper))
    bars: list[Mesh] = []
    if kind in ("square", "round", "turned") and dice.chance(0.45):
        bars = _stretchers(dice, x, z, height, 0.6 * radius)
    if kind == "square" and dice.chance(0.4):
        apron = dice.between(0.03, 0.08)
        y = height - 0.5 * apron
        legs.append(box(2 * x, apron, radius).moved(0, y, z).both("z"))
        legs.append(box(radius, apron, 2 * z).moved(x, y, 0).both("x"))
    return Support(legs, bars)


def _stretchers(dice: Dice, x: float, z: float, height: float, radius: float) -> list[Mesh]:
    low = dice.between(0.12, 0.5) * height
    side = rod((x, low, z), (x, low, -z), radius, sides=6).both()
    kind = dice.one_of("sides", "box", "h", "cross")
    if kind == "sides":
        return [side]
    if kind == "h":
        return [side, rod((-x, low, 0), (x, low, 0), radius, sides=6)]
    if kind == "cross":
        return [rod((x, low, z), (-x, low, -z), radius), rod((-x, low, z), (x, low, -z), radius)]
    return [side, rod((-x, low, z), (x, low, z), radius, sides=6).both("z")]


def _turned(height: float, radius: float) -> Mesh:
    """A leg off the lathe, with beads and a vase."""
    levels = np.array([0, 0.02, 0.06, 0.1, 0.14, 0.3, 0.5, 0.62, 0.66, 0.7, 0.74, 0.76, 1.0])
    widths = np.array([0, 0.7, 0.8, 0.5, 0.7, 0.95, 1.15, 0.7, 0.6, 1.1, 0.7, 1.1, 1.1])
    profile = np.stack([widths * radius, levels * height], axis=1)
    return lathe(profile, 10)


def pedestal(
    dice: Dice, height: float, reach: float, star: bool
) -> tuple[list[Mesh], tuple[int, float, float, float]]:
    """A column on a star or a disc.

    Returns:
        Its pieces, and for `casters` the number, distance, radius and first angle of the wheels
        (number 0 without wheels).
    """
    radius = dice.between(0.015, 0.045)
    if not star:
        base = dice.between(0.55, 0.9) * reach
        flat = dice.between(0.01, 0.06)
        profile = [(0, 0), (base, 0), (base, 0.3 * flat), (1.5 * radius, flat), (radius, 2 * flat)]
        return [lathe([*profile, (radius, height), (0, height)])], (0, 0.0, 0.0, 0.0)
    arms = dice.pick({5: 3, 4: 1})
    wheels = dice.chance(0.75)
    wheel = dice.between(0.022, 0.034)
    low = 2 * wheel + 0.015 if wheels else 0.02
    hub = low + dice.between(0.02, 0.06)
    start = dice.between(0.0, 90.0)
    arm = beam((0, hub, 0), (reach, low, 0), 0.05, 0.03, 0.6).around(arms, start=start)
    column = cylinder(radius, height - low, "y").moved(0, 0.5 * (height + low))
    sleeve = cylinder(1.6 * radius, 0.45 * (height - low)).moved(0, low + 0.25 * (height - low))
    pieces = [arm, column, cylinder(2.0 * radius, 0.06).moved(0, hub)]
    if dice.chance(0.6):
        pieces.append(sleeve)
    if dice.chance(0.6):
        pieces.append(box(0.5 * reach, 0.03, 0.6 * reach).moved(0, height - 0.015))
    return pieces, ((arms, reach, wheel, start) if wheels else (0, 0.0, 0.0, 0.0))


def casters(count: int, reach: float, radius: float, start: float) -> list[Mesh]:
    """Twin wheels under the ends of a star."""
    if count == 0:
        return []
    twin = cylinder(radius, 0.018, "z", sides=12).moved(reach, radius, 0.014).both("z")
    fork = rod((reach, radius, 0), (reach, 2 * radius + 0.01, 0), 0.008, sides=6)
    return [twin.around(count, start=start), fork.around(count, start=start)]


def sled(dice: Dice, width: float, depth: float, height: float) -> list[Mesh]:
    """Two closed runners of tube."""
    radius = dice.between(0.008, 0.02)
    x, z = 0.47 * width, 0.45 * depth
    lean = dice.between(-0.05, 0.08)
    path = [(x, height, z), (x, radius, z + lean), (x, radius, -z - lean), (x, height, -z)]
    pieces = [sweep(path, radius).both()]
    if dice.chance(0.6):
        pieces.append(rod((-x, radius, -z - lean), (x, radius, -z - lean), radius))
    return pieces


def cantilever(dice: Dice, width: float, depth: float, height: float) -> list[Mesh]:
    """A tube that runs up at the front alone."""
    radius = dice.between(0.01, 0.02)
    x, z = 0.48 * width, 0.48 * depth
    path = [(x, height, -z), (x, height - 0.005, 0.8 * z), (x, height - 0.06, z)]
    path += [(x, 0.06, z), (x, radius, 0.8 * z), (x, radius, -z)]
    return [tube(path, radius, 24).both(), rod((-x, radius, -z), (x, radius, -z), radius)]


def rockers(dice: Dice, width: float, depth: float) -> list[Mesh]:
    """Two curved runners under the feet."""
    reach, bend = dice.between(0.7, 1.0) * depth, dice.between(0.06, 0.12)
    z = np.linspace(-1.0, 1.0, 13)
    path = np.stack([np.full(13, 0.44 * width), bend * z**2 - 0.02, reach * z], axis=1)
    profile = np.array([[1, -1.2], [1, 1.2], [-1, 1.2], [-1, -1.2]]) * 0.012
    return [sweep(path, 1.0, profile, normal=(1, 0, 0)).both()]
