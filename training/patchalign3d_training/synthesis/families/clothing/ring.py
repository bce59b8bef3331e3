"""Finger rings."""

import numpy as np

from patchalign3d_training.synthesis.families.clothing.gems import cut_stone, pearl
from patchalign3d_training.synthesis.kit import (
    Assembly,
    Dice,
    Mesh,
    ball,
    box,
    join,
    plane,
    prism,
    rectangle,
    ring,
    rod,
    skin,
    superellipse,
    sweep,
)

COUNT = 44  # points around the band


def build(model: Assembly, dice: Dice) -> None:
    """A ring about the z axis whose inner radius is about 1; its stone is on top."""
    kind = dice.pick({"plain": 2, "solitaire": 6, "signet": 2, "row": 3, "twisted": 1})
    thick = dice.between(0.06, 0.18)
    width = dice.between(0.15, 0.7) if kind == "plain" else dice.between(0.15, 0.4)
    if kind == "twisted":
        band = _twisted(dice, thick)
    else:
        band = _band(dice, thick, width, swell=1.0 if kind == "plain" else 1.4)
    model.add("band", band)
    top = float(band.high[1])
    if kind == "solitaire":
        _solitaire(model, dice, top)
    elif kind == "signet":
        _signet(model, dice, top)
    elif kind == "row":
        _row(model, dice, top, width)
    elif kind == "twisted" and dice.chance(0.6):
        _solitaire(model, dice, top)


def _band(dice: Dice, thick: float, width: float, swell: float) -> Mesh:
    """A hoop with a flat or rounded section, wider or narrower on top."""
    angle = np.linspace(0.0, 2 * np.pi, COUNT, endpoint=False)
    path = (1.0 + thick) * np.stack([np.sin(angle), np.cos(angle), 0 * angle], axis=1)
    section = superellipse(2 * thick, width, dice.pick({2.0: 2, 3.0: 1, 8.0: 2}), 12)
    grow = dice.between(1.0, swell) if dice.chance(0.6) else dice.between(0.6, 1.0)
    sizes = 1.0 + (grow - 1.0) * np.clip(np.cos(angle), 0.0, 1.0) ** 2
    return sweep(path, sizes, section, loop=True, normal=(0, 0, 1))


def _twisted(dice: Dice, thick: float) -> Mesh:
    """Two or three strands that wind around each other."""
    strands, turns = dice.count(2, 3), dice.count(6, 14)
    angle = np.linspace(0.0, 2 * np.pi, 120, endpoint=False)
    wound = []
    for i in range(strands):
        phase = turns * angle + 2 * np.pi * i / strands
        radius = 1.0 + thick + 0.5 * thick * np.cos(phase)
        side = 0.5 * thick * np.sin(phase)
        path = np.stack([radius * np.sin(angle), radius * np.cos(angle), side], axis=1)
        wound.append(sweep(path, 0.5 * thick, sides=6, loop=True))
    return join(*wound)


def _solitaire(model: Assembly, dice: Dice, top: float) -> None:
    """One large stone, held by prongs or in a collar, with small ones beside it on some."""
    radius = dice.between(0.25, 0.7)
    stone = pearl(radius) if dice.chance(0.15) else cut_stone(dice, radius)
    level = top + dice.between(0.0, 0.5) * radius
    stone = stone.moved(y=level)
    model.add("stone", stone)
    wide, deep = 0.5 * float(stone.size[0]), 0.5 * float(stone.size[2])
    girdle = level + 0.45 * radius
    if dice.chance(0.6):
        prongs = dice.pick({4: 3, 6: 1})
        prong = rod((0.1, top - 0.15, 0), (1.03, girdle + 0.1 * radius, 0), 0.07 * radius, sides=6)
        tip = ball(0.1 * radius, sides=8).moved(x=0.98, y=girdle + 0.12 * radius)
        claws = join(prong, tip).around(prongs, start=45.0)
        model.add("setting", claws.stretched(x=wide, z=deep))
    else:
        outline = superellipse(2.1 * wide, 2.1 * deep, 2.2, 24)
        lower = plane(0.5 * outline, "y", top - 0.15)
        rows = [lower, plane(outline, "y", girdle - 0.2 * radius), plane(outline, "y", girdle)]
        rows.append(plane(0.92 * outline, "y", girdle))
        model.add("setting", skin(np.stack(rows), caps=False))
    if dice.chance(0.35):
        small = cut_stone(dice, 0.4 * radius)
        angle = np.degrees((1.1 * wide + 0.3 * radius) / top)
        side = small.moved(y=top - 0.1 * radius).turned("z", -float(angle))
        model.add("stone", side.both())


def _signet(model: Assembly, dice: Dice, top: float) -> None:
    """A flat plate or a skull-like lump instead of a stone; a stone set in it on some."""
    wide, deep = dice.between(0.9, 1.5), dice.between(0.8, 1.3)
    tall = dice.between(0.12, 0.3)
    outline = (
        superellipse(wide, deep, 2.0, 28) if dice.chance(0.5) else rectangle(wide, deep, 0.1, 4)
    )
    plate = prism(outline, tall, "y", 0.3 * tall).on(top - 0.12)
    model.add("setting", plate)
    if dice.chance(0.5):
        inlay = prism(0.7 * outline, 0.08, "y", 0.02).on(plate).moved(y=-0.02)
        model.add("stone", inlay)
    else:
        mark = box(0.1 * wide, 0.06, 0.5 * deep).on(plate).moved(y=-0.02)
        model.add("setting", mark.in_row(dice.count(1, 3), 0.22 * wide))


def _row(model: Assembly, dice: Dice, top: float, width: float) -> None:
    """Stones side by side on the upper part of the band or all around it."""
    count = dice.count(3, 9)
    radius = min(dice.between(0.4, 0.7) * width, 0.3)
    stone = cut_stone(dice, radius).moved(y=top - 0.3 * radius)
    seat = ring(1.1 * radius, 0.15 * radius, "y", 14, 5).moved(y=top)
    step = float(np.degrees(2.3 * radius / top))
    for i in range(count):
        turn = step * (i - 0.5 * (count - 1))
        model.add("stone", stone.turned("z", turn))
        model.add("setting", seat.turned("z", turn))
