"""Toilets."""

from dataclasses import dataclass

import numpy as np

from patchalign3d_training.synthesis.kit import (
    Assembly,
    Dice,
    Mesh,
    Points,
    box,
    button,
    cylinder,
    frame,
    grown,
    join,
    plane,
    prism,
    rod,
    sheet,
    skin,
    superellipse,
)


@dataclass(frozen=True)
class Rim:
    """The upper edge of a bowl: its outline, (n, 2) as (x, z), and how high it lies."""

    outline: Points
    width: float
    length: float
    height: float

    @property
    def back(self) -> float:
        """Z of its rear end."""
        return -0.5 * self.length


def build(model: Assembly, dice: Dice) -> None:
    """A toilet in metres, on its foot or hung from the wall; its front looks along +z."""
    width, length = dice.between(0.34, 0.42), dice.between(0.46, 0.62)
    height = dice.between(0.36, 0.46)
    rim = Rim(_outline(dice, width, length), width, length, height)
    hangs = dice.chance(0.15)
    model.add("bowl", _bowl(dice, rim, hangs))
    _seat_and_lid(model, dice, rim)
    if hangs:
        wall = box(dice.between(0.4, 0.9), 1.1, 0.06).on(0.0).moved(z=rim.back - 0.14)
        block = box(0.8 * width, 0.6 * height, 0.2, 0.02).under(height).moved(z=rim.back)
        model.add("bowl", block)
        if dice.chance(0.5):
            model.add("tank", wall)
            plate = join(box(0.24, 0.16, 0.008), button(0.08, 0.1, 0.012).moved(0.05).both())
            model.add("flush", plate.moved(0.0, 0.95, rim.back - 0.105))
    elif dice.chance(0.88):
        _tank(model, dice, rim)


def _outline(dice: Dice, width: float, length: float) -> Points:
    """An oval, an egg, or a D with its straight side behind."""
    kind = dice.pick({"oval": 3, "egg": 3, "d": 3})
    if kind == "oval":
        return superellipse(width, length, dice.between(2.0, 2.8), 28)
    flat = superellipse(width, length, 2.2 if kind == "egg" else 2.5, 28)
    if kind == "egg":
        share = flat[:, 1] / length  # -0.5 behind to 0.5 in front
        return flat * np.stack([1.0 - 0.25 * share, np.ones(28)], axis=1)
    cut = -0.3 * length
    flat[:, 1] = np.maximum(flat[:, 1], cut)
    flat[:, 1] -= 0.5 * (flat[:, 1].min() + flat[:, 1].max())
    return flat * (1.0, length / np.ptp(flat[:, 1]))


def _bowl(dice: Dice, rim: Rim, hangs: bool) -> Mesh:
    """From the foot up the outside, over the rim and down into the basin."""
    height, oval = rim.height, rim.outline
    foot = dice.between(0.45, 1.0)  # its size against the rim's
    waist = dice.between(0.7, 1.0) * foot
    shift = dice.between(-0.16, 0.0) * rim.length * (1.0 - waist)  # the foot lies further back
    low = 0.3 * height if hangs else 0.0
    ankle = low + 0.4 * (height - low)
    outside = [(0.01, low), (foot, low), (waist, ankle), (0.97, 0.8 * height), (1.0, height)]
    if not hangs and dice.chance(0.4):  # a plinth
        outside[1:2] = [(1.12 * foot, 0.0), (1.12 * foot, 0.03), (foot, 0.04)]
    inner = dice.between(0.68, 0.82)
    basin = [(inner, height), (0.8 * inner, 0.6 * height), (0.25, 0.45 * height)]
    rings = []
    for size, level in (*outside, *basin, (0.0, 0.45 * height)):
        lag = 1.0 - (level - low) / (height - low)
        rings.append(plane(oval * size + (0.0, shift * lag * lag * 3.0), "y", level))
    return skin(np.stack(rings), caps=False)


def _seat_and_lid(model: Assembly, dice: Dice, rim: Rim) -> None:
    """Both down, the lid up, or both up; with rounded edges or as bare sheets."""
    thick = dice.between(0.012, 0.035)
    bevel = dice.pick({0.0: 2, 0.4: 2}) * thick
    state = dice.pick({"shut": 4, "lid up": 5, "both up": 1})
    has_seat = dice.chance(0.92)
    pivot = (0.0, rim.height + thick, rim.back + 0.03)
    back = dice.between(76.0, 90.0)
    gap = dice.pick({0.0: 3, 0.004: 2})
    if has_seat:
        seat = _ring(dice, rim, thick, bevel).on(rim.height + gap)
        model.add("seat", seat.turned("x", -back if state == "both up" else 0.0, at=pivot))
    if dice.chance(0.9):
        grown_by = dice.between(-0.004, 0.012)
        cover = grown(rim.outline, -grown_by)
        if dice.chance(0.2):
            lid = sheet(cover)
        else:
            lid = prism(cover, dice.between(0.6, 1.2) * thick, "y", bevel)
        lid = lid.on(rim.height + 2 * gap + (thick if has_seat else 0.0))
        swing = 0.0 if state == "shut" else back + (2.0 if state == "both up" else 0.0)
        model.add("lid", lid.turned("x", -swing, at=pivot))
    if has_seat and dice.chance(0.5):
        hinge = cylinder(0.014, 0.05, "x").moved(0.22 * rim.width, pivot[1], pivot[2])
        model.add("seat", hinge.both())


def _ring(dice: Dice, rim: Rim, thick: float, bevel: float) -> Mesh:
    """A seat: closed around, or open in front."""
    oval, inner = (
        1.02 * rim.outline,
        rim.outline * (dice.between(0.6, 0.72), dice.between(0.6, 0.74)),
    )
    ring = frame(oval, inner, thick)
    if bevel:  # a softer upper edge
        soft = frame(grown(oval, 0.6 * bevel), grown(inner, -0.6 * bevel), 0.5 * bevel)
        ring = join(ring, soft.moved(y=0.5 * thick))
    if dice.chance(0.2):
        middle = ring.vertices[ring.faces].mean(axis=1)
        gap = (np.abs(middle[:, 0]) < 0.035) & (middle[:, 2] > 0.0)
        return Mesh(ring.vertices, ring.faces[~gap])
    return ring


def _tank(model: Assembly, dice: Dice, rim: Rim) -> None:
    """The cistern behind, on a block of the bowl or down to the floor; flushed by hand."""
    tall, deep = dice.between(0.26, 0.44), dice.between(0.13, 0.24)
    wide = dice.between(0.85, 1.3) * rim.width
    back = rim.back - 0.5 * deep
    stands = dice.chance(0.2)  # one block down to the floor
    corner = dice.one_of(0.0, 0.02, 0.05)
    low = 0.0 if stands else rim.height + dice.pick({0.0: 4, 0.03: 1})
    top = rim.height + tall
    shape = box(wide, top - low, deep, corner).on(low)
    if not stands and dice.chance(0.4):  # narrower below
        narrow = dice.between(0.75, 0.95)
        share = (top - shape.vertices[:, 1:2]) / (top - low)
        shape = Mesh(
            shape.vertices * np.where([1, 0, 1], 1.0 - (1.0 - narrow) * share, 1.0), shape.faces
        )
    model.add("tank", shape.moved(z=back))
    cover = box(dice.between(1.0, 1.06) * wide, dice.between(0.02, 0.05), 1.08 * deep, 0.4 * corner)
    cover = cover.on(top).moved(z=back)
    model.add("tank lid", cover)
    if not stands:
        reach = deep + dice.between(0.06, 0.16)
        block = box(dice.between(0.5, 0.9) * rim.width, rim.height - 0.005, reach, 0.02)
        if dice.chance(0.3):  # only a shelf that carries the tank
            block = box(0.9 * rim.width, 0.12, reach, 0.02).on(rim.height - 0.13)
        model.add(
            "bowl",
            block.on(float(block.low[1]) if block.size[1] < 0.2 else 0.0).moved(z=back + 0.04),
        )
    front = back + 0.5 * deep
    kind = dice.pick({"lever": 5, "button": 4, "none": 2})
    if kind == "lever":
        side, level = dice.one_of(-0.36, 0.36) * wide, top - dice.between(0.04, 0.09)
        long = dice.between(0.06, 0.1) * -np.sign(side)
        hub = cylinder(0.016, 0.02, "z", sides=12)
        arm = rod((0, 0, 0.012), (long, -0.01, 0.016), 0.008)
        blade = box(abs(long), 0.02, 0.008, 0.002).moved(0.5 * long, 0.0, 0.014)
        lever = join(hub, arm if dice.chance(0.6) else blade)
        model.add("flush", lever.moved(side, level, front + 0.008))
    elif kind == "button":
        press = button(0.06, 0.04, dice.one_of(0.002, 0.012), dice.one_of(0.004, 0.02))
        if dice.chance(0.4):
            press = button(0.045, 0.045, 0.008, 0.03)
        model.add("flush", press.turned("x", -90.0).on(cover).moved(z=back))
