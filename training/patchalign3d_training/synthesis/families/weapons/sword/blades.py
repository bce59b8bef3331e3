"""Blades of swords."""

from dataclasses import dataclass

import numpy as np

from patchalign3d_training.synthesis.kit import (
    Assembly,
    Dice,
    Mesh,
    Points,
    box,
    prism,
    smooth,
)

CURVED = ("katana", "sabre")


@dataclass(frozen=True)
class SwordSizes:
    """A sword.

    Attributes:
        kind: Its build.
        length: Of the blade.
        width: Of the blade at its root.
        thick: Of the blade.
        grip: Length of the handle, which hangs from y = 0.
        radius: Of the handle.
        sides: Corners of what is round: few for a low-poly look.
    """

    kind: str
    length: float
    width: float
    thick: float
    grip: float
    radius: float
    sides: int


def add_blade(sword: Assembly, dice: Dice, sizes: SwordSizes) -> None:
    """The blade, straight or bent, with a ridge or a groove; now and then in its scabbard."""
    outline = _one_edged(dice, sizes) if sizes.kind in CURVED else _two_edged(dice, sizes)
    bend = dice.between(0.02, 0.16) if sizes.kind in CURVED else 0.0
    ridged = dice.chance(0.6)
    mesh = (
        _ground(outline, sizes, single=sizes.kind in CURVED) if ridged else _plate(outline, sizes)
    )
    sword.add("blade", _curved(mesh, sizes.length, bend))
    if sizes.kind not in CURVED and dice.chance(0.35):
        groove = box(0.18 * sizes.width, 0.7 * sizes.length, 1.06 * sizes.thick)
        sword.add("blade", groove.on(0.02), detail="groove")
    if sizes.kind not in ("fantasy", "rapier") and dice.chance(0.09):
        _scabbard(sword, dice, sizes, outline, bend)


def _scabbard(sword: Assembly, dice: Dice, sizes: SwordSizes, outline: Points, bend: float) -> None:
    """A case about the blade, or half drawn off it, with two fittings."""
    drawn = dice.one_of(0.01, 0.3, 0.5) * sizes.length
    case = prism(1.25 * outline * (1.0, 0.82), 2.2 * sizes.thick + 0.01, "z").on(drawn)
    fitting = box(1.4 * sizes.width, 0.06 * sizes.length, 2.6 * sizes.thick + 0.012)
    middle = fitting.on(drawn + 0.4 * sizes.length)
    for piece in (case, fitting.on(drawn), middle):
        sword.add("scabbard", _curved(piece, sizes.length, bend))


def _curved(mesh: Mesh, length: float, bend: float) -> Mesh:
    """A mesh along y whose upper end is bent towards -x by `bend` of the length."""
    x, y, z = mesh.vertices.T
    return Mesh(np.stack([x - bend * length * (y / length) ** 2, y, z], axis=1), mesh.faces)


def _two_edged(dice: Dice, sizes: SwordSizes) -> Points:
    """A straight blade from the front, (n, 2): even, leaf-shaped, waved or with barbs."""
    half, long = 0.5 * sizes.width, sizes.length
    tip = dice.between(0.75, 0.95)  # where the point begins
    taper = dice.between(0.55, 1.0)
    form = "even"
    if sizes.kind in ("short", "fantasy"):
        form = dice.pick({"even": 2, "leaf": 2, "broad": 1})
    if sizes.kind == "fantasy":
        form = dice.pick({"leaf": 1, "waves": 1, "barbs": 2, "broad": 2})
    if form == "leaf":
        rows = [(0.75, 0.0), (0.6, 0.2), (1.05, 0.65), (0.5, 0.9), (0.0, 1.0)]
        right = smooth(rows, 16)
    elif form == "waves":
        y = np.linspace(0.0, 0.95, 24)
        wave = taper + (1.0 - taper) * (1.0 - y) + 0.15 * np.sin(dice.count(3, 6) * 2 * np.pi * y)
        right = np.array([*np.stack([wave, y], axis=1), (0.0, 1.0)])
    elif form == "barbs":
        low = dice.between(0.1, 0.3)
        barb = [(0.8, low), (dice.between(1.3, 1.9), low + 0.12), (0.8, low + 0.1)]
        right = np.array([(0.8, 0.0), *barb, (1.0, tip), (0.0, 1.0)])
    elif form == "broad":
        right = np.array([(0.7, 0.0), (1.3, 0.6 * tip), (1.3, tip), (0.0, 1.0)])
    else:
        right = np.array([(1.0, 0.0), (taper, 0.5), (0.9 * taper, tip), (0.0, 1.0)])
    left = right[-2::-1] * (-1.0, 1.0)
    return np.concatenate([right, left]) * (half, long)


def _one_edged(dice: Dice, sizes: SwordSizes) -> Points:
    """A blade whose edge is at +x and whose back at -x, (n, 2)."""
    half, long = 0.5 * sizes.width, sizes.length
    belly = dice.between(1.0, 1.9) if sizes.kind == "sabre" else 1.0
    y = np.linspace(0.0, 0.93, 10)
    edge = np.stack([np.interp(y, [0.0, 0.7, 0.93], [1.0, belly, 0.9 * belly]), y], axis=1)
    tip = [(-0.5, 1.0)]
    back = np.stack([np.full(10, -1.0), y[::-1]], axis=1)
    return np.concatenate([edge, tip, back]) * (half, long)


def _plate(outline: Points, sizes: SwordSizes) -> Mesh:
    return prism(outline, sizes.thick, "z")


def _ground(outline: Points, sizes: SwordSizes, single: bool) -> Mesh:
    """Both faces rise from the edges to a ridge in the middle, or at the back."""
    ridge = outline * (0.12, 0.96)
    if single:
        ridge = ridge - (0.3 * sizes.width, 0.0)
    half = 0.5 * sizes.thick
    lower, upper = ((np.insert(ridge, 2, at, axis=1)) for at in (-half, half))
    rows = np.stack([lower, np.insert(outline, 2, 0.0, axis=1), upper])
    count = len(outline)
    first, second = np.arange(count), (np.arange(count) + 1) % count
    faces = []
    for low in (0, count):
        a, b, c, d = low + first, low + second, low + count + second, low + count + first
        faces += [np.stack([a, b, c], axis=1), np.stack([a, c, d], axis=1)]
    cap = prism(ridge, sizes.thick, "z")
    walls = np.concatenate([*faces, cap.faces + 3 * count])
    return Mesh(np.concatenate([rows.reshape(-1, 3), cap.vertices]), walls)
