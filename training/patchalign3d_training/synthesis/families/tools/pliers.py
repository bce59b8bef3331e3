"""Pliers, pincers and cutters; they lie flat, their jaws towards +x."""

from dataclasses import dataclass

import numpy as np

from patchalign3d_training.synthesis.kit import (
    Assembly,
    Dice,
    Mesh,
    Points,
    cylinder,
    prism,
    smooth,
    superellipse,
    sweep,
    tube,
)

JAW_LENGTHS = {"needle": (0.6, 1.1), "cutter": (0.22, 0.4), "pump": (0.35, 0.6)}


@dataclass(frozen=True)
class PliersSizes:
    """Pliers whose pivot is the origin.

    Attributes:
        kind: Their build.
        jaw: From the pivot to the tip.
        root: Width of one jaw at the pivot.
        tip: Its width at the tip.
        handle: From the pivot back to the handles' ends.
        spread: How far a shut handle's bow lies from the middle.
        thick: Along y.
    """

    kind: str
    jaw: float
    root: float
    tip: float
    handle: float
    spread: float
    thick: float


def build(pliers: Assembly, dice: Dice) -> None:
    """Combination, needle-nose, side-cutting and water-pump pliers, and pincers."""
    kind = dice.pick({"combination": 3, "needle": 2, "cutter": 2, "pump": 2, "pincers": 1})
    sizes = PliersSizes(
        kind,
        jaw=dice.between(*JAW_LENGTHS.get(kind, (0.32, 0.55))),
        root=dice.between(0.14, 0.24),
        tip=dice.between(0.03, 0.1),
        handle=dice.between(0.8, 1.6),
        spread=dice.between(0.1, 0.24),
        thick=dice.between(0.07, 0.14),
    )
    opening = dice.between(0.0, 8.0) if dice.chance(0.5) else dice.between(8.0, 28.0)
    bent = -dice.between(20.0, 50.0) if kind == "pump" else 0.0  # degrees of both jaws
    sleeves = dice.chance(0.75)
    for side in (1, -1):
        swing = -side * opening
        pliers.add("jaw", _jaw(sizes, side).turned("y", swing + bent))
        for piece in _handle(sizes, side, sleeves):
            pliers.add("handle", piece.turned("y", swing))
    pivot = cylinder(dice.between(0.35, 0.55) * sizes.root, 1.25 * sizes.thick, sides=12)
    pliers.add("pivot", pivot)
    if dice.chance(0.15):  # a spring that pushes the handles open
        reach, aside = 0.3 * sizes.handle, 0.6 * sizes.spread
        bow = [(-reach, 0, aside), (-0.6 * reach, 0, 0), (-reach, 0, -aside)]
        pliers.add("handle", tube(bow, 0.015, 12, 5))


def _jaw(sizes: PliersSizes, side: int) -> Mesh:
    """One jaw on the side of +z (1) or -z (-1); both lie in one plane and meet in z = 0."""
    outline = _curved_jaw(sizes) if sizes.kind == "pincers" else _straight_jaw(sizes)
    return prism(outline * (1, side), sizes.thick, "y")


def _straight_jaw(sizes: PliersSizes) -> Points:
    back, cheek = -0.45 * sizes.root, 0.3 * sizes.jaw
    outside = [(cheek, 0.95 * sizes.root), (back, 0.6 * sizes.root)]
    return np.array([(back, -0.3 * sizes.root), (sizes.jaw, 0.0), (sizes.jaw, sizes.tip), *outside])


def _curved_jaw(sizes: PliersSizes) -> Points:
    """Hollow, so that only the edges meet."""
    jaw, root = sizes.jaw, sizes.root
    inside = smooth([(0.2 * jaw, 0.0), (0.5 * jaw, 0.28 * jaw), (0.98 * jaw, 0.0)], 8)
    outside = smooth([(1.0 * jaw, 0.06), (0.55 * jaw, 0.5 * jaw), (-0.4 * root, 0.5 * root)], 8)
    return np.concatenate([[(-0.4 * root, -0.3 * root)], inside, outside])


def _handle(sizes: PliersSizes, side: int, sleeve: bool) -> list[Mesh]:
    """The lever that belongs to one jaw: it crosses to the other side; mostly in a sleeve."""
    bow = -side * sizes.spread
    bends = [(-0.12, 0.2), (-0.35, 0.9), (-0.7, 1.1), (-1.0, 0.85)]  # shares of length and bow
    path = smooth([(0.0, 0, 0), *((x * sizes.handle, 0, z * bow) for x, z in bends)], 14)
    section = superellipse(1.0, 1.0, 3.0, 10)
    width = np.linspace(0.75, 0.5, 14) * sizes.root
    lever = sweep(path, width, section * (1.0, 0.8), normal=(0, 0, 1))
    if not sleeve:
        return [lever]
    return [lever, sweep(path[4:], 1.35 * width[4:], section, normal=(0, 0, 1))]
