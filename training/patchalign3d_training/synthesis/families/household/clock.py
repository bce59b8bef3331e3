"""Clocks."""

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


def build(model: Assembly, dice: Dice) -> None:
    """A wall clock, alarm clock or mantel clock of radius 1; it looks along +z."""
    depth = dice.between(0.1, 0.6)
    outer = rectangle(2.1, 2.1, 0.1, 6) if dice.chance(0.25) else ellipse(2.1, 2.1, 32)
    face_share = dice.between(0.8, 0.95)
    model.add("frame", frame(outer, outer * face_share, depth, "z"))
    model.add("frame", sheet(outer, "z", -0.5 * depth))

    face = dice.between(0.1, 0.45) * depth  # where the face lies
    model.add("face", sheet(outer * face_share, "z", face))
    if dice.chance(0.5):
        to_mark = 0.85 * face_share  # from the middle
        mark = box(0.04, 0.12, 0.02).moved(y=to_mark, z=face)
        model.add("face", mark.around(12, "z"))
    _hands(model, dice, face + 0.04)
    if dice.chance(0.5):
        _stand(model, dice, depth)


def _hands(model: Assembly, dice: Dice, front: float) -> None:
    """Minutes, hours, and often seconds."""
    widths = {0.75: 0.06, 0.5: 0.09}  # by length: the minutes' and the hours' hand
    if dice.chance(0.35):
        widths[0.8] = 0.02
    for length, width in widths.items():
        behind_axis = 0.15 * length
        pointer = box(width, length + behind_axis, 0.02).on(-behind_axis).moved(z=front)
        model.add("hand", pointer.turned("z", dice.between(0, 360)))


def _stand(model: Assembly, dice: Dice, depth: float) -> None:
    """A mantel clock's plinth, or an alarm clock's two pegs and, mostly, its bells."""
    if dice.chance(0.5):
        plinth = box(1.6, 0.2, max(depth, 0.35), 0.03)
        model.add("foot", plinth.under(-1.0))
        return
    model.add("foot", rod((0.5, -0.9, 0), (0.75, -1.3, 0), 0.06).both())
    if dice.chance(0.7):
        bell = ball(0.32, 0.2, 0.32, 12).moved(y=1.15).turned("z", 28.0)
        model.add("frame", bell.both())
