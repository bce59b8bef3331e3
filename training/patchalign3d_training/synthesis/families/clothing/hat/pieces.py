"""What hats share: the head, brims, ribbons, straps and flaps."""

from dataclasses import dataclass

import numpy as np

from patchalign3d_training.synthesis.kit import (
    Assembly,
    Dice,
    Mesh,
    Points,
    ball,
    ellipse,
    join,
    plane,
    prism,
    rectangle,
    skin,
    smooth,
    sweep,
    tube,
)


@dataclass(frozen=True)
class HeadSize:
    """The head under a hat: its half width is 1, its half depth is `deep`."""

    deep: float

    def ring(self, level: float, share: float, count: int = 32) -> Points:
        """A level loop at a height, `share` as large as the head, (count, 3)."""
        return plane(ellipse(2.0 * share, 2.0 * share * self.deep, count), "y", level)

    def turned(self, profile: list[tuple[float, float]], count: int = 32) -> Mesh:
        """A wall through loops (share, height), open at both ends."""
        return skin(np.stack([self.ring(y, max(r, 0.0), count) for r, y in profile]), caps=False)


def ribbon_band(model: Assembly, dice: Dice, head: HeadSize, wall: float, slope: float) -> None:
    """A ribbon around the foot of the crown, with a bow, a buckle or a feather on some.

    Args:
        model: Where it goes.
        dice: Decides.
        head: The head.
        wall: How large the crown is at its foot, against the head.
        slope: How much smaller it gets over a height of 1.
    """
    low, tall = 0.02, dice.between(0.1, 0.3)
    out = 1.03
    upper = out * (wall - slope * tall)
    profile = [(out * wall, low), (upper, low + tall), (0.97 * upper, low + tall)]
    model.add("band", head.turned(profile))
    side, front = out * wall, out * wall * head.deep
    extra = dice.pick({"none": 3, "bow": 2, "buckle": 2, "feather": 2})
    if extra == "bow":
        wing = prism(np.array([(0, -0.05), (0.25, -0.14), (0.25, 0.14), (0, 0.05)]), 0.05, "x")
        knot = ball(0.06, 0.07, 0.07, 10)
        bow = join(wing, wing.mirrored("z"), knot).moved(x=side + 0.02, y=low + 0.5 * tall)
        model.add("band", bow)
    elif extra == "buckle":
        square = rectangle(1.5 * tall, 1.3 * tall)
        loop = sweep(plane(square, "z"), 0.12 * tall, sides=6, loop=True)
        model.add("buckle", loop.moved(y=low + 0.5 * tall, z=front + 0.01))
    elif extra == "feather":
        length = dice.between(0.5, 1.1)
        path = [(side, low, 0.1), (side + 0.06, 0.5 * length, 0.0), (side, length, -0.25)]
        vane = rectangle(0.03, 0.2, 0.01, 2)
        widths = np.array([0.15, 0.7, 1.0, 1.0, 0.9, 0.6, 0.1])
        model.add("feather", sweep(smooth(path, 7), widths, vane, normal=(1, 0, 0)))


def brim_of(dice: Dice, head: HeadSize, reach: float, curl: float, droop: float) -> Mesh:
    """A sheet all around that rolls up at the sides by `curl` and falls by `droop`."""
    rows = []
    for share in (0.0, 0.3, 0.6, 0.85, 1.0):
        row = head.ring(0.0, 1.0 + reach * share)
        aside = np.abs(row[:, 0]) / (1.0 + reach)
        row[:, 1] += curl * share**2 * aside**2 - droop * reach * share
        rows.append(row)
    upper = np.stack(rows)
    thick = dice.between(0.02, 0.07)
    lower = (upper - (0.0, thick, 0.0))[::-1]
    return skin(np.concatenate([upper, lower]), caps=False)


def round_top(tall: float, power: float) -> list[tuple[float, float]]:
    """A profile from the rim to the top; a smaller power makes it more like a drum."""
    angle = np.linspace(0.0, 0.5 * np.pi, 10)[:-1]
    return [(float(np.cos(a)) ** power, float(tall * np.sin(a))) for a in angle] + [(0.0, tall)]


def chin_strap() -> Mesh:
    """Half a cord from the side of the head to the chin."""
    return tube([(1.0, 0.0, 0.0), (0.9, -0.8, 0.1), (0.0, -1.3, 0.15)], 0.02, 14, 5)


def ear_flap(half: float, long: float, thick: float) -> Mesh:
    """A rounded cloth that hangs down from y = 0, across x."""
    rear = [(-0.8 * half, -0.6 * long), (-half, 0.1)]
    outline = smooth([(half, 0.1), (0.8 * half, -0.6 * long), (0, -long), *rear], 14)
    return prism(outline, thick, "x")
