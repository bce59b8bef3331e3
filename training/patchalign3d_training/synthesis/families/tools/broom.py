"""Brooms and brushes on a stick."""

import numpy as np

from patchalign3d_training.synthesis.families.tools.shafts import shaft
from patchalign3d_training.synthesis.kit import (
    Assembly,
    Dice,
    box,
    cylinder,
    hull,
    join,
    loft,
    prism,
    ring,
    rod,
    superellipse,
)


def build(model: Assembly, dice: Dice) -> None:
    """A push broom, house broom, flat straw broom, witch's besom or hand brush."""
    broom = model.group()
    kind = dice.pick({"push": 3, "house": 3, "straw": 3, "besom": 2})
    length = dice.between(0.2, 0.4) if dice.chance(0.2) else dice.between(0.6, 1.4)
    shaft(broom, dice, length, dice.between(0.011, 0.028))
    {"push": _block, "house": _block, "straw": _straw, "besom": _besom}[kind](
        broom, dice, length, kind
    )
    upside_down = dice.chance(0.75)  # stands on its bristles
    model.take(broom, lambda mesh: mesh.turned("x", 180.0) if upside_down else mesh)


def _block(broom: Assembly, dice: Dice, top: float, kind: str) -> None:
    """A wooden or plastic block full of bristles: broad (push) or narrow and tall (house)."""
    head = broom.group()
    width = dice.between(0.35, 0.7) if kind == "push" else dice.between(0.2, 0.35)
    deep, tall = dice.between(0.05, 0.09), dice.between(0.03, 0.08)
    block = box(width, tall, deep, dice.between(0.0, 0.02)).on(0.0)
    head.add("head", block)
    if dice.chance(0.6):
        head.add("head", cylinder(0.03, 0.1, top=0.02, sides=10).on(-0.06))
    long, flare = dice.between(0.06, 0.2), dice.between(1.0, 1.3)
    if dice.chance(0.5):  # one mass of bristles
        rows = [(0.0, 0.95 * width, 0.85 * deep), (long, flare * width, flare * deep)]
        head.add("bristle", loft(rows, sides=24, power=6.0).on(block))
    else:
        columns, lines = dice.count(7, 18), dice.count(2, 4)
        step = 0.95 * width / columns
        tuft = cylinder(0.32 * step, long, top=0.55 * step, sides=6)
        field = tuft.in_row(columns, step).in_row(lines, 0.8 * deep / lines, "z")
        head.add("bristle", field.stretched(x=flare).on(block))
    lean = dice.between(0.0, 45.0) if kind == "push" else dice.between(0.0, 10.0)
    broom.take(head, lambda mesh: mesh.turned("x", lean).moved(y=top))


def _straw(broom: Assembly, dice: Dice, top: float, kind: str) -> None:
    """A flat fan of straw that is sewn together and ends in a cap on the stick."""
    width, deep = dice.between(0.2, 0.36), dice.between(0.05, 0.09)
    long = dice.between(0.25, 0.4)
    cap = loft([(-0.12, 0.03, 0.03), (0.0, 0.08, 0.05), (0.05, 0.12, 0.06)], 14).moved(y=top)
    broom.add("head" if dice.chance(0.7) else "bristle", cap)
    rows = [(0.05, 0.12, 0.06), (0.12, 0.6 * width, 0.9 * deep), (long, width, deep)]
    broom.add("bristle", loft(rows, sides=20, power=3.0).moved(y=top))
    seam = prism(superellipse(1.0, 1.0, 3.0, 20), 0.012)
    for height in (0.14, 0.19)[: dice.count(0, 2)]:
        share = np.interp(height, [0.12, long], [0.63, 1.02])
        stitch = seam.stretched(x=share * width, z=1.04 * deep).moved(y=top + height)
        broom.add("bristle", stitch, detail="binding")


def _besom(broom: Assembly, dice: Dice, top: float, kind: str) -> None:
    """A bundle of twigs tied to the stick."""
    long, wide = dice.between(0.3, 0.55), dice.between(0.07, 0.14)
    tied = 0.08  # height of the binding
    if dice.chance(0.5):
        twigs = []
        for angle in np.linspace(0.0, 2.0 * np.pi, dice.count(14, 34), endpoint=False):
            out = wide * np.array([np.cos(angle), np.sin(angle)]) * dice.between(0.3, 1.0)
            tip = (out[0], long * dice.between(0.85, 1.1), out[1])
            root = (0.3 * out[0], tied, 0.3 * out[1])
            twigs += [rod((0.35 * out[0], 0.0, 0.35 * out[1]), root, 0.007, sides=4)]
            twigs += [rod(root, tip, 0.008, 0.003, sides=4)]
        broom.add("bristle", join(*twigs).moved(y=top))
        broom.add("head", ring(0.35 * wide, 0.015, "y", 16, 6).moved(y=top + tied))
        return
    neck, belly = (tied, 0.06, 0.06, 0.0), 0.5 * long
    bundle = [(0.0, 0.09, 0.09, 0.0), neck, (belly, 2 * wide, 2 * wide, 0.0)]
    end = (long, dice.between(0.3, 1.8) * wide, dice.between(0.3, 1.8) * wide, 0.0)
    shape = hull([*bundle, end]).turned("x", -90.0)
    broom.add("bristle", shape.moved(y=top))
    for level in (tied - 0.015, tied + 0.015):
        band = ring(0.034, 0.012, "y", 14, 6).moved(y=top + level)
        broom.add("head", band, detail="binding")
