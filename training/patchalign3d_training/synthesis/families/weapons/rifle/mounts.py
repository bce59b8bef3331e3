"""Triggers, magazines, sights and stands of rifles."""

import numpy as np

from patchalign3d_training.synthesis.families.weapons.rifle.sizes import RifleSizes
from patchalign3d_training.synthesis.kit import (
    Assembly,
    Dice,
    box,
    cylinder,
    lathe,
    rectangle,
    rod,
    smooth,
    sweep,
)


def add_trigger(rifle: Assembly, dice: Dice, sizes: RifleSizes) -> None:
    """A bent lever, mostly within a bow of sheet metal."""
    top = (0.65 if sizes.kind in ("bolt", "shotgun", "musket") else 0.55) * -sizes.height
    deep, half = dice.between(0.035, 0.05), dice.between(0.035, 0.05)
    lever = smooth([(0, top, 0.0), (0, top - 0.4 * deep, 0.004), (0, top - 0.8 * deep, -0.008)], 5)
    rifle.add("trigger", sweep(lever, dice.between(0.004, 0.007), sides=5))
    if dice.chance(0.9):
        corners = [(0, top, half), (0, top - deep, 0.8 * half), (0, top - deep, -0.6 * half)]
        path = [*corners, (0, top, -half)]
        if dice.chance(0.5):
            path = list(smooth(path, 12))
        band = rectangle(0.005, 0.35 * sizes.thick)
        rifle.add("trigger", sweep(np.array(path), 1.0, band, normal=(0, 0, 1)))


def add_magazine(rifle: Assembly, dice: Dice, sizes: RifleSizes) -> None:
    """A straight or bent box, or a drum, before the trigger or behind the grip."""
    deep, thick = dice.between(0.05, 0.075), 0.65 * sizes.thick
    long = dice.between(0.05, 0.09) if sizes.kind == "bolt" else dice.between(0.1, 0.22)
    z = sizes.front * dice.between(0.45, 0.7)
    top = 0.6 * sizes.bottom
    kind = dice.pick({"straight": 3, "bent": 4, "drum": 1})
    if kind == "straight":
        lean = dice.between(-12.0, 0.0)
        clip = box(thick, long + 0.03, deep).under(0.0).turned("x", lean)
        rifle.add("magazine", clip.moved(y=top, z=z))
    elif kind == "bent":
        ahead = long * dice.between(0.15, 0.45)
        path = smooth(
            [(0, top, z), (0, top - 0.55 * long, z + 0.25 * ahead), (0, top - long, z + ahead)], 7
        )
        rifle.add("magazine", sweep(path, 1.0, rectangle(deep, thick), normal=(0, 0, 1)))
    else:
        drum = cylinder(0.5 * long, 1.6 * thick, dice.one_of("x", "z"), sides=14)
        rifle.add("magazine", drum.under(1.2 * sizes.bottom).moved(z=z))
        rifle.add("magazine", box(thick, 0.06, deep).under(0.5 * sizes.bottom).moved(z=z))


def add_sights(rifle: Assembly, dice: Dice, sizes: RifleSizes) -> None:
    """Iron sights, a telescope, a small red-dot sight or a carrying handle."""
    round_action = sizes.kind in ("bolt", "shotgun", "musket")
    roof = 1.4 * sizes.bore if round_action else sizes.roof
    kinds = {"bolt": {"scope": 4, "iron": 1}, "assault": {"scope": 1, "dot": 2, "iron": 3}}
    kind = dice.pick(kinds.get(sizes.kind, {"iron": 3, "dot": 1}))
    middle = 0.4 * sizes.front
    if kind == "scope":
        _telescope(rifle, dice, roof, middle)
    elif kind == "dot":
        rifle.add("scope", box(0.03, 0.012, 0.06).on(roof).moved(z=middle))
        rim = cylinder(0.024, 0.05, "z", sides=10)
        rifle.add("scope", rim.on(roof + 0.008).moved(z=middle))
    else:
        post = box(0.006, dice.between(0.02, 0.05), 0.014).on(0.5 * sizes.bore)
        rifle.add("barrel", post.moved(z=sizes.muzzle - 0.03), detail="front sight")
        if not round_action and dice.chance(0.5):  # a rear sight
            leaf = box(0.5 * sizes.thick, 0.025, 0.015).on(roof)
            rifle.add("scope", leaf.moved(z=sizes.rear + 0.03))


def _telescope(rifle: Assembly, dice: Dice, roof: float, middle: float) -> None:
    """A tube that widens to both ends, on two rings, with its turrets."""
    length, eye = dice.between(0.18, 0.34), dice.between(0.014, 0.02)
    lens = eye * dice.between(1.1, 1.6)
    half = 0.5 * length
    rear = [(0, -half), (1.2 * eye, -half), (1.2 * eye, -0.7 * half), (0.8 * eye, -0.6 * half)]
    front = [(0.8 * eye, 0.4 * half), (lens, 0.6 * half), (lens, half), (0.8 * lens, half)]
    profile = [*rear, *front, (0, 0.95 * half)]
    level = roof + lens + dice.between(0.005, 0.02)
    tube = lathe(np.array(profile), 14).turned("x", 90.0).moved(y=level, z=middle)
    rifle.add("scope", tube)
    ring = box(0.02, level - roof + 0.01, 0.02).on(roof - 0.01).in_row(2, 0.6 * half, "z")
    rifle.add("scope", ring.moved(z=middle))
    if dice.chance(0.6):
        turret = cylinder(0.011, 0.02, sides=10).on(level + 0.7 * eye).moved(z=middle)
        side = cylinder(0.011, 0.02, "x", sides=10).moved(eye, level, middle)
        rifle.add("scope", turret, side)


def add_bipod(rifle: Assembly, dice: Dice, sizes: RifleSizes) -> None:
    """Two legs below the fore end, spread or folded forward."""
    z = sizes.front + 0.6 * (sizes.muzzle - sizes.front)
    long = dice.between(0.15, 0.26)
    folded = dice.chance(0.3)
    down = (0.06, -0.03, long) if folded else (0.4 * long, -long, 0.1 * long)
    start = np.array([0.01, -0.8 * sizes.bore, z])
    leg = rod(start, start + down, 0.007, 0.005, sides=6)
    toe = box(0.02, 0.012, 0.03).at([start + down])
    rifle.add("bipod", leg.both(), toe.both())
