"""Barbecue grills."""

from patchalign3d_training.synthesis.kit import (
    Assembly,
    Dice,
    ball,
    bow_handle,
    box,
    case,
    cylinder,
    dial,
    dome,
    grid_bars,
    lathe,
    rod,
    wheel,
)


def build(model: Assembly, dice: Dice) -> None:
    """A kettle on three legs, a gas grill on a cart, or a tray on four legs; in metres."""
    dice.pick({_kettle: 4, _gas_cart: 3, _tray: 2})(model, dice)


def _coals(model: Assembly, dice: Dice, radius: float, level: float) -> None:
    """Lumps of coal, spread about the y axis."""
    spots = dice.many(-0.6, 0.6, 45).reshape(15, 3) * (radius, 0.02, radius)
    model.add("coal", ball(0.035, sides=7).at(spots + (0.0, level, 0.0)))


def _kettle(model: Assembly, dice: Dice) -> None:
    """Two round shells."""
    radius, level = dice.between(0.2, 0.32), dice.between(0.55, 0.85)
    deep, sides = radius * dice.between(0.5, 0.8), dice.pick({28: 3, 10: 1})
    shell = dome(radius, deep, 0.01, sides).turned("x", 180.0)
    model.add("bowl", shell.moved(y=level))
    grid = grid_bars(1.7 * radius, 1.7 * radius, dice.count(8, 14), 3, 0.003)
    model.add("grate", grid.turned("x", 90.0).stretched(0.82, 1, 0.82).moved(y=level - 0.005))
    if dice.chance(0.5):
        _coals(model, dice, 0.7 * radius, level - 0.4 * deep)
    if dice.chance(0.75):
        lid = model.group()
        tall = deep * dice.between(0.7, 1.0)
        lid.add("lid", dome(1.02 * radius, tall, 0.008, sides))
        lid.add("handle", bow_handle(0.16, 0.05, 0.009).turned("x", -90.0).moved(y=tall - 0.005))
        lifted = dice.pick({0.0: 4, 70.0: 2})
        pivot = (0.0, 0.0, -radius)
        model.take(lid, lambda mesh: mesh.turned("x", -lifted, at=pivot).moved(y=level + 0.01))
    foot = 1.1 * radius
    leg = rod((0.5 * radius, level - 0.85 * deep, 0), (foot, 0.0, 0), 0.012)
    model.add("leg", leg.around(3, start=90.0))
    if dice.chance(0.6):
        roll = wheel(0.07, 0.025).moved(0.0, 0.07, foot)
        model.add("wheel", roll.turned("y", 120.0), roll.turned("y", -120.0))
    if dice.chance(0.5):
        pan = lathe([(0, 0), (0.5 * radius, 0), (0.55 * radius, 0.03), (0.5 * radius, 0.005)], 20)
        model.add("bowl", pan.moved(y=level - deep - 0.12))
    if dice.chance(0.5):
        ear = bow_handle(0.12, 0.05, 0.008).turned("y", 90.0).moved(0.97 * radius, level - 0.03)
        model.add("handle", ear.both())


def _gas_cart(model: Assembly, dice: Dice) -> None:
    """A long firebox with a rolling hood on a cabinet or an open frame, tables at its sides."""
    width, depth, level = dice.between(0.5, 0.9), dice.between(0.4, 0.5), dice.between(0.75, 0.9)
    tall = 0.16
    model.add(
        "bowl", case(width, depth, tall, 0.015).turned("x", -90.0).moved(y=level - 0.5 * tall)
    )
    grid = grid_bars(0.95 * width, 0.92 * depth, dice.count(12, 24), 3, 0.004)
    model.add("grate", grid.turned("x", 90.0).moved(y=level - 0.01))
    front = 0.5 * depth
    board = box(width, 0.12, 0.03).moved(y=level - 0.08, z=front + 0.02)
    model.add("bowl", board)
    knob = dial(0.025, 0.025, dice.between(-60.0, 60.0))
    count = dice.count(2, 5)
    row = knob.in_row(count, 0.85 * width / count).moved(y=level - 0.08, z=front + 0.035)
    model.add("knob", row)
    if dice.chance(0.85):
        lid = model.group()
        hood = cylinder(0.5 * depth, width, "x", sides=24)
        half = dome(0.5 * depth, 0.5 * depth).stretched(0.0, 1.0, 1.0)
        upper = hood.vertices * (1.0, 0.62, 1.0)
        upper[:, 1] = upper[:, 1].clip(min=0.0)
        lid.add("lid", type(hood)(upper, hood.faces), half.moved(0.49 * width).both())
        lid.add("handle", bow_handle(0.7 * width, 0.05, 0.01).moved(y=0.08, z=0.48 * depth))
        lifted = dice.pick({0.0: 4, 75.0: 2})
        pivot = (0.0, 0.0, -front)
        model.take(lid, lambda mesh: mesh.turned("x", -lifted, at=pivot).moved(y=level + 0.005))
    if dice.chance(0.6):
        model.add("leg", case(0.95 * width, level - tall - 0.1, 0.9 * depth, 0.02).on(0.1))
    else:
        post = rod((0, 0.06, 0), (0, level - 0.1, 0), 0.018)
        model.add("leg", post.at_corners(0.95 * width, 0.9 * depth))
        model.add("leg", box(0.95 * width, 0.02, 0.9 * depth).on(0.15))
    roll = wheel(0.06, 0.03).moved(0.45 * width, 0.06, 0.4 * depth)
    model.add("wheel", roll.both().both("z"))
    if dice.chance(0.7):
        wide = dice.between(0.2, 0.35)
        table = box(wide, 0.03, 0.9 * depth, 0.006).moved(0.5 * width + 0.5 * wide, level - 0.03)
        model.add("side table", table.both() if dice.chance(0.7) else table)


def _tray(model: Assembly, dice: Dice) -> None:
    """A simple open tray for coals."""
    width, depth, level = dice.between(0.4, 0.9), dice.between(0.25, 0.35), dice.between(0.1, 0.8)
    deep = 0.1
    model.add("bowl", case(width, depth, deep, 0.008).turned("x", -90.0).moved(y=level))
    grid = grid_bars(width, depth, dice.count(12, 24), 3, 0.003).turned("x", 90.0)
    model.add("grate", grid.moved(y=level + 0.5 * deep + dice.between(0.0, 0.06)))
    if dice.chance(0.6):
        _coals(model, dice, 0.6 * depth, level - 0.02)
    leg = rod((0, level - 0.03, 0), (0.03, 0.0, 0.02), 0.01)
    model.add("leg", leg.at_corners(width, depth, inset=0.01))
    if dice.chance(0.6):
        ear = bow_handle(0.12, 0.05, 0.006).turned("y", 90.0).moved(0.5 * width, level)
        model.add("handle", ear.both())
    if dice.chance(0.3):
        table = box(0.25, 0.015, 0.9 * depth).moved(0.5 * width + 0.13, level + 0.03)
        model.add("side table", table)
