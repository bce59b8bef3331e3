"""Laptops."""

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


def build(laptop: Assembly, dice: Dice) -> None:
    """A laptop opened by anything from a little to flat; the user sits at +z."""
    width = dice.between(0.26, 0.42)
    depth = width * dice.between(0.58, 0.8)
    thick = dice.between(0.006, 0.025) if dice.chance(0.75) else dice.between(0.025, 0.05)
    round_corner = dice.between(0.0, 0.06) * width
    edge = dice.between(0.0, 0.4) * thick
    outline = rectangle(width, depth, round_corner, 5)
    base = prism(outline, thick, "y", edge)
    if dice.chance(0.35):
        x, y, z = base.vertices.T
        wedge = 1.0 - dice.between(0.2, 0.6) * (z / depth + 0.5)
        lower = (y - 0.5 * thick) * wedge + 0.5 * thick
        base = Mesh(np.stack([x, np.where(y > 0, y, lower), z], axis=1), base.faces)
    laptop.add("keyboard", base)
    top = 0.5 * thick
    _keys(laptop, dice, width, depth, top)
    _screen(laptop, dice, width, depth, thick, round_corner)
    if dice.chance(0.5):
        barrel = cylinder(0.4 * thick + 0.002, 0.12 * width, "x", sides=10)
        at = (0.3 * width, top, -0.5 * depth)
        whole = barrel.stretched(6.0).moved(0, top, -0.5 * depth)
        hinge = dice.one_of(barrel.moved(*at).both(), whole)
        laptop.add(dice.one_of("keyboard", "screen"), hinge, detail="hinge")
    if dice.chance(0.2):
        inner = box(0.95 * width, 0.5 * thick, 0.93 * depth)
        laptop.add("keyboard", inner)
    if dice.chance(0.12):
        drive = box(0.02, 0.4 * thick, 0.4 * depth).moved(0.5 * width)
        pack = box(0.5 * width, 0.9 * thick, 0.06).moved(0, 0, -0.5 * depth - 0.02)
        laptop.add("keyboard", dice.one_of(drive, pack))
    if dice.chance(0.2):
        foot = box(0.02, 0.004, 0.01).moved(0.4 * width, -top - 0.002, 0.4 * depth)
        laptop.add("keyboard", foot.both("x").both("z"))


def _keys(laptop: Assembly, dice: Dice, width: float, depth: float, top: float) -> None:
    kind = dice.pick({"keys": 2, "plate": 1, "well": 1, "none": 1})
    field_x, field_z = 0.9 * width, dice.between(0.4, 0.52) * depth
    z0 = -dice.between(0.1, 0.2) * depth
    if kind == "keys":
        columns, rows = dice.count(11, 15), dice.count(4, 6)
        x = (np.arange(columns) + 0.5) / columns * field_x - 0.5 * field_x
        z = (np.arange(rows) + 0.5) / rows * field_z - 0.5 * field_z + z0
        places = np.stack(np.meshgrid(x, [top + 0.001], z, indexing="ij"), axis=-1).reshape(-1, 3)
        key = box(0.82 * field_x / columns, 0.004, 0.82 * field_z / rows)
        laptop.add("keyboard", key.at(places), detail="key")
    elif kind == "plate":
        laptop.add("keyboard", box(field_x, 0.003, field_z).moved(0, top, z0), detail="key")
    elif kind == "well":
        outer, inner = rectangle(field_x, field_z), rectangle(0.95 * field_x, 0.92 * field_z)
        laptop.add("keyboard", frame(outer, inner, 0.004).moved(0, top, z0))
    if dice.chance(0.75):
        pad = box(dice.between(0.2, 0.4) * width, 0.002, dice.between(0.2, 0.28) * depth)
        laptop.add("keyboard", pad.moved(0, top, 0.31 * depth), detail="touchpad")


def _screen(
    laptop: Assembly,
    dice: Dice,
    width: float,
    depth: float,
    thick: float,
    round_corner: float,
) -> None:
    """The screen, hinged at the rear edge of the base."""
    thin = thick * dice.between(0.3, 0.8)
    wide, tall = width * dice.between(0.97, 1.0), depth * dice.between(0.95, 1.03)
    opening = dice.between(80.0, 135.0) if dice.chance(0.85) else dice.between(0.0, 180.0)
    tilt = 90.0 - opening
    gap = dice.between(-0.3, 0.8) * thick
    behind = dice.between(-0.06, 0.02) * depth if dice.chance(0.4) else 0.0

    def hinged(piece: Mesh) -> Mesh:
        upright = piece.moved(0.0, 0.5 * tall + gap, 0.0)
        return upright.turned("x", tilt).moved(0.0, 0.5 * thick, -0.5 * depth - behind)

    outline = rectangle(wide, tall, round_corner, 5)
    laptop.add("screen", hinged(prism(outline, thin, "z", 0.2 * thin)))
    border = dice.between(0.03, 0.09) * tall
    inner = rectangle(wide - 2 * border, tall - 2 * border)
    kind = dice.one_of("face", "raised", "none", "recess", "inlay")
    if kind == "inlay":
        laptop.add("screen", hinged(prism(inner, 0.6 * thin, "z")))
    elif kind == "face":
        face = skin(np.stack([plane(inner * s, "z", 0.5 * thin + 0.001) for s in (1.0, 0.5)]))
        laptop.add("screen", hinged(face))
    elif kind == "raised":
        rim = frame(rectangle(wide, tall), inner, 0.3 * thin, "z").moved(0, 0, 0.6 * thin)
        laptop.add("screen", hinged(rim), detail="bezel")
    elif kind == "recess":
        rear = prism(rectangle(0.9 * wide, 0.9 * tall), 0.2 * thin, "z").moved(0, 0, -0.55 * thin)
        laptop.add("screen", hinged(rear))
