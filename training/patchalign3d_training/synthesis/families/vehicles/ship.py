"""A sailing boat, galleon, tug, liner, freighter or rowing boat; its bow looks along +z."""

import numpy as np

from patchalign3d_training.synthesis.families.vehicles.hulls import hull_of
from patchalign3d_training.synthesis.kit import Assembly, Dice, box, cylinder, prism, rod, skin


def build(ship: Assembly, dice: Dice) -> None:
    """A sailing boat, galleon, tug, liner, freighter or rowing boat; its bow looks along +z."""
    length, width = dice.between(2.5, 4.5), dice.between(0.6, 1.0)
    tall = dice.between(0.35, 0.7)
    kind = dice.pick({"sail": 2, "galleon": 1, "power": 2, "row": 1})
    hull = hull_of(dice, length, width, tall, stern=dice.between(0.4, 0.95))
    ship.add("hull", hull.shell)
    level = float(hull.sheer.min()) * (0.4 if kind == "row" else 0.95)
    ship.add("hull", hull.deck(level), detail="deck")
    if kind == "sail":
        _sloop(ship, dice, length, level)
    elif kind == "galleon":
        _galleon(ship, dice, length, width, level)
    elif kind == "power":
        _superstructure(ship, dice, length, width, level)
    else:
        thwart = box(0.85 * width, 0.04, 0.25).moved(y=0.6 * tall)
        ship.add("hull", thwart.moved(z=-0.2 * length), thwart.moved(z=0.1 * length))


def _sloop(ship: Assembly, dice: Dice, length: float, level: float) -> None:
    """One mast with a boom, a mainsail and mostly a jib."""
    high = length * dice.between(0.7, 1.2)
    z, boom = 0.05 * length, dice.between(0.35, 0.5) * length
    foot, top = level + 0.1 * high, level + 0.95 * high
    ship.add("mast", rod((0.0, level - 0.1, z), (0.0, level + high, z), 0.035, 0.02))
    ship.add("mast", rod((0.0, foot, z), (0.0, foot, z - boom), 0.02, sides=6))
    main = [(z - 0.03, foot), (z - 0.03, top), (z - boom, foot)]
    ship.add("sail", prism(np.array(main), 0.01, "x"))
    if dice.chance(0.8):
        jib = [(z + 0.05, level + 0.8 * high), (0.47 * length, level + 0.1), (z + 0.08, foot)]
        ship.add("sail", prism(np.array(jib), 0.01, "x"))


def _galleon(ship: Assembly, dice: Dice, length: float, width: float, level: float) -> None:
    """Two or three masts, each with a large and a small square sail that the wind fills."""
    high = length * dice.between(0.7, 1.2)
    belly, steps = 0.2, np.array([0.0, 0.3, 0.6, 1.0])
    for z in np.linspace(-0.25, 0.25, dice.count(2, 3)) * length:
        ship.add("mast", rod((0.0, level - 0.1, z), (0.0, level + high, z), 0.035, 0.02))
        for foot, half in ((0.2, 0.9 * width), (0.6, 0.65 * width)):
            low, tall = level + foot * high, 0.3 * high
            yard = rod((-half, low + tall, z), (half, low + tall, z), 0.02, sides=6)
            across = np.linspace(-half, half, 5)
            rows = [
                [(x, low + tall * step, z + belly * np.sin(np.pi * step)) for x in across]
                for step in steps
            ]
            ship.add("mast", yard)
            ship.add("sail", skin(np.array(rows), closed=False))


def _superstructure(ship: Assembly, dice: Dice, length: float, width: float, level: float) -> None:
    """One to three decks of cabins, each smaller than the one below; funnels and a mast."""
    long, z = dice.between(0.2, 0.6) * length, dice.between(-0.25, 0.05) * length
    top = level
    for storey in range(dice.count(1, 3)):
        scale = 1.0 - 0.22 * storey
        cabin = box(0.65 * width * scale, dice.between(0.2, 0.3), long * scale, 0.03)
        cabin = cabin.on(top).moved(z=z)
        ship.add("cabin", cabin)
        top = float(cabin.high[1])
    if dice.chance(0.7):
        funnel = cylinder(0.09, 0.4, top=0.075).on(top - 0.05)
        funnels = funnel.in_row(dice.count(1, 3), 0.25, "z").moved(z=z)
        ship.add("cabin", funnels, detail="funnel")
    if dice.chance(0.6):
        tip = top + dice.between(0.3, 0.8)
        ship.add("mast", rod((0.0, top, z + 0.1), (0.0, tip, z + 0.1), 0.02))
