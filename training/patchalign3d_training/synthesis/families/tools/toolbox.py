"""Toolboxes; the front looks along +z."""

from functools import partial

import numpy as np

from patchalign3d_training.synthesis.kit import (
    Assembly,
    Dice,
    Mesh,
    bar_handle,
    bow_handle,
    box,
    case,
    edge_handle,
    opened,
    panel,
    prism,
    rod,
)


def build(toolbox: Assembly, dice: Dice) -> None:
    """A box with a lid, an open carrier with a bar, or a chest of small drawers."""
    width, height = dice.between(0.35, 0.6), dice.between(0.15, 0.28)
    depth, wall = dice.between(0.18, 0.28), dice.between(0.005, 0.012)
    kind = dice.pick({"lid": 6, "carrier": 2, "drawers": 2})
    if kind == "carrier":
        _carrier(toolbox, dice, width, height, depth)
        return
    shell = case(width, depth, height, wall).turned("x", -90.0).on(0.0)  # open above
    toolbox.add("body", shell)
    if kind == "drawers":
        _drawers(toolbox, dice, width, height, depth)
    _lid(toolbox, dice, width, height, depth)
    if dice.chance(0.6):
        inner = box(0.92 * width, 0.04, 0.85 * depth).under(height - 0.01)
        toolbox.add("tray", inner)
    if dice.chance(0.3):
        foot = box(0.04, 0.015, depth, 0.004).under(0.005).moved(0.4 * width)
        toolbox.add("body", foot.both())


def _lid(toolbox: Assembly, dice: Dice, width: float, height: float, depth: float) -> None:
    """Flat, humped or in steps, with its handle and latches; often open."""
    lid = toolbox.group()
    rise, form = dice.between(0.03, 0.1), dice.pick({"flat": 2, "roof": 2, "round": 1})
    half = 0.5 * depth
    if form == "roof":
        side = [(half, 0.0), (half, 0.3 * rise), (0.5 * half, rise)]
        outline = np.array([*side, *((-z, y) for z, y in reversed(side))])
        lid.add("lid", prism(outline, 1.01 * width, "x"))
    elif form == "round":
        turn = np.linspace(0.0, np.pi, 12)
        outline = np.stack([half * np.cos(turn), rise * np.sin(turn)], axis=1)
        lid.add("lid", prism(outline, 1.01 * width, "x"))
    else:
        lid.add("lid", box(1.02 * width, rise, 1.02 * depth, 0.01).on(0.0))
    long = dice.between(0.3, 0.5) * width
    bow = bow_handle if dice.chance(0.6) else bar_handle
    handle = bow(long, dice.between(0.03, 0.06), dice.between(0.007, 0.013)).turned("x", -90.0)
    lid.add("handle", handle.on(0.95 * rise))
    move = opened(
        "top", width, depth, dice.between(40.0, 100.0) if dice.chance(0.35) else 0.0, (0, 0, 0)
    )
    toolbox.take(lid, lambda mesh: move(mesh.turned("x", 90.0)).turned("x", -90.0).moved(y=height))
    if dice.chance(0.85):
        clasp = box(0.04, 0.06, 0.012, 0.003).moved(y=height - 0.01, z=half + 0.006)
        count = dice.pick({1: 1, 2: 3})
        toolbox.add("latch", clasp.in_row(count, 0.6 * width))


def _drawers(toolbox: Assembly, dice: Dice, width: float, height: float, depth: float) -> None:
    """Fronts with handles in the lower part, one of them pulled out now and then."""
    count = dice.count(1, 3)
    tall = 0.8 * height / count
    for i in range(count):
        out = dice.between(0.3, 0.8) * depth if dice.chance(0.2) else 0.0
        drawer = toolbox.group()
        drawer.add("drawer", panel(0.94 * width, 0.9 * tall, 0.012, "plain"))
        if out:
            floor = box(0.9 * width, 0.5 * tall, out).moved(y=-0.15 * tall, z=-0.5 * out)
            drawer.add("drawer", floor)
        drawer.add("handle", edge_handle(0.5 * width, 0.02, 0.012).moved(z=0.006))
        level = (i + 0.5) * tall + 0.02
        front = 0.5 * depth + 0.008 + out
        toolbox.take(drawer, partial(Mesh.moved, y=level, z=front))


def _carrier(toolbox: Assembly, dice: Dice, width: float, height: float, depth: float) -> None:
    """A wooden tray whose gable ends carry a bar."""
    wall = dice.between(0.012, 0.022)
    low = 0.45 * height
    toolbox.add("body", box(width, wall, depth).on(0.0))
    side = box(width, low, wall).on(0.0).moved(z=0.5 * (depth - wall))
    toolbox.add("body", side.both("z"))
    half, rise = 0.5 * depth, height * dice.between(1.2, 1.7)
    gable = [(half, 0.0), (half, low), (0.2 * half, rise)]
    outline = np.array([*gable, *((-z, y) for z, y in reversed(gable))])
    toolbox.add("body", prism(outline, wall, "x").moved(0.5 * width).both())
    level = rise - 0.04
    toolbox.add("handle", rod((-0.5 * width, level, 0), (0.5 * width, level, 0), 0.014, sides=10))
    if dice.chance(0.5):
        toolbox.add("tray", box(wall, 0.8 * low, depth).on(wall).moved(0.15 * width))
