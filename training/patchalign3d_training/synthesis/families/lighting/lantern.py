"""Lanterns to carry or to hang."""

import numpy as np

from patchalign3d_training.synthesis.kit import (
    Assembly,
    Dice,
    ball,
    cylinder,
    join,
    lathe,
    ring,
    rod,
    smooth,
    tube,
)


def build(model: Assembly, dice: Dice) -> None:
    """A cage of bars with panes, or a storm lantern with a round glass; about 1 high."""
    if dice.chance(0.65):
        _caged(model, dice)
    else:
        _storm_lantern(model, dice)


def _caged(model: Assembly, dice: Dice) -> None:
    """Four to eight panes between posts under a pointed roof."""
    sides, radius, tall = dice.pick({4: 4, 6: 3, 8: 1}), dice.between(0.22, 0.34), 0.6
    turn, thick = 180.0 / sides, dice.between(0.02, 0.045)
    foot = dice.between(0.05, 0.12)
    plate = cylinder(1.2 * radius, foot, top=1.05 * radius, sides=sides).turned("y", turn)
    model.add("base", plate.on(0.0))
    post = rod((radius, foot, 0), (radius, foot + tall, 0), thick, sides=4)
    model.add("frame", post.around(sides, start=turn))
    for level in (foot + 0.5 * thick, foot + tall):
        edge = ring(radius, 0.7 * thick, count=sides, sides=4).turned("y", turn)
        model.add("frame", edge.moved(y=level))
    pane = lathe([(0.97 * radius, foot), (0.97 * radius, foot + tall)], sides).turned("y", turn)
    model.add("glass", pane)
    if dice.chance(0.35):  # bars across the panes
        cross = ring(radius, 0.3 * thick, count=sides, sides=4).turned("y", turn)
        model.add("frame", cross.moved(y=foot + 0.5 * tall))
    rise, over = dice.between(0.12, 0.35), dice.between(1.1, 1.4) * radius
    roof = cylinder(over, rise, top=dice.between(0.1, 0.4) * radius, sides=sides)
    roof = roof.turned("y", turn).on(foot + tall)
    model.add("roof", roof)
    top = foot + tall + rise
    if dice.chance(0.5):
        model.add("roof", cylinder(0.3 * radius, 0.06, sides=sides).on(roof))
        top += 0.06
    if dice.chance(0.75):
        hoop = dice.between(0.06, 0.12)
        model.add("handle", ring(hoop, 0.018, "z").moved(y=top + 0.9 * hoop))
    kind = dice.pick({"candle": 3, "bulb": 2, "none": 2})
    if kind == "candle":
        wax = cylinder(0.35 * radius, dice.between(0.2, 0.5) * tall).on(foot)
        flame = ball(0.04, 0.07, 0.04, 8).on(float(wax.high[1]) - 0.01)
        model.add("light", wax, flame)
    elif kind == "bulb":
        model.add("light", ball(0.4 * radius).moved(y=foot + 0.5 * tall))


def _storm_lantern(model: Assembly, dice: Dice) -> None:
    """A tank below, a bulging glass, two tubes at its sides, a wire to carry it by."""
    tank, tall = dice.between(0.2, 0.28), dice.between(0.14, 0.2)
    body = lathe([(0, 0), (tank, 0), (tank, 0.6 * tall), (0.5 * tank, tall), (0, tall)], 24)
    model.add("base", body)
    bulge, glass_tall = dice.between(0.15, 0.2), dice.between(0.32, 0.42)
    profile = [(0.1, tall), (bulge, tall + 0.45 * glass_tall), (0.1, tall + glass_tall)]
    model.add("glass", lathe(smooth(profile, 12), 24))
    top = tall + glass_tall
    hood = [(0.13, 0.0), (0.12, 0.08), (0.07, 0.1), (0.07, 0.17), (0.0, 0.19)]
    model.add("roof", lathe([(0.0, 0.0), *hood], 20).moved(y=top))
    out = dice.between(0.24, 0.3)
    side = [(0.9 * tank, 0.5 * tall, 0), (out, tall + 0.08, 0), (out, top - 0.05, 0)]
    model.add("frame", tube([*side, (0.1, top + 0.06, 0)], 0.018, 22, 7).both())
    guard = join(ring(bulge + 0.02, 0.006).moved(y=tall + 0.4 * glass_tall), ring(0.11, 0.012))
    model.add("frame", guard)
    rise = top + dice.between(0.25, 0.4)
    angle = np.linspace(0.0, np.pi, 14)
    bow = np.stack([out * np.cos(angle), top - 0.06 + (rise - top) * np.sin(angle), 0 * angle], 1)
    swing = dice.between(50.0, 100.0) if dice.chance(0.3) else 0.0
    handle = tube(bow, 0.008, 24, 6).turned("x", swing, at=(0.0, top - 0.06, 0.0))
    model.add("handle", handle)
    if dice.chance(0.7):
        model.add("light", cylinder(0.04, 0.06).on(tall), ball(0.03, 0.07, 0.03).on(tall + 0.05))
