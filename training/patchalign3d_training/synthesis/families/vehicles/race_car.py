"""Open-wheel racing cars, karts and soap boxes; they drive towards +z."""

from patchalign3d_training.synthesis.families.vehicles.car.racers import racer_of
from patchalign3d_training.synthesis.families.vehicles.rolling import pairs, road_wheel
from patchalign3d_training.synthesis.kit import (
    Assembly,
    Dice,
    box,
    cylinder,
    join,
    ring,
    rod,
    tube,
)


def build(model: Assembly, dice: Dice) -> None:
    """A racing car with its wings, or a go-kart."""
    if dice.chance(0.3):
        _kart(model, dice)
        return
    racer = racer_of(dice)
    model.add("body", racer.shell, *racer.pods)
    model.add("wheel", racer.wheels)
    model.add("suspension", racer.arms)
    front, rear = racer.wings
    model.add("spoiler", front, rear, racer.posts)
    model.add("helmet", racer.driver[0])
    model.add("body", *racer.driver[1:])
    if dice.chance(0.6):
        x = dice.between(0.3, 0.4)
        glass = box(0.05, 0.09, 0.16, 0.02).moved(x, 0.75, 0.25)
        stalk = rod((0.2, 0.55, 0.25), (x, 0.75, 0.25), 0.012, sides=5)
        model.add("mirror", join(glass, stalk).both())
    wheel = ring(0.13, 0.018, "z", 14, 6).turned("x", -25.0).moved(0.0, 0.62, 0.22)
    model.add("steering wheel", wheel)
    if dice.chance(0.5):
        rest = box(0.4, 0.35, 0.12, 0.05).moved(0.0, 0.6, -0.25)
        model.add("seat", rest)


def _kart(model: Assembly, dice: Dice) -> None:
    """A floor with a tubular frame, a seat, a wheel to steer, an engine at the side."""
    length, width = dice.between(1.5, 1.9), dice.between(0.8, 1.1)
    radius, floor = dice.between(0.13, 0.2), 0.12
    half = 0.5 * length
    model.add("body", box(0.6 * width, 0.03, 0.8 * length).moved(0.0, floor))
    rail = [(0.3 * width, floor, -half), (0.38 * width, floor, 0.0), (0.2 * width, floor, half)]
    model.add("body", tube(rail, 0.025, 12, 6).both())
    bumper = [
        (0.35 * width, floor, half),
        (0.3 * width, floor + 0.05, half + 0.15),
        (0.0, floor + 0.05, half + 0.18),
    ]
    model.add("spoiler", tube(bumper, 0.025, 10, 6).both())
    nose = box(0.7 * width, 0.14, 0.3, 0.06).moved(0.0, floor + 0.1, half)
    pod = box(0.2, 0.16, 0.5 * length, 0.05).moved(0.45 * width, floor + 0.07)
    model.add("body", nose, *([pod.both()] if dice.chance(0.7) else []))
    axle = rod((-0.5 * width, radius, 0.0), (0.5 * width, radius, 0.0), 0.02, sides=6)
    model.add("suspension", axle.moved(z=0.7 * half), axle.moved(z=-0.75 * half))
    tyre = road_wheel(dice, radius, dice.between(0.13, 0.22))
    model.add("wheel", pairs(tyre, 0.5 * width, [0.7 * half, -0.75 * half]))
    cushion = box(0.36, 0.1, 0.36, 0.05).on(floor)
    back = box(0.36, 0.4, 0.1, 0.05).on(floor).turned("x", -15.0).moved(z=-0.2)
    model.add("seat", join(cushion, back).moved(z=-0.25 * half))
    hub = (0.0, floor + 0.35, 0.3 * half)
    wheel = ring(0.14, 0.018, "z", 16, 6).turned("x", -50.0).moved(*hub)
    model.add("steering wheel", wheel, rod(hub, (0.0, floor, 0.6 * half), 0.015))
    engine = join(box(0.2, 0.22, 0.25, 0.02), cylinder(0.07, 0.15).moved(y=0.15))
    model.add("body", engine.on(floor).moved(0.3 * width, 0.0, -0.55 * half))
