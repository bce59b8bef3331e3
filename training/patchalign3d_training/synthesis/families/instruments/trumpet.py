"""Brass instruments; the bell opens along +z."""

from dataclasses import dataclass

import numpy as np

from patchalign3d_training.synthesis.kit import (
    Assembly,
    Dice,
    Mesh,
    Points,
    box,
    cylinder,
    join,
    lathe,
    ring,
    rod,
    smooth,
    sweep,
    tube,
)


@dataclass(frozen=True)
class BrassSizes:
    """A brass instrument: its length along z, half its height, its pipe's radius, the bell's."""

    length: float
    half: float
    pipe: float
    bell: float


def build(model: Assembly, dice: Dice) -> None:
    """A trumpet or cornet, a bugle, a trombone, a tuba or a straight fanfare horn."""
    kind = dice.pick({"trumpet": 5, "bugle": 2, "trombone": 2, "tuba": 2, "straight": 1})
    length = dice.between(1.0, 1.4) if kind != "trombone" else dice.between(1.6, 2.2)
    sizes = BrassSizes(
        length,
        half=dice.between(0.1, 0.18),
        pipe=dice.between(0.018, 0.03),
        bell=dice.between(0.14, 0.24),
    )
    if kind == "tuba":
        _tuba(model, dice, sizes)
        return
    horn = model.group()
    if kind == "straight":
        _straight(horn, dice, sizes)
    elif kind == "trombone":
        _trombone(horn, dice, sizes)
    else:
        _wound(horn, dice, sizes, valves=kind == "trumpet")
    model.take(horn)


def _bell(sizes: BrassSizes, length: float, narrow: float) -> Mesh:
    """A flare that opens along +z at z = 0, inside and outside."""
    share = np.linspace(0.0, 1.0, 12)
    radius = narrow + (sizes.bell - narrow) * (0.25 * share + 0.75 * share**5)
    z = length * (share - 1.0)
    outside = np.stack([radius, z], axis=1)
    inside = outside[::-1] * (0.94, 1.0)
    return lathe(np.concatenate([outside, inside]), 24).turned("x", 90.0)


def _mouthpiece(sizes: BrassSizes) -> Mesh:
    """A cup whose rim looks along -z, its shank ending in the origin."""
    thin = 0.8 * sizes.pipe
    profile = [
        (0, 0),
        (thin, 0),
        (thin, -0.09),
        (1.9 * sizes.pipe, -0.15),
        (1.9 * sizes.pipe, -0.17),
    ]
    cup = [(1.5 * sizes.pipe, -0.17), (0.4 * sizes.pipe, -0.12), (0, -0.12)]
    return lathe(np.array([*profile, *cup])[::-1], 14).turned("x", 90.0)


def _wound(horn: Assembly, dice: Dice, sizes: BrassSizes, valves: bool) -> None:
    """Bell pipe above, lead pipe below it, bows in front and behind, perhaps three valves."""
    front, rear = 0.5 * sizes.length, -0.5 * sizes.length
    upper, lower = sizes.half, -sizes.half
    long_bell = 0.55 * sizes.length
    horn.add("bell", _bell(sizes, long_bell, sizes.pipe).moved(y=lower, z=front))
    bow_z = rear + 0.3 * sizes.length
    path = [(0, lower, front - long_bell), (0, lower, bow_z)]
    bend = [(0, 0.6 * lower, bow_z - 1.3 * sizes.half), (0, 0.6 * upper, bow_z - 1.3 * sizes.half)]
    horn.add("tube", tube([*path, *bend, (0, upper, bow_z), (0, upper, 0.0)], sizes.pipe, 26, 10))
    end = front - 0.25 * sizes.length
    lead = rod((0, upper, rear - 0.06), (0, upper, end), 0.85 * sizes.pipe, sides=10)
    horn.add("tube", lead)
    curve = [
        (0, upper, end),
        (0, 0.5 * upper, end + sizes.half),
        (0, 0.4 * lower, end + 0.5 * sizes.half),
    ]
    bow = tube([*curve, (0, 0.35 * lower, 0.0)], 0.9 * sizes.pipe, 18, 10)
    horn.add("slide" if dice.chance(0.6) else "tube", bow)
    horn.add("mouthpiece", _mouthpiece(sizes).moved(y=upper, z=rear - 0.06))
    if valves:
        _valves(horn, dice, sizes)
    if dice.chance(0.4):
        brace = rod((0, lower, 0.25 * front), (0, upper, 0.25 * front), 0.5 * sizes.pipe, sides=6)
        horn.add("tube", brace, brace.moved(z=-0.3 * sizes.length))
    if dice.chance(0.4):
        hook = ring(0.05, 0.008, "x", 14, 5).moved(y=upper + 0.05, z=-0.1)
        horn.add("tube", hook)


def _valves(horn: Assembly, dice: Dice, sizes: BrassSizes) -> None:
    """Three upright cases with caps, stems and buttons, and slides at their sides."""
    thick = dice.between(0.035, 0.055)
    tall = 2.0 * sizes.half + dice.between(0.1, 0.2)
    step = dice.between(2.1, 2.5) * thick
    case = cylinder(thick, tall, sides=14)
    cap = join(cylinder(1.15 * thick, 0.04).on(case), cylinder(1.15 * thick, 0.04).under(case))
    horn.add("valve", join(case, cap).in_row(3, step, "z"))
    for i in range(3):
        pressed = dice.one_of(0.03, 0.1)
        z = step * (i - 1)
        stem = rod((0, 0.5 * tall, z), (0, 0.5 * tall + 0.04 + pressed, z), 0.3 * thick, sides=6)
        top = cylinder(0.75 * thick, 0.02, sides=12).on(stem).moved(z=z)
        horn.add("button", stem, top)
    if dice.chance(0.6):
        out, level = 2.2 * thick, -0.3 * sizes.half
        bow = [(0, level, step), (out, level, step + 0.03), (out, level, -0.0), (0, level, 0)]
        horn.add("slide", tube(bow, 0.7 * sizes.pipe, 16, 8))


def _straight(horn: Assembly, dice: Dice, sizes: BrassSizes) -> None:
    """One straight pipe, as of heralds and toys."""
    half = 0.5 * sizes.length
    long_bell = sizes.length * dice.between(0.3, 0.6)
    horn.add("bell", _bell(sizes, long_bell, sizes.pipe).moved(z=half))
    horn.add("tube", rod((0, 0, -half), (0, 0, half - long_bell), sizes.pipe, sides=10))
    horn.add("mouthpiece", _mouthpiece(sizes).moved(z=-half))
    if dice.chance(0.5):
        knob = ring(1.3 * sizes.pipe, 0.5 * sizes.pipe, "z", 14, 6).moved(z=half - long_bell)
        horn.add("tube", knob)


def _trombone(horn: Assembly, dice: Dice, sizes: BrassSizes) -> None:
    """The bell on one long bow, the slide on another one before it, side by side."""
    front, rear = 0.35 * sizes.length, -0.4 * sizes.length
    gap = 0.9 * sizes.half
    long_bell = 0.5 * sizes.length
    horn.add("bell", _bell(sizes, long_bell, 1.2 * sizes.pipe).moved(gap, 0.0, front))
    start = front - long_bell
    turn = [(gap, 0, rear), (0.6 * gap, 0, rear - 0.9 * gap), (-0.6 * gap, 0, rear - 0.9 * gap)]
    path = [(gap, 0, start), *turn, (-gap, 0, rear), (-gap, 0, 0.0)]
    horn.add("tube", tube(path, 1.1 * sizes.pipe, 26, 10))
    out = front + dice.between(0.1, 0.5) * sizes.length  # how far the slide is drawn
    drop = 2.2 * gap  # the slide's second leg lies below the first
    legs = [(-gap, 0, -0.1), (-gap, 0, out)]
    bow = [(-gap, -0.3 * drop, out + 0.5 * drop), (-gap, -0.7 * drop, out + 0.5 * drop)]
    back = [(-gap, -drop, out), (-gap, -drop, -0.15)]
    curve = np.array([legs[0], *smooth([legs[1], *bow, back[0]], 12), back[1]])
    horn.add("slide", sweep(curve, 0.85 * sizes.pipe, sides=10))
    brace = rod((-gap, 0, 0.0), (-gap, -drop, 0.0), 0.6 * sizes.pipe, sides=6)
    horn.add("slide", brace, brace.moved(z=0.1))
    horn.add("mouthpiece", _mouthpiece(sizes).moved(-gap, -drop, -0.15))


def _tuba(model: Assembly, dice: Dice, sizes: BrassSizes) -> None:
    """A wide bell that opens upwards, a fat bow below, coils and valves between them."""
    width, tall = dice.between(0.3, 0.42), dice.between(0.9, 1.2)
    bell = BrassSizes(tall, sizes.half, 0.08, bell=dice.between(0.3, 0.42))
    flare = _bell(bell, 0.75 * tall, bell.pipe).turned("x", -90.0)
    model.add("bell", flare.moved(-0.5 * width, tall))
    path = _coil(width, tall)
    radii = np.interp(np.linspace(0.0, 1.0, len(path)), [0.0, 0.5, 1.0], [0.082, 0.06, 0.03])
    model.add("tube", sweep(path, radii, sides=12))
    thick, level = 0.035, 0.45 * tall
    case = cylinder(thick, 0.28, sides=12).moved(y=level)
    count = dice.count(3, 4)
    model.add("valve", case.in_row(count, 2.4 * thick, "x").moved(z=0.1))
    button = cylinder(0.7 * thick, 0.05, sides=10).moved(y=level + 0.18)
    model.add("button", button.in_row(count, 2.4 * thick, "x").moved(z=0.1))
    model.add("tube", box(0.25, 0.03, 0.08).moved(0.0, level, 0.06))
    lead = [(0.5 * width, 0.75 * tall, 0), (0.3 * width, 0.85 * tall, 0.15), (0.1, 0.8 * tall, 0.3)]
    model.add("tube", tube(lead, 0.02, 14, 8))
    cup = _mouthpiece(BrassSizes(1.0, 0.1, 0.022, 0.1)).turned("y", 180.0)
    model.add("mouthpiece", cup.at([lead[-1]]))


def _coil(width: float, tall: float) -> Points:
    """From the bell's lower end through the fat bow up the other side and round again."""
    left, right = -0.5 * width, 0.5 * width
    bow = [(left, 0.25 * tall, 0), (left, 0.08 * tall, 0), (0, -0.06 * tall, 0)]
    up = [(right, 0.08 * tall, 0), (right, 0.65 * tall, 0), (0.6 * right, 0.75 * tall, 0.03)]
    down = [(0.2 * right, 0.65 * tall, 0.05), (0.15 * right, 0.3 * tall, 0.06)]
    again = [(0.45 * right, 0.15 * tall, 0.07), (0.7 * right, 0.3 * tall, 0.08)]
    return smooth([*bow, *up, *down, *again, (right, 0.75 * tall, 0.02)], 40)
