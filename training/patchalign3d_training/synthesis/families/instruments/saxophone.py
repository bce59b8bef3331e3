"""Saxophones; they stand along y, the bell opens up and towards +z."""

import numpy as np

from patchalign3d_training.synthesis.kit import (
    Assembly,
    Dice,
    Mesh,
    Points,
    box,
    cylinder,
    join,
    ring,
    rod,
    smooth,
    sweep,
)


def build(sax: Assembly, dice: Dice) -> None:
    """An alto, tenor or baritone saxophone, or a straight soprano."""
    straight = dice.chance(0.2)
    tall = dice.between(0.9, 1.3)
    thin, wide = dice.between(0.018, 0.028), dice.between(0.045, 0.06)  # radius above and below
    flare = dice.between(0.11, 0.17)
    if straight:
        body = np.linspace((0, tall, 0), (0, 0.2 * tall, 0), 16)
        cone = sweep(body, np.linspace(thin, 0.7 * wide, 16), sides=16)
        sax.add("body", cone)
        bell = np.linspace((0, 0.2 * tall, 0), (0, 0, 0), 10)
    else:
        bow_z, turn = 2.6 * wide, 0.18 * tall
        down = [(0, tall, 0), (0, 0.5 * tall, 0), (0, turn, 0)]
        bow = [(0, 0.3 * turn, 0.25 * bow_z), (0, 0.3 * turn, 0.75 * bow_z), (0, turn, bow_z)]
        body = smooth([*down, *bow], 26)
        sax.add("body", sweep(body, np.linspace(thin, wide, 26), sides=16))
        up = dice.between(0.42, 0.6) * tall
        bell = smooth([(0, turn, bow_z), (0, 0.7 * up, bow_z + 0.01), (0, up, bow_z + 0.06)], 10)
    share = np.linspace(0.0, 1.0, 10)
    start = 0.7 * wide if straight else wide
    radius = start + (flare - start) * (0.3 * share + 0.7 * share**4)
    outside, inside = _open_pipe(bell, radius), _open_pipe(bell, 0.93 * radius)
    sax.add("bell", outside, Mesh(inside.vertices, inside.faces[:, ::-1]))
    if dice.chance(0.6):
        lip = ring(flare, 0.006, "y", 24, 5).pointing(bell[-1] - bell[-2]).at([bell[-1]])
        sax.add("bell", lip)
    _neck(sax, dice, tall, thin, straight)
    _keys(sax, dice, body, bell, (thin, wide))


def _open_pipe(path: Points, radius: Points) -> Mesh:
    """A tube along a path without its two end caps."""
    sides = 20
    tube = sweep(path, radius, sides=sides)
    return Mesh(tube.vertices, tube.faces[: -2 * sides])


def _neck(sax: Assembly, dice: Dice, tall: float, thin: float, straight: bool) -> None:
    """A bent pipe on top that ends in the mouthpiece, towards -z."""
    out = 0.0 if straight else dice.between(0.12, 0.2)
    rise = dice.between(0.06, 0.1)
    top = (0, tall + rise, -0.3 * out)
    tip = (0, tall + 0.8 * rise, -out) if out else (0, tall + 1.5 * rise, 0)
    path = smooth([(0, tall - 0.01, 0), (0, tall + 0.7 * rise, -0.05 * out), top, tip], 12)
    sax.add("neck", sweep(path, np.linspace(thin, 0.6 * thin, 12), sides=12))
    sax.add("neck", cylinder(1.25 * thin, 0.03, sides=14).moved(y=tall))
    along = path[-1] - path[-2]
    along = along / np.linalg.norm(along)
    long = dice.between(0.07, 0.1)
    fat = path[-1] - 0.2 * long * along
    end = path[-1] + long * along
    piece = sweep(np.stack([fat, 0.5 * (fat + end), end]), [0.95 * thin, 0.8 * thin, 0.25 * thin])
    sax.add("mouthpiece", piece)


def _keys(
    sax: Assembly, dice: Dice, body: Points, bell: Points, radii: tuple[float, float]
) -> None:
    """Cups over the tone holes along body and bell, rods beside them, a guard at the bell."""
    cup = join(cylinder(1.0, 0.25, sides=14), cylinder(0.5, 0.3, sides=10).moved(y=0.1))
    upper = len(body) * 6 // 10
    count = dice.count(6, 12)
    side = dice.one_of((0.0, 0.0, 1.0), (0.5, 0.0, 0.87))
    for share in np.linspace(0.06, 0.95, count):
        at = body[int(share * (upper - 1))]
        radius = float(np.interp(share * 0.6, [0.0, 1.0], radii))
        direction = np.array(side if dice.chance(0.75) else (1.0, 0.0, 0.2))
        size = radius * dice.between(0.55, 0.85)
        placed = cup.scaled(size).pointing(direction).at([at + 1.08 * radius * direction])
        sax.add("key", placed)
    low = dice.count(1, 3)
    for i in range(low):
        at, size = bell[1 + 2 * i], radii[1] * dice.between(0.7, 0.95)
        aside = np.array([-1.0, 0.0, 0.0])
        placed = cup.scaled(size).pointing(aside).at([at + (radii[1] + 0.006 * i) * aside])
        sax.add("key", placed)
        guard = box(0.01, 1.4 * size, 0.008).at([at + (radii[1] + 0.05) * aside])
        sax.add("rod", guard)
    top, bottom = body[1], body[upper - 1]
    for x in (0.75, -0.75)[: dice.count(1, 2)]:
        start = top + (x * radii[0] * 1.4, 0.0, 0.9 * radii[0])
        end = bottom + (x * radii[1] * 1.1, 0.0, 0.7 * radii[1])
        sax.add("rod", rod(start, end, dice.between(0.003, 0.006), sides=6))
