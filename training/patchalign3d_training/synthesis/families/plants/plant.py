"""A potted plant or a small tree."""

import numpy as np

from patchalign3d_training.synthesis.kit import (
    Assembly,
    Dice,
    Mesh,
    ball,
    lathe,
    rod,
    skin,
    smooth,
    tube,
)

RIM = 0.5  # radius of the pot's rim
CACTUS = ((0.2, 0.0), (0.24, 0.5), (0.02, 1.0))  # a column's (radius, share of its height)
CACTUS_ARM = ((0.15, 0.3, 0.0), (0.45, 0.35, 0.0), (0.47, 0.75, 0.0))  # shoulder, elbow, tip


def build(plant: Assembly, dice: Dice) -> None:
    """A bush, cactus, palm or rosette of leaves in a pot."""
    height = dice.between(0.5, 1.3)
    soil = 0.85 * height
    foot = dice.between(0.3, 0.5)
    lip, bore = 0.45, 0.43  # radii inside, at the rim and at the soil
    outside, inside = [(0, 0), (foot, 0), (RIM, height)], [(lip, height), (bore, soil)]
    plant.add("pot", lathe([*outside, *inside, (0, soil)], dice.pick({24: 2, 4: 1, 6: 1})))

    root = 0.8 * height  # below the soil
    kind = dice.pick({"rosette": 2, "bush": 1, "cactus": 1, "palm": 1})
    if kind == "bush":
        _bush(plant, dice, root)
    elif kind == "cactus":
        _cactus(plant, dice, root)
    else:
        trunk = dice.between(0.4, 1.2) if kind == "palm" else 0.0
        if trunk or dice.chance(0.4):
            plant.add("stem", rod((0, root, 0), (0, root + trunk + 0.15, 0), 0.05))
        _leaves(plant, dice, root + trunk)


def _bush(plant: Assembly, dice: Dice, root: float) -> None:
    """A thin trunk with one to six balls of leaves."""
    trunk = dice.between(0.3, 1.5)
    thick, thin, above = 0.05, 0.035, 0.2
    plant.add("stem", rod((0, root, 0), (0, root + trunk, 0), thick, thin))
    middle, spread = (0.0, root + trunk + above, 0.0), 0.3
    for _ in range(dice.count(1, 6)):
        offset = dice.many(-spread, spread, 3)
        crown = ball(1.0).stretched(*dice.many(0.25, 0.5, 3))
        plant.add("leaf", crown.centred(at=offset + middle, axes="xyz"))


def _cactus(plant: Assembly, dice: Dice, root: float) -> None:
    """A column with one or two arms that bend upwards."""
    tall = dice.between(0.6, 1.6)
    column = smooth([(radius, root + share * tall) for radius, share in CACTUS], 9)
    plant.add("stem", lathe(column, 10))
    arm = tube(CACTUS_ARM, 0.09, 12).moved(y=root)
    plant.add("stem", arm.around(dice.count(1, 2), start=dice.between(0, 180)))


def _leaves(plant: Assembly, dice: Dice, height: float) -> None:
    """Long leaves that leave one point in all directions."""
    for _ in range(dice.count(5, 15)):
        length, bend = dice.between(0.5, 1.3), dice.between(-0.4, 0.9)
        leaf = _leaf(length, dice.between(0.05, 0.18), bend)
        lift, heading = dice.between(15.0, 80.0), dice.between(0, 360)
        plant.add("leaf", leaf.turned("z", lift).turned("y", heading).moved(y=height))


def _leaf(length: float, width: float, bend: float) -> Mesh:
    """A thin blade from the origin along +x, with a fold along its middle."""
    share = np.linspace(0.0, 1.0, 9)  # of the length
    half = width * np.sin(np.pi * share**0.7) + 0.008
    across = np.array([-1.0, 0.0, 1.0])
    fold = 0.2 * width * (1 - np.abs(across))
    points = np.zeros((9, 3, 3))
    points[..., 0] = (length * share)[:, None]
    points[..., 1] = (-bend * length * share**2)[:, None] - fold
    points[..., 2] = half[:, None] * across
    return skin(points, closed=False)
