"""Gears: spur, bevel and ring gears, alone or meshing."""

from dataclasses import dataclass

import numpy as np

from patchalign3d_training.synthesis.kit import (
    Assembly,
    Dice,
    Mesh,
    cylinder,
    frame,
    pipe,
    plane,
    polygon,
    rectangle,
    skin,
    spokes,
)


@dataclass(frozen=True)
class Cut:
    """A gear about y: how it is cut, with the root circle's radius as 1."""

    teeth: int
    tall: float  # of a tooth
    thick: float  # of the whole gear
    root: float  # a tooth's width at its root, over the pitch
    crest: float  # and at its tip
    skew: float = 0.0  # degrees by which the upper face is turned against the lower: helical
    cone: float = 1.0  # size of the upper face against the lower: bevel


def build(model: Assembly, dice: Dice) -> None:
    """One gear, flat or upright, or a large one with a small one at its side."""
    cut = Cut(
        dice.count(8, 36),
        dice.between(0.1, 0.28),
        dice.between(0.12, 0.7),
        dice.between(0.55, 0.75),
        dice.between(0.2, 0.5),
        skew=dice.between(6.0, 18.0) if dice.chance(0.2) else 0.0,
        cone=dice.between(0.55, 0.85) if dice.chance(0.2) else 1.0,
    )
    cut = Cut(**{**vars(cut), "tall": min(cut.tall, 5.0 / cut.teeth)})
    gears = model.group()
    is_ring = dice.chance(0.15)
    if is_ring:
        _ring_gear(gears, cut)
    else:
        _gear(gears, dice, cut, has_shaft=dice.chance(0.35))
    if not is_ring and cut.cone == 1.0 and not cut.skew and dice.chance(0.25):
        small = model.group()
        share = dice.between(0.35, 0.7)
        teeth = max(7, round(share * cut.teeth))
        size = teeth / cut.teeth
        pinion = Cut(teeth, cut.tall / size, cut.thick / size, cut.root, cut.crest)
        _gear(small, dice, pinion, has_shaft=dice.chance(0.5))
        apart = 1.0 + size + cut.tall
        gears.take(small, lambda mesh: mesh.scaled(size).turned("y", 180.0 / teeth).moved(apart))
    lies = dice.chance(0.4)
    model.take(gears, lambda mesh: mesh if lies else mesh.turned("x", 90.0))


def _teeth(cut: Cut) -> Mesh:
    """All teeth, from just inside the root circle outwards."""
    pitch = 2.0 * np.pi / cut.teeth
    half_root, half_crest = 0.5 * cut.root * pitch, 0.5 * cut.crest * pitch
    corners = [(0.96, -half_root), (1.0 + cut.tall, -half_crest), (1.0 + cut.tall, half_crest)]
    flat = np.array([(r * np.cos(a), r * np.sin(a)) for r, a in [*corners, (0.96, half_root)]])
    twist = np.radians(cut.skew)
    turned = flat @ np.array([[np.cos(twist), np.sin(twist)], [-np.sin(twist), np.cos(twist)]])
    low, high = -0.5 * cut.thick, 0.5 * cut.thick
    tooth = skin(np.stack([plane(flat, "y", low), plane(cut.cone * turned, "y", high)])[:, ::-1])
    return tooth.around(cut.teeth)


def _gear(model: Assembly, dice: Dice, cut: Cut, *, has_shaft: bool) -> None:
    """Teeth around a disc or a rim on spokes, a hub, a bore or a shaft."""
    model.add("tooth", _teeth(cut))
    thick, sides = cut.thick, max(24, cut.teeth)
    bore = dice.between(0.12, 0.25)
    hub = bore + dice.between(0.08, 0.18)
    kind = dice.pick({"disc": 4, "spokes": 3, "holes": 2})
    if cut.cone < 1.0:
        wall = [(0.5 * thick, cut.cone), (-0.5 * thick, 1.0)]
        rings = [plane(polygon(sides, size), "y", y) for y, size in wall]
        model.add("body", skin(np.stack(rings)))
    elif kind == "disc":
        web = thick * (1.0 if dice.chance(0.5) else dice.between(0.3, 0.6))
        model.add("body", pipe(1.0, 0.78, thick, sides=sides), pipe(0.8, bore, web, sides=sides))
    else:
        rim = dice.between(0.75, 0.88)
        model.add("body", pipe(1.0, rim, thick, sides=sides))
        if kind == "spokes":
            wide, deep = dice.between(0.1, 0.22), thick * dice.between(0.4, 0.9)
            model.add("spoke", spokes(dice.count(3, 6), hub - 0.03, rim + 0.02, wide, deep))
        else:
            count, web = dice.count(4, 6), dice.between(0.4, 0.8) * thick
            size = 0.26 * rim
            mid = 0.5 * (hub + rim)
            model.add("body", pipe(hub + 0.08, bore, web), pipe(rim + 0.01, rim - 0.08, web))
            eye = pipe(size, 0.75 * size, web, sides=16).moved(mid)
            model.add("body", eye.around(count))
            web_bar = spokes(count, hub, rim, 0.28 * rim, web).turned("y", 180.0 / count)
            model.add("body", web_bar)
    rise = thick * dice.between(1.0, 1.9)
    model.add("hub", pipe(hub, bore, rise, sides=20))
    ends = [plane(polygon(20, bore), "y", y) for y in (-0.5 * rise, 0.5 * rise)]
    model.add("bore", skin(np.stack(ends), caps=False))
    if has_shaft:
        reach = dice.between(1.5, 4.0) * thick + 0.6
        model.add("shaft", cylinder(0.98 * bore, reach).moved(y=dice.between(-0.3, 0.3) * reach))
    elif dice.chance(0.4):
        model.add("bore", frame(rectangle(0.1, 0.1), rectangle(0.06, 0.06), rise).moved(bore))


def _ring_gear(model: Assembly, cut: Cut) -> None:
    """Teeth that point inwards from a ring."""
    inward = Cut(cut.teeth, 0.8 * cut.tall, cut.thick, cut.root, cut.crest)
    teeth = _teeth(inward)
    radius = np.linalg.norm(teeth.vertices[:, [0, 2]], axis=1, keepdims=True)
    flipped = teeth.vertices * np.where([[True, False, True]], (2.0 - radius) / radius, 1.0)
    model.add("tooth", Mesh(flipped, teeth.faces[:, ::-1]))
    model.add("body", pipe(1.25, 1.0, cut.thick, sides=max(24, cut.teeth)))
    model.add("bore", pipe(1.001, 0.999, 0.98 * cut.thick, sides=max(24, cut.teeth)))
