"""Earphones: headsets and earbuds."""

from dataclasses import dataclass

import numpy as np

from patchalign3d_training.synthesis.kit import (
    Assembly,
    Dice,
    Mesh,
    Points,
    ball,
    box,
    centroids,
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

# Ear cups, half a cross-section each: (share of the radius, share of the depth), outside first.
SHELLS = {
    "closed": [(0, 0.5), (0.75, 0.5), (0.95, 0.25), (1.0, 0.0), (0.95, -0.3), (0, -0.3)],
    "flat": [(0, 0.2), (0.9, 0.2), (0.95, -0.2), (0, -0.2)],
    "dome": [(0, 0.7), (0.4, 0.62), (0.75, 0.4), (1.0, 0.0), (1.0, -0.3), (0, -0.3)],
}
# An earbud, half a cross-section from the outside to the tip in the ear, in sizes of the bud.
BULB = [(0, -0.8), (0.6, -0.7), (1.0, -0.1), (0.9, 0.4), (0.5, 0.6), (0.45, 1.2), (0, 1.25)]
STEPS = 29  # points along a headband


@dataclass(frozen=True)
class _Headset:
    """Sizes of a headset; the ears lie at (-half, 0, 0) and (half, 0, 0)."""

    half: float
    height: float  # of the band above its ends
    radius: float  # of a cup
    depth: float  # of a cup


def build(earphone: Assembly, dice: Dice) -> None:
    """A headset over the ears or behind the neck, or a pair of earbuds."""
    if dice.chance(0.78):
        _headset(earphone, dice)
    else:
        _buds(earphone, dice)


def _headset(earphone: Assembly, dice: Dice) -> None:
    size = _Headset(
        half=dice.between(0.75, 1.05),
        height=dice.between(0.95, 1.6),
        radius=dice.between(0.28, 0.62),
        depth=dice.between(0.2, 0.5),
    )
    bow = _bow(dice, size)
    _band(earphone, dice, bow)
    cup = _cup(dice, size.radius, size.depth)
    tilt, squash, yaw = dice.between(-10, 10), dice.between(0.7, 1.0), dice.between(-12, 12)
    cup = cup.stretched(z=squash).turned("z", tilt).turned("y", yaw)
    cup = cup.moved(x=size.half - 0.25 * size.depth)
    earphone.add("earcup", cup.both() if dice.chance(0.96) else cup)
    _yokes(earphone, dice, size, band_end=float(bow[0, 1]))
    half, below = size.half, -0.85 * size.radius
    if dice.chance(0.2):
        mouth = (0.6 * half, -0.7, 1.0)
        boom = tube([(half, 0, 0.2), (half, -0.4, 0.6), mouth], 0.025, 12, 6)
        microphone = ball(0.08, 0.06, 0.06, 10).at([mouth])
        part = dice.one_of("earcup", "data wire")
        earphone.add(part, boom, microphone, detail="microphone")
    if dice.chance(0.5):
        starts = [(half, below, 0.0)]
        if dice.chance(0.3):
            starts.append((-half, below, 0.0))
        _wire(earphone, dice, starts)


def _bow(dice: Dice, size: _Headset) -> Points:
    """The line of the band over the head from ear to ear, (STEPS, 3)."""
    level = dice.between(0.0, 0.5) * size.radius
    reach = size.half * dice.between(0.9, 1.12)
    lower = dice.between(-5.0, 25.0)  # degrees that the ends lie below the level
    angle = np.radians(np.linspace(-lower, 180.0 + lower, STEPS))
    power = dice.between(0.75, 1.0)  # below 1: squarer than an ellipse
    cosine, sine = np.cos(angle), np.sin(angle)
    path = np.zeros((STEPS, 3))
    path[:, 0] = reach * np.sign(cosine) * np.abs(cosine) ** power
    path[:, 1] = level + size.height * np.sign(sine) * np.abs(sine) ** power
    return path


def _band(earphone: Assembly, dice: Dice, path: Points) -> None:
    """The bow over the head."""
    kind = dice.pick({"strap": 3, "taper": 3, "padded": 2, "wire": 1, "double": 1, "tube": 1})
    sideways = (1, 0, 0)  # flat bands keep their narrow side along the head
    if kind == "wire":
        earphone.add("headband", sweep(path, dice.between(0.02, 0.04), sides=8))
    elif kind == "tube":
        earphone.add("headband", sweep(path, dice.between(0.05, 0.1), sides=10))
    elif kind == "double":
        gap = dice.between(0.06, 0.16)
        wire = sweep(path, 0.025, sides=6)
        earphone.add("headband", wire.moved(z=gap), wire.moved(z=-gap))
        if dice.chance(0.7):
            inner = path[5:-5] * (0.95, 0.93, 1.0)
            pad = rectangle(0.03, dice.between(0.2, 0.4))
            earphone.add("headband", sweep(inner, 1.0, pad, normal=sideways))
    elif kind == "taper":
        share = np.sin(np.linspace(0.0, np.pi, STEPS))
        width = dice.between(0.08, 0.3) + dice.between(0.0, 0.5) * share**2
        band = strip(path[:, :2], width, thick=dice.between(0.03, 0.2))
        earphone.add("headband", band.turned("y", 90.0))
    else:
        thick, wide = dice.between(0.03, 0.2), dice.between(0.15, 0.75)
        strap = rectangle(thick, wide, 0.015, 3)
        earphone.add("headband", sweep(path, 1.0, strap, normal=sideways))
        if kind == "padded":
            inner = path[7:-7] * (0.95, 0.94, 1.0)
            pad = rectangle(dice.between(0.06, 0.14), dice.between(0.25, 0.42), 0.04, 3)
            earphone.add("headband", sweep(inner, 1.0, pad, normal=sideways))


def _yokes(earphone: Assembly, dice: Dice, size: _Headset, band_end: float) -> None:
    """What ties the cups to the bow: forks, sliders or blocks; `band_end` is a height."""
    kind = dice.pick({"fork": 2, "slider": 1, "block": 1, "none": 1})
    half = size.half
    if kind == "fork":
        radius, thick = dice.between(1.0, 1.12) * size.radius, dice.between(0.02, 0.06)
        hoop = ring(radius, thick, "x", 24, 6)
        upper = centroids(hoop)[:, 1] > dice.between(-0.4, 0.1) * size.radius
        fork = Mesh(hoop.vertices, hoop.faces[upper]).moved(x=half)
        stem = rod((half, radius, 0), (half, max(radius, band_end) + 0.1, 0), thick)
        earphone.add("headband", fork.both(), stem.both())
    elif kind == "slider":
        out = half + dice.between(0.0, 0.08)
        bar = box(0.03, max(band_end + 0.3, 0.5), dice.between(0.05, 0.14)).on(0.0)
        earphone.add("headband", bar.moved(x=out).both())
        knob = cylinder(0.08, 0.05, "x").moved(x=out + 0.03)
        earphone.add(dice.one_of("headband", "earcup"), knob.both())
    elif kind == "block":
        tall, wide = dice.between(0.2, 0.5), dice.between(0.06, 0.14)
        block = box(wide, tall, dice.between(0.1, 0.25), 0.02)
        level = max(0.8 * size.radius, 0.5 * band_end)
        earphone.add("headband", block.moved(x=half, y=level).both())


def _cup(dice: Dice, radius: float, depth: float) -> Mesh:
    """An ear cup about the origin, its outside at +x."""
    kind = dice.pick({"closed": 2, "flat": 1, "dome": 1, "block": 1, "foam": 1})
    pad = ring(0.75 * radius, dice.between(0.16, 0.26) * radius, "x", 22, 8)
    pad = pad.moved(x=-0.3 * depth)
    if kind == "block":
        return join(box(0.6 * depth, 1.7 * radius, 1.4 * radius, 0.2 * depth), pad)
    if kind == "foam":
        plate = cylinder(0.7 * radius, 0.2 * depth, "x").moved(x=0.25 * depth)
        return join(ball(0.5 * depth, radius, radius).moved(x=-0.2 * depth), plate)
    profile = np.array(SHELLS[kind])[::-1] * (radius, depth)
    pieces = [lathe(profile, 24).turned("z", -90.0)]
    if dice.chance(0.4):
        cap = cylinder(dice.between(0.4, 0.8) * radius, 0.12 * depth, "x")
        pieces.append(cap.moved(x=0.52 * depth))
    if dice.chance(0.3):
        pieces.append(cylinder(0.85 * radius, 0.3 * depth, "x").moved(x=-0.4 * depth))
    else:
        pieces.append(pad)
    return join(*pieces)


def _wire(earphone: Assembly, dice: Dice, starts: list[tuple[float, float, float]]) -> None:
    """Cables from the cups, perhaps joined, that hang, wander or coil down to a plug."""
    radius = dice.between(0.012, 0.045)
    low = min(start[1] for start in starts) - dice.between(0.6, 2.6)
    if len(starts) == 1 and dice.chance(0.5):
        fork = np.array(starts[0])
    else:
        fork = np.array([dice.between(-0.3, 0.3), 0.5 * low, dice.between(-0.2, 0.2)])
        for start in starts:
            middle = 0.5 * (np.array(start) + fork) + dice.many(-0.25, 0.25, 3)
            earphone.add("data wire", tube([start, middle, fork], radius, 16, 6))
    end = fork + (dice.between(-0.8, 0.8), 0.6 * low, dice.between(-0.6, 0.6))
    share = np.linspace(0.0, 1.0, dice.count(3, 7))[:, None]
    wander = dice.random.normal(0.0, dice.between(0.05, 0.5), (len(share), 3))
    curve = smooth((1 - share) * fork + share * end + wander * (share > 0), 44)
    if dice.chance(0.2):  # coiled
        turn = np.linspace(0.0, 2 * np.pi * dice.between(5.0, 14.0), 150)
        coil = dice.between(0.06, 0.14)  # its radius
        straight = fork + np.linspace(0.0, 1.0, 150)[:, None] * (end - fork)
        curve = straight + coil * np.stack([np.cos(turn) - 1, 0 * turn, np.sin(turn)], axis=1)
        radius = min(radius, 0.4 * coil)
    earphone.add("data wire", sweep(curve, radius, sides=6))
    if dice.chance(0.6):
        tip = curve[-1]
        plug = cylinder(2.0 * radius, 0.15).at([tip])
        pin = rod(tip, tip - (0, 0.25, 0), 0.9 * radius, sides=8)
        earphone.add("data wire", plug, pin, detail="plug")


def _buds(earphone: Assembly, dice: Dice) -> None:
    """In-ear phones on a wire."""
    size = dice.between(0.16, 0.34)
    aside = dice.between(0.3, 0.9)  # from the middle to either bud
    stem = dice.between(0.15, 0.6)
    bulb = lathe(np.array(BULB) * size, 16).turned("z", 80.0)
    if dice.chance(0.35):
        bulb = join(ball(0.6 * size, size, size), cylinder(0.8 * size, 0.4 * size, "x"))
    stalk = rod((0, 0, 0), (0.02, -stem, 0), 0.3 * size, end_radius=0.22 * size)
    bud = join(bulb, stalk).turned("y", dice.between(-40.0, 40.0))
    if dice.chance(0.35):
        over_the_ear = [(0, 0.1, 0), (0.1, 0.5, -0.2), (0, 0.5, -0.6), (0, 0.0, -0.8)]
        hook = sweep(smooth(over_the_ear, 16), dice.between(0.04, 0.08), sides=6)
        bud = join(bud, hook)
    earphone.add("earcup", bud.moved(x=aside).both())
    if dice.chance(0.2):
        start, ear = (aside, 0, 0), (1.2 * aside, 0.1, -0.7)
        neck, nape = (0.8 * aside, 0.1, -1.4), (0, 0.1, -1.7)
        behind_the_neck = smooth([start, ear, neck, nape], 20)
        earphone.add("headband", sweep(behind_the_neck, 0.05, sides=6).both())
    else:
        _wire(earphone, dice, [(aside, -stem, 0.0), (-aside, -stem, 0.0)])
