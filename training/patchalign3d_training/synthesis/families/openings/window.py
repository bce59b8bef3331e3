"""Windows with frame, sashes and panes."""

from dataclasses import dataclass
from functools import partial

import numpy as np

from patchalign3d_training.synthesis.kit import (
    Assembly,
    Dice,
    HingeSide,
    Mesh,
    box,
    ellipse,
    frame,
    hinge,
    join,
    lever_handle,
    opened,
    panel,
    prism,
    rectangle,
    skin,
)


@dataclass(frozen=True)
class Sizes:
    """Metres, about the origin; one looks in along -z."""

    width: float  # within the frame
    height: float
    rim: float  # how broad the frame is
    depth: float  # of the frame


def build(model: Assembly, dice: Dice) -> None:
    """Casements, sashes that slide, a fixed or round window; sill, shutters, blinds, curtains."""
    size = Sizes(
        width=dice.between(0.5, 1.8),
        height=dice.between(0.6, 1.7),
        rim=dice.between(0.03, 0.1),
        depth=dice.between(0.05, 0.16),
    )
    kind = dice.pick({"casement": 5, "sliding": 2, "hung": 3, "fixed": 2, "arched": 1, "round": 1})
    if kind in ("arched", "round"):
        _curved(model, dice, size, kind == "round")
    else:
        outer = rectangle(size.width + 2.0 * size.rim, size.height + 2.0 * size.rim)
        border = frame(outer, rectangle(size.width, size.height), size.depth, "z")
        model.add("frame", border)
        _sashes(model, dice, size, kind)
    if dice.chance(0.55):
        out = dice.between(0.05, 0.18)
        sill = box(size.width + 2.0 * size.rim + 0.1, 0.035, size.depth + out)
        model.add("sill", sill.under(-0.5 * size.height - size.rim).moved(z=0.5 * out))
    if dice.chance(0.25) and kind != "round":
        _shutters(model, dice, size)
    elif dice.chance(0.35) and kind != "round":
        _curtains(model, dice, size)
    if dice.chance(0.15):
        _wall(model, dice, size)


def _sashes(model: Assembly, dice: Dice, size: Sizes, kind: str) -> None:
    """Leaves that turn on hinges, slide aside or up, or stay."""
    rim = dice.between(0.025, 0.07)
    thick = dice.between(0.4, 0.7) * size.depth
    bars = (dice.count(1, 3), dice.count(1, 4)) if dice.chance(0.45) else (1, 1)
    handle = lever_handle(dice.between(0.08, 0.13), 0.035, 0.008)
    if kind == "fixed":
        _sash(model, dice, (size.width, size.height, thick, rim), bars)
        return
    if kind == "hung":  # two sashes one over the other, the lower one pushed up
        tall = 0.5 * size.height + 0.5 * rim
        up = dice.between(0.1, 0.85) * tall if dice.chance(0.45) else 0.0
        for sign in (1.0, -1.0):
            leaf = model.group()
            _sash(leaf, dice, (size.width, tall, 0.45 * thick, rim), bars)
            if sign < 0.0:
                pull = box(0.1, 0.02, 0.03, 0.005).moved(y=-0.5 * tall + 0.5 * rim, z=0.4 * thick)
                leaf.add("handle", pull)
            level = sign * 0.5 * (size.height - tall) + (up if sign < 0.0 else 0.0)
            shift = (0.0, level, -sign * 0.3 * thick)
            model.take(leaf, partial(Mesh.moved, x=shift[0], y=shift[1], z=shift[2]))
        return
    wings = dice.pick({2: 4, 3: 1}) if kind == "sliding" else dice.pick({1: 3, 2: 4, 3: 1})
    width = size.width / wings
    slide = dice.between(0.2, 0.9) * width if dice.chance(0.5) else 0.0
    ajar = dice.between(10.0, 100.0) if dice.chance(0.45) else 0.0
    tilted = wings == 1 and dice.chance(0.3)
    for wing in range(wings):
        leaf = model.group()
        side: HingeSide = "left" if wing % 2 == 0 else "right"
        free = 1.0 if side == "left" else -1.0
        flat = 0.45 * thick if kind == "sliding" else thick
        _sash(
            leaf, dice, (width + (rim if kind == "sliding" else 0.0), size.height, flat, rim), bars
        )
        x = (wing - 0.5 * (wings - 1)) * width
        if dice.chance(0.85):
            grip = handle.turned("z", dice.one_of(-90.0, 90.0, 0.0 if free < 0 else 180.0))
            leaf.add("handle", grip.moved(free * (0.5 * width - 0.5 * rim), 0.0, 0.5 * flat))
        if kind == "sliding":
            shift = (x + (slide if wing == 0 else 0.0), 0.0, (0.5 - wing % 2) * 1.1 * flat)
            model.take(leaf, partial(Mesh.moved, x=shift[0], y=shift[1], z=shift[2]))
            continue
        if dice.chance(0.5):
            barrel = hinge(0.07, 0.008).in_row(2, 0.7 * size.height, "y")
            leaf.add("hinge", barrel.moved(-free * 0.5 * width, 0.0, 0.5 * flat))
        degrees = ajar if dice.chance(0.75) else 0.0
        turn: HingeSide = dice.pick({"top": 2, "bottom": 1}) if tilted else side
        degrees = min(degrees, 45.0) if tilted else degrees
        model.take(leaf, opened(turn, width, size.height, degrees, (x, 0.0, 0.15 * size.depth)))


def _sash(
    leaf: Assembly,
    dice: Dice,
    size: tuple[float, float, float, float],
    panes: tuple[int, int],
) -> None:
    """A border of `rim` around panes in columns and rows; size: width, height, thick, rim."""
    width, height, thick, rim = size
    columns, rows = panes
    inner = (width - 2.0 * rim, height - 2.0 * rim)
    border = frame(rectangle(width, height), rectangle(*inner), thick, "z")
    leaf.add("sash", border)
    leaf.add("pane", box(*inner, 0.006 if dice.chance(0.7) else 0.4 * thick))
    bar = min(0.03, 0.5 * rim)
    bars: list[Mesh] = []
    if columns > 1:
        upright = box(bar, inner[1], 0.7 * thick)
        bars.append(upright.in_row(columns - 1, inner[0] / columns))
    if rows > 1:
        bars.append(box(inner[0], bar, 0.7 * thick).in_row(rows - 1, inner[1] / rows, "y"))
    if bars:
        leaf.add("bar", join(*bars))


def _curved(model: Assembly, dice: Dice, size: Sizes, full: bool) -> None:
    """A round window, or one with a round top, with bars that meet in the middle."""
    half, rim = 0.5 * size.width, size.rim
    if full:
        inner = ellipse(size.width, size.width, 36)
        outer = ellipse(size.width + 2.0 * rim, size.width + 2.0 * rim, 36)
        low, high = -half, half
    else:
        turn = np.linspace(0.0, np.pi, 19)
        arc = np.stack([np.cos(turn), np.sin(turn)], axis=1)
        low, base = -0.5 * size.height, max(0.5 * size.height - half, 0.0)
        inner = np.array([*(half * arc + (0.0, base)), (-half, low), (half, low)])
        big = half + rim
        outer = np.array([*(big * arc + (0.0, base)), (-big, low - rim), (big, low - rim)])
        high = base + half
    model.add("frame", frame(outer, inner, size.depth, "z"))
    border = dice.between(0.8, 0.93)
    middle = np.array([0.0, 0.5 * (low + high)])
    model.add("sash", frame(inner, middle + border * (inner - middle), 0.5 * size.depth, "z"))
    model.add("pane", prism(middle + border * (inner - middle), 0.008, "z"))
    if dice.chance(0.7):
        upright = box(0.03, 0.95 * (high - low), 0.4 * size.depth).moved(y=float(middle[1]))
        level = box(0.97 * size.width, 0.03, 0.4 * size.depth)
        model.add("bar", upright, level.moved(y=float(middle[1]) if full else 0.0))
    grip = lever_handle(0.1, 0.03, 0.008).turned("z", -90.0)
    if dice.chance(0.4):
        model.add("handle", grip.moved(0.46 * size.width, 0.0, 0.25 * size.depth))


def _shutters(model: Assembly, dice: Dice, size: Sizes) -> None:
    """Two leaves of slats or boards at the sides, folded back or half shut."""
    width = 0.5 * size.width
    leaf = panel(width, size.height, 0.03, dice.pick({"slats": 3, "framed": 1, "plain": 1}))
    edge, front = 0.5 * size.width + size.rim, 0.5 * size.depth + 0.02
    turn = dice.between(0.0, 100.0) if dice.chance(0.5) else 0.0
    one = leaf.moved(0.5 * width).turned("y", -turn).moved(edge, 0.0, front)
    model.add("shutter", one.both())


def _curtains(model: Assembly, dice: Dice, size: Sizes) -> None:
    """Waved cloth at both sides under a rod, or a blind that is let down a part of the way."""
    top, back = 0.5 * size.height + size.rim + 0.05, -0.5 * size.depth - 0.05
    wide = size.width + 2.0 * size.rim + 0.2
    if dice.chance(0.3):
        count = dice.count(5, 14)
        step = dice.between(0.4, 1.0) * size.height / count
        slat = box(size.width, 0.006, 0.7 * step).turned("x", dice.between(10.0, 60.0))
        rows = slat.in_row(count, step, "y").under(0.5 * size.height)
        model.add("curtain", rows.moved(z=back))
        return
    rod_bar = box(wide, 0.03, 0.03).moved(y=top, z=back)
    model.add("curtain rod", rod_bar)
    broad = dice.between(0.15, 0.5) * wide
    drop = size.height + dice.between(0.0, 0.4)
    x = np.linspace(0.0, broad, 25)
    waves = 0.025 * np.sin(x / broad * 2.0 * np.pi * dice.count(2, 5))
    sections = [np.stack([x, 0.0 * x + level, waves], axis=1) for level in (0.0, -drop)]
    fold = skin(np.stack(sections), closed=False, caps=False).moved(0.5 * wide - broad, top, back)
    model.add("curtain", fold.both())


def _wall(model: Assembly, dice: Dice, size: Sizes) -> None:
    """A piece of wall around the frame."""
    inner = rectangle(size.width + 2.0 * size.rim, size.height + 2.0 * size.rim)
    grow = np.array([dice.between(0.3, 0.9), dice.between(0.3, 0.9)])
    outer = inner + np.sign(inner) * grow
    model.add("wall", frame(outer, inner, dice.between(0.8, 1.6) * size.depth, "z"))
