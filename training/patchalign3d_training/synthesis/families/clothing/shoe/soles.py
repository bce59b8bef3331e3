"""Soles and heels of shoes."""

import numpy as np

from patchalign3d_training.synthesis.families.clothing.shoe.last import Last
from patchalign3d_training.synthesis.kit import (
    Assembly,
    Dice,
    Mesh,
    Points,
    box,
    grown,
    join,
    plane,
    skin,
)


def add_sole(shoe: Assembly, dice: Dice, last: Last, thick: bool, flat: bool) -> None:
    """A layer under the foot, with treads under some.

    Args:
        shoe: Where it goes.
        dice: Decides.
        last: The foot.
        thick: Whether its edge may rise around the foot and treads be cut into it.
        flat: Whether it fills what the heel is raised by; else it follows the arch.
    """
    edge = dice.between(0.0, 0.025)
    outline = grown(last.outline, edge)
    up = dice.between(0.0, 0.035) if thick else 0.0  # the edge may rise around the foot
    swell = dice.between(1.0, 1.06)
    foot = plane(outline, "y", last.sole)
    foot[:, 1] += last.lift(foot[:, 2])
    bottom = foot * (0.97, 1.0, 0.98)
    bottom[:, 1] -= last.sole
    if flat:
        bottom[:, 1] = 0.0
    middle = 0.5 * (foot + bottom) * (swell, 1.0, 1.0 + 0.3 * (swell - 1.0))
    rows = [bottom * (0.0, 1.0, 0.9), bottom, middle, foot + (0.0, up, 0.0)]
    inner = foot * (0.92, 1.0, 0.95)
    rows += [inner + (0.0, up, 0.0), inner, inner * (0.0, 1.0, 0.9)]
    shoe.add("sole", skin(np.stack(rows), caps=False))
    if thick and dice.chance(0.5):
        shoe.add("sole", _treads(bottom, count=dice.count(6, 12)))


def _treads(bottom: Points, count: int) -> Mesh:
    """Bars across the underside, as wide as the foot is there."""
    bars = []
    for z in np.linspace(-0.42, 0.42, count):
        near = bottom[np.abs(bottom[:, 2] - z) < 0.1]
        left, right = near[:, 0].min(), near[:, 0].max()
        level = float(np.interp(z, *_by_length(bottom)))
        bar = box(0.8 * (right - left), 0.025, 0.55 / count).under(level + 0.01)
        bars.append(bar.moved(x=0.5 * (left + right), z=z))
    return join(*bars)


def _by_length(bottom: Points) -> tuple[Points, Points]:
    order = np.argsort(bottom[:, 2])
    return bottom[order, 2], bottom[order, 1]


def add_heel(shoe: Assembly, dice: Dice, last: Last) -> None:
    """What stands under the rear of a raised foot: a block, a wedge, a stiletto."""
    rear = last.outline
    kind = dice.pick({"block": 3, "stiletto": 3, "wedge": 1}) if last.heel > 0.15 else "block"
    end = {"block": -0.22, "stiletto": -0.3, "wedge": 0.12}[kind]  # z of its front above
    x, z = rear.T
    side = np.abs(x[np.abs(z - end) < 0.1]).min()  # what lies before its front is drawn back to it
    z = np.minimum(z, end)
    x = np.where(rear[:, 1] > end, np.clip(x, -side, side), x)
    top = np.stack([0.95 * x, last.lift(z), z], axis=1)
    if kind == "wedge":
        foot = top * (0.95, 0.0, 1.0)
        rows = np.stack([foot, top])
    else:
        slim = dice.between(0.12, 0.3) if kind == "stiletto" else dice.between(0.65, 1.0)
        lean = dice.between(-0.03, 0.05)
        middle = np.array([0.0, 0.0, top[:, 2].mean() - 0.03])
        foot = (top * (1.0, 0.0, 1.0) - middle) * (slim, 1.0, slim) + middle + (0.0, 0.0, lean)
        waist = 0.5 * foot + 0.5 * (top * (1.0, 0.0, 1.0))
        waist = (waist - middle) * (0.5 + 0.5 * slim, 1.0, 0.5 + 0.5 * slim) + middle
        waist[:, 1] = 0.6 * top[:, 1]
        rows = np.stack([foot, waist, top])
    shoe.add("heel", skin(rows))
