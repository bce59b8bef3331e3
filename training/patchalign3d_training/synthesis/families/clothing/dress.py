"""Dresses and gowns."""

import numpy as np

from patchalign3d_training.synthesis.families.clothing.garments import (
    Trunk,
    arm_pose,
    band_around,
    cloth,
)
from patchalign3d_training.synthesis.kit import (
    Assembly,
    Dice,
    Mesh,
    ball,
    bumpy,
    join,
    prism,
    rectangle,
    skin,
    smooth,
    sweep,
)


def build(model: Assembly, dice: Dice) -> None:
    """A dress as if worn, on no stand; it looks along +z, its waist at y = 0."""
    waist = dice.between(0.22, 0.3)  # its width
    chest = waist * dice.between(1.15, 1.45)
    top = dice.between(0.3, 0.4)
    bare = dice.chance(0.45)  # without shoulders
    rows = [(0.0, waist, 0.7 * waist), (0.55 * top, chest, 0.68 * chest)]
    if bare:
        rows.append((0.75 * top, 0.97 * chest, 0.66 * chest))
    else:
        neck = dice.between(0.16, 0.24)
        rows += [(0.85 * top, 0.97 * chest, 0.55 * chest), (top, neck, 0.8 * neck)]
    trunk = Trunk(np.array(rows), dice.between(2.0, 2.4))
    garment = model.group()
    garment.add("bodice", join(trunk.wall(), trunk.wall(0.95)))
    _skirt(garment, dice, trunk)
    if bare:
        if dice.chance(0.75):
            _straps(garment, dice, trunk)
    else:
        _sleeves(garment, dice, chest, top)
        if dice.chance(0.5):
            edge = trunk.ring(top)
            trim = sweep(edge, dice.between(0.008, 0.016), sides=8, loop=True)
            wide = [edge, edge * (1.5, 1.0, 1.6) - (0.0, 0.03, 0.0)]
            flat = skin(np.stack(wide), caps=False)
            garment.add("collar", trim if dice.chance(0.5) else flat)
    if dice.chance(0.6):
        _belt(garment, dice, trunk)
    folds = bumpy(dice, dice.between(0.08, 0.2), 0.005)
    model.take(garment, folds if dice.chance(0.35) else lambda mesh: mesh)


def _skirt(garment: Assembly, dice: Dice, trunk: Trunk) -> None:
    """From the waist down: narrow, wide like a bell, with folds or in tiers."""
    length = dice.pick({0.35: 2, 0.6: 3, 1.0: 4}) * dice.between(0.85, 1.15)
    waist = trunk.ring(0.0)
    flare = dice.between(1.0, 1.0 + 4.5 * length)  # of the hem against the waist
    bell = dice.between(0.5, 1.6)  # below 1: it widens at once
    folds, depth = dice.count(6, 14), dice.between(0.0, 0.12)
    angle = np.arctan2(waist[:, 2], waist[:, 0])
    train = dice.between(0.0, 0.5) * length if dice.chance(0.2) else 0.0
    tiers = dice.pick({1: 4, 3: 1})
    rows = []
    for share in np.linspace(0.0, 1.0, 9 if tiers == 1 else 16):
        step = share if tiers == 1 else share + 0.06 * ((tiers * share) % 1.0)
        size = 1.0 + (flare - 1.0) * step**bell
        wave = 1.0 + depth * share * np.cos(folds * angle)
        row = waist * size * wave[:, None]
        row[:, 1] = -length * share
        row[:, 2] -= train * share**3 * (row[:, 2] < 0)
        rows.append(row)
    inner = [row * (0.95, 1.0, 0.95) for row in rows[:0:-1]]
    garment.add("skirt", skin(np.stack([*rows, *inner])[::-1], caps=False))


def _straps(garment: Assembly, dice: Dice, trunk: Trunk) -> None:
    """Two straps over the shoulders, or one loop around the neck."""
    edge = float(trunk.rows[-1, 0])
    aside = dice.between(0.06, 0.09)
    front, rear = np.array(trunk.front(aside, edge)), np.array(trunk.front(aside, edge))
    rear[2] *= -1.0
    over = np.array([1.1 * aside, edge + dice.between(0.08, 0.12), 0.0])
    if dice.chance(0.3):
        over, rear = np.array([0.05, edge + 0.1, -0.03]), np.array([0.0, edge + 0.1, -0.06])
    tape = rectangle(0.006, dice.between(0.008, 0.04))
    path = smooth(np.stack([front, over + (0.0, -0.02, 0.06), over, rear]), 14)
    garment.add("strap", sweep(path, 1.0, tape, normal=(0, 0, 1)).both())


def _sleeves(garment: Assembly, dice: Dice, chest: float, top: float) -> None:
    """Long, short or puffed sleeves, or none."""
    kind = dice.pick({"long": 2, "short": 3, "puff": 2, "none": 2})
    if kind == "none":
        return
    length = dice.between(0.45, 0.55) if kind == "long" else dice.between(0.1, 0.2)
    arm = arm_pose(dice, (0.42 * chest, 0.83 * top, 0.0), length)
    wide = dice.between(0.05, 0.07)
    end = dice.between(0.6, 2.0) if kind == "long" else dice.between(0.8, 1.4)
    if kind == "puff":
        puff = ball(1.5 * wide, sides=14).at([arm[1] + 0.4 * (arm[2] - arm[1])])
        garment.add("sleeve", puff.both())
        band = band_around(arm[2], arm[2] - arm[1], 1.05 * wide, 0.025)
        garment.add("sleeve", band.both())
        return
    garment.add("sleeve", cloth(arm, [0.8 * wide, wide, 0.9 * wide, 0.9 * end * wide]).both())


def _belt(garment: Assembly, dice: Dice, trunk: Trunk) -> None:
    """A sash at the waist, with a bow in front or behind on some."""
    tape = rectangle(0.01, dice.between(0.02, 0.06))
    loop = sweep(trunk.ring(0.0, 1.05), 1.0, tape, loop=True, normal=(0, 1, 0))
    garment.add("belt", loop)
    if dice.chance(0.6):
        behind = dice.chance(0.6)
        _, _, z = trunk.front(0.0, 0.0)
        bow = _bow(dice, dice.between(0.05, 0.12)).moved(z=1.05 * z)
        garment.add("bow", bow.turned("y", 180.0) if behind else bow)


def _bow(dice: Dice, size: float) -> Mesh:
    """Two loops, a knot and two ends, about the origin, looking along +z."""
    wing = np.array([(0.1, -0.15), (1.0, -0.5), (1.1, 0.0), (1.0, 0.5), (0.1, 0.15)]) * size
    end = np.array([(0.0, 0.0), (0.2, -1.6), (0.6, -1.5), (0.25, 0.0)]) * size
    pieces = join(prism(wing, 0.25 * size, "z"), prism(end, 0.08 * size, "z")).both()
    knot = ball(0.22 * size, 0.25 * size, 0.25 * size, 10)
    return join(pieces, knot).turned("z", dice.between(-8.0, 8.0)).moved(z=0.1 * size)
