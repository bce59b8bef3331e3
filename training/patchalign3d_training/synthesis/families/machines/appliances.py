"""What kitchen machines share: hollow cabinets, doors with handles, rows of controls, feet."""

from dataclasses import dataclass

from patchalign3d_training.synthesis.kit import (
    Assembly,
    Dice,
    Mesh,
    any_handle,
    bar_handle,
    box,
    button,
    case,
    dial,
    edge_handle,
    foot,
    join,
    opened,
    rack,
    screen,
    window_frame,
)
from patchalign3d_training.synthesis.kit.fronts import HingeSide


@dataclass(frozen=True)
class Cabinet:
    """A hollow body about the origin, open to +z, in metres."""

    width: float
    height: float
    depth: float
    wall: float

    @property
    def front(self) -> float:
        """Z of the front."""
        return 0.5 * self.depth


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


def hollow(dice: Dice, cabinet: Cabinet) -> Mesh:
    """The cabinet's boards, in two shapes of three with a second wall inside, as real ones have."""
    outside = case(cabinet.width, cabinet.height, cabinet.depth, cabinet.wall)
    if dice.chance(0.35):
        return outside
    gap = dice.between(1.5, 3.0) * cabinet.wall
    liner = case(
        cabinet.width - 2 * gap, cabinet.height - 2 * gap, cabinet.depth - 2 * gap, 0.3 * gap
    )
    return join(outside, liner.moved(z=gap))


def swing_of(dice: Dice, most: float = 100.0) -> float:
    """How far a door is open: half of all are shut, some ajar, some wide open."""
    state = dice.pick({"shut": 5, "ajar": 2, "open": 3})
    if state == "shut":
        return 0.0
    return dice.between(5.0, 25.0) if state == "ajar" else dice.between(40.0, most)


def long_handle(dice: Dice, length: float, axis: str) -> Mesh:
    """A bar or strip in a real handle's thickness, whatever its length; or any other kind."""
    out, radius = dice.between(0.025, 0.05), dice.between(0.006, 0.012)
    kind = dice.pick({"bar": 4, "strip": 2, "any": 2})
    if kind == "bar":
        return bar_handle(length, out, radius, axis)
    if kind == "strip":
        return edge_handle(length, out, 2.0 * radius, axis)
    return any_handle(dice, min(length, 0.25), axis)


def hang_door(model: Assembly, dice: Dice, leaf: Leaf, handle_chance: float = 0.9) -> None:
    """A door with a handle on the side away from its hinge."""
    door, outer = model.group(), 0.5 * leaf.thick
    if leaf.glazed:
        rim = dice.between(0.1, 0.22) * min(leaf.width, leaf.height)
        border, pane = window_frame(leaf.width, leaf.height, leaf.thick, rim)
        door.add("door", border)
        door.add("door", pane, detail="window")
    else:
        door.add("door", box(leaf.width, leaf.height, leaf.thick))
        if dice.chance(0.4):  # the hollow side that faces the inside
            lining = box(0.86 * leaf.width, 0.9 * leaf.height, 0.6 * leaf.thick)
            door.add("door", lining.moved(z=-0.6 * leaf.thick))
    if dice.chance(handle_chance):
        share, inset = dice.between(0.3, 0.9), 0.05
        if leaf.hinge == "bottom":
            handle = long_handle(dice, share * leaf.width, "x")
            door.add("handle", handle.moved(0.0, 0.5 * leaf.height - inset, outer))
        else:
            handle = long_handle(dice, share * leaf.height, "y")
            free = 0.5 * leaf.width - inset
            door.add("handle", handle.moved(free if leaf.hinge == "left" else -free, 0.0, outer))
    swing = opened(leaf.hinge, leaf.width, leaf.height, leaf.degrees, leaf.at)
    model.take(door, swing)


def controls(
    model: Assembly,
    dice: Dice,
    width: float,
    height: float,
    at: tuple[float, float, float],
    knobs: int,
) -> None:
    """A level panel with knobs, a display and a row of buttons; `at` is its back's middle."""
    board, thick = model.group(), dice.between(0.005, 0.02)
    board.add("control panel", box(width, height, thick).moved(z=0.5 * thick))
    has_display = dice.chance(0.7)
    if has_display:
        pane = screen(0.2 * width, 0.6 * height, 0.004, 0.004)
        board.add("display", pane.moved(z=thick))
    if knobs:
        radius = min(dice.between(0.25, 0.4) * height, 0.35 * 0.4 * width / max(1, knobs // 2))
        one = dial(radius, dice.between(0.015, 0.035), dice.between(-120.0, 120.0))
        sides = [-1.0, 1.0] if knobs > 1 else [dice.one_of(-1.0, 1.0)]
        per_side = max(1, knobs // 2)
        step = 0.34 * width / per_side
        for side in sides:
            row = one.in_row(per_side, step)
            board.add("knob", row.moved(side * 0.3 * width, 0.0, thick))
    count = dice.count(2, 8)
    if not knobs or (not has_display and dice.chance(0.5)):
        step = 0.3 * width / count
        size = min(0.6 * step, 0.4 * height)
        key = button(size, size, 0.004, dice.one_of(0.0, 1.0))
        shift = 0.28 * width if has_display else 0.0
        board.add("button", key.in_row(count, step).moved(shift, 0.0, thick))
    model.take(board, lambda mesh: mesh.moved(*at))


def wire_shelves(model: Assembly, dice: Dice, part: str, inside: Cabinet, count: int) -> None:
    """Racks of wire or flat shelves, spread over the height of a cabinet's inside."""
    wide, deep = inside.width - 3 * inside.wall, 0.85 * inside.depth
    if dice.chance(0.65):
        shelf = rack(wide, deep, dice.count(6, 14), dice.between(0.002, 0.004))
    else:
        shelf = box(wide, dice.between(0.004, 0.012), deep)
    step = (inside.height - 2 * inside.wall) / (count + 1)
    model.add(part, shelf.in_row(count, step, "y"))


def stand_on_feet(model: Assembly, dice: Dice, cabinet: Cabinet) -> None:
    """Four feet under a cabinet."""
    peg = foot(dice, dice.between(0.01, 0.05), dice.between(0.012, 0.025))
    peg = peg.under(-0.5 * cabinet.height)
    model.add("foot", peg.at_corners(cabinet.width, cabinet.depth, inset=0.05))
