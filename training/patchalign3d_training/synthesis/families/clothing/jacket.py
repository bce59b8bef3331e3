"""Garments for the upper body: jackets, coats, shirts, sweaters."""

import numpy as np

from patchalign3d_training.synthesis.families.clothing.garments import (
    Trunk,
    arm_pose,
    band_around,
    cloth,
    patch_on,
)
from patchalign3d_training.synthesis.kit import (
    Assembly,
    Dice,
    Mesh,
    Points,
    ball,
    box,
    bumpy,
    button,
    centroids,
    cylinder,
    join,
    prism,
    rectangle,
    ring,
    skin,
    sweep,
)


def build(model: Assembly, dice: Dice) -> None:
    """A jacket, coat, hoodie, shirt or sweater as if worn; it looks along +z."""
    kind = dice.pick({"jacket": 4, "coat": 2, "hoodie": 3, "shirt": 3, "sweater": 3})
    trunk = _trunk(dice, kind)
    garment = model.group()
    _front(garment, dice, trunk, kind)
    _sleeves(garment, dice, trunk, kind)
    _neck(garment, dice, trunk, kind)
    if kind in ("jacket", "coat", "hoodie") or dice.chance(0.3):
        _pockets(garment, dice, trunk, kind)
    if dice.chance(0.5 if kind == "coat" else 0.25):
        _belt(garment, dice, trunk, kind)
    folds = bumpy(dice, dice.between(0.08, 0.2), 0.008)
    model.take(garment, folds if dice.chance(0.45) else lambda mesh: mesh)


def _trunk(dice: Dice, kind: str) -> Trunk:
    """From the hem at y = 0 (a coat's lies lower) to the neck."""
    width = dice.between(0.42, 0.56)
    depth, height = width * dice.between(0.45, 0.62), dice.between(0.58, 0.7)
    waist = dice.between(0.8, 1.02)
    low = -dice.between(0.25, 0.55) if kind == "coat" else 0.0
    flare = dice.between(0.9, 1.15) if kind != "coat" else dice.between(1.0, 1.35)
    neck = dice.between(0.15, 0.19)
    rows = [
        (low, flare * width, 1.05 * flare * depth),
        (0.35 * height, waist * width, waist * depth),
        (0.7 * height, width, depth),
        (0.87 * height, 0.93 * width, 0.85 * depth),
        (0.96 * height, 0.62 * width, 0.6 * depth),
        (height, neck, neck),
    ]
    return Trunk(np.array(rows), dice.between(2.0, 2.8))


def _front(garment: Assembly, dice: Dice, trunk: Trunk, kind: str) -> None:
    """The body, closed or open in front, with buttons or a zipper down the middle."""
    body = trunk.wall()
    low, top = float(trunk.rows[0, 0]), float(trunk.rows[-1, 0])
    open_front = kind in ("jacket", "coat", "hoodie") and dice.chance(0.4)
    if open_front:
        gap = dice.between(0.03, 0.12)
        x, y, z = centroids(body).T
        parted = gap * (1.0 - 0.6 * (y - low) / (top - low))
        keep = (z < 0.0) | (np.abs(x) > parted)
        body = Mesh(body.vertices, body.faces[keep])
    inside = 0.95
    lining = Mesh(body.vertices * (inside, 1.0, inside), body.faces[:, ::-1])
    garment.add("body", join(body, lining))
    if kind == "sweater" or open_front:
        return
    levels = np.linspace(low + 0.06, 0.94 * top, dice.count(4, 8))
    closing = dice.pick({"button": 3, "zipper": 2, "none": 1})
    if closing == "button" or kind == "shirt":
        size = dice.between(0.012, 0.03)
        stud = button(size, size, 0.4 * size, size)
        columns = 2 if kind in ("coat", "jacket") and dice.chance(0.3) else 1
        aside = 0.06 if columns == 2 else 0.0
        row = stud.at([trunk.front(aside, float(level)) for level in levels])
        garment.add("button", row.both() if columns == 2 else row)
    elif closing == "zipper":
        path = np.array(
            [trunk.front(0.0, float(level)) for level in np.linspace(low, 0.97 * top, 14)]
        )
        tape = rectangle(0.008, dice.between(0.012, 0.03))
        garment.add("zipper", sweep(path, 1.0, tape, normal=(0, 0, 1)))
        pull = box(0.012, 0.035, 0.006).at([path[-2] + (0.0, -0.02, 0.006)])
        garment.add("zipper", pull)


def _sleeves(garment: Assembly, dice: Dice, trunk: Trunk, kind: str) -> None:
    """Two sleeves, long or short, with cuffs on some; posed alike."""
    top, width = float(trunk.rows[-1, 0]), float(trunk.rows[2, 1])
    short = kind == "shirt" and dice.chance(0.6)
    length = dice.between(0.16, 0.26) if short else dice.between(0.5, 0.64)
    shoulder = (0.4 * width, 0.84 * top, 0.0)
    arm = arm_pose(dice, shoulder, length)
    wide = dice.between(0.07, 0.1)
    narrow = dice.between(0.8, 1.1) if short else dice.between(0.5, 0.85)
    radii = [0.8 * wide, wide, 0.5 * (1 + narrow) * wide, narrow * wide]
    sleeve = cloth(arm, radii)
    garment.add("sleeve", sleeve.both())
    if dice.chance(0.55):
        along = arm[-1] - arm[-2]
        cuff = band_around(arm[-1], along, 1.1 * radii[-1], dice.between(0.025, 0.07))
        garment.add("cuff", cuff.both())


def _neck(garment: Assembly, dice: Dice, trunk: Trunk, kind: str) -> None:
    """A ribbed ring, a standing or folded collar, lapels, a hood."""
    top = float(trunk.rows[-1, 0])
    edge = trunk.ring(top)
    choices = {
        "hoodie": {"hood": 5, "hood down": 4},
        "shirt": {"folded": 4, "ring": 3},
        "sweater": {"ring": 3, "rolled": 2},
        "coat": {"lapels": 3, "folded": 2, "stand": 1, "hood": 1},
        "jacket": {"stand": 2, "folded": 2, "lapels": 3},
    }
    style = dice.pick(choices[kind])
    if style == "ring":
        garment.add("collar", sweep(edge, dice.between(0.008, 0.016), sides=8, loop=True))
    elif style in ("stand", "rolled"):
        tall = dice.between(0.04, 0.1)
        garment.add("collar", _turned_over(edge, tall, fold=0.7 if style == "rolled" else 0.0))
    elif style == "folded":
        garment.add("collar", _turned_over(edge, dice.between(0.03, 0.05), fold=1.4))
    elif style == "lapels":
        garment.add("collar", _turned_over(edge, 0.04, fold=1.2))
        _lapels(garment, dice, trunk)
    else:
        _hood(garment, dice, top, up=style == "hood")


def _turned_over(edge: Points, tall: float, fold: float) -> Mesh:
    """A band that rises from the neck's edge and falls outside by `fold` of its height."""
    rise = edge * (0.97, 1.0, 0.97) + (0.0, tall, 0.0)
    rows = [edge * (1.02, 1.0, 1.02), rise]
    if fold:
        low = edge * (1.35, 1.0, 1.35) + (0.0, tall * (1.0 - fold), 0.0)
        rows += [rise * (1.08, 1.0, 1.08), low]
    else:
        rows.append(rise * (0.92, 1.0, 0.92) - (0.0, 0.5 * tall, 0.0))
    return skin(np.stack(rows), caps=False)


def _lapels(garment: Assembly, dice: Dice, trunk: Trunk) -> None:
    """Two flaps that lie on the chest, from the neck down."""
    top = float(trunk.rows[-1, 0])
    low, wide = dice.between(0.45, 0.65) * top, dice.between(0.05, 0.09)
    corners = [(0.01, low), (wide + 0.02, 0.78 * top), (wide, 0.85 * top), (0.07, 0.95 * top)]
    inner = [(0.02, 0.94 * top)]
    flat = prism(np.array([*corners, *inner]), 0.012, "z")
    points = flat.vertices.copy()
    points[:, 2] += [trunk.front(float(x), float(y))[2] + 0.008 for x, y, _ in points]
    garment.add("collar", Mesh(points, flat.faces).both())


def _hood(garment: Assembly, dice: Dice, top: float, up: bool) -> None:
    """A hood over the head's place, open in front, or lying in folds behind the neck."""
    if not up:
        roll = ring(dice.between(0.09, 0.12), dice.between(0.035, 0.055), "y", 20, 8)
        bag = ball(0.11, 0.09, 0.06, 14).moved(y=top - 0.05, z=-0.11)
        garment.add("hood", roll.turned("x", 20.0).moved(y=top, z=-0.03), bag)
        return
    tall, half = dice.between(0.28, 0.34), dice.between(0.12, 0.15)
    open_by = dice.between(0.6, 1.0)  # radians from the front to either edge
    around = np.linspace(open_by, 2.0 * np.pi - open_by, 24)[:, None]
    up_to = np.linspace(-0.9, 0.5 * np.pi, 12)[None]
    x = half * np.sin(around) * np.cos(up_to)
    z = 1.15 * half * np.cos(around) * np.cos(up_to)
    y = 0.5 * tall * (np.sin(up_to) + np.sin(0.9)) + 0.0 * around
    grid = np.stack([x, y, z], axis=-1)  # (24, 12, 3)
    outside = skin(grid, closed=False).moved(y=top - 0.05, z=-0.01)
    inside = Mesh(outside.middle + 0.94 * (outside.vertices - outside.middle), outside.faces)
    garment.add("hood", outside, inside)
    if dice.chance(0.4):
        cord = cylinder(0.005, 0.14, sides=6).under(top - 0.01).moved(x=0.04, z=0.1)
        garment.add("hood", cord.both())


def _pockets(garment: Assembly, dice: Dice, trunk: Trunk, kind: str) -> None:
    """One pouch, two pockets with or without flaps, one on the breast."""
    top = float(trunk.rows[-1, 0])
    if kind == "hoodie" and dice.chance(0.7):
        garment.add("pocket", patch_on(trunk, [0.14, 0.14, 0.11, 0.08], (0.0, 0.08 * top), 0.15))
        return
    half, tall = dice.between(0.045, 0.07), dice.between(0.08, 0.16)
    at = (half + dice.between(0.03, 0.06), dice.between(0.08, 0.2) * top)
    garment.add("pocket", patch_on(trunk, [half, half], at, tall).both())
    if dice.chance(0.5):
        flap = patch_on(trunk, [half, half], (at[0], at[1] + 0.9 * tall), 0.3 * tall)
        garment.add("pocket", flap.both())
    if dice.chance(0.35):
        breast = patch_on(trunk, [0.6 * half, 0.6 * half], (0.09, 0.6 * top), 0.1)
        garment.add("pocket", breast)


def _belt(garment: Assembly, dice: Dice, trunk: Trunk, kind: str) -> None:
    """A belt with its buckle at the waist, or a ribbed band at the hem."""
    low, top = float(trunk.rows[0, 0]), float(trunk.rows[-1, 0])
    if kind == "coat":
        level = 0.38 * top
        tape = rectangle(0.012, dice.between(0.03, 0.05))
        loop = sweep(trunk.ring(level, 1.03), 1.0, tape, loop=True, normal=(0, 1, 0))
        x, y, z = trunk.front(0.0, level)
        buckle = box(0.06, 0.05, 0.02, 0.005).moved(x, y, z + 0.015)
        garment.add("belt", loop, buckle)
        return
    tall = dice.between(0.04, 0.08)
    rows = [trunk.ring(low, 1.03), trunk.ring(low + tall, 1.03), trunk.ring(low + tall, 0.99)]
    garment.add("belt", skin(np.stack(rows), caps=False))
