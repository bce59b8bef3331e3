"""Anvils."""

import numpy as np

from patchalign3d_training.synthesis.kit import (
    Assembly,
    Dice,
    box,
    cylinder,
    hull,
    loft,
    rod,
)


def build(model: Assembly, dice: Dice) -> None:
    """A block with a horn along +x, on its foot, perhaps on a stump."""
    width, length = dice.between(0.14, 0.22), dice.between(0.35, 0.6)
    foot, waist, head = dice.between(0.05, 0.1), dice.between(0.08, 0.2), dice.between(0.08, 0.14)
    low, high = foot, foot + waist
    top = high + head
    soft = dice.chance(0.4)
    spread = dice.between(0.7, 1.0)
    rows = [(0.0, 1.0), (0.6 * foot, 1.0), (foot, 0.85)]
    size = spread * length
    plinth = [(y, s * size, 1.3 * s * width) for y, s in rows]
    power = 4.0 if soft else 12.0
    model.add("foot", loft(plinth, 20, power))
    slim = dice.between(0.45, 0.7)
    body = [(low, 0.85 * size, 1.0 * width), (low + 0.5 * waist, slim * length, 0.75 * width)]
    model.add("body", loft([*body, (high, 0.9 * length, width)], 20, power))
    block = box(length, head, width, 0.1 * head if soft else 0.0).on(high)
    model.add("body", block)
    plate = box(1.01 * length, 0.2 * head, 1.03 * width).on(top)
    if dice.chance(0.75):
        model.add("face", plate)
        top += 0.2 * head
    reach, drop = dice.between(0.5, 0.9) * length, dice.between(0.0, 0.3) * head
    thick = 0.85 * head
    mid = high + 0.55 * head
    shares = [(0.0, 0.95, 0.0), (0.4, 0.8, 0.25), (0.8, 0.4, 0.7), (1.0, 0.08, 1.0)]
    sections = [
        (reach * at, size_ * width, size_ * thick, 0.5 * thick * (1.0 - size_) - drop * down * 0.3)
        for at, size_, down in shares
    ]
    horn = hull(sections, 2.0 if dice.chance(0.7) else 5.0).turned("y", 90.0)
    model.add("horn", horn.moved(0.5 * length - 0.01, mid))
    if dice.chance(0.5):  # the heel at the other end
        heel = np.array([(0.0, 0.9), (0.6, 0.75), (1.0, 0.6)])
        tail = [(0.35 * length * z, s * width, 0.5 * s * head, 0.2 * head) for z, s in heel]
        model.add("body", hull(tail, 10.0).turned("y", -90.0).moved(0.01 - 0.5 * length, mid))
    if dice.chance(0.4):
        wide = dice.between(0.4, 0.6) * length
        stump = cylinder(1.1 * wide, dice.between(0.3, 0.6), top=wide, sides=dice.count(7, 20))
        model.add("stump", stump.under(0.0))
    if dice.chance(0.3):
        handle = rod((-0.25, 0, 0), (0.12, 0, 0), 0.014)
        tool = box(0.06, 0.06, 0.16, 0.005).moved(0.12)
        turn = dice.between(0.0, 180.0)
        both = model.group()
        both.add("hammer", handle, tool)
        model.take(both, lambda mesh: mesh.turned("y", turn).on(top).moved(-0.1 * length))
