"""Upholstered chairs: club and wing chairs, sofas and tubs."""

from typing import NamedTuple

import numpy as np

from patchalign3d_training.synthesis.families.seating.chair.pieces import panel_outline
from patchalign3d_training.synthesis.kit import (
    Assembly,
    Dice,
    ball,
    box,
    casters,
    centres,
    centroids,
    cylinder,
    four_legs,
    pedestal,
    prism,
    rectangle,
    rod,
    skin,
    superellipse,
    sweep,
)


class _ClubSize(NamedTuple):
    """Lengths of a block armchair, in metres.

    Attributes:
        width: Outside, over the arms.
        depth: Outside, over the back.
        foot: From the floor to the blocks.
        height: From the floor to the top of the pads.
        side: Thickness of an arm; 0 without arms.
        rear: Depth of the back with its pads.
        soft: Rounding of the upholstery.
    """

    width: float
    depth: float
    foot: float
    height: float
    side: float
    rear: float
    soft: float

    @property
    def inner(self) -> float:
        """Width between the arms."""
        return self.width - 2 * self.side


def club(chair: Assembly, dice: Dice) -> None:
    """A block armchair, wing chair, recliner, love seat or sofa."""
    wide = dice.chance(0.25)
    width = dice.between(1.1, 2.2) if wide else dice.between(0.6, 0.95)
    depth = dice.between(0.6, 0.9)
    foot = dice.between(0.03, 0.2) if dice.chance(0.7) else 0.0
    height = dice.between(0.34, 0.46)
    side = min(dice.between(0.04, 0.2), 0.22 * width) if dice.chance(0.88) else 0.0
    rear = dice.between(0.08, 0.24)
    soft = dice.between(0.005, 0.05)
    size = _ClubSize(width, depth, foot, height, side, rear, soft)
    _seat(chair, dice, size)
    rise = dice.between(0.3, 0.5) if wide or dice.chance(0.6) else dice.between(0.5, 0.8)
    over = width if dice.chance(0.5) else size.inner
    _back(chair, dice, size, over, rise)
    if side:
        _sides(chair, dice, size)
    if rise > 0.48 and not wide and dice.chance(0.4):
        ear = rectangle(dice.between(0.14, 0.28), 0.8 * rise, dice.between(0.02, 0.07), 4)
        wing = prism(ear, 0.05, "x", 0.012).moved(0.5 * over - 0.03, height + 0.6 * rise)
        chair.add("back", wing.moved(0, 0, -0.5 * depth + 0.8 * rear + 0.06).both())
    _feet(chair, dice, width, depth, foot)


def _seat(chair: Assembly, dice: Dice, size: _ClubSize) -> None:
    """The block under the pads, and one to four pads."""
    inner, depth, rear = size.inner, size.depth - size.rear, size.rear
    foot, height, soft = size.foot, size.height, size.soft
    tall = height - foot
    share = dice.between(0.35, 0.65)
    low = dice.between(0.0, 0.5) * (1 - share) * tall if dice.chance(0.3) else 0.0
    base = (1 - share) * tall - low
    chair.add("seat", box(inner, base, depth).on(foot + low).moved(z=0.5 * rear))
    count = int(np.clip(round(inner / 0.62), 1, 4)) if dice.chance(0.8) else 1
    pad = box(0.985 * inner / count, share * tall, depth * dice.between(0.97, 1.06), soft)
    if dice.chance(0.25):
        pad = pad.turned("x", dice.between(-7.0, 0.0))
    for x in centres(count, inner):
        chair.add("seat", pad.moved(x, height - 0.5 * share * tall, 0.5 * rear + 0.01))


def _back(chair: Assembly, dice: Dice, size: _ClubSize, over: float, rise: float) -> None:
    """A slab behind the seat, perhaps with pads, a roll or pillows before it."""
    inner, depth, rear = size.inner, size.depth, size.rear
    foot, height, soft = size.foot, size.height, size.soft
    low = foot if dice.chance(0.7) else height - 0.1
    tall = height + rise - low
    thick = rear * dice.between(0.5, 1.0)
    outline = panel_outline(dice, over, tall, plain=True) if soft > 0.01 else rectangle(over, tall)
    panel = prism(outline, thick, "z", min(soft, 0.4 * thick)).on()
    lean = dice.between(0.0, 16.0) if dice.chance(0.6) else 0.0
    back = -0.5 * depth + 0.5 * thick
    chair.add("back", panel.turned("x", -lean).moved(0, low, back))
    if thick < 0.8 * rear or dice.chance(0.4):
        count = int(np.clip(round(inner / 0.62), 1, 4))
        deep = max(rear - thick, 0.08) + 0.03
        pad = box(0.97 * inner / count, rise * dice.between(0.8, 1.05), deep, soft)
        tilt = pad.turned("x", -max(lean, dice.between(0.0, 12.0)))
        for x in centres(count, inner):
            at = back + 0.5 * thick + 0.5 * deep - 0.1 * rise * np.tan(np.radians(lean))
            chair.add("back", tilt.moved(x, height + 0.48 * rise, at))
    elif dice.chance(0.2):
        roll = cylinder(0.6 * thick, over, "x").moved(0, tall).turned("x", -lean)
        chair.add("back", roll.moved(0, low, back))
    if dice.chance(0.12):
        pillow = ball(0.19, 0.19, 0.07).turned("x", -18.0)
        chair.add("back", pillow.moved(0.25 * inner, height + 0.18, -0.5 * depth + rear + 0.08))


def _sides(chair: Assembly, dice: Dice, size: _ClubSize) -> None:
    """Arms: blocks to the floor, rolled, sloping, thin panels or open frames."""
    width, side, depth = size.width, size.side, size.depth
    foot, height, soft = size.foot, size.height, size.soft
    up = dice.between(0.08, 0.32)
    x = 0.5 * (width - side)
    kind = dice.pick({"block": 2, "roll": 1, "slope": 1, "frame": 1})
    low = foot if dice.chance(0.8) else 0.0
    long = depth * dice.between(0.85, 1.02)
    z = 0.5 * (depth - long)
    if kind == "frame":
        bar = min(0.5 * side, 0.035)
        loop = [(x, 0.0, 0.45 * depth), (x, height + up, 0.45 * depth)]
        loop += [(x, height + up, -0.48 * depth), (x, 0.0, -0.48 * depth)]
        frame = sweep(loop, 1.0, rectangle(2 * bar, bar), normal=(1, 0, 0))
        upper = centroids(frame)[:, 1] > height + 0.4 * up
        chair.split(frame, {"arm": upper}, rest="leg")
        chair.split(frame.mirrored(), {"arm": upper}, rest="leg")
        return
    if kind == "slope":
        rear = up * dice.between(1.2, 2.4)
        front, top = 0.5 * depth, height + up
        outline = np.array([(front, low), (front, top), (-front, height + rear), (-front, low)])
        chair.add("arm", prism(outline, side, "x").moved(x).both())
        return
    tall = height + up - low
    block = prism(rectangle(side, tall, min(soft, 0.4 * side), 4), long, "z", min(soft, 0.03))
    chair.add("arm", block.on(low).moved(x, z=z).both())
    if kind == "roll":
        roll = cylinder(side * dice.between(0.5, 0.75), 1.01 * long, "z", sides=14)
        chair.add("arm", roll.moved(x, height + up, z).both())


def _feet(chair: Assembly, dice: Dice, width: float, depth: float, foot: float) -> None:
    if foot == 0.0:
        return
    kind = dice.pick({"pegs": 3, "blocks": 1, "plinth": 1, "skids": 1, "column": 1})
    kind = "pegs" if kind == "column" and width > 1.0 else kind
    x, z = 0.5 * width - 0.06, 0.5 * depth - 0.06
    corners = [(x, 0, z), (-x, 0, z), (x, 0, -z), (-x, 0, -z)]
    if kind == "pegs":
        peg = rod((0, foot, 0), (0, 0, 0), dice.between(0.012, 0.04), dice.between(0.01, 0.03))
        chair.add("leg", peg.at(corners))
    elif kind == "blocks":
        size = dice.between(0.04, 0.09)
        chair.add("leg", box(size, foot, size).on().at(corners))
    elif kind == "plinth":
        chair.add("leg", box(1.8 * x, foot, 1.8 * z).on())
    elif kind == "skids":
        path = [(x, foot, z), (x, 0.01, z), (x, 0.01, -z), (x, foot, -z)]
        chair.add("leg", sweep(path, 0.014, sides=6).both())
    else:
        legs, wheels = pedestal(dice, foot + 0.05, 0.42 * min(width, 0.9), dice.chance(0.6))
        chair.add("leg", *legs)
        chair.add("leg", *casters(*wheels), detail="caster")


def tub(chair: Assembly, dice: Dice) -> None:
    """An armchair whose back runs round into the arms in one wall."""
    width, depth = dice.between(0.55, 0.8), dice.between(0.55, 0.75)
    foot, height = dice.between(0.0, 0.25), dice.between(0.36, 0.46)
    wall, soft = dice.between(0.02, 0.14), dice.between(0.005, 0.04)
    rise = dice.between(0.25, 0.5)
    arm = rise if dice.chance(0.3) else dice.between(0.1, 0.26)
    front = dice.between(15.0, 55.0)
    angle = np.radians(np.linspace(-front, 180.0 + front, 37))
    begin = dice.between(0.6, 1.1)
    turn = np.clip((np.abs(angle - 0.5 * np.pi) - begin) / dice.between(0.3, 1.0), 0.0, 1.0)
    top = height + rise + (arm - rise) * turn * turn * (3.0 - 2.0 * turn)
    low = foot if dice.chance(0.6) else height - 0.12
    power = dice.pick({2.0: 2, 2.6: 1, 4.0: 1})
    flat = np.stack([np.cos(angle), -np.sin(angle)], axis=1)
    flat = np.sign(flat) * np.abs(flat) ** (2.0 / power)
    around = flat * (0.5 * width, 0.5 * depth)
    inner = around * (1.0 - 2.0 * wall / width, 1.0 - 2.0 * wall / depth)
    lean = dice.between(0.0, 0.25)
    floor = np.full(len(angle), low)
    rows = []
    for path, level in ((inner, floor), (around, floor), (around, top), (inner, top)):
        spread = 1.0 + lean * (level - low)
        rows.append(np.stack([path[:, 0] * spread, level, path[:, 1] * spread], axis=1))
    shell = skin(np.stack(rows, axis=1))
    behind = centroids(shell)[:, 2] < -dice.between(0.15, 0.28) * depth
    chair.split(shell, {"back": behind}, rest="arm")
    outline = superellipse(width - 2 * wall, depth - 2 * wall, max(power, 2.4), 28)
    thick = dice.between(0.08, max(height - foot, 0.12))
    pad = prism(outline, thick, "y", min(soft, 0.4 * thick))
    chair.add("seat", pad.under(height).moved(z=dice.between(0.0, 0.04)))
    under = max(min(height - thick, low + 0.02), foot)
    if under < 0.12:
        _feet(chair, dice, 0.8 * width, 0.8 * depth, under)
    elif dice.chance(0.5):
        chair.add("leg", *four_legs(dice, 0.7 * width, 0.7 * depth, height - thick).legs)
    else:
        legs, wheels = pedestal(dice, height - thick, 0.45 * width, dice.chance(0.6))
        chair.add("leg", *legs)
        chair.add("leg", *casters(*wheels), detail="caster")
