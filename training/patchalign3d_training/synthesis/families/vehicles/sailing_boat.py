"""Sailing boats: dinghies, yachts, catamarans; the bow looks along +z."""

import numpy as np

from patchalign3d_training.synthesis.families.vehicles.hulls import hull_of
from patchalign3d_training.synthesis.kit import (
    Assembly,
    Dice,
    Mesh,
    Section,
    box,
    hull,
    join,
    prism,
    rod,
    skin,
    wing,
)


def build(model: Assembly, dice: Dice) -> None:
    """One or two hulls under one or two masts."""
    length, tall = dice.between(4.0, 8.0), dice.between(0.6, 1.0)
    level = tall
    width = length * dice.between(0.25, 0.4)
    if dice.chance(0.2):
        half = 0.5 * length
        slim = [Section(half, 0.05, 0.3, 0.55), Section(0.3 * half, 0.5, 0.7, 0.35)]
        float_hull = hull([*slim, Section(-half, 0.4, 0.5, 0.4)], 2.4)
        model.add("hull", float_hull.moved(0.4 * width).both())
        level = 0.65
        model.add("deck", box(0.8 * width, 0.06, 0.5 * length).moved(y=level))
    else:
        shell = hull_of(dice, length, width, tall, stern=dice.between(0.3, 0.9))
        model.add("hull", shell.shell)
        level = float(shell.sheer.min()) * dice.between(0.6, 0.95)
        model.add("deck", shell.deck(level))
        if dice.chance(0.4):
            root = (0.0, 0.15, 0.1 * length)
            depth = dice.between(0.5, 1.3)
            fin = wing([root, (0.0, -depth, 0.0)], [0.25 * length, 0.15 * length], 0.15, True)
            model.add("keel", fin)
        if dice.chance(0.55):
            cabin = [Section(0.22 * length, 0.3 * width, 0.15, level + 0.05)]
            cabin += [Section(0.1 * length, 0.5 * width, 0.5, level + 0.15)]
            cabin += [Section(-0.15 * length, 0.5 * width, 0.6, level + 0.2)]
            model.add("cabin", hull(cabin, 5.0))
            pane = box(0.04, 0.14, 0.07 * length).in_row(2, 0.1 * length, "z")
            model.add("window", pane.moved(0.245 * width, level + 0.3, -0.04 * length).both())
    if dice.chance(0.6):
        z = -0.5 * length
        blade = box(0.05, tall + 0.5, 0.3).on(-0.3).moved(z=z - 0.1)
        tiller = rod((0.0, level + 0.25, z), (0.0, level + 0.3, z + 0.9), 0.03)
        model.add("rudder", blade, tiller)
    masts = dice.pick({1: 4, 2: 1})
    high = length * dice.between(0.9, 1.4)
    out = dice.between(-25.0, 25.0)  # how far the boom is let out
    for i in range(masts):
        z = (0.1 if masts == 1 else 0.2 - 0.4 * i) * length
        boom = length * (dice.between(0.35, 0.5) if masts == 1 else 0.3)
        model.add("mast", rod((0.0, level - 0.1, z), (0.0, level + high, z), 0.06, 0.035))
        foot = level + 0.12 * high
        spar = rod((0.0, foot, z), (0.0, foot, z - boom), 0.04, sides=6)
        model.add("boom", spar.turned("y", out, at=(0.0, 0.0, z)))
        main = _sail((z - 0.06, foot), (z - 0.06, level + 0.96 * high), (z - boom, foot), dice)
        model.add("sail", main.turned("y", out, at=(0.0, 0.0, z)))
        high *= 0.8
    if dice.chance(0.8):
        z, top = (0.1 if masts == 1 else 0.2) * length, level + 0.85 * high / 0.8**masts
        jib = _sail((0.48 * length, level + 0.15), (z + 0.1, top), (z - 0.05, level + 0.3), dice)
        model.add("sail", jib)
        stay = rod((0.0, level + 0.1, 0.5 * length), (0.0, top, z), 0.012, sides=4)
        model.add("rope", stay)
    if dice.chance(0.4):
        stay = rod(
            (0.42 * width, level + 0.2, 0.0),
            (0.0, level + 0.8 * high, 0.1 * length),
            0.012,
            sides=4,
        )
        model.add("rope", stay.both())


def _sail(
    tack: tuple[float, float], head: tuple[float, float], clew: tuple[float, float], dice: Dice
) -> Mesh:
    """A three-cornered sail in the plane x = 0, (z, y) each; flat, or filled by the wind."""
    if dice.chance(0.3):
        return prism(np.array([tack, head, clew]), 0.02, "x")
    up = np.linspace(0.0, 1.0, 7)[:, None]
    luff = (1.0 - up) * np.array(tack) + up * np.array(head)  # (7, 2)
    leech = (1.0 - up) * np.array(clew) + up * np.array(head)
    rows = []
    for share in np.linspace(0.0, 1.0, 6):
        line = (1.0 - share) * luff + share * leech
        belly = 0.5 * np.sin(np.pi * share) * np.linalg.norm(leech - luff, axis=1) * 0.3
        rows.append(np.stack([belly, line[:, 1], line[:, 0]], axis=1))
    cloth = skin(np.stack(rows), closed=False)
    return join(cloth, cloth.moved(0.02)) if dice.chance(0.4) else cloth
