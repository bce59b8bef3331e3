"""Refrigerators."""

from patchalign3d_training.synthesis.families.machines.appliances import (
    Cabinet,
    hollow,
    stand_on_feet,
    wire_shelves,
)
from patchalign3d_training.synthesis.families.machines.leaves import (
    Leaf,
    hang_door,
    long_handle,
    swing_of,
)
from patchalign3d_training.synthesis.kit import (
    Assembly,
    Dice,
    box,
    cylinder,
    frame,
    grille,
    opened,
    rectangle,
    screen,
    sheet,
    tray,
)
from patchalign3d_training.synthesis.kit.fronts import HingeSide

DOOR_ROWS = {  # each row's share of the height from the bottom, and its doors; 0 is a drawer
    "single": [(1.0, 1)],
    "freezer above": [(0.68, 1), (0.32, 1)],
    "freezer below": [(0.38, 1), (0.62, 1)],
    "side by side": [(1.0, 2)],
    "french": [(0.35, 0), (0.65, 2)],
    "two drawers": [(0.22, 0), (0.22, 0), (0.56, 2)],
    "drawer below": [(0.32, 0), (0.68, 1)],
    "four doors": [(0.45, 2), (0.55, 2)],
    "three drawers": [(0.2, 0), (0.2, 0), (0.2, 0), (0.4, 1)],
    "drawer between": [(0.3, 0), (0.15, 0), (0.55, 2)],
    "small freezer above": [(0.8, 1), (0.2, 1)],
}
PLANS = {
    "single": 3,
    "freezer above": 3,
    "freezer below": 2,
    "side by side": 3,
    "french": 2,
    "two drawers": 1,
    "drawer below": 1,
    "four doors": 1,
    "three drawers": 1,
    "drawer between": 1,
    "small freezer above": 2,
}


def build(model: Assembly, dice: Dice) -> None:
    """One to four doors before a hollow body with shelves; doors shut, ajar or open."""
    plan = dice.pick(PLANS)
    rows = DOOR_ROWS[plan]
    is_wide = rows[-1][1] == 2
    cabinet = Cabinet(
        width=dice.between(0.8, 1.0) if is_wide else dice.between(0.45, 0.75),
        height=dice.between(0.55, 1.9) if plan == "single" else dice.between(1.4, 2.0),
        depth=dice.between(0.5, 0.75),
        wall=dice.between(0.02, 0.05),
    )
    model.add("body", hollow(dice, cabinet))
    wire_shelves(model, dice, "shelf", cabinet, dice.count(2, 5))
    level = -0.5
    for share, _ in rows[:-1]:
        level += share
        board = box(cabinet.width - cabinet.wall, cabinet.wall, 0.95 * cabinet.depth)
        model.add("body", board.moved(y=level * cabinet.height))
    if is_wide and len(rows) == 1:
        model.add("body", box(cabinet.wall, cabinet.height, 0.95 * cabinet.depth))

    thick = dice.between(0.03, 0.08)
    bottom, crack = -0.5 * cabinet.height, dice.between(0.004, 0.012)
    sides: tuple[HingeSide, HingeSide] = ("left", "right")
    first_side = dice.one_of(*sides)
    handle_chance = 0.95 if dice.chance(0.8) else 0.0
    is_cooler = plan in ("single", "side by side") and dice.chance(0.2)  # with glass doors
    z = cabinet.front + 0.5 * thick
    for share, doors in rows:
        height = share * cabinet.height
        mid = bottom + 0.5 * height
        bottom += height
        if doors == 0:
            _drawer(model, dice, cabinet, height - crack, (0.0, mid, z), thick)
            continue
        split = dice.between(0.36, 0.5) if len(rows) == 1 else 0.5  # the left leaf's share
        edges = [-0.5, -0.5 + split, 0.5] if doors == 2 else [-0.5, 0.5]
        for i in range(doors):
            width = (edges[i + 1] - edges[i]) * cabinet.width
            hinge = first_side if doors == 1 else sides[i]
            middle = (0.5 * (edges[i] + edges[i + 1]) * cabinet.width, mid, z)
            swing = swing_of(dice, 120.0)
            leaf = Leaf(width - crack, height - crack, thick, middle, hinge, swing, is_cooler)
            hang_door(model, dice, leaf, handle_chance)
            if swing > 15.0 and dice.chance(0.6):
                _bins(model, dice, leaf)
            if swing == 0.0 and doors == 2 and i == 0 and dice.chance(0.45):
                spot = (middle[0], mid + 0.1 * height, z + 0.5 * thick)
                _dispenser(model, dice, width, spot)
    if dice.chance(0.5):
        bin_height = dice.between(0.1, 0.2)
        crisper = tray(0.85 * cabinet.width, bin_height, 0.8 * cabinet.depth, 0.008)
        model.add("drawer", crisper.on(-0.5 * cabinet.height + 3 * cabinet.wall))
    if dice.chance(0.3):  # hinges' covers
        cover = box(0.1, 0.03, 0.12, 0.005).on(0.5 * cabinet.height)
        model.add("body", cover.moved(0.5 * cabinet.width - 0.06, 0.0, z - 0.04).both())
    if dice.chance(0.25):
        vent = grille(0.95 * cabinet.width, 0.07, 5, 0.02)
        model.add("body", vent.moved(z=cabinet.front - 0.02).under(-0.5 * cabinet.height))
    elif dice.chance(0.6):
        stand_on_feet(model, dice, cabinet)


def _drawer(
    model: Assembly,
    dice: Dice,
    cabinet: Cabinet,
    height: float,
    at: tuple[float, float, float],
    thick: float,
) -> None:
    """A freezer's drawer, shut or pulled out, with a level handle."""
    drawer, pull = model.group(), dice.between(0.05, 0.4) if dice.chance(0.3) else 0.0
    board = box(cabinet.width - 0.01, height, thick)
    drawer.add("drawer", board)
    handle = long_handle(dice, dice.between(0.4, 0.9) * cabinet.width, "x")
    drawer.add("handle", handle.moved(y=0.5 * height - 0.06).beside(board, "+z"))
    if pull:
        basket = tray(0.85 * cabinet.width, 0.7 * height, 0.8 * cabinet.depth, 0.006)
        drawer.add("drawer", basket.beside(board, "-z"))
    model.take(drawer, lambda mesh: mesh.moved(at[0], at[1], at[2] + pull))


def _dispenser(model: Assembly, dice: Dice, width: float, at: tuple[float, float, float]) -> None:
    """Water and ice from a door: a pane, or a niche below a panel with a spout and a drip tray."""
    wide, tall = dice.between(0.3, 0.55) * width, dice.between(0.45, 0.85) * width
    if dice.chance(0.4):
        model.add("dispenser", screen(wide, tall, 0.01, dice.between(0.002, 0.012)).moved(*at))
        return
    niche = model.group()
    rim = dice.between(0.008, 0.02)
    inner = rectangle(wide - 2 * rim, tall - 2 * rim)
    niche.add("dispenser", frame(rectangle(wide, tall), inner, 0.02, "z"), sheet(inner, "z"))
    head = box(wide - 2 * rim, 0.3 * tall, 0.016).moved(y=0.3 * tall)
    nozzle = cylinder(0.08 * wide, 0.12 * tall).under(head).moved(z=0.006)
    shelf = box(wide - 2 * rim, 0.01, 0.03).moved(y=-0.4 * tall, z=0.006)
    niche.add("dispenser", head, nozzle, shelf)
    model.take(niche, lambda mesh: mesh.moved(*at))


def _bins(model: Assembly, dice: Dice, leaf: Leaf) -> None:
    """Racks for bottles on the inside of an open door."""
    count = dice.count(2, 4)
    deep = dice.between(0.07, 0.12)
    rack = tray(0.82 * leaf.width, dice.between(0.06, 0.12), deep, 0.005)
    row = rack.in_row(count, 0.8 * leaf.height / count, "y").moved(z=-0.5 * (leaf.thick + deep))
    swing = opened(leaf.hinge, leaf.width, leaf.height, leaf.degrees, leaf.at)
    model.add("shelf" if dice.chance(0.5) else "door", swing(row))
