"""Coffee machines."""

from patchalign3d_training.synthesis.kit import (
    Assembly,
    Dice,
    box,
    button,
    cylinder,
    dial,
    grid_bars,
    lathe,
    rod,
    screen,
    sweep,
)


def build(model: Assembly, dice: Dice) -> None:
    """A base, a back column and a head over a jug or a cup: drip, espresso or capsule machine."""
    kind = dice.pick({"drip": 3, "espresso": 3, "capsule": 2})
    width = dice.between(0.12, 0.18) if kind == "capsule" else dice.between(0.18, 0.32)
    depth, height = dice.between(0.22, 0.34), dice.between(0.28, 0.4)
    rounding = dice.one_of(0.0, 0.02, 0.05)
    base_height, head_height = dice.between(0.04, 0.07), dice.between(0.08, 0.14)
    column_depth = dice.between(0.35, 0.5) * depth
    head_depth = dice.between(0.8, 1.0) * depth
    back = -0.5 * depth

    base = box(width, base_height, depth, rounding).on(0.0)
    model.add("base", base)
    column = box(width, height - base_height, column_depth, rounding).on(base)
    head = box(width, head_height, head_depth, rounding).on(height - head_height)
    model.add("body", column.moved(z=back + 0.5 * column_depth))
    model.add("body", head.moved(z=back + 0.5 * head_depth))

    stage = 0.25 * depth  # z of what stands under the head
    front, under_head = back + head_depth, height - head_height
    room = under_head - base_height
    cup = min(0.35 * width, 0.22 * depth)
    if kind == "drip":
        jug = room * dice.between(0.7, 0.85)
        wall = [(0, 0), (0.9, 0), (1.0, 0.35), (0.7, 0.9), (0.75, 1.0), (0.65, 0.9), (0, 0.05)]
        vessel = lathe([(1.2 * cup * r, jug * y) for r, y in wall]).on(base)
        model.add("container", vessel.moved(z=stage))
        far = 1.2 * cup + 0.035
        low, high = base_height + 0.2 * jug, base_height + 0.85 * jug
        path = [(0, high, 0.8 * cup), (0, high, far), (0, low, far), (0, low, 1.1 * cup)]
        model.add("handle", sweep(path, 0.008, sides=6).moved(z=stage))
    else:
        nozzle = cylinder(0.02, 0.03, top=0.028).under(under_head)
        model.add("spout", nozzle.moved(z=stage))
        grid = grid_bars(0.8 * width, 0.4 * depth, 8, 2, 0.002).turned("x", 90.0)
        model.add("tray", grid.on(base).moved(z=stage))
        if dice.chance(0.5):
            mug = lathe([(0, 0), (0.8 * cup, 0), (cup, 0.07), (0.9 * cup, 0.07), (0, 0.01)])
            model.add("container", mug.on(base).moved(z=stage))
    if kind == "espresso":
        start = (0.0, under_head - 0.015, stage)
        model.add("handle", rod(start, (0.0, under_head - 0.03, stage + 0.17), 0.012))
        if dice.chance(0.6):
            side, hang = 0.42 * width, dice.between(0.4, 0.7) * room
            wand = rod((side, under_head, stage), (side, under_head - hang, stage + 0.03), 0.005)
            model.add("spout", wand)

    turn = dice.between(-90.0, 90.0)
    mid = height - 0.5 * head_height
    if dice.chance(0.55):
        side = dice.one_of(-0.3, 0.3) * width
        model.add("knob", dial(0.018, 0.018, turn).moved(side, mid, front))
    if dice.chance(0.75):
        key = button(0.014, 0.014, 0.004, dice.one_of(0.0, 1.0))
        model.add("button", key.in_row(dice.count(1, 5), 0.022).moved(0.0, mid - 0.02, front))
    if dice.chance(0.45):
        model.add("display", screen(0.3 * width, 0.03, 0.003, 0.004).moved(0, mid + 0.02, front))
    if dice.chance(0.75):
        lid = box(0.95 * width, 0.012, dice.between(0.4, 0.9) * head_depth, rounding).on(height)
        lid = lid.moved(z=back + 0.45 * head_depth)
        swing = dice.between(20.0, 80.0) if dice.chance(0.2) else 0.0
        model.add("lid", lid.turned("x", -swing, at=(0.0, height, float(lid.low[2]))))
    if dice.chance(0.4):
        tank = box(0.8 * width, 0.7 * height, 0.07, rounding).on(0.0)
        model.add("tank", tank.moved(z=back - 0.03))
