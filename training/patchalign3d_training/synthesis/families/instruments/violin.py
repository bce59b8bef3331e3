"""Violins, violas, cellos and double basses; they stand along y, the strings at +z."""

from dataclasses import dataclass

import numpy as np

from patchalign3d_training.synthesis.kit import (
    Assembly,
    Dice,
    Mesh,
    Points,
    ball,
    beam,
    box,
    join,
    lengthwise,
    prism,
    ring,
    rod,
    skin,
    smooth,
    sweep,
)


@dataclass(frozen=True)
class ViolinSizes:
    """A violin whose body stands on y = 0.

    Attributes:
        width: Of the body.
        length: Of the body.
        depth: Of the ribs.
        arch: How far the middle of top and back stands out.
        neck: From the body to the peg box.
        board: Width of the fingerboard.
    """

    width: float
    length: float
    depth: float
    arch: float
    neck: float
    board: float

    @property
    def front(self) -> float:
        """Where the middle of the top lies along z."""
        return 0.5 * self.depth + self.arch


def build(model: Assembly, dice: Dice) -> None:
    """A violin, a cello or bass with its end pin, or a simple electric one; some with a bow."""
    large = dice.chance(0.35)
    length = 1.0
    width = dice.between(0.52, 0.66)
    depth = dice.between(0.12, 0.22) if large else dice.between(0.08, 0.14)
    sizes = ViolinSizes(
        width,
        length,
        depth,
        arch=dice.between(0.02, 0.06),
        neck=dice.between(0.32, 0.45),
        board=dice.between(0.06, 0.09),
    )
    violin = model.group()
    outline = _outline(dice, sizes)
    violin.add("body", _arched(outline, sizes))
    if dice.chance(0.7):
        for edge in (0.5, -0.5):
            lip = prism(1.02 * outline - (0.0, 0.01), 0.015, "z")
            violin.add("body", lip.moved(z=edge * sizes.depth))
    _neck(violin, dice, sizes)
    _scroll(violin, dice, sizes)
    _fittings(violin, dice, sizes)
    if large and dice.chance(0.85):
        pin = rod((0, 0.02, 0), (0, -dice.between(0.12, 0.35), 0), 0.012, 0.006, sides=8)
        violin.add("end pin", pin, ball(0.025, sides=8))
    elif not large and dice.chance(0.6):
        rest = ball(0.12, 0.09, 0.03, 12).moved(-0.16, 0.08, sizes.front + 0.02)
        violin.add("chin rest", rest)
    model.take(violin)
    if dice.chance(0.45):
        _bow(model, dice, sizes)


def _outline(dice: Dice, sizes: ViolinSizes) -> Points:
    """The body from the front: lower bout, waist with its corners, upper bout, (n, 2)."""
    upper, waist = dice.between(0.78, 0.9), dice.between(0.5, 0.68)
    lower_bout = [(0.02, 0.0), (0.6, 0.02), (0.95, 0.14), (1.0, 0.24), (0.82, 0.4)]
    corners = dice.chance(0.8)
    c_bout = [(waist + 0.04, 0.46), (waist, 0.52), (waist + 0.06, 0.6)]
    upper_bout = [(0.9 * upper, 0.67), (upper, 0.78), (0.8 * upper, 0.92), (0.4 * upper, 0.99)]
    half = np.array([*lower_bout, *c_bout, *upper_bout, (0.02, 1.0)])
    if corners:  # they stick out where the bouts meet the waist
        half[4, 0] += 0.06
        half[8, 0] += 0.08
    return lengthwise(half * (0.5 * sizes.width, sizes.length), 60)


def _arched(outline: Points, sizes: ViolinSizes) -> Mesh:
    """Ribs along the outline, top and back that rise towards the middle."""
    middle = np.array([0.0, 0.5 * sizes.length])
    rings = []
    rows = [(1.0, 0.0), (0.85, 0.45), (0.55, 0.85), (0.15, 1.0)]  # size and share of the arch
    for side, order in ((-1.0, rows[::-1]), (1.0, rows)):
        for size, rise in order:
            flat = middle + size * (outline - middle)
            z = np.full(len(flat), side * (0.5 * sizes.depth + rise * sizes.arch))
            rings.append(np.column_stack([flat, z]))
    return skin(np.stack(rings))


def _neck(violin: Assembly, dice: Dice, sizes: ViolinSizes) -> None:
    """A round-backed bar from the body up and the fingerboard over it."""
    top = sizes.length + sizes.neck
    level = 0.5 * sizes.depth
    bar = beam((0, sizes.length - 0.03, level), (0, top, level), 0.8 * sizes.board, 0.05, 0.8)
    violin.add("neck", bar)
    heel = beam((0, sizes.length - 0.01, 0.0), (0, sizes.length + 0.02, level), 0.06, 0.06)
    violin.add("neck", heel)
    reach = dice.between(0.55, 0.72) * sizes.length  # where the board's lower end lies
    start, end = (0, reach, sizes.front + 0.04), (0, top, level + 0.04)
    violin.add("neck", beam(start, end, sizes.board, 0.02, dice.between(0.6, 0.8)))


def _scroll(violin: Assembly, dice: Dice, sizes: ViolinSizes) -> None:
    """The peg box with its pegs, and a spiral, a plain block or a lion's lump at its end."""
    head = violin.group()
    long, wide = dice.between(0.14, 0.2), 0.55 * sizes.board
    head.add("scroll", beam((0, 0, 0), (0, long, -0.03), 1.2 * wide, 0.06, 0.8))
    if dice.chance(0.7):
        turn = np.linspace(0.0, 3.2 * np.pi, 26)
        radius = 0.055 * (1.0 - turn / (4.2 * np.pi))
        y, z = long + 0.02 + radius * np.cos(turn), -0.06 + radius * np.sin(turn)
        spiral = np.stack([0 * turn, y, z], axis=1)
        thick = np.linspace(0.028, 0.014, 26)
        head.add("scroll", sweep(spiral, thick, sides=6).stretched(x=0.8 * wide / 0.025))
    else:
        head.add("scroll", ball(0.7 * wide, 0.05, 0.05).moved(y=long + 0.03, z=-0.04))
    peg = join(
        rod((-0.05, 0, 0), (0.075, 0, 0), 0.009, sides=6),
        ball(0.012, 0.024, 0.012, 8).moved(0.09),
    )
    for i, share in enumerate(np.linspace(0.15, 0.85, 4)):
        side = peg if i % 2 else peg.mirrored()
        head.add("scroll", side.moved(y=share * long, z=-0.02 * share), detail="tuning peg")
    lean = dice.between(0.0, 25.0)
    base = (0.0, sizes.length + sizes.neck, 0.5 * sizes.depth)
    violin.take(head, lambda mesh: mesh.turned("x", -lean).moved(*base))


def _fittings(violin: Assembly, dice: Dice, sizes: ViolinSizes) -> None:
    """Bridge, tailpiece, sound holes and strings on the top."""
    front, bridge_y = sizes.front, dice.between(0.34, 0.42)
    tall = dice.between(0.06, 0.1)
    foot, waist = (0.09, 0.0), (0.05, 0.4 * tall)
    right = [foot, waist, (0.075, 0.85 * tall), (0.0, tall)]
    bridge = prism(np.array([*right, *((-x, z) for x, z in right[-2::-1])]), 0.015, "z")
    violin.add("body", bridge.turned("x", 90.0).moved(y=bridge_y, z=front), detail="bridge")
    piece = np.array([(0.035, 0.0), (0.055, 0.24), (-0.055, 0.24), (-0.035, 0.0)])
    tail = prism(piece, 0.02, "z").turned("x", 8.0).moved(y=0.02, z=front + 0.015)
    violin.add("body", tail, detail="tailpiece")
    if dice.chance(0.7):
        out = 0.2 * sizes.width
        wave = [(out, 0.42, 0), (out + 0.035, 0.4, 0), (out - 0.01, 0.28, 0), (out + 0.03, 0.26, 0)]
        hole = sweep(smooth(wave, 10), 0.008, sides=5).moved(z=0.5 * sizes.depth + 0.8 * sizes.arch)
        violin.add("body", hole.both(), detail="sound hole")
    if dice.chance(0.75):
        thick = dice.between(0.002, 0.005)
        top = (sizes.length + sizes.neck, 0.5 * sizes.depth + 0.055)
        seam = (sizes.length, front + 0.06)
        for x in np.linspace(-0.3, 0.3, 4) * sizes.board:
            low = (x, 0.24, front + 0.03)
            over, at_seam = (1.2 * x, bridge_y, front + tall), (x, *seam)
            on_body = join(rod(low, over, thick, sides=4), rod(over, at_seam, thick, sides=4))
            violin.add("body", on_body, detail="string")
            violin.add("neck", rod(at_seam, (x, *top), thick, sides=4), detail="string")


def _bow(model: Assembly, dice: Dice, sizes: ViolinSizes) -> None:
    """A stick with hair below it, a frog at one end; beside the body or across the strings."""
    length, thick = dice.between(1.2, 1.7), dice.between(0.008, 0.016)
    bow = model.group()
    half = 0.5 * length
    camber = smooth([(0, -half, 0.05), (0, 0, 0.02), (0, half, 0.06)], 10)
    bow.add("bow", sweep(camber, np.linspace(1.2, 0.8, 10) * thick, sides=6))
    bow.add("bow", box(0.025, half * 1.9, 0.004), detail="bow hair")
    bow.add("bow", box(0.03, 0.12, 0.05, 0.008).moved(y=-0.9 * half, z=0.025))
    bow.add("bow", box(0.02, 0.03, 0.07).moved(y=0.97 * half, z=0.03))
    if dice.chance(0.4):
        bow.add("bow", ring(1.3 * thick, 0.004, "y", 10, 4).moved(y=-0.75 * half, z=0.04))
    if dice.chance(0.5):
        aside = 0.5 * sizes.width + dice.between(0.1, 0.3)
        model.take(bow, lambda mesh: mesh.moved(aside, half - 0.1))
    else:
        turn = dice.between(60.0, 120.0)
        model.take(bow, lambda mesh: mesh.turned("z", turn).moved(0.2, 0.5, sizes.front + 0.12))
