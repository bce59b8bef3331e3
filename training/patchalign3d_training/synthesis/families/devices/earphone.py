"""Earphones: headsets and earbuds."""

import numpy as np

from patchalign3d_training.synthesis.kit import (
    Assembly,
    Dice,
    Mesh,
    Points,
    ball,
    box,
    cylinder,
    join,
    lathe,
    rectangle,
    ring,
    rod,
    smooth,
    strip,
    sweep,
    tube,
)


def build(earphone: Assembly, dice: Dice) -> None:
    """A headset over the ears or behind the neck, or a pair of earbuds."""
    if dice.chance(0.78):
        _headset(earphone, dice)
    else:
        _buds(earphone, dice)


def _headset(earphone: Assembly, dice: Dice) -> None:
    half, height = dice.between(0.75, 1.05), dice.between(0.95, 1.6)
    radius, deep = dice.between(0.28, 0.62), dice.between(0.2, 0.5)
    drop = dice.between(0.0, 0.5) * radius
    end = half * dice.between(0.9, 1.12)
    lower = dice.between(-5.0, 25.0)
    angle = np.radians(np.linspace(-lower, 180.0 + lower, 29))
    power = dice.between(0.75, 1.0)
    cosine, sine = np.cos(angle), np.sin(angle)
    path = np.zeros((29, 3))
    path[:, 0] = end * np.sign(cosine) * np.abs(cosine) ** power
    path[:, 1] = drop + height * np.sign(sine) * np.abs(sine) ** power
    _band(earphone, dice, path)
    cup = _cup(dice, radius, deep)
    tilt, squash = dice.between(-10.0, 10.0), dice.between(0.7, 1.0)
    placed = cup.stretched(1, 1, squash).turned("z", tilt).turned("y", dice.between(-12.0, 12.0))
    one = placed.moved(half - 0.25 * deep)
    earphone.add("earcup", one.both() if dice.chance(0.96) else one)
    _yokes(earphone, dice, half, radius, float(path[0, 1]))
    if dice.chance(0.2):
        boom = tube([(half, 0, 0.2), (half, -0.4, 0.6), (0.6 * half, -0.7, 1.0)], 0.025, 12, 6)
        tip = ball(0.08, 0.06, 0.06, 10).moved(0.6 * half, -0.7, 1.0)
        earphone.add(dice.one_of("earcup", "data wire"), boom, tip, detail="microphone")
    if dice.chance(0.5):
        starts = [(half, -0.85 * radius, 0.0)]
        if dice.chance(0.3):
            starts.append((-half, -0.85 * radius, 0.0))
        _wire(earphone, dice, starts)


def _band(earphone: Assembly, dice: Dice, path: Points) -> None:
    """The bow over the head."""
    common = (*("strap",) * 3, *("taper",) * 3, "padded", "padded")
    kind = dice.one_of(*common, "wire", "double", "tube")
    if kind == "wire":
        earphone.add("headband", sweep(path, dice.between(0.02, 0.04), sides=8))
    elif kind == "tube":
        earphone.add("headband", sweep(path, dice.between(0.05, 0.1), sides=10))
    elif kind == "double":
        gap = dice.between(0.06, 0.16)
        for z in (gap, -gap):
            earphone.add("headband", sweep(path + (0, 0, z), 0.025, sides=6))
        if dice.chance(0.7):
            inner = path[5:-5] * (0.95, 0.93, 1.0)
            pad = rectangle(0.03, dice.between(0.2, 0.4))
            earphone.add("headband", sweep(inner, 1.0, pad, normal=(1, 0, 0)))
    elif kind == "taper":
        share = np.sin(np.linspace(0.0, np.pi, 29))
        width = dice.between(0.08, 0.3) + dice.between(0.0, 0.5) * share**2
        band = strip(path[:, :2], width, dice.between(0.03, 0.2)).turned("y", 90.0)
        earphone.add("headband", band)
    else:
        strap = rectangle(dice.between(0.03, 0.2), dice.between(0.15, 0.75), 0.015, 3)
        earphone.add("headband", sweep(path, 1.0, strap, normal=(1, 0, 0)))
        if kind == "padded":
            inner = path[7:-7] * (0.95, 0.94, 1.0)
            pad = rectangle(dice.between(0.06, 0.14), dice.between(0.25, 0.42), 0.04, 3)
            earphone.add("headband", sweep(inner, 1.0, pad, normal=(1, 0, 0)))


def _yokes(earphone: Assembly, dice: Dice, half: float, radius: float, end: float) -> None:
    """What ties the cups to the bow: forks, sliders or blocks."""
    kind = dice.pick({"fork": 2, "slider": 1, "block": 1, "none": 1})
    if kind == "fork":
        size, thick = dice.between(1.0, 1.12) * radius, dice.between(0.02, 0.06)
        fork = ring(size, thick, "x", 24, 6)
        keep = fork.vertices[fork.faces].mean(axis=1)[:, 1] > dice.between(-0.4, 0.1) * radius
        yoke = Mesh(fork.vertices, fork.faces[keep]).moved(half)
        stem = rod((half, size, 0), (half, max(size, end) + 0.1, 0), thick)
        earphone.add("headband", yoke.both(), stem.both())
    elif kind == "slider":
        x = half + dice.between(0.0, 0.08)
        bar = box(0.03, max(end + 0.3, 0.5), dice.between(0.05, 0.14))
        earphone.add("headband", bar.moved(x, 0.5 * max(end + 0.3, 0.5)).both())
        knob = cylinder(0.08, 0.05, "x").moved(x + 0.03)
        earphone.add(dice.one_of("headband", "earcup"), knob.both())
    elif kind == "block":
        tall = dice.between(0.2, 0.5)
        block = box(dice.between(0.06, 0.14), tall, dice.between(0.1, 0.25), 0.02)
        earphone.add("headband", block.moved(half, max(0.8 * radius, 0.5 * end)).both())


def _cup(dice: Dice, radius: float, deep: float) -> Mesh:
    """An ear cup about the origin, its outside at +x."""
    kind = dice.pick({"closed": 2, "flat": 1, "dome": 1, "block": 1, "foam": 1})
    pad = ring(0.75 * radius, dice.between(0.16, 0.26) * radius, "x", 22, 8).moved(-0.3 * deep)
    if kind == "block":
        shell = box(0.6 * deep, 1.7 * radius, 1.4 * radius, 0.2 * deep)
        return join(shell, pad)
    if kind == "foam":
        plate = cylinder(0.7 * radius, 0.2 * deep, "x").moved(0.25 * deep)
        return join(ball(0.5 * deep, radius, radius).moved(-0.2 * deep), plate)
    profiles = {
        "closed": [(0, 0.5), (0.75, 0.5), (0.95, 0.25), (1.0, 0.0), (0.95, -0.3), (0, -0.3)],
        "flat": [(0, 0.2), (0.9, 0.2), (0.95, -0.2), (0, -0.2)],
        "dome": [(0, 0.7), (0.4, 0.62), (0.75, 0.4), (1.0, 0.0), (1.0, -0.3), (0, -0.3)],
    }
    profile = np.array(profiles[kind]) * (radius, deep)
    pieces = [lathe(profile[::-1], 24).turned("z", -90.0)]
    if dice.chance(0.4):
        cap = cylinder(dice.between(0.4, 0.8) * radius, 0.12 * deep, "x").moved(0.52 * deep)
        pieces.append(cap)
    if dice.chance(0.3):
        pieces.append(cylinder(0.85 * radius, 0.3 * deep, "x").moved(-0.4 * deep))
    else:
        pieces.append(pad)
    return join(*pieces)


def _wire(earphone: Assembly, dice: Dice, starts: list[tuple[float, float, float]]) -> None:
    """Cables from the cups, perhaps joined, that hang, wander or coil down to a plug."""
    radius = dice.between(0.012, 0.045)
    low = min(start[1] for start in starts) - dice.between(0.6, 2.6)
    if len(starts) == 1 and dice.chance(0.5):
        join_at = np.array(starts[0])
    else:
        join_at = np.array([dice.between(-0.3, 0.3), 0.5 * low, dice.between(-0.2, 0.2)])
        for start in starts:
            middle = 0.5 * (np.array(start) + join_at) + dice.many(-0.25, 0.25, 3)
            earphone.add("data wire", tube([start, middle, join_at], radius, 16, 6))
    end = join_at + (dice.between(-0.8, 0.8), 0.6 * low, dice.between(-0.6, 0.6))
    share = np.linspace(0.0, 1.0, dice.count(3, 7))[:, None]
    wander = dice.random.normal(0.0, dice.between(0.05, 0.5), (len(share), 3))
    curve = smooth((1 - share) * join_at + share * end + wander * (share > 0), 44)
    if dice.chance(0.2):
        turn = np.linspace(0.0, 2 * np.pi * dice.between(5.0, 14.0), 150)
        size = dice.between(0.06, 0.14)
        straight = join_at + np.linspace(0.0, 1.0, 150)[:, None] * (end - join_at)
        curve = straight + size * np.stack([np.cos(turn) - 1, 0 * turn, np.sin(turn)], axis=1)
        radius = min(radius, 0.4 * size)
    earphone.add("data wire", sweep(curve, radius, sides=6))
    if dice.chance(0.6):
        tail = curve[-1]
        plug = cylinder(2.0 * radius, 0.15).moved(*tail)
        pin = rod(tail, tail - (0, 0.25, 0), 0.9 * radius, sides=8)
        earphone.add("data wire", plug, pin, detail="plug")


def _buds(earphone: Assembly, dice: Dice) -> None:
    """In-ear phones on a wire."""
    size = dice.between(0.16, 0.34)
    gap = dice.between(0.3, 0.9)
    stem = dice.between(0.15, 0.6)
    profile = [(0, -0.8), (0.6, -0.7), (1.0, -0.1), (0.9, 0.4), (0.5, 0.6), (0.45, 1.2), (0, 1.25)]
    bulb = lathe(np.array(profile) * size, 16).turned("z", 80.0)
    if dice.chance(0.35):
        bulb = join(ball(0.6 * size, size, size), cylinder(0.8 * size, 0.4 * size, "x"))
    stalk = rod((0, 0, 0), (0.02, -stem, 0), 0.3 * size, 0.22 * size)
    bud = join(bulb, stalk).turned("y", dice.between(-40.0, 40.0))
    if dice.chance(0.35):
        hook = smooth([(0, 0.1, 0), (0.1, 0.5, -0.2), (0, 0.5, -0.6), (0, 0.0, -0.8)], 16)
        bud = join(bud, sweep(hook, dice.between(0.04, 0.08), sides=6))
    earphone.add("earcup", bud.moved(gap).both())
    if dice.chance(0.2):
        path = smooth(
            [(gap, 0, 0), (1.2 * gap, 0.1, -0.7), (0.8 * gap, 0.1, -1.4), (0, 0.1, -1.7)], 20
        )
        earphone.add("headband", sweep(path, 0.05, sides=6).both())
    else:
        _wire(earphone, dice, [(gap, -stem, 0.0), (-gap, -stem, 0.0)])
