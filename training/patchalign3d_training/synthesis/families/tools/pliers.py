"""Pliers, pincers and cutters; they lie flat, their jaws towards +x."""

from dataclasses import dataclass

import numpy as np

from patchalign3d_training.synthesis.kit import (
    Assembly,
    Blend,
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
    opening = dice.between(0.0, 8.0) if dice.chance(0.5) else dice.between(8.0, 38.0)
    if kind in ("combination", "needle", "cutter") and dice.chance(0.3):
        _cast(pliers, dice, sizes, opening)
        return
    bent = -dice.between(20.0, 50.0) if kind == "pump" else 0.0  # degrees of both jaws
    sleeves = dice.chance(0.75)
    for side in (1, -1):
        swing = -side * opening
        pliers.add("jaw", _jaw(sizes, side).turned("y", swing + bent), detail="leg")
        for piece in _handle(sizes, side, sleeves):
            pliers.add("handle", piece.turned("y", swing), detail="leg")
    pivot = cylinder(dice.between(0.35, 0.95) * sizes.root, 1.25 * sizes.thick, sides=12)
    pliers.add("pivot", pivot)
    if dice.chance(0.15):  # a spring that pushes the handles open
        reach, aside = 0.3 * sizes.handle, 0.6 * sizes.spread
        bow = [(-reach, 0, aside), (-0.6 * reach, 0, 0), (-reach, 0, -aside)]
        pliers.add("handle", tube(bow, 0.015, 12, 5))


def _cast(pliers: Assembly, dice: Dice, sizes: PliersSizes, opening: float) -> None:
    """All in one skin, as scanned and sculpted models are."""
    body = Blend(seam=0.4 * sizes.thick)
    hub = dice.between(0.7, 1.1) * sizes.root
    body.ball("pivot", (0, 0, 0), (hub, 0.6 * sizes.thick, hub))
    thick = dice.between(0.28, 0.42) * sizes.root  # of a handle
    for side in (1, -1):
        turn = np.radians(-side * opening)
        spin = np.array(
            [[np.cos(turn), 0, -np.sin(turn)], [0, 1, 0], [np.sin(turn), 0, np.cos(turn)]]
        )
        jaw = [
            (0.1 * sizes.jaw, 0, 0.4 * side * sizes.root),
            (sizes.jaw, 0, 0.4 * side * sizes.tip),
        ]
        root, tip = 0.45 * sizes.root, max(0.5 * sizes.tip, 0.035)
        body.limb("jaw", np.array(jaw) @ spin, [root, tip], detail="leg")
        path = smooth(_bends(sizes, side), 13) @ spin
        body.limb("handle", path, thick * np.linspace(0.8, 1.2, 13), detail="leg")
    body.into(pliers, cells=dice.count(60, 80))


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


def _bends(sizes: PliersSizes, side: int) -> Points:
    """The points that a handle passes: from the pivot over to the other side and back."""
    shares = np.array([(0.0, 0.0), (-0.12, 0.2), (-0.35, 0.9), (-0.7, 1.1), (-1.0, 0.85)])
    x, z = (shares * (sizes.handle, -side * sizes.spread)).T
    return np.stack([x, 0 * x, z], axis=1)


def _handle(sizes: PliersSizes, side: int, sleeve: bool) -> list[Mesh]:
    """The lever that belongs to one jaw: it crosses to the other side; mostly in a sleeve."""
    path = smooth(_bends(sizes, side), 14)
    section = superellipse(1.0, 1.0, 3.0, 10)
    width = np.linspace(0.75, 0.5, 14) * sizes.root
    lever = sweep(path, width, section * (1.0, 0.8), normal=(0, 0, 1))
    if not sleeve:
        return [lever]
    return [lever, sweep(path[4:], 1.35 * width[4:], section, normal=(0, 0, 1))]
