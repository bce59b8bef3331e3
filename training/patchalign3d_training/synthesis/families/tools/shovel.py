"""A shovel, spade or trowel; it stands on its blade."""

import numpy as np

from patchalign3d_training.synthesis.kit import Assembly, Dice, Mesh, rod, skin, tube

ROWS, COLUMNS = 9, 7  # of the blade's grid
BEHIND = -0.01  # the shaft runs a little behind the blade's middle


def build(shovel: Assembly, dice: Dice) -> None:
    """A shovel, spade or trowel; it stands on its blade."""
    length, width = dice.between(0.6, 2.4), dice.between(0.18, 0.32)  # of shaft and blade
    tall = width * dice.between(1.1, 1.8)
    plate = _blade(dice, width, tall)
    shovel.add("blade", plate, plate.moved(z=-dice.between(0.005, 0.02)))
    radius = dice.between(0.015, 0.028)
    socket = rod((0, 0.75 * tall, BEHIND), (0, 1.2 * tall, BEHIND), 1.2 * radius)
    shovel.add("blade", socket)
    top = tall + length
    shovel.add("shaft", rod((0, tall, BEHIND), (0, top, BEHIND), radius))
    if dice.chance(0.7):
        bar = rod((-0.1, top + 0.03, 0), (0.1, top + 0.03, 0), 1.2 * radius)
        shovel.add("handle", dice.one_of(_loop(top, radius), bar))
    else:
        sleeve = rod((0, top - 0.25 * length, BEHIND), (0, top, BEHIND), 1.5 * radius)
        shovel.add("handle", sleeve)


def _blade(dice: Dice, width: float, tall: float) -> Mesh:
    """A dished sheet from its tip at y = 0 up; pointed, round or square below."""
    tip = dice.between(0.05, 0.95)  # its width there, as a share
    share = np.linspace(0.0, 1.0, ROWS)[:, None]  # of the height
    across = np.linspace(-1.0, 1.0, COLUMNS)
    half = 0.5 * width * np.interp(share, [0, 0.35, 0.9, 1], [tip, 1.0, 1.0, 0.5])
    dish = dice.between(0.02, 0.1) * across**2
    lifted = 0.2 * tall * (1 - share) ** 2  # the tip bends forward
    grid = np.stack(np.broadcast_arrays(half * across, share * tall, dish + lifted), axis=-1)
    return skin(grid, closed=False)


def _loop(top: float, radius: float) -> Mesh:
    """A closed grip on the shaft's end."""
    root, shoulder, corner = (0, top - 0.03, 0), (0.07, top + 0.04, 0), (0.06, top + 0.12, 0)
    left = [(-x, y, z) for x, y, z in (corner, shoulder)]
    return tube([root, shoulder, corner, *left, root], radius, 22)
