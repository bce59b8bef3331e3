"""Doughnuts."""

import numpy as np

from patchalign3d_training.synthesis.kit import (
    Assembly,
    Dice,
    Mesh,
    centroids,
    lathe,
    rod,
    sheet,
    skin,
    superellipse,
)


def build(model: Assembly, dice: Dice) -> None:
    """A ring that lies on y = 0, glazed or not; whole, or with a bite or a half missing."""
    sides, around = dice.pick({36: 4, 10: 1}), dice.pick({16: 4, 8: 1})
    thick = dice.between(0.3, 0.44)  # of the ring, whose middle line has the radius 0.6
    flat = dice.between(0.7, 1.0)
    whole = dice.pick({360.0: 7, 290.0: 1, 180.0: 1})
    dough = _ring(thick, flat, sides, around, whole, 0.0)
    kind = dice.pick({"separate": 5, "painted": 3, "none": 2})
    drip = dice.between(0.02, 0.12)
    if kind == "painted":
        middle = centroids(dough)
        angle = np.arctan2(middle[:, 2], middle[:, 0])
        edge = drip * np.sin(dice.count(5, 9) * angle)
        model.split(dough, {"icing": middle[:, 1] > edge}, "dough")
    else:
        model.add("dough", dough)
    if kind == "separate":
        coat = _ring(thick + 0.025, flat, sides, around, whole, drip)
        model.add("icing", coat)
    if whole < 360.0:
        cut = superellipse(2.0 * thick, 2.0 * flat * thick, 2.0, around)
        face = sheet(cut, "z").moved(0.6)
        model.add("dough", face, face.turned("y", -whole))
    if kind != "none" and dice.chance(0.75):
        angle = np.radians(dice.many(5.0, whole - 5.0, 40))
        tilt = dice.many(-0.9, 0.9, 40)
        out = 0.6 + thick * np.sin(tilt)
        up = flat * (thick + 0.03) * np.cos(tilt)
        spots = np.stack([out * np.cos(angle), up, out * np.sin(angle)], axis=1)
        bit = rod((-0.035, 0, 0), (0.035, 0, 0), 0.013, sides=5)
        for at in spots:
            model.add("sprinkle", bit.turned("y", dice.between(0.0, 180.0)).moved(*at))
    if dice.chance(0.2):
        rows = [(0.7, -0.05), (1.25, 0.05), (1.22, 0.06), (0.7, -0.02), (0.0, -0.02)]
        model.add("plate", lathe([(0.0, -0.05), *rows], 32).moved(y=-flat * thick + 0.02))


def _ring(thick: float, flat: float, sides: int, around: int, whole: float, drip: float) -> Mesh:
    """A ring's skin; with `drip` only its upper half, with a wavy edge that hangs that far."""
    turn = np.radians(np.linspace(0.0, whole, sides, endpoint=whole < 360.0))
    if drip:
        half = np.linspace(-0.5 * np.pi, 0.5 * np.pi, around)
        angle = half[None, :] * (1.0 + 3.0 * drip * np.sin(5.0 * turn))[:, None]
    else:
        angle = np.broadcast_to(np.linspace(0, 2 * np.pi, around, endpoint=False), (sides, around))
    out = 0.6 + thick * np.sin(angle)
    up = flat * thick * np.cos(angle)
    points = np.stack([out * np.cos(turn)[:, None], up, out * np.sin(turn)[:, None]], axis=-1)
    return skin(points, closed=not drip, loop=whole == 360.0, caps=False)
