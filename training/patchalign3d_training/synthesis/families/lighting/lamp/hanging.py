"""Lamps that hang from the ceiling, which is at y = 0: pendants, clusters, spots on a bar."""

from dataclasses import dataclass

import numpy as np

from patchalign3d_training.synthesis.families.lighting.lamp.pieces import add_canopy, bulb_of
from patchalign3d_training.synthesis.families.lighting.lamp.shades import (
    bar_of,
    bowl_of,
    bullet,
    shade_of,
)
from patchalign3d_training.synthesis.kit import (
    Assembly,
    Dice,
    box,
    cylinder,
    rod,
)

CEILING = (0.0, 0.0, 0.0)


def pendant(lamp: Assembly, dice: Dice) -> None:
    """One shade on a cord, a rod or chains."""
    drop, radius = dice.between(0.1, 1.1), dice.between(0.1, 0.32)
    bowl = dice.chance(0.15)
    shade = bowl_of(dice, radius) if bowl else shade_of(dice, radius)
    lamp.add("lampshade", shade.hanging.moved(y=-drop))
    thick = dice.between(0.003, 0.014)
    if bowl or dice.chance(0.15):  # three or four chains that part from one
        fork = (0.0, -drop * dice.between(0.1, 0.7), 0.0)
        rim = -drop if bowl else -drop - 0.2 * shade.height
        chain = rod(fork, (0.85 * radius, rim, 0), 0.6 * thick, sides=5)
        lamp.add("pole", chain.around(dice.pick({3: 2, 4: 1})), detail="cord")
        lamp.add("pole", rod(CEILING, fork, thick, sides=6), detail="cord")
    else:
        inside = dice.between(0.0, 0.4) * shade.height
        cord = rod(CEILING, (0, -drop - inside, 0), thick, sides=6)
        lamp.add("pole", cord, detail="cord")
        if dice.chance(0.35):
            socket = cylinder(dice.between(0.015, 0.04), 0.07).moved(y=-drop)
            lamp.add(dice.one_of("lampshade", "pole"), socket)
    if dice.chance(0.5):
        bulb = bulb_of(dice.between(0.15, 0.3) * radius)
        lamp.add("lampshade", bulb.moved(y=-drop - 0.5 * shade.height), detail="bulb")
    if dice.chance(0.85):
        add_canopy(lamp, dice, top=0.02, size=radius * dice.between(0.12, 0.45))


def cluster(lamp: Assembly, dice: Dice) -> None:
    """Several shades on cords from a bar or a disc, or one bar on two cords."""
    if dice.chance(0.25):
        _bar_on_cords(lamp, dice)
        return
    count, drop = dice.count(2, 5), dice.between(0.3, 1.2)
    radius = dice.between(0.06, 0.18)
    shade = shade_of(dice, radius)
    in_circle = dice.chance(0.45)
    thick = dice.between(0.003, 0.008)
    spread = 1.15 * radius / np.sin(np.pi / count)  # radius of their circle
    step = 2.4 * radius  # from one to the next in a row
    for i in range(count):
        angle = 2 * np.pi * i / count
        x = spread * np.cos(angle) if in_circle else step * (i - 0.5 * (count - 1))
        z = spread * np.sin(angle) if in_circle else 0.0
        low = -drop * dice.between(0.6, 1.0)
        top = (0.3 * x, 0, 0.3 * z) if in_circle else (x, 0, z)
        lamp.add("pole", rod(top, (x, low, z), thick, sides=5), detail="cord")
        on_cord = shade.hanging.moved(x, low + 0.05 * shade.height, z)
        lamp.add("lampshade", on_cord)
    if in_circle:
        add_canopy(lamp, dice, top=0.02, size=dice.between(0.3, 0.7) * spread)
    else:
        length = step * (count - 0.4)
        bar = box(length, dice.between(0.01, 0.03), dice.between(0.02, 0.07))
        lamp.add("fixing bracket", bar.moved(y=0.01))


def _bar_on_cords(lamp: Assembly, dice: Dice) -> None:
    """A long light on two cords, with one mount for both or one for each."""
    length, drop = dice.between(0.8, 1.5), dice.between(0.3, 0.9)
    lamp.add("lampshade", bar_of(dice, length).moved(y=-drop))
    aside = dice.between(0.2, 0.45) * length
    cord = rod((aside, 0, 0), (aside, -drop, 0), 0.004, sides=5)
    lamp.add("pole", cord.both(), detail="cord")
    shared, single = box(2.4 * aside, 0.03, 0.06), box(0.1, 0.04, 0.1).moved(x=aside)
    lamp.add("fixing bracket", shared.both() if dice.chance(0.5) else single.both())


@dataclass(frozen=True)
class _SpotBar:
    """A bar below the ceiling that carries spots."""

    length: float
    drop: float  # of its middle below the ceiling
    slope: float

    def at(self, x: float) -> tuple[float, float, float]:
        """The point of it at `x`."""
        return (x, -self.drop + self.slope * x, 0.0)


def spots(lamp: Assembly, dice: Dice) -> None:
    """A rod with a mount, and below it a bar that carries two to five cups."""
    drop, count = dice.between(0.15, 0.8), dice.count(2, 5)
    radius, thick = dice.between(0.05, 0.11), dice.between(0.006, 0.014)
    step = radius * dice.between(2.2, 3.6)
    slope = dice.between(-0.6, 0.6) if dice.chance(0.4) else 0.0
    bar = _SpotBar(step * (count - 1), drop, slope)
    add_canopy(lamp, dice, top=0.02, size=dice.between(0.03, 0.09))
    lamp.add("pole", rod(CEILING, bar.at(0.0), thick))
    half = 0.5 * bar.length
    lamp.add("pole", rod(bar.at(-half), bar.at(half), thick))
    shade = dice.one_of(bowl_of, shade_of, bullet)(dice, radius)
    stands = dice.pick({True: 1, False: 2})
    for x in np.linspace(-half, half, count):
        tilt = dice.between(-40.0, 40.0) if dice.chance(0.4) else 0.0
        cup = shade.mesh if stands else shade.hanging
        lamp.add("lampshade", cup.turned("x", tilt).at([bar.at(x)]))
