"""Soap dispensers: bottles with a pump, boxes on a wall."""

from patchalign3d_training.synthesis.kit import (
    Assembly,
    Dice,
    box,
    cylinder,
    join,
    lathe,
    loft,
    pipe,
    rod,
    smooth,
    tube,
)


def build(model: Assembly, dice: Dice) -> None:
    """A dispenser in metres; its spout points along +z."""
    dice.pick({_pump_bottle: 6, _wall_box: 3, _sensor: 1})(model, dice)


def _pump_bottle(model: Assembly, dice: Dice) -> None:
    """A bottle or a jar with a pump that is pressed down."""
    width, height = dice.between(0.05, 0.09), dice.between(0.09, 0.2)
    depth = width * (1.0 if dice.chance(0.6) else dice.between(0.55, 0.9))
    neck, sides = dice.between(0.011, 0.016), dice.pick({24: 4, 8: 1})
    power = dice.pick({2.0: 3, 4.0: 1, 8.0: 1})
    shape = dice.pick({"straight": 3, "round": 2, "cone": 1})
    wide = {"straight": [1.0, 1.0, 0.98], "round": [0.8, 1.1, 0.75], "cone": [1.15, 0.9, 0.6]}
    levels = [0.0, 0.45, 0.82]
    shares = [(level, share) for level, share in zip(levels, wide[shape], strict=True)]
    sizes = smooth([*shares, (0.93, 0.5 * wide[shape][2])], 12)
    rows = [(height * y, width * s, depth * s) for y, s in sizes]
    end = (height, 2 * neck, 2 * neck)
    model.add("body", loft([*rows, end], sides, power))
    level = height
    if dice.chance(0.85):
        collar = cylinder(1.35 * neck, dice.between(0.012, 0.02), sides=sides).on(level - 0.004)
        model.add("collar", collar, cylinder(0.8 * neck, 0.012).on(collar))
        level = float(collar.high[1])
    rise = level + dice.between(0.012, 0.04)
    model.add("pump", rod((0, level - 0.01, 0), (0, rise, 0), dice.between(0.003, 0.006)))
    reach, thick = dice.between(0.03, 0.06), dice.between(0.004, 0.007)
    kind = dice.pick({"plate": 3, "swan": 2, "dome": 2})
    if kind == "swan":  # a bent tube that ends in the spout
        path = [(0, rise - 0.005, 0), (0, rise + 0.01, 0.2 * reach), (0, rise + 0.008, reach)]
        model.add("spout", tube([*path, (0, rise - 0.01, 1.1 * reach)], thick, 14, 8))
        model.add("pump", cylinder(1.6 * thick, 0.012).on(rise - 0.008))
        return
    if kind == "plate":
        head = box(0.024, 0.012, 0.034, 0.006).on(rise - 0.002)
    else:
        wide_head = dice.between(0.013, 0.02)
        head = lathe([(0, 0), (0.8, 0), (1.0, 0.6), (0.6, 1.0), (0, 1.0)], 18)
        head = head.stretched(wide_head, 0.016, wide_head).on(rise - 0.002)
    model.add("pump", head)
    start, out = (0, rise + 0.005, 0.008), (0, rise + 0.005, reach)
    down = (0, rise - dice.between(0.0, 0.012), reach + 0.006)
    model.add("spout", tube([start, out, down], thick, 9, 8))


def _wall_box(model: Assembly, dice: Dice) -> None:
    """A case for walls with a plate or a lever to press at its lower front."""
    width, height = dice.between(0.09, 0.14), dice.between(0.16, 0.3)
    depth, rounding = dice.between(0.08, 0.12), dice.one_of(0.0, 0.01, 0.03)
    front = 0.5 * depth
    case = box(width, height, depth, rounding).on(0.0)
    model.add("body", case)
    if dice.chance(0.5):
        model.add("body", box(0.9 * width, 0.95 * height, 0.012).on(0.0).moved(z=-front - 0.004))
    tall = dice.between(0.2, 0.35) * height
    if dice.chance(0.6):
        push = box(dice.between(0.5, 0.9) * width, tall, 0.016, 0.004)
        pressed = dice.between(0.0, 12.0)
        model.add("pump", push.turned("x", pressed).moved(y=0.55 * tall, z=front + 0.006))
    else:  # a bow around the front, as surgeons press with the elbow
        side, out = 0.55 * width, front + dice.between(0.04, 0.09)
        path = [(side, 0.3 * height, 0), (side, 0.15 * height, out), (-side, 0.15 * height, out)]
        bow = tube([*path, (-side, 0.3 * height, 0)], 0.004, 24, 6)
        model.add("pump", bow)
    nozzle = cylinder(0.007, 0.02, top=0.012).under(0.002).moved(z=0.5 * front)
    model.add("spout", nozzle)
    if dice.chance(0.55):
        slot = dice.between(0.15, 0.5) * width
        pane = box(slot, dice.between(0.2, 0.4) * height, 0.004, 0.001)
        model.add("window", pane.moved(y=0.65 * height, z=front + 0.001))
    if dice.chance(0.55):
        lid = box(1.03 * width, 0.02, 1.03 * depth, 0.5 * rounding).on(height)
        swing = dice.between(20.0, 80.0) if dice.chance(0.2) else 0.0
        model.add("lid", lid.turned("x", -swing, at=(0.0, height, -front)))


def _sensor(model: Assembly, dice: Dice) -> None:
    """A standing one that gives soap by itself into a hand below its head."""
    radius, height = dice.between(0.03, 0.045), dice.between(0.14, 0.22)
    model.add("body", cylinder(radius, height, top=0.9 * radius, sides=24).on(0.0))
    head = box(1.5 * radius, 0.03, dice.between(0.07, 0.11), 0.012).under(height)
    model.add("body", head.moved(z=0.04))
    tip = cylinder(0.006, 0.014, top=0.009).under(head).moved(z=float(head.high[2]) - 0.02)
    model.add("spout", tip)
    model.add("lid", cylinder(0.8 * radius, 0.012, top=0.7 * radius).on(height))
    pane = pipe(1.02 * radius, 0.9 * radius, 0.25 * height)
    model.add("window", pane.moved(y=0.3 * height))
    model.add("collar", join(cylinder(1.05 * radius, 0.015).on(0.0)))
