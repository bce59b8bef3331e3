"""Motorbikes and scooters."""

import numpy as np

from patchalign3d_training.synthesis.families.vehicles.motorbike.covers import (
    add_fairing,
    add_fenders,
    add_lamps,
    add_luggage,
    add_panels,
)
from patchalign3d_training.synthesis.families.vehicles.motorbike.pieces import (
    FRAME,
    add_bars,
    add_engine,
    add_tank_and_seat,
    wheel_of,
)
from patchalign3d_training.synthesis.kit import (
    Assembly,
    Dice,
    Points,
    ball,
    beam,
    box,
    hull,
    join,
    rod,
    superellipse,
    sweep,
)


def build(bike: Assembly, dice: Dice) -> None:
    """A road bike, chopper, sports bike, dirt bike or scooter; it rides towards +z."""
    kind = dice.pick({"road": 3, "chopper": 2, "sports": 3, "dirt": 1, "scooter": 1})
    radius = dice.between(0.29, 0.37) * (0.72 if kind == "scooter" else 1.0)
    base = dice.between(1.25, 1.5) * (dice.between(1.05, 1.35) if kind == "chopper" else 1.0)
    width = dice.between(0.08, 0.16)
    front = np.array([0.0, radius, 0.5 * base])
    rear = np.array([0.0, radius, -0.5 * base])
    wheel = wheel_of(dice, radius, width)
    bike.add("wheel", wheel.moved(*front))
    fat = dice.between(1.0, 1.8)
    small = dice.between(0.85, 1.0) if kind == "chopper" else 1.0
    bike.add("wheel", wheel.stretched(fat, small, small).moved(0, small * radius, rear[2]))
    head_y = dice.between(0.84, 1.02)
    rake = {"chopper": dice.between(0.45, 0.75), "scooter": 0.25}.get(kind, dice.between(0.25, 0.4))
    head = np.array([0.0, head_y, front[2] - rake * (head_y - radius) * 1.1])
    _fork(bike, dice, front, head, width)
    seat_y = {"chopper": dice.between(0.58, 0.7), "dirt": dice.between(0.84, 0.94)}.get(
        kind, dice.between(0.7, 0.84)
    )
    if kind == "scooter":
        _scooter(bike, dice, rear, head, seat_y)
    else:
        _frame(bike, dice, rear, head, seat_y, fat * width)
        covered = dice.chance(0.75 if kind == "sports" else 0.25)
        if covered:
            add_panels(bike, dice, head, rear, seat_y)
        if not covered or dice.chance(0.5):
            add_engine(bike, dice, kind)
        add_tank_and_seat(bike, dice, kind, head, rear, seat_y)
    add_bars(bike, dice, kind, head)
    if kind == "sports" or dice.chance(0.12):
        add_fairing(bike, dice, head)
    elif dice.chance(0.85):
        add_lamps(bike, dice, head, rear, seat_y)
    add_fenders(bike, dice, front, rear, radius, width)
    add_luggage(bike, dice, kind, rear, seat_y)


def _fork(
    bike: Assembly,
    dice: Dice,
    front: Points,
    head: Points,
    width: float,
) -> None:
    x = 0.5 * width + 0.04
    foot = front + (x, 0, 0)
    top = head + (x, 0.03, 0)
    thick = dice.between(0.018, 0.032)
    middle = dice.between(0.3, 0.6) * (foot - top) + top
    fat, thin = (1.4, 1.0) if dice.chance(0.6) else (0.9, 1.4)
    leg = join(rod(foot, middle, fat * thick), rod(middle, top, thin * thick))
    bike.add(FRAME, leg.both(), detail="fork")
    clamp = box(2 * x + 0.05, 0.04, 0.08, 0.01)
    bike.add(FRAME, clamp.moved(*head), clamp.moved(*(head - (0, 0.15, -0.05))))
    bike.add(FRAME, rod(front - (x, 0, 0), foot, 0.018, sides=6))
    if dice.chance(0.4):
        caliper = box(0.04, 0.1, 0.07, 0.01).moved(*(front + (0.5 * width, 0.12, -0.08)))
        bike.add(FRAME, caliper.both())


def _frame(
    bike: Assembly,
    dice: Dice,
    rear: Points,
    head: Points,
    seat_y: float,
    width: float,
) -> None:
    """A tubular cradle or two broad spars, the swing arm and its shocks."""
    thick = dice.between(0.015, 0.03)
    x = 0.11
    tail = (0.6 * x, seat_y - 0.06, rear[2] + 0.1)
    low = (x, 0.28, head[2] - 0.3)
    pivot = (x, 0.38, -0.2)
    neck = (0.02, head[1] - 0.08, head[2])
    for path in ([neck, (x, seat_y - 0.08, 0.1), tail], [neck, low, (x, 0.26, -0.1), pivot, tail]):
        bike.add(FRAME, sweep(path, thick, sides=6).both())
    if dice.chance(0.3):
        bike.add(FRAME, beam(neck, (1.2 * x, 0.45, -0.25), 0.04, 0.14).both())
    side = (0.5 * width + 0.05, rear[1], rear[2])
    bike.add(FRAME, beam(pivot, side, 0.03, dice.between(0.03, 0.07)).both())
    bike.add(FRAME, rod((-side[0], *side[1:]), side, 0.018, sides=6))
    if dice.chance(0.8):
        bottom = (side[0], side[1] + 0.03, side[2] + 0.05)
        shock = rod(bottom, (tail[0] + 0.05, tail[1], tail[2] + 0.2), dice.between(0.02, 0.04))
        bike.add(FRAME, shock.both() if dice.chance(0.7) else shock.moved(-side[0]))


def _scooter(
    bike: Assembly,
    dice: Dice,
    rear: Points,
    head: Points,
    seat_y: float,
) -> None:
    """A leg shield, a floor, a body about the rear wheel, a seat on it."""
    floor = dice.between(0.24, 0.32)
    deck = box(0.34, 0.06, 0.6, 0.03).moved(0, floor, 0.02)
    path = [(0, floor, 0.3), (0, floor + 0.15, head[2] - 0.02)]
    path += [(0, 0.5 * (floor + head[1]), head[2] + 0.02), (0, head[1] + 0.02, head[2])]
    section = superellipse(dice.between(0.4, 0.52), 0.07, 3.0, 14)
    shield = sweep(path, [0.6, 1.0, 1.0, 0.55], section, normal=(1, 0, 0))
    y, wide = 0.5 * (seat_y + floor), dice.between(0.3, 0.4)
    tall = seat_y - floor
    rows = [(-0.12, 0.7 * wide, 0.8 * tall, y - 0.02), (-0.2, 0.85 * wide, tall, y)]
    rows += [
        (rear[2], wide, 0.85 * tall, y + 0.08),
        (rear[2] - 0.2, 0.6 * wide, 0.5 * tall, y + 0.12),
    ]
    bike.add(FRAME, deck, shield, hull([*rows, (rear[2] - 0.3, 0.2, 0.1, y + 0.14)], 2.6))
    if dice.chance(0.4):
        cheek = ball(0.1, 0.35 * tall, 0.28).moved(0.45 * wide, y - 0.05, rear[2] + 0.02)
        bike.add(FRAME, cheek.both())
    cover = box(0.27, dice.between(0.06, 0.14), dice.between(0.55, 0.75), 0.06)
    bike.add("seat", cover.moved(0, seat_y + 0.02, rear[2] + 0.24))
