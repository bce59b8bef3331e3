"""Cabinets."""

from dataclasses import dataclass

from patchalign3d_training.synthesis.kit import (
    Assembly,
    Dice,
    HingeSide,
    any_handle,
    box,
    case,
    foot,
    opened,
    panel,
    rod,
    tray,
    window_frame,
)


@dataclass(frozen=True)
class Front:
    """One opening in a cabinet's front, in metres."""

    x: float  # its middle
    y: float
    z: float  # where the cabinet's front is
    width: float
    height: float
    depth: float  # of the cabinet
    panel: str  # what its doors are made of, see `panel`


def build(model: Assembly, dice: Dice) -> None:
    """A wardrobe, dresser, sideboard, book case or locker; it opens to +z."""
    width, height = dice.between(0.4, 1.8), dice.between(0.5, 2.0)
    depth, wall = dice.between(0.3, 0.6), dice.between(0.015, 0.03)
    stand = dice.between(0.04, 0.25) if dice.chance(0.5) else 0.0
    middle = stand + 0.5 * height

    model.add("body", case(width, height, depth, wall, back=dice.chance(0.9)).moved(y=middle))
    if dice.chance(0.25):
        top = box(width + 0.04, 1.5 * wall, depth + 0.04, 0.3 * wall)
        model.add("body", top.on(stand + height))
    columns = min(4, max(1, round(width / dice.between(0.35, 0.8))))
    each = width / columns
    if columns > 1:
        divider = box(wall, height, 0.95 * depth).moved(y=middle)
        model.add("body", divider.in_row(columns - 1, each))
    material = dice.pick({"plain": 4, "framed": 2, "raised": 1, "slats": 1, "glass": 1})
    for column in range(columns):
        x = (column - 0.5 * (columns - 1)) * each
        _column(model, dice, x, (each, height, depth), stand, material)
    if stand > 0.0:
        _stand(model, dice, width, depth, stand)


def _column(
    model: Assembly,
    dice: Dice,
    x: float,
    size: tuple[float, float, float],
    floor: float,
    material: str,
) -> None:
    """What stands one over the other in a column: doors, drawers, open shelves."""
    width, height, depth = size
    y, top = floor, floor + height
    while y < top - 0.07 * height:
        kind = dice.pick({"door": 2, "drawer": 2, "shelf": 1})
        tall = height * dice.between(0.5, 1.0) if kind == "door" else dice.between(0.15, 0.4)
        if top - y - tall < 0.1:
            tall = top - y
        front = Front(x, y + 0.5 * tall, 0.5 * depth, width, tall, depth, material)
        board = box(width, 0.015, 0.95 * depth).moved(x, y)
        model.add("shelf" if kind == "shelf" else "body", board)
        if kind == "door":
            _door(model, dice, front)
        elif kind == "drawer":
            _drawer(model, dice, front)
        y += tall


def _door(model: Assembly, dice: Dice, front: Front) -> None:
    """One leaf, or two that meet in the middle; a few are open. Behind it are shelves."""
    wings = 2 if front.width > 0.55 and dice.chance(0.6) else 1
    width, height = 0.97 * front.width / wings, 0.97 * front.height
    thick = dice.between(0.015, 0.03)
    degrees = dice.between(20.0, 110.0) if dice.chance(0.15) else 0.0
    handle = any_handle(dice, dice.between(0.08, 0.2), axis="y")
    for wing in range(wings):
        hinge: HingeSide = "right" if wing == 1 else "left"
        leaf = model.group()
        if front.panel == "glass":
            leaf.add("door", *window_frame(width, height, thick, 0.06))
        else:
            leaf.add("door", panel(width, height, thick, front.panel))
        reach = (0.42 if hinge == "left" else -0.42) * width
        leaf.add("door", handle.moved(reach, 0.0, 0.5 * thick), detail="handle")
        x = front.x + (wing - 0.5 * (wings - 1)) * front.width / wings
        model.take(leaf, opened(hinge, width, height, degrees, (x, front.y, front.z)))
    for share in (0.35, 0.7):
        if front.height > 0.5 and dice.chance(0.4):
            board = box(0.95 * front.width, 0.015, 0.9 * front.depth)
            model.add("shelf", board.moved(front.x, front.y + (share - 0.5) * front.height))


def _drawer(model: Assembly, dice: Dice, front: Front) -> None:
    """A front with a handle or two, and often the box behind it; a few are pulled out."""
    out = dice.between(0.1, 0.6) * front.depth if dice.chance(0.12) else 0.0
    width, height, thick = 0.96 * front.width, 0.94 * front.height, 0.02
    drawer = model.group()
    drawer.add("drawer", panel(width, height, thick, "framed" if dice.chance(0.2) else "plain"))
    if out > 0.0 or dice.chance(0.4):
        inside = tray(0.9 * front.width, 0.7 * front.height, 0.9 * front.depth, 0.012)
        drawer.add("drawer", inside.moved(z=-0.45 * front.depth))
    handle = any_handle(dice, dice.between(0.2, 0.5) * width)
    if width > 0.6 and dice.chance(0.3):
        handle = handle.scaled(0.6).in_row(2, 0.5 * width)
    drawer.add("drawer", handle.moved(z=0.5 * thick), detail="handle")
    model.take(drawer, lambda mesh: mesh.moved(front.x, front.y, front.z + out))


def _stand(model: Assembly, dice: Dice, width: float, depth: float, height: float) -> None:
    """Feet at the corners, slanted legs, or a plinth."""
    kind = dice.pick({"feet": 3, "slanted": 2, "plinth": 1})
    if kind == "plinth":
        model.add("leg", box(0.94 * width, height, 0.9 * depth).on(0.0))
    elif kind == "slanted":
        lean = dice.between(0.0, 0.3) * height
        peg = rod((0.0, height, 0.0), (lean, 0.0, lean), dice.between(0.015, 0.03), 0.012)
        model.add("leg", peg.at_corners(width, depth, inset=0.06))
    else:
        one_foot = foot(dice, height, dice.between(0.02, 0.04))
        model.add("leg", one_foot.at_corners(width, depth, inset=0.05))
