"""Grips, triggers and what is mounted on pistols."""

from dataclasses import dataclass

import numpy as np

from patchalign3d_training.synthesis.kit import (
    Assembly,
    Dice,
    Mesh,
    Vector,
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


@dataclass(frozen=True)
class PistolSizes:
    """A pistol whose grip hangs from about the origin and whose muzzle looks along +z.

    Attributes:
        length: Of what lies over the grip.
        height: Of that, without the grip.
        thick: Along x.
    """

    length: float
    height: float
    thick: float


@dataclass(frozen=True)
class GripSizes:
    """How far a grip hangs down, leans back for each unit of that, and is deep; where it begins."""

    drop: float
    rake: float
    deep: float
    top: float


def add_grip(pistol: Assembly, dice: Dice, sizes: PistolSizes, curved: bool) -> None:
    """A handle from the frame down and backwards: swept and swollen, or cut from a plate."""
    drop, rake = dice.between(0.38, 0.75), dice.between(0.05, 0.45)
    deep = dice.between(0.18, 0.32)
    grip = GripSizes(drop, rake, deep, top=dice.between(-0.45, 0.1) * sizes.height)
    if not curved and dice.chance(0.4):
        mesh, end = _plate_grip(dice, sizes, grip)
    else:
        mesh, end = _swept_grip(dice, sizes, grip, curved)
    pistol.add(GRIP, mesh)
    if dice.chance(0.2):
        panel = box(1.15 * sizes.thick, 0.5 * drop, 0.55 * deep, 0.01).turned("x", 40.0 * rake)
        middle = 0.5 * end + (0, -0.1 * sizes.height, 0)
        pistol.add(GRIP, panel.at([middle]))
    if not curved and dice.chance(0.35):
        clip = box(0.8 * sizes.thick, dice.between(0.03, 0.3), 0.9 * deep, 0.01)
        pistol.add(GRIP, clip.at([end]), detail="magazine")


def _plate_grip(dice: Dice, sizes: PistolSizes, grip: GripSizes) -> tuple[Mesh, Vector]:
    """A flat grip cut along its side view; also the middle of its lower end."""
    half, bottom = 0.5 * grip.deep, -0.2 * sizes.height - grip.drop
    back = -grip.rake * grip.drop  # where the lower end lies
    upper_rear = [(-half - 0.04, grip.top), (-half, -0.45 * sizes.height)]
    lower_rear = [(back - half, bottom + 0.04), (back - 0.9 * half, bottom)]
    front = [(back + half, bottom), (half, -0.4 * sizes.height)]
    outline = np.array([(half, grip.top), *upper_rear, *lower_rear, *front])
    plate = prism(outline, dice.between(0.7, 1.1) * sizes.thick, "x")
    return plate, np.array([0.0, bottom, back])


def _swept_grip(
    dice: Dice, sizes: PistolSizes, grip: GripSizes, curved: bool
) -> tuple[Mesh, Vector]:
    """A rounded grip that bends back, swollen for the hand; also where it ends."""
    share = np.linspace(0.0, 1.0, 7)
    bend = dice.between(1.5, 2.5) if curved else dice.between(1.0, 1.4)
    level = grip.top - (grip.drop + grip.top) * share
    path = np.stack([0 * share, level, -grip.rake * grip.drop * share**bend], axis=1)
    wave = 0.15 * np.sin(np.pi * share * dice.between(1.0, 2.2))
    swell = 1.0 + wave + dice.between(-0.15, 0.3) * share
    swell[0] *= dice.between(0.7, 1.0)
    squareness = dice.between(2.2, 5.0)
    section = superellipse(grip.deep, dice.between(0.7, 1.1) * sizes.thick, squareness, 16)
    return sweep(path, swell, section, normal=(0, 0, 1)), path[-1]


def add_trigger(pistol: Assembly, dice: Dice, sizes: PistolSizes) -> None:
    """A bow of sheet metal or wire under the frame and the lever in it."""
    reach, deep = dice.between(0.2, 0.36), dice.between(0.14, 0.26)  # along z and down
    top, back = -dice.between(0.35, 0.5) * sizes.height, dice.between(0.06, 0.14)
    front, bottom = back + reach, top - deep
    if dice.chance(0.3):
        path = np.array([(0, top, front), (0, bottom, front), (0, bottom, back - 0.04)])
        section = rectangle(0.03, 0.3 * sizes.thick)
    else:
        bow = [(0, top, front), (0, top - 0.8 * deep, front - 0.02), (0, bottom, 0.16)]
        path = smooth([*bow, (0, top - 0.6 * deep, back - 0.05)], 14)
        section = rectangle(dice.between(0.015, 0.045), dice.between(0.15, 0.5) * sizes.thick)
    if dice.chance(0.93):
        pistol.add(TRIGGER, sweep(path, 1.0, section, normal=(0, 0, 1)))
    z = back + dice.between(0.3, 0.55) * reach
    lever = [(0, top + 0.03, z), (0, top - 0.4 * deep, z - 0.01), (0, top - 0.75 * deep, z + 0.04)]
    pistol.add(TRIGGER, tube(lever, dice.between(0.014, 0.026), 8, 6))
    if dice.chance(0.1):
        pistol.add(TRIGGER, rod((0, top, 0.05), (0, top, 0.1 + reach), 0.02))


def add_mounts(pistol: Assembly, dice: Dice, sizes: PistolSizes, muzzle: float) -> None:
    """Silencer, scope, lamp and sights, all of the barrel; `muzzle` is where it ends."""
    axis, roof = 0.2 * sizes.height, 0.52 * sizes.height
    if dice.chance(0.12):
        length, fat = dice.between(0.35, 0.9), dice.between(0.35, 0.6) * sizes.thick
        can = pipe(fat, 0.4 * fat, length, "z", 14)
        pistol.add(BARREL, can.moved(0, axis, muzzle + 0.5 * length), detail="silencer")
    elif dice.chance(0.5):
        tip = pipe(0.35 * sizes.thick, 0.24 * sizes.thick, dice.between(0.05, 0.4), "z", 14)
        pistol.add(BARREL, tip.moved(0, axis, muzzle))
    if dice.chance(0.55):
        front, rear = muzzle - 0.08, -0.08
        sight = box(0.03, 0.05, 0.06).moved(y=0.53 * sizes.height)
        pistol.add(BARREL, sight.moved(z=front), sight.moved(z=rear), detail="sight")
    if dice.chance(0.12):
        pistol.add(BARREL, _scope().moved(0, roof, 0.3 * muzzle), detail="sight")
    if dice.chance(0.08):
        lamp = cylinder(0.05, 0.3, "z").moved(0, -0.55 * sizes.height, 0.7 * muzzle)
        pistol.add(BARREL, lamp)


def _scope() -> Mesh:
    """A telescope on two feet over y = 0."""
    barrel = cylinder(0.06, 0.5, "z").moved(y=0.1)
    feet = box(0.04, 0.1, 0.06).moved(y=0.03).in_row(2, -0.24, "z")
    lens = pipe(0.08, 0.06, 0.1, "z", 12).moved(0, 0.1, 0.28)
    return join(barrel, feet, lens)
