"""Grips, triggers and what is mounted on pistols."""

import numpy as np

from patchalign3d_training.synthesis.kit import (
    Assembly,
    Dice,
    box,
    cylinder,
    join,
    pipe,
    prism,
    rectangle,
    rod,
    smooth,
    superellipse,
    sweep,
    tube,
)

BARREL = "barrel"


GRIP = "handle or grip"


TRIGGER = "trigger and guard"


def add_grip(pistol: Assembly, dice: Dice, tall: float, thick: float, curved: bool) -> None:
    """A handle from the frame down and backwards: swept and swollen, or cut from a plate."""
    drop, rake = dice.between(0.38, 0.75), dice.between(0.05, 0.45)
    deep = dice.between(0.18, 0.32)
    top = dice.between(-0.45, 0.1) * tall
    share = np.linspace(0.0, 1.0, 7)
    if not curved and dice.chance(0.4):
        bottom = -0.2 * tall - drop
        corners = [(0.5 * deep, top), (-0.5 * deep - 0.04, top), (-0.5 * deep, -0.45 * tall)]
        corners += [
            (-0.5 * deep - rake * drop, bottom + 0.04),
            (-0.45 * deep - rake * drop, bottom),
        ]
        corners += [(0.5 * deep - rake * drop, bottom), (0.5 * deep, -0.4 * tall)]
        plate = prism(np.array(corners), dice.between(0.7, 1.1) * thick, "x")
        pistol.add(GRIP, plate)
        end = np.array([0.0, bottom, -rake * drop])
    else:
        bend = dice.between(1.5, 2.5) if curved else dice.between(1.0, 1.4)
        path = np.stack([0 * share, top - (drop + top) * share, -rake * drop * share**bend], axis=1)
        wave = 0.15 * np.sin(np.pi * share * dice.between(1.0, 2.2))
        swell = 1.0 + wave + dice.between(-0.15, 0.3) * share
        swell[0] *= dice.between(0.7, 1.0)
        power = dice.between(2.2, 5.0)
        section = superellipse(deep, dice.between(0.7, 1.1) * thick, power, 16)
        pistol.add(GRIP, sweep(path, swell, section, normal=(0, 0, 1)))
        end = path[-1]
    if dice.chance(0.2):
        middle = 0.5 * end + (0, -0.1 * tall, 0)
        panel = box(1.15 * thick, 0.5 * drop, 0.55 * deep, 0.01)
        pistol.add(GRIP, panel.turned("x", 40.0 * rake).moved(*middle))
    if not curved and dice.chance(0.35):
        plate = box(0.8 * thick, dice.between(0.03, 0.3), 0.9 * deep, 0.01).moved(*end)
        pistol.add(GRIP, plate, detail="magazine")


def add_trigger(pistol: Assembly, dice: Dice, tall: float, thick: float) -> None:
    """A bow of sheet metal or wire under the frame and the lever in it."""
    reach, deep = dice.between(0.2, 0.36), dice.between(0.14, 0.26)
    y, back = -dice.between(0.35, 0.5) * tall, dice.between(0.06, 0.14)
    if dice.chance(0.3):
        path = [(0, y, back + reach), (0, y - deep, back + reach), (0, y - deep, back - 0.04)]
        bow = sweep(path, 1.0, rectangle(0.03, 0.3 * thick), normal=(0, 0, 1))
    else:
        path = [(0, y, back + reach), (0, y - 0.8 * deep, back + reach - 0.02), (0, y - deep, 0.16)]
        curve = smooth([*path, (0, y - 0.6 * deep, back - 0.05)], 14)
        section = rectangle(dice.between(0.015, 0.045), dice.between(0.15, 0.5) * thick)
        bow = sweep(curve, 1.0, section, normal=(0, 0, 1))
    if dice.chance(0.93):
        pistol.add(TRIGGER, bow)
    z = back + dice.between(0.3, 0.55) * reach
    lever = [(0, y + 0.03, z), (0, y - 0.4 * deep, z - 0.01), (0, y - 0.75 * deep, z + 0.04)]
    pistol.add(TRIGGER, tube(lever, dice.between(0.014, 0.026), 8, 6))
    if dice.chance(0.1):
        pistol.add(TRIGGER, rod((0, y, 0.05), (0, y, 0.1 + reach), 0.02))


def add_mounts(pistol: Assembly, dice: Dice, tall: float, thick: float, muzzle: float) -> None:
    """Silencer, scope, lamp and sights, all of the barrel; `muzzle` is where it ends."""
    y = 0.2 * tall
    if dice.chance(0.12):
        long, fat = dice.between(0.35, 0.9), dice.between(0.35, 0.6) * thick
        can = pipe(fat, 0.4 * fat, long, "z", 14)
        pistol.add(BARREL, can.moved(0, y, muzzle + 0.5 * long), detail="silencer")
    elif dice.chance(0.5):
        tip = pipe(0.35 * thick, 0.24 * thick, dice.between(0.05, 0.4), "z", 14)
        pistol.add(BARREL, tip.moved(0, y, muzzle))
    if dice.chance(0.55):
        sight = box(0.03, 0.05, 0.06)
        places = [(0, 0.53 * tall, muzzle - 0.08), (0, 0.53 * tall, -0.08)]
        pistol.add(BARREL, sight.at(places), detail="sight")
    if dice.chance(0.12):
        tube_piece = cylinder(0.06, 0.5, "z").moved(0, 0.1)
        feet = box(0.04, 0.1, 0.06).at([(0, 0.03, 0.12), (0, 0.03, -0.12)])
        scope = join(tube_piece, feet, pipe(0.08, 0.06, 0.1, "z", 12).moved(0, 0.1, 0.28))
        pistol.add(BARREL, scope.moved(0, 0.52 * tall, 0.3 * muzzle), detail="sight")
    if dice.chance(0.08):
        lamp = cylinder(0.05, 0.3, "z").moved(0, -0.55 * tall, 0.7 * muzzle)
        pistol.add(BARREL, lamp)
