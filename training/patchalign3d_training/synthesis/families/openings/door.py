"""Doors of houses and rooms, with their frames."""

from dataclasses import dataclass

import numpy as np

from patchalign3d_training.synthesis.kit import (
    Assembly,
    Dice,
    HingeSide,
    Mesh,
    any_handle,
    bar_handle,
    box,
    cylinder,
    ellipse,
    frame,
    hinge,
    join,
    knob,
    lever_handle,
    opened,
    panel,
    prism,
    rectangle,
    ring_handle,
    sheet,
    window_frame,
)


@dataclass(frozen=True)
class Sizes:
    """Metres; the sill is at y = 0, the door opens towards +z."""

    width: float  # of all leaves together
    height: float
    thick: float  # of a leaf
    rim: float  # how broad the frame is
    depth: float  # of the frame


def build(model: Assembly, dice: Dice) -> None:
    """One or two leaves in a frame, a wall or alone; shut, ajar, sliding or arched."""
    wings = dice.pick({1: 4, 2: 2})
    size = Sizes(
        width=wings * dice.between(0.65, 1.0),
        height=dice.between(1.9, 2.5),
        thick=dice.between(0.03, 0.08),
        rim=dice.between(0.04, 0.16),
        depth=dice.between(0.06, 0.25),
    )
    arched = dice.chance(0.15)
    if dice.chance(0.88):
        _frame(model, dice, size, arched)
    sliding = wings == 2 and not arched and dice.chance(0.25)
    alike = dice.between(10.0, 110.0) if dice.chance(0.45) else 0.0
    style = dice.pick({"plain": 2, "panels": 4, "glazed": 3, "planks": 2, "metal": 1})
    width = size.width / wings
    leaf = model.group()  # hinged at its left; the right one is its mirror image
    _leaf(leaf, dice, style, width - 0.006, size, arched and wings == 1)
    _fittings(leaf, dice, width, size)
    if not sliding and dice.chance(0.6):
        barrel = hinge(0.1, 0.012).moved(-0.5 * width, 0.0, 0.5 * size.thick)
        leaf.add("hinge", barrel.in_row(dice.count(2, 3), 0.4 * size.height, "y"))
    for wing in range(wings):
        side: HingeSide = "right" if wing == 1 or (wings == 1 and dice.chance(0.4)) else "left"
        hand = model.group()
        if side == "right":
            hand.take(leaf, Mesh.mirrored)
        else:
            hand.take(leaf)
        x = (wing - 0.5 * (wings - 1)) * width
        ajar = 0.0 if sliding else alike * (1.0 if dice.chance(0.7) else 0.0)
        shift = dice.between(0.0, 0.6) * width if sliding and wing == 0 else 0.0
        behind = 1.1 * size.thick * wing if sliding else 0.0
        at = (x + shift, 0.5 * size.height, -behind)
        model.take(hand, opened(side, width, size.height, ajar, at))
    if arched and wings == 2:
        fan = sheet(ellipse(size.width, 0.7 * size.width, 32)[:17], "z")
        model.add("window", fan.moved(y=size.height))
    _around(model, dice, size, walled=not arched)


def _frame(model: Assembly, dice: Dice, size: Sizes, arched: bool) -> None:
    """Jambs and a lintel or an arch; casings, a sill and a wall by chance."""
    half, rim, top = 0.5 * size.width, size.rim, size.height
    if arched:
        turn = np.linspace(0.0, np.pi, 17)
        arc = np.stack([np.cos(turn), 0.7 * np.sin(turn)], axis=1)
        inside = np.array([(half, 0.0), *(half * arc + (0.0, top)), (-half, 0.0)])
        wide = half + rim
        outside = np.array([(wide, 0.0), *(wide * arc + (0.0, top)), (-wide, 0.0)])
        model.add("frame", prism(np.concatenate([outside, inside[::-1]]), size.depth, "z"))
    else:
        jamb = box(rim, top + rim, size.depth).on(0.0).moved(half + 0.5 * rim)
        lintel = box(size.width, rim, size.depth).on(top)
        model.add("frame", jamb.both(), lintel)
        if dice.chance(0.25):
            _transom(model, dice, size)
    if dice.chance(0.35) and not arched:  # a flat casing on the wall
        wide = rim + dice.between(0.03, 0.08)
        casing = box(wide, top + wide, 0.02).on(0.0).moved(half + 0.5 * wide)
        head = box(size.width + 2.0 * wide, wide, 0.02).on(top + 0.002)
        for piece in (casing.both(), head):
            model.add("frame", piece.moved(z=0.5 * size.depth).both("z"))
    if dice.chance(0.5):
        sill = box(size.width + 2.0 * rim, dice.between(0.01, 0.06), size.depth + 0.04).under(0.0)
        model.add("sill", sill)


def _transom(model: Assembly, dice: Dice, size: Sizes) -> None:
    """A window over the door within a frame of its own."""
    tall = dice.between(0.2, 0.45)
    border, pane = window_frame(size.width + 2.0 * size.rim, tall, size.depth, size.rim)
    level = size.height + 0.5 * size.rim + 0.5 * tall
    model.add("frame", border.moved(y=level))
    model.add("window", pane.moved(y=level))


def _leaf(leaf: Assembly, dice: Dice, style: str, width: float, size: Sizes, arched: bool) -> None:
    """One leaf about the origin: flush, of panels, with panes or of planks."""
    height, thick = size.height, size.thick
    if arched:
        turn = np.linspace(0.0, np.pi, 17)
        half = 0.5 * width
        arc = half * np.stack([np.cos(turn), 0.7 * np.sin(turn)], axis=1) + (0.0, 0.5 * height)
        outline = np.array([(half, -0.5 * height), *arc, (-half, -0.5 * height)])
        leaf.add("door", prism(outline, thick, "z"))
    elif style == "glazed":
        _glazed(leaf, dice, width, height, thick)
        return
    elif style == "planks":
        count = dice.count(4, 8)
        board = box(0.95 * width / count, height, thick)
        leaf.add("door", board.in_row(count, width / count))
    else:
        leaf.add("door", box(width, height, thick))
    if style == "panels":
        _panels(leaf, dice, width, height, thick)
    elif style in ("planks", "metal"):
        strap = box(dice.between(0.5, 0.95) * width, dice.between(0.05, 0.12), 1.4 * thick)
        leaf.add("door", strap.in_row(dice.count(2, 3), 0.38 * height, "y"), detail="strap")
    if style in ("plain", "planks", "metal") and dice.chance(0.4):
        small = dice.between(0.15, 0.4) * width
        outer = dice.one_of(rectangle(small, 1.3 * small), ellipse(small, small, 20))
        rim = frame(outer, 0.85 * outer, 1.5 * thick, "z").moved(y=0.27 * height)
        leaf.add("door", rim)
        leaf.add("window", prism(0.85 * outer, 1.2 * thick, "z").moved(y=0.27 * height))


def _panels(leaf: Assembly, dice: Dice, width: float, height: float, thick: float) -> None:
    """Raised fields in columns and rows on both faces."""
    columns, rows = dice.pick({1: 2, 2: 3}), dice.count(2, 4)
    cell = (0.88 * width / columns, 0.92 * height / rows)
    field = panel(0.82 * cell[0], 0.85 * cell[1], 0.4 * thick, dice.one_of("plain", "raised"))
    grid = field.in_grid(columns, rows, cell).moved(z=0.5 * thick).both("z")
    upper = dice.chance(0.2)  # the uppermost fields are panes
    if not upper:
        leaf.add("door", grid, detail="panel")
        return
    low = field.in_grid(columns, rows - 1, cell).moved(0.0, -0.5 * cell[1], 0.5 * thick)
    leaf.add("door", low.both("z"), detail="panel")
    pane = box(0.8 * cell[0], 0.8 * cell[1], 1.05 * thick)
    level = 0.5 * (rows - 1) * cell[1]
    leaf.add("window", pane.moved(y=level).in_row(columns, cell[0]))


def _glazed(leaf: Assembly, dice: Dice, width: float, height: float, thick: float) -> None:
    """A pane in a rim, over a field of wood or from top to bottom, with bars."""
    share = dice.pick({1.0: 2, 0.65: 2, 0.4: 1})
    rim = dice.between(0.06, 0.16) * (0.4 if share == 1.0 and dice.chance(0.3) else 1.0)
    tall = share * height
    border, pane = window_frame(width, tall, thick, rim)
    up = 0.5 * (height - tall)
    leaf.add("door", border.moved(y=up))
    leaf.add("window", pane.moved(y=up))
    if share < 1.0:
        low = panel(width, height - tall, thick, dice.one_of("plain", "framed", "raised"))
        leaf.add("door", low.moved(y=-0.5 * tall))
    if dice.chance(0.5):
        columns, rows = dice.count(1, 3), dice.count(2, 5)
        inner = (width - 2.0 * rim, tall - 2.0 * rim)
        bars = []
        if columns > 1:
            upright = box(0.025, inner[1], 0.6 * thick)
            bars.append(upright.in_row(columns - 1, inner[0] / columns))
        level = box(inner[0], 0.025, 0.6 * thick)
        bars.append(level.in_row(rows - 1, inner[1] / rows, "y"))
        leaf.add("door", join(*bars).moved(y=up))


def _fittings(leaf: Assembly, dice: Dice, width: float, size: Sizes) -> None:
    """Handles on both faces near the free edge at +x, a lock, a knocker, a slot for letters."""
    x = 0.5 * width - dice.between(0.05, 0.1)
    low = -0.5 * size.height + dice.between(0.9, 1.1)
    face = 0.5 * size.thick
    kind = dice.pick({"lever": 4, "knob": 3, "bar": 2, "ring": 1, "any": 1})
    if kind == "lever":
        grip = lever_handle(dice.between(0.1, 0.15), 0.05, 0.011).mirrored()
    elif kind == "knob":
        radius = dice.between(0.025, 0.045)
        grip = join(knob(radius, 0.07), cylinder(1.2 * radius, 0.01, "z"))
    elif kind == "bar":
        grip = bar_handle(dice.between(0.3, 1.2), 0.06, 0.014, "y")
    elif kind == "ring":
        grip = ring_handle(0.07, 0.015)
    else:
        grip = any_handle(dice, 0.2, "y")
    sides = "both" if dice.chance(0.75) else "front"
    grip = grip.moved(x, low, face)
    leaf.add("handle", grip.both("z") if sides == "both" else grip)
    if dice.chance(0.55):
        plate = box(0.045, dice.between(0.12, 0.25), 0.008, 0.003).moved(x, low - 0.05, face)
        leaf.add("lock", plate.both("z"))
        barrel = cylinder(0.013, 0.02, "z", sides=12).moved(x, low - 0.12, face)
        leaf.add("lock", barrel.both("z"), detail="keyhole")
    elif dice.chance(0.3):
        bolt = cylinder(0.03, 0.02, "z", sides=16).moved(x, low + 0.2, face)
        leaf.add("lock", bolt.both("z"))
    if dice.chance(0.12):
        plate = box(0.28, 0.07, 0.012).moved(y=low - 0.05, z=face)
        leaf.add("letter slot", plate, box(0.22, 0.03, 0.02).moved(y=low - 0.05, z=face))
    if dice.chance(0.1):
        leaf.add("knocker", ring_handle(0.06, 0.018).moved(y=0.2 * size.height, z=face))


def _around(model: Assembly, dice: Dice, size: Sizes, walled: bool) -> None:
    """A piece of wall around the door, or steps before it, now and then."""
    if dice.chance(0.2):
        step = box(size.width + 0.5, 0.15, 0.35).under(0.0).moved(z=0.35)
        model.add("step", step)
        if dice.chance(0.5):
            lower = box(size.width + 0.8, 0.15, 0.65).under(-0.15).moved(z=0.5)
            model.add("step", lower)
    if walled and dice.chance(0.25):
        side, head = dice.between(0.3, 1.0), dice.between(0.15, 0.7)
        edge, thick = 0.5 * size.width + size.rim, 0.8 * size.depth
        over = box(2.0 * edge, head, thick).on(model.whole)
        wing = box(side, float(over.high[1]), thick).on(0.0).moved(edge + 0.5 * side)
        model.add("wall", wing.both(), over)
