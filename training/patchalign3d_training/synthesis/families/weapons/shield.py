"""Shields; their front looks along +z."""

from dataclasses import dataclass

import numpy as np

from patchalign3d_training.synthesis.kit import (
    Assembly,
    Dice,
    Mesh,
    Points,
    cylinder,
    dome,
    ellipse,
    frame,
    join,
    polygon,
    prism,
    rectangle,
    smooth,
    superellipse,
    tube,
)


@dataclass(frozen=True)
class ShieldSizes:
    """A shield about the origin.

    Attributes:
        half: Half its width.
        thick: Of the board.
        bulge: How far its middle lies before its sides.
        round: Whether it bulges like a dome rather than like a part of a barrel.
    """

    half: float
    thick: float
    bulge: float
    round: bool

    def curved(self, mesh: Mesh) -> Mesh:
        """A flat mesh bent to the shield's form."""
        x, y, z = mesh.vertices.T
        out = (x**2 + y**2 if self.round else x**2) / self.half**2
        return Mesh(np.stack([x, y, z - self.bulge * out], axis=1), mesh.faces)


def build(shield: Assembly, dice: Dice) -> None:
    """Round, kite, heater, tower, hexagonal and fantasy shields."""
    kind = dice.pick({"round": 4, "heater": 4, "kite": 2, "tower": 2, "polygon": 1, "winged": 2})
    half = 0.5
    outline = _outline(dice, kind)
    dished = dice.chance(0.7)
    sizes = ShieldSizes(
        half,
        thick=dice.between(0.02, 0.07),
        bulge=dice.between(0.03, 0.2) if dished else 0.0,
        round=kind in ("round", "polygon"),
    )
    shield.add("body", sizes.curved(_board(outline, sizes.thick)))
    if dice.chance(0.75):
        width = dice.between(0.04, 0.12)
        rim = _band(outline, 1.02, 1.0 - 2 * width, sizes.thick * dice.between(1.2, 2.0))
        shield.add("rim", sizes.curved(rim))
    front = 0.5 * sizes.thick
    if dice.chance(0.65 if kind in ("round", "polygon") else 0.25):
        _boss(shield, dice, front)
    elif dice.chance(0.6):
        shield.add("emblem", sizes.curved(_emblem(dice, outline, sizes.thick)))
    if dice.chance(0.35):
        _rivets(shield, dice, sizes, outline)
    if dice.chance(0.6):
        _handle(shield, dice, sizes)


def _outline(dice: Dice, kind: str) -> Points:
    """The shield from the front, 1 wide, counter-clockwise from the right, (n, 2)."""
    if kind == "round":
        return ellipse(1.0, dice.one_of(1.0, 1.0, 1.2), dice.pick({8: 1, 16: 2, 32: 3}))
    if kind == "polygon":
        return polygon(dice.pick({6: 2, 8: 1}), 0.5, dice.one_of(0.0, 30.0))
    tall = dice.between(1.1, 1.6)
    if kind == "tower":
        return rectangle(1.0, dice.between(1.3, 2.0), dice.between(0.0, 0.25), 5)
    if kind == "kite":
        flat = superellipse(1.0, 1.0, 2.0, 32)
        return flat * np.where(flat[:, 1:] < 0, (1.0, 2.0 * tall), (1.0, 1.0))
    if kind == "winged":
        top, waist = [(0.0, 0.5), (0.25, 0.6), (0.55, 0.5)], (0.4, 0.2)
        right = np.array([(0.0, -0.75 * tall), (0.4, -0.3 * tall), waist, *top[::-1]])
        return np.concatenate([right, right[-2:0:-1] * (-1.0, 1.0)])
    side = smooth([(0.0, -0.65 * tall), (0.3, -0.4 * tall), (0.5, 0.05), (0.5, 0.45)], 14)
    peak = dice.one_of((0.0, 0.45), (0.0, 0.55), (0.0, 0.38))  # the upper edge's middle
    return np.concatenate([side, [peak], side[:0:-1] * (-1.0, 1.0)])


def _board(outline: Points, thick: float) -> Mesh:
    """A plate of many facets, so that it can be bent: rings that shrink towards the middle."""
    faces = [_band(outline, outer, outer - 0.25, thick) for outer in (1.0, 0.75, 0.5)]
    return join(*faces, prism(0.25 * outline, thick, "z"))


def _band(outline: Points, outer: float, inner: float, thick: float) -> Mesh:
    """A strip along the outline between two shares of its size."""
    return frame(outer * outline, inner * outline, thick, "z")


def _boss(shield: Assembly, dice: Dice, front: float) -> None:
    """A dome in the middle on a plate, some with a spike."""
    radius = dice.between(0.1, 0.2)
    bump = dome(radius, radius * dice.between(0.5, 1.0), sides=16).turned("x", 90.0)
    plate = cylinder(1.3 * radius, 0.02, "z").moved(z=front)
    shield.add("boss", plate, bump.moved(z=front))
    if dice.chance(0.3):
        spike = cylinder(0.4 * radius, 1.5 * radius, top=0.0, sides=8).turned("x", 90.0)
        shield.add("spike", spike.moved(z=front + 1.4 * radius))


def _emblem(dice: Dice, outline: Points, thick: float) -> Mesh:
    """A cross, a band, a star or a smaller shield on the front."""
    lift, height = 1.35 * thick, float(np.ptp(outline[:, 1]))
    middle = float(outline[:, 1].max() + outline[:, 1].min()) / 2
    kind = dice.pick({"cross": 3, "band": 1, "star": 1, "inner": 2})
    if kind == "inner":
        return prism(0.5 * outline, lift, "z")
    if kind == "star":
        points = polygon(10, 0.2, 90.0) * np.tile([[1.0], [0.45]], (5, 1))
        return prism(points, lift, "z")
    wide = dice.between(0.06, 0.14)
    upright = prism(rectangle(wide, 0.7 * height) + (0.0, middle), lift, "z")
    if kind == "band":
        return upright
    level = [rectangle(0.16, wide) + (x, 0.1) for x in (-0.24, -0.08, 0.08, 0.24)]
    return join(upright, *(prism(piece, lift, "z") for piece in level))


def _rivets(shield: Assembly, dice: Dice, sizes: ShieldSizes, outline: Points) -> None:
    """Studs along the edge; or spikes."""
    spikes = dice.chance(0.25)
    step = max(len(outline) // 10, 1)
    around = 0.93 * outline[::step]
    for x, y in around:
        tall = 0.1 if spikes else 0.02
        stud = cylinder(0.022, tall, top=0.0 if spikes else 0.015, sides=6).turned("x", 90.0)
        place = sizes.curved(stud.moved(float(x), float(y), sizes.thick))
        shield.add("spike" if spikes else "body", place, detail=None if spikes else "rivet")


def _handle(shield: Assembly, dice: Dice, sizes: ShieldSizes) -> None:
    """A bar or two straps behind."""
    back, out = -0.5 * sizes.thick - 0.3 * sizes.bulge, dice.between(0.06, 0.12)
    thick = dice.between(0.012, 0.025)
    bow = [(0, -0.16, back), (0, -0.12, back - out), (0, 0.12, back - out), (0, 0.16, back)]
    strap = tube(bow, thick, 14, 6).stretched(x=dice.one_of(1.0, 2.5))
    if dice.chance(0.5):
        strap = strap.moved(dice.between(0.12, 0.2)).both()
    shield.add("handle", strap.turned("z", dice.one_of(0.0, 90.0)))
