"""Golf clubs and hockey sticks; the shaft stands along y, the head is at its lower end."""

import numpy as np

from patchalign3d_training.synthesis.kit import (
    Assembly,
    Dice,
    Mesh,
    Section,
    beam,
    box,
    cylinder,
    hull,
    prism,
    rod,
    smooth,
    sweep,
)


def build(model: Assembly, dice: Dice) -> None:
    """A wood, iron or putter, or a stick for ice or field hockey."""
    club = model.group()
    kind = dice.pick({"wood": 3, "iron": 3, "putter": 2, "hockey": 3})
    length = dice.between(0.85, 1.2) if dice.chance(0.7) else dice.between(0.5, 0.8)
    if kind == "hockey":
        _hockey(club, dice, length)
    else:
        thick = dice.between(0.005, 0.01)
        grip = dice.between(0.18, 0.3)
        club.add("shaft", rod((0, 0.02, 0), (0, length - grip, 0), 0.8 * thick, thick, sides=8))
        handle = cylinder(1.3 * thick, grip, top=1.8 * thick, sides=12).on(length - grip)
        club.add("handle", handle)
        neck = cylinder(1.8 * thick, 0.06, top=1.2 * thick, sides=10).on(0.015)
        club.add("hosel", neck)
        {"wood": _wood, "iron": _iron, "putter": _putter}[kind](club, dice)
    lean = dice.between(0.0, 35.0)
    model.take(club, lambda mesh: mesh.turned("z", -lean))


def _wood(club: Assembly, dice: Dice) -> None:
    """A big rounded head with a flat face towards +z."""
    width, deep, tall = (
        dice.between(0.09, 0.13),
        dice.between(0.07, 0.12),
        dice.between(0.04, 0.065),
    )
    face = Section(0.02, 0.95 * width, 0.9 * tall)
    middle, rear = (
        Section(-0.3 * deep, width, tall, 0.0),
        Section(-0.8 * deep, 0.7 * width, 0.7 * tall),
    )
    end = Section(-deep, 0.3 * width, 0.3 * tall)
    club.add("head", hull([face, middle, rear, end], 2.5).moved(0.4 * width))


def _iron(club: Assembly, dice: Dice) -> None:
    """A blade that leans back, higher at its toe."""
    long, toe = dice.between(0.07, 0.1), dice.between(0.05, 0.07)
    low = [(-0.01, -0.015), (0.9 * long, -0.02), (long, 0.3 * toe)]
    outline = np.array([*low, (0.9 * long, toe - 0.015), (0.75 * long, toe - 0.015), (0.0, 0.02)])
    blade = prism(outline, dice.between(0.006, 0.014), "z", 0.002)
    sole = box(0.9 * long, 0.012, 0.02, 0.004).moved(0.45 * long, -0.014)
    loft = dice.between(10.0, 45.0)
    club.add("head", blade.turned("x", -loft), sole)


def _putter(club: Assembly, dice: Dice) -> None:
    """A bar, or a mallet with a body behind its face."""
    long, deep = dice.between(0.1, 0.13), dice.between(0.015, 0.03)
    bar = box(long, 0.028, deep, 0.005).moved(0.3 * long)
    club.add("head", bar)
    if dice.chance(0.5):
        turn = np.linspace(0.0, np.pi, 12)
        half = np.stack([0.45 * long * np.cos(turn), -0.5 * long * np.sin(turn)], axis=1)
        club.add("head", prism(half, 0.02, "y").moved(0.3 * long))


def _hockey(club: Assembly, dice: Dice, length: float) -> None:
    """A flat stick with a long blade, or a round one with a short hook."""
    ice = dice.chance(0.7)
    wide, thin = dice.between(0.028, 0.036), dice.between(0.018, 0.025)
    top = 0.75 * length
    if ice:
        club.add("shaft", beam((0, 0.03, 0), (0, top, 0), wide, thin))
        club.add("handle", beam((0, top, 0), (0, length, 0), 1.08 * wide, 1.1 * thin))
        club.add("blade", _ice_blade(dice))
        return
    club.add("shaft", rod((0, 0.04, 0), (0, top, 0), 0.7 * wide, 0.5 * wide, sides=10))
    club.add("handle", rod((0, top, 0), (0, length, 0), 0.6 * wide, sides=10))
    hook = smooth([(0, 0.05, 0), (0.01, 0.0, 0), (0.05, -0.02, 0), (0.08, 0.03, 0)], 10)
    club.add("blade", sweep(hook, 0.7 * wide, sides=8).stretched(z=0.8))


def _ice_blade(dice: Dice) -> Mesh:
    """A plate along +x from the shaft's lower end, bent towards +z."""
    long, tall = dice.between(0.22, 0.32), dice.between(0.055, 0.08)
    curve = dice.between(0.0, 0.04)
    share = np.linspace(0.0, 1.0, 8)
    path = np.stack([long * share - 0.02, 0.02 - 0.05 * share**0.5, curve * share**2], axis=1)
    section = np.array([(0.5, 0.006), (-0.5, 0.006), (-0.5, -0.006), (0.5, -0.006)]) * (tall, 1.0)
    return sweep(
        path,
        np.interp(share, [0.0, 0.3, 0.9, 1.0], [0.6, 1.0, 1.0, 0.6]),
        section,
        normal=(0, 1, 0),
    )
