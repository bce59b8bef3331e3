"""A single, double or four-poster bed; its foot end looks along +z."""

from patchalign3d_training.synthesis.kit import (
    Assembly,
    Dice,
    ball,
    box,
    grid_bars,
    prism,
    rod,
    superellipse,
)


def build(bed: Assembly, dice: Dice) -> None:
    """A single, double or four-poster bed; its foot end looks along +z."""
    width, long = dice.between(0.85, 1.9), dice.between(1.9, 2.15)
    low, rail = dice.between(0.05, 0.3), dice.between(0.1, 0.25)
    thick = dice.between(0.12, 0.3)
    top = low + rail
    bed.add("frame", box(width, rail, long, 0.01).on(low))
    bed.add("mattress", box(0.95 * width, thick, 0.96 * long, 0.05).on(top).moved(z=0.02))
    if dice.chance(0.4):
        bed.add(
            "mattress", box(1.02 * width, 0.05, 0.6 * long, 0.02).moved(0, top + thick, 0.2 * long)
        )
    high = top + thick + dice.between(0.15, 0.6)
    rear = -0.5 * long - 0.03
    if dice.chance(0.9):
        if dice.chance(0.3):
            bars = grid_bars(width, high - low, dice.count(6, 13), 3, 0.012)
            bed.add("headboard", bars.moved(0, 0.5 * (high + low), rear))
        else:
            outline = superellipse(1.05 * width, 2 * (high - low), dice.between(2.5, 9.0), 40)
            outline = outline[outline[:, 1] >= -1e-9]
            panel = prism(outline, dice.between(0.03, 0.12), "z", 0.01)
            bed.add("headboard", panel.moved(0, low, rear))
    if dice.chance(0.4):
        foot = box(1.03 * width, dice.between(0.5, 1.1) * (top + thick) - low + 0.02, 0.05)
        bed.add("frame", foot.moved(0, 0.5 * (top + thick), 0.5 * long + 0.02))
    pillow = ball(0.3, 0.08, 0.2).moved(0, top + thick + 0.06, -0.5 * long + 0.28)
    if dice.chance(0.75):
        bed.add("pillow", pillow.moved(0.24 * width).both() if width > 1.2 else pillow)
    x, z = 0.5 * width - 0.04, 0.5 * long - 0.04
    tall = top + (dice.between(1.0, 1.6) if dice.chance(0.12) else 0.0)
    post = rod((x, 0, z), (x, tall, z), dice.between(0.02, 0.05))
    bed.add("leg", post.both("x").both("z"))
