"""Ovens and cookers."""

from patchalign3d_training.synthesis.families.machines.appliances import (
    Cabinet,
    controls,
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
    Mesh,
    box,
    cylinder,
    grid_bars,
    join,
    pipe,
    ring,
    spokes,
    tray,
)
from patchalign3d_training.synthesis.kit.fronts import HingeSide

KNOBS = {0: 2, 1: 1, 2: 2, 4: 3, 5: 2, 6: 3, 8: 1}


def build(model: Assembly, dice: Dice) -> None:
    """One or two cavities behind flaps, controls, and on a cooker plates or gas burners on top."""
    cabinet = Cabinet(
        width=dice.between(0.5, 0.95),
        height=dice.between(0.4, 0.7),
        depth=dice.between(0.45, 0.65),
        wall=dice.between(0.012, 0.03),
    )
    is_cooker = dice.chance(0.65)
    panel_height = dice.between(0.07, 0.15)
    head = box(cabinet.width, panel_height, cabinet.depth, 0.0).on(0.5 * cabinet.height)
    model.add("body", head)
    behind = is_cooker and dice.chance(0.4)  # the controls are on a board at the rear
    if behind:
        _back_board(model, dice, cabinet, head)
    if not behind or dice.chance(0.3):
        lean = (0.0, float(head.middle[1]), cabinet.front)
        width = 0.98 * cabinet.width
        controls(model, dice, width, 0.95 * panel_height, lean, dice.pick(KNOBS))

    levels = [0.0]
    if not is_cooker and dice.chance(0.3):
        levels.append(-cabinet.height)
    for level in levels:
        _cavity(model, dice, cabinet, level)
    if not is_cooker:
        if len(levels) == 1 and dice.chance(0.5):
            stand_on_feet(model, dice, cabinet)
        return
    _drawer(model, dice, cabinet)
    _hob(model, dice, cabinet, head)
    if not behind and dice.chance(0.25):
        splash = box(cabinet.width, dice.between(0.08, 0.25), 0.03).on(head)
        model.add("body", splash.moved(z=-0.5 * cabinet.depth + 0.015))


def _cavity(model: Assembly, dice: Dice, cabinet: Cabinet, level: float) -> None:
    """A hollow with racks and its door, or two doors side by side, around a height."""
    oven = model.group()
    oven.add("body", hollow(dice, cabinet))
    if dice.chance(0.85):
        wire_shelves(oven, dice, "rack", cabinet, dice.count(1, 3))
    thick = dice.between(0.015, 0.05)
    swing, glazed = swing_of(dice, 92.0), dice.chance(0.75)
    height = 0.97 * cabinet.height
    z = cabinet.front + 0.5 * thick
    if dice.chance(0.12) and cabinet.width > 0.7:
        sides: tuple[HingeSide, HingeSide] = ("left", "right")
        for shift, hinge in zip((-0.25, 0.25), sides, strict=True):
            middle = (shift * cabinet.width, 0.0, z)
            half = Leaf(0.48 * cabinet.width, height, thick, middle, hinge, swing, glazed)
            hang_door(oven, dice, half, 0.95)
    else:
        hinge = "bottom" if dice.chance(0.9) else "left"
        flap = Leaf(0.98 * cabinet.width, height, thick, (0.0, 0.0, z), hinge, swing, glazed)
        hang_door(oven, dice, flap, 0.95)
    model.take(oven, lambda mesh: mesh.moved(y=level))


def _back_board(model: Assembly, dice: Dice, cabinet: Cabinet, head: Mesh) -> None:
    """A board behind the hob that carries the controls, upright or leaning back."""
    tall, deep = dice.between(0.1, 0.25), dice.between(0.04, 0.1)
    board = model.group()
    board.add("body", box(cabinet.width, tall, deep, 0.01).on(0.0))
    front = (0.0, 0.5 * tall, 0.5 * deep)
    controls(board, dice, 0.92 * cabinet.width, 0.75 * tall, front, dice.pick(KNOBS))
    lean, top = dice.between(0.0, 20.0), float(head.high[1])
    z = 0.5 * deep - 0.5 * cabinet.depth
    model.take(board, lambda mesh: mesh.turned("x", -lean).moved(0.0, top - 0.005, z))


def _drawer(model: Assembly, dice: Dice, cabinet: Cabinet) -> None:
    """What is below the oven: a drawer, shut or pulled out, or a plain plinth; perhaps feet."""
    tall = dice.between(0.1, 0.2)
    base = box(cabinet.width, tall, 0.95 * cabinet.depth).under(-0.5 * cabinet.height)
    model.add("body", base)
    if dice.chance(0.7):
        pull = dice.between(0.1, 0.3) if dice.chance(0.2) else 0.0
        board = box(0.97 * cabinet.width, 0.88 * tall, 0.02)
        board = board.centred(on=base, axes="xyz").beside(base, "+z", gap=pull)
        model.add("drawer", board)
        if pull:
            inside = tray(0.9 * cabinet.width, 0.6 * tall, pull + 0.1, 0.005)
            model.add("drawer", inside.centred(on=board, axes="xyz").beside(board, "-z"))
        if dice.chance(0.5):
            handle = long_handle(dice, dice.between(0.3, 0.8) * cabinet.width, "x")
            model.add("handle", handle.centred(on=board, axes="xy").beside(board, "+z"))
    if dice.chance(0.4):
        low = Cabinet(cabinet.width, cabinet.height + 2 * tall, cabinet.depth, cabinet.wall)
        stand_on_feet(model, dice, low)


def _hob(model: Assembly, dice: Dice, cabinet: Cabinet, head: Mesh) -> None:
    """Plates, coils, flush rings of a glass top, or gas burners under grates."""
    spots = (cabinet.width, cabinet.depth, 0.25 * cabinet.width)
    radius = dice.between(0.1, 0.16) * cabinet.width
    kind = dice.pick({"gas": 4, "plates": 2, "coils": 2, "glass": 3})
    if kind == "gas":
        cap = join(cylinder(0.4 * radius, 0.012), pipe(0.7 * radius, 0.5 * radius, 0.008)).on(head)
        model.add("burner", cap.at_corners(*spots))
        if dice.chance(0.5):
            grate = spokes(4, 0.3 * radius, 1.3 * radius, 0.012, 0.012).on(cap)
            model.add("burner", grate.at_corners(*spots))
        else:
            width, depth = 0.44 * cabinet.width, 0.85 * cabinet.depth
            grid = grid_bars(width, depth, 4, 5, 0.006).turned("x", 90.0).on(cap)
            model.add("burner", grid.moved(0.24 * cabinet.width).both())
    elif kind == "plates":
        plate = cylinder(radius, dice.between(0.004, 0.015)).on(head)
        model.add("burner", plate.at_corners(*spots))
    elif kind == "coils":
        hoop = join(*(ring(s * radius, 0.006, count=20, sides=6) for s in (0.3, 0.6, 0.9)))
        model.add("burner", hoop.on(head).at_corners(*spots))
    else:
        if dice.chance(0.5):
            glass = box(0.97 * cabinet.width, 0.004, 0.95 * cabinet.depth).on(head)
            model.add("body", glass)
            head = glass
        disc = pipe(radius, dice.one_of(0.1, 0.93) * radius, 0.001).on(head)
        model.add("burner", disc.at_corners(*spots))
