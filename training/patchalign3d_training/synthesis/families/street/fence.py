"""Fences and gates; they run along x."""

import numpy as np

from patchalign3d_training.synthesis.kit import (
    Assembly,
    Dice,
    Mesh,
    ball,
    box,
    cylinder,
    grid_bars,
    hinge,
    join,
    knob,
    prism,
    rod,
)


def build(model: Assembly, dice: Dice) -> None:
    """Posts with rails and pickets, bars, boards or wire between them; some have a gate."""
    bays, step = dice.count(1, 4), dice.between(1.0, 2.2)
    height = dice.between(0.7, 1.8)
    thick = dice.between(0.05, 0.12)
    iron = dice.chance(0.3)
    post = cylinder(0.5 * thick, 1.05 * height) if iron else box(thick, 1.05 * height, thick)
    row = post.on(0.0).in_row(bays + 1, step)
    model.add("post", row)
    if dice.chance(0.4):
        crown = (
            ball(0.7 * thick) if dice.chance(0.5) else box(1.4 * thick, 0.5 * thick, 1.4 * thick)
        )
        model.add("cap", crown.on(1.05 * height).in_row(bays + 1, step))
    rails = dice.count(2, 3)
    levels = np.linspace(0.18, 0.85, rails) * height
    long = bays * step
    for y in levels:
        bar = rod((-0.5 * long, y, 0.0), (0.5 * long, y, 0.0), 0.25 * thick)
        model.add("rail", bar if iron else box(long, 0.8 * thick, 0.35 * thick).moved(y=float(y)))
    kind = dice.pick({"picket": 5, "bars": 2, "boards": 2, "wire": 1, "rails": 1})
    field = _field(dice, "bars" if iron else kind, step - thick, height, thick)
    gate = dice.count(0, bays - 1) if dice.chance(0.65) else -1
    for bay in range(bays):
        x = (bay - 0.5 * (bays - 1)) * step
        if bay == gate:
            _gate(model, dice, field if field else None, (x, step, height, thick))
        elif field:
            model.add("picket", field.moved(x))


def _field(dice: Dice, kind: str, width: float, height: float, thick: float) -> Mesh | None:
    """What fills a bay, about x = 0."""
    z = 0.3 * thick
    if kind == "rails":
        return None
    if kind == "wire":
        return grid_bars(width, 0.8 * height, 8, 6, 0.008).moved(0.0, 0.52 * height, z)
    if kind == "bars":
        bar = rod((0.0, 0.08 * height, 0.0), (0.0, height, 0.0), 0.016, sides=6)
        spike = cylinder(0.028, 0.09, top=0.0, sides=6).on(0.98 * height)
        count = max(4, int(width / 0.14))
        one = join(bar, spike) if dice.chance(0.5) else bar
        return one.in_row(count, width / count)
    wide = dice.between(0.07, 0.13) if kind == "picket" else dice.between(0.16, 0.24)
    count = max(3, int(width / (wide * (1.6 if kind == "picket" else 1.02))))
    half, tip = 0.5 * wide, dice.pick({0.0: 1, 0.5: 2, 1.0: 2}) * wide
    outline = [
        (half, 0.05),
        (half, height - tip),
        (0.0, height),
        (-half, height - tip),
        (-half, 0.05),
    ]
    return prism(np.array(outline), 0.3 * thick, "z").moved(z=z).in_row(count, width / count)


def _gate(
    model: Assembly, dice: Dice, field: Mesh | None, size: tuple[float, float, float, float]
) -> None:
    """A wing in the place of a bay, its own frame before the rails, with hinges and a latch."""
    x, step, height, thick = size
    wide = step - 1.4 * thick
    frame = join(
        box(wide, 0.7 * thick, 0.5 * thick).moved(y=0.2 * height),
        box(wide, 0.7 * thick, 0.5 * thick).moved(y=0.8 * height),
        box(0.7 * thick, 0.75 * height, 0.5 * thick).moved(0.48 * wide, 0.5 * height).both(),
    ).moved(z=0.8 * thick)
    leaf = frame if field is None else join(frame, field.moved(z=0.8 * thick))
    swing = dice.between(0.0, 60.0) if dice.chance(0.5) else 0.0
    pivot = (-0.5 * wide, 0.0, 0.5 * thick)
    model.add("gate", leaf.turned("y", -swing, at=pivot).moved(x))
    joint = hinge(0.12, 0.02).moved(-0.5 * wide, 0.5 * height, thick)
    model.add("hinge", joint.in_row(2, 0.5 * height, "y").moved(x))
    if dice.chance(0.7):
        latch = knob(0.03, 0.07).moved(0.42 * wide, 0.6 * height, 1.2 * thick)
        model.add("handle", latch.turned("y", -swing, at=pivot).moved(x))
