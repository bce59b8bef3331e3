"""Bridges; the road runs along z."""

import numpy as np

from patchalign3d_training.synthesis.kit import (
    Assembly,
    Dice,
    beam,
    box,
    cylinder,
    prism,
    rod,
    sweep,
)


def build(model: Assembly, dice: Dice) -> None:
    """A stone arch bridge, a beam on piers, a suspension bridge, or an arched wooden one."""
    kind = dice.pick({"wooden": 2, "suspension": 3, "beam": 3, "stone": 3})
    {"stone": _stone, "beam": _beam, "suspension": _suspension, "wooden": _wooden}[kind](
        model, dice
    )


def _railing(model: Assembly, dice: Dice, width: float, half: float, top: float) -> None:
    """Level rails with posts, or low walls, at both sides of a road."""
    x, high = 0.47 * width, dice.between(0.3, 0.6)
    if dice.chance(0.4):
        wall = box(0.08 * width, high, 2.0 * half).on(top)
        model.add("railing", wall.moved(x).both())
        return
    bar = rod((x, top + high, -half), (x, top + high, half), 0.04, sides=6)
    count = dice.count(6, 16)
    post = rod((x, top, 0.0), (x, top + high, 0.0), 0.03, sides=5)
    model.add("railing", bar.both(), post.in_row(count, 2.0 * half / count, "z").both())


def _stone(model: Assembly, dice: Dice) -> None:
    """One to four round arches in a wall below the road."""
    width, count = dice.between(1.5, 2.5), dice.pick({1: 2, 2: 1, 3: 2, 4: 1})
    span, pier = dice.between(2.0, 3.5), dice.between(0.4, 0.8)
    rise = 0.5 * span * dice.between(0.6, 1.0)
    spring, crown = dice.between(0.3, 1.2), dice.between(0.2, 0.5)
    step = span + pier
    half = 0.5 * (count * step + pier)
    top = spring + rise + crown
    bow = np.linspace(0.0, np.pi, 12)
    lower = [(-half, 0.0)]
    for i in range(count):
        z = (i - 0.5 * (count - 1)) * step
        lower += [(z - 0.5 * span, 0.0)]
        lower += [(z - 0.5 * span * np.cos(a), spring + rise * np.sin(a)) for a in bow]
        lower += [(z + 0.5 * span, 0.0)]
    outline = np.array([*lower, (half, 0.0), (half, top), (-half, top)])
    model.add("arch", prism(outline, width, "x"))
    model.add("deck", box(1.05 * width, 0.12, 2.0 * half).on(top - 0.02))
    if dice.chance(0.85):
        _railing(model, dice, width, half, top + 0.1)
    if count > 1 and dice.chance(0.5):
        block = box(1.3 * width, spring, 1.2 * pier).on(-0.05)
        model.add("pier", block.in_row(count - 1, step, "z"))


def _beam(model: Assembly, dice: Dice) -> None:
    """A straight road on piers, some with a truss of steel beside it."""
    width, half = dice.between(1.2, 2.2), dice.between(3.0, 6.0)
    top, thick = dice.between(0.8, 2.0), dice.between(0.15, 0.35)
    model.add("deck", box(width, thick, 2.0 * half).on(top - thick))
    count = dice.count(2, 5)
    round_pier = cylinder(0.18, top - thick).on(0.0).moved(0.3 * width).both()
    pier = round_pier if dice.chance(0.5) else box(0.8 * width, top - thick, 0.3).on(0.0)
    model.add("pier", pier.in_row(count, 1.9 * half / count, "z"))
    if dice.chance(0.6):
        _truss(model, dice, width, half, top)
    else:
        _railing(model, dice, width, half, top)


def _truss(model: Assembly, dice: Dice, width: float, half: float, top: float) -> None:
    """Two walls of slanting bars with chords."""
    x, high, bays = 0.48 * width, dice.between(0.8, 1.4), 2 * dice.count(2, 4)
    z = np.linspace(-half, half, bays + 1)
    chord = beam((x, top + high, z[1]), (x, top + high, z[-2]), 0.08, 0.08)
    bars = [chord, beam((x, top, z[0]), (x, top, z[-1]), 0.08, 0.1)]
    for i in range(bays):
        low, up = (i, i + 1) if i % 2 == 0 else (i + 1, i)
        bars.append(beam((x, top, z[low]), (x, top + high, z[up]), 0.06, 0.06))
    for bar in bars:
        model.add("truss", bar.both())
    if dice.chance(0.5):
        cross = rod((-x, top + high, 0.0), (x, top + high, 0.0), 0.04, sides=6)
        model.add("truss", cross.at([(0.0, 0.0, level) for level in z[1:-1:2]]))


def _suspension(model: Assembly, dice: Dice) -> None:
    """Two towers; cables that hang between them carry the road, or straight stays do."""
    width, span = dice.between(1.0, 1.6), dice.between(3.0, 5.0)  # half the middle span
    half, top = span * dice.between(1.5, 1.8), dice.between(0.8, 1.4)
    high = top + dice.between(1.4, 2.4)
    x = 0.5 * width
    model.add("deck", box(width, 0.12, 2.0 * half).on(top))
    leg = box(0.2, high, 0.28).on(0.0).moved(x + 0.05).both()
    model.add("tower", leg.moved(z=span).both("z"))
    bar = box(width, 0.18, 0.2)
    for y in (high - 0.2, top - 0.1, 0.5 * (high + top)):
        model.add("tower", bar.moved(0.0, y, span).both("z"))
    if dice.chance(0.6):
        z = np.linspace(-span, span, 15)
        sag = top + 0.25 + (high - top - 0.25) * (z / span) ** 2
        main = sweep(np.stack([np.full(15, x), sag, z], axis=1), 0.04, sides=6)
        ends = rod((x, high, span), (x, top + 0.1, half), 0.04).both("z")
        model.add("cable", main.both(), ends.both())
        for y, at in zip(sag[1:-1], z[1:-1], strict=True):
            model.add("cable", rod((x, top + 0.1, at), (x, y, at), 0.016, sides=4).both())
    else:
        for share in np.linspace(0.2, 0.95, dice.count(3, 6)):
            y = high - 0.25 * (high - top) * (1.0 - share)
            for away in (span - share * 0.95 * span, span + share * (half - span)):
                stay = rod((x, y, span), (x, top + 0.1, away), 0.02, sides=5)
                model.add("cable", stay.both().both("z"))
    if dice.chance(0.4):
        _railing(model, dice, width, half, top + 0.12)
    if dice.chance(0.4):
        model.add("pier", box(width + 0.6, 0.4, 0.7).on(-0.05).moved(z=span).both("z"))


def _wooden(model: Assembly, dice: Dice) -> None:
    """A garden bridge of planks that bends upwards."""
    width, half, rise = dice.between(0.8, 1.3), dice.between(1.0, 1.8), dice.between(0.15, 0.6)
    count = dice.count(9, 20)
    z = np.linspace(-half, half, count)
    y = 0.2 + rise * (1.0 - (z / half) ** 2)
    plank = box(width, 0.04, 1.7 * half / count)
    slope = np.degrees(np.arctan(2.0 * rise * z / half**2))
    for at, level, lean in zip(z, y, slope, strict=True):
        model.add("deck", plank.turned("x", float(lean)).moved(0.0, float(level), float(at)))
    x, high = 0.46 * width, dice.between(0.4, 0.7)
    line = np.stack([np.full(count, x), y, z], axis=1)
    girder = sweep(line - (0.0, 0.08, 0.0), 0.05, sides=4)
    model.add("arch", girder.both())
    if dice.chance(0.85):
        posts = line[:: dice.count(2, 3)]
        post = box(0.05, high + 0.08, 0.05).on(-0.05).at(posts)
        rail = sweep(line + (0.0, high, 0.0), 0.03, sides=6)
        model.add("railing", post.both(), rail.both())
    if dice.chance(0.5):
        model.add("pier", box(1.1 * width, 0.3, 0.25).on(-0.08).moved(z=half).both("z"))
