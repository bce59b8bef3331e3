"""Engines: in line, V-shaped, one air-cooled cylinder, a star of cylinders."""

from functools import partial

import numpy as np

from patchalign3d_training.synthesis.kit import (
    Assembly,
    Dice,
    Mesh,
    box,
    cylinder,
    join,
    loft,
    pipe,
    ring,
    rod,
    spokes,
    sweep,
    tube,
)


def build(model: Assembly, dice: Dice) -> None:
    """An engine with its crankshaft along z; the belt or the propeller is at +z."""
    dice.pick({_in_line: 4, _vee: 3, _single: 3, _star: 2})(model, dice)


def _belt_drive(
    model: Assembly, dice: Dice, low: float, high: float, side: float, z: float
) -> None:
    """Pulleys in front, below, on top and at the side, with a belt around them."""
    deep = 0.14
    wheels = [(0.0, low, 0.36), (0.0, high, 0.26), (side, 0.5 * (low + high), 0.2)]
    for x, y, radius in wheels:
        disc = join(
            cylinder(radius, deep, "z"), ring(radius, 0.03, "z").moved(z=0.5 * deep).both("z")
        )
        model.add("pulley", disc.moved(x, y, z))
    if dice.chance(0.8):
        angle = np.linspace(0.0, 2.0 * np.pi, 60, endpoint=False)
        out = np.stack([np.cos(angle), np.sin(angle)], axis=1)
        reach = [np.array([x, y]) @ out.T + radius for x, y, radius in wheels]
        best = np.argmax(reach, axis=0)  # the wheel that the belt touches in each direction
        touched = np.array(wheels)[best]  # (60, 3) of x, y and radius
        path = touched[:, :2] + 1.04 * touched[:, 2:] * out
        flat = np.array([[1, -4], [1, 4], [-1, 4], [-1, -4]]) * 0.015
        level = np.column_stack([path, np.full(60, z)])
        model.add("belt", sweep(level, 1.0, flat, loop=True, normal=(1, 0, 0)))
    if dice.chance(0.5):
        blade = spokes(dice.count(4, 7), 0.1, dice.between(0.6, 0.85), 0.22, 0.03, "z")
        model.add(
            "fan", blade.moved(y=high, z=z + 0.2), cylinder(0.14, 0.3, "z").moved(y=high, z=z + 0.1)
        )


def _lower_end(model: Assembly, dice: Dice, width: float, low: float, length: float) -> None:
    """The oil pan below, the gearbox behind."""
    deep = dice.between(0.25, 0.45)
    if dice.chance(0.85):
        pan = loft([(low - deep, 0.7 * width, 0.6 * length), (low, width, 0.98 * length)], 16, 8.0)
        model.add("oil pan", pan, box(1.08 * width, 0.06, length).moved(y=low))
    if dice.chance(0.5):
        back, tail = -0.5 * length, dice.between(1.0, 2.0)
        bell = cylinder(0.5 * width, 0.5, "z", top=0.75 * width, sides=20)
        model.add("gearbox", bell.moved(y=low + 0.3, z=back - 0.25))
        model.add(
            "gearbox",
            box(0.6 * width, 0.6 * width, tail, 0.05).moved(y=low + 0.3, z=back - 0.4 - 0.5 * tail),
        )
        model.add("shaft", cylinder(0.1, 0.5, "z").moved(y=low + 0.3, z=back - 0.5 - tail))
    elif dice.chance(0.5):
        model.add(
            "pulley",
            cylinder(0.55 * width, 0.16, "z", sides=28).moved(y=low + 0.3, z=-0.5 * length - 0.1),
        )


def _bank(
    model: Assembly, dice: Dice, count: int, width: float, length: float, tall: float
) -> Assembly:
    """One row of cylinders upright from y = 0: block, head, plugs, exhaust at +x, intake at -x."""
    bank, step = model.group(), length / count
    bank.add("block", box(width, tall, length, 0.04).on(0.0))
    head = box(1.04 * width, 0.3, 1.02 * length, 0.03).on(tall)
    cover = box(dice.between(0.6, 0.9) * width, 0.22, 0.98 * length, 0.06).on(head)
    bank.add("cylinder head", head, cover)
    top = float(cover.high[1])
    plug = join(cylinder(0.05, 0.18), cylinder(0.08, 0.07, sides=6).moved(y=-0.05)).on(top - 0.04)
    if dice.chance(0.7):
        bank.add("spark plug", plug.in_row(count, step, "z"))
    side = 0.5 * width
    if dice.chance(0.85):
        log = 0.6 * tall
        runner = tube(
            [(side, tall + 0.12, 0), (side + 0.3, tall + 0.08, 0), (side + 0.4, log, 0)], 0.09, 9
        )
        bank.add("exhaust", runner.in_row(count, step, "z"))
        end = (side + 0.4, log - 0.9, -0.5 * length)
        path = [(side + 0.4, log, 0.45 * length), (side + 0.4, log, -0.42 * length), end]
        bank.add("exhaust", sweep(path, 0.13))
    return bank


def _in_line(model: Assembly, dice: Dice) -> None:
    """Three to six cylinders in a row."""
    count, width = dice.count(3, 6), dice.between(0.8, 1.1)
    length, tall = count * dice.between(0.45, 0.6), dice.between(1.0, 1.4)
    bank = _bank(model, dice, count, width, length, tall)
    side, step = -0.5 * width, length / count
    if dice.chance(0.8):
        arm = tube(
            [(side, tall + 0.12, 0), (side - 0.4, tall + 0.2, 0), (side - 0.5, tall + 0.5, 0)],
            0.08,
            9,
        )
        bank.add("intake", arm.in_row(count, step, "z"))
        chamber = cylinder(0.18, 0.95 * length, "z").moved(side - 0.5, tall + 0.55)
        bank.add("intake", chamber)
    lean = dice.pick({0.0: 3, 15.0: 1})
    model.take(bank, lambda mesh: mesh.turned("z", lean))
    _lower_end(model, dice, width, 0.0, length)
    _belt_drive(model, dice, 0.25, tall, -0.6 * width, 0.5 * length + 0.14)


def _vee(model: Assembly, dice: Dice) -> None:
    """Two rows of cylinders that lean apart, an air filter between them."""
    count, width = dice.count(2, 4), dice.between(0.65, 0.85)
    length, tall = count * dice.between(0.5, 0.65), dice.between(0.8, 1.1)
    bank = _bank(model, dice, count, width, length, tall)
    lean = dice.between(30.0, 45.0)
    model.take(bank, lambda mesh: mesh.moved(y=0.25).turned("z", -lean))
    model.take(bank, lambda mesh: mesh.moved(y=0.25).turned("z", -lean).mirrored("x"))
    model.add("block", box(1.3 * width, 0.8, length, 0.05).moved(y=0.1))
    level = 0.75 * tall
    model.add("intake", box(0.7 * width, 0.35, 0.9 * length, 0.05).moved(y=level + 0.2))
    if dice.chance(0.7):
        filter_ = cylinder(dice.between(0.45, 0.6), dice.between(0.18, 0.3), sides=28)
        model.add("intake", filter_.moved(y=level + 0.55), cylinder(0.2, 0.4).moved(y=level + 0.3))
    _lower_end(model, dice, 1.2 * width, -0.25, length)
    _belt_drive(model, dice, 0.0, level, 0.7 * width, 0.5 * length + 0.14)


def _finned(radius: float, tall: float, count: int, square: bool) -> tuple[Mesh, Mesh]:
    """A cylinder on y = 0 with cooling fins around it."""
    barrel = cylinder(radius, tall).on(0.0)
    plate = box(2.9 * radius, 0.03, 2.9 * radius, 0.0) if square else cylinder(1.45 * radius, 0.03)
    fins = plate.in_row(count, 0.9 * tall / count, "y").moved(y=0.5 * tall)
    return barrel, fins


def _mounted(mesh: Mesh, up: float, lean: float) -> Mesh:
    return mesh.moved(y=up).turned("z", lean)


def _single(model: Assembly, dice: Dice) -> None:
    """One air-cooled cylinder or two in a V on a round crankcase."""
    case, thick = dice.between(0.6, 0.8), dice.between(0.6, 0.9)
    model.add("block", cylinder(case, thick, "z", sides=28))
    model.add("block", cylinder(0.6 * case, 1.2 * thick, "z").moved(0.5 * case, -0.1))
    radius, tall = dice.between(0.3, 0.42), dice.between(0.7, 1.0)
    count, square = dice.count(5, 9), dice.chance(0.6)
    leans = dice.pick({(0.0,): 3, (25.0,): 1, (25.0, -25.0): 3})
    for lean in leans:
        pot = model.group()
        barrel, fins = _finned(radius, tall, count, square)
        pot.add("cylinder", barrel)
        pot.add("fin", fins)
        head = box(2.5 * radius, 0.3, 2.5 * radius, 0.08).on(tall)
        pot.add("cylinder head", head, cylinder(0.8 * radius, 0.15).on(head))
        pot.add("spark plug", rod((0, tall + 0.3, 0.3), (0.1, tall + 0.6, 0.4), 0.05))
        path = [(radius, tall + 0.1, 0), (1.8 * radius, tall, 0.1), (2.0 * radius, 0.2, 0.2)]
        pot.add("exhaust", tube([*path, (2.2 * radius, -0.8, -0.4)], 0.1, 20))
        model.take(pot, partial(_mounted, up=0.85 * case, lean=lean))
    if dice.chance(0.7):
        bowl = join(cylinder(0.14, 0.3), cylinder(0.22, 0.25, "x").moved(-0.3))
        model.add(
            "intake", bowl.moved(-1.2 * radius, case + 0.7 * tall, -0.4 if len(leans) > 1 else 0.0)
        )
    if dice.chance(0.6):
        model.add("pulley", cylinder(0.75 * case, 0.15, "z", sides=28).moved(z=0.5 * thick + 0.08))
    if dice.chance(0.6):
        model.add("shaft", cylinder(0.1, thick + dice.between(0.8, 1.4), "z"))


def _star(model: Assembly, dice: Dice) -> None:
    """Five to nine finned cylinders around a crankcase, often with a propeller."""
    case, count = dice.between(0.5, 0.7), dice.pick({5: 1, 7: 3, 9: 2})
    model.add("block", cylinder(case, 0.7, "z", sides=28))
    model.add("block", cylinder(0.5 * case, 0.5, "z", top=0.8 * case).moved(z=0.5).turned("z", 0.0))
    radius = min(0.24, 2.0 * case / count)
    tall = dice.between(0.6, 0.9)
    barrel, fins = _finned(radius, tall, dice.count(6, 9), False)
    up = 0.92 * case
    model.add("cylinder", barrel.moved(y=up).around(count, "z"))
    model.add("fin", fins.moved(y=up).around(count, "z"))
    head = cylinder(1.3 * radius, 0.25, top=radius).moved(y=up + tall + 0.1)
    model.add("cylinder head", head.around(count, "z"))
    path = [(0.1, up + tall, -0.2), (0.1, up + 0.5 * tall, -0.45), (0.1, 0.9 * case, -0.4)]
    model.add("intake", tube(path, 0.06, 9).around(count, "z"))
    if dice.chance(0.6):
        model.add("exhaust", ring(up + 0.5 * tall, 0.09, "z", 40).moved(z=-0.5))
    model.add("shaft", cylinder(0.1, 1.2, "z").moved(z=0.6))
    if dice.chance(0.5):
        blade = box(1.9 * up, 0.2, 0.05, 0.02).moved(0.95 * up).turned("x", 25.0)
        model.add(
            "fan",
            blade.around(dice.count(2, 4), "z").moved(z=1.1),
            pipe(0.22, 0.09, 0.3, "z").moved(z=1.1),
        )
