"""Xylophones, marimbas and glockenspiels; the bars lie in a row along x."""

import numpy as np

from patchalign3d_training.synthesis.kit import (
    Assembly,
    Dice,
    ball,
    beam,
    box,
    case,
    cylinder,
    join,
    rod,
    wheel,
)


def build(model: Assembly, dice: Dice) -> None:
    """A toy or a table instrument on two rails or a box, or a big one on legs with tubes."""
    big = dice.chance(0.4)
    count = dice.count(18, 32) if big else dice.count(6, 13)
    step = dice.between(0.04, 0.06) if big else dice.between(0.04, 0.07)
    long, short = dice.between(0.3, 0.45), dice.between(0.14, 0.26)
    level = dice.between(0.7, 0.9) if big else 0.08
    thick = dice.between(0.012, 0.025)
    stations = (np.arange(count) - 0.5 * (count - 1)) * step
    lengths = np.linspace(long, short, count)
    shape = dice.pick({"plain": 3, "round": 1})
    for x, length in zip(stations, lengths, strict=True):
        rounding = 0.008 if shape == "round" else 0.0
        model.add("bar", box(0.85 * step, thick, float(length), rounding).on(level).moved(float(x)))
        if dice.chance(0.9) and not big:
            peg = cylinder(0.006, 0.01, sides=6).on(level + thick).moved(float(x))
            model.add("frame", peg.moved(z=0.28 * float(length)).both("z"))
    half = stations[-1] + 0.6 * step
    _frame(model, dice, (half, long, short), level)
    if big or dice.chance(0.3):
        _sharps(model, dice, stations, (short, thick, level))
    if big:
        _tubes(model, dice, stations, level)
        _legs(model, dice, (half, long, short), level)
    if dice.chance(0.6):
        _mallets(model, dice, level + thick, half)


def _frame(model: Assembly, dice: Dice, sizes: tuple[float, float, float], level: float) -> None:
    """Two rails that come closer to each other, with end pieces; or a box on table ones."""
    half, long, short = sizes
    if level < 0.2 and dice.chance(0.35):
        shell = case(2 * half, 0.9 * long, level - 0.01, 0.01).turned("x", -90.0).on(0.0)
        model.add("frame", shell)
        return
    tall = 0.04 if level < 0.2 else 0.06
    y = level - 0.5 * tall
    rail = beam((-half, y, 0.3 * long), (half, y, 0.3 * short), 0.02, tall)
    model.add("frame", rail.both("z"))
    for x, reach in ((-half, long), (half, short)):
        end = box(0.025, tall, 0.8 * reach).moved(x, y)
        model.add("frame", end)


def _sharps(
    model: Assembly, dice: Dice, stations: np.ndarray, sizes: tuple[float, float, float]
) -> None:
    """The second row of bars behind, a little higher, with gaps as black keys have."""
    short, thick, level = sizes
    step = float(stations[1] - stations[0])
    bar = box(0.85 * step, thick, 0.8 * short).on(level + 1.2 * thick)
    back = -0.5 * short - 0.55 * short
    for i in range(len(stations) - 1):
        if i % 7 not in (2, 6):
            model.add("bar", bar.moved(float(stations[i]) + 0.5 * step, 0.0, back))
    rail = box(2 * abs(float(stations[0])), 0.03, 0.02).under(level + thick)
    model.add("frame", rail.moved(z=back))


def _tubes(model: Assembly, dice: Dice, stations: np.ndarray, level: float) -> None:
    """Resonators that hang below the bars, shorter towards the right, or as an arch."""
    low, high = dice.between(0.4, 0.65), dice.between(0.08, 0.2)
    arch = dice.chance(0.3)
    radius = 0.36 * float(stations[1] - stations[0])
    share = np.linspace(0.0, 1.0, len(stations))
    lengths = low + (high - low) * (np.abs(2.0 * share - 1.0) if arch else share)
    for x, length in zip(stations, lengths if not arch else low + high - lengths, strict=True):
        tube = cylinder(radius, float(length) * 0.9, sides=10).under(level - 0.03)
        model.add("tube", tube.moved(float(x)))


def _legs(model: Assembly, dice: Dice, sizes: tuple[float, float, float], level: float) -> None:
    """A trestle at either end, some on wheels."""
    half, long, short = sizes
    rolling = dice.chance(0.6)
    foot = 0.08 if rolling else 0.0
    for x, reach in ((-half, long), (half, short + 0.1)):
        post = rod((x, foot, 0), (x, level - 0.05, 0), 0.02, sides=8)
        if dice.chance(0.5):
            post = post.moved(z=0.3 * reach).both("z")
        bar = box(0.05, 0.04, 1.3 * reach).on(foot).moved(x)
        model.add("leg", post, bar)
        if rolling:
            caster = wheel(0.04, 0.03).on(0.0).moved(x, 0.0, 0.6 * reach)
            model.add("wheel", caster.both("z"))
    model.add("leg", rod((-half, 0.3 * level, 0), (half, 0.3 * level, 0), 0.016, sides=8))


def _mallets(model: Assembly, dice: Dice, top: float, half: float) -> None:
    """Two sticks with round heads that lie on the bars."""
    length, size = dice.between(0.2, 0.35), dice.between(0.012, 0.025)
    stick = rod((0, 0, 0), (0, 0, length), 0.005, sides=6)
    mallet = join(stick, ball(size, sides=10).moved(z=-0.01)).moved(y=size)
    for x in (-0.25 * half, 0.2 * half):
        turn = dice.between(-50.0, 50.0)
        model.add("mallet", mallet.turned("y", turn).moved(x, top, -0.05))
