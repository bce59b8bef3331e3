"""Shoes: sneakers, boots, loafers, pumps, sandals, slippers."""

from dataclasses import replace

import numpy as np

from patchalign3d_training.synthesis.families.clothing.shoe.fastenings import (
    add_laces,
    add_straps,
    add_tongue,
)
from patchalign3d_training.synthesis.families.clothing.shoe.last import (
    Last,
    foot_outline,
    shrunk,
)
from patchalign3d_training.synthesis.families.clothing.shoe.soles import add_heel, add_sole
from patchalign3d_training.synthesis.kit import (
    Assembly,
    Dice,
    Points,
    box,
    centroids,
    skin,
    sweep,
)


def build(model: Assembly, dice: Dice) -> None:
    """One shoe or a pair that stands on y = 0, the toes at +z."""
    kinds = {"sneaker": 6, "boot": 5, "shoe": 3, "pump": 3, "sandal": 2, "slipper": 1}
    kind = dice.pick(kinds)
    last = _last(dice, kind)
    shoe = model.group()
    if kind == "sandal":
        add_straps(shoe, dice, last)
    else:
        _upper(shoe, dice, last, kind)
    flat = kind in ("sneaker", "sandal", "slipper")
    add_sole(shoe, dice, last, thick=kind in ("sneaker", "boot"), flat=flat)
    if not flat:
        add_heel(shoe, dice, last)
    if dice.chance(0.25):
        apart = dice.between(0.2, 0.3)
        ahead = dice.between(-0.1, 0.1)
        model.take(shoe, lambda mesh: mesh.moved(x=-apart, z=ahead))
        model.take(shoe, lambda mesh: mesh.mirrored().moved(x=apart))
    else:
        left = dice.chance(0.5)
        model.take(shoe, lambda mesh: mesh if left else mesh.mirrored())


def _last(dice: Dice, kind: str) -> Last:
    """The form of a kind of shoe."""
    pointed = dice.between(0.2, 0.9) if kind == "pump" else dice.between(0.0, 0.3)
    low = Last(
        foot_outline(dice, pointed),
        toe=dice.between(0.1, 0.17),
        rim_front=dice.between(0.24, 0.32),
        rim_rear=dice.between(0.2, 0.27),
        opening=dice.between(0.17, 0.22),
        middle=dice.between(-0.27, -0.22),
        sole=dice.between(0.05, 0.12),
        heel=dice.between(0.0, 0.05),
    )
    if kind == "boot":
        rim = dice.between(0.32, 0.38)
        return replace(low, rim_front=rim, rim_rear=rim, opening=0.19, middle=-0.26)
    if kind in ("shoe", "slipper", "sandal"):
        flat = replace(low, sole=dice.between(0.02, 0.06), toe=dice.between(0.07, 0.13))
        rear = 0.03 if kind == "slipper" else dice.between(0.18, 0.23)
        front = dice.between(0.16, 0.24)
        return replace(flat, rim_front=front, rim_rear=rear, opening=0.27, middle=-0.2)
    if kind == "pump":
        heel = dice.between(0.05, 0.42)
        slim = replace(low, sole=dice.between(0.015, 0.04), toe=dice.between(0.06, 0.1))
        slim = replace(slim, rim_front=dice.between(0.1, 0.15), rim_rear=dice.between(0.15, 0.22))
        return replace(slim, heel=heel, opening=dice.between(0.3, 0.38), middle=-0.12)
    return low


def _upper(shoe: Assembly, dice: Dice, last: Last, kind: str) -> None:
    """The wall around the foot, its lining, a boot's shaft, what closes it."""
    rings = last.wall(12)
    outside = skin(rings, caps=False)
    upper = shoe.group()  # on y = 0, not yet raised
    cap_from = dice.between(0.22, 0.36)
    if kind in ("sneaker", "boot", "shoe") and dice.chance(0.45):
        fields = centroids(outside).reshape(-1, 2, 3).mean(axis=1)  # two triangles make a field
        upper.split(outside, {"toe cap": fields.repeat(2, axis=0)[:, 2] > cap_from}, rest="upper")
    else:
        upper.add("upper", outside)
    rims = [rings[-1]]
    if kind == "boot":
        rims = _shaft(dice, rings[-1])
        upper.add("shaft", skin(np.stack(rims), caps=False))
    edge = rims[-1]
    _lining(upper, last, edge)
    if kind in ("sneaker", "boot") and dice.chance(0.4):
        collar = sweep(edge, dice.between(0.012, 0.028), sides=8, loop=True)
        upper.add("collar", collar)
    if kind in ("sneaker", "boot", "shoe") and dice.chance(0.9 if kind == "sneaker" else 0.6):
        if kind != "boot":
            add_tongue(upper, dice, last, edge)
        fronts = [row[int(np.argmax(row[:, 2]))] * (0.0, 1.0, 1.0) for row in rims[1:-1]]
        add_laces(upper, dice, last, fronts)
    elif kind == "pump" and dice.chance(0.3):
        level = float(edge[:, 1].max()) + dice.between(0.02, 0.08)
        ankle = shrunk(edge, 1.05, 0.6) * (1.0, 0.0, 1.0) + (0.0, level, -0.12)
        upper.add("strap", sweep(ankle, 0.012, sides=6, loop=True))
    if kind in ("boot", "sneaker") and dice.chance(0.35):
        rear = edge[int(np.argmin(edge[:, 2]))]
        tab = box(0.05, 0.08, 0.015, 0.004).at([rear + (0.0, 0.02, -0.006)])
        upper.add("pull tab", tab)
    shoe.take(upper, last.raised())


def _shaft(dice: Dice, rim: Points) -> list[Points]:
    """Rings of a boot's leg from the rim up: straight, flared or wrinkled, (COUNT, 3) each."""
    tall = dice.pick({0.2: 4, 0.5: 3, 0.9: 2}) * dice.between(0.7, 1.3)
    flare = dice.between(1.0, 1.5)
    wrinkle = dice.between(0.0, 0.05) if dice.chance(0.4) else 0.0
    rows = []
    for share in np.linspace(0.0, 1.0, 10):
        wide = 1.0 + (flare - 1.0) * share + wrinkle * np.sin(9.0 * share)
        rounder = 1.0 + 0.35 * min(2.5 * share, 1.0)  # an ankle is narrower than a leg is deep
        row = shrunk(rim, wide * rounder, wide)
        row[:, 1] = rim[:, 1] * (1.0 - share) + (rim[:, 1].max() + tall) * share
        rows.append(row)
    return rows


def _lining(upper: Assembly, last: Last, edge: Points) -> None:
    """The inner wall from the edge down to the insole."""
    wall = last.wall(5, start=0.1)  # from the floor to the rim
    floor = shrunk(wall[0], 0.85, 0.93) * (1.0, 0.0, 1.0) + (0.0, 0.03, 0.0)
    inside = [shrunk(ring, 0.86, 0.94) for ring in wall[:0:-1]]
    rows = [edge, shrunk(edge, 0.92, 0.95), *inside, floor, floor * (0.0, 1.0, 0.9)]
    upper.add("lining", skin(np.stack(rows)[::-1], caps=False))
