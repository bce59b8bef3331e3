"""Wheels, engine, tank, seat and bars of motorbikes."""

import numpy as np

from patchalign3d_training.synthesis.kit import (
    Assembly,
    Dice,
    Mesh,
    Points,
    ball,
    box,
    cylinder,
    hull,
    join,
    pipe,
    prism,
    ring,
    rod,
    smooth,
    spokes,
    superellipse,
    sweep,
    tube,
)

FRAME = "engine or frame"


BARS = "handles or handlebars"


_TANKS = {
    "drop": ((0.3, 0.7, 1.0, 0.95, 0.7, 0.45, 0.25), (0.4, 0.75, 1.0, 0.95, 0.75, 0.5, 0.3)),
    "box": ((0.6, 0.9, 1.0, 1.0, 0.95, 0.85, 0.5), (0.6, 0.9, 1.0, 1.0, 0.9, 0.75, 0.4)),
    "sport": ((0.5, 0.85, 1.0, 0.95, 0.6, 0.5, 0.35), (0.5, 0.8, 1.0, 1.05, 0.9, 0.6, 0.4)),
}

"""Widths and heights along a tank, front to back, against its largest."""


def wheel_of(dice: Dice, radius: float, width: float) -> Mesh:
    """A wheel about the origin, its axle along x."""
    thin = width * dice.between(0.4, 0.6)
    tread = ring(radius - thin, thin, "x", 24, 8).stretched(0.5 * width / thin, 1, 1)
    rim = pipe(radius - 1.5 * thin, radius - 2.2 * thin, 0.6 * width, "x", 20)
    hub = cylinder(0.18 * radius, 0.9 * width, "x", sides=10)
    inner = radius - 2.0 * thin
    kind = dice.pick({"wire": 2, "cast": 2, "disc": 1})
    if kind == "wire":
        wire = rod((0, 0.1 * radius, 0), (0, inner, 0), 0.007, sides=4)
        fill = wire.around(dice.count(10, 20), "x")
    elif kind == "cast":
        bars = spokes(dice.count(3, 7), 0.1 * radius, inner, 0.14 * radius, 0.3 * width)
        fill = bars.turned("z", 90.0)
    else:
        fill = cylinder(inner, 0.3 * width, "x", sides=20)
    if dice.chance(0.5):
        brake = pipe(0.55 * radius, 0.3 * radius, 0.012, "x", 18).moved(0.45 * width)
        fill = join(fill, brake.both() if dice.chance(0.6) else brake)
    return join(tread, rim, hub, fill)


def add_engine(bike: Assembly, dice: Dice, kind: str) -> None:
    """A crankcase with covers, cylinders, and what hangs about them; frame to the annotators."""
    if dice.chance(0.1):
        block = box(dice.between(0.16, 0.3), 0.4, 0.45, 0.03).moved(0, 0.42, 0.02)
        bike.add(FRAME, block)
        _exhaust(bike, dice, 0.35, 0.0)
        return
    wide = dice.between(0.22, 0.36)
    z, y = dice.between(-0.08, 0.08), dice.between(0.32, 0.38)
    corners = [(0.22, 0.0), (0.16, 0.12), (-0.1, 0.13), (-0.26, 0.06), (-0.22, -0.1), (0.1, -0.12)]
    case = prism(smooth(corners, 18, closed=True), wide, "x", 0.03)
    bike.add(FRAME, case.moved(0, y, z))
    for along, size in ((0.1, 0.1), (-0.12, 0.08), (0.0, 0.05)):
        cover = cylinder(size * dice.between(0.8, 1.2), wide + dice.between(0.04, 0.12), "x")
        bike.add(FRAME, cover.moved(0, y, z + along))
    form = {"sports": "four", "dirt": "single", "chopper": "vee"}.get(
        kind, dice.pick({"vee": 2, "four": 1, "single": 1, "boxer": 1})
    )
    round_fins = dice.chance(0.5)
    fin = cylinder(0.1, 0.012, sides=12) if round_fins else box(0.19, 0.012, 0.18)
    count = dice.count(4, 7)
    core = cylinder(0.075, 0.24, sides=10).moved(0, 0.08)
    lid = box(0.16, 0.05, 0.15, 0.02).moved(0, 0.21)
    barrel = join(core, lid, *(fin.moved(0, 0.03 * i) for i in range(count)))
    places = {
        "single": [(dice.between(0.0, 30.0), 0.05, 1.0)],
        "vee": [(dice.between(15.0, 40.0), 0.07, 1.0), (-dice.between(15.0, 40.0), -0.07, 1.0)],
        "four": [(dice.between(5.0, 35.0), 0.08, dice.between(2.0, 2.7))],
        "boxer": [],
    }[form]
    for lean, along, widen in places:
        piece = barrel.stretched(widen, 1, 1).turned("x", lean)
        bike.add(FRAME, piece.moved(0, y + 0.08, z + along))
    if form == "boxer":
        bike.add(FRAME, barrel.turned("z", -90.0).moved(0.1, y, z).both())
    if dice.chance(0.5):
        filter_can = cylinder(dice.between(0.05, 0.09), 0.08, "x")
        bike.add(FRAME, filter_can.moved(0.13, y + 0.22, z - 0.02))
    if kind == "sports" or dice.chance(0.25):
        bike.add(FRAME, box(0.34, 0.26, 0.04).turned("x", 10.0).moved(0, y + 0.15, z + 0.33))
    _clutter(bike, dice, y, z)
    _exhaust(bike, dice, y, z)


def _clutter(bike: Assembly, dice: Dice, y: float, z: float) -> None:
    """Carburettors, battery, hoses, pegs, a chain: what fills the frame of a real machine."""
    for _ in range(dice.count(0, 5)):
        x, tall, long = dice.many(0.04, 0.15, 3)
        place = dice.random.uniform((-0.1, y, z - 0.4), (0.1, y + 0.3, z + 0.2))
        bike.add(FRAME, box(x, tall, long, 0.01).moved(*place))
    for _ in range(dice.count(0, 3)):
        ends = dice.random.uniform((-0.12, y - 0.05, z - 0.4), (0.12, y + 0.35, z + 0.3), (3, 3))
        bike.add(FRAME, tube(ends, 0.01, 8, 5))
    if dice.chance(0.6):
        peg = rod((0.1, y - 0.1, z - 0.2), (0.3, y - 0.1, z - 0.2), 0.015, sides=6)
        bike.add(FRAME, peg.both())
    if dice.chance(0.5):
        chain = box(0.015, 0.012, 0.6).moved(0.11, y, z - 0.4)
        bike.add(FRAME, chain, chain.moved(0, -0.1))
    if dice.chance(0.4):
        bike.add(FRAME, rod((-0.1, y - 0.08, z - 0.1), (-0.25, 0.02, z - 0.25), 0.012, sides=6))


def _exhaust(bike: Assembly, dice: Dice, y: float, z: float) -> None:
    sides = (1, -1) if dice.chance(0.4) else (1,)
    high = dice.between(0.22, 0.55)
    if dice.chance(0.15):
        high = dice.between(0.65, 0.75)
    end = dice.between(-0.95, -0.6)
    path = [(0.1, y + 0.2, z + 0.15), (0.15, y, z + 0.34), (0.18, 0.2, z), (0.2, high, -0.45)]
    fat = dice.between(0.035, 0.065)
    can = rod((0.2, high, -0.4), (0.2, high + 0.04, end), fat, fat * dice.between(0.7, 1.3))
    pipes = [tube([*path, (0.2, high, end)], 0.024, 18, 7), can]
    if dice.chance(0.4):
        pipes += [piece.moved(0.0, dice.between(0.08, 0.12), 0.0) for piece in pipes]
    for side in sides:
        piece = join(*pipes)
        bike.add(FRAME, piece if side > 0 else piece.mirrored(), detail="exhaust")


def add_tank_and_seat(
    bike: Assembly,
    dice: Dice,
    kind: str,
    head: Points,
    rear: Points,
    seat_y: float,
) -> None:
    """The tank behind the steering head, the seat behind the tank, the tail."""
    start = head[2] - dice.between(0.04, 0.12)
    long = dice.between(0.42, 0.68)
    wide, tall = dice.between(0.24, 0.42), dice.between(0.2, 0.4)
    y = max(seat_y, head[1] - 0.2) + dice.between(-0.02, 0.04)
    share = np.array([0.0, 0.08, 0.25, 0.5, 0.75, 0.93, 1.0])
    form = dice.pick({"drop": 2, "box": 1, "sport": 1})
    widths, heights = _TANKS[form]
    drop = dice.between(0.0, 0.1)
    rows = [
        (start - s * long, wide * w, tall * h, y + 0.03 - drop * s)
        for s, w, h in zip(share, widths, heights, strict=True)
    ]
    bike.add("gas tank", hull(rows, dice.between(2.0, 3.2)))
    if dice.chance(0.5):
        top = y + 0.03 + 0.5 * tall
        bike.add("gas tank", cylinder(0.035, 0.03).moved(0, top, start - 0.35 * long))
    end = rear[2] + dice.between(-0.2, 0.25)
    front = start - long + dice.between(0.0, 0.08)
    step = dice.between(0.04, 0.14) if dice.chance(0.5) else 0.0
    solo = kind != "dirt" and dice.chance(0.25)
    end = max(end, front - 0.4) if solo else end
    levels = np.linspace(front, end, 8)
    back_rise = np.array([0.03, 0.01, 0, 0, 0.2 * step, 0.8 * step, step, step + 0.02])
    rise = seat_y + back_rise * (1.5 if solo else 1.0)
    sizes = np.array([0.55, 0.75, 1.0, 1.0, 0.95, 0.85, 0.8, 0.5]) * dice.between(0.22, 0.38)
    path = np.stack([0 * levels, rise, levels], axis=1)
    cover = sweep(path, sizes, superellipse(1.0, 1.0, 3.0, 14), normal=(1, 0, 0))
    flat = cover.vertices.copy()
    center = np.interp(flat[:, 2], levels[::-1], rise[::-1])
    thick = dice.between(0.05, 0.14)
    flat[:, 1] = center + (flat[:, 1] - center) * thick / 0.22
    bike.add("seat", Mesh(flat, cover.faces))
    if solo and dice.chance(0.5):
        bike.add("seat", box(0.18, 0.06, 0.24, 0.03).moved(0, seat_y + 0.1, end - 0.1))
    if kind == "sports" or dice.chance(0.4):
        rows = [
            (end + 0.4, 0.22, 0.14, seat_y - 0.08),
            (end - 0.1, 0.12, 0.1, seat_y + step - 0.04),
        ]
        rows += [(end - 0.28, 0.04, 0.05, seat_y + step + 0.03)]
        bike.add(FRAME, hull(rows, 2.5))
    if dice.chance(0.5):
        panel = prism(superellipse(0.42, 0.26, 2.6, 14), 0.02, "x", 0.008)
        bike.add(FRAME, panel.moved(0.12, seat_y - 0.2, front - 0.18).both())


def add_bars(bike: Assembly, dice: Dice, kind: str, head: Points) -> None:
    """Handlebars, perhaps with levers, instruments and mirrors."""
    wide = dice.between(0.27, 0.45)
    rise = {"chopper": dice.between(0.1, 0.4), "sports": dice.between(-0.06, 0.03)}.get(
        kind, dice.between(0.04, 0.18)
    )
    back = dice.between(0.05, 0.28)
    start = head + (0, 0.04, 0)
    path = [start, start + (0.1, 0.4 * rise, 0), start + (0.7 * wide, rise, -0.3 * back)]
    end = start + (wide, rise - dice.between(0.0, 0.04), -back)
    thick = dice.between(0.013, 0.028)
    bike.add(BARS, tube([*path, end], thick, 14, 6).both())
    hold = rod(0.35 * path[2] + 0.65 * end, end + (0.04, 0, -0.02), 1.6 * thick)
    bike.add(BARS, hold.both())
    _controls(bike, dice, head, end)
    if dice.chance(0.6):
        lever = rod(path[2] + (0, 0, 0.04), end + (0, 0, 0.06), 0.008, sides=5)
        bike.add(BARS, lever.both())
    if dice.chance(0.5):
        dial = (
            cylinder(dice.between(0.04, 0.07), 0.06)
            .turned("x", 30.0)
            .moved(*(start + (0.06, 0.05, 0.03)))
        )
        bike.add(dice.one_of(BARS, FRAME), dial.both())
    if dice.chance(0.65):
        high = dice.between(0.1, 0.3)
        stalk = rod(path[2], path[2] + (0.06, high, 0), 0.009, sides=5)
        size = dice.between(0.8, 1.4)
        glass = ball(0.06 * size, 0.045 * size, 0.016, 10).moved(
            *(path[2] + (0.08, high + 0.02, 0))
        )
        bike.add(dice.pick({BARS: 3, FRAME: 1}), join(stalk, glass).both(), detail="mirror")


def _controls(bike: Assembly, dice: Dice, head: Points, end: Points) -> None:
    """What the hands hold or see: broad clamps, a cowl over the middle, boxes by the grips."""
    if dice.chance(0.4):
        cowl = box(dice.between(0.14, 0.34), dice.between(0.04, 0.12), 0.1, 0.02)
        bike.add(BARS, cowl.moved(*(head + (0, 0.06, 0))))
    if dice.chance(0.4):
        switch = box(0.06, 0.045, 0.05, 0.01).moved(*(0.25 * (head + (0, 0.04, 0)) + 0.75 * end))
        bike.add(BARS, switch.both())
    if dice.chance(0.12):
        guard = ball(0.09, 0.08, 0.03, 10).moved(*(end + (-0.04, 0.0, 0.09)))
        bike.add(BARS, guard.both())
