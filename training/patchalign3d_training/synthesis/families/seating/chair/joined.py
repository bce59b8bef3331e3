"""Chairs of wood or tube whose rear legs run up into the back and whose front legs carry arms."""

from typing import NamedTuple

import numpy as np

from patchalign3d_training.synthesis.families.seating.chair.pieces import (
    SeatSize,
    infill,
    panel_outline,
    seat,
)
from patchalign3d_training.synthesis.kit import (
    Assembly,
    Dice,
    Mesh,
    beam,
    box,
    grid_bars,
    join,
    prism,
    rockers,
    rod,
    sweep,
    tube,
)


class _JoinedChairSize(NamedTuple):
    """Half width and half depth between the posts, seat height, rise, lean and post radius."""

    x: float
    z: float
    height: float
    rise: float
    lean: float
    post: float
    square: bool

    def bar(self, start: tuple[float, ...], end: tuple[float, ...], scale: float = 1.0) -> Mesh:
        """A bar of the frame's own section."""
        if self.square:
            return beam(start, end, 2 * scale * self.post, 2 * scale * self.post)
        return rod(start, end, scale * self.post)

    def behind(self, up: float) -> float:
        """How far back a rear post stands at `up` above the seat."""
        return -self.z - self.lean * max(up, 0.0)


def joined(chair: Assembly, dice: Dice) -> None:
    """A dining, ladder-back, rocking or garden chair, a bar stool with a back, or a bench."""
    width, depth = dice.between(0.36, 0.58), dice.between(0.36, 0.52)
    if dice.chance(0.12):
        width = dice.between(0.9, 1.8)
    height = dice.between(0.6, 0.8) if dice.chance(0.12) else dice.between(0.38, 0.5)
    rise = dice.between(0.35, 0.62) if dice.chance(0.8) else dice.between(0.6, 1.0)
    post = dice.between(0.01, 0.03)
    lean = dice.between(0.0, 0.3)
    square = dice.chance(0.6)
    size = _JoinedChairSize(
        0.5 * width - post, 0.5 * depth - post, height, rise, lean, post, square
    )
    thick = dice.between(0.015, 0.06) if dice.chance(0.75) else dice.between(0.06, 0.12)
    chair.add("seat", *seat(dice, SeatSize(width, depth, height, thick)))
    _posts(chair, dice, size)
    _back(chair, dice, size, width)
    under = height - thick
    _bars(chair, dice, size, under)
    if dice.chance(0.5):
        _arms(chair, dice, size, under)
    else:
        taper = dice.between(0.5, 1.0)
        foot = (size.x, 0.0, size.z)
        front = (size.x, under, size.z)
        leg = (
            beam(front, foot, 2 * post, 2 * post, taper)
            if square
            else rod(front, foot, post, taper * post)
        )
        chair.add("leg", leg.both())
    if dice.chance(0.08) and width < 0.8:
        chair.add("leg", *rockers(dice, width, depth))


def _posts(chair: Assembly, dice: Dice, size: _JoinedChairSize) -> None:
    """Rear legs, and their upper halves, which belong to the back."""
    kick = dice.between(-0.02, 0.1)
    top = (size.x * dice.between(0.9, 1.08), size.height + size.rise, size.behind(size.rise))
    middle = (size.x, size.height, -size.z)
    foot = (size.x, 0.0, -size.z - kick)
    if dice.chance(0.3):
        bow = dice.between(0.02, 0.06)
        between = (size.x, size.height + 0.5 * size.rise, size.behind(0.5 * size.rise) + bow)
        upper = tube([middle, between, top], size.post, 10, 6)
    else:
        upper = size.bar(middle, top)
    chair.add("back", upper.both())
    chair.add("leg", size.bar(middle, foot).both())


def _back(chair: Assembly, dice: Dice, size: _JoinedChairSize, width: float) -> None:
    """What stands between the posts."""
    inner, angle = 2 * size.x, -np.degrees(np.arctan(size.lean))
    kinds = ("spindles", "slats", "ladder", "splat", "mesh", "rails", "panel", "pad", "cross")
    kind = "slats" if width > 0.8 and dice.chance(0.5) else dice.one_of(*kinds, "ladder")
    if kind in ("panel", "pad"):
        gap = dice.between(0.0, 0.5) * size.rise
        tall = size.rise - gap
        thick = 1.2 * size.post if kind == "panel" else dice.between(0.04, 0.09)
        plate = prism(panel_outline(dice, inner, tall, plain=True), thick, "z", 0.3 * thick)
        pieces = [plate.on(gap)]
    elif kind == "cross":
        low = dice.between(0.05, 0.3) * size.rise
        ends = ((-size.x, low, 0.0), (size.x, size.rise, 0.0))
        cross = rod(*ends, 0.7 * size.post)
        rail = box(inner, 2.5 * size.post, 1.5 * size.post)
        pieces = [cross, cross.mirrored(), rail.moved(0, low), rail.moved(0, size.rise)]
    elif width > 0.8 and kind == "slats":
        bars = grid_bars(inner, 0.9 * size.rise, dice.count(8, 17), 2, 0.5 * size.post)
        pieces = [bars.moved(0, 0.5 * size.rise)]
    else:
        pieces = infill(dice, kind, inner, size.rise, size.post)
    if dice.chance(0.3):
        crest = dice.between(0.05, 0.14)
        arch = prism(panel_outline(dice, inner + 3 * size.post, crest, plain=True), 0.03, "z")
        pieces.append(arch.moved(0, size.rise))
    whole = join(*pieces).turned("x", angle).moved(0.0, size.height, -size.z)
    chair.add("back", whole)


def _bars(chair: Assembly, dice: Dice, size: _JoinedChairSize, under: float) -> None:
    """The apron under the seat and the stretchers between the legs."""
    x, z = size.x, size.z
    if dice.chance(0.5):
        apron = dice.between(0.03, 0.08)
        y = under - 0.5 * apron
        chair.add("seat", box(2 * x, apron, size.post).moved(0, y, z).both("z"))
        chair.add("seat", box(size.post, apron, 2 * z).moved(x, y).both())
    if dice.chance(0.5):
        low = dice.between(0.1, 0.5) * under
        side = rod((x, low, z), (x, low, -z), 0.6 * size.post, sides=6).both()
        chair.add("leg", side, detail="stretcher")
        for level in dice.many(0.15, 0.6, dice.count(0, 2)) * under:
            where = dice.one_of(z, -z, 0.0)
            bar = rod((-x, level, where), (x, level, where), 0.6 * size.post, sides=6)
            chair.add("leg", bar, detail="stretcher")


def _arms(chair: Assembly, dice: Dice, size: _JoinedChairSize, under: float) -> None:
    """Front legs that run up beside the seat, and the rests on top of them."""
    up = dice.between(0.16, 0.28)
    x = size.x + dice.between(0.0, 0.05)
    y, z = size.height + up, size.z + dice.between(-0.04, 0.03)
    set_back = dice.between(0.02, 0.12) if dice.chance(0.35) else 0.0
    front = (x, size.height, z - set_back)
    foot = (size.x, 0.0, size.z) if set_back else (x, 0.0, z)
    chair.add("leg", size.bar((foot[0], under, foot[2]), foot).both())
    chair.add("arm", size.bar(front, (x, y, z - set_back)).both())
    rear = (size.x, y + dice.between(-0.02, 0.06), size.behind(up))
    ahead = (x, y, z + dice.between(0.0, 0.05))
    kind = dice.pick({"flat": 2, "bar": 1, "bow": 1, "panel": 1})
    if kind == "bow":
        middle = (x + 0.03, y + 0.01, 0.0)
        rest = tube([ahead, middle, rear], size.post, 12, 6)
    elif kind == "bar":
        rest = size.bar(ahead, rear)
    else:
        flat = np.array([[1, -0.4], [1, 0.4], [-1, 0.4], [-1, -0.4]]) * dice.between(0.02, 0.05)
        rest = sweep([ahead, rear], 1.0, flat, normal=(1, 0, 0))
    chair.add("arm", rest.both())
    if kind == "panel":
        fill = box(0.015, 0.9 * up, 1.9 * size.z)
        bars = grid_bars(1.8 * size.z, up, dice.count(3, 7), 0, 0.008).turned("y", 90.0)
        chair.add("arm", dice.one_of(fill, bars).moved(x, size.height + 0.5 * up).both())
