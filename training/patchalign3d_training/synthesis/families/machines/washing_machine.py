"""Washing machines and dryers."""

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
    bow_handle,
    box,
    cylinder,
    dome,
    frame,
    opened,
    pipe,
    polygon,
    prism,
    rectangle,
    ring,
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
    shell = box(cabinet.width, cabinet.height, cabinet.depth, dice.one_of(0.0, 0.015))
    model.add("body", shell)
    knobs = dice.pick({1: 4, 0: 1, 2: 1})
    front = (0.0, panel_at, cabinet.front)
    controls(model, dice, 0.97 * cabinet.width, 0.9 * strip, front, knobs)
    if dice.chance(0.7):
        drawer = box(0.26 * cabinet.width, 0.75 * strip, 0.03)
        model.add("drawer", drawer.moved(-0.35 * cabinet.width, panel_at, cabinet.front + 0.02))
    drum = pipe(0.9 * radius, 0.86 * radius, 0.04, "z", 28)
    model.add("drum", drum.moved(0.0, hole_at, cabinet.front + 0.01))

    door, thick = model.group(), dice.between(0.03, 0.06)
    door.add("door", pipe(radius, 0.72 * radius, thick, "z", 28))
    if dice.chance(0.7):
        pane = dome(0.73 * radius, dice.between(0.1, 0.5) * radius, sides=24).turned("x", 90.0)
    else:
        pane = cylinder(0.73 * radius, 0.3 * thick, "z", sides=24)
    door.add("door", pane, detail="window")
    if dice.chance(0.7):
        grip = bow_handle(0.5 * radius, 0.03, 0.01, "y")
        door.add("handle", grip.moved(0.86 * radius, 0.0, 0.5 * thick))
    middle = (0.0, hole_at, cabinet.front + 0.02 + 0.5 * thick)
    model.take(door, opened("left", 2 * radius, 2 * radius, swing_of(dice, 130.0), middle))


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
