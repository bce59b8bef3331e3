"""A wall clock, alarm clock or mantel clock; it looks along +z."""

from patchalign3d_training.synthesis.kit import (
    Assembly,
    Dice,
    ball,
    box,
    ellipse,
    frame,
    rectangle,
    rod,
    sheet,
)


def build(clock: Assembly, dice: Dice) -> None:
    """A wall clock, alarm clock or mantel clock; it looks along +z."""
    deep = dice.between(0.1, 0.6)
    square = dice.chance(0.25)
    outer = rectangle(2.1, 2.1, 0.1, 6) if square else ellipse(2.1, 2.1, 32)
    scale = dice.between(0.8, 0.95)
    clock.add("frame", frame(outer, outer * scale, deep, "z"))
    clock.add("frame", sheet(outer, "z", -0.5 * deep))
    front = dice.between(0.1, 0.45) * deep
    clock.add("face", sheet(outer * scale, "z", front))
    for long, wide in ((0.75, 0.06), (0.5, 0.09), (0.8, 0.02))[: dice.pick({2: 2, 3: 1})]:
        hand = box(wide, 1.15 * long, 0.02).moved(0, 0.42 * long)
        clock.add("hand", hand.turned("z", dice.between(0, 360)).moved(0, 0, front + 0.04))
    if dice.chance(0.5):
        mark = box(0.04, 0.12, 0.02).moved(0, 0.85 * scale, front)
        clock.add("face", mark.around(12, "z"))
    if dice.chance(0.5):
        if dice.chance(0.5):
            clock.add("foot", rod((0.5, -0.9, 0), (0.75, -1.3, 0), 0.06).both())
            if dice.chance(0.7):
                bell = ball(0.32, 0.2, 0.32, 12).moved(0, 1.15).turned("z", 28.0)
                clock.add("frame", bell.both())
        else:
            clock.add("foot", box(1.6, 0.2, max(deep, 0.35), 0.03).moved(0, -1.1))
