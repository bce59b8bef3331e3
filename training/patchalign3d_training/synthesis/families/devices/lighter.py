"""Cigarette lighters and stick lighters."""

import numpy as np

from patchalign3d_training.synthesis.kit import (
    Assembly,
    Dice,
    Mesh,
    ball,
    box,
    cylinder,
    frame,
    grid_bars,
    hinge,
    join,
    lathe,
    prism,
    rectangle,
    rod,
    superellipse,
)


def build(model: Assembly, dice: Dice) -> None:
    """A lighter that stands upright, its button towards +z."""
    dice.pick({_disposable: 4, _flip_top: 4, _stick: 2})(model, dice)


def _spark_wheel(radius: float, width: float) -> Mesh:
    """A rough wheel about x with a smooth rim at either side."""
    drum = cylinder(radius, width, "x", sides=16)
    tooth = box(0.9 * width, 0.12 * radius, 0.1 * radius).moved(y=radius)
    rim = cylinder(1.15 * radius, 0.2 * width, "x", sides=18).moved(x=0.5 * width)
    return join(drum, tooth.around(14, "x"), rim.both())


def _disposable(model: Assembly, dice: Dice) -> None:
    """A plastic tank under a metal hood with a wheel, and a lever for the thumb."""
    width, depth = dice.between(0.022, 0.028), dice.between(0.011, 0.016)
    height = dice.between(0.055, 0.07)
    outline = superellipse(width, depth, dice.between(2.0, 4.0), 28)
    tank = prism(outline, height, "y", 0.05 * depth).on(0.0)
    foot = prism(1.04 * outline, 0.08 * height, "y").on(-0.01 * height)
    model.add("body", tank, foot)
    tall = dice.between(0.012, 0.018)
    half_hood = rectangle(0.55 * width, 0.92 * depth, 0.3 * depth, 4) - (0.2 * width, 0.0)
    hood = frame(half_hood, half_hood * 0.9 - (0.02 * width, 0.0), tall, "y").on(tank)
    model.add("hood", hood)  # at -x, the lever at +x
    wheel = _spark_wheel(0.3 * depth, 0.5 * depth).turned("y", 90.0)
    model.add("wheel", wheel.moved(y=height + 0.75 * tall))
    lever = box(0.34 * width, 0.25 * tall, 0.7 * depth, 0.05 * tall).turned("z", -12.0)
    model.add("button", lever.moved(0.3 * width, height + 0.4 * tall))
    nozzle = cylinder(0.07 * width, 0.5 * tall, sides=10).on(tank).moved(x=-0.22 * width)
    model.add("nozzle", nozzle)


def _flip_top(model: Assembly, dice: Dice) -> None:
    """A metal case whose lid swings on a hinge at its side, over a chimney with a wheel."""
    width, depth = dice.between(0.034, 0.04), dice.between(0.011, 0.015)
    height = dice.between(0.034, 0.04)
    outline = rectangle(width, depth, dice.between(0.05, 0.4) * depth, 4)
    case = prism(outline, height, "y", 0.03 * depth).on(0.0)
    model.add("body", case)
    angle = dice.pick({"shut": 1, "ajar": 1, "open": 4})
    turn = {"shut": 0.0, "ajar": dice.between(20.0, 90.0)}.get(angle, dice.between(95.0, 150.0))
    tall = dice.between(0.016, 0.022)
    outer, inner = rectangle(0.4 * width, 0.75 * depth), rectangle(0.34 * width, 0.62 * depth)
    chimney = frame(outer, inner, 0.75 * tall, "y")
    model.add("hood", chimney.on(case).moved(x=0.06 * width))
    holes = grid_bars(0.3 * width, 0.4 * tall, columns=3, rows=2, radius=0.0006)
    model.add("hood", holes.moved(0.06 * width, height + 0.35 * tall, 0.38 * depth))
    wheel = _spark_wheel(0.2 * tall, 0.35 * depth).turned("y", 90.0)
    model.add("wheel", wheel.moved(-0.3 * width, height + 0.5 * tall))
    wick = cylinder(0.05 * width, 0.7 * tall, sides=8).on(case).moved(x=0.06 * width)
    model.add("nozzle", wick)

    lid = model.group()
    lid.add("lid", frame(outline, 0.93 * outline, tall, "y").on(case))
    lid.add("lid", prism(outline, 0.06 * tall, "y").on(height + tall))
    pivot = (0.5 * width, height, 0.0)
    model.take(lid, lambda mesh: mesh.turned("z", -turn, at=pivot))
    joint = hinge(0.6 * depth, 0.0012).turned("x", 90.0).turned("z", -90.0)
    model.add("body", joint.at([pivot]))


def _stick(model: Assembly, dice: Dice) -> None:
    """A long tube to light candles and stoves, a grip with a trigger below."""
    long, thick = dice.between(0.09, 0.14), dice.between(0.01, 0.014)
    grip = dice.between(0.1, 0.13)
    profile = [(0, 0), (0.9, 0.02), (1.0, 0.2), (0.85, 0.5), (1.0, 0.8), (0.7, 1.0), (0, 1.0)]
    model.add("body", lathe(np.array(profile) * (thick, grip), 18).stretched(x=0.8))
    tube = rod((0, grip, 0), (0, grip + long, 0), 0.0045, sides=14)
    tip = cylinder(0.0052, 0.012, sides=14).on(grip + long - 0.004)
    model.add("nozzle", tube, tip)
    trigger = box(0.007, 0.026, 0.01, 0.002).turned("x", 12.0).moved(y=0.72 * grip, z=1.05 * thick)
    model.add("button", trigger)
    wheel = ball(0.004, 0.004, 0.003, 10).moved(y=0.4 * grip, z=0.9 * thick)
    if dice.chance(0.5):
        model.add("wheel", wheel)
