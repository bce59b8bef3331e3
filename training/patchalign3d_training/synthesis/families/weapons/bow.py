"""Bows; they stand along y, the string towards -z, an arrow points along +z."""

from dataclasses import dataclass

import numpy as np

from patchalign3d_training.synthesis.kit import (
    Assembly,
    Dice,
    Mesh,
    Points,
    cylinder,
    join,
    prism,
    rod,
    smooth,
    superellipse,
    sweep,
)


@dataclass(frozen=True)
class BowSizes:
    """A bow about the origin.

    Attributes:
        kind: "long", "recurve", "compound" or "fantasy".
        half: From the handle's middle to a tip, along y.
        bend: How far the tips lie behind the handle.
        curl: How far the tips turn forward again.
        thick: Of a limb, along z, where it leaves the handle.
        grip: Length of the handle.
    """

    kind: str
    half: float
    bend: float
    curl: float
    thick: float
    grip: float


def build(model: Assembly, dice: Dice) -> None:
    """A long bow, recurve, compound or fantasy bow, idle or drawn, with or without an arrow."""
    kind = dice.pick({"long": 3, "recurve": 4, "compound": 2, "fantasy": 2})
    half = dice.between(0.45, 0.95)
    sizes = BowSizes(
        kind,
        half,
        bend=half * dice.between(0.25, 0.5),
        curl=0.0 if kind in ("long", "compound") else half * dice.between(0.1, 0.3),
        thick=dice.between(0.018, 0.05),
        grip=half * dice.between(0.18, 0.4),
    )
    curve = _limb_curve(sizes)
    _limbs(model, dice, sizes, curve)
    _handle(model, dice, sizes)
    nock = _string(model, dice, sizes, curve)
    if dice.chance(0.4):
        _arrow(model, dice, nock)
    if kind == "compound" and dice.chance(0.7):
        model.add("sight", rod((0, 0.04, 0.02), (0, 0.06, 0.16), 0.006, sides=6))
        ring = cylinder(0.03, 0.015, "z", sides=12).moved(0.02, 0.07, 0.17)
        model.add("sight", ring)


def _limb_curve(sizes: BowSizes) -> Points:
    """The upper limb's middle line from the handle to the tip, (n, 3)."""
    start, half = 0.5 * sizes.grip, sizes.half
    if sizes.kind == "compound":
        knee = (0, start + 0.15 * half, 0.03)
        return smooth([(0, start, 0.02), knee, (0, half, -sizes.bend)], 12)
    tip = [(0, half, sizes.curl - sizes.bend)] if sizes.curl else []
    low = 0.9 if sizes.curl else 1.0  # share of the height where it lies farthest back
    belly = (0, start + 0.45 * (half - start), -0.4 * sizes.bend)
    return smooth([(0, start, 0), belly, (0, low * half, -sizes.bend), *tip], 14)


def _limbs(model: Assembly, dice: Dice, sizes: BowSizes, curve: Points) -> None:
    """Two limbs that taper to their tips, round or flat; fantasy ones with spikes."""
    broad = dice.between(0.8, 2.2)  # along x, over the thickness
    section = superellipse(broad, 1.0, dice.between(2.0, 4.0), dice.pick({6: 1, 10: 2}))
    taper = np.linspace(1.0, dice.between(0.3, 0.6), len(curve))
    limb = sweep(curve, sizes.thick * taper, section, normal=(1, 0, 0))
    if sizes.kind == "fantasy":
        for share in dice.many(0.3, 0.8, dice.count(1, 3)):
            root = curve[int(share * (len(curve) - 1))]
            out = root + (0.0, 0.06, dice.between(0.08, 0.2))
            limb = join(limb, rod(root, out, 0.6 * sizes.thick, 0.05 * sizes.thick, sides=5))
    model.add("limb", limb.both("y"))
    if sizes.kind == "compound":
        wheel = cylinder(dice.between(0.05, 0.09), 0.025, "x", sides=16).stretched(z=0.8)
        model.add("wheel", wheel.at([curve[-1]]).both("y"))


def _handle(model: Assembly, dice: Dice, sizes: BowSizes) -> None:
    """A wound or carved middle; a long one with a window for the arrow on compound bows."""
    if sizes.kind == "compound":
        top = 0.5 * sizes.grip + 0.02
        front = [(0.05, -top), (0.02, -0.3 * top), (0.09, 0.3 * top), (0.05, top)]
        rear = [(0.0, top), (0.04, 0.3 * top), (-0.05, -0.2 * top), (0.0, -top)]
        model.add("handle", prism(smooth([*front, *rear], 24, closed=True), 0.04, "x"))
        return
    swell = dice.between(1.05, 1.8) * np.array([0.9, 1.0, 1.1, 1.0, 0.9])
    levels = np.linspace(-0.52, 0.52, 5) * sizes.grip
    path = np.stack([0 * levels, levels, 0 * levels], axis=1)
    section = superellipse(1.3, 1.2, 2.4, 10)
    model.add("handle", sweep(path, swell * sizes.thick, section, normal=(1, 0, 0)))


def _string(model: Assembly, dice: Dice, sizes: BowSizes, curve: Points) -> float:
    """From tip to tip, straight or drawn back; returns where its middle lies along z."""
    tip = curve[-1]
    rest = float(tip[2])
    middle = rest - (dice.between(0.2, 0.5) * sizes.half if dice.chance(0.25) else 0.0)
    thick = dice.between(0.002, 0.008)
    string = rod((0, 0, middle), tip, thick, sides=5).both("y")
    if sizes.kind == "compound":
        cable = rod(tip + (0.0, 0.0, 0.05), (0.0, -tip[1], tip[2] + 0.05), thick, sides=5)
        string = join(string, cable.moved(0.01))
    model.add("string", string)
    return middle


def _arrow(model: Assembly, dice: Dice, nock: float) -> None:
    """An arrow on the string, its tip before the handle."""
    length = dice.between(0.15, 0.3) - nock
    length = max(length, 0.5)
    thick = dice.between(0.005, 0.012)
    group = model.group()
    group.add("arrow", rod((0, 0, 0), (0, 0, length), thick, sides=6))
    point = cylinder(2.5 * thick, 8.0 * thick, top=0.0, sides=4).turned("x", 90.0)
    group.add("arrow", point.moved(z=length + 3.5 * thick), detail="tip")
    vane = np.array([(0.02, 0.0), (0.12, 0.0), (0.1, 0.025), (0.03, 0.03)])
    feather: Mesh = prism(vane, 0.003, "x").moved(y=thick)
    group.add("arrow", feather.around(dice.one_of(2, 3), "z"), detail="feather")
    aside = dice.one_of(0.0, 0.02)
    model.take(group, lambda mesh: mesh.moved(x=aside, z=nock))
