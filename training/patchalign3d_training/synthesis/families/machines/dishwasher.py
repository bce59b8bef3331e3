"""Dishwashers."""

from patchalign3d_training.synthesis.families.machines.appliances import (
    Cabinet,
    controls,
    hollow,
    stand_on_feet,
)
from patchalign3d_training.synthesis.families.machines.leaves import (
    Leaf,
    hang_door,
    swing_of,
)
from patchalign3d_training.synthesis.kit import Assembly, Dice, box, grid_bars, join, rack


def build(model: Assembly, dice: Dice) -> None:
    """A flap below a strip of controls, or over the whole front; baskets of wire inside."""
    cabinet = Cabinet(
        width=dice.pick({0.45: 1, 0.6: 3}) * dice.about(1.0, 0.03),
        height=dice.between(0.6, 0.85),
        depth=dice.between(0.5, 0.62),
        wall=dice.between(0.01, 0.025),
    )
    model.add("body", hollow(dice, cabinet))
    swing = swing_of(dice, 92.0)
    basket_width, basket_depth = cabinet.width - 6 * cabinet.wall, 0.8 * cabinet.depth
    fence_height = dice.between(0.06, 0.14)
    wire = 0.003
    floor = rack(basket_width, basket_depth, dice.count(6, 12), wire)
    fence = grid_bars(basket_width, fence_height, 8, 2, wire).moved(0.0, 0.5 * fence_height)
    basket = join(floor, fence.moved(z=0.5 * basket_depth).both("z"))
    pulled = dice.between(0.1, 0.5) * cabinet.depth if swing > 60.0 else 0.0
    out = dice.count(0, 2)  # which basket is pulled out
    for i, level in enumerate((-0.3, 0.1, 0.32)[: dice.count(1, 3)]):
        forth = pulled if i == out or dice.chance(0.2) else 0.0
        model.add("rack", basket.moved(0.0, level * cabinet.height, forth))
        if dice.chance(0.3):  # plates' pins, or what holds the cutlery
            pins = box(wire, 0.6 * fence_height, wire).in_grid(7, 1, (0.12 * basket_width, 1.0))
            rows = pins.in_row(4, 0.2 * basket_depth, "z").on(level * cabinet.height)
            model.add("rack", rows.moved(z=forth))

    thick = dice.between(0.02, 0.06)
    strip = dice.between(0.08, 0.14) if dice.chance(0.7) else 0.0
    door_height = cabinet.height - strip
    door_z = cabinet.front + 0.5 * thick
    leaf = Leaf(cabinet.width, door_height, thick, (0.0, -0.5 * strip, door_z), "bottom", swing)
    hang_door(model, dice, leaf, 0.85)
    if strip:
        brow = box(cabinet.width, 0.97 * strip, thick)
        middle = 0.5 * (cabinet.height - strip)
        model.add("control panel", brow.moved(0.0, middle, door_z))
        front = (0.0, middle, cabinet.front + thick)
        controls(
            model, dice, 0.9 * cabinet.width, 0.7 * strip, front, dice.pick({0: 3, 1: 2, 2: 1})
        )
    if dice.chance(0.4):
        slab = box(1.02 * cabinet.width, 0.03, 1.08 * cabinet.depth)
        model.add("body", slab.on(0.5 * cabinet.height))
    if dice.chance(0.5):
        stand_on_feet(model, dice, cabinet)
    else:
        plinth = box(cabinet.width, dice.between(0.06, 0.12), 0.85 * cabinet.depth)
        model.add("base", plinth.under(-0.5 * cabinet.height))
