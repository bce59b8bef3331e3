"""What aeroplanes are built of."""

import numpy as np

from patchalign3d_training.synthesis.kit import (
    Assembly,
    Dice,
    Mesh,
    box,
    cylinder,
    dome,
    hull,
    join,
    lathe,
    rod,
    wing,
)

ENGINE = "engine or frame"


def fuselage_of(
    dice: Dice, length: float, width: float, nose: float, rear: float, rise: float
) -> Mesh:
    """A body from z = length / 2 (nose) to -length / 2; `nose` and `rear` are tapering shares."""
    share = np.array([0, 0.05, 0.2, 0.5, 1.0])
    blunt = dice.between(1.6, 2.6)
    front = (1.0 - (1.0 - share) ** blunt) ** (1.0 / blunt)
    back = 1.0 - (1.0 - share) ** dice.between(1.3, 2.0)
    tall = width * dice.between(0.95, 1.2)
    rows = []
    for s, f in zip(share, front, strict=True):
        size = max(f, 0.02)
        z = 0.5 * length - nose * length * s
        rows.append((z, width * size, tall * size, -0.12 * tall * (1.0 - f)))
    rows.append((0.0, width, tall, 0.0))
    for s, b in zip(share[::-1], back[::-1], strict=True):
        size = max(b, 0.06)
        z = -0.5 * length + rear * length * s
        rows.append((z, width * size, tall * size, rise * tall * (1.0 - b)))
    return hull(rows, dice.between(1.9, 2.4))


def main_wing(
    dice: Dice,
    span: float,
    chord: float,
    sweep: float,
    at: tuple[float, float, float],
    dihedral: float = 0.05,
    taper: float = 0.35,
    thickest: float = 0.16,
) -> Mesh:
    """Both halves; `sweep` and `dihedral` are slopes, `at` is the quarter chord of the root.

    Nearly half of the wings are broader towards the root, behind their straight leading edge.
    """
    x, y, z = at
    half = 0.5 * span
    kink = dice.between(0.25, 0.45) if dice.chance(0.5) else 0.5
    steps = np.array([0.0, kink, 1.0])
    reach = steps * (half - x)
    places = np.stack([x + reach, y + dihedral * reach, z - sweep * reach], axis=1)
    middle = chord * (1 - kink * (1 - taper) * dice.between(1.0, 1.25))
    thick = 0.012 if dice.chance(0.15) else dice.between(0.4, 1.0) * thickest
    root = chord * (dice.between(1.15, 1.7) if dice.chance(0.45) else 1.0)
    places[0, 2] -= 0.25 * (root - chord)
    panel = wing(places, [root, middle, chord * taper], thick * chord / root)
    if thickest > 0.1 and dice.chance(0.2):
        tip = places[-1]
        small = chord * taper
        up = tip + (0.06 * half, 0.16 * half * dice.between(0.4, 1.0), -0.5 * small)
        panel = join(panel, wing([tip, up], [small, 0.5 * small], 0.08, upright=True))
    return panel.both()


def add_tail(
    plane: Assembly,
    dice: Dice,
    length: float,
    size: float,
    y: float,
    sweep: float,
    kind: str | None = None,
) -> None:
    """Fin and stabilisers at the rear end; `size` is the fin's height."""
    z = -0.5 * length + dice.between(0.08, 0.16) * length
    chord = size * dice.between(0.55, 0.95)
    kind = kind or dice.pick({"low": 3, "tee": 1, "cross": 1, "vee": 1, "twin": 1})
    if kind == "vee":
        tip = (0.7 * size, y + 0.7 * size, z - sweep * size)
        plane.add("tail", wing([(0, y, z), tip], [chord, 0.5 * chord], 0.1).both())
        return
    level = {"low": y, "tee": y + 0.97 * size, "cross": y + 0.5 * size, "twin": y}[kind]
    half = size * dice.between(0.8, 1.3)
    root_z = z - (sweep * size if kind == "tee" else 0.5 * sweep * size if kind == "cross" else 0)
    slope = dice.between(0.2, 1.0) * sweep
    flat = [
        (0.0, level, root_z),
        (half, level + dice.between(-0.02, 0.1) * half, root_z - slope * half),
    ]
    plane.add("tail", wing(flat, [0.8 * chord, 0.4 * chord], 0.09).both())
    upright = [(0, y - 0.05, z), (0, y + size, z - sweep * size)]
    fin = wing(upright, [chord, chord * dice.between(0.4, 0.8)], 0.1, upright=True)
    if kind == "twin":
        plane.add("tail", fin.stretched(1, 0.8, 1).moved(half * 0.95).both())
    else:
        plane.add("tail", fin)


def nacelle_of(dice: Dice, radius: float, length: float) -> Mesh:
    """A turbofan about the origin, intake at +z."""
    half = 0.5 * length
    lip = 0.9 * radius
    outside = [(lip, half), (radius, 0.75 * half), (radius, 0), (0.65 * radius, -half)]
    intake = [(0, 0.3 * half), (0.8 * radius, 0.3 * half), (0.82 * radius, half)]
    exhaust = [(0.55 * radius, -half), (0.3 * radius, -0.8 * half), (0.0, -1.35 * half)]
    shell = lathe([*intake, *outside, *exhaust], 16).turned("x", 90.0)
    if dice.chance(0.6):
        spinner = (
            dome(0.35 * radius, 0.4 * half, sides=10).turned("x", 90.0).moved(0, 0, 0.3 * half)
        )
        shell = join(shell, spinner)
    return shell


def add_gear(plane: Assembly, dice: Dice, length: float, width: float) -> None:
    """Landing gear: engine or frame to most annotators, body to others."""
    part = dice.one_of(ENGINE, "body")
    wheel = width * dice.between(0.1, 0.2)
    drop = -width * dice.between(0.7, 1.1)
    tyre = cylinder(wheel, 0.6 * wheel, "x", sides=12)
    if dice.chance(0.3):
        tyre = join(tyre.moved(0.5 * wheel).both(), tyre.moved(0.5 * wheel, 0, -2.2 * wheel).both())
    x = dice.between(0.3, 0.9) * width
    places = ((0.35 * length, 0.0), (-0.05 * length, x))
    for z, side in (*places, (-0.05 * length, 1.6 * x))[: dice.pick({2: 2, 3: 1})]:
        strut = rod((side, 0, z), (side, drop, z), 0.2 * wheel, sides=6)
        pair = join(strut, tyre.moved(side, drop, z))
        plane.add(part, pair if side == 0.0 else pair.both(), detail="landing gear")


def store_of(dice: Dice) -> Mesh:
    """A missile, bomb or drop tank about the origin, along z."""
    long, fat = dice.between(0.25, 0.45), dice.between(0.03, 0.1)
    blunt = dice.between(0.1, 0.6)
    body = hull(
        [
            (long, 0.01, 0.01, 0),
            (0.7 * long, blunt * fat + 0.4 * fat, 0.8 * fat, 0),
            (0.3 * long, fat, fat, 0),
            (-long, 0.5 * fat, 0.5 * fat, 0),
        ]
    )
    if dice.chance(0.5):
        return body
    vane = wing([(0, 0, -0.8 * long), (0.06 + fat, 0, -0.9 * long)], [0.12, 0.06], 0.05)
    return join(body, vane.around(4, "z", 45.0))


def floats_of(length: float, width: float) -> Mesh:
    """The two floats of a seaplane with their struts."""
    y = -1.5 * width
    half = 0.4 * length
    rows = [(half, 0.1, 0.1, 0.05), (0.7 * half, 0.4, 0.3, 0.0), (-0.3 * half, 0.45, 0.35, 0.0)]
    rows += [(-half, 0.15, 0.15, 0.06)]
    keel = hull([(z, x * width, tall * width, up) for z, x, tall, up in rows], 2.6)
    struts = [rod((0.7 * width, y, z), (0.3 * width, 0, z), 0.02, sides=6) for z in (0.2, -0.2)]
    return join(keel.moved(0.7 * width, y, 0.05), *struts).both()


def propeller_of(dice: Dice, radius: float) -> Mesh:
    """A propeller about the origin whose axis is z."""
    if dice.chance(0.06):
        return cylinder(radius, 0.01, "z", sides=20)
    count = dice.pick({2: 2, 3: 2, 4: 1})
    wide = dice.between(0.07, 0.15)
    rows = np.array([(0.1, 0.04, 0.05, 0), (0.6, wide, 0.03, 0), (1.0, 0.05, 0.01, 0)]) * radius
    vane = hull([(float(a), float(b), float(c), float(d)) for a, b, c, d in rows])
    turned = vane.turned("z", 25.0).turned("x", -90.0)
    spinner = dome(0.14 * radius, 0.25 * radius, sides=10).turned("x", 90.0)
    return join(turned.around(count, "z", dice.between(0, 90)), spinner)


def lined(dice: Dice, body: Mesh) -> list[Mesh]:
    """A hull and, in some models, the second wall inside it, a cabin floor, rows of seats."""
    pieces = [body]
    low, high = body.vertices.min(axis=0), body.vertices.max(axis=0)
    width, length = float(high[0] - low[0]), float(high[2] - low[2])
    if dice.chance(0.2):
        pieces.append(body.stretched(0.95, 0.95, 0.99))
    if dice.chance(0.15):
        pieces.append(box(0.8 * width, 0.02, 0.7 * length).moved(0, -0.15 * width))
        seat = join(box(0.25, 0.08, 0.1), box(0.25, 0.25, 0.03).moved(0, 0.1, -0.05))
        size = 0.9 * width
        row = seat.stretched(size, size, size).moved(0.22 * width).both()
        count = dice.count(4, 15)
        levels = np.linspace(-0.28, 0.3, count) * length
        pieces.append(row.at([(0.0, -0.1 * width, z) for z in levels]))
    return pieces
