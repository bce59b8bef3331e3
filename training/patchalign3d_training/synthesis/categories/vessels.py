"""Things that hold a drink: mugs, bottles, teapots."""

import numpy as np

from patchalign3d_training.synthesis.chances import chance, pick
from patchalign3d_training.synthesis.mesh import Assembly, LabelledMesh, Mesh
from patchalign3d_training.synthesis.outlines import Points, rectangle, smooth
from patchalign3d_training.synthesis.solids import ball, cylinder, lathe, pipe
from patchalign3d_training.synthesis.sweeps import rod, sweep, tube

MUG = {
    "handle": ("handle", "mug handle", "cup handle", "ear", "side loop"),
    "cup": ("cup", "body", "mug body", "container", "vessel", "cup body"),
}
BOTTLE = {
    "body": ("body", "bottle body", "container", "main body", "bottle"),
    "neck": ("neck", "bottle neck", "bottleneck", "narrow top", "throat"),
    "cap": ("cap", "bottle cap", "stopper", "screw cap", "closure", "cork"),
}


def mug(random: np.random.Generator) -> LabelledMesh:
    """A mug, cup, stein or travel mug with one handle."""
    mug = Assembly(MUG)
    radius = 1.0
    height = random.uniform(1.8, 2.6) if chance(random, 0.6) else random.uniform(1.0, 3.4)
    wall = random.uniform(0.03, 0.16)
    common = ("straight",) * 5 + ("taper", "taper", "belly")
    kind = pick(random, *common, "flare", "foot", "facets", "bowl")
    levels = np.linspace(0.0, height, 6)
    widths = {
        "straight": np.ones(6),
        "facets": np.ones(6),
        "taper": np.linspace(random.uniform(0.6, 0.95), 1.0, 6),
        "belly": 0.75 + random.uniform(0.2, 0.5) * np.sin(np.linspace(0.35, 2.7, 6)),
        "flare": np.array([0.7, 0.75, 0.78, 0.82, 0.9, 1.1]),
        "bowl": np.array([0.4, 0.68, 0.84, 0.93, 0.98, 1.0]),
        "foot": np.array([0.75, 0.55, 0.85, 0.95, 1.0, 1.02]),
    }[kind]
    outside = smooth(np.stack([radius * widths, levels], axis=1), 14)
    sides = pick(random, 6, 8, 8) if kind == "facets" else pick(random, 28, 28, 14, 40)
    mug.add("cup", *_double_wall(random, outside, wall, sides))
    low, high = random.uniform(0.08, 0.35), random.uniform(0.68, 0.94)
    if chance(random, 0.15):
        low, high = low + random.uniform(0.1, 0.2), high - random.uniform(0.05, 0.15)
    handle = _handle(random, outside, low * height, high * height)
    turn = pick(random, 0.0, 0.0, 180.0, random.uniform(0.0, 360.0))
    mug.add("handle", *(piece.turned("y", turn) for piece in handle))
    if chance(random, 0.03):
        mug.add("handle", *(piece.turned("y", turn + 180.0) for piece in handle))
    _extras(mug, random, height)
    return mug.finish()


def _extras(mug: Assembly, random: np.random.Generator, height: float) -> None:
    """A saucer below, a hoop around, or a spoon in it; all count as the cup."""
    kind = pick(random, *("none",) * 7, "saucer", "saucer", "hoops", "spoon")
    if kind == "saucer":
        wide, up = random.uniform(1.4, 2.1), random.uniform(0.1, 0.4)
        rest = random.uniform(0.4, 0.8)
        lower = [(0, -0.14), (0.6 * wide, -0.14), (wide, up - 0.06)]
        upper = [(wide, up), (rest * wide, 0.02), (0, random.uniform(-0.06, 0.0))]
        mug.add("cup", lathe([*lower, *upper], 32))
    elif kind == "hoops":
        hoop = pipe(1.05, 0.98, random.uniform(0.05, 0.2))
        mug.add("cup", hoop.moved(0, 0.15 * height), hoop.moved(0, 0.85 * height))
    elif kind == "spoon":
        mug.add("cup", rod((0.2, 0.2, 0), (0.7, 1.3 * height, 0.2), 0.05))


def _double_wall(
    random: np.random.Generator, outside: Points, wall: float, sides: int
) -> list[Mesh]:
    """Outer wall, rim, inner wall and floors; a few have no inner wall or a closing lid."""
    height = outside[-1, 1]
    floor = random.uniform(0.03, 0.15)
    inside = outside[::-1] - (wall, 0.0)
    inside = inside[inside[:, 1] > floor]
    rim = [(outside[-1, 0] - 0.5 * wall, height + 0.4 * wall)] if chance(random, 0.5) else []
    start = [(0.0, 0.0)]
    if chance(random, 0.4):
        start = [(0.0, 0.04), (0.85 * outside[0, 0], 0.04), (0.88 * outside[0, 0], -0.02)]
    profile = [*start, *outside, *rim]
    if chance(random, 0.88):
        profile += [*inside, (inside[-1, 0], floor), (0.0, floor)]
    pieces = [lathe(profile, sides)]
    if chance(random, 0.08):
        pieces.append(cylinder(outside[-1, 0] * 1.02, 0.12).moved(0, height + 0.06))
    if chance(random, 0.18):
        level = random.uniform(0.5, 0.95) * height
        wide = float(np.interp(level, outside[:, 1], outside[:, 0])) - 0.7 * wall
        pieces.append(lathe([(0, level), (wide, level)], sides))
    return pieces


def _handle(random: np.random.Generator, outside: Points, low: float, high: float) -> list[Mesh]:
    """A loop in the (x, y) plane from height `high` to `low` on the wall."""
    start = float(np.interp(high, outside[:, 1], outside[:, 0])) - 0.03
    end = float(np.interp(low, outside[:, 1], outside[:, 0])) - 0.03
    tall = high - low
    out = max(start, end) + random.uniform(0.35, 0.95)
    kind = pick(random, *("round",) * 5, *("d",) * 4, "square", "ear", "ear", "open", "curl", "bow")
    top, bottom = (start, high, 0.0), (end, low, 0.0)
    if kind == "round":
        middle = [(0.6 * out + 0.4 * start, high + 0.05, 0), (out, 0.5 * (high + low), 0)]
        path = [top, *middle, (0.6 * out + 0.4 * end, low - 0.05, 0), bottom]
    elif kind == "d":
        path = [top, (out - 0.1, high, 0), (out, high - 0.2 * tall, 0), (out, low + 0.2 * tall, 0)]
        path += [(out - 0.1, low, 0), bottom]
    elif kind == "bow":
        inner, level = 0.5 * (start + end), 0.5 * (high + low)
        path = [
            (inner + (out - inner) * np.cos(angle), level + 0.5 * tall * np.sin(angle), 0.0)
            for angle in np.linspace(0.5 * np.pi, -0.5 * np.pi, 9)
        ]
    elif kind == "ear":
        path = [top, (out, high + 0.1, 0), (out, high - 0.4 * tall, 0), bottom]
    elif kind == "open":
        path = [top, (out, high, 0), (out, low, 0), (out - 0.3, low - 0.05, 0)]
    elif kind == "curl":
        path = [(start, high, 0), (out, high + 0.2, 0), (out + 0.05, 0.5 * (high + low), 0)]
        path += [bottom, (end + 0.15, low - 0.15, 0)]
    else:
        path = [top, (out, high, 0), (out, low, 0), bottom]
    curve = np.asarray(path) if kind == "square" else smooth(path, 22)
    thick = random.uniform(0.075, 0.21)
    strap = rectangle(thick * random.uniform(1.0, 3.2), thick, 0.4 * thick, 3)
    if chance(random, 0.5):
        return [sweep(curve, thick * random.uniform(0.6, 1.0), sides=10)]
    return [sweep(curve, 1.0, strap, normal=(0.0, 0.0, 1.0))]


def bottle(random: np.random.Generator) -> LabelledMesh:
    """A wine, beer, water, sauce, spray or medicine bottle, a jar or a flask."""
    bottle = Assembly(BOTTLE)
    height = random.uniform(1.6, 6.5)
    neck = random.uniform(0.18, 0.55) if height > 2.2 else random.uniform(0.4, 0.8)
    shoulder = height * random.uniform(0.5, 0.85)
    start = shoulder + (height - shoulder) * random.uniform(0.15, 0.6)
    lower = [(0.95, 0.0), (1.0, 0.08 * shoulder)]
    for level in np.linspace(0.25, 0.9, int(random.integers(1, 4))):
        lower.append((random.uniform(0.82, 1.05) if chance(random, 0.4) else 1.0, level * shoulder))
    body = smooth(
        [*lower, (1.0, shoulder), (0.5 + 0.5 * neck, 0.5 * (shoulder + start)), (neck, start)], 26
    )
    square = chance(random, 0.2)
    sides = 4 if square else pick(random, 24, 24, 24, 8)
    depth = random.uniform(0.45, 1.0) if chance(random, 0.25) else 1.0

    def turned(profile: list[tuple[float, float]], sides: int = sides) -> Mesh:
        return lathe(profile, sides).turned("y", 45.0).stretched(1.0, 1.0, depth)

    bottle.add("body", turned([(0.0, 0.0), *map(tuple, body)]))
    bump = [
        (neck, start),
        (neck * random.uniform(0.85, 1.0), 0.5 * (start + height)),
        (neck, height),
    ]
    bottle.add("neck", turned([tuple(row) for row in smooth(bump, 6)]))
    if chance(random, 0.3):
        thin = np.maximum(body[::-1] - (0.05, 0.0), (0.02, 0.05))
        bottle.add("neck", turned([(neck - 0.04, height), (neck - 0.04, start)]))
        bottle.add("body", turned([*map(tuple, thin), (0.0, 0.05)]))
    if chance(random, 0.35):
        collar = pipe(neck * 1.15, neck, 0.08).stretched(1.0, 1.0, depth)
        bottle.add("neck", collar.moved(0, height - random.uniform(0.05, 0.3) * (height - start)))
    if chance(random, 0.8):
        _closure(bottle, random, neck, height)
    return bottle.finish()


def _closure(bottle: Assembly, random: np.random.Generator, neck: float, height: float) -> None:
    tall = random.uniform(0.15, 0.6)
    kind = pick(random, "screw", "screw", "screw", "cork", "ball", "pump", "sport")
    wide = neck * random.uniform(1.05, 1.35)
    if kind == "screw":
        bottle.add(
            "cap", cylinder(wide, tall, top=wide * random.uniform(0.8, 1.0)).moved(0, height)
        )
    elif kind == "cork":
        bottle.add("cap", cylinder(0.9 * neck, tall, top=neck).moved(0, height + 0.3 * tall))
    elif kind == "ball":
        bottle.add("cap", ball(1.2 * neck).moved(0, height + neck))
        bottle.add("cap", cylinder(0.9 * neck, 0.3).moved(0, height))
    elif kind == "sport":
        bottle.add("cap", cylinder(wide, tall, top=0.7 * wide).moved(0, height + 0.4 * tall))
        bottle.add("cap", cylinder(0.4 * wide, 0.4, top=0.3 * wide).moved(0, height + tall + 0.1))
    else:
        bottle.add("cap", cylinder(wide, tall).moved(0, height))
        bottle.add("cap", rod((0, height, 0), (0, height + 0.8, 0), 0.12))
        bottle.add(
            "cap",
            tube([(0, height + 0.8, 0), (0.4, height + 0.85, 0), (0.7, height + 0.7, 0)], 0.12),
        )
