"""Motorbikes and scooters."""

import numpy as np

from patchalign3d_training.synthesis.categories.motorbike_covers import (
    add_fairing,
    add_fenders,
    add_lamps,
    add_luggage,
    add_panels,
)
from patchalign3d_training.synthesis.categories.motorbike_pieces import (
    FRAME,
    add_bars,
    add_engine,
    add_tank_and_seat,
    wheel_of,
)
from patchalign3d_training.synthesis.chances import chance, pick
from patchalign3d_training.synthesis.mesh import Assembly, LabelledMesh, join
from patchalign3d_training.synthesis.outlines import Points, superellipse
from patchalign3d_training.synthesis.solids import ball, box, hull
from patchalign3d_training.synthesis.sweeps import beam, rod, sweep

PARTS = {
    "gas tank": ("gas tank", "fuel tank", "tank", "petrol tank", "fuel container", "gasoline tank"),
    "seat": ("seat", "saddle", "bike seat", "motorcycle seat", "rider seat"),
    "wheel": ("wheel", "wheels", "tire", "motorcycle wheel", "rim", "bike wheel"),
    "handles or handlebars": (
        "handles or handlebars",
        "handlebar",
        "handlebars",
        "handle",
        "steering handle",
        "steering bar",
    ),
    "headlight": ("headlight", "light", "front light", "head lamp", "front lamp", "lamp"),
    "engine or frame": ("engine or frame", "engine", "frame", "chassis", "motor", "main frame"),
}
DETAILS = {
    "exhaust": ("exhaust", "exhaust pipe", "muffler", "tailpipe"),
    "fork": ("fork", "front fork", "suspension"),
    "fender": ("fender", "mudguard", "wheel cover"),
    "fairing": ("fairing", "windshield", "front cover"),
    "mirror": ("mirror", "rear mirror", "side mirror"),
}


def motorbike(random: np.random.Generator) -> LabelledMesh:
    """A road bike, chopper, sports bike, dirt bike or scooter; it rides towards +z."""
    bike = Assembly(PARTS, DETAILS)
    kind = pick(random, "road", "road", "road", "chopper", "chopper", "sports", "sports", "sports",
                "dirt", "scooter")  # fmt: skip
    radius = random.uniform(0.29, 0.37) * (0.72 if kind == "scooter" else 1.0)
    base = random.uniform(1.25, 1.5) * (random.uniform(1.05, 1.35) if kind == "chopper" else 1.0)
    width = random.uniform(0.08, 0.16)
    front = np.array([0.0, radius, 0.5 * base])
    rear = np.array([0.0, radius, -0.5 * base])
    wheel = wheel_of(random, radius, width)
    bike.add("wheel", wheel.moved(*front))
    fat = random.uniform(1.0, 1.8)
    small = random.uniform(0.85, 1.0) if kind == "chopper" else 1.0
    bike.add("wheel", wheel.stretched(fat, small, small).moved(0, small * radius, rear[2]))
    head_y = random.uniform(0.84, 1.02)
    rake = {"chopper": random.uniform(0.45, 0.75), "scooter": 0.25}.get(
        kind, random.uniform(0.25, 0.4)
    )
    head = np.array([0.0, head_y, front[2] - rake * (head_y - radius) * 1.1])
    _fork(bike, random, front, head, width)
    seat_y = {"chopper": random.uniform(0.58, 0.7), "dirt": random.uniform(0.84, 0.94)}.get(
        kind, random.uniform(0.7, 0.84)
    )
    if kind == "scooter":
        _scooter(bike, random, rear, head, seat_y)
    else:
        _frame(bike, random, rear, head, seat_y, fat * width)
        covered = chance(random, 0.75 if kind == "sports" else 0.25)
        if covered:
            add_panels(bike, random, head, rear, seat_y)
        if not covered or chance(random, 0.5):
            add_engine(bike, random, kind)
        add_tank_and_seat(bike, random, kind, head, rear, seat_y)
    add_bars(bike, random, kind, head)
    if kind == "sports" or chance(random, 0.12):
        add_fairing(bike, random, head)
    elif chance(random, 0.85):
        add_lamps(bike, random, head, rear, seat_y)
    add_fenders(bike, random, front, rear, radius, width)
    add_luggage(bike, random, kind, rear, seat_y)
    return bike.finish()


def _fork(
    bike: Assembly,
    random: np.random.Generator,
    front: Points,
    head: Points,
    width: float,
) -> None:
    x = 0.5 * width + 0.04
    foot = front + (x, 0, 0)
    top = head + (x, 0.03, 0)
    thick = random.uniform(0.018, 0.032)
    middle = random.uniform(0.3, 0.6) * (foot - top) + top
    fat, thin = (1.4, 1.0) if chance(random, 0.6) else (0.9, 1.4)
    leg = join(rod(foot, middle, fat * thick), rod(middle, top, thin * thick))
    bike.add(FRAME, leg.both(), detail="fork")
    clamp = box(2 * x + 0.05, 0.04, 0.08, 0.01)
    bike.add(FRAME, clamp.moved(*head), clamp.moved(*(head - (0, 0.15, -0.05))))
    bike.add(FRAME, rod(front - (x, 0, 0), foot, 0.018, sides=6))
    if chance(random, 0.4):
        caliper = box(0.04, 0.1, 0.07, 0.01).moved(*(front + (0.5 * width, 0.12, -0.08)))
        bike.add(FRAME, caliper.both())


def _frame(
    bike: Assembly,
    random: np.random.Generator,
    rear: Points,
    head: Points,
    seat_y: float,
    width: float,
) -> None:
    """A tubular cradle or two broad spars, the swing arm and its shocks."""
    thick = random.uniform(0.015, 0.03)
    x = 0.11
    tail = (0.6 * x, seat_y - 0.06, rear[2] + 0.1)
    low = (x, 0.28, head[2] - 0.3)
    pivot = (x, 0.38, -0.2)
    neck = (0.02, head[1] - 0.08, head[2])
    for path in ([neck, (x, seat_y - 0.08, 0.1), tail], [neck, low, (x, 0.26, -0.1), pivot, tail]):
        bike.add(FRAME, sweep(path, thick, sides=6).both())
    if chance(random, 0.3):
        bike.add(FRAME, beam(neck, (1.2 * x, 0.45, -0.25), 0.04, 0.14).both())
    side = (0.5 * width + 0.05, rear[1], rear[2])
    bike.add(FRAME, beam(pivot, side, 0.03, random.uniform(0.03, 0.07)).both())
    bike.add(FRAME, rod((-side[0], *side[1:]), side, 0.018, sides=6))
    if chance(random, 0.8):
        bottom = (side[0], side[1] + 0.03, side[2] + 0.05)
        shock = rod(bottom, (tail[0] + 0.05, tail[1], tail[2] + 0.2), random.uniform(0.02, 0.04))
        bike.add(FRAME, shock.both() if chance(random, 0.7) else shock.moved(-side[0]))


def _scooter(
    bike: Assembly,
    random: np.random.Generator,
    rear: Points,
    head: Points,
    seat_y: float,
) -> None:
    """A leg shield, a floor, a body about the rear wheel, a seat on it."""
    floor = random.uniform(0.24, 0.32)
    deck = box(0.34, 0.06, 0.6, 0.03).moved(0, floor, 0.02)
    path = [(0, floor, 0.3), (0, floor + 0.15, head[2] - 0.02)]
    path += [(0, 0.5 * (floor + head[1]), head[2] + 0.02), (0, head[1] + 0.02, head[2])]
    section = superellipse(random.uniform(0.4, 0.52), 0.07, 3.0, 14)
    shield = sweep(path, [0.6, 1.0, 1.0, 0.55], section, normal=(1, 0, 0))
    y, wide = 0.5 * (seat_y + floor), random.uniform(0.3, 0.4)
    tall = seat_y - floor
    rows = [(-0.12, 0.7 * wide, 0.8 * tall, y - 0.02), (-0.2, 0.85 * wide, tall, y)]
    rows += [
        (rear[2], wide, 0.85 * tall, y + 0.08),
        (rear[2] - 0.2, 0.6 * wide, 0.5 * tall, y + 0.12),
    ]
    bike.add(FRAME, deck, shield, hull([*rows, (rear[2] - 0.3, 0.2, 0.1, y + 0.14)], 2.6))
    if chance(random, 0.4):
        cheek = ball(0.1, 0.35 * tall, 0.28).moved(0.45 * wide, y - 0.05, rear[2] + 0.02)
        bike.add(FRAME, cheek.both())
    cover = box(0.27, random.uniform(0.06, 0.14), random.uniform(0.55, 0.75), 0.06)
    bike.add("seat", cover.moved(0, seat_y + 0.02, rear[2] + 0.24))
