"""Washing machines and dryers."""

from dataclasses import dataclass

import numpy as np

from patchalign3d_training.synthesis.families.machines.appliances import (
    Cabinet,
    controls,
    stand_on_feet,
)
from patchalign3d_training.synthesis.families.machines.leaves import (
    swing_of,
)
from patchalign3d_training.synthesis.kit import (
    Assembly,
    Dice,
    HingeSide,
    bow_handle,
    box,
    cylinder,
    dome,
    frame,
    opened,
    pipe,
    plane,
    polygon,
    prism,
    rectangle,
    ring,
    sheet,
    skin,
    tray,
)


def build(model: Assembly, dice: Dice) -> None:
    """A front loader with a round porthole, or a top loader with a lid."""
    cabinet = Cabinet(
        width=dice.between(0.55, 0.7),
        height=dice.between(0.75, 0.95),
        depth=dice.between(0.45, 0.7),
        wall=0.01,
    )
    if dice.chance(0.75):
        _front_loader(model, dice, cabinet)
    else:
        _top_loader(model, dice, cabinet)
    if dice.chance(0.6):
        stand_on_feet(model, dice, cabinet)


def _front_loader(model: Assembly, dice: Dice, cabinet: Cabinet) -> None:
    strip = dice.between(0.1, 0.15)  # the controls' height
    panel_at = 0.5 * (cabinet.height - strip)
    radius = dice.between(0.26, 0.36) * cabinet.width
    hole_at = dice.between(-0.08, 0.0) * cabinet.height
    tub = 0.72 * radius
    if dice.chance(0.5):
        _hollow_front(model, dice, cabinet, Porthole(tub, hole_at, dice.between(0.5, 0.85)))
    else:
        shell = box(cabinet.width, cabinet.height, cabinet.depth, dice.one_of(0.0, 0.015))
        model.add("body", shell)
    knobs = dice.pick({1: 4, 0: 1, 2: 1})
    front = (0.0, panel_at, cabinet.front)
    controls(model, dice, 0.97 * cabinet.width, 0.9 * strip, front, knobs)
    if dice.chance(0.7):
        _soap_drawer(model, dice, cabinet, (panel_at, strip))
    drum = pipe(0.9 * radius, 0.86 * radius, 0.04, "z", 28)
    model.add("drum", drum.moved(0.0, hole_at, cabinet.front + 0.01))
    if dice.chance(0.3):
        flap_width, flap_height = dice.between(0.12, 0.3), dice.between(0.06, 0.12)
        flap = box(flap_width * cabinet.width, flap_height * cabinet.height, 0.008)
        low = -0.5 * cabinet.height + flap_height * cabinet.height
        aside = dice.one_of(-0.3, 0.3) * cabinet.width
        model.add("body", flap.moved(aside, low, cabinet.front))
    elif dice.chance(0.4):
        plinth = box(cabinet.width, 0.08 * cabinet.height, 0.01)
        model.add("body", plinth.moved(0.0, -0.46 * cabinet.height, cabinet.front))

    door, thick = model.group(), dice.between(0.03, 0.06)
    door.add("door", pipe(radius, 0.72 * radius, thick, "z", 28))
    if dice.chance(0.6):
        pane = dome(0.73 * radius, dice.between(0.1, 0.5) * radius, sides=24).turned("x", 90.0)
    else:
        pane = cylinder(0.73 * radius, 0.3 * thick, "z", sides=24)
    door.add("door", pane, detail="window")
    if dice.chance(0.3):  # a square leaf around the porthole, as dryers have
        plate = rectangle(2.2 * radius, 2.2 * radius, dice.between(0.1, 0.6) * radius, 8)
        door.add("door", frame(plate, _circle_in(plate, 0.95 * radius), 0.6 * thick, "z"))
    hinge: HingeSide = "right" if dice.chance(0.25) else "left"
    free = 0.86 * radius if hinge == "left" else -0.86 * radius
    grip = dice.pick({"bow": 4, "plate": 3, "none": 2})
    if grip == "bow":
        bow = bow_handle(dice.between(0.35, 0.6) * radius, 0.03, 0.01, "y")
        door.add("handle", bow.moved(free, 0.0, 0.5 * thick))
    elif grip == "plate":
        tall, wide = dice.between(0.25, 0.5) * radius, dice.between(0.1, 0.22) * radius
        plate_handle = box(wide, tall, dice.between(0.004, 0.02), 0.003)
        door.add("handle", plate_handle.moved(free, 0.0, 0.5 * thick + 0.003))
    middle = (0.0, hole_at, cabinet.front + 0.02 + 0.5 * thick)
    model.take(door, opened(hinge, 2 * radius, 2 * radius, swing_of(dice, 150.0), middle))


@dataclass(frozen=True)
class Porthole:
    """The round hole of a front loader: its radius, its height, its depth's share."""

    radius: float
    y: float
    deep: float


def _hollow_front(model: Assembly, dice: Dice, cabinet: Cabinet, hole: Porthole) -> None:
    """A body with a round opening in its front and the drum behind it."""
    half, corner = 0.5 * cabinet.depth, dice.one_of(1e-4, 0.015)
    outer = rectangle(cabinet.width, cabinet.height, corner, 8)
    circle = _circle_in(outer, hole.radius, hole.y)
    rows = [(outer, -half), (outer, half), (circle, half), (circle, half - 0.06)]
    stack = np.stack([plane(outline, "z", at) for outline, at in rows])
    model.add("body", skin(stack, caps=False), sheet(outer, "z", -half))
    deep, inner = hole.deep * cabinet.depth, hole.radius
    wall = pipe(1.25 * inner, 1.2 * inner, deep, "z", 24).moved(
        0.0, hole.y, half - 0.06 - 0.5 * deep
    )
    floor = cylinder(1.2 * inner, 0.01, "z").moved(0.0, hole.y, half - 0.06 - deep)
    model.add("drum", wall, floor)


def _circle_in(outer: np.ndarray, radius: float, y: float = 0.0) -> np.ndarray:
    """The points of a circle seen from its middle as those of an outline around it, (n, 2)."""
    turn = np.arctan2(outer[:, 1] - y, outer[:, 0])
    circle: np.ndarray = np.stack([np.cos(turn), np.sin(turn)], axis=1) * radius + (0.0, y)
    return circle


def _soap_drawer(model: Assembly, dice: Dice, cabinet: Cabinet, row: tuple[float, float]) -> None:
    """A drawer at an end of the controls (their height and size), flush, proud or pulled out."""
    level, strip = row
    width, tall = dice.between(0.18, 0.3) * cabinet.width, dice.between(0.55, 0.85) * strip
    out = dice.between(0.06, 0.22) if dice.chance(0.25) else dice.between(0.0, 0.012)
    aside = -0.48 * cabinet.width + 0.5 * width
    board = box(width, tall, 0.03).moved(aside, level, cabinet.front + 0.012 + out)
    model.add("drawer", board)
    if out > 0.05:
        inside = tray(0.9 * width, 0.7 * tall, out, 0.004)
        model.add("drawer", inside.centred(on=board, axes="xyz").beside(board, "-z"))
    if dice.chance(0.4):
        grip = bow_handle(0.5 * width, 0.012, 0.004)
        if dice.chance(0.5):
            grip = box(0.6 * width, 0.2 * tall, 0.008).moved(y=-0.25 * tall, z=0.004)
        model.add("handle", grip.moved(aside, level, float(board.high[2])))


def _top_loader(model: Assembly, dice: Dice, cabinet: Cabinet) -> None:
    mouth = 0.8 * min(cabinet.width, cabinet.depth)
    outer = rectangle(cabinet.width, cabinet.depth)
    model.add("body", frame(outer, 0.97 * outer, cabinet.height))
    deck = frame(outer, rectangle(mouth, mouth), 0.02).on(0.5 * cabinet.height)
    model.add("body", deck, box(cabinet.width, 0.02, cabinet.depth).on(-0.5 * cabinet.height))
    tub = prism(polygon(24, 0.4 * mouth), 0.02).on(-0.4 * cabinet.height)
    wall = pipe(0.45 * mouth, 0.43 * mouth, 0.8 * cabinet.height, sides=24)
    rim = ring(0.45 * mouth, 0.012).moved(y=0.42 * cabinet.height)
    model.add("drum", wall, tub, rim)

    lid = model.group()
    lid.add("door", box(mouth, mouth, 0.02))
    if dice.chance(0.6):
        lid.add("handle", bow_handle(0.3 * mouth, 0.02, 0.008).moved(y=-0.42 * mouth, z=0.01))
    swing = opened("top", mouth, mouth, swing_of(dice, 100.0))
    lid_at = 0.5 * cabinet.height + 0.03
    model.take(lid, lambda mesh: swing(mesh).turned("x", -90.0).moved(y=lid_at))
    console = box(cabinet.width, dice.between(0.1, 0.18), 0.08).on(deck)
    console = console.moved(z=-cabinet.front + 0.04)
    model.add("body", console)
    front = (0.0, float(console.middle[1]), float(console.high[2]))
    controls(model, dice, 0.95 * cabinet.width, 0.09, front, dice.count(1, 4))
