"""Toasters."""

from patchalign3d_training.synthesis.kit import (
    Assembly,
    Dice,
    box,
    button,
    cable,
    dial,
    foot,
    frame,
    rectangle,
)


def build(model: Assembly, dice: Dice) -> None:
    """A case with one to four slots on top; its lever and its controls look along +z or +x."""
    slots, is_long = dice.pick({1: 1, 2: 6, 4: 2}), dice.chance(0.3)
    slot_long, slot_wide = dice.between(0.12, 0.15) * (1.7 if is_long else 1.0), 0.03
    pitch = dice.between(0.05, 0.065)
    width = slot_long + dice.between(0.04, 0.1)
    depth, height = (slots + 0.6) * pitch, dice.between(0.15, 0.21)
    rounding = dice.one_of(0.0, 0.02, 0.3 * min(depth, width))
    thin = 0.004  # of the sheet

    outline = rectangle(width, depth, rounding)
    model.add("body", box(width, 0.9 * height, depth, rounding))
    top = 0.45 * height
    rim = frame(rectangle(slot_long, slot_wide), rectangle(0.97 * slot_long, 0.8 * slot_wide), 0.01)
    hole = box(0.97 * slot_long, thin, 0.8 * slot_wide)
    model.add("slot", rim.on(top).in_row(slots, pitch, "z"))
    model.add("slot", hole.on(top).in_row(slots, pitch, "z"))
    if dice.chance(0.4):
        model.add("base", frame(1.04 * outline, 0.9 * outline, 0.12 * height).under(-top + 0.02))
    if dice.chance(0.4):
        bread = box(0.85 * slot_long, 0.1, 0.018, 0.006).on(top - dice.between(0.02, 0.07))
        model.add("bread", bread.in_row(slots, pitch, "z"))

    end = model.group()
    lever_high = dice.between(-0.1, 0.3) * height
    grip = box(dice.between(0.02, 0.04), 0.012, 0.025, 0.004).moved(z=0.0125)
    track = box(0.006, 0.5 * height, 0.002)
    levers = 2 if slots == 4 else 1
    end.add("lever", grip.in_row(levers, 2 * pitch).moved(y=lever_high))
    end.add("slot", track.in_row(levers, 2 * pitch))
    if dice.chance(0.6):
        turn = dice.between(-120.0, 120.0)
        end.add("knob", dial(0.014, 0.014, turn).in_row(levers, 2 * pitch).moved(y=-0.3 * height))
    if dice.chance(0.6):
        key = button(0.012, 0.008, 0.004).in_row(dice.count(1, 4), 0.014, "y")
        end.add("button", key.moved(0.25 * depth, -0.15 * height))
    model.take(end, lambda mesh: mesh.turned("y", 90.0).moved(0.5 * width))
    if dice.chance(0.7):
        peg = foot(dice, 0.012, 0.012).under(-top)
        model.add("foot", peg.at_corners(width, depth, inset=0.025))
    if dice.chance(0.3):
        back = (-0.5 * width, -0.4 * height, 0.0)
        far = (-0.5 * width - dice.between(0.1, 0.3), -0.45 * height, dice.between(-0.1, 0.1))
        model.add("cord", cable(back, far, 0.02, 0.004))
