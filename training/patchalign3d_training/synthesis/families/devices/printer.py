"""Printers for paper: flat ones with a scanner, office machines, small ones."""

from dataclasses import dataclass

import numpy as np

from patchalign3d_training.synthesis.families.devices.slabs import key_of, pane
from patchalign3d_training.synthesis.kit import (
    Assembly,
    Dice,
    box,
    edge_handle,
    frame,
    prism,
    rectangle,
    tray,
)


@dataclass(frozen=True)
class _PrinterCase:
    """A printer's case that stands on y = 0 about the y axis; metres."""

    width: float
    height: float
    depth: float

    @property
    def front(self) -> float:
        """The z of its front."""
        return 0.5 * self.depth


def build(model: Assembly, dice: Dice) -> None:
    """A printer that stands on a table or the floor; its paper comes out at +z."""
    width = dice.between(0.34, 0.5)
    office = dice.chance(0.3)
    height = width * (dice.between(1.0, 2.2) if office else dice.between(0.3, 0.75))
    size = _PrinterCase(width, height, width * dice.between(0.65, 1.0))
    slot = dice.between(0.4, 0.62) * height  # height of the opening for printed paper
    _body(model, dice, size, slot)
    if office:
        _drawers(model, dice, size, below=slot - 0.06 * height)
    _output(model, dice, size, slot)
    if dice.chance(0.75):
        _lid(model, dice, size)
    if dice.chance(0.5):
        _rear_feeder(model, dice, size)
    _controls(model, dice, size)
    if dice.chance(0.5):
        peg = box(0.08 * width, 0.02, 0.08 * width).under(0.002)
        model.add("foot", peg.at_corners(0.85 * width, 0.85 * size.depth))


def _body(model: Assembly, dice: Dice, size: _PrinterCase, slot: float) -> None:
    """A lower and an upper block about an opening in the front, or one block with a dark slot."""
    corner = dice.between(0.0, 0.08) * size.width
    outline = rectangle(size.width, size.depth, corner, 4)
    if dice.chance(0.4):
        whole = prism(outline, size.height, "y").on(0.0)
        mouth = frame(
            rectangle(0.74 * size.width, 0.2 * size.height),
            rectangle(0.68 * size.width, 0.16 * size.height),
            0.02 * size.depth,
            "z",
        )
        model.add("body", whole, mouth.moved(y=slot, z=size.front))
        return
    gap = dice.between(0.12, 0.22) * size.height
    lower = prism(outline, slot, "y").on(0.0)
    upper = prism(outline, size.height - slot - gap, "y").on(slot + gap)
    wall = box(0.12 * size.width, gap, 0.95 * size.depth).on(slot).moved(0.43 * size.width)
    back = box(0.9 * size.width, gap, 0.3 * size.depth).on(slot).moved(z=-0.3 * size.depth)
    model.add("body", lower, upper, wall.both(), back)


def _output(model: Assembly, dice: Dice, size: _PrinterCase, slot: float) -> None:
    """A tray that sticks out of the front, with a sheet or a stack of paper on it."""
    wide, reach = 0.66 * size.width, dice.between(0.25, 0.6) * size.depth
    slope = dice.between(0.0, 15.0)
    group = model.group()  # its rear edge in the origin, level
    plate = box(wide, 0.008, reach + 0.3 * size.depth).moved(z=0.5 * reach - 0.15 * size.depth)
    group.add("tray", plate)
    if dice.chance(0.5):
        stop = box(0.5 * wide, 0.03, 0.008).on(0.0).moved(z=reach)
        group.add("tray", stop)
    if dice.chance(0.6):
        thick = dice.between(0.002, 0.02)
        paper = box(0.9 * wide, thick, reach + 0.2 * size.depth).on(plate)
        shift = dice.between(-0.02, 0.05) - 0.1 * size.depth
        group.add("paper", paper.moved(z=0.5 * reach + shift))
    model.take(
        group, lambda mesh: mesh.turned("x", -slope).moved(y=slot + 0.005, z=0.95 * size.front)
    )


def _drawers(model: Assembly, dice: Dice, size: _PrinterCase, below: float) -> None:
    """Paper drawers of an office machine, from the floor up to the height `below`."""
    count = dice.count(1, 3)
    tall = 0.9 * below / count
    for i in range(count):
        _drawer(model, dice, size, tall, level=0.05 * below + (i + 0.5) * tall)


def _drawer(model: Assembly, dice: Dice, size: _PrinterCase, tall: float, level: float) -> None:
    """One drawer, perhaps pulled out; `level` is the height of its middle."""
    group = model.group()
    front = box(0.92 * size.width, 0.88 * tall, 0.012)
    handle = edge_handle(0.3 * size.width, 0.015, 0.02).moved(y=0.2 * tall)
    group.add("drawer", front)
    group.add("handle", handle.beside(front, "+z"))
    inside = tray(0.86 * size.width, 0.6 * tall, 0.6 * size.depth, 0.006)
    group.add("drawer", inside.centred(axes="y").beside(front, "-z"))
    out = dice.between(0.2, 0.5) * size.depth if dice.chance(0.12) else 0.0
    model.take(group, lambda mesh: mesh.moved(y=level, z=size.front + 0.004 + out))


def _lid(model: Assembly, dice: Dice, size: _PrinterCase) -> None:
    """A scanner's lid, closed or raised, perhaps with a document feeder on it."""
    thick = dice.between(0.02, 0.06)
    group = model.group()  # lying on the case
    lid = box(0.98 * size.width, thick, 0.92 * size.depth, 0.2 * thick).on(size.height)
    group.add("lid", lid)
    if dice.chance(0.35):
        feeder = prism(np.array([(-0.4, 0), (0.4, 0), (0.3, 0.1), (-0.35, 0.14)]), 1.0, "z")
        wide, deep = 0.55 * size.width, 0.7 * size.depth
        group.add("lid", feeder.stretched(wide, 0.3 * size.width, deep).on(lid))
        sheet = box(0.3 * size.width, 0.008, 0.6 * size.depth).turned("z", 20.0)
        group.add("tray", sheet.moved(0.28 * size.width).on(lid))
    angle = dice.between(25.0, 80.0) if dice.chance(0.3) else 0.0
    if angle:
        glass = pane(0.8 * size.width, 0.75 * size.depth).turned("x", -90.0)
        model.add("body", glass.on(size.height - 0.001))
    hinge = (0.0, size.height, -0.46 * size.depth)
    model.take(group, lambda mesh: mesh.turned("x", -angle, at=hinge))


def _rear_feeder(model: Assembly, dice: Dice, size: _PrinterCase) -> None:
    """A support that leans back behind the case, with blank paper before it."""
    wide, tall = 0.62 * size.width, dice.between(0.35, 0.7) * size.width
    lean = dice.between(10.0, 30.0)
    support = box(wide, tall, 0.008).on(-0.08)
    foot = (0.0, size.height, -0.42 * size.depth)
    model.add("tray", support.turned("x", -lean).at([foot]))
    if dice.chance(0.7):
        stack = box(0.9 * wide, dice.between(0.7, 1.15) * tall, 0.008).on(-0.06)
        model.add("paper", stack.beside(support, "+z").turned("x", -lean).at([foot]))


def _controls(model: Assembly, dice: Dice, size: _PrinterCase) -> None:
    """Buttons and a display on the front, on the top's edge, or on a tilted panel."""
    wide = dice.between(0.3, 0.8) * size.width
    panel = model.group()  # about the origin, looking along +z
    tall = dice.between(0.04, 0.08)
    board = box(wide, tall, 0.012, 0.003)
    panel.add("body", board)
    with_screen = dice.chance(0.7)
    if with_screen:
        glass = pane(0.35 * wide, 0.75 * tall)
        panel.add("screen", glass.beside(board, "+z", gap=-0.0005))
    count = dice.count(2, 5)
    step = 0.28 * wide / count if with_screen else 0.8 * wide / count
    key = key_of(dice, 0.75 * min(step, tall), 0.4 * tall)
    keys = key.in_grid(count, dice.count(1, 2), (step, 0.45 * tall))
    if with_screen:
        keys = keys.moved(x=0.34 * wide)
        keys = keys.both() if dice.chance(0.5) else keys
    panel.add("button", keys.beside(board, "+z", gap=-0.001))
    tilt = dice.between(20.0, 80.0)
    level = size.height - 0.3 * tall
    model.take(panel, lambda mesh: mesh.turned("x", -tilt).moved(y=level, z=size.front + 0.01))
