"""Laptops."""

from dataclasses import dataclass

import numpy as np

from patchalign3d_training.synthesis.kit import (
    Assembly,
    Dice,
    Mesh,
    box,
    cylinder,
    frame,
    plane,
    prism,
    rectangle,
    skin,
)


@dataclass(frozen=True)
class _LaptopBase:
    """The lower half, in metres; its middle is the origin."""

    width: float
    depth: float
    thick: float
    corner: float  # radius of its corners from above

    @property
    def top(self) -> float:
        """Height of the surface with the keys."""
        return 0.5 * self.thick


def build(laptop: Assembly, dice: Dice) -> None:
    """A laptop opened by anything from a little to flat; the user sits at +z."""
    width = dice.between(0.26, 0.42)
    depth = width * dice.between(0.58, 0.8)
    thick = dice.between(0.006, 0.025) if dice.chance(0.75) else dice.between(0.025, 0.05)
    size = _LaptopBase(width, depth, thick, corner=dice.between(0.0, 0.06) * width)
    laptop.add("keyboard", _slab(dice, size))
    _keys(laptop, dice, size)
    _screen(laptop, dice, size)
    _extras(laptop, dice, size)


def _slab(dice: Dice, size: _LaptopBase) -> Mesh:
    """The lower half's case; in some its underside rises towards the user like a wedge."""
    bevel = dice.between(0.0, 0.4) * size.thick
    slab = prism(rectangle(size.width, size.depth, size.corner, 5), size.thick, "y", bevel)
    if not dice.chance(0.35):
        return slab
    x, y, z = slab.vertices.T
    thinner = 1.0 - dice.between(0.2, 0.6) * (z / size.depth + 0.5)  # from the rear to the front
    raised = (y - size.top) * thinner + size.top
    return Mesh(np.stack([x, np.where(y > 0, y, raised), z], axis=1), slab.faces)


def _extras(laptop: Assembly, dice: Dice, size: _LaptopBase) -> None:
    """Hinges, what lies inside, a drive or battery that sticks out, rubber feet."""
    if dice.chance(0.5):
        barrel = cylinder(0.4 * size.thick + 0.002, 0.12 * size.width, "x", sides=10)
        barrel = barrel.moved(y=size.top, z=-0.5 * size.depth)
        pair, one_long = barrel.moved(x=0.3 * size.width).both(), barrel.stretched(x=6.0)
        hinge = dice.one_of(pair, one_long)
        laptop.add(dice.one_of("keyboard", "screen"), hinge, detail="hinge")
    if dice.chance(0.2):
        board = box(0.95 * size.width, 0.5 * size.thick, 0.93 * size.depth)
        laptop.add("keyboard", board)
    if dice.chance(0.12):
        drive = box(0.02, 0.4 * size.thick, 0.4 * size.depth).moved(x=0.5 * size.width)
        battery = box(0.5 * size.width, 0.9 * size.thick, 0.06)
        laptop.add("keyboard", dice.one_of(drive, battery.moved(z=-0.5 * size.depth - 0.02)))
    if dice.chance(0.2):
        foot = box(0.02, 0.004, 0.01).under(-size.top)
        laptop.add("keyboard", foot.at_corners(0.8 * size.width, 0.8 * size.depth))


def _keys(laptop: Assembly, dice: Dice, size: _LaptopBase) -> None:
    """Single keys, a plate or a rim around the field of keys; mostly a touchpad before it."""
    kind = dice.pick({"keys": 2, "plate": 1, "well": 1, "none": 1})
    wide, deep = 0.9 * size.width, dice.between(0.4, 0.52) * size.depth
    behind = -dice.between(0.1, 0.2) * size.depth  # z of the field's middle
    if kind == "keys":
        columns, rows = dice.count(11, 15), dice.count(4, 6)
        step_x, step_z = wide / columns, deep / rows
        key = box(0.82 * step_x, 0.004, 0.82 * step_z).moved(y=size.top + 0.001, z=behind)
        keys = key.in_row(rows, step_z, "z").in_row(columns, step_x, "x")
        laptop.add("keyboard", keys, detail="key")
    elif kind == "plate":
        plate = box(wide, 0.003, deep).moved(y=size.top, z=behind)
        laptop.add("keyboard", plate, detail="key")
    elif kind == "well":
        rim = frame(rectangle(wide, deep), rectangle(0.95 * wide, 0.92 * deep), 0.004)
        laptop.add("keyboard", rim.moved(y=size.top, z=behind))
    if dice.chance(0.75):
        pad_width = dice.between(0.2, 0.4) * size.width
        pad = box(pad_width, 0.002, dice.between(0.2, 0.28) * size.depth)
        laptop.add("keyboard", pad.moved(y=size.top, z=0.31 * size.depth), detail="touchpad")


def _screen(laptop: Assembly, dice: Dice, size: _LaptopBase) -> None:
    """The screen, hinged at the rear edge of the base."""
    thin = size.thick * dice.between(0.3, 0.8)
    wide, tall = size.width * dice.between(0.97, 1.0), size.depth * dice.between(0.95, 1.03)
    opening = dice.between(80.0, 135.0) if dice.chance(0.85) else dice.between(0.0, 180.0)
    gap = dice.between(-0.3, 0.8) * size.thick  # between the hinge and the lower edge
    behind = dice.between(-0.06, 0.02) * size.depth if dice.chance(0.4) else 0.0
    lid = laptop.group()  # upright about the origin, its picture at +z

    lid.add("screen", prism(rectangle(wide, tall, size.corner, 5), thin, "z", 0.2 * thin))
    border = dice.between(0.03, 0.09) * tall
    visible = rectangle(wide - 2 * border, tall - 2 * border)
    kind = dice.one_of("face", "raised", "none", "recess", "inlay")
    if kind == "inlay":
        lid.add("screen", prism(visible, 0.6 * thin, "z"))
    elif kind == "face":
        front = 0.5 * thin + 0.001
        face = skin(np.stack([plane(share * visible, "z", front) for share in (1.0, 0.5)]))
        lid.add("screen", face)
    elif kind == "raised":
        rim = frame(rectangle(wide, tall), visible, 0.3 * thin, "z").moved(z=0.6 * thin)
        lid.add("screen", rim, detail="bezel")
    elif kind == "recess":
        rear = prism(rectangle(0.9 * wide, 0.9 * tall), 0.2 * thin, "z")
        lid.add("screen", rear.moved(z=-0.55 * thin))

    def hinged(piece: Mesh) -> Mesh:
        upright = piece.moved(y=0.5 * tall + gap)
        return upright.turned("x", 90.0 - opening).moved(y=size.top, z=-0.5 * size.depth - behind)

    laptop.take(lid, hinged)
