"""Ice skates, roller skates and inline skates; the toe points along +z."""

import numpy as np

from patchalign3d_training.synthesis.kit import (
    Assembly,
    Dice,
    box,
    cylinder,
    lengthwise,
    loft,
    plane,
    prism,
    rod,
    skin,
    smooth,
)


def build(model: Assembly, dice: Dice) -> None:
    """A boot on a blade, on wheels in a row or on four wheels; one skate or a pair."""
    skate = model.group()
    kind = dice.pick({"ice": 4, "inline": 3, "quad": 3})
    length, width = dice.between(0.26, 0.32), dice.between(0.09, 0.115)
    stand = dice.between(0.07, 0.11)  # height of the sole over the ground
    shaft = stand + dice.between(0.16, 0.26)  # where the boot ends
    _boot(skate, dice, length, width, (stand, shaft))
    if kind == "ice":
        _runner(skate, dice, length, stand)
    else:
        _wheels(skate, dice, length, width, stand, kind)
    pair = dice.chance(0.4)
    aside = dice.between(0.07, 0.14) if pair else 0.0
    model.take(skate, lambda mesh: mesh.moved(aside))
    if pair:
        turn, ahead = dice.between(-15.0, 15.0), dice.between(-0.08, 0.08)
        model.take(skate, lambda mesh: mesh.mirrored().turned("y", turn).moved(-aside, z=ahead))


def _boot(
    skate: Assembly, dice: Dice, length: float, width: float, heights: tuple[float, float]
) -> None:
    """A sole, the foot and the ankle over it, laces or buckles in front."""
    stand, top = heights
    half, front = 0.5 * width, 0.55 * length
    heel = front - length
    outline = lengthwise(
        [
            (0.6 * half, heel),
            (0.75 * half, heel + 0.3 * length),
            (half, 0.3 * length),
            (0.4 * half, front),
        ],
        26,
    )
    thick = dice.between(0.012, 0.025)
    skate.add("sole", prism(outline, thick, "y").on(stand))
    low = stand + thick
    rows = [(1.0, low), (1.0, low + 0.03), (0.75, low + 0.075)]
    foot = np.stack([plane(outline * (size, 0.5 + 0.5 * size), "y", y) for size, y in rows])
    skate.add("boot", skin(foot))
    deep, ankle = 0.42 * length, low + 0.05
    back = heel + 0.24 * length
    flare, tongue = dice.between(1.0, 1.25), dice.between(0.0, 0.02)
    levels = [
        (ankle - 0.04, 1.6 * half, deep, back + 0.02),
        (ankle + 0.05, 1.45 * half, 0.85 * deep, back),
    ]
    collar = (top, 1.5 * half * flare, 0.85 * deep * flare, back + tongue)
    skate.add("boot", loft([*levels, collar], 18, 2.6))
    if dice.chance(0.85):
        buckles = dice.chance(0.35)
        tall = 0.018 if buckles else 0.006
        for share in np.linspace(0.15, 0.9, dice.count(3, 7)):
            level = low + 0.06 + share * (top - low - 0.07)
            z = np.interp(
                share, [0.0, 0.4, 1.0], [0.22 * length, back + 0.46 * deep, back + 0.44 * deep]
            )
            bar = box(1.2 * half, tall, 0.012, 0.002).turned("x", -40.0 * (1.0 - share))
            skate.add("lace", bar.moved(y=level, z=float(z)))


def _runner(skate: Assembly, dice: Dice, length: float, stand: float) -> None:
    """A steel blade in a holder of two posts."""
    front, rear = 0.58 * length, -0.5 * length
    tall, thick = dice.between(0.02, 0.035), dice.between(0.004, 0.008)
    toe = smooth([(front - 0.03, 0.0), (front + 0.01, 0.02), (front, tall + 0.01)], 6)
    tail = [(front - 0.04, tall), (rear, tall), (rear, 0.0)]
    skate.add("blade", prism(np.concatenate([toe, tail]), thick, "x"))
    post_z = (0.3 * length, -0.32 * length)
    for z in post_z:
        post = prism(
            np.array(
                [
                    (z - 0.05, tall - 0.004),
                    (z + 0.05, tall - 0.004),
                    (z + 0.03, stand),
                    (z - 0.03, stand),
                ]
            ),
            0.03,
            "x",
        )
        skate.add("frame", post)
    if dice.chance(0.7):
        skate.add("frame", box(0.02, 0.016, post_z[0] - post_z[1]).on(tall - 0.006))


def _wheels(
    skate: Assembly, dice: Dice, length: float, width: float, stand: float, kind: str
) -> None:
    """Three to five wheels in a channel, or two axles with a pair of wheels each."""
    radius = dice.between(0.3, 0.42) * stand if kind == "inline" else 0.35 * stand
    if kind == "inline":
        count = dice.count(3, 5)
        radius = min(radius, 0.48 * length / count)
        wheel = cylinder(radius, 0.024, "x", sides=18).on(0.0)
        span = 0.95 * length - 2 * radius
        skate.add("wheel", wheel.in_row(count, span / (count - 1), "z"))
        cheek = box(0.006, stand - 0.9 * radius, 0.8 * length).on(0.9 * radius)
        skate.add("frame", cheek.moved(0.017).both())
    else:
        wheel = cylinder(radius, 0.035, "x", sides=16).on(0.0)
        skate.add("wheel", wheel.at_corners(0.9 * width, 0.6 * length))
        axle = rod((-0.5 * width, radius, 0), (0.5 * width, radius, 0), 0.007, sides=8)
        truck = box(0.04, stand - radius, 0.05, 0.008).on(radius)
        skate.add("frame", axle.in_row(2, 0.6 * length, "z"), truck.in_row(2, 0.6 * length, "z"))
    if dice.chance(0.7):
        ahead = 1.0 if kind == "quad" or dice.chance(0.2) else -1.0
        block = cylinder(0.02, 0.035, sides=12).on(0.2 * stand)
        arm = box(0.02, 0.015, 0.08).on(0.2 * stand + 0.03)
        z = ahead * 0.53 * length
        skate.add("stopper", block.moved(z=z), arm.moved(z=z - ahead * 0.03))
