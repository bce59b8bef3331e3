"""Revolvers, flintlocks and ray guns."""

import numpy as np

from patchalign3d_training.synthesis.families.weapons.pistol.pieces import (
    BARREL,
    GRIP,
    TRIGGER,
    PistolSizes,
    add_trigger,
)
from patchalign3d_training.synthesis.kit import (
    Assembly,
    Dice,
    Mesh,
    ball,
    box,
    cylinder,
    lathe,
    pipe,
    prism,
    ring,
    rod,
    smooth,
    sweep,
    tube,
    wing,
)

BREECH = 0.38  # where a revolver's barrel begins along z


def add_revolver(pistol: Assembly, dice: Dice, sizes: PistolSizes) -> None:
    """A barrel before a frame that holds the drum; the hammer stands up behind."""
    thick, height = sizes.thick, sizes.height
    radius = thick * dice.between(0.25, 0.4)
    long_barrel = sizes.length - BREECH
    bore = pipe(radius, 0.6 * radius, long_barrel, "z", 14)
    barrel = bore.moved(0, 0.25 * height, BREECH + 0.5 * long_barrel)
    pistol.add(BARREL, barrel)
    if dice.chance(0.6):
        lug = box(1.2 * radius, 1.5 * radius, 0.8 * long_barrel, 0.01)
        lug_y = 0.25 * height - 1.4 * radius
        pistol.add(BARREL, lug.moved(0, lug_y, BREECH + 0.4 * long_barrel))
    drum_z = 0.12  # the frame's window for the drum
    strap = box(0.5 * thick, 0.2 * height, 0.55, 0.01).moved(0, 0.5 * height, drum_z)
    floor = box(0.5 * thick, 0.25 * height, 0.5, 0.01).moved(0, -0.45 * height, drum_z)
    back = box(0.6 * thick, 1.1 * height, 0.15, 0.01).moved(z=-0.1)
    pistol.add(BARREL, strap, floor)
    pistol.add(dice.one_of(BARREL, GRIP), back)
    drum = _drum(dice, height).moved(0, 0.05 * height, 0.16)
    pistol.add(dice.pick({BARREL: 3, GRIP: 1}), drum, detail="cylinder")
    spur = [(0, 0.3 * height, -0.14), (0, 0.65 * height, -0.2), (0, 0.75 * height, -0.3)]
    pistol.add(dice.pick({BARREL: 2, GRIP: 1}), tube(spur, 0.03, 8, 6), detail="hammer")
    if dice.chance(0.7):
        sight = box(0.02, 0.07, 0.1).moved(0, 0.25 * height + radius, sizes.length - 0.08)
        pistol.add(BARREL, sight, detail="sight")


def _drum(dice: Dice, height: float) -> Mesh:
    """The cylinder about z, with six flutes."""
    angle = np.linspace(0.0, 2.0 * np.pi, 36, endpoint=False)
    flute = 1.0 - dice.between(0.0, 0.12) * np.cos(6.0 * angle) ** 2
    rim = dice.between(0.4, 0.55) * height * flute
    return prism(np.stack([rim * np.cos(angle), rim * np.sin(angle)], axis=1), 0.28, "z")


def add_flintlock(pistol: Assembly, dice: Dice, sizes: PistolSizes) -> None:
    """A long barrel on a stock of wood that bends down to its butt, with a lock at the side."""
    length, thick = sizes.length, sizes.thick
    radius, axis = 0.4 * thick, 0.08  # of the barrel, and how high it lies
    barrel = cylinder(radius, 1.1 * length, "z", top=0.75 * radius)
    pistol.add(BARREL, barrel.moved(0, axis, 0.5 * length))

    drop = dice.between(0.2, 0.45)
    butt = (0, -drop - 0.1, -0.52)
    fore, wrist = [(0, 0, 0.75 * length), (0, -0.01, 0.1)], [(0, -0.08, -0.15), (0, -drop, -0.45)]
    curve = smooth([*fore, *wrist, butt], 20)
    if dice.chance(0.5):
        pistol.add(GRIP, ball(0.65 * thick).at([butt]))
    swell = np.interp(np.linspace(0, 1, 20), [0, 0.5, 0.8, 1], [0.5, 0.65, 0.55, 0.8])
    pistol.add(GRIP, sweep(curve, swell * thick, sides=12))
    add_trigger(pistol, dice, PistolSizes(length, 0.12, thick))
    if dice.chance(0.5):
        ramrod = rod((0, -0.06, 0.3 * length), (0, -0.02, 0.95 * length), 0.02, sides=6)
        pistol.add(dice.one_of(BARREL, GRIP), ramrod)
    if dice.chance(0.3):
        band = pipe(1.5 * radius, radius, 0.12, "z").moved(0, axis, 1.05 * length)
        pistol.add(BARREL, band)
    side = 0.5 * thick
    plate = box(0.04, 0.08, 0.3, 0.01).moved(side, 0.04)
    cock = tube([(side, 0.05, -0.02), (side, 0.18, -0.05), (side, 0.2, 0.05)], 0.025, 8, 6)
    pistol.add(dice.one_of(BARREL, TRIGGER), plate, cock, detail="hammer")


def add_ray_gun(pistol: Assembly, dice: Dice, sizes: PistolSizes) -> None:
    """A ray gun: turned lumps, rings, fins, a ball at the tip."""
    length, height = sizes.length, sizes.height
    stations = np.linspace(-0.2, 0.6 * length, 7)
    radii = np.maximum(dice.many(0.3, 1.0, 7) * height, 0.03)
    lumps = smooth(np.stack([radii, stations], axis=1), 20)
    lumps[:, 0] = np.maximum(lumps[:, 0], 0.02)
    profile = [(0, stations[0]), *lumps, (0, stations[-1])]
    pistol.add(BARREL, lathe(profile, 14).turned("x", 90.0))
    pistol.add(BARREL, cylinder(0.25 * height, 0.5 * length, "z").moved(z=0.8 * length))
    for share in dice.many(0.6, 1.0, dice.count(0, 3)):
        pistol.add(BARREL, ring(0.45 * height, 0.03, "z", 18, 6).moved(z=share * length))
    if dice.chance(0.6):
        pistol.add(BARREL, ball(dice.between(0.3, 0.5) * height).moved(z=1.05 * length))
    if dice.chance(0.4):
        fin = wing([(0, 0.3 * height, 0.2), (0, height, 0.0)], [0.4, 0.2], 0.08, upright=True)
        pistol.add(BARREL, fin.around(dice.one_of(1, 3), "z"))
