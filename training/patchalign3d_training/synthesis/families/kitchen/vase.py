"""Vases, amphorae, jugs, urns."""

import numpy as np

from patchalign3d_training.synthesis.kit import (
    Assembly,
    Dice,
    Mesh,
    centroids,
    lathe,
    ring,
    smooth,
    sweep,
    tube,
)


def build(model: Assembly, dice: Dice) -> None:
    """A vessel of height about 2 on y = 0; body, neck and foot are one skin, or stacked pieces."""
    sides = dice.pick({32: 5, 6: 1, 10: 1, 18: 1})
    belly, belly_at = dice.between(0.45, 0.9), dice.between(0.35, 0.75)
    has_foot, has_neck = dice.chance(0.6), dice.chance(0.75)
    foot = dice.between(0.1, 0.35) if has_foot else 0.0  # its height
    ankle = dice.between(0.25, 0.6) * belly
    base = ankle * (dice.between(1.0, 1.9) if has_foot else dice.between(1.0, 1.5))
    shoulder = foot + dice.between(1.0, 1.5)
    throat = dice.between(0.22, 0.6) * belly if has_neck else dice.between(0.6, 1.0) * belly
    neck = dice.between(0.2, 0.9) if has_neck else 0.0
    mouth = throat * (dice.between(1.0, 2.0) if has_neck else 1.0)
    top = shoulder + neck

    low = [(base, 0.0), (base, 0.25 * foot), (ankle, foot)] if has_foot else [(base, 0.0)]
    mid = foot + belly_at * (shoulder - foot)
    swell = [(0.5 * (ankle + belly) + 0.1 * belly, 0.5 * (foot + mid)), (belly, mid)]
    curve = [*swell, (throat, shoulder)]
    high = [(0.5 * (throat + mouth) * 0.9, shoulder + 0.6 * neck), (mouth, top)] if has_neck else []
    wall = smooth([*low, *curve, *high], 48)
    wall[:, 0] = np.maximum(wall[:, 0], 0.04)
    pieces = [(0.0, 0.0), *map(tuple, wall)]
    if dice.chance(0.6):  # the inside that real vessels have
        thick = dice.between(0.03, 0.07)
        inside = np.maximum(wall[::-1] - (thick, 0.0), (0.01, thick))
        pieces += [*map(tuple, inside), (0.0, foot + thick)]
    shell = lathe(pieces, sides)
    if dice.chance(0.2):
        shell = shell.stretched(z=dice.between(0.5, 0.85))
    spouted = dice.chance(0.22)
    if spouted:
        shell = _lip(shell, shoulder, top, mouth)
    middle = centroids(shell).reshape(-1, 2, 3).mean(axis=1).repeat(2, axis=0)  # of each quad
    level = middle[:, 1]
    masks = {}
    if has_neck:
        masks["neck"] = level > shoulder - 0.04
    if has_foot:
        masks["base"] = level < foot
    elif dice.chance(0.3):
        masks["base"] = level < 0.06
    if spouted:
        masks = {"spout": (middle[:, 0] > 1.04 * mouth) & (level > shoulder), **masks}
    model.split(shell, masks, "body")
    if has_neck and dice.chance(0.35):
        model.add("neck", ring(1.02 * mouth, dice.between(0.02, 0.05), count=sides).moved(y=top))
    if not spouted and dice.chance(0.12):
        at, out = 0.62 * shoulder, belly + dice.between(0.2, 0.5)
        root = 0.8 * float(np.interp(at, wall[:, 1], wall[:, 0]))
        path = [
            (root, at, 0),
            (0.9 * out, at + 0.1, 0),
            (1.2 * out, dice.between(0.8, 1.1) * top, 0),
        ]
        thick = dice.between(0.05, 0.1)
        model.add("spout", sweep(smooth(path, 14), np.linspace(1.5, 0.7, 14) * thick, sides=10))
        spouted = True
    if dice.chance(0.55):
        _handles(model, dice, wall, shoulder, top, spouted)


def _lip(shell: Mesh, shoulder: float, top: float, mouth: float) -> Mesh:
    """The mouth drawn out towards +x into a lip to pour from."""
    x, y, z = shell.vertices.T
    height = np.clip((y - shoulder) / max(top - shoulder, 0.1), 0.0, 1.0)
    out = np.hypot(x, z) + 1e-9
    ahead = np.clip(x / out, 0.0, 1.0) ** 6
    pull = 1.0 * mouth * ahead * height**2 * np.minimum(out / mouth, 1.0)
    return Mesh(np.stack([x + pull, y + 0.25 * pull, z], axis=1), shell.faces)


def _handles(
    model: Assembly, dice: Dice, wall: np.ndarray, shoulder: float, top: float, spouted: bool
) -> None:
    """One handle behind, or two or three around, from the belly up to the neck or the shoulder."""

    def at(level: float) -> float:
        return float(np.interp(level, wall[:, 1], wall[:, 0]))

    start = dice.between(0.55, 0.85) * shoulder
    end = dice.between(0.8, 0.97) * top if top > shoulder else 0.97 * top
    if end - start < 0.25:
        start = end - 0.4
    out = max(at(start), at(0.5 * (start + end))) + dice.between(0.1, 0.35)
    path = [(0.95 * at(start), start, 0), (out, start + 0.3 * (end - start), 0)]
    path += [(0.9 * out, end, 0), (0.95 * at(end), end - 0.02, 0)]
    thick = dice.between(0.03, 0.07)
    if dice.chance(0.4):
        flat = np.array([[1, -1], [1, 1], [-1, 1], [-1, -1]]) * (0.6 * thick, 1.6 * thick)
        grip = sweep(smooth(path, 16), 1.0, flat, normal=(1, 0, 0))
    else:
        grip = tube(path, thick, 16, 8)
    if spouted:
        model.add("handle", grip.turned("y", 180.0))
    else:
        model.add("handle", grip.around(dice.pick({1: 2, 2: 5, 3: 1})))
