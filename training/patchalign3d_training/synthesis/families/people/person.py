"""A standing, walking, sitting or waving person, slender to stout, looking along +z."""

import numpy as np

from patchalign3d_training.synthesis.kit import (
    Assembly,
    Dice,
    Mesh,
    Points,
    ball,
    hull,
    lathe,
    limb,
    skin,
    superellipse,
)


def _turn(angle: float, lift: float) -> Points:
    """A unit direction: hanging down, lifted sideways by `lift`, swung forward by `angle`."""
    side, swing = np.radians(lift), np.radians(angle)
    return np.array([np.sin(side), -np.cos(side) * np.cos(swing), np.cos(side) * np.sin(swing)])


def build(person: Assembly, dice: Dice) -> None:
    """A standing, walking, sitting or waving person, slender to stout, looking along +z."""
    stout = dice.between(0.8, 1.35)
    shoulder, hip = dice.between(0.17, 0.24), dice.between(0.09, 0.13) * stout**0.5
    thigh = dice.between(0.38, 0.48)
    crotch = 2 * thigh + 0.06
    top = crotch + dice.between(0.5, 0.62)
    levels = np.linspace(0.0, 1.0, 7)
    waist = dice.between(0.65, 0.95) * stout
    wide = np.interp(
        levels,
        [0, 0.2, 0.5, 0.85, 1.0],
        [1.6 * hip, 2.9 * hip, 2.5 * hip * waist, 2 * shoulder, 0.13],
    )
    deep = (
        np.interp(levels, [0, 0.2, 0.5, 0.8, 1.0], [0.14, 0.22, 0.19 * stout, 0.23, 0.11]) * stout
    )
    rings = []
    for level, w, d in zip(levels, wide, deep, strict=True):
        flat = superellipse(w, d, 2.4, 22)
        y = crotch - 0.04 + level * (top - crotch + 0.06)
        rings.append(np.stack([flat[:, 0], np.full(22, y), flat[:, 1]], axis=1))
    person.add("torso", skin(np.stack(rings)))
    _head(person, dice, top)
    sits = dice.chance(0.1)
    together = dice.chance(0.5)
    stance = (dice.between(-35.0, 35.0), dice.between(-35.0, 35.0))
    for side, swing in zip((1, -1), (0.0, 0.0) if together else stance, strict=True):
        if sits:
            swing = 85.0
        _leg(person, dice, side, swing, hip, crotch, thigh, stout)
        _arm(person, dice, side, shoulder, top, stout)


def _head(person: Assembly, dice: Dice, top: float) -> None:
    size = dice.between(0.095, 0.125)
    neck = lathe([(0.065, top - 0.05), (0.055, top + 0.06), (0.05, top + 0.12)], 14)
    at = top + 0.12 + 0.9 * size
    skull = ball(0.82 * size, 1.15 * size, size).moved(0, at, 0.015)
    nose = ball(0.012, 0.022, 0.025, 8).moved(0, at - 0.02, size + 0.015)
    ear = ball(0.012, 0.03, 0.02, 8).moved(0.82 * size, at - 0.01)
    person.add("head" if dice.chance(0.6) else "torso", neck)
    person.add("head", skull, nose, ear.both())
    if dice.chance(0.4):
        hair = ball(0.95 * size, 1.1 * size, 1.1 * size).moved(0, at + 0.02, -0.02)
        keep = hair.vertices[hair.faces].mean(axis=1)
        mask = (keep[:, 1] > at + 0.02) | (keep[:, 2] < -0.02)
        person.add("head", Mesh(hair.vertices, hair.faces[mask]), detail="hair")


def _leg(
    person: Assembly,
    dice: Dice,
    side: int,
    swing: float,
    hip: float,
    crotch: float,
    thigh: float,
    stout: float,
) -> None:
    lift = dice.between(0.0, 14.0)
    start = np.array([hip, crotch + 0.02, 0.0])
    knee = start + thigh * _turn(swing, lift)
    bend = swing - (dice.between(0.0, 30.0) if swing < 60 else 85.0)
    ankle = knee + thigh * _turn(bend, 0.6 * lift)
    points = np.stack([start, 0.5 * (start + knee), knee, 0.6 * knee + 0.4 * ankle, ankle])
    radii = np.array([0.085, 0.078, 0.055, 0.056, 0.036]) * stout
    leg = limb(points, radii)
    long = dice.between(0.2, 0.26)
    rows = [(0.7 * long, 0.06, 0.03, -0.045), (0.45 * long, 0.09, 0.05, -0.035)]
    foot = hull([*rows, (0.0, 0.075, 0.09, -0.015), (-0.2 * long, 0.05, 0.06, -0.03)]).moved(*ankle)
    for piece, detail in ((leg, None), (foot, "foot")):
        person.add("leg", piece if side > 0 else piece.mirrored(), detail=detail)


def _arm(
    person: Assembly,
    dice: Dice,
    side: int,
    shoulder: float,
    top: float,
    stout: float,
) -> None:
    lift = dice.one_of(8.0, 20.0, 45.0, 88.0, dice.between(0.0, 160.0))
    swing = dice.between(-20.0, 40.0)
    start = np.array([0.93 * shoulder, top - 0.05, 0.0])
    upper, lower = dice.between(0.26, 0.32), dice.between(0.23, 0.28)
    elbow = start + upper * _turn(swing, lift)
    bend = swing + (dice.between(0.0, 90.0) if dice.chance(0.4) else 8.0)
    wrist = elbow + lower * _turn(bend, lift)
    points = np.stack([start, 0.5 * (start + elbow), elbow, wrist])
    arm = limb(points, np.array([0.06, 0.05, 0.038, 0.026]) * stout**0.7)
    along = (wrist - elbow) / lower
    palm = limb(
        np.stack([wrist, wrist + 0.08 * along, wrist + 0.17 * along]),
        np.array([0.03, 0.045, 0.015]),
        0.45,
    )
    for piece, detail in ((arm, None), (palm, "hand")):
        person.add("arm", piece if side > 0 else piece.mirrored(), detail=detail)
