"""Speedboats, dinghies with an outboard engine, fishing boats; the bow looks along +z."""

from patchalign3d_training.synthesis.families.vehicles.hulls import hull_of
from patchalign3d_training.synthesis.kit import (
    Assembly,
    Dice,
    Mesh,
    box,
    cylinder,
    join,
    ring,
    rod,
    tube,
)


def build(model: Assembly, dice: Dice) -> None:
    """A hull with a windshield or a cabin, seats, an engine at the stern."""
    length, tall = dice.between(3.5, 7.0), dice.between(0.6, 1.0)
    width = length * dice.between(0.28, 0.42)
    shell = hull_of(dice, length, width, tall, stern=dice.between(0.75, 0.98))
    sheer = float(shell.sheer.min())
    level = sheer * dice.between(0.4, 0.9)
    model.add("hull", shell.shell)
    model.add("deck", shell.deck(level))
    rear = -0.5 * length
    kind = dice.pick({"open": 3, "cabin": 3})
    helm = dice.between(-0.05, 0.15) * length
    if kind == "cabin":
        long, high = dice.between(0.25, 0.45) * length, dice.between(0.8, 1.3)
        body = box(0.65 * width, high, long, 0.06).on(level - 0.02).moved(z=helm)
        model.add("cabin", body)
        model.add("roof", box(0.75 * width, 0.08, 1.15 * long, 0.04).on(body).moved(z=helm))
        y = level + 0.68 * high
        side = box(0.06, 0.35 * high, 0.7 * long).moved(0.325 * width, y, helm).both()
        front = box(0.52 * width, 0.35 * high, 0.06).moved(0.0, y, helm + 0.5 * long)
        model.add("window", side, front)
    else:
        glass = tube(
            [(0.4 * width, 0.0, -0.5), (0.36 * width, 0.0, 0.0), (0.0, 0.0, 0.15)], 0.02, 8, 4
        ).both()
        pane = glass.stretched(y=12.0).turned("x", -25.0)
        model.add("window", pane.moved(0.0, sheer + 0.2, helm + 0.5))
        dash = box(0.7 * width, 0.35, 0.3, 0.05).on(level).moved(z=helm + 0.4)
        model.add("cabin", dash)
        seat = join(box(0.5, 0.15, 0.5, 0.05), box(0.5, 0.5, 0.12, 0.05).moved(y=0.28, z=-0.22))
        model.add("seat", seat.on(level).moved(0.2 * width, 0.0, helm - 0.4).both())
        bench = box(0.75 * width, 0.35, 0.45, 0.06).on(level)
        model.add("seat", bench.moved(z=rear + 0.6))
        wheel = ring(0.17, 0.02, "z", 16, 6).turned("x", -30.0)
        model.add("steering wheel", wheel.moved(0.2 * width, level + 0.5, helm + 0.15))
    count = dice.pick({1: 3, 2: 1})
    motor = _outboard(dice).in_row(count, 0.55)
    model.add("engine", motor.moved(0.0, sheer, rear - 0.1))
    if dice.chance(0.6):
        bow = [(0.0, sheer + 0.5, 0.48 * length), (0.3 * width, sheer + 0.45, 0.3 * length)]
        rail = tube([*bow, (0.45 * width, sheer + 0.3, 0.05 * length)], 0.02, 10, 5)
        post = rod(
            (0.3 * width, sheer, 0.28 * length), (0.3 * width, sheer + 0.45, 0.3 * length), 0.02
        )
        model.add("railing", rail.both(), post.both())
    if kind == "cabin" and dice.chance(0.5):
        top = float(model.whole.high[1])
        model.add("mast", rod((0.0, top - 0.05, helm), (0.0, top + 0.9, helm), 0.03))
    if dice.chance(0.3):
        model.add("flag", rod((0.0, sheer, rear), (0.0, sheer + 0.8, rear - 0.2), 0.015))
        model.add("flag", box(0.01, 0.25, 0.4).moved(0.0, sheer + 0.65, rear - 0.38))


def _outboard(dice: Dice) -> Mesh:
    """An engine's hood, its leg and its propeller; the clamp lies at the origin."""
    hood = box(0.35, dice.between(0.4, 0.6), 0.5, 0.12).on(0.05)
    leg = box(0.12, 0.9, 0.25, 0.04).under(0.1)
    fin = box(0.3, 0.03, 0.4).moved(y=-0.55)
    vane = box(0.12, 0.03, 0.04).moved(0.07).turned("x", 40.0)
    screw = join(vane.around(3, "z"), cylinder(0.05, 0.2, "z", top=0.07)).moved(y=-0.7, z=-0.2)
    return join(hood, leg, fin, screw).moved(z=-0.15)
