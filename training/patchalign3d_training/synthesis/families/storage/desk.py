"""Desks to write and work at."""

from patchalign3d_training.synthesis.families.storage.carcass import (
    Case,
    add_block,
    add_case,
    add_dividers,
)
from patchalign3d_training.synthesis.families.storage.leaves import (
    Field,
    Look,
    add_doors,
    add_drawer,
    add_shelves,
    look_of,
)
from patchalign3d_training.synthesis.kit import (
    Assembly,
    Dice,
    beam,
    box,
    four_legs,
    prism,
    rectangle,
    rod,
)


def build(model: Assembly, dice: Dice) -> None:
    """A plate on legs, panels or cases of drawers, perhaps with a hutch; one sits at +z."""
    width, depth = dice.between(0.9, 1.9), dice.between(0.45, 0.85)
    height, thick = dice.between(0.68, 0.8), dice.between(0.015, 0.05)
    under = height - thick
    bevel = dice.pick({0.0: 2, 0.3: 1}) * thick
    plate = prism(rectangle(width, depth, dice.between(0.0, 0.06)), thick, "y", bevel)
    model.add("desktop", plate.under(height))
    look = look_of(dice, {"plain": 5, "framed": 1, "raised": 1})
    side = dice.pick({"legs": 3, "left": 3, "right": 3, "both": 3})
    wide = dice.between(0.22, 0.33) * width
    aside = 0.5 * (width - wide) - dice.between(0.0, 0.04)
    cases = {"left": (-aside,), "right": (aside,), "both": (-aside, aside), "legs": ()}[side]
    for x in cases:
        _pedestal(model, dice, look, (wide, 0.92 * depth, under), x)
    if side == "legs":
        support = four_legs(dice, width, depth, under, stout=1.4)
        model.add("leg", *support.legs, *support.bars)
        if dice.chance(0.6):
            _drawer_row(
                model,
                dice,
                look,
                Field(
                    0.0,
                    under - 0.06,
                    0.46 * depth,
                    0.85 * width,
                    dice.between(0.08, 0.13),
                    0.8 * depth,
                ),
            )
    elif side != "both":
        _free_end(model, dice, -1.0 if side == "right" else 1.0, (width, depth, under))
    elif dice.chance(0.6):
        gap = width - 2.0 * wide - 0.08
        _drawer_row(
            model, dice, look, Field(0.0, under - 0.06, 0.45 * depth, gap, 0.1, 0.7 * depth)
        )
    if dice.chance(0.4):
        tall = dice.between(0.3, 0.9) * under
        modesty = box(0.94 * width, tall, 0.015).under(under)
        model.add("body", modesty.moved(z=-0.44 * depth), detail="back panel")
    if dice.chance(0.25):
        board = box(0.45 * width, 0.015, 0.5 * depth).under(under - 0.06)
        model.add("keyboard tray", board.moved(z=dice.between(0.1, 0.35) * depth))
    if dice.chance(0.3):
        _hutch(model, dice, width, depth, height)


def _drawer_row(model: Assembly, dice: Dice, look: Look, field: Field) -> None:
    for one in field.columns(dice.count(1, 3) if field.width > 0.6 else 1):
        add_drawer(model, dice, look, one)


def _pedestal(
    model: Assembly, dice: Dice, look: Look, size: tuple[float, float, float], x: float
) -> None:
    """A case of drawers under one end, or with a door or an open field; on feet now and then."""
    wide, deep, tall = size
    group = model.group()
    stand = dice.between(0.03, 0.15) if dice.chance(0.4) else 0.0
    case = Case(wide, tall - stand, deep, dice.between(0.012, 0.025), stand)
    if not look.inset and dice.chance(0.3):
        add_block(group, case)
    else:
        add_case(group, dice, case)
    inner = wide - (2.0 * case.wall if look.inset else 0.0)
    front = Field(0.0, case.middle, case.front, inner, case.height - case.wall, deep)
    plan = dice.pick({"drawers": 4, "door": 1, "open": 1, "drawer and door": 1})
    if plan == "drawer and door":
        front, upper = front.rows([2.5, 1.0])
        add_drawer(group, dice, look, upper)
    if plan == "drawers":
        for row in front.rows([dice.pick({1.0: 3, 1.6: 1}) for _ in range(dice.count(2, 4))]):
            add_drawer(group, dice, look, row)
    elif plan == "open":
        add_shelves(group, dice, front, dice.count(1, 3), case.wall)
    else:
        add_doors(group, dice, look, front)
    if stand:
        peg = box(0.03, stand, 0.03).on(0.0)
        group.add("leg", peg.at_corners(wide, deep, inset=0.025))
    model.take(group, lambda mesh: mesh.moved(x))


def _free_end(model: Assembly, dice: Dice, side: float, size: tuple[float, float, float]) -> None:
    """What carries the end without a case: a panel, two posts or a frame."""
    width, depth, under = size
    x, z = side * (0.5 * width - 0.03), 0.42 * depth
    kind = dice.pick({"panel": 3, "posts": 2, "frame": 1})
    if kind == "panel":
        panel = box(dice.between(0.015, 0.04), under, 0.92 * depth).on(0.0)
        model.add("leg", panel.moved(x))
        return
    thick = dice.between(0.015, 0.03)
    post = rod((x, 0.0, z), (x, under, z), thick)
    model.add("leg", post.both("z"))
    if kind == "frame":
        model.add("leg", beam((x, 0.02, -z), (x, 0.02, z), 2 * thick, 2 * thick))


def _hutch(model: Assembly, dice: Dice, width: float, depth: float, height: float) -> None:
    """A rack with shelves over the rear of the plate."""
    tall, deep = dice.between(0.25, 0.9), dice.between(0.2, 0.4) * depth
    top = model.group()
    case = Case(width, tall, deep, 0.018)
    add_case(top, dice, case, back=0.6)
    field = Field(0.0, 0.5 * tall, 0.5 * deep, width - 2 * case.wall, tall, deep)
    parts = field.columns(dice.count(1, 3))
    add_dividers(top, case, [part.x + 0.5 * part.width for part in parts[:-1]])
    for part in parts:
        add_shelves(top, dice, part, dice.count(1, 2), 0.015)
    model.take(top, lambda mesh: mesh.moved(y=height, z=-0.5 * (depth - deep)))
