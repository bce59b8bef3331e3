"""Houses."""

from dataclasses import dataclass, replace

import numpy as np

from patchalign3d_training.synthesis.kit import (
    Assembly,
    Dice,
    Mesh,
    box,
    cylinder,
    knob,
    panel,
    prism,
    window_frame,
)


@dataclass(frozen=True)
class HouseBody:
    """One storeyed block of a house, in metres, its middle in x = z = 0, its floor at y = 0."""

    width: float
    depth: float
    height: float  # of the walls up to the eaves
    rise: float  # of the roof over them
    eaves: float  # how far the roof stands out
    storeys: int


def build(model: Assembly, dice: Dice) -> None:
    """A house of one to three storeys, perhaps with a wing; its door looks along +z."""
    storeys = dice.pick({1: 3, 2: 3, 3: 1})
    width, depth = dice.between(6.0, 12.0), dice.between(5.0, 8.0)
    rise, eaves = dice.between(0.25, 0.9) * depth, dice.between(0.1, 0.7)
    main = HouseBody(width, depth, storeys * dice.between(2.5, 3.0), rise, eaves, storeys)
    _walls_and_roof(model, dice, main)
    _openings(model, dice, main)
    if dice.chance(0.5):
        _chimney(model, dice, main)
    if dice.chance(0.3):
        wing = model.group()
        side = dice.one_of(-1.0, 1.0)
        short = HouseBody(dice.between(3.0, 5.0), 0.75 * depth, 2.6, 0.7 * rise, eaves, 1)
        _walls_and_roof(wing, dice, short)
        _openings(wing, dice, short, door=False)
        model.take(wing, lambda mesh: mesh.moved(side * 0.5 * (width + short.width - 0.2)))
    if dice.chance(0.35):
        slab = box(dice.between(1.2, 2.0) * width, 0.15, dice.between(1.3, 2.5) * depth)
        model.add("ground", slab.under(0.0))


def _walls_and_roof(model: Assembly, dice: Dice, block: HouseBody) -> None:
    """A block of walls under a gable, hip, shed or flat roof; the ridge runs along x or z."""
    model.add("wall", box(block.width, block.height, block.depth).on(0.0))
    thick = dice.between(0.1, 0.25)
    kind = dice.pick({"gable": 5, "hip": 3, "shed": 1, "flat": 1})
    if kind == "flat":
        lid = box(block.width + block.eaves, thick, block.depth + block.eaves)
        model.add("roof", lid.on(block.height))
    elif kind == "hip":
        model.add("roof", _hip(block))
    elif kind == "gable" and dice.chance(0.4):
        facade = replace(block, width=block.depth, depth=block.width)
        gabled = model.group()
        _gable(gabled, facade, thick, shed=False)
        model.take(gabled, lambda mesh: mesh.turned("y", 90.0))
    else:
        _gable(model, block, thick, shed=kind == "shed")


def _gable(model: Assembly, block: HouseBody, thick: float, shed: bool) -> None:
    """The upper walls and the slopes of a roof whose ridge runs along x, or of one slope alone."""
    half = 0.5 * block.depth
    ridge = half if shed else 0.0  # where the roof is highest, from the middle
    outline = np.array([(-half, 0.0), (half, 0.0), (-ridge, block.rise)])
    model.add("wall", prism(outline, block.width, "x").moved(0.0, block.height))
    for foot in [half] if shed else [half, -half]:
        model.add("roof", _slope(block, foot, -ridge, thick))


def _slope(block: HouseBody, foot: float, ridge: float, thick: float) -> Mesh:
    """One slab of a roof, from the eaves at z = `foot` up to the ridge at z = `ridge`."""
    run = foot - ridge
    out = block.eaves / abs(run)  # the overhang as a share of the slope
    low = (foot + out * run, -out * block.rise)
    outline = [low, (ridge, block.rise), (ridge, block.rise + thick), (low[0], low[1] + thick)]
    slab = prism(np.array(outline if run > 0 else outline[::-1]), block.width + block.eaves, "x")
    return slab.moved(0.0, block.height)


def _hip(block: HouseBody) -> Mesh:
    """A roof that slopes to all four sides."""
    x, z = 0.5 * block.width + block.eaves, 0.5 * block.depth + block.eaves
    ridge = max(x - z, 0.0)
    base = [(x, 0.0, z), (-x, 0.0, z), (-x, 0.0, -z), (x, 0.0, -z)]
    top = [(ridge, block.rise, 0.0), (-ridge, block.rise, 0.0)]
    faces = [(0, 4, 1), (1, 4, 5), (1, 5, 2), (2, 5, 3), (3, 5, 4), (3, 4, 0), (0, 1, 2), (0, 2, 3)]
    return Mesh(np.array(base + top), np.array(faces)).moved(0.0, block.height)


def _openings(model: Assembly, dice: Dice, block: HouseBody, door: bool = True) -> None:
    """Windows in rows on all sides and a door in front; they stand out a little."""
    storey = block.height / block.storeys
    wide, tall = dice.between(0.8, 1.3), dice.between(0.4, 0.55) * storey
    proud = dice.between(0.04, 0.12)
    border, pane = window_frame(wide, tall, proud, 0.1)
    columns = max(2, int(block.width / dice.between(2.0, 3.5)))
    spread = block.width / columns
    shutter = panel(0.5 * wide, tall, 0.6 * proud, "slats").moved(0.76 * wide).both()
    shuttered = dice.chance(0.25) and spread > 2.2 * wide
    door_column = dice.count(0, columns - 1)
    for level in range(block.storeys):
        y = (level + 0.55) * storey
        for column in range(columns):
            x = (column - 0.5 * (columns - 1)) * spread
            for front in (0.5 * block.depth, -0.5 * block.depth):
                if door and front > 0 and level == 0 and column == door_column:
                    _door(model, dice, (x, front), 0.75 * storey)
                    continue
                model.add("window", border.moved(x, y, front), pane.moved(x, y, front))
                if shuttered:
                    model.add("shutter", shutter.moved(x, y, front))
        end = border.turned("y", 90.0).moved(0.5 * block.width, y).both()
        model.add("window", end, pane.turned("y", 90.0).moved(0.5 * block.width, y).both())


def _door(model: Assembly, dice: Dice, at: tuple[float, float], tall: float) -> None:
    """A door leaf with its knob, and perhaps a porch roof on two posts."""
    x, front = at
    leaf = panel(0.9, tall, 0.15, dice.one_of("plain", "framed", "raised")).on(0.0)
    model.add("door", leaf.moved(x, 0.0, front))
    model.add("door", knob(0.05, 0.1).moved(x + 0.35, 0.5 * tall, front + 0.07), detail="door knob")
    if dice.chance(0.4):
        step = box(1.6, 0.15, 0.5).on(0.0).moved(x, 0.0, front + 0.25)
        model.add("stairs", step, step.stretched(y=2.0).moved(z=-0.2))
    if dice.chance(0.35):
        deep = dice.between(1.0, 1.8)
        roof = box(2.0, 0.12, deep).on(tall + 0.2).moved(x, 0.0, front + 0.5 * deep)
        post = cylinder(0.08, tall + 0.2, sides=10).on(0.0).moved(0.85).both()
        model.add("porch", roof, post.moved(x, 0.0, front + 0.9 * deep))


def _chimney(model: Assembly, dice: Dice, block: HouseBody) -> None:
    """A stack that leaves the roof beside the ridge."""
    size = dice.between(0.5, 0.9)
    tall = block.rise + dice.between(0.5, 1.2)
    stack = box(size, tall, size).on(block.height)
    cap = box(1.2 * size, 0.15, 1.2 * size).on(stack)
    x, z = dice.between(-0.35, 0.35) * block.width, dice.between(-0.15, 0.15) * block.depth
    model.add("chimney", stack.moved(x, 0.0, z), cap.moved(x, 0.0, z))
