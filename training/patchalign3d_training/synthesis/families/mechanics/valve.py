"""Valves in a pipe, with a wheel or a lever on top."""

import numpy as np

from patchalign3d_training.synthesis.families.mechanics.flanges import flange, threaded
from patchalign3d_training.synthesis.kit import (
    Assembly,
    Dice,
    Mesh,
    ball,
    box,
    cylinder,
    join,
    loft,
    polygon,
    prism,
    ring,
    rod,
    spokes,
    sweep,
)


def build(model: Assembly, dice: Dice) -> None:
    """A body along x with flanges or threads at both ends; its stem points up, or along +z."""
    radius = 1.0  # of the pipe's outside
    bulge = dice.between(1.15, 1.7)
    reach = dice.between(1.6, 2.6)  # from the middle to an end
    valve = model.group()
    kind = dice.pick({"globe": 3, "gate": 2, "ball": 3})
    if kind == "globe":
        valve.add("body", ball(1.1 * bulge, bulge, bulge, 20))
    elif kind == "gate":
        rows = [(-bulge, 1.5, 1.2), (-0.4 * bulge, 2.2 * bulge, 1.6 * bulge), (bulge, 2.0, 1.3)]
        valve.add("body", loft(rows))
    else:
        sides = dice.pick({6: 2, 8: 1, 20: 2})
        valve.add("body", cylinder(bulge, 1.3 * reach, "x", sides=sides))
    valve.add("body", cylinder(0.95 * radius, 1.9 * reach, "x"))
    _ends(valve, dice, radius, reach)

    top = bulge * dice.between(0.9, 1.1)
    rise = dice.between(0.4, 1.2)
    if kind != "ball" or dice.chance(0.4):
        neck = dice.between(0.5, 0.75)
        shape = (
            prism(polygon(6, 1.35 * neck), 0.35) if dice.chance(0.5) else cylinder(1.4 * neck, 0.3)
        )
        valve.add("cover", cylinder(1.1 * neck, rise, top=0.7 * neck).on(top - 0.3))
        valve.add("cover", shape.on(top - 0.1 + dice.between(0.0, 0.5) * rise))
        if dice.chance(0.4):
            nut = prism(polygon(6, 0.13), 0.2).moved(1.25 * neck).around(6)
            valve.add("bolt", nut.on(top + 0.1))
    head = top - 0.3 + rise + dice.between(0.3, 1.3)
    thin = dice.between(0.14, 0.22)
    valve.add("stem", rod((0, 0.5 * top, 0), (0, head, 0), thin))
    if kind == "ball" and dice.chance(0.75):
        valve.add("handle", _lever(dice).moved(y=head))
    else:
        valve.add("handle", _wheel(dice, dice.between(0.9, 1.7)).moved(y=head - 0.1))
        if dice.chance(0.4):
            valve.add("stem", rod((0, head, 0), (0, head + dice.between(0.3, 1.2), 0), 0.8 * thin))
    turn = dice.pick({0.0: 4, 90.0: 2})
    model.take(valve, lambda mesh: mesh.turned("x", turn))


def _ends(valve: Assembly, dice: Dice, radius: float, reach: float) -> None:
    """Flanges with screws, sockets with six sides, or threads, and perhaps the pipes beyond."""
    kind = dice.pick({"flange": 4, "socket": 3, "thread": 2})
    if kind == "flange":
        wide, count = dice.between(1.6, 2.0), dice.pick({4: 2, 6: 1, 8: 2})
        end = flange(wide * radius, 0.7 * radius, 0.3, count)
        pieces = [("flange", end.disc), *([("bolt", end.bolts)] if dice.chance(0.75) else [])]
    elif kind == "socket":
        outline = polygon(dice.pick({6: 3, 8: 1}), 1.3 * radius)
        pieces = [("body", prism(outline, 0.7).under(0.0))]
    else:
        pieces = [("pipe", threaded(radius, 0.8, 6))]
    for part, mesh in pieces:
        valve.add(part, mesh.turned("z", -90.0).moved(reach).both())
    if kind != "thread" and dice.chance(0.5):
        far = reach + dice.between(0.8, 2.5)
        valve.add("pipe", rod((reach - 0.1, 0, 0), (far, 0, 0), 0.75 * radius, sides=20).both())


def _wheel(dice: Dice, radius: float) -> Mesh:
    """A handwheel about y: a round or a wavy rim on spokes."""
    thick = dice.between(0.1, 0.17)
    angle = np.linspace(0.0, 2.0 * np.pi, 48, endpoint=False)
    wave = dice.between(0.04, 0.08) if dice.chance(0.3) else 0.0
    size = radius * (1.0 + wave * np.cos(dice.count(5, 8) * angle))
    path = np.stack([size * np.cos(angle), np.zeros(48), size * np.sin(angle)], axis=1)
    rim = sweep(path, thick, sides=8, loop=True)
    if dice.chance(0.2):
        rim = join(ring(radius, 1.4 * thick), cylinder(radius, 0.6 * thick))
    bars = spokes(dice.count(3, 6), 0.0, radius, 1.5 * thick, thick)
    return join(rim, bars, cylinder(0.3, 3.0 * thick))


def _lever(dice: Dice) -> Mesh:
    """A flat bar, bent up or straight, or a butterfly to turn with two fingers."""
    if dice.chance(0.3):
        blade = box(dice.between(0.8, 1.2), 0.4, 0.2, 0.08)
        return join(blade.moved(0.5), blade.moved(-0.5), cylinder(0.3, 0.4))
    length, thick = dice.between(2.5, 4.2), 0.14
    lift = dice.between(0.0, 0.6)
    flat = np.array([[1, -1], [1, 1], [-1, 1], [-1, -1]]) * (0.5 * thick, 0.28)
    path = [(-0.4, 0, 0), (0.3, 0, 0), (0.8, lift, 0), (length, lift, 0)]
    bar = sweep(path, 1.0, flat, normal=(0, 1, 0))
    grip = box(0.5 * length, 2.0 * thick, 0.66, 0.1).moved(0.75 * length, lift)
    pieces = [bar, cylinder(0.34, 0.2), *([grip] if dice.chance(0.6) else [])]
    return join(*pieces).turned("y", dice.pick({0.0: 3, 90.0: 1}))
