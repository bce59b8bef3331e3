"""Animals of blocks, as in voxel games."""

import numpy as np

from patchalign3d_training.synthesis.families.creatures.animal.kinds import AnimalKind
from patchalign3d_training.synthesis.kit import Assembly, Dice, box


def blocky(model: Assembly, dice: Dice, kind: AnimalKind) -> None:
    """A box for everything: trunk, legs, neck, head, snout, ears, tail."""
    rounding = dice.one_of(0.0, 0.0, 0.03)
    wide = 1.5 * kind.chest
    trunk = box(wide, 1.9 * kind.chest, 1.3, rounding).moved(y=kind.leg)
    model.add("body", trunk)
    thick = 2.0 * kind.limb
    leg = box(thick, kind.leg - 0.5 * kind.chest, thick, 0.5 * rounding).on(0.0)
    foot = box(1.1 * thick, 0.5 * thick, 1.25 * thick).on(0.0)
    swing = dice.between(-25.0, 25.0)
    hip = float(leg.high[1])
    for x, z in ((1, 1), (-1, 1), (1, -1), (-1, -1)):
        at = np.array([0.5 * (wide - thick) * x, 0.0, (0.65 - 0.6 * thick) * z])
        for part, mesh in (("leg", leg), ("foot", foot)):
            model.add(part, mesh.turned("x", swing * x * z, (0.0, hip, 0.0)).moved(*at))
    size = 1.8 * kind.skull
    slope = np.radians(max(kind.rise, 10.0))
    start = np.array([0.0, kind.leg + 0.4 * kind.chest, 0.6])
    end = start + (kind.neck + 0.3 * size) * np.array([0.0, np.sin(slope), np.cos(slope)])
    neck = box(0.7 * size, float(np.linalg.norm(end - start)) + 0.3 * size, 0.7 * size)
    model.add("neck", neck.oriented(0.5 * (start + end), end - start))
    head = box(size, size, size, rounding).moved(*end).moved(0.0, 0.2 * size, 0.3 * size)
    model.add("head", head)
    long = 0.5 * kind.snout * size
    snout = box(1.1 * kind.blunt * size, 0.55 * size, long).beside(head, "+z")
    model.add("snout", snout.moved(y=float(head.low[1] + 0.3 * size)))
    ear = box(0.25 * size, 0.45 * kind.ear * size, 0.15 * size).on(head)
    model.add("ear", ear.moved(0.35 * size, -0.05 * size, float(head.middle[2])).both())
    if dice.chance(0.6):
        eye = box(0.16 * size, 0.16 * size, 0.05 * size).beside(head, "+z", -0.02 * size)
        model.add("eye", eye.moved(0.35 * size, float(head.middle[1]) + 0.15 * size).both())
    tail = box(0.4 * thick, max(kind.tail, 0.15), 0.4 * thick).under(kind.leg + 0.8 * kind.chest)
    model.add("tail", tail.moved(z=-0.66).turned("x", dice.between(10, 70), (0.0, kind.leg, -0.66)))
