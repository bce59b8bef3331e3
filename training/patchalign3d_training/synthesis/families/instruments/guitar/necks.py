"""Necks and heads of guitars."""

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
    cylinder,
    join,
    lengthwise,
    prism,
    rod,
)

FRETS = 15


@dataclass(frozen=True)
class NeckPlan:
    """A neck that stands up along y.

    Attributes:
        start: Height of its lower end, inside the body's outline.
        seam: Height where it leaves the body.
        top: Height where the head begins.
        front: Where the body's front lies along z.
        width: At its lower end.
    """

    start: float
    seam: float
    top: float
    front: float
    width: float


def add_neck(guitar: Assembly, dice: Dice, neck: NeckPlan, overlap: float) -> None:
    """A bar; mostly a fingerboard on it that reaches `overlap` over the body, some with frets."""
    start, top, front = neck.start, neck.top, neck.front
    taper = dice.between(0.75, 0.95)
    bar = beam((0, start, front + 0.002), (0, top, front - 0.004), neck.width, 0.028, taper)
    guitar.add("neck", bar)
    if overlap:
        low, high = (0, neck.seam - overlap, front + 0.012), (0, top, front + 0.01)
        guitar.add("neck", beam(low, high, neck.width, 0.008, taper))
    if dice.chance(0.3):
        fret = box(0.9 * neck.width, 0.002, 0.004).moved(z=front + 0.017)
        semitones = np.arange(1, FRETS + 1)
        levels = top - (top - start) * (1.0 - 2.0 ** (-semitones / 12.0)) * 1.5
        frets = [fret.moved(y=level) for level in levels if level > start]
        guitar.add("neck", join(*frets), detail="fret")


def add_head(guitar: Assembly, dice: Dice, neck: NeckPlan) -> None:
    """A plate that leans back, with its tuners on both sides or in one line."""
    length, width = dice.between(0.1, 0.22), dice.between(0.055, 0.11)
    lean = dice.between(0.0, 16.0)
    kind = dice.one_of("open", "paddle", "hook", "plain")
    root = (0.0, neck.top, neck.front - 0.01)
    head = guitar.group()
    head.add("headstock", prism(_head_outline(kind, length, width, neck.width), 0.016, "z"))
    tuner = _tuner(width)
    in_line = kind == "hook" or dice.chance(0.2)
    tuner = tuner.mirrored() if in_line else tuner.both()
    for share in np.linspace(0.2, 0.85, 6 if in_line else dice.pick({3: 2, 2: 1})):
        head.add("headstock", tuner.moved(y=share * length), detail="tuning peg")
    guitar.take(head, lambda mesh: mesh.turned("x", -lean).moved(*root))
    if dice.chance(0.5):
        nut = box(1.05 * neck.width, 0.008, 0.02).moved(0, neck.top, neck.front + 0.002)
        guitar.add(dice.one_of("headstock", "neck"), nut)


def _head_outline(kind: str, length: float, width: float, neck_width: float) -> Points:
    """The head from the front, (n, 2), from y = 0 up."""
    if kind in ("open", "paddle"):
        root, shoulder = (0.5 * neck_width, 0.0), (0.45 * width, 0.25 * length)
        return lengthwise([root, shoulder, (0.5 * width, 0.85 * length), (0.3 * width, length)], 20)
    if kind == "hook":
        right, tip = [(0.5, 0), (0.45, 0.3), (0.6, 0.85)], [(0.2, 1.0), (-0.1, 0.9)]
        return np.array([*right, *tip, (-0.6, 0.75), (-0.5, 0)]) * (width, length)
    right = [(0.4, 0), (0.5, 0.2), (0.45, 1.0)]
    left = [(-x, y) for x, y in reversed(right)]
    return np.array([*right, *left]) * (width, length)


def _tuner(width: float) -> Mesh:
    """A peg beyond the right edge of a head of this width, its shaft, the post on the front."""
    out = 0.5 * width + 0.018
    peg = ball(0.009, 0.012, 0.006, 8).moved(out)
    shaft = rod((0.3 * width, 0, 0), (out, 0, 0), 0.003, sides=5)
    post = cylinder(0.006, 0.014, "z", sides=8).moved(x=0.25 * width, z=0.012)
    return join(peg, shaft, post)
