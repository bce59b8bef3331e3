"""Motorbikes and scooters."""

import numpy as np

from patchalign3d_training.synthesis.families.vehicles.motorbike.covers import (
    add_fairing,
    add_fenders,
    add_panels,
)
from patchalign3d_training.synthesis.families.vehicles.motorbike.engine import add_engine
from patchalign3d_training.synthesis.families.vehicles.motorbike.lamps import (
    add_lamps,
    add_luggage,
)
from patchalign3d_training.synthesis.families.vehicles.motorbike.pieces import (
    FRAME,
    MotorbikeLayout,
    add_fork,
    wheel_of,
)
from patchalign3d_training.synthesis.families.vehicles.motorbike.saddles import (
    add_bars,
    add_tank_and_seat,
)
from patchalign3d_training.synthesis.kit import (
    Assembly,
    Dice,
    Mesh,
    Section,
    ball,
    beam,
    box,
    hull,
    rod,
    superellipse,
    sweep,
)


def build(bike: Assembly, dice: Dice) -> None:
    """A road bike, chopper, sports bike, dirt bike or scooter; it rides towards +z."""
    kind = dice.pick({"road": 3, "chopper": 2, "sports": 3, "dirt": 1, "scooter": 1})
    layout = _layout(dice, kind)
    wheel = wheel_of(dice, layout.radius, layout.width)
    fat = dice.between(1.0, 1.8)  # the rear tyre against the front one
    small = dice.between(0.85, 1.0) if kind == "chopper" else 1.0
    bike.add("wheel", wheel.at([layout.front]))
    bike.add("wheel", wheel.stretched(fat, small, small).on(0.0).moved(z=float(layout.rear[2])))
    add_fork(bike, dice, layout)
    if kind == "scooter":
        _scooter(bike, dice, layout)
    else:
        _frame(bike, dice, layout, fat * layout.width)
        covered = kind != "chopper" and dice.chance(0.75 if kind == "sports" else 0.25)
        if covered:
            add_panels(bike, dice, layout)
        if not covered or dice.chance(0.5):
            add_engine(bike, dice, kind)
        add_tank_and_seat(bike, dice, layout)
    add_bars(bike, dice, layout)
    if kind == "sports" or dice.chance(0.12):
        add_fairing(bike, dice, layout)
    elif dice.chance(0.85):
        add_lamps(bike, dice, layout)
    add_fenders(bike, dice, layout)
    add_luggage(bike, dice, layout)


def _layout(dice: Dice, kind: str) -> MotorbikeLayout:
    """Wheels, steering head and seat: choppers are long and low, dirt bikes high."""
    radius = dice.between(0.29, 0.37) * (0.72 if kind == "scooter" else 1.0)
    base = dice.between(1.25, 1.5) * (dice.between(1.05, 1.35) if kind == "chopper" else 1.0)
    head = dice.between(0.84, 1.02)
    rake = {"chopper": dice.between(0.45, 0.75), "scooter": 0.25}.get(kind, dice.between(0.25, 0.4))
    seat = {"chopper": dice.between(0.58, 0.7), "dirt": dice.between(0.84, 0.94)}.get(
        kind, dice.between(0.7, 0.84)
    )
    return MotorbikeLayout(
        kind=kind,
        front=np.array([0.0, radius, 0.5 * base]),
        rear=np.array([0.0, radius, -0.5 * base]),
        head=np.array([0.0, head, 0.5 * base - 1.1 * rake * (head - radius)]),
        seat=seat,
        radius=radius,
        width=dice.between(0.08, 0.16),
    )


def _frame(bike: Assembly, dice: Dice, layout: MotorbikeLayout, width: float) -> None:
    """A tubular cradle or two broad spars, the swing arm and its shocks."""
    thick = dice.between(0.015, 0.03)
    head, rear, aside = layout.head, layout.rear, 0.11
    neck, under_seat = (0.02, head[1] - 0.08, head[2]), (aside, layout.seat - 0.08, 0.1)
    tail = (0.6 * aside, layout.seat - 0.06, rear[2] + 0.1)
    front, bottom = (aside, 0.28, head[2] - 0.3), (aside, 0.26, -0.1)
    pivot = (aside, 0.38, -0.2)  # of the swing arm
    upper = sweep([neck, under_seat, tail], thick, sides=6)
    cradle = sweep([neck, front, bottom, pivot, tail], thick, sides=6)
    bike.add(FRAME, upper.both(), cradle.both())
    if dice.chance(0.3):
        spar = beam(neck, (1.2 * aside, 0.45, -0.25), 0.04, 0.14)
        bike.add(FRAME, spar.both())
    side = 0.5 * width + 0.05  # beside the rear tyre
    hub = (side, *rear[1:])
    axle = rod((-side, *rear[1:]), hub, 0.018, sides=6)
    swing_arm = beam(pivot, hub, 0.03, dice.between(0.03, 0.07))
    bike.add(FRAME, swing_arm.both(), axle)
    if dice.chance(0.8):
        foot = (side, rear[1] + 0.03, rear[2] + 0.05)
        top = (tail[0] + 0.05, tail[1], tail[2] + 0.2)
        shock = rod(foot, top, dice.between(0.02, 0.04))
        bike.add(FRAME, shock.both() if dice.chance(0.7) else shock.moved(x=-side))


def _scooter(bike: Assembly, dice: Dice, layout: MotorbikeLayout) -> None:
    """A leg shield, a floor, a body about the rear wheel, a seat on it."""
    floor, rear = dice.between(0.24, 0.32), float(layout.rear[2])
    head_y, head_z = float(layout.head[1]), float(layout.head[2])
    deck = box(0.34, 0.06, 0.6, 0.03).moved(y=floor, z=0.02)
    toe, knee = (0.0, floor, 0.3), (0.0, floor + 0.15, head_z - 0.02)
    chest = (0.0, 0.5 * (floor + head_y), head_z + 0.02)
    section = superellipse(dice.between(0.4, 0.52), 0.07, 3.0, 14)
    path, widths = [toe, knee, chest, (0.0, head_y + 0.02, head_z)], [0.6, 1.0, 1.0, 0.55]
    shield = sweep(path, widths, section, normal=(1, 0, 0))
    body = _scooter_body(dice, layout, floor)
    bike.add(FRAME, deck, shield, body)
    if dice.chance(0.4):
        tall, wide = layout.seat - floor, float(body.size[0])
        cheek = ball(0.1, 0.35 * tall, 0.28)
        cheek = cheek.moved(0.45 * wide, 0.5 * (layout.seat + floor) - 0.05, rear + 0.02)
        bike.add(FRAME, cheek.both())
    cover = box(0.27, dice.between(0.06, 0.14), dice.between(0.55, 0.75), 0.06)
    bike.add("seat", cover.moved(y=layout.seat + 0.02, z=rear + 0.24))


def _scooter_body(dice: Dice, layout: MotorbikeLayout, floor: float) -> Mesh:
    """The housing of engine and rear wheel, from the floor's end to the tail lamp."""
    middle, tall = 0.5 * (layout.seat + floor), layout.seat - floor
    rear, wide = float(layout.rear[2]), dice.between(0.3, 0.4)
    start = Section(-0.12, 0.7 * wide, 0.8 * tall, middle - 0.02)
    under_seat = Section(-0.2, 0.85 * wide, tall, middle)
    wheel_arch = Section(rear, wide, 0.85 * tall, middle + 0.08)
    tail = Section(rear - 0.2, 0.6 * wide, 0.5 * tall, middle + 0.12)
    tip = Section(rear - 0.3, 0.2, 0.1, middle + 0.14)
    return hull([start, under_seat, wheel_arch, tail, tip], 2.6)
