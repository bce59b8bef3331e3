"""Guitars."""

from functools import partial

import numpy as np

from patchalign3d_training.synthesis.families.instruments.guitar.bodies import horned, waisted
from patchalign3d_training.synthesis.kit import (
    Assembly,
    Dice,
    Mesh,
    Points,
    ball,
    beam,
    box,
    cylinder,
    ellipse,
    grown,
    join,
    lengthwise,
    plane,
    prism,
    ring,
    rod,
    sheet,
    skin,
)


def build(guitar: Assembly, dice: Dice) -> None:
    """An acoustic, classical, electric or bass guitar or a ukulele, standing on its body."""
    acoustic = dice.chance(0.4)
    width = dice.between(0.3, 0.46)
    length = width * dice.between(1.05, 1.5)
    depth = width * (dice.between(0.16, 0.34) if acoustic else dice.between(0.07, 0.15))
    if acoustic:
        outline, seam = waisted(dice, width, length), length
    else:
        outline, seam = horned(dice, width, length)
    front = 0.5 * depth
    if acoustic and dice.chance(0.6):
        _hollow(guitar, dice, outline, depth, length)
    else:
        round_edge = 0.4 * depth if dice.chance(0.5) else 0.0
        guitar.add("body", prism(outline, depth, "z", min(round_edge, 0.02)))
    neck = dice.between(0.3, 0.5) * dice.between(0.9, 1.25)
    thin = dice.between(0.036, 0.062)
    start = seam - dice.between(0.0, 0.14) * length
    top = seam + neck
    if acoustic:
        heel = beam((0, seam - 0.03, 0), (0, seam + 0.05, 0.6 * front), 0.05, 0.6 * depth)
        guitar.add("neck", heel)
        if dice.chance(0.6):
            hole = ring(0.11 * length, 0.008, "z", 20, 5).moved(0, 0.62 * length, front)
            guitar.add("body", hole, detail="sound hole")
    else:
        _electrics(guitar, dice, width, length, front)
    spread = 0.28 * width if not acoustic and dice.chance(0.03) else 0.0
    offsets = (spread, -spread) if spread else (0.0,)
    overlap = dice.between(0.05, 0.25) * length if dice.chance(0.5) else 0.0
    for x in offsets:
        part = guitar.group()
        _neck(part, dice, (start, seam, top), front, thin, overlap)
        _head(part, dice, top, front - 0.01, thin)
        _strings(part, dice, (start, length, top), front, thin)
        guitar.take(part, partial(Mesh.moved, x=x))


def _hollow(guitar: Assembly, dice: Dice, outline: Points, depth: float, length: float) -> None:
    """A sound box with a hole in its top and, in some models, its inner walls."""
    front = 0.5 * depth
    hole = ellipse(0.22 * length, 0.22 * length, len(outline)) + (0.0, 0.62 * length)
    first = int(np.argmax(outline[:, 0]))
    rim = np.roll(outline, -first, axis=0)
    rings = np.stack([plane(rim, "z", front), plane(hole, "z", front)])
    guitar.add("body", skin(rings, caps=False), sheet(outline, "z", -front))
    wall = np.stack([plane(outline, "z", at) for at in (-front, front)])
    guitar.add("body", skin(wall, caps=False))
    if dice.chance(0.4):
        guitar.add("body", skin(wall * (0.97, 0.97, 0.95), caps=False))
        guitar.add("body", sheet(outline * 0.97, "z", -0.93 * front))
    if dice.chance(0.5):
        edge = grown(outline, 0.004)
        binding = np.stack([plane(edge, "z", at) for at in (front, 0.93 * front)])
        guitar.add("body", skin(binding, caps=False))


def _neck(
    guitar: Assembly,
    dice: Dice,
    heights: tuple[float, float, float],
    front: float,
    thin: float,
    overlap: float,
) -> None:
    start, seam, top = heights
    taper = dice.between(0.75, 0.95)
    bar = beam((0, start, front + 0.002), (0, top, front - 0.004), thin, 0.028, taper)
    guitar.add("neck", bar)
    if overlap:
        board = beam((0, seam - overlap, front + 0.012), (0, top, front + 0.01), thin, 0.008, taper)
        guitar.add("neck", board)
    if dice.chance(0.3):
        fret = box(0.9 * thin, 0.002, 0.004)
        levels = top - (top - start) * (1.0 - 2.0 ** (-np.arange(1, 16) / 12.0)) * 1.5
        places = [(0.0, y, front + 0.017) for y in levels if y > start]
        guitar.add("neck", fret.at(places), detail="fret")


def _strings(
    guitar: Assembly,
    dice: Dice,
    heights: tuple[float, float, float],
    front: float,
    thin: float,
) -> None:
    """A bridge, perhaps a tailpiece, perhaps strings, each part's stretch its own."""
    start, length, top = heights
    y = dice.between(0.2, 0.32) * length
    bridge = box(dice.between(0.07, 0.17), dice.between(0.015, 0.04), 0.014, 0.004)
    guitar.add("body", bridge.moved(0, y, front + 0.005), detail="bridge")
    if dice.chance(0.25):
        guitar.add("body", box(0.09, 0.02, 0.016).moved(0, 0.6 * y, front + 0.005), detail="bridge")
    if not dice.chance(0.55):
        return
    thick = dice.between(0.0006, 0.0015)
    low, seam, high = (y, front + 0.014), (start, front + 0.017), (top, front + 0.018)
    for x in np.linspace(-0.38, 0.38, dice.pick({6: 2, 4: 1})) * thin:
        for part, (first, near), (last, far) in (("body", low, seam), ("neck", seam, high)):
            string = rod((1.2 * x, first, near), (x, last, far), thick, sides=4)
            guitar.add(part, string, detail="string")


def _electrics(guitar: Assembly, dice: Dice, width: float, length: float, front: float) -> None:
    coil = box(0.09, 0.03, 0.014, 0.005)
    for share in (0.38, 0.5, 0.62)[: dice.count(1, 3)]:
        guitar.add("body", coil.moved(0, share * length, front + 0.004), detail="pickup")
    knob = cylinder(0.012, 0.016, "z", sides=10)
    for i in range(dice.count(1, 4)):
        at = ((0.25 + 0.03 * i) * width, (0.3 - 0.06 * i) * length, front + 0.008)
        guitar.add("body", knob.moved(*at), detail="knob")
    if dice.chance(0.4):
        guard = np.array([(0.1, 0.2), (0.4, 0.25), (0.36, 0.5), (0.2, 0.75), (0.08, 0.7)])
        guard = guard * (width, length)
        guitar.add("body", sheet(guard, "z", front + 0.002))
    if dice.chance(0.3):
        at = (0.12 * width, 0.2 * length, front + 0.02)
        guitar.add("body", rod((0.1 * width, 0.27 * length, front + 0.01), at, 0.003, sides=5))


def _head(guitar: Assembly, dice: Dice, top: float, front: float, thin: float) -> None:
    long, wide = dice.between(0.1, 0.22), dice.between(0.055, 0.11)
    lean = dice.between(0.0, 16.0)
    kind = dice.one_of("open", "paddle", "hook", "plain")
    if kind in ("open", "paddle"):
        half = [(0.5 * thin, 0.0), (0.45 * wide, 0.25 * long), (0.5 * wide, 0.85 * long)]
        outline = lengthwise([*half, (0.3 * wide, long)], 20)
    elif kind == "hook":
        points = [
            (0.5, 0),
            (0.45, 0.3),
            (0.6, 0.85),
            (0.2, 1.0),
            (-0.1, 0.9),
            (-0.6, 0.75),
            (-0.5, 0),
        ]
        outline = np.array(points) * (wide, long)
    else:
        points = [(0.4, 0), (0.5, 0.2), (0.45, 1.0), (-0.45, 1.0), (-0.5, 0.2), (-0.4, 0)]
        outline = np.array(points) * (wide, long)

    def set_up(piece: Mesh) -> Mesh:
        return piece.turned("x", -lean).moved(0.0, top, front)

    guitar.add("headstock", set_up(prism(outline, 0.016, "z")))
    peg = ball(0.009, 0.012, 0.006, 8).moved(0.5 * wide + 0.018)
    post = rod((0.3 * wide, 0, 0), (0.5 * wide + 0.018, 0, 0), 0.003, sides=5)
    button = cylinder(0.006, 0.014, "z", sides=8).moved(0.25 * wide, 0, 0.012)
    tuner = join(peg, post, button)
    in_line = kind == "hook" or dice.chance(0.2)
    for share in np.linspace(0.2, 0.85, 6 if in_line else dice.pick({3: 2, 2: 1})):
        piece = tuner.mirrored() if in_line else tuner.both()
        guitar.add("headstock", set_up(piece.moved(0, share * long)), detail="tuning peg")
    if dice.chance(0.5):
        nut = box(1.05 * thin, 0.008, 0.02).moved(0, top, front + 0.012)
        guitar.add(dice.one_of("headstock", "neck"), nut)
