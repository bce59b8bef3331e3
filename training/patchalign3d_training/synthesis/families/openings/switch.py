"""Wall switches."""

from patchalign3d_training.synthesis.kit import (
    Assembly,
    Dice,
    Mesh,
    ball,
    box,
    button,
    cylinder,
    dial,
    ellipse,
    frame,
    join,
    prism,
    rectangle,
    rod,
    screw,
)


def build(model: Assembly, dice: Dice) -> None:
    """One to four rockers, toggles, buttons or dimmers on a plate; it looks along +z."""
    unit = 1.0  # the width of one switch
    count = dice.pick({1: 5, 2: 4, 3: 3, 4: 2, 6: 1})
    upright = dice.chance(0.25)
    tall = dice.between(1.0, 1.7)
    width, height = (1.15 * unit, tall * count) if upright else (count + 0.15, tall)
    thick = dice.between(0.06, 0.2)
    rounding = dice.between(0.0, 0.2)
    round_plate = count == 1 and dice.chance(0.15)
    outline = ellipse(1.4, 1.4, 32) if round_plate else rectangle(width, height, rounding, 4)
    bevel = dice.pick({0.0: 2, 0.4: 3}) * thick
    model.add("plate", prism(outline, thick, "z", bevel))
    face = 0.5 * thick
    if dice.chance(0.3):
        model.add("plate", frame(outline, 0.88 * outline, 0.04, "z").moved(z=face))
    step = tall if upright else unit
    kinds = {"rocker": 6, "toggle": 5, "button": 3, "dimmer": 2, "socket": 1, "slide": 1, "pair": 2}
    alike = dice.pick(kinds) if dice.chance(0.6) else None  # all are of one kind
    for i in range(count):
        shift = step * (i - 0.5 * (count - 1))
        at = (0.0, shift, face) if upright else (shift, 0.0, face)
        kind = alike or dice.pick(kinds)
        _insert(model, dice, kind, 0.9 * min(unit, step), min(0.9, 0.75 * tall), at)
    if dice.chance(0.55) and not round_plate:
        head = screw(0.06, 0.03).turned("z", dice.between(0.0, 180.0)).moved(z=face)
        if upright:
            model.add("screw", head.moved(y=0.45 * height), head.moved(y=-0.45 * height))
        else:
            pair = head.moved(y=0.41 * tall).both("y")
            model.add("screw", pair.in_row(count, unit))
    if dice.chance(0.35):
        deep = dice.between(0.3, 0.9)
        housing = box(0.8 * width, 0.7 * height, deep).moved(z=-0.5 * deep - face)
        model.add("box", housing)
        if dice.chance(0.4):
            wire = rod((0.0, 0.0, -deep), (0.1, -0.5 * height, -deep - 0.3), 0.05, sides=6)
            model.add("box", wire.in_row(2, 0.25))


def _insert(
    model: Assembly,
    dice: Dice,
    kind: str,
    wide: float,
    tall: float,
    at: tuple[float, float, float],
) -> None:
    """What one presses, flips, turns or pushes, at a place on the plate."""
    group = model.group()
    tilt = dice.one_of(-1.0, 1.0) * dice.between(3.0, 10.0)
    if kind == "rocker":
        key = box(dice.between(0.45, 0.95) * wide, dice.between(0.7, 1.0) * tall, 0.16, 0.03)
        group.add("switch", key.turned("x", tilt).moved(z=0.03))
        if dice.chance(0.4):
            outer = rectangle(wide, 1.08 * tall)
            group.add("plate", frame(outer, 0.93 * outer, 0.08, "z").moved(z=0.03))
        if dice.chance(0.25):
            group.add("light", box(0.12, 0.06, 0.03).moved(0.0, 0.25 * tall, 0.12))
    elif kind == "pair":  # two narrow rockers side by side, or one over the other
        lie = dice.chance(0.3)
        key_wide, key_tall = (0.8 * wide, 0.45 * tall) if lie else (0.42 * wide, 0.9 * tall)
        key = box(key_wide, key_tall, 0.14, 0.02)
        for sign in (-1.0, 1.0):
            lean = key.turned("x", dice.one_of(-1.0, 1.0) * tilt)
            shift = (0.0, 0.24 * sign * tall, 0.03) if lie else (0.23 * sign * wide, 0.0, 0.03)
            group.add("switch", lean.moved(*shift))
    elif kind == "toggle":
        slope = dice.between(12.0, 35.0) * (1.0 if tilt > 0 else -1.0)
        length = dice.between(0.3, 0.5)
        broad = dice.between(0.12, 0.4)
        lever = box(broad, 0.14, length, 0.03) if dice.chance(0.6) else _ball_lever(length)
        group.add("switch", lever.moved(z=0.4 * length).turned("x", slope))
        collar = dice.one_of(box(0.3, 0.55, 0.08), cylinder(0.2, 0.08, "z", sides=16))
        group.add("plate", collar)
    elif kind == "button":
        size = dice.between(0.3, 0.6) * wide
        group.add("switch", button(size, size, dice.between(0.06, 0.2), dice.one_of(0.0, 1.0)))
        if dice.chance(0.4):
            group.add(
                "plate",
                frame(ellipse(1.6 * size, 1.6 * size), ellipse(1.4 * size, 1.4 * size), 0.1, "z"),
            )
    elif kind == "dimmer":
        radius = dice.between(0.2, 0.36) * wide
        group.add("knob", dial(radius, dice.between(0.15, 0.35), dice.between(-140.0, 140.0)))
    elif kind == "slide":
        group.add("plate", box(0.12, 0.75 * tall, 0.05))
        handle = box(0.26, 0.14, 0.16, 0.02).moved(0.0, dice.between(-0.3, 0.3) * tall, 0.08)
        group.add("switch", handle)
    else:
        radius = 0.42 * min(wide, tall)
        group.add(
            "socket",
            frame(ellipse(2 * radius, 2 * radius), ellipse(1.7 * radius, 1.7 * radius), 0.1, "z"),
        )
        hole = cylinder(0.14 * radius, 0.06, "z", sides=10).moved(0.4 * radius)
        group.add("socket", cylinder(0.85 * radius, 0.02, "z"), hole.both())
    model.take(group, lambda mesh: mesh.moved(*at))


def _ball_lever(length: float) -> Mesh:
    """A thin lever with a round end, along z."""
    return join(cylinder(0.05, length, "z", sides=10), ball(0.09).moved(z=0.5 * length))
