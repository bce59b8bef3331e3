"""Handles, guards and pommels of swords."""

import numpy as np

from patchalign3d_training.synthesis.families.weapons.sword.blades import SwordSizes
from patchalign3d_training.synthesis.kit import (
    Assembly,
    Dice,
    ball,
    box,
    cylinder,
    dome,
    lathe,
    prism,
    ring,
    smooth,
    superellipse,
    sweep,
)


def add_grip(sword: Assembly, dice: Dice, sizes: SwordSizes) -> None:
    """The handle below the blade, plain, swollen or wound with a strip."""
    levels = np.linspace(0.0, -sizes.grip, 7)
    swell = np.ones(7)
    if dice.chance(0.5):
        swell += dice.between(0.1, 0.35) * np.sin(np.pi * np.linspace(0.0, 1.0, 7))
    section = superellipse(2.0, 2.0 * dice.between(0.6, 1.0), 2.4, sizes.sides)
    path = np.stack([0 * levels, levels, 0 * levels], axis=1)
    sword.add("handle", sweep(path, swell * sizes.radius, section, normal=(1, 0, 0)))
    if dice.chance(0.3):
        count = dice.count(4, 9)
        band = ring(1.03 * sizes.radius, 0.14 * sizes.radius, "y", 12, 4)
        wound = band.turned("z", dice.between(-20.0, 20.0)).in_row(
            count, 0.85 * sizes.grip / count, "y"
        )
        sword.add("handle", wound.moved(y=-0.5 * sizes.grip), detail="wrap")


def add_guard(sword: Assembly, dice: Dice, sizes: SwordSizes) -> None:
    """A bar, winged or drooping arms, a disc, a plate, or a bow or cup about the hand."""
    kinds = {
        "katana": {"disc": 4, "plate": 1},
        "sabre": {"bow": 3, "bar": 1},
        "rapier": {"cup": 2, "bow": 1, "bar": 1},
        "fantasy": {"wings": 3, "arms": 2, "plate": 1},
    }
    kind = dice.pick(kinds.get(sizes.kind, {"bar": 3, "arms": 3, "plate": 1}))
    reach = 0.5 * sizes.width + dice.between(0.03, 0.12)  # from the middle to an arm's end
    thick = sizes.radius * dice.between(0.8, 1.4)
    if kind == "bar":
        bar = box(2.0 * reach, 1.6 * thick, 2.0 * thick, dice.between(0.0, 0.5) * thick)
        sword.add("guard", bar)
        if dice.chance(0.4):
            sword.add("guard", ball(1.2 * thick, sides=sizes.sides).moved(reach).both())
    elif kind == "arms":
        rise = dice.between(-0.05, 0.07)
        arm = smooth([(-reach, rise, 0), (-0.5 * reach, 0.2 * rise, 0), (0, 0, 0)], 6)
        path = np.concatenate([arm, arm[-2::-1] * (-1.0, 1.0, 1.0)])
        swell = np.linspace(dice.between(0.5, 1.3), 1.0, 6)
        sword.add("guard", sweep(path, thick * np.concatenate([swell, swell[-2::-1]]), sides=6))
    elif kind == "disc":
        sword.add("guard", cylinder(0.7 * reach, 0.8 * thick, sides=max(sizes.sides, 8)))
    elif kind == "plate":
        sword.add("guard", box(1.6 * reach, 1.2 * thick, max(4.0 * thick, 0.5 * reach)))
    elif kind == "wings":
        tip, notch = dice.between(0.03, 0.15), dice.between(0.2, 0.7)
        right = [(0.3, -0.05), (1.0, tip), (0.9, tip + 0.06), (notch, 0.06), (0.0, 0.08)]
        half = np.array(right) * (1.3 * reach, 1.0)
        outline = np.concatenate([half, half[-2::-1] * (-1.0, 1.0)])
        sword.add("guard", prism(outline, 3.0 * thick, "z", 0.3 * thick))
        if dice.chance(0.6):
            gem = ball(1.1 * thick, sides=6).stretched(y=1.3).moved(y=0.02, z=1.4 * thick)
            sword.add("gem", gem.both("z"))
    elif kind == "cup":
        cup = dome(0.8 * reach, 0.06, 0.006, sides=max(sizes.sides, 8)).turned("x", 180.0)
        sword.add("guard", cup.on(-0.06), box(2.2 * reach, 0.012, 0.012))
    else:
        out = 2.0 * sizes.radius + 0.05
        ends = [(0, 0, 0), (out, -0.02, 0), (out, -0.7 * sizes.grip, 0), (0, -0.97 * sizes.grip, 0)]
        band = superellipse(0.8 * thick, 2.0 * thick, 3.0, 8)
        sword.add("guard", sweep(smooth(ends, 16), 1.0, band, normal=(0, 1, 0)))
        sword.add("guard", box(1.4 * reach, 0.9 * thick, 2.4 * thick))


def add_pommel(sword: Assembly, dice: Dice, sizes: SwordSizes) -> None:
    """A ball, disc, cone, ring or crystal at the handle's lower end."""
    size = sizes.radius * dice.between(1.2, 2.0)
    kind = dice.pick({"ball": 3, "disc": 2, "nut": 2, "cap": 2, "ring": 1, "crystal": 1})
    if kind == "ball":
        mesh = ball(size, sides=sizes.sides)
    elif kind == "disc":
        mesh = cylinder(1.2 * size, 1.2 * size, "z", sides=max(sizes.sides, 8))
    elif kind == "nut":
        profile = [(0, 0), (0.8, 0), (1.2, 1.0), (0.7, 1.6), (0, 1.6)]
        mesh = lathe(np.array(profile) * size, sizes.sides).turned("x", 180.0)
    elif kind == "cap":
        mesh = cylinder(0.9 * size, 0.8 * size, sides=sizes.sides)
    elif kind == "ring":
        mesh = ring(1.1 * size, 0.35 * size, "z", 14, 6)
    else:
        mesh = cylinder(size, 1.4 * size, top=0.05 * size, sides=6).both("y")
    part = "gem" if kind == "crystal" else "pommel"
    sword.add(part, mesh.under(-sizes.grip + 0.3 * size))
