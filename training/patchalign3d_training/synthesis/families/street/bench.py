"""Park benches; who sits on them looks along +z."""

from patchalign3d_training.synthesis.kit import (
    Assembly,
    Dice,
    Mesh,
    beam,
    box,
    cylinder,
    join,
    rod,
    tube,
)


def build(model: Assembly, dice: Dice) -> None:
    """Slats or boards on two or three supports, with or without a back and arms."""
    width, depth = dice.between(1.0, 2.2), dice.between(0.35, 0.55)
    height, thick = dice.between(0.38, 0.5), dice.between(0.025, 0.08)
    count = dice.pick({1: 2, 2: 1, 3: 2, 4: 2, 6: 1})
    model.add("seat", _slats(width, depth, thick, count).on(height - thick))
    lean, tall = dice.between(5.0, 20.0), dice.between(0.3, 0.5)
    backed = dice.chance(0.75)
    rear = -0.5 * depth
    if backed:
        rows = dice.pick({1: 1, 2: 2, 3: 2, 5: 1})
        board = _slats(width, tall, thick, rows).turned("x", 90.0).on(height + 0.08)
        hinge = (0.0, height, rear)
        model.add("back", board.moved(z=rear + 0.5 * thick).turned("x", -lean, at=hinge))
    supports = dice.pick({2: 5, 3: 1})
    step = (0.8 if dice.chance(0.6) else 0.95) * width / (supports - 1)
    side = _support(dice, depth, height - thick)
    model.add("leg", side.in_row(supports, step))
    if backed:
        top = beam((0.0, height - 0.1, rear), (0.0, height + 0.05 + tall, rear), 0.06, 0.04)
        post = top.turned("x", -lean, at=(0.0, height, rear)).moved(z=-0.02)
        model.add("frame", post.in_row(supports, step))
    if dice.chance(0.45):
        rise = dice.between(0.18, 0.26)
        front = 0.5 * depth
        if dice.chance(0.5):
            path = [
                (0.0, height, front),
                (0.0, height + rise, front - 0.05),
                (0.0, height + rise, rear),
            ]
            rest = tube(path, 0.025, 12, 6)
        else:
            pad = box(0.08, 0.04, depth, 0.01).moved(y=height + rise)
            post = box(0.05, rise, 0.05).on(height).moved(z=front - 0.06)
            rest = join(pad, post)
        model.add("arm", rest.moved(0.5 * step * (supports - 1)).both())
    if dice.chance(0.25):
        model.add("frame", rod((-0.5 * width, 0.12, 0.0), (0.5 * width, 0.12, 0.0), 0.02))


def _slats(width: float, depth: float, thick: float, count: int) -> Mesh:
    """Boards side by side with gaps, level about the origin."""
    step = depth / count
    return box(width, thick, (0.8 if count > 1 else 1.0) * step, 0.01).in_row(count, step, "z")


def _support(dice: Dice, depth: float, height: float) -> Mesh:
    """What carries a bench at one end: legs, a block, a frame or a bent bar; on y = 0."""
    kind = dice.pick({"legs": 3, "block": 2, "frame": 2, "curved": 2, "round": 1})
    half = 0.45 * depth
    if kind == "block":
        return box(dice.between(0.08, 0.25), height, 0.9 * depth).on(0.0)
    if kind == "round":
        return cylinder(0.12, height, top=0.1).on(0.0)
    if kind == "curved":
        path = [(0.0, 0.0, half), (0.0, 0.5 * height, 0.3 * half), (0.0, height, half)]
        leg = tube(path, 0.025, 10, 6)
        return join(leg.both("z"), box(0.05, 0.03, 2.0 * half).moved(y=height - 0.02))
    splay = dice.between(0.0, 0.1)
    leg = beam((0.0, height, half), (0.0, 0.0, half + splay), 0.06, 0.06).both("z")
    if kind == "frame":
        foot = box(0.07, 0.05, 2.2 * half).on(0.0)
        return join(leg, foot, foot.on(height - 0.05))
    return leg
