"""A sailing boat, galleon, tug, liner, freighter or rowing boat; its bow looks along +z."""

import numpy as np

from patchalign3d_training.synthesis.kit import Assembly, Dice, box, cylinder, prism, rod, skin


def build(ship: Assembly, dice: Dice) -> None:
    """A sailing boat, galleon, tug, liner, freighter or rowing boat; its bow looks along +z."""
    long, width = dice.between(2.5, 4.5), dice.between(0.6, 1.0)
    tall = dice.between(0.35, 0.7)
    share = np.linspace(0.0, 1.0, 11)
    stern = dice.between(0.4, 0.95)
    plan = np.interp(share, [0, 0.35, 0.7, 1.0], [stern, 1.0, 0.9, 0.02]) * 0.5 * width
    sheer = tall * (1.0 + dice.between(0.0, 0.6) * (2 * share - 1) ** 2)
    keel = tall * dice.between(0.1, 0.6) * np.maximum(share - 0.6, 0.0) / 0.4
    depth = [(-1.0, 1.0), (-0.85, 0.35), (-0.35, 0.0), (0.35, 0.0), (0.85, 0.35), (1.0, 1.0)]
    rings = np.zeros((11, 6, 3))
    for i, (across, up) in enumerate(depth):
        rings[:, i, 0] = across * plan
        rings[:, i, 1] = keel + up * (sheer - keel)
        rings[:, i, 2] = (share - 0.5) * long
    ship.add("hull", skin(rings, closed=False))
    back = rings[0]
    ship.add("hull", skin(np.stack([back[:3], back[:2:-1]]), closed=False))
    kind = dice.pick({"sail": 2, "galleon": 1, "power": 2, "row": 1})
    level = sheer.min() * (0.95 if kind != "row" else 0.4)
    deck = np.stack([plan, np.full(11, level), (share - 0.5) * long], axis=1) * (0.95, 1, 1)
    ship.add("hull", skin(np.stack([deck, deck * (-1, 1, 1)]), closed=False), detail="deck")
    if kind in ("sail", "galleon"):
        _rig(ship, dice, long, width, level, kind)
    elif kind == "power":
        _superstructure(ship, dice, long, width, level)
    else:
        for z in (-0.2, 0.1):
            ship.add("hull", box(0.85 * width, 0.04, 0.25).moved(0, 0.6 * tall, z * long))


def _rig(ship: Assembly, dice: Dice, long: float, width: float, level: float, kind: str) -> None:
    count = 1 if kind == "sail" else dice.count(2, 3)
    high = long * dice.between(0.7, 1.2)
    for z in np.linspace(-0.25, 0.25, count) * long if count > 1 else [0.05 * long]:
        ship.add("mast", rod((0, level - 0.1, z), (0, level + high, z), 0.035, 0.02))
        if kind == "sail":
            boom = long * dice.between(0.35, 0.5)
            low = level + 0.1 * high
            ship.add("mast", rod((0, low, z), (0, low, z - boom), 0.02, sides=6))
            main = np.array([(z - 0.03, low), (z - 0.03, level + 0.95 * high), (z - boom, low)])
            ship.add("sail", prism(main, 0.01, "x"))
            jib = np.array(
                [(z + 0.05, level + 0.8 * high), (0.47 * long, level + 0.1), (z + 0.08, low)]
            )
            if dice.chance(0.8):
                ship.add("sail", prism(jib, 0.01, "x"))
            continue
        for low, size in ((0.2, 0.9), (0.6, 0.65)):
            y, tall = level + low * high, 0.3 * high
            half = width * size
            ship.add("mast", rod((-half, y + tall, z), (half, y + tall, z), 0.02, sides=6))
            x = np.linspace(-half, half, 5)
            rows = [
                [(a, y + tall * s, z + 0.2 * np.sin(np.pi * s)) for a in x]
                for s in (0, 0.3, 0.6, 1)
            ]
            ship.add("sail", skin(np.array(rows), closed=False))


def _superstructure(ship: Assembly, dice: Dice, long: float, width: float, level: float) -> None:
    size, z = dice.between(0.2, 0.6) * long, dice.between(-0.25, 0.05) * long
    y = level
    for step in range(dice.count(1, 3)):
        tall = dice.between(0.2, 0.3)
        scale = 1.0 - 0.22 * step
        ship.add(
            "cabin", box(0.65 * width * scale, tall, size * scale, 0.03).moved(0, y + 0.5 * tall, z)
        )
        y += tall
    if dice.chance(0.7):
        funnel = cylinder(0.09, 0.4, top=0.075).moved(0, y + 0.15)
        for k in range(dice.count(1, 3)):
            ship.add("cabin", funnel.moved(0, 0, z - 0.25 * size + 0.25 * k), detail="funnel")
    if dice.chance(0.6):
        ship.add("mast", rod((0, y, z + 0.1), (0, y + dice.between(0.3, 0.8), z + 0.1), 0.02))
