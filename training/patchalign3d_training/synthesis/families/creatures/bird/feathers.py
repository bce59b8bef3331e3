"""Wings and tails of birds."""

import numpy as np

from patchalign3d_training.synthesis.families.creatures.bird.kinds import BirdKind
from patchalign3d_training.synthesis.kit import (
    Assembly,
    Blend,
    Dice,
    Mesh,
    Vector,
    ball,
    bent,
    join,
    prism,
    wing,
)


def spread_wing(dice: Dice, kind: BirdKind, lift: float) -> Mesh:
    """A wing stretched out to +x from the origin, its tip raised or lowered by `lift` degrees."""
    swept = dice.between(-0.1, 0.35)
    bow = dice.between(-0.5, 0.3)  # the outer half droops or rises
    share = np.array([0.0, 0.25, 0.5, 0.75, 1.0])
    out = kind.wing * share * np.cos(np.radians(lift * 0.6))
    high = kind.wing * (share * np.sin(np.radians(lift)) + bow * np.maximum(share - 0.5, 0.0) ** 2)
    back = kind.wing * np.array([0.0, 0.06, 0.02, -0.1, -0.25 - swept])
    tip = dice.between(0.25, 0.6)
    chords = kind.chord * np.array([0.95, 1.05, 1.0, 0.5 + 0.5 * tip, tip])
    stations = np.stack([out, high, back + 0.2 * kind.chord], axis=1)
    vane = wing(stations, chords.tolist(), dice.between(0.06, 0.14))
    if dice.chance(0.5):
        return vane
    fingers = []
    for i, turn in enumerate(np.linspace(0.0, 55.0, dice.count(3, 6))):
        quill = ball(0.45 * kind.chord * (1.0 - 0.08 * i), 0.02, 0.07 * kind.chord, 8)
        quill = quill.moved(0.4 * kind.chord).turned("z", 0.8 * lift).turned("y", turn)
        fingers.append(quill.moved(*(stations[-1] - (0.05, 0.0, 0.15 * i * tip * kind.chord))))
    return join(vane, *fingers)


def folded_wing(
    blend: Blend, bird: Assembly, dice: Dice, kind: BirdKind, ahead: Vector, up: Vector
) -> None:
    """Wings laid against the flanks, part of the skin or put on."""
    out, long = 0.92 * kind.girth, dice.between(0.42, 0.55)
    tall = dice.between(0.55, 0.85) * kind.girth
    at = np.array([out, 0.0, 0.0]) - 0.12 * ahead + 0.15 * kind.girth * up
    if kind.upright and kind.wing < 1.0:  # flippers
        along = bent(-up if kind.tilt < 45.0 else -ahead, (1.0, 0.0, 0.0), dice.between(5.0, 40.0))
        root = np.array([0.85 * kind.girth, 0.0, 0.0]) + 0.28 * ahead
        flipper = ball(0.06, 0.4, 0.13, 12).moved(y=0.35).oriented(root, along, (1.0, 0.0, 0.0))
        bird.add("wing", flipper.both())
        return
    along = bent(-ahead, -up, dice.between(-10.0, 15.0))
    if dice.chance(0.5):
        thick = 0.3 * kind.girth
        blend.ball(
            "wing", at - (0.5 * thick, 0.0, 0.0), (thick, long, tall), along=along, both=True
        )
        return
    half = dice.between(0.05, 0.09)
    plate = ball(half, long, tall, 14).oriented(at, along, (1.0, 0.0, 0.0))
    tip = prism(np.array([(tall, 0.0), (0.3 * tall, 0.7 * long), (-0.9 * tall, 0.0)]), half, "x")
    pointed = tip.moved(y=0.45 * long).oriented(at, along, (1.0, 0.0, 0.0))
    bird.add("wing", (join(plate, pointed) if dice.chance(0.5) else plate).both())


def tail_feathers(dice: Dice, kind: BirdKind) -> Mesh:
    """A tail that goes to -z from the origin: a wedge, a fan, a fork or a rooster's plumes."""
    long = kind.tail
    kinds = {"wedge": 4, "fan": 2, "fork": 1}
    shape = "plumes" if kind.crest == "comb" else dice.pick(kinds)
    droop = dice.between(-15.0, 20.0)
    if shape == "plumes":
        quills = []
        for lean in np.linspace(20.0, 95.0, 5):
            quills.append(ball(0.05, 0.1, 0.5 * long, 8).moved(z=-0.5 * long).turned("x", lean))
        return join(*quills)
    if shape == "fan":
        count, spread = dice.count(5, 9), dice.between(40.0, 120.0)
        quill = ball(0.09, 0.02, 0.5 * long, 8).moved(z=-0.5 * long)
        turns = np.linspace(-0.5 * spread, 0.5 * spread, count)
        return join(*(quill.turned("y", float(turn)) for turn in turns)).turned("x", droop)
    half, end = dice.between(0.06, 0.14), dice.between(0.1, 0.28)
    notch = 0.6 * long if shape == "fork" else dice.between(0.95, 1.1) * long
    outline = np.array([(half, 0.15), (-half, 0.15), (-end, -long), (0.0, -notch), (end, -long)])
    plate = prism(outline, dice.between(0.04, 0.08), "y", 0.015)
    return plate.turned("x", droop)
