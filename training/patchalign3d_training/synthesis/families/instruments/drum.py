"""Drums: single ones and whole kits; their heads are level or look along +z."""

from collections.abc import Callable
from dataclasses import dataclass

import numpy as np

from patchalign3d_training.synthesis.kit import (
    Assembly,
    Dice,
    Mesh,
    ball,
    box,
    cylinder,
    join,
    lathe,
    pipe,
    ring,
    rod,
)


@dataclass(frozen=True)
class DrumSizes:
    """A drum about the y axis from y = 0 up: its height, the radii of both heads, its corners."""

    height: float
    top: float
    foot: float
    sides: int


def build(model: Assembly, dice: Dice) -> None:
    """A snare or marching drum, hand drums, kettle drums, a tambourine or a drum kit."""
    kind = dice.pick({"snare": 4, "hand": 4, "kettle": 1, "tambourine": 1, "kit": 4})
    if kind == "kit":
        _kit(model, dice)
        return
    heights = {"snare": (0.5, 2.2), "tambourine": (0.2, 0.4), "kettle": (1.0, 1.6)}
    height = dice.between(*heights.get(kind, (1.4, 3.4)))
    foot = dice.between(0.45, 1.0) if kind == "hand" else 1.0
    sizes = DrumSizes(height, 1.0, foot, dice.pick({10: 1, 18: 1, 28: 3}))
    drum = model.group()
    if kind == "kettle":
        _kettle(drum, dice, sizes)
    else:
        _shell(drum, dice, sizes, waisted=kind == "hand")
    if kind == "tambourine":
        _jingles(drum, dice, sizes)
    elif dice.chance(0.7 if kind == "hand" else 0.2):
        _lacing(drum, dice, sizes)
    elif kind != "hand" and dice.chance(0.8):
        _lugs(drum, dice, sizes)
    stand = dice.between(0.8, 2.0) if kind in ("snare", "kettle") and dice.chance(0.5) else 0.0
    if stand:
        _tripod(drum, dice, 0.3, -stand)
    if kind == "hand" and dice.chance(0.25):  # a pair of bongos
        smaller = dice.between(0.75, 1.0)
        model.take(drum, lambda mesh: mesh.scaled(smaller).moved(1.9))
        model.add("body", box(0.6, 0.3, 0.3).moved(0.95, 0.5 * height))
    if dice.chance(0.2 if kind == "hand" else 0.6):
        _sticks(drum, dice, height + 0.06)
    model.take(drum)


def _shell(drum: Assembly, dice: Dice, sizes: DrumSizes, waisted: bool) -> None:
    """A barrel, cone or goblet with a head on top, perhaps one below, and its hoops."""
    height = sizes.height
    profile = np.array([(sizes.foot, 0.0), (sizes.top, height)])
    if waisted:
        form = dice.pick({"barrel": 2, "cone": 2, "goblet": 2})
        waist = {"barrel": 1.12, "cone": 0.5 * (1 + sizes.foot), "goblet": 0.5}[form]
        level = 0.35 if form == "goblet" else 0.6
        profile = np.array([(sizes.foot, 0.0), (waist, level * height), (1.0, height)])
        if form == "goblet":
            profile = np.insert(profile, 2, (0.95, 0.65 * height), axis=0)
    drum.add("body", lathe(profile, sizes.sides))
    open_below = waisted or dice.chance(0.2)
    if open_below:
        inside = (profile - (0.06, 0.0))[::-1]
        drum.add("body", lathe(inside, sizes.sides))
    head = cylinder(1.005, 0.02, sides=sizes.sides)
    drum.add("head", head.on(height - 0.01))
    if not open_below:
        drum.add("head", head.scaled(sizes.foot).under(0.01))
    if dice.chance(0.8):
        tall = dice.between(0.06, 0.14)
        hoop = pipe(1.05, 0.97, tall, sides=sizes.sides)
        drum.add("rim", hoop.under(height + 0.04))
        if not open_below:
            drum.add("rim", hoop.scaled(sizes.foot).on(-0.04))


def _kettle(drum: Assembly, dice: Dice, sizes: DrumSizes) -> None:
    """A bowl under a wide head."""
    bend = np.linspace(0.0, 0.5 * np.pi, 8)
    bowl = np.stack([np.sin(bend), sizes.height * (1.0 - np.cos(bend))], axis=1)
    drum.add("body", lathe(bowl, sizes.sides))
    drum.add("head", cylinder(1.0, 0.03, sides=sizes.sides).on(sizes.height))
    drum.add("rim", ring(1.03, 0.05, "y", 28, 6).moved(y=sizes.height))


def _lugs(drum: Assembly, dice: Dice, sizes: DrumSizes) -> None:
    """Rods with their casings about the shell."""
    count = dice.count(5, 10)
    lug = rod((1.05, 0.02, 0), (1.05, sizes.height, 0), 0.025, sides=5)
    if sizes.height > 0.4:
        casing = box(0.1, 0.25 * sizes.height, 0.12, 0.02).moved(1.02, 0.5 * sizes.height)
        lug = join(lug, casing)
    drum.add("body", lug.around(count), detail="lug")


def _lacing(drum: Assembly, dice: Dice, sizes: DrumSizes) -> None:
    """Cords that run up and down between the hoops."""
    count = dice.count(6, 12)
    step = np.pi / count
    low_out, high_out = 1.05 * max(sizes.foot, 0.6), 1.08
    low, high = 0.2 * sizes.height, 0.95 * sizes.height
    cords = []
    for side in (1.0, -1.0):
        end = (low_out * np.cos(step), low, side * low_out * np.sin(step))
        cords.append(rod((high_out, high, 0), end, 0.02, sides=4))
    drum.add("body", join(*cords).around(count), detail="rope")


def _jingles(drum: Assembly, dice: Dice, sizes: DrumSizes) -> None:
    """Pairs of small plates in slots of the frame."""
    middle = 0.5 * sizes.height
    plate = cylinder(0.12, 0.015, sides=10).moved(1.0)
    pair = join(plate.moved(y=middle + 0.02), plate.moved(y=middle - 0.02))
    drum.add("cymbal", pair.around(dice.count(5, 10), start=10.0))


def _sticks(drum: Assembly, dice: Dice, top: float) -> None:
    """Two sticks or mallets that lie on the head."""
    length = dice.between(1.3, 2.0)
    stick = rod((0, 0, 0), (0, 0, length), 0.035, 0.025, sides=8)
    tip = ball(dice.between(0.05, 0.14), sides=8).moved(z=length)
    one = join(stick, tip).moved(z=-0.4 * length)
    for turn in (dice.between(-60.0, -10.0), dice.between(10.0, 60.0)):
        drum.add("stick", one.turned("y", turn).moved(y=top, x=0.01 * turn))


def _tripod(drum: Assembly, dice: Dice, top: float, foot: float) -> None:
    """A post from `top` down on three legs that end at `foot`."""
    joint = foot + 0.35 * (top - foot)
    post = rod((0, joint - 0.1, 0), (0, top, 0), 0.04, sides=8)
    leg = rod((0, joint, 0), (0.75, foot, 0), 0.03, sides=6)
    drum.add("stand", post, leg.around(3, start=dice.between(0.0, 120.0)))


def _one_of_kit(kit: Assembly, dice: Dice, radius: float, height: float) -> Assembly:
    """A drum of a kit about the y axis, its head on top at y = height."""
    drum = kit.group()
    drum.add("body", cylinder(radius, height, sides=20).on(0.0))
    drum.add("head", cylinder(0.97 * radius, 0.03, sides=20).on(height - 0.01))
    hoop = pipe(1.05 * radius, 0.96 * radius, 0.07, sides=20)
    drum.add("rim", hoop.under(height + 0.03))
    if dice.chance(0.5):
        drum.add("rim", hoop.on(-0.02))
    if dice.chance(0.5):
        lug = box(0.04, 0.4 * height, 0.05).moved(1.02 * radius, 0.5 * height)
        drum.add("body", lug.around(6), detail="lug")
    return drum


def _kit(model: Assembly, dice: Dice) -> None:
    """A bass drum that lies, toms on it, a snare, a floor tom, cymbals on stands, a pedal."""
    bass, deep = dice.between(0.7, 1.0), dice.between(0.7, 1.1)
    big = _one_of_kit(model, dice, bass, deep)
    model.take(big, lambda mesh: mesh.turned("x", 90.0).moved(y=bass))
    leg = rod((0.8 * bass, 0.7 * bass, 0.6 * deep), (1.1 * bass, 0.0, 0.8 * deep), 0.03, sides=6)
    model.add("stand", leg.both())
    if dice.chance(0.6):
        beater = rod((0, 0.05, -0.3), (0, 0.7 * bass, -0.05), 0.02, sides=6)
        plate = box(0.2, 0.04, 0.5).on(0.0).moved(z=-0.4)
        model.add("stand", beater, plate, detail="pedal")
    size = dice.between(0.35, 0.5)
    for x in dice.pick({(-0.45, 0.45): 3, (0.0,): 1}):
        tom = _one_of_kit(model, dice, size * dice.between(0.85, 1.0), dice.between(0.4, 0.6))
        lean, level = dice.between(10.0, 30.0), 2.0 * bass + 0.15
        model.take(tom, _set_up(-lean, (x, level, 0.5 * deep)))
        model.add(
            "stand", rod((0.3 * x, 1.9 * bass, 0.5 * deep), (x, level + 0.1, 0.5 * deep), 0.04)
        )
    aside = 1.25 * bass
    snare = _one_of_kit(model, dice, 0.5, 0.28)
    model.take(snare, _set_up(0.0, (-aside, 1.0, -0.5)))
    tripod = model.group()
    _tripod(tripod, dice, 1.0, 0.0)
    model.take(tripod, _set_up(0.0, (-aside, 0.0, -0.5)))
    if dice.chance(0.8):
        floor = _one_of_kit(model, dice, 0.55, 0.8)
        spot = (aside, 0.5, -0.4)
        model.take(floor, _set_up(0.0, spot))
        post = rod((0.57, -0.5, 0), (0.57, 0.5, 0), 0.025, sides=6).around(3)
        model.add("stand", post.at([spot]))
    for x, z, level in ((-1.5 * bass, 0.4, 2.2), (1.4 * bass, 0.5, 2.4), (-2.1 * bass, -0.4, 1.5)):
        if dice.chance(0.8):
            _cymbal(model, dice, (x, level * dice.between(0.9, 1.1), z))
    if dice.chance(0.4):
        seat = cylinder(0.35, 0.15, sides=16).on(0.9).moved(z=-1.4)
        throne = model.group()
        _tripod(throne, dice, 0.9, 0.0)
        model.take(throne, _set_up(0.0, (0.0, 0.0, -1.4)))
        model.add(None, seat)


def _set_up(lean: float, at: tuple[float, float, float]) -> Callable[[Mesh], Mesh]:
    return lambda mesh: mesh.turned("x", lean).moved(*at)


def _cymbal(model: Assembly, dice: Dice, at: tuple[float, float, float]) -> None:
    """A thin disc with a cup on a stand of its own."""
    x, level, z = at
    radius = dice.between(0.4, 0.65)
    profile = [(0.0, 0.1), (0.1, 0.08), (0.16, 0.02), (1.0, -0.04), (1.0, -0.06), (0.0, 0.06)]
    disc: Mesh = lathe(np.array(profile)[::-1] * (radius, 1.0), 24)
    model.add("cymbal", disc.turned("x", dice.between(-25.0, 5.0)).moved(x, level, z))
    model.add("stand", rod((x, 0.4, z), (x, level + 0.15, z), 0.025, sides=6))
    leg = rod((0, 0.5, 0), (0.45, 0.0, 0), 0.022, sides=6).around(3)
    model.add("stand", leg.moved(x, 0.0, z))
