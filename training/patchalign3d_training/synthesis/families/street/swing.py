"""Swings of playgrounds and gardens; one swings along z."""

from functools import partial

from patchalign3d_training.synthesis.kit import (
    Assembly,
    Dice,
    Mesh,
    beam,
    box,
    join,
    ring,
    rod,
    tube,
)


def build(model: Assembly, dice: Dice) -> None:
    """One to three seats on ropes or chains below a beam on two A-shaped frames."""
    seats = dice.pick({1: 3, 2: 3, 3: 1})
    wide = dice.between(0.4, 0.55) if dice.chance(0.75) else dice.between(1.0, 1.5)
    if wide > 0.9:
        seats = 1
    width = seats * (wide + 0.5) + 0.3
    height, spread = dice.between(1.9, 2.6), dice.between(0.5, 0.9)
    thick = dice.between(0.04, 0.08)
    steel = dice.chance(0.5)
    foot, top = (0.5 * width + 0.1, 0.0, spread), (0.5 * width, height, 0.0)
    leg = rod(foot, top, thick) if steel else beam(foot, top, 1.8 * thick, 1.8 * thick)
    model.add("leg", leg.both().both("z"))
    bar = (-0.55 * width, height, 0.0), (0.55 * width, height, 0.0)
    model.add("beam", rod(*bar, thick) if steel else beam(*bar, 1.8 * thick, 1.8 * thick))
    if dice.chance(0.5):
        share = dice.between(0.3, 0.5)
        y, z = share * height, (1.0 - share) * spread
        cross = rod((0.5 * width + 0.05, y, -z), (0.5 * width + 0.05, y, z), 0.6 * thick)
        model.add("brace", cross.both())
    hang = height - dice.between(0.4, 0.55)
    kind = "bench" if wide > 0.9 else dice.pick({"board": 4, "baby": 1, "tyre": 1})
    for i in range(seats):
        one = model.group()
        _seat(one, dice, kind, wide, hang)
        lean = dice.between(-35.0, 35.0) if dice.chance(0.5) else 0.0
        swung = model.group()
        swung.take(one, partial(Mesh.turned, axis="x", degrees=lean))
        x = (i - 0.5 * (seats - 1)) * (wide + 0.5)
        model.take(swung, partial(Mesh.moved, x=x, y=height))
    if dice.chance(0.3):
        model.add(
            "roof", box(1.1 * width, 0.04, 0.7).turned("x", 25.0).moved(0.0, height + 0.15, 0.28)
        )
        model.add(
            "roof", box(1.1 * width, 0.04, 0.7).turned("x", -25.0).moved(0.0, height + 0.15, -0.28)
        )


def _seat(one: Assembly, dice: Dice, kind: str, wide: float, hang: float) -> None:
    """A seat that hangs from the origin, with its ropes."""
    x = 0.45 * wide
    if kind == "tyre":
        one.add("seat", ring(0.28, 0.1, "y", 20, 8).moved(y=-hang))
        rope = _rope(dice, (0.0, 0.0, 0.0), (0.27, -hang, 0.0)).around(3)
        one.add("rope", rope)
        return
    plate = box(wide, 0.04, 0.22 if kind != "bench" else 0.45, 0.02).moved(y=-hang)
    one.add("seat", plate)
    if kind == "board":
        one.add("rope", _rope(dice, (x, 0.0, 0.0), (x, -hang, 0.0)).both())
        return
    tall = 0.35
    if kind == "bench":
        slat = box(wide, 0.07, 0.03).in_row(4, 0.1, "y").moved(0.0, 0.5 * tall - hang, -0.24)
        arm = tube(
            [
                (0.48 * wide, -hang, 0.2),
                (0.48 * wide, 0.25 - hang, 0.15),
                (0.48 * wide, 0.25 - hang, -0.22),
            ],
            0.025,
            10,
            6,
        )
        one.add("back", slat)
        one.add("arm", arm.both())
        for z in (0.18, -0.2):
            one.add("rope", _rope(dice, (x, 0.0, 0.0), (x, 0.2 - hang, z)).both())
    else:
        back = box(wide, tall, 0.03).moved(0.0, 0.5 * tall - hang, -0.11)
        bar = box(wide, 0.05, 0.03).moved(0.0, 0.7 * tall - hang, 0.11)
        side = box(0.03, tall, 0.22).moved(0.49 * wide, 0.5 * tall - hang).both()
        one.add("back", join(back, bar, side))
        one.add("rope", _rope(dice, (x, 0.0, 0.0), (x, tall - hang, 0.0)).both())


def _rope(dice: Dice, start: tuple[float, float, float], end: tuple[float, float, float]) -> Mesh:
    """A rope, or a chain as a bar with knots."""
    return rod(start, end, dice.between(0.01, 0.02), sides=6)
