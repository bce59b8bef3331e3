"""Computer keyboards with single keys."""

from dataclasses import dataclass

import numpy as np

from patchalign3d_training.synthesis.kit import (
    Assembly,
    Dice,
    Mesh,
    box,
    cylinder,
    join,
    prism,
    rectangle,
    tube,
)

UNIT = 0.019  # metres from one key to the next
# Widths of the keys of a row from the left, in units; every row is 15 units wide.
ROWS = [
    (1.25, 1.25, 1.25, 6.25, 1.25, 1.25, 1.25, 1.25),
    (2.25, *(1.0,) * 10, 2.75),
    (1.75, *(1.0,) * 11, 2.25),
    (1.5, *(1.0,) * 12, 1.5),
    (*(1.0,) * 13, 2.0),
]


@dataclass(frozen=True)
class _KeyShape:
    """How all keys of a keyboard look."""

    height: float
    share: float  # of its cell that a key fills
    bevel: float

    def mesh(self, width: float, depth: float = 1.0) -> Mesh:
        """A key on y = 0 about the origin, as many units wide and deep."""
        gap = (1.0 - self.share) * UNIT
        outline = rectangle(width * UNIT - gap, depth * UNIT - gap)
        return prism(outline, self.height, "y", self.bevel).on(0.0)


def build(model: Assembly, dice: Dice) -> None:
    """A keyboard that lies on y = 0; the user sits at +z."""
    height = dice.between(0.002, 0.01)
    key = _KeyShape(height, dice.between(0.75, 0.95), dice.pick({0.0: 2, 0.3: 2, 0.8: 1}) * height)
    kind = dice.pick({"full": 4, "compact": 3, "no numbers": 2, "few": 2})
    blocks = _few_keys(dice, key) if kind == "few" else _blocks(dice, key, kind)
    keys = join(*blocks).centred(axes="xz")
    margin = dice.between(0.005, 0.025)
    wide, deep = float(keys.size[0]) + 2 * margin, float(keys.size[2]) + 2 * margin
    with_palm_rest = dice.chance(0.15)

    top = model.group()  # level, its upper side at y = 0
    thick = dice.between(0.006, 0.025)
    corner = dice.between(0.0, 0.6) * margin
    case = prism(rectangle(wide, deep, corner, 4), thick, "y", 0.15 * thick).under(0.0)
    top.add("body", case)
    top.add("key", keys)
    if dice.chance(0.25):  # the keys lie in a trough
        outer = rectangle(wide, deep, corner, 4)
        rim = prism(outer, 0.6 * height, "y").on(0.0)
        border = [
            box(wide, 0.6 * height, 0.8 * margin).on(0.0).beside(rim, "+z", gap=-0.8 * margin),
            box(0.8 * margin, 0.6 * height, deep).on(0.0).beside(rim, "+x", gap=-0.8 * margin),
        ]
        top.add("body", border[0].both("z"), border[1].both("x"))
    if with_palm_rest:
        palm_rest = box(wide, 0.7 * thick, dice.between(0.05, 0.08), 0.2 * thick).under(0.0)
        top.add("body", palm_rest.beside(case, "+z", gap=-0.002))
    tilt = dice.between(0.0, 7.0)
    rear = 0.5 * deep
    model.take(top, lambda mesh: mesh.turned("x", tilt, at=(0.0, -thick, rear)).moved(y=thick))
    if tilt > 2.0:
        lift = float(np.sin(np.radians(tilt))) * 0.9 * deep
        foot = box(0.02, lift + 0.3 * thick, 0.006).on(0.0).moved(0.42 * wide, z=-0.4 * deep)
        model.add("foot", foot.both())
    elif dice.chance(0.4):
        pad = cylinder(0.006, 0.003, sides=10).under(0.001)
        model.add("foot", pad.at_corners(0.9 * wide, 0.85 * deep))
    if dice.chance(0.55):
        start = np.array([dice.between(-0.3, 0.3) * wide, 0.6 * thick, -0.48 * deep])
        bend = start + (dice.between(-0.05, 0.05), 0.0, -0.06)
        end = bend + (dice.between(-0.2, 0.2), -0.4 * thick, -dice.between(0.03, 0.15))
        model.add("cord", tube([start, bend, end], dice.between(0.0015, 0.003), 20, 6))


def _blocks(dice: Dice, key: _KeyShape, kind: str) -> list[Mesh]:
    """Letters and digits, and with them function keys, arrows and a block of numbers."""
    keys = [_row(key, widths).moved(z=-i * UNIT) for i, widths in enumerate(ROWS)]
    top = -len(ROWS) * UNIT - 0.25 * UNIT  # z of the function keys
    if kind != "compact" or dice.chance(0.5):
        keys.append(_row(key, (1.0,)).moved(x=0.0, z=top))
        four = key.mesh(1.0).in_row(4, UNIT)
        for first in (2.0, 6.5, 11.0):
            keys.append(four.moved(x=(first + 2.0) * UNIT, z=top))
    if kind == "compact":
        return keys
    aside = 15.25 * UNIT
    arrows = join(_row(key, (1.0, 1.0, 1.0)), _row(key, (1.0,)).moved(x=UNIT, z=-UNIT))
    navigation = key.mesh(1.0).in_row(3, UNIT).in_row(2, UNIT, "z")
    keys += [arrows.moved(x=aside), navigation.moved(x=aside + 1.5 * UNIT, z=-3.5 * UNIT)]
    if kind == "full":
        numbers = key.mesh(1.0).in_row(3, UNIT).in_row(4, UNIT, "z")
        zero, tall = _row(key, (2.0, 1.0)), key.mesh(1.0, 2.0)
        pad = [
            numbers.moved(x=1.5 * UNIT, z=-2.5 * UNIT),
            zero,
            tall.in_row(2, 2 * UNIT, "z").moved(x=3.5 * UNIT, z=-1.5 * UNIT),
            key.mesh(1.0).moved(x=3.5 * UNIT, z=-4.0 * UNIT),
        ]
        keys += [block.moved(x=aside + 3.25 * UNIT) for block in pad]
    return keys


def _row(key: _KeyShape, widths: tuple[float, ...]) -> Mesh:
    """Keys side by side, the first one's left edge in x = 0."""
    edges = np.cumsum((0.0, *widths))
    middles = 0.5 * (edges[1:] + edges[:-1]) * UNIT
    return join(*(key.mesh(w).moved(x=float(x)) for w, x in zip(widths, middles, strict=True)))


def _few_keys(dice: Dice, key: _KeyShape) -> list[Mesh]:
    """As small models have it: an even grid over a space bar."""
    columns, rows = dice.count(8, 14), dice.count(3, 5)
    size = 15.0 / columns
    step_z = dice.between(0.8, 1.2) * min(size, 1.4)
    grid = key.mesh(size, step_z).in_row(columns, size * UNIT).in_row(rows, step_z * UNIT, "z")
    space = key.mesh(dice.between(5.0, 8.0), step_z)
    side = key.mesh(2.0, step_z).moved(x=6.0 * UNIT)
    below = 0.5 * (rows + 1) * step_z * UNIT
    return [grid, space.moved(z=below), side.both().moved(z=below)]
