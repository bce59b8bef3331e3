"""Microwave ovens."""

from patchalign3d_training.synthesis.kit import (
    Assembly,
    Dice,
    any_handle,
    box,
    button,
    case,
    cylinder,
    dial,
    foot,
    grille,
    opened,
    screen,
    window_frame,
)


def build(model: Assembly, dice: Dice) -> None:
    """A microwave oven; its door opens to +z, its controls are at the right or below."""
    width, height = dice.between(0.44, 0.58), dice.between(0.26, 0.34)
    depth, wall = dice.between(0.3, 0.45), dice.between(0.01, 0.02)
    front, stand = 0.5 * depth, dice.between(0.01, 0.025)
    controls_wide = dice.between(0.2, 0.3) * width
    door_width = width - controls_wide
    door_x = -0.5 * controls_wide  # the door's middle; the controls fill what is left

    model.add("body", case(width, height, depth, wall))
    model.add("body", box(controls_wide, height, depth).moved(0.5 * (width - controls_wide)))
    if dice.chance(0.4):
        side_vent = grille(0.5 * depth, 0.3 * height, 6, 0.004).turned("y", 90.0)
        model.add("body", side_vent.moved(0.5 * width))
    plate = cylinder(dice.between(0.36, 0.44) * min(door_width, depth), 0.008, sides=28)
    model.add("tray", plate.moved(door_x).on(-0.5 * height + wall + 0.01))

    _door(model, dice, door_width, height, (door_x, 0.0, front))
    _controls(model, dice, controls_wide, height, (0.5 * (width - controls_wide), 0.0, front))
    one_foot = foot(dice, stand, 0.02).under(-0.5 * height)
    model.add("foot", one_foot.at_corners(width, depth, inset=0.04))


def _door(
    model: Assembly,
    dice: Dice,
    width: float,
    height: float,
    at: tuple[float, float, float],
) -> None:
    """A glazed door with its handle, shut or open, hinged at the left."""
    door, thick = model.group(), dice.between(0.015, 0.03)
    border, pane = window_frame(width, height, thick, dice.between(0.12, 0.22) * height)
    door.add("door", border)
    door.add("door", pane, detail="window")
    if dice.chance(0.85):
        handle = any_handle(dice, dice.between(0.5, 0.8) * height, axis="y")
        door.add("handle", handle.moved(0.44 * width, 0.0, 0.5 * thick))
    degrees = dice.between(20.0, 110.0) if dice.chance(0.3) else 0.0
    model.take(door, opened("left", width, height, degrees, at))


def _controls(
    model: Assembly,
    dice: Dice,
    width: float,
    height: float,
    at: tuple[float, float, float],
) -> None:
    """A display over a field of buttons, or over one or two dials."""
    board = model.group()
    board.add("control panel", box(0.94 * width, 0.94 * height, 0.01))
    face = 0.005  # where the panel's front is
    if dice.chance(0.75):
        display = screen(0.75 * width, 0.16 * height, 0.006, 0.006)
        board.add("display", display.moved(0.0, 0.33 * height, face))
    if dice.chance(0.6):
        columns, rows = dice.count(2, 4), dice.count(3, 5)
        step = (0.8 * width / columns, 0.5 * height / rows)
        rounding = dice.one_of(0.0, 0.004, 1.0)
        key = button(0.7 * step[0], 0.6 * step[1], dice.between(0.004, 0.01), rounding)
        board.add("button", key.in_grid(columns, rows, step).moved(0.0, -0.05 * height, face))
    else:
        turn = dice.between(-90.0, 90.0)
        one = dial(0.28 * width, dice.between(0.015, 0.03), turn)
        board.add("knob", one.in_row(dice.count(1, 2), 0.26 * height, "y").moved(z=face))
    if dice.chance(0.5):
        release = button(0.7 * width, 0.12 * height, 0.008, 0.004)
        board.add("button", release.moved(0.0, -0.4 * height, face))
    model.take(board, lambda mesh: mesh.moved(*at))
