"""Radiators: ribs, panels, ladders for towels, oil heaters on wheels."""

from patchalign3d_training.synthesis.kit import (
    Assembly,
    Dice,
    Mesh,
    bow_handle,
    box,
    button,
    cylinder,
    dial,
    foot,
    grid_bars,
    join,
    rod,
    wheel,
)


def build(model: Assembly, dice: Dice) -> None:
    """A radiator in metres; it looks along +z."""
    dice.pick({_ribs: 4, _panel: 3, _ladder: 2, _oil_heater: 3})(model, dice)


def _rib(dice: Dice, height: float, depth: float, step: float) -> Mesh:
    """One section in the plane x = 0: columns of tube between two heads, or a pressed sheet."""
    if dice.chance(0.4):
        return box(0.5 * step, height, depth, 0.2 * step)
    columns = dice.count(2, 4)
    thick = min(0.4 * step, 0.42 * depth / columns)
    tube = cylinder(thick, 0.94 * height, sides=10)
    head = cylinder(1.1 * thick, depth, "z", sides=10).stretched(y=1.3)
    ends = head.moved(y=0.5 * height - 1.4 * thick).both("y")
    return join(tube.in_row(columns, (depth - 2 * thick) / (columns - 1), "z"), ends)


def _valve(model: Assembly, dice: Dice, at: tuple[float, float, float], low: float) -> None:
    """A thermostat at `at` and the pipe down to the floor, or into the wall."""
    x, y, z = at
    side = 1.0 if x > 0 else -1.0
    out = x + 0.07 * side
    model.add("pipe", rod(at, (out, y, z), 0.01), rod((out, y, z), (out, low, z), 0.009))
    if dice.chance(0.85):
        head = cylinder(0.026, 0.06, "x", top=0.02, sides=16)
        if dice.chance(0.5):
            model.add("valve", head.turned("y", -90.0 * side).moved(out, y, z + 0.04))
        else:
            model.add("valve", head.moved(out + 0.03 * side, y, z))


def _ribs(model: Assembly, dice: Dice) -> None:
    """Cast or steel sections in a row."""
    height, depth = dice.between(0.3, 0.95), dice.between(0.09, 0.22)
    step, count = dice.between(0.045, 0.075), dice.count(4, 16)
    rib = _rib(dice, height, depth, step)
    model.add("fin", rib.in_row(count, step))
    half = 0.5 * step * count
    low = -0.5 * height - dice.between(0.06, 0.14)
    if dice.chance(0.7):
        leg = box(0.4 * step, -0.5 * height - low + 0.02, 0.25 * depth, 0.005).on(low)
        row = leg.moved(z=0.35 * depth).both("z")
        model.add("foot", row.moved(half - 0.5 * step).both())
    level = dice.one_of(-1.0, 1.0) * (0.5 * height - 0.06)
    hub = rod((-half, level, 0), (half, level, 0), 0.012)
    model.add("fin", hub)
    if dice.chance(0.75):
        _valve(model, dice, (dice.one_of(-1.0, 1.0) * half, level, 0.0), low)


def _panel(model: Assembly, dice: Dice) -> None:
    """One to three pressed panels with waves between them, a grille on top."""
    width, height = dice.between(0.5, 1.6), dice.between(0.3, 0.7)
    count, gap = dice.count(1, 3), dice.between(0.05, 0.07)
    sheet = box(width, height, 0.014, 0.003)
    if dice.chance(0.75):  # the pressed channels
        groove = box(0.5 * 0.035, 0.85 * height, 0.012, 0.003)
        many = int(0.9 * width / 0.035)
        sheet = join(sheet, groove.in_row(many, 0.035).moved(z=0.008))
    depth = gap * (count - 1)
    model.add("fin", sheet.in_row(count, gap, "z") if count > 1 else sheet)
    if count > 1 and dice.chance(0.7):
        wave = box(0.002, 0.8 * height, depth).in_row(int(width / 0.05), 0.045)
        model.add("fin", wave)
    if count > 1 or dice.chance(0.3):
        deep = max(depth, 0.03)
        bar = box(width, 0.008, 0.012).in_row(3, 0.45 * deep, "z")
        cross = box(0.006, 0.008, deep).in_row(dice.count(8, 24), 0.9 * width / 24)
        model.add("grille", join(bar, cross).on(0.5 * height))
        if dice.chance(0.6):
            model.add("fin", box(0.006, height, deep).moved(0.5 * width).both())
    low = -0.5 * height - dice.between(0.06, 0.12)
    if dice.chance(0.4):
        peg = box(0.03, -0.5 * height - low + 0.03, 0.04).on(low)
        model.add("foot", peg.moved(0.35 * width).both())
    if dice.chance(0.8):
        side = dice.one_of(-1.0, 1.0)
        _valve(model, dice, (0.49 * side * width, dice.one_of(-0.42, 0.42) * height, 0.0), low)


def _ladder(model: Assembly, dice: Dice) -> None:
    """Level rungs between two posts: a towel dryer."""
    width, height = dice.between(0.4, 0.6), dice.between(0.7, 1.6)
    post = rod((0, -0.5 * height, 0), (0, 0.5 * height, 0), dice.between(0.014, 0.02))
    model.add("pipe", post.moved(0.5 * width).both())
    groups, out = dice.count(2, 4), dice.between(0.0, 0.05)
    rung, step = dice.between(0.009, 0.013), dice.between(0.035, 0.05)
    bar = rod((-0.5 * width, 0, out), (0.5 * width, 0, out), rung)
    block = bar.in_row(max(2, int(0.7 * height / groups / step)), step, "y")
    model.add("fin", block.in_row(groups, height / groups, "y"))
    stub = rod((0.5 * width, 0, 0), (0.5 * width, 0, -0.06), 0.012).both()
    model.add("foot", stub.moved(y=0.42 * height).both("y"))
    if dice.chance(0.7):
        side = dice.one_of(-0.5, 0.5) * width
        model.add("valve", cylinder(0.022, 0.08, top=0.026).moved(side, -0.5 * height - 0.03))


def _oil_heater(model: Assembly, dice: Dice) -> None:
    """Ribs on four wheels with a box of controls at one end."""
    height, depth = dice.between(0.5, 0.65), dice.between(0.13, 0.18)
    step, count = dice.between(0.035, 0.05), dice.count(5, 12)
    rib = box(0.35 * step, height, depth, 0.15 * step)
    half = 0.5 * step * count
    model.add("fin", rib.in_row(count, step))
    level = 0.36 * height
    model.add("fin", rod((-half, level, 0), (half, level, 0), 0.02).both("y"))
    wide = dice.between(0.07, 0.12)
    case = box(wide, 1.02 * height, 1.02 * depth, 0.015).moved(-half - 0.4 * wide)
    model.add("control box", case)
    board = model.group()
    board.add("valve", dial(0.022, 0.016, dice.between(-90.0, 90.0)).moved(y=0.15 * height))
    board.add("control box", button(0.02, 0.03, 0.005).moved(0.0, 0.02 * height))
    x = float(case.low[0])
    if dice.chance(0.5):
        model.take(board, lambda mesh: mesh.turned("y", -90.0).moved(x))
    else:
        model.take(board, lambda mesh: mesh.moved(x + 0.5 * wide, 0.0, 0.51 * depth))
    if dice.chance(0.7):
        grip = bow_handle(0.12, 0.04, 0.009).turned("x", -90.0).turned("y", 90.0)
        model.add("handle", grip.on(0.5 * height).moved(-half - 0.4 * wide))
    low = -0.5 * height
    if dice.chance(0.8):
        axle = 0.42 * depth + 0.05
        bar = box(0.04, 0.012, 2 * axle).moved(0.8 * half, low - 0.006).both()
        roll = wheel(0.025, 0.02).moved(0.8 * half, low - 0.03, axle).both().both("z")
        model.add("foot", bar)
        model.add("wheel", roll)
    else:
        peg = foot(dice, 0.05, 0.02).under(low)
        model.add("foot", peg.at_corners(1.6 * half, depth))
    if dice.chance(0.2):
        model.add("grille", grid_bars(2 * half, 0.9 * height, 10, 3, 0.003).moved(z=0.55 * depth))
