"""Signs: road signs, signposts, shop signs, boards that stand on the pavement."""

import numpy as np

from patchalign3d_training.synthesis.kit import (
    Assembly,
    Dice,
    Mesh,
    box,
    cylinder,
    frame,
    join,
    polygon,
    prism,
    rectangle,
    rod,
    screw,
)


def build(model: Assembly, dice: Dice) -> None:
    """One to three plates on one or two posts; arrows that point aside; an A-board."""
    kind = dice.pick({"board": 3, "easel": 1, "arrows": 3, "road": 5})
    {"road": _road, "arrows": _arrows, "board": _board, "easel": _easel}[kind](model, dice)


def _plate(dice: Dice, size: float) -> tuple[Mesh, Mesh | None]:
    """A plate of a road sign about the origin and, in some, its raised rim."""
    thick = dice.between(0.01, 0.04)
    outline = {
        "round": polygon(28, size),
        "triangle": polygon(3, 1.15 * size, 90.0),
        "give way": polygon(3, 1.15 * size, -90.0),
        "stop": polygon(8, size, 22.5),
        "square": rectangle(1.8 * size, 1.8 * size, 0.1 * size),
        "diamond": polygon(4, 1.2 * size),
        "long": rectangle(2.6 * size, 1.3 * size, 0.1 * size),
    }[dice.one_of("round", "triangle", "give way", "stop", "square", "diamond", "long")]
    plate = prism(outline, thick, "z")
    if dice.chance(0.4):
        return plate, frame(outline, 0.86 * outline, 1.6 * thick, "z")
    return plate, None


def _road(model: Assembly, dice: Dice) -> None:
    """A post with one to three plates below each other."""
    size, thick = dice.between(0.28, 0.45), dice.between(0.025, 0.05)
    count = dice.pick({1: 4, 2: 2, 3: 1})
    height = dice.between(1.6, 2.6)
    level = height - 0.9 * size
    for _ in range(count):
        plate, rim = _plate(dice, size)
        model.add("sign", plate.moved(0.0, level, thick + 0.02))
        if rim is not None:
            model.add("frame", rim.moved(0.0, level, thick + 0.02))
        if dice.chance(0.4):
            bolt = screw(0.025, 0.02).moved(0.0, 0.35 * size, thick + 0.04).both("y")
            model.add("screw", bolt.moved(y=level))
        level -= 2.0 * size
    low = max(0.0, 0.6 - level)
    post = (
        cylinder(thick, height + low, sides=12)
        if dice.chance(0.7)
        else box(2 * thick, height + low, thick)
    )
    model.add("post", post.on(-low))
    if dice.chance(0.6):
        model.add("base", box(0.5, 0.12, 0.5, 0.05).on(-low - 0.02))


def _arrows(model: Assembly, dice: Dice) -> None:
    """A wooden signpost whose boards point to all sides."""
    thick, height = dice.between(0.05, 0.09), dice.between(1.6, 2.4)
    model.add(
        "post",
        box(2 * thick, height, 2 * thick).on(0.0)
        if dice.chance(0.5)
        else cylinder(thick, height).on(0.0),
    )
    tall = dice.between(0.18, 0.3)
    for i in range(dice.count(1, 4)):
        long = dice.between(0.6, 1.1)
        half = 0.5 * tall
        tip = [(long, -half), (long + 0.8 * half, 0.0), (long, half)]
        arrow = prism(np.array([(-0.2, -half), *tip, (-0.2, half)]), 0.04, "z").moved(
            z=thick + 0.02
        )
        flip = arrow.mirrored() if dice.chance(0.5) else arrow
        turn = dice.between(-40.0, 40.0)
        level = height - 0.2 - 1.25 * tall * i
        model.add(
            "sign", flip.turned("z", dice.between(-6.0, 6.0)).turned("y", turn).moved(y=level)
        )
        if dice.chance(0.6):
            model.add(
                "screw",
                screw(0.02, 0.03).moved(0.0, 0.0, thick + 0.04).turned("y", turn).moved(y=level),
            )
    if dice.chance(0.4):
        model.add("base", cylinder(4.0 * thick, 0.15, top=2.0 * thick, sides=8).on(-0.02))


def _board(model: Assembly, dice: Dice) -> None:
    """A large board in a frame on two posts, or hanging from an arm."""
    width, tall = dice.between(0.8, 2.4), dice.between(0.5, 1.2)
    hangs, thick = dice.chance(0.35), dice.between(0.03, 0.06)
    height = tall + dice.between(0.6, 1.6)
    board = box(width, tall, thick)
    outline = rectangle(width, tall)
    if hangs:
        x = 0.5 * width + 0.15
        y = height - 0.3 - 0.5 * tall
        model.add("post", box(0.1, height, 0.1).on(0.0).moved(-x))
        model.add("post", box(width + 0.35, 0.08, 0.08).moved(0.0, height - 0.1))
        chain = rod((0.35 * width, y + 0.5 * tall, 0.0), (0.35 * width, height - 0.1, 0.0), 0.012)
        model.add("chain", chain.both())
    else:
        y = height - 0.5 * tall
        post = box(0.09, height, 0.09) if dice.chance(0.6) else cylinder(0.05, height)
        model.add("post", post.on(0.0).moved(dice.between(0.3, 0.53) * width, 0.0, -0.06).both())
    model.add("sign", board.moved(y=y))
    if dice.chance(0.5):
        model.add("frame", frame(1.06 * outline, 0.94 * outline, 1.7 * thick, "z").moved(y=y))


def _easel(model: Assembly, dice: Dice) -> None:
    """An A-shaped board of a shop: two leaves that lean against each other."""
    width, tall, lean = dice.between(0.5, 0.7), dice.between(0.8, 1.2), dice.between(10.0, 20.0)
    outline = rectangle(width, tall)
    leaf, rim = box(0.95 * width, 0.95 * tall, 0.02), frame(outline, 0.86 * outline, 0.05, "z")
    foot = box(0.06, 0.12, 0.05).moved(0.45 * width, -0.5 * tall - 0.05).both()
    for part, mesh in (("sign", leaf), ("frame", rim), ("post", foot)):
        hung = mesh.moved(y=-0.5 * tall).turned("x", -lean).moved(y=tall)
        model.add(part, join(hung, hung.turned("y", 180.0)))
