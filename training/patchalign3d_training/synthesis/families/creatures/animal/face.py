"""Heads of animals, in a frame in which half the skull's height is 1 and the snout goes to +z."""

import numpy as np

from patchalign3d_training.synthesis.families.creatures.animal.kinds import AnimalKind
from patchalign3d_training.synthesis.kit import (
    Assembly,
    Attitude,
    Blend,
    Dice,
    Mesh,
    ball,
    cylinder,
    join,
    rod,
    smooth,
    sweep,
)


def skull(blend: Blend, dice: Dice, kind: AnimalKind, head: Attitude) -> float:
    """Skull, snout and jaw; gives how far ahead the tip of the snout is."""
    wide = dice.between(0.72, 0.9)
    head.ball(blend, "head", (0.0, 0.0, -0.1), (wide, 0.95, 1.0))
    tip = 0.6 + 0.85 * kind.snout * dice.between(0.85, 1.15)
    root = min(0.66, wide)
    drop = dice.between(0.25, 0.4)
    snout = np.array([(0.0, -0.15, 0.35), (0.0, -drop, tip)])
    head.limb(blend, "snout", snout, [root, kind.blunt])
    if dice.chance(0.25):  # the mouth is open
        gape = dice.between(0.3, 0.8)
        jaw = np.array(
            [(0.0, -0.5, 0.2), (0.0, -drop - kind.blunt - gape * kind.snout * 0.6, 0.8 * tip)]
        )
        head.limb(blend, "snout", jaw, [0.4, 0.55 * kind.blunt])
    return tip + kind.blunt


def features(model: Assembly, dice: Dice, kind: AnimalKind, style: str, tip: float) -> None:
    """Ears, eyes, a nose and horns, put on."""
    model.add("ear", _ear(dice, kind).both())
    large = {"cartoon": dice.between(0.2, 0.34), "stylised": dice.between(0.13, 0.22)}.get(
        style, 0.1
    )
    if dice.chance(0.8 if style in ("cartoon", "stylised") else 0.35):
        across = dice.between(0.42, 0.62)
        eye = ball(0.8 * large, large, 0.8 * large, 8).moved(across, 0.25, 0.55)
        model.add("eye", eye.both())
    if kind.foot == "paw" and dice.chance(0.45):
        nose = ball(0.45 * kind.blunt, 0.35 * kind.blunt, 0.3 * kind.blunt, 8)
        model.add("nose", nose.moved(0.0, -0.2, tip - 0.05))
    elif kind.ears == "floppy" and kind.foot == "hoof":
        disc = cylinder(0.95 * kind.blunt, 0.2, "z", sides=14)
        model.add("nose", disc.moved(0.0, -0.33, tip - 0.05))
    horns = _horns(dice, kind)
    if horns is not None:
        model.add("horn", horns)


def _ear(dice: Dice, kind: AnimalKind) -> Mesh:
    """The ear at +x."""
    long = kind.ear * dice.about(1.0, 0.2)
    wide = max(dice.between(0.28, 0.42) * long**0.5, 0.15)
    if kind.ears == "round":
        return ball(long, long, 0.35 * long, 10).moved(0.65, 0.75, -0.25)
    if kind.ears == "up" and dice.chance(0.5):
        leaf = rod(
            (0.0, -0.2, 0.0), (0.0, long, 0.0), wide, 0.05, sides=dice.count(4, 8)
        ).stretched(z=0.5)
    else:
        leaf = ball(wide, 0.55 * long, 0.3 * wide, 10).moved(y=0.45 * long)
    roll = {"up": dice.between(-30.0, -5.0), "side": dice.between(-100.0, -65.0)}.get(
        kind.ears, dice.between(-170.0, -135.0)
    )
    return leaf.turned("x", dice.between(-25.0, 15.0)).turned("z", roll).moved(0.55, 0.6, -0.3)


def _horns(dice: Dice, kind: AnimalKind) -> Mesh | None:
    """Horns or antlers of both sides; none for a cow or a deer without."""
    if kind.horns == "none" or (kind.horns in ("cow", "goat", "antlers") and dice.chance(0.3)):
        return None
    size = dice.between(0.8, 1.4)
    if kind.horns == "rhino":
        front = rod((0.0, 0.1, 1.5), (0.0, 0.1 + 1.2 * size, 1.9), 0.25, 0.02)
        return join(front, rod((0.0, 0.4, 1.0), (0.0, 0.4 + 0.6 * size, 1.1), 0.2, 0.02))
    if kind.horns == "stubs":
        stub = rod((0.3, 0.7, -0.2), (0.35, 0.8 + 0.6 * size, -0.3), 0.1, sides=6)
        return join(stub, ball(0.14, sides=6).moved(0.35, 0.8 + 0.6 * size, -0.3)).both()
    if kind.horns == "antlers":
        return _antler(dice, size).both()
    controls = {
        "cow": [(0.4, 0.6, -0.1), (1.0, 0.8, -0.05), (1.35, 1.1, 0.1), (1.3, 1.5, 0.25)],
        "goat": [(0.3, 0.7, -0.1), (0.4, 1.3, -0.3), (0.55, 1.7, -0.8), (0.75, 1.8, -1.3)],
        "ram": [
            (0.4, 0.7, -0.2),
            (0.9, 1.0, -0.7),
            (1.2, 0.4, -1.0),
            (1.3, -0.2, -0.4),
            (1.4, 0.0, 0.1),
        ],
    }[kind.horns]
    points = np.array(controls)
    path = points[0] + (points - points[0]) * size
    thick = 0.3 if kind.horns == "ram" else 0.2
    return sweep(smooth(path, 12), np.linspace(thick, 0.03, 12), sides=8).both()


def _antler(dice: Dice, size: float) -> Mesh:
    """A beam that curves up with tines along it."""
    points = np.array([(0.3, 0.7, -0.2), (0.8, 1.5, -0.6), (1.3, 2.3, -0.4), (1.2, 3.2, 0.1)])
    path = smooth(points[0] + (points - points[0]) * size, 12)
    pieces = [sweep(path, np.linspace(0.16, 0.05, 12), sides=6)]
    for at in np.linspace(2, 10, dice.count(2, 5)).astype(int):
        tine = path[at] + size * np.array([dice.between(-0.1, 0.3), dice.between(0.3, 0.8), 0.5])
        pieces.append(rod(path[at], tine, 0.09, 0.03, sides=5))
    return join(*pieces)
