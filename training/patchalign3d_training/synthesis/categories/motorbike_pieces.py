"""Engine, tank, seat and bars of motorbikes."""

import numpy as np

from patchalign3d_training.synthesis.chances import chance, pick
from patchalign3d_training.synthesis.mesh import Assembly, Mesh, join
from patchalign3d_training.synthesis.outlines import Points, rectangle, superellipse
from patchalign3d_training.synthesis.solids import ball, box, cylinder, hull, pipe, spokes
from patchalign3d_training.synthesis.sweeps import ring, rod, sweep, tube


def wheel_of(random: np.random.Generator, radius: float, width: float) -> Mesh:
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


def add_fairing(bike: Assembly, random: np.random.Generator, head: Points) -> None:
    """A nose about the steering head, perhaps with side panels."""
    rows = [(head[2] + 0.35, 0.08, 0.1, head[1] - 0.12), (head[2] + 0.2, 0.3, 0.32, head[1] - 0.08)]
    rows += [(head[2] - 0.05, 0.42, 0.45, head[1] - 0.12)]
    nose = hull(rows, 2.3)
    bike.add("engine or frame", nose, detail="fairing")
    if chance(random, 0.7):
        panel = box(0.02, 0.4, 0.7, 0.0).turned("x", 15.0).moved(0.17, 0.48, head[2] - 0.4)
        bike.add("engine or frame", panel.both(), detail="fairing")


def add_engine(bike: Assembly, random: np.random.Generator, kind: str) -> None:
    """Block, cylinders and exhaust."""
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


def add_tank_and_seat(
    bike: Assembly,
    random: np.random.Generator,
    kind: str,
    head: Points,
    rear: Points,
    seat_y: float,
) -> None:
    """The tank behind the steering head, the seat behind the tank, the tail."""
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


def add_bars(bike: Assembly, random: np.random.Generator, kind: str, head: Points) -> None:
    """Handlebars, perhaps with levers and mirrors."""
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


def add_fenders(
    bike: Assembly,
    random: np.random.Generator,
    front: Points,
    rear: Points,
    radius: float,
    width: float,
) -> None:
    """Guards over both wheels."""
    for center, start, end in ((front, 30.0, 150.0), (rear, 60.0, 175.0)):
        span = np.radians(np.linspace(start, end - random.uniform(0.0, 40.0), 12))
        reach = 1.12 * radius
        path = np.stack([0 * span, reach * np.sin(span), reach * np.cos(span)], axis=1)
        guard = sweep(path, width, rectangle(1.4, 0.15), normal=(1, 0, 0))
        bike.add("engine or frame", guard.moved(*center), detail="fender")
