"""Motorbikes, scooters and bicycles."""

import numpy as np

from patchalign3d_training.synthesis.categories.motorbike_pieces import (
    add_bars,
    add_engine,
    add_fairing,
    add_fenders,
    add_tank_and_seat,
    wheel_of,
)
from patchalign3d_training.synthesis.chances import chance, pick
from patchalign3d_training.synthesis.mesh import Assembly, LabelledMesh, join
from patchalign3d_training.synthesis.outlines import Points, superellipse
from patchalign3d_training.synthesis.solids import ball, box, dome, hull
from patchalign3d_training.synthesis.sweeps import rod, sweep

PARTS = {
    "gas tank": ("gas tank", "fuel tank", "tank", "petrol tank", "fuel container"),
    "seat": ("seat", "saddle", "bike seat", "motorcycle seat", "rider seat"),
    "wheel": ("wheel", "wheels", "tire", "motorcycle wheel", "rim"),
    "handles or handlebars": (
        "handles or handlebars",
        "handlebar",
        "handlebars",
        "handle",
        "steering handle",
        "steering bar",
    ),
    "headlight": ("headlight", "light", "front light", "head lamp", "front lamp"),
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
    kind = pick(random, "road", "road", "road", "chopper", "sports", "sports", "dirt", "scooter")
    radius = random.uniform(0.29, 0.36) * (0.75 if kind == "scooter" else 1.0)
    base = random.uniform(1.3, 1.5) * (1.2 if kind == "chopper" else 1.0)
    width = random.uniform(0.1, 0.2)
    front = np.array([0.0, radius, 0.5 * base])
    rear = np.array([0.0, radius, -0.5 * base])
    wheel = wheel_of(random, radius, width)
    bike.add("wheel", wheel.moved(*front))
    rear_wheel = wheel.stretched(random.uniform(1.0, 1.7), 1.0, 1.0)
    bike.add("wheel", rear_wheel.moved(*rear))
    head_y = random.uniform(0.85, 1.0)
    rake = {"chopper": 0.55, "scooter": 0.25}.get(kind, random.uniform(0.25, 0.38))
    head = np.array([0.0, head_y, front[2] - rake * (head_y - radius) * 1.1])
    _fork(bike, random, front, head, width)
    seat_y = {"chopper": 0.66, "dirt": 0.9}.get(kind, random.uniform(0.74, 0.84))
    if kind == "scooter":
        _scooter(bike, random, rear, head, seat_y)
    else:
        _frame(bike, random, kind, rear, head, seat_y, width)
        add_engine(bike, random, kind)
        add_tank_and_seat(bike, random, kind, head, rear, seat_y)
    add_bars(bike, random, kind, head)
    if chance(random, 0.7):
        add_fenders(bike, random, front, rear, radius, width)
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
    thick = random.uniform(0.018, 0.03)
    middle = 0.45 * foot + 0.55 * top
    leg = join(rod(foot, middle, 1.3 * thick), rod(middle, top, thick))
    bike.add("engine or frame", leg.both(), detail="fork")
    clamp = box(2 * x + 0.05, 0.04, 0.08, 0.01)
    bike.add("engine or frame", clamp.moved(*head), clamp.moved(*(head - (0, 0.15, -0.05))))
    if chance(random, 0.9):
        size = random.uniform(0.06, 0.1)
        lamp = dome(size, size * 1.1, 0.01).turned("x", -90.0)
        face = ball(0.95 * size, 0.95 * size, 0.3 * size, 12)
        at = head + (0, random.uniform(-0.15, 0.0), random.uniform(0.12, 0.2))
        bike.add("headlight", lamp.moved(*at), face.moved(*at))


def _frame(
    bike: Assembly,
    random: np.random.Generator,
    kind: str,
    rear: Points,
    head: Points,
    seat_y: float,
    width: float,
) -> None:
    thick = random.uniform(0.015, 0.03)
    x = 0.11
    tail = (0.6 * x, seat_y - 0.06, rear[2] + 0.1)
    low = (x, 0.28, head[2] - 0.3)
    pivot = (x, 0.38, -0.2)
    neck = (0.02, head[1] - 0.08, head[2])
    for path in ([neck, (x, seat_y - 0.08, 0.1), tail], [neck, low, (x, 0.26, -0.1), pivot, tail]):
        bike.add("engine or frame", sweep(path, thick, sides=6).both())
    side = (0.5 * width + 0.07, rear[1], rear[2])
    bike.add("engine or frame", rod(pivot, side, 1.2 * thick).both())
    if chance(random, 0.8):
        shock = rod(
            (side[0], side[1] + 0.03, side[2] + 0.05),
            (tail[0] + 0.05, tail[1], tail[2] + 0.2),
            0.03,
        )
        bike.add("engine or frame", shock.both() if chance(random, 0.7) else shock.moved(-side[0]))
    if kind == "sports" or chance(random, 0.12):
        add_fairing(bike, random, head)


def _scooter(
    bike: Assembly,
    random: np.random.Generator,
    rear: Points,
    head: Points,
    seat_y: float,
) -> None:
    floor = random.uniform(0.24, 0.32)
    deck = box(0.32, 0.06, 0.45, 0.02).moved(0, floor, 0.05)
    path = [
        (0, floor, 0.25),
        (0, 0.5 * (floor + head[1]), head[2] - 0.12),
        (0, head[1], head[2] - 0.03),
    ]
    shield = sweep(path, [1.0, 1.0, 0.6], superellipse(0.42, 0.06, 3.0, 14), normal=(1, 0, 0))
    rows = [(-0.1, 0.3, 0.3, 0.5), (rear[2], 0.36, 0.4, 0.55), (rear[2] - 0.25, 0.12, 0.15, 0.6)]
    bike.add("engine or frame", deck, shield, hull(rows, 2.4))
    bike.add(
        "seat", box(0.26, random.uniform(0.06, 0.12), 0.62, 0.04).moved(0, seat_y, rear[2] + 0.22)
    )
    if chance(random, 0.2):
        bike.add("gas tank", box(0.1, 0.1, 0.2, 0.03).moved(0, floor + 0.08, 0.0))
