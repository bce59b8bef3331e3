"""Doors of machines: leaves with or without a pane, their handles, how far they are open."""

from dataclasses import dataclass

import numpy as np

from patchalign3d_training.synthesis.kit import (
    Assembly,
    Dice,
    Mesh,
    any_handle,
    bar_handle,
    box,
    edge_handle,
    frame,
    grown,
    join,
    opened,
    plane,
    prism,
    rectangle,
    sheet,
    skin,
    window_frame,
)
from patchalign3d_training.synthesis.kit.fronts import HingeSide


@dataclass(frozen=True)
class Leaf:
    """A door: its size, its middle when shut, its hinge, and where its handle goes."""

    width: float
    height: float
    thick: float
    at: tuple[float, float, float]
    hinge: HingeSide
    degrees: float = 0.0
    glazed: bool = False


def swing_of(dice: Dice, most: float = 100.0) -> float:
    """How far a door is open: half of all are shut, some ajar, some wide open."""
    state = dice.pick({"shut": 5, "ajar": 2, "open": 3})
    if state == "shut":
        return 0.0
    return dice.between(5.0, 25.0) if state == "ajar" else dice.between(40.0, most)


def long_handle(dice: Dice, length: float, axis: str) -> Mesh:
    """A bar, a strip, a flush plate or a sunk cup of a real handle's thickness; or any kind."""
    out, radius = dice.between(0.025, 0.05), dice.between(0.006, 0.012)
    kind = dice.pick({"bar": 4, "strip": 2, "any": 2, "flush": 1, "cup": 1})
    if kind == "bar":
        return bar_handle(length, out, radius, axis)
    if kind == "strip":
        return edge_handle(length, out, 2.0 * radius, axis)
    if kind == "any":
        return any_handle(dice, min(length, 0.25), axis)
    wide = dice.between(0.02, 0.04)
    outer = rectangle(length, wide) if axis == "x" else rectangle(wide, length)
    if kind == "flush":
        return prism(outer, 0.006, "z").moved(z=0.003)
    return join(frame(outer, grown(outer, -0.006), 0.01, "z"), sheet(outer, "z", 0.001))


def hang_door(model: Assembly, dice: Dice, leaf: Leaf, handle_chance: float = 0.9) -> None:
    """A door with a handle on the side away from its hinge."""
    door, outer = model.group(), 0.5 * leaf.thick
    (_glazed if leaf.glazed else _closed)(door, dice, leaf)
    if dice.chance(handle_chance):
        share, inset = dice.between(0.3, 0.9), min(0.05, 0.1 * min(leaf.width, leaf.height))
        if leaf.hinge in ("bottom", "top"):
            handle = long_handle(dice, share * leaf.width, "x")
            up = 0.5 * leaf.height - inset
            door.add("handle", handle.moved(0.0, up if leaf.hinge == "bottom" else -up, outer))
        else:
            handle = long_handle(dice, share * leaf.height, "y")
            free = 0.5 * leaf.width - inset
            door.add("handle", handle.moved(free if leaf.hinge == "left" else -free, 0.0, outer))
    swing = opened(leaf.hinge, leaf.width, leaf.height, leaf.degrees, leaf.at)
    model.take(door, swing)


def _glazed(door: Assembly, dice: Dice, leaf: Leaf) -> None:
    """A frame around a pane, one frame in another, or a slab that the pane lies on."""
    low, high = dice.one_of((0.06, 0.12), (0.12, 0.24))
    rim = dice.between(low, high) * min(leaf.width, leaf.height)
    kind = dice.pick({"frame": 4, "nested": 2, "slab": 4})
    if kind == "frame":
        border, pane = window_frame(leaf.width, leaf.height, leaf.thick, rim)
        door.add("door", border)
        door.add("door", pane, detail="window")
        return
    width, height = leaf.width - 2 * rim, leaf.height - 2 * rim
    if kind == "nested":
        step = 0.35 * rim
        for i, depth in enumerate((1.0, 0.8, 0.5)):
            border, pane = window_frame(
                leaf.width - 2 * i * step, leaf.height - 2 * i * step, depth * leaf.thick, step
            )
            door.add("door", border)
        door.add("door", pane, detail="window")
        return
    door.add("door", _slab(dice, leaf))
    pane = prism(rectangle(width, height, dice.one_of(0.0, 0.02)), dice.one_of(0.001, 0.004), "z")
    door.add("door", pane.moved(z=0.5 * leaf.thick), detail="window")
    if dice.chance(0.5):
        door.add("door", pane.moved(z=-0.5 * leaf.thick), detail="window")


def _slab(dice: Dice, leaf: Leaf) -> Mesh:
    """A board with sharp or soft edges, or one with a bulging front."""
    if dice.chance(0.2) and leaf.height > leaf.width:
        x = np.linspace(-0.5, 0.5, 9) * leaf.width
        bulge = dice.between(0.2, 0.9) * leaf.thick * (1.0 - (2.0 * x / leaf.width) ** 2)
        front = np.stack([x, 0.5 * leaf.thick + bulge], axis=1)
        back = np.array([(0.5, -0.5), (-0.5, -0.5)]) * (leaf.width, leaf.thick)
        return prism(np.concatenate([front, back])[::-1], leaf.height)
    soft = dice.pick({0.0: 4, 0.2: 2, 0.45: 1}) * leaf.thick
    return prism(rectangle(leaf.width, leaf.height, soft, 3), leaf.thick, "z", 0.7 * soft)


def _closed(door: Assembly, dice: Dice, leaf: Leaf) -> None:
    """A slab, perhaps with the hollow side that faces the inside; or a shell without a back."""
    kind = dice.pick({"slab": 4, "lined": 4, "shell": 2})
    if kind == "shell":
        edge = rectangle(leaf.width, leaf.height)
        rim = [plane(edge, "z", at) for at in (-0.5 * leaf.thick, 0.5 * leaf.thick)]
        door.add("door", skin(np.stack(rim), caps=False), sheet(edge, "z", 0.5 * leaf.thick))
        return
    door.add("door", _slab(dice, leaf))
    if kind == "lined":
        lining = box(0.86 * leaf.width, 0.9 * leaf.height, 0.6 * leaf.thick)
        door.add("door", lining.moved(z=-0.6 * leaf.thick))
