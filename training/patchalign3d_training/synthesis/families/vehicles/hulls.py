"""The hull of a boat, which ships, sailing boats and motor boats share."""

from dataclasses import dataclass

import numpy as np

from patchalign3d_training.synthesis.kit import Dice, Mesh, Points, join, skin

_STATIONS = 11
_FRAME = ((-1.0, 1.0), (-0.85, 0.35), (-0.35, 0.0), (0.35, 0.0), (0.85, 0.35), (1.0, 1.0))
"""A cross-section from gunwale to gunwale: shares of the half width, and of the height."""

_BEAM = ((0.35, 1.0), (0.7, 0.9), (1.0, 0.02))
"""How wide a hull is from its stern on: (share of the length, of the width)."""
_FOREFOOT = 0.6
"""Share of the length from which the keel rises to the bow."""


@dataclass(frozen=True, eq=False)
class Hull:
    """An open hull whose bow looks along +z, its keel at about y = 0.

    Attributes:
        shell: Sides, bottom and transom.
        half: (S,) half width at each station, from stern to bow.
        sheer: (S,) height of the gunwale there.
        along: (S,) where the stations lie along z.
    """

    shell: Mesh
    half: Points
    sheer: Points
    along: Points

    def deck(self, height: float, inset: float = 0.95) -> Mesh:
        """A level sheet from side to side, `height` above the keel."""
        edge = np.stack([inset * self.half, np.full(len(self.half), height), self.along], axis=1)
        return skin(np.stack([edge, edge * (-1.0, 1.0, 1.0)]), closed=False)


def hull_of(dice: Dice, length: float, width: float, tall: float, stern: float) -> Hull:
    """A hull that narrows to the bow; `stern` is the transom's share of the width."""
    share = np.linspace(0.0, 1.0, _STATIONS)
    at, beam = zip((0.0, stern), *_BEAM, strict=True)
    half = np.interp(share, at, beam) * 0.5 * width
    sheer = tall * (1.0 + dice.between(0.0, 0.6) * (2.0 * share - 1.0) ** 2)
    keel = tall * dice.between(0.1, 0.6) * np.maximum(share - _FOREFOOT, 0.0) / 0.4
    along = (share - 0.5) * length
    sections = np.zeros((_STATIONS, len(_FRAME), 3))
    for i, (across, up) in enumerate(_FRAME):
        sections[:, i, 0] = across * half
        sections[:, i, 1] = keel + up * (sheer - keel)
        sections[:, i, 2] = along
    end = sections[0]
    transom = skin(np.stack([end[:3], end[:2:-1]]), closed=False)
    return Hull(join(skin(sections, closed=False), transom), half, sheer, along)
