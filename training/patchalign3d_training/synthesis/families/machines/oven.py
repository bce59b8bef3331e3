"""Ovens and cookers."""

from patchalign3d_training.synthesis.families.machines.appliances import (
    Cabinet,
    Leaf,
    controls,
    hang_door,
    hollow,
    stand_on_feet,
    swing_of,
    wire_shelves,
)
from patchalign3d_training.synthesis.kit import Assembly, Dice, box, cylinder, pipe, spokes
from patchalign3d_training.synthesis.kit.fronts import HingeSide


def build(model: Assembly, dice: Dice) -> None:
    """A cavity behind a flap, controls above it, and on a cooker plates or gas burners on top."""
    cabinet = Cabinet(
        width=dice.between(0.5, 0.9),
        height=dice.between(0.45, 0.7),
        depth=dice.between(0.5, 0.65),
        wall=dice.between(0.015, 0.03),
    )
    is_cooker = dice.chance(0.6)
    model.add("body", hollow(dice, cabinet))
    wire_shelves(model, dice, "rack", cabinet, dice.count(1, 3))

    panel_height = dice.between(0.08, 0.14)
    head = box(cabinet.width, panel_height, cabinet.depth).on(0.5 * cabinet.height)
    model.add("body", head)
    front = (0.0, float(head.middle[1]), cabinet.front)
    knobs = dice.pick({0: 1, 1: 1, 2: 2, 4: 3, 6: 3})
    controls(model, dice, 0.98 * cabinet.width, 0.95 * panel_height, front, knobs)

    thick = dice.between(0.02, 0.05)
    door_at = (0.0, 0.0, cabinet.front + 0.5 * thick)
    hinge: HingeSide = "bottom" if dice.chance(0.9) else "left"
    door_size = (0.98 * cabinet.width, 0.96 * cabinet.height)
    flap = Leaf(*door_size, thick, door_at, hinge, swing_of(dice, 92.0), dice.chance(0.75))
    hang_door(model, dice, flap, 0.95)

    if not is_cooker:
        if dice.chance(0.5):
            stand_on_feet(model, dice, cabinet)
        return
    drawer_height = dice.between(0.12, 0.2)
    base = box(cabinet.width, drawer_height, 0.95 * cabinet.depth).under(-0.5 * cabinet.height)
    model.add("body", base)
    if dice.chance(0.7):
        front_board = box(0.96 * cabinet.width, 0.85 * drawer_height, 0.02)
        model.add("drawer", front_board.centred(on=base, axes="xyz").beside(base, "+z"))
    radius = dice.between(0.12, 0.17) * cabinet.width
    if dice.chance(0.5):
        ring_plate = pipe(radius, 0.7 * radius, 0.01, sides=20)
        burner = ring_plate.on(head)
        grate = spokes(4, 0.3 * radius, 1.3 * radius, 0.012, 0.012).on(burner)
        model.add("burner", grate.at_corners(cabinet.width, cabinet.depth, 0.25 * cabinet.width))
    else:
        burner = cylinder(radius, dice.between(0.004, 0.015)).on(head)
    model.add("burner", burner.at_corners(cabinet.width, cabinet.depth, 0.25 * cabinet.width))
    if dice.chance(0.3):
        splash = box(cabinet.width, dice.between(0.08, 0.25), 0.03).on(head)
        model.add("body", splash.moved(z=-0.5 * cabinet.depth + 0.015))
