"""Refrigerators."""

from patchalign3d_training.synthesis.families.machines.appliances import (
    Cabinet,
    Leaf,
    hang_door,
    hollow,
    stand_on_feet,
    swing_of,
    wire_shelves,
)
from patchalign3d_training.synthesis.kit import Assembly, Dice, box, screen, tray
from patchalign3d_training.synthesis.kit.fronts import HingeSide

DOOR_ROWS = {  # each row's share of the height from the bottom, and its doors
    "single": [(1.0, 1)],
    "freezer above": [(0.68, 1), (0.32, 1)],
    "freezer below": [(0.38, 1), (0.62, 1)],
    "side by side": [(1.0, 2)],
    "french": [(0.35, 1), (0.65, 2)],
    "four doors": [(0.45, 2), (0.55, 2)],
}


def build(model: Assembly, dice: Dice) -> None:
    """One to four doors before a hollow body with shelves; doors shut, ajar or open."""
    plan = dice.pick(
        {
            "single": 2,
            "freezer above": 3,
            "freezer below": 2,
            "side by side": 3,
            "french": 2,
            "four doors": 1,
        }
    )
    rows = DOOR_ROWS[plan]
    is_wide = rows[-1][1] == 2
    cabinet = Cabinet(
        width=dice.between(0.8, 1.0) if is_wide else dice.between(0.5, 0.7),
        height=dice.between(0.8, 1.9) if plan == "single" else dice.between(1.4, 2.0),
        depth=dice.between(0.5, 0.7),
        wall=dice.between(0.02, 0.05),
    )
    model.add("body", hollow(dice, cabinet))
    wire_shelves(model, dice, "shelf", cabinet, dice.count(2, 5))
    if len(rows) > 1 and dice.chance(0.8):
        level = (rows[0][0] - 0.5) * cabinet.height
        board = box(cabinet.width - cabinet.wall, cabinet.wall, 0.95 * cabinet.depth)
        model.add("body", board.moved(y=level))
    if is_wide and len(rows) == 1:
        model.add("body", box(cabinet.wall, cabinet.height, 0.95 * cabinet.depth))

    thick = dice.between(0.03, 0.08)
    bottom, crack = -0.5 * cabinet.height, dice.between(0.004, 0.012)
    sides: tuple[HingeSide, HingeSide] = ("left", "right")
    first_side = dice.one_of(*sides)
    handle_chance = 0.9 if dice.chance(0.85) else 0.0
    for share, doors in rows:
        height = share * cabinet.height
        width = cabinet.width / doors
        for i in range(doors):
            hinge = first_side if doors == 1 else sides[i]
            middle = (
                (i + 0.5) * width - 0.5 * cabinet.width,
                bottom + 0.5 * height,
                cabinet.front + 0.5 * thick,
            )
            leaf = Leaf(width - crack, height - crack, thick, middle, hinge, swing_of(dice, 120.0))
            hang_door(model, dice, leaf, handle_chance)
            if leaf.degrees == 0.0 and doors == 2 and i == 0 and dice.chance(0.4):
                pane = screen(0.35 * width, 0.5 * width, 0.01, 0.008)
                face = cabinet.front + thick
                model.add("dispenser", pane.moved(middle[0], middle[1] + 0.1 * height, face))
        bottom += height
    if dice.chance(0.5):
        bin_height = dice.between(0.1, 0.2)
        crisper = tray(0.85 * cabinet.width, bin_height, 0.8 * cabinet.depth, 0.008)
        model.add("drawer", crisper.on(-0.5 * cabinet.height + 3 * cabinet.wall))
    if dice.chance(0.6):
        stand_on_feet(model, dice, cabinet)
