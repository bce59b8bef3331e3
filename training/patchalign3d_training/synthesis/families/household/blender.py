"""Blenders: jugs on a motor, bullets, and sticks to hold in a pot."""

from patchalign3d_training.synthesis.kit import (
    Assembly,
    Dice,
    Mesh,
    box,
    button,
    cylinder,
    dial,
    dome,
    foot,
    join,
    lathe,
    loft,
    pipe,
    sweep,
)


def build(model: Assembly, dice: Dice) -> None:
    """A blender in metres; its buttons look along +z."""
    dice.pick({_jug_blender: 6, _bullet: 2, _stick: 2})(model, dice)


def _blades(reach: float) -> Mesh:
    """A hub with four blades, two up and two down, about the origin."""
    up = box(reach, 0.003, 0.014).moved(0.5 * reach).turned("z", 25.0)
    down = box(reach, 0.003, 0.014).moved(0.5 * reach).turned("z", -15.0).turned("y", 90.0)
    return join(up.around(2), down.around(2), cylinder(0.012, 0.02, sides=10))


def _motor(model: Assembly, dice: Dice, width: float, height: float, round_: bool) -> float:
    """The base with its controls; returns the height of its top."""
    top, sides = dice.between(0.6, 0.9) * width, dice.pick({20: 3, 8: 1})
    power = 2.0 if round_ else dice.between(3.0, 7.0)
    rows = [(0.0, width, width), (0.1 * height, width, width), (0.85 * height, top, top)]
    model.add("base", loft([*rows, (height, 0.9 * top, 0.9 * top)], sides, power))
    front = 0.5 * width * (0.97 if power > 2.5 else 1.0)
    lean = 0.5 * (width - top) / (0.75 * height)  # how far the front falls back over its height
    level = dice.between(0.35, 0.5) * height
    z = front - lean * (level - 0.1 * height) - 0.002
    if dice.chance(0.6):
        radius = min(dice.between(0.15, 0.24) * height, 0.2 * width)
        model.add("knob", dial(radius, 0.02, dice.between(-90.0, 90.0)).moved(y=level, z=z))
        level -= radius + 0.012
    if dice.chance(0.65):
        key = button(0.018, 0.012, 0.007, dice.one_of(0.0, 0.01))
        row = key.in_row(dice.count(1, 5), 0.024).moved(
            y=max(level, 0.15 * height), z=z + 0.1 * lean * height
        )
        model.add("button", row)
    if dice.chance(0.5):
        peg = foot(dice, 0.012, 0.012).under(0.002)
        model.add("foot", peg.at_corners(0.7 * width, 0.7 * width))
    return height


def _jug_blender(model: Assembly, dice: Dice) -> None:
    width, height = dice.between(0.15, 0.2), dice.between(0.1, 0.2)
    round_jar = dice.chance(0.6)
    top = _motor(model, dice, width, height, dice.chance(0.5))
    tall, low = dice.between(0.18, 0.28), dice.between(0.38, 0.48) * width
    high, wall = low * dice.between(1.1, 1.6), 0.005
    sides = dice.pick({24: 3, 8: 1})
    if round_jar:
        inside = [(high - wall, tall), (low - wall, 0.06 * tall), (0, 0.06 * tall)]
        jar = lathe([(0, 0), (low, 0), (low, 0.08 * tall), (high, tall), *inside], sides)
    else:
        shell = [(0.0, 2 * low, 2 * low), (tall, 2 * high, 2 * high)]
        hollow = [(0.05 * tall, 1.85 * low, 1.85 * low), (0.99 * tall, 1.88 * high, 1.88 * high)]
        jar = join(loft(shell, sides, 5.0), loft(hollow, sides, 5.0, caps=False))
    model.add("jar", jar.moved(y=top))
    model.add("blade", _blades(0.7 * low).moved(y=top + 0.06 * tall + 0.02))
    if dice.chance(0.6):
        collar = pipe(1.12 * low, 0.95 * low, 0.03, sides=sides)
        model.add("base", collar.moved(y=top + 0.01))
    if dice.chance(0.85):
        out, thick = high + dice.between(0.035, 0.055), dice.between(0.007, 0.012)
        start, end = 0.9 * tall, dice.between(0.15, 0.4) * tall
        path = [(0.93 * high, start, 0), (out, start, 0), (out, end, 0), (0.95 * low, end, 0)]
        grip = sweep(path[: dice.count(3, 4)], thick, sides=8).moved(y=top)
        model.add("handle", grip.turned("y", dice.one_of(0.0, -90.0, 180.0)))
    if dice.chance(0.85):
        rim = 2.06 * high
        rows = [(0.0, rim, rim), (0.018, rim, rim), (0.026, 0.85 * rim, 0.85 * rim)]
        lid = loft(rows, sides, 2.0 if round_jar else 5.0).moved(y=top + tall - 0.005)
        lid = lid.moved(y=dice.between(0.03, 0.1) if dice.chance(0.1) else 0.0)
        model.add("lid", lid)
        if dice.chance(0.7):
            model.add("lid", cylinder(0.35 * high, 0.025, top=0.3 * high).on(lid))


def _bullet(model: Assembly, dice: Dice) -> None:
    """A cup turned over on a small round motor."""
    width, height = dice.between(0.1, 0.14), dice.between(0.12, 0.2)
    top = _motor(model, dice, width, height, True)
    radius, tall = dice.between(0.36, 0.46) * width, dice.between(0.1, 0.18)
    model.add("base", cylinder(0.48 * width, 0.03).on(top))
    cup = join(cylinder(radius, tall, top=0.85 * radius, sides=24).on(0.0))
    model.add("jar", cup.moved(y=top + 0.025))
    end = dome(0.85 * radius, dice.between(0.2, 0.8) * radius, sides=24)
    model.add("jar", end.moved(y=top + 0.025 + tall))
    model.add("blade", _blades(0.6 * radius).moved(y=top + 0.04))


def _stick(model: Assembly, dice: Dice) -> None:
    """A long motor to hold, a shaft under it, a bell with the blade at its end."""
    thick, grip_length = dice.between(0.022, 0.032), dice.between(0.16, 0.24)
    shaft = dice.between(0.14, 0.22)
    bell, depth = dice.between(0.026, 0.036), dice.between(0.025, 0.04)
    skirt = lathe([(bell, 0), (0.95 * bell, 0.5 * depth), (0.012, depth), (0, depth)], 24)
    notch = pipe(bell, 0.92 * bell, 0.006, sides=24)
    model.add("shaft", skirt, notch, cylinder(0.013, shaft, top=0.018).on(0.9 * depth))
    model.add("blade", _blades(0.7 * bell).stretched(y=0.5).moved(y=0.3 * depth))
    low = depth + shaft - 0.01
    rows = [(0.0, 1.4), (0.1, 2.0), (0.6, 1.8), (0.95, 2.1), (1.0, 1.6)]
    body = loft([(low + grip_length * s, w * thick, w * thick) for s, w in rows])
    model.add("base", body)
    key = button(0.016, 0.03, 0.006, 0.006)
    model.add(
        "button",
        key.in_row(dice.count(1, 2), 0.04, "y").moved(0, low + 0.6 * grip_length, 0.85 * thick),
    )
    if dice.chance(0.4):
        model.add("lid", cylinder(0.6 * thick, 0.01).on(body))
    if dice.chance(0.4):
        wide = dice.between(0.045, 0.06)
        beaker = lathe(
            [
                (0, 0),
                (wide, 0),
                (1.15 * wide, 0.15),
                (1.1 * wide, 0.15),
                (0.95 * wide, 0.005),
                (0, 0.005),
            ]
        )
        model.add("jar", beaker.under(depth - 0.03).moved(y=0.1))
