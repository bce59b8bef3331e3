"""Tank, seat and handlebars of motorbikes: what the rider touches."""

import numpy as np

from patchalign3d_training.synthesis.families.vehicles.motorbike.pieces import (
    BARS,
    FRAME,
    MotorbikeLayout,
)
from patchalign3d_training.synthesis.kit import (
    Assembly,
    Dice,
    Mesh,
    Points,
    Section,
    ball,
    box,
    cylinder,
    hull,
    join,
    prism,
    rod,
    superellipse,
    sweep,
    tube,
)

_ALONG_TANK = (0.0, 0.08, 0.25, 0.5, 0.75, 0.93, 1.0)
_TANK_WIDTHS = {
    "drop": (0.3, 0.7, 1.0, 0.95, 0.7, 0.45, 0.25),
    "box": (0.6, 0.9, 1.0, 1.0, 0.95, 0.85, 0.5),
    "sport": (0.5, 0.85, 1.0, 0.95, 0.6, 0.5, 0.35),
}
_TANK_HEIGHTS = {
    "drop": (0.4, 0.75, 1.0, 0.95, 0.75, 0.5, 0.3),
    "box": (0.6, 0.9, 1.0, 1.0, 0.9, 0.75, 0.4),
    "sport": (0.5, 0.8, 1.0, 1.05, 0.9, 0.6, 0.4),
}
"""Widths and heights at these shares of a tank's length, front to back, against its largest."""

# Along a seat at eight even steps, front to back:
_SEAT_STEP = np.array([0.0, 0.0, 0.0, 0.0, 0.2, 0.8, 1.0, 1.0])  # share of the step's height
_SEAT_LIPS = np.array([0.03, 0.01, 0.0, 0.0, 0.0, 0.0, 0.0, 0.02])  # metres that its ends rise
_SEAT_WIDTHS = np.array([0.55, 0.75, 1.0, 1.0, 0.95, 0.85, 0.8, 0.5])  # share of its width


def add_tank_and_seat(bike: Assembly, dice: Dice, layout: MotorbikeLayout) -> None:
    """The tank behind the steering head, the seat behind the tank, the tail, side covers."""
    start = float(layout.head[2]) - dice.between(0.04, 0.12)
    length = dice.between(0.42, 0.68)
    _tank(bike, dice, layout, start, length)
    front = start - length + dice.between(0.0, 0.08)
    _seat(bike, dice, layout, front)
    if dice.chance(0.5):
        cover = prism(superellipse(0.42, 0.26, 2.6, 14), 0.02, "x", 0.008)
        cover = cover.moved(0.12, layout.seat - 0.2, front - 0.18)
        bike.add(FRAME, cover.both())


def _tank(bike: Assembly, dice: Dice, layout: MotorbikeLayout, start: float, length: float) -> None:
    """A tank that begins at z = `start`: a drop, a box or a sports tank, perhaps with its cap."""
    wide, tall = dice.between(0.24, 0.42), dice.between(0.2, 0.4)
    level = max(layout.seat, float(layout.head[1]) - 0.2) + dice.between(0.01, 0.07)
    form = dice.pick({"drop": 2, "box": 1, "sport": 1})
    fall = dice.between(0.0, 0.1)
    sections = [
        Section(start - share * length, wide * width, tall * height, level - fall * share)
        for share, width, height in zip(
            _ALONG_TANK, _TANK_WIDTHS[form], _TANK_HEIGHTS[form], strict=True
        )
    ]
    tank = hull(sections, dice.between(2.0, 3.2))
    bike.add("gas tank", tank)
    if dice.chance(0.5):
        cap = cylinder(0.035, 0.03).moved(y=level + 0.5 * tall, z=start - 0.35 * length)
        bike.add("gas tank", cap)


def _seat(bike: Assembly, dice: Dice, layout: MotorbikeLayout, front: float) -> None:
    """A cushion that runs back from z = `front`, with a step, a second one, or a tail behind."""
    end = float(layout.rear[2]) + dice.between(-0.2, 0.25)
    step = dice.between(0.04, 0.14) if dice.chance(0.5) else 0.0
    solo = layout.kind != "dirt" and dice.chance(0.25)
    if solo:
        end = max(end, front - 0.4)
    along = np.linspace(front, end, 8)
    rise = layout.seat + (_SEAT_STEP * step + _SEAT_LIPS) * (1.5 if solo else 1.0)
    widths = _SEAT_WIDTHS * dice.between(0.22, 0.38)
    path = np.stack([0.0 * along, rise, along], axis=1)
    cover = sweep(path, widths, superellipse(1.0, 1.0, 3.0, 14), normal=(1, 0, 0))
    flat = cover.vertices.copy()  # pressed from round to as thick as a seat
    line = np.interp(flat[:, 2], along[::-1], rise[::-1])
    flat[:, 1] = line + (flat[:, 1] - line) * dice.between(0.05, 0.14) / 0.22
    bike.add("seat", Mesh(flat, cover.faces))
    if solo and dice.chance(0.5):
        pillion = box(0.18, 0.06, 0.24, 0.03).moved(y=layout.seat + 0.1, z=end - 0.1)
        bike.add("seat", pillion)
    if layout.kind == "sports" or dice.chance(0.4):
        under = Section(end + 0.4, 0.22, 0.14, layout.seat - 0.08)
        middle = Section(end - 0.1, 0.12, 0.1, layout.seat + step - 0.04)
        tip = Section(end - 0.28, 0.04, 0.05, layout.seat + step + 0.03)
        bike.add(FRAME, hull([under, middle, tip], 2.5))


def add_bars(bike: Assembly, dice: Dice, layout: MotorbikeLayout) -> None:
    """Handlebars with their rubbers, perhaps with levers, instruments and mirrors."""
    wide, back = dice.between(0.27, 0.45), dice.between(0.05, 0.28)
    rise = {"chopper": dice.between(0.1, 0.4), "sports": dice.between(-0.06, 0.03)}.get(
        layout.kind, dice.between(0.04, 0.18)
    )
    clamp = layout.head + (0.0, 0.04, 0.0)
    bend = clamp + (0.7 * wide, rise, -0.3 * back)
    end = clamp + (wide, rise - dice.between(0.0, 0.04), -back)
    thick = dice.between(0.013, 0.028)
    bar = tube([clamp, clamp + (0.1, 0.4 * rise, 0.0), bend, end], thick, 14, 6)
    rubber = rod(0.35 * bend + 0.65 * end, end + (0.04, 0.0, -0.02), 1.6 * thick)
    bike.add(BARS, bar.both(), rubber.both())
    _controls(bike, dice, clamp, end)
    if dice.chance(0.6):
        lever = rod(bend + (0.0, 0.0, 0.04), end + (0.0, 0.0, 0.06), 0.008, sides=5)
        bike.add(BARS, lever.both())
    if dice.chance(0.5):
        gauge = cylinder(dice.between(0.04, 0.07), 0.06).turned("x", 30.0)
        gauges = gauge.at([clamp + (0.06, 0.05, 0.03)]).both()
        bike.add(dice.one_of(BARS, FRAME), gauges)
    if dice.chance(0.65):
        high, size = dice.between(0.1, 0.3), dice.between(0.8, 1.4)
        stalk = rod(bend, bend + (0.06, high, 0.0), 0.009, sides=5)
        glass = ball(0.06 * size, 0.045 * size, 0.016, 10).at([bend + (0.08, high + 0.02, 0.0)])
        bike.add(dice.pick({BARS: 3, FRAME: 1}), join(stalk, glass).both(), detail="mirror")


def _controls(bike: Assembly, dice: Dice, clamp: Points, end: Points) -> None:
    """What the hands hold or see: a cowl over the middle, switch boxes, hand guards."""
    if dice.chance(0.4):
        cowl = box(dice.between(0.14, 0.34), dice.between(0.04, 0.12), 0.1, 0.02)
        bike.add(BARS, cowl.at([clamp + (0.0, 0.02, 0.0)]))
    if dice.chance(0.4):
        switch = box(0.06, 0.045, 0.05, 0.01).at([0.25 * clamp + 0.75 * end])
        bike.add(BARS, switch.both())
    if dice.chance(0.12):
        guard = ball(0.09, 0.08, 0.03, 10).at([end + (-0.04, 0.0, 0.09)])
        bike.add(BARS, guard.both())
