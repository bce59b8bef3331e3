"""Rackets; the handle stands along y, the head is above."""

from dataclasses import dataclass

import numpy as np

from patchalign3d_training.synthesis.kit import (
    Assembly,
    Dice,
    Points,
    box,
    join,
    plane,
    prism,
    rectangle,
    ring,
    rod,
    smooth,
    superellipse,
    sweep,
)


@dataclass(frozen=True)
class RacketSizes:
    """A racket whose handle's lower end is the origin.

    Attributes:
        grip: Length of the handle.
        radius: Of the handle.
        shaft: From the handle to the head.
        half_width: Of the head, inside its frame.
        half_height: Of the head.
        frame: Radius of the frame's tube.
    """

    grip: float
    radius: float
    shaft: float
    half_width: float
    half_height: float
    frame: float

    @property
    def middle(self) -> float:
        """Height of the head's middle."""
        return self.grip + self.shaft + self.half_height


def build(racket: Assembly, dice: Dice) -> None:
    """Rackets for tennis, squash and badminton, and table-tennis or beach bats."""
    kind = dice.pick({"tennis": 4, "badminton": 2, "squash": 2, "bat": 2})
    if kind == "bat":
        _bat(racket, dice)
        return
    slim = kind == "badminton"
    sizes = RacketSizes(
        grip=dice.between(0.14, 0.22),
        radius=0.012 if slim else dice.between(0.014, 0.022),
        shaft=dice.between(0.18, 0.25) if slim else dice.between(0.07, 0.16),
        half_width=dice.between(0.09, 0.12) if slim else dice.between(0.1, 0.15),
        half_height=dice.between(0.11, 0.14) if slim else dice.between(0.13, 0.19),
        frame=0.005 if slim else dice.between(0.008, 0.014),
    )
    power = dice.between(1.9, 2.5)
    oval = superellipse(2 * sizes.half_width, 2 * sizes.half_height, power, 32)
    hoop = plane(oval, "z") + (0.0, sizes.middle, 0.0)
    section = superellipse(2.0, dice.between(2.0, 3.4), 2.4, 8)
    racket.add("frame", sweep(hoop, sizes.frame, section, loop=True, normal=(0, 1, 0)))
    if dice.chance(0.92):
        _strings(racket, dice, sizes, oval)
    _shaft(racket, dice, sizes, forked=not slim and dice.chance(0.85))
    _handle(racket, dice, sizes)
    if not slim and dice.chance(0.3):
        bumper = hoop[5:12]
        racket.add("frame", sweep(bumper, 1.2 * sizes.frame, sides=8))


def _strings(racket: Assembly, dice: Dice, sizes: RacketSizes, oval: Points) -> None:
    """Thin bars from side to side of the head; now and then a bare sheet instead."""
    if dice.chance(0.12):
        racket.add("string", prism(oval, 0.002, "z").moved(y=sizes.middle))
        return
    thick = dice.between(0.0008, 0.002)
    quarter = oval[: len(oval) // 4 + 1]  # from the right end up to the top
    strings = []
    for x in np.linspace(-0.85, 0.85, dice.count(8, 18)) * sizes.half_width:
        reach = float(np.interp(abs(x), quarter[::-1, 0], quarter[::-1, 1]))
        strings.append(rod((x, -reach, 0), (x, reach, 0), thick, sides=4))
    for y in np.linspace(-0.88, 0.88, dice.count(9, 20)) * sizes.half_height:
        reach = float(np.interp(abs(y), quarter[:, 1], quarter[:, 0]))
        strings.append(rod((-reach, y, 0.001), (reach, y, 0.001), thick, sides=4))
    racket.add("string", join(*strings).moved(y=sizes.middle))


def _shaft(racket: Assembly, dice: Dice, sizes: RacketSizes, forked: bool) -> None:
    """A fork whose two arms run into the head with a bridge between them, or one bar."""
    low = sizes.grip - 0.02
    if not forked:
        top = sizes.grip + sizes.shaft
        racket.add("shaft", rod((0, low, 0), (0, top, 0), 0.5 * sizes.radius, sides=8))
        return
    side = 0.75 * sizes.half_width
    joint = sizes.middle - 0.68 * sizes.half_height
    path = [(0.3 * sizes.radius, low, 0), (0.5 * sizes.radius, sizes.grip + 0.02, 0)]
    arm = sweep(smooth([*path, (side, joint, 0)], 8), sizes.frame, sides=8)
    racket.add("shaft", arm.both())


def _handle(racket: Assembly, dice: Dice, sizes: RacketSizes) -> None:
    """An eight-sided grip, mostly wound, with a cap at its end."""
    sides = dice.pick({8: 3, 14: 1})
    start, end = (0, 0, 0), (0, sizes.grip, 0)
    racket.add("handle", rod(start, end, sizes.radius, 0.92 * sizes.radius, sides=sides))
    racket.add("handle", rod((0, -0.004, 0), (0, 0.012, 0), 1.15 * sizes.radius, sides=sides))
    if dice.chance(0.4):
        turns = dice.count(5, 9)
        wound = ring(1.01 * sizes.radius, 0.08 * sizes.radius, "y", 12, 4).turned("z", 12.0)
        step = 0.85 * sizes.grip / turns
        racket.add("handle", wound.in_row(turns, step, "y").moved(y=0.5 * sizes.grip))
    if dice.chance(0.3):
        collar = box(2.4 * sizes.radius, 0.015, 2.4 * sizes.radius, sizes.radius)
        racket.add("handle", collar.moved(y=sizes.grip))


def _bat(racket: Assembly, dice: Dice) -> None:
    """A plate with rubber on both sides and a flared handle."""
    width, height = dice.between(0.14, 0.2), dice.between(0.15, 0.26)
    thick, grip = dice.between(0.006, 0.014), dice.between(0.09, 0.14)
    board = superellipse(width, height, dice.between(2.0, 2.8), 32)
    middle = grip + 0.48 * height
    rubber = dice.between(0.001, 0.004)
    flat = prism(board, thick, "z").moved(y=middle)
    racket.add("frame", flat)
    cut = board * 0.985
    cut[:, 1] = np.maximum(cut[:, 1], -0.4 * height)
    face = prism(cut, rubber, "z").moved(y=middle, z=0.5 * (thick + rubber))
    racket.add("face", face.both("z"))
    half = dice.between(0.011, 0.015)
    flare = [(1.4 * half, 0.0), (half, 0.5 * grip), (1.1 * half, grip)]
    outline = np.array([*flare, *((-x, y) for x, y in reversed(flare))])
    racket.add("handle", prism(outline, 2.2 * thick + 0.008, "z", 0.004))
    if dice.chance(0.4):
        web = rectangle(0.5 * width, 0.05) + (0.0, grip)
        racket.add("shaft", prism(web, 1.1 * thick, "z"))
