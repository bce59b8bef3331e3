"""Motorbikes, scooters and bicycles."""

import numpy as np

from patchalign3d_training.synthesis.chances import chance, pick
from patchalign3d_training.synthesis.mesh import Assembly, LabelledMesh, Mesh, join
from patchalign3d_training.synthesis.outlines import Points, rectangle, superellipse
from patchalign3d_training.synthesis.solids import (
    ball,
    box,
    cylinder,
    dome,
    hull,
    pipe,
    ring,
    rod,
    spokes,
    sweep,
    tube,
)

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
BICYCLE = {
    "wheel": ("wheel", "wheels", "bicycle wheel", "rim", "tire"),
    "frame": ("frame", "bicycle frame", "bike frame", "main frame", "tube frame"),
    "seat": ("seat", "saddle", "bike seat", "bicycle seat"),
    "handlebar": ("handlebar", "handlebars", "handle", "steering bar"),
    "pedal": ("pedal", "pedals", "crank", "foot pedal"),
}


def _bike_wheel(random: np.random.Generator, radius: float, width: float) -> Mesh:
    """A wheel about the origin, its axle along x."""
    thin = width * random.uniform(0.4, 0.6)
    tread = ring(radius - thin, thin, "x", 28, 8).stretched(0.5 * width / thin, 1, 1)
    rim = pipe(radius - 1.5 * thin, radius - 2.2 * thin, 0.6 * width, "x", 24)
    hub = cylinder(0.18 * radius, 0.9 * width, "x", sides=10)
    inner = radius - 2.0 * thin
    kind = pick(random, "wire", "cast", "disc")
    if kind == "wire":
        wire = rod((0, 0.1 * radius, 0), (0, inner, 0), 0.008, sides=4)
        fill = wire.around(int(random.integers(12, 25)), "x")
    elif kind == "cast":
        bars = spokes(int(random.integers(3, 8)), 0.1 * radius, inner, 0.14 * radius, 0.3 * width)
        fill = bars.turned("z", 90.0)
    else:
        fill = cylinder(inner, 0.3 * width, "x", sides=20)
    return join(tread, rim, hub, fill)


def motorbike(random: np.random.Generator) -> LabelledMesh:
    """A road bike, chopper, sports bike, dirt bike or scooter; it rides towards +z."""
    bike = Assembly(PARTS, DETAILS)
    kind = pick(random, "road", "road", "road", "chopper", "sports", "sports", "dirt", "scooter")
    radius = random.uniform(0.29, 0.36) * (0.75 if kind == "scooter" else 1.0)
    base = random.uniform(1.3, 1.5) * (1.2 if kind == "chopper" else 1.0)
    width = random.uniform(0.1, 0.2)
    front = np.array([0.0, radius, 0.5 * base])
    rear = np.array([0.0, radius, -0.5 * base])
    wheel = _bike_wheel(random, radius, width)
    bike.add("wheel", wheel.moved(*front))
    rear_wheel = wheel.stretched(random.uniform(1.0, 1.7), 1.0, 1.0)
    bike.add("wheel", rear_wheel.moved(*rear))
    head_y = random.uniform(0.85, 1.0)
    rake = {"chopper": 0.55, "scooter": 0.25}.get(kind, random.uniform(0.25, 0.38))
    head = np.array([0.0, head_y, front[2] - rake * (head_y - radius) * 1.1])
    _fork(bike, random, front, head, width, radius)
    seat_y = {"chopper": 0.66, "dirt": 0.9}.get(kind, random.uniform(0.74, 0.84))
    if kind == "scooter":
        _scooter(bike, random, front, rear, head, seat_y)
    else:
        _frame(bike, random, kind, rear, head, seat_y, width)
        _engine(bike, random, radius, kind)
        _tank_and_seat(bike, random, kind, head, rear, seat_y)
    _bars(bike, random, kind, head)
    if chance(random, 0.7):
        _fenders(bike, random, front, rear, radius, width)
    return bike.finish()


def _fork(
    bike: Assembly,
    random: np.random.Generator,
    front: Points,
    head: Points,
    width: float,
    radius: float,
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
        _fairing(bike, random, head)


def _fairing(bike: Assembly, random: np.random.Generator, head: Points) -> None:
    rows = [(head[2] + 0.35, 0.08, 0.1, head[1] - 0.12), (head[2] + 0.2, 0.3, 0.32, head[1] - 0.08)]
    rows += [(head[2] - 0.05, 0.42, 0.45, head[1] - 0.12)]
    nose = hull(rows, 2.3)
    bike.add("engine or frame", nose, detail="fairing")
    if chance(random, 0.7):
        panel = box(0.02, 0.4, 0.7, 0.0).turned("x", 15.0).moved(0.17, 0.48, head[2] - 0.4)
        bike.add("engine or frame", panel.both(), detail="fairing")


def _engine(bike: Assembly, random: np.random.Generator, radius: float, kind: str) -> None:
    block = box(random.uniform(0.22, 0.34), 0.26, 0.4, 0.05).moved(0, 0.34, 0.0)
    case = cylinder(0.12, 0.38, "x").moved(0, 0.34, -0.05)
    bike.add("engine or frame", block, case)
    fins = [box(0.2, 0.012, 0.18).moved(0, 0.02 * i) for i in range(7)]
    barrel = join(box(0.16, 0.22, 0.14).moved(0, 0.07), *fins)
    lean = random.uniform(0.0, 25.0)
    bike.add("engine or frame", barrel.turned("x", lean).moved(0, 0.46, 0.1))
    if kind in ("chopper", "road") and chance(random, 0.5):
        bike.add("engine or frame", barrel.turned("x", -30.0).moved(0, 0.46, -0.1))
    sides = (1, -1) if chance(random, 0.4) else (1,)
    y = random.uniform(0.25, 0.5)
    path = [
        (0.12, 0.5, 0.2),
        (0.16, 0.3, 0.32),
        (0.18, 0.22, 0.0),
        (0.2, y, -0.5),
        (0.2, y + 0.02, -0.8),
    ]
    pipe_mesh = join(
        tube(path, 0.025, 20, 8), rod((0.2, y, -0.45), (0.2, y + 0.03, -0.85), 0.05, 0.045)
    )
    for side in sides:
        piece = pipe_mesh if side > 0 else pipe_mesh.mirrored()
        bike.add("engine or frame", piece, detail="exhaust")


def _tank_and_seat(
    bike: Assembly,
    random: np.random.Generator,
    kind: str,
    head: Points,
    rear: Points,
    seat_y: float,
) -> None:
    start = head[2] - 0.08
    long = random.uniform(0.4, 0.56)
    wide, tall = random.uniform(0.2, 0.32), random.uniform(0.16, 0.26)
    y = max(seat_y, head[1] - 0.18)
    rows = [
        (start, 0.4 * wide, 0.5 * tall, y + 0.04),
        (start - 0.15 * long, 0.9 * wide, tall, y + 0.04),
    ]
    rows += [
        (start - 0.5 * long, wide, tall, y + 0.02),
        (start - long, 0.45 * wide, 0.5 * tall, y - 0.03),
    ]
    bike.add("gas tank", hull(rows, random.uniform(2.2, 3.0)))
    if chance(random, 0.4):
        bike.add(
            "gas tank", cylinder(0.03, 0.02).moved(0, y + 0.5 * tall + 0.02, start - 0.35 * long)
        )
    end = rear[2] + random.uniform(-0.15, 0.2)
    front = start - long + 0.06
    step = random.uniform(0.0, 0.1) if chance(random, 0.5) else 0.0
    levels = np.linspace(front, end, 6)
    rise = seat_y + step * (np.arange(6) > 2.5) + np.array([0.02, 0, 0, 0, 0.01, 0.04])
    sizes = np.array([0.6, 0.9, 1.0, 0.95, 0.85, 0.6]) * random.uniform(0.2, 0.3)
    thick = random.uniform(0.05, 0.12)
    path = np.stack([0 * levels, rise, levels], axis=1)
    section = superellipse(1.0, 1.0, 3.0, 14)
    cover = sweep(path, sizes, section, normal=(1, 0, 0))
    flat = cover.vertices.copy()
    center = np.interp(flat[:, 2], levels[::-1], rise[::-1])
    flat[:, 1] = center + (flat[:, 1] - center) * thick / 0.2
    bike.add("seat", Mesh(flat, cover.faces))
    if kind == "sports" or chance(random, 0.4):
        rows = [(end + 0.35, 0.2, 0.14, seat_y - 0.06), (end - 0.1, 0.1, 0.08, seat_y + step)]
        bike.add(
            "engine or frame", hull([*rows, (end - 0.25, 0.04, 0.04, seat_y + step + 0.03)], 2.5)
        )


def _bars(bike: Assembly, random: np.random.Generator, kind: str, head: Points) -> None:
    wide = random.uniform(0.3, 0.42)
    rise = {"chopper": random.uniform(0.15, 0.4), "sports": -0.02}.get(
        kind, random.uniform(0.05, 0.16)
    )
    back = random.uniform(0.05, 0.2)
    start = head + (0, 0.04, 0)
    path = [start, start + (0.1, 0.4 * rise, 0), start + (0.7 * wide, rise, -0.3 * back)]
    end = start + (wide, rise - 0.01, -back)
    bike.add("handles or handlebars", tube([*path, end], 0.014, 14, 6).both())
    hold = rod(0.35 * path[2] + 0.65 * end, end + (0.04, 0, -0.02), 0.024)
    bike.add("handles or handlebars", hold.both())
    if chance(random, 0.6):
        lever = rod(path[2] + (0, 0, 0.04), end + (0, 0, 0.06), 0.008, sides=5)
        bike.add("handles or handlebars", lever.both())
    if chance(random, 0.5):
        stalk = rod(path[2], path[2] + (0.06, 0.14, 0), 0.008, sides=5)
        glass = ball(0.06, 0.04, 0.012, 10).moved(*(path[2] + (0.08, 0.16, 0)))
        part = pick(random, "handles or handlebars", None)
        bike.add(part, join(stalk, glass).both(), detail="mirror")


def _fenders(
    bike: Assembly,
    random: np.random.Generator,
    front: Points,
    rear: Points,
    radius: float,
    width: float,
) -> None:
    for center, start, end in ((front, 30.0, 150.0), (rear, 60.0, 175.0)):
        span = np.radians(np.linspace(start, end - random.uniform(0.0, 40.0), 12))
        reach = 1.12 * radius
        path = np.stack([0 * span, reach * np.sin(span), reach * np.cos(span)], axis=1)
        guard = sweep(path, width, rectangle(1.4, 0.15), normal=(1, 0, 0))
        bike.add("engine or frame", guard.moved(*center), detail="fender")


def _scooter(
    bike: Assembly,
    random: np.random.Generator,
    front: Points,
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


def bicycle(random: np.random.Generator) -> LabelledMesh:
    """A city, racing, mountain or small-wheeled bicycle; it rides towards +z."""
    bike = Assembly(BICYCLE)
    radius = random.uniform(0.27, 0.35)
    base = random.uniform(0.95, 1.1)
    thick = random.uniform(0.014, 0.024)
    front, rear = np.array([0, radius, 0.5 * base]), np.array([0, radius, -0.5 * base])
    tread = ring(radius - 0.015, random.uniform(0.012, 0.028), "x", 28, 6)
    wire = rod((0, 0.02, 0), (0, radius - 0.02, 0), 0.003, sides=4)
    wheel = join(tread, wire.around(int(random.integers(10, 25)), "x"), cylinder(0.03, 0.07, "x"))
    bike.add("wheel", wheel.moved(*front), wheel.moved(*rear))
    crank = np.array([0.0, 0.28, -0.06])
    saddle = np.array([0.0, random.uniform(0.8, 0.95), -0.22])
    neck = np.array([0.0, random.uniform(0.75, 0.85), 0.34])
    top = saddle * 0.85 + crank * 0.15
    mixte = chance(random, 0.3)
    for start, end in (
        (crank, top),
        (crank, neck - (0, 0.1, 0)),
        ((crank + top) / 2 if mixte else top, neck),
    ):
        bike.add("frame", rod(start, end, thick))
    for foot in (crank, top):
        stay = rod(foot + (0.02, 0, 0), rear + (0.05, 0, 0), 0.6 * thick)
        bike.add("frame", stay.both())
    bike.add("frame", rod(neck + (0.04, 0, 0), front + (0.05, 0, 0), 0.8 * thick).both())
    bike.add("seat", rod(top, saddle, 0.8 * thick))
    wide = random.uniform(0.12, 0.22)
    rows = [(0.14, 0.03, 0.03, 0.0), (0.04, 0.06, 0.05, 0.0), (-0.08, wide, 0.06, 0.0)]
    cover = hull([*rows, (-0.13, 0.8 * wide, 0.04, 0.01)], 2.4)
    bike.add("seat", cover.moved(0, saddle[1], saddle[2]))
    _bicycle_bars(bike, random, neck)
    disc = cylinder(0.09, 0.01, "x", sides=16).moved(*(crank + (0.05, 0, 0)))
    angle = random.uniform(0.0, 2 * np.pi)
    arm = np.array([0.0, 0.17 * np.cos(angle), 0.17 * np.sin(angle)])
    plate = box(0.09, 0.02, 0.07)
    bike.add("pedal", disc)
    for side in (1, -1):
        out = np.array([0.07 * side, 0, 0])
        bike.add("pedal", rod(crank + out, crank + out + side * arm, 0.012, sides=6))
        bike.add("pedal", plate.moved(*(crank + 1.7 * out + side * arm)))
    return bike.finish()


def _bicycle_bars(bike: Assembly, random: np.random.Generator, neck: Points) -> None:
    stem = neck + (0, random.uniform(0.05, 0.18), random.uniform(0.0, 0.08))
    bike.add("handlebar", rod(neck, stem, 0.014))
    wide = random.uniform(0.22, 0.32)
    if chance(random, 0.35):
        path = [stem, stem + (wide, 0, 0), stem + (wide, 0, 0.1), stem + (wide, -0.12, 0.1)]
        curve = [*path, stem + (wide, -0.13, 0.0)]
    else:
        back = random.uniform(0.0, 0.25)
        curve = [stem, stem + (0.4 * wide, 0.03, 0), stem + (wide, 0.03, -0.2 * back)]
        curve.append(stem + (1.02 * wide, 0.03, -back - 0.05))
    bike.add("handlebar", tube(curve, 0.013, 16, 6).both())
