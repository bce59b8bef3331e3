"""What dinosaurs wear: plates, spikes, frills, horns, clubs and crests."""

import numpy as np

from patchalign3d_training.synthesis.families.creatures.dinosaur.kinds import DinosaurKind
from patchalign3d_training.synthesis.kit import (
    Assembly,
    Dice,
    Mesh,
    Vector,
    ball,
    prism,
    rod,
    smooth,
    sweep,
)


def armour(
    dino: Assembly,
    front: Assembly,
    dice: Dice,
    kind: DinosaurKind,
    up: Vector,
    along: Vector,
    tail: Vector,
) -> None:
    """Plates and spikes, a frill with horns, a club, a crest of bone."""
    if kind.crest == "plates":
        for i, at in enumerate(np.linspace(0.5, -0.55, dice.count(6, 9))):
            size = dice.between(0.9, 1.1) * 0.3 * (1.0 - abs(at))
            leaf = prism(
                np.array([(-0.4, 0.0), (0.4, 0.0), (0.55, 0.6), (0.0, 1.2), (-0.55, 0.6)]) * size,
                0.035,
                "x",
                0.012,
            )
            level = 0.9 * kind.girth * np.sqrt(max(1.0 - (at / 0.62) ** 2, 0.1))
            dino.add(
                "plate",
                leaf.oriented(at * along + level * up + (0.06 * (-1) ** i, 0, 0), up, (1, 0, 0)),
            )
        for joint in tail[-3:-1]:
            spike = rod((0, 0, 0), (0.22, 0.2, -0.12), 0.035, 0.004, sides=6).both()
            dino.add("spike", spike.moved(*joint))
    elif kind.crest == "horns":
        wide = dice.between(1.3, 1.9)
        frill = prism(
            smooth(
                np.array(
                    [(-0.5, 0.0), (0.5, 0.0), (wide, 0.9), (0.6, 1.8), (-0.6, 1.8), (-wide, 0.9)]
                ),
                20,
                closed=True,
            ),
            0.14,
            "z",
            0.05,
        )
        front.add("frill", frill.turned("x", dice.between(-55.0, -25.0)).moved(0.0, 0.3, -0.5))
        brow = [(0.45, 0.7, 0.5), (0.6, 1.3, 1.1), (0.6, 1.7, 1.9)]
        front.add("horn", sweep(smooth(brow, 8), np.linspace(0.2, 0.03, 8), sides=7).both())
        front.add("horn", rod((0.0, 0.2, 1.3), (0.0, 0.8, 1.6), 0.18, 0.03, sides=7))
    elif kind.crest == "club":
        dino.add("club", ball(0.14, 0.1, 0.16, 12).moved(*tail[-1]))
        for at in np.linspace(0.4, -0.45, 6):
            for x in (0.35, 0.8):
                level = np.sqrt(max(1.0 - x**2 - (at / 0.6) ** 2, 0.1))
                spike = rod((0, 0, 0), (0, 0.1, 0), 0.045, 0.006, sides=5)
                place = (
                    at * along + 0.9 * kind.girth * level * up + (0.8 * x * kind.girth, 0.0, 0.0)
                )
                dino.add("spike", spike.oriented(place, up + (0.8 * x, 0.0, 0.0)).both())
    elif kind.crest == "bones":
        path = [(0.0, 0.7, 0.6), (0.0, 1.1, -0.3), (0.0, dice.between(1.3, 1.8), -1.5)]
        front.add("horn", _crest(path))


def _crest(path: list[tuple[float, float, float]]) -> Mesh:
    """A tube of bone that goes back over the head."""
    return sweep(smooth(path, 8), np.linspace(0.35, 0.15, 8), sides=8).stretched(x=0.7)
