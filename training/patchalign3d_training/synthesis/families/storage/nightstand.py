"""Nightstands."""

from patchalign3d_training.synthesis.families.storage.carcass import (
    Case,
    add_block,
    add_case,
    add_stand,
)
from patchalign3d_training.synthesis.families.storage.leaves import (
    Field,
    add_doors,
    add_drawer,
    add_shelves,
    look_of,
)
from patchalign3d_training.synthesis.kit import Assembly, Dice, box, four_legs, take_crooked


def build(model: Assembly, dice: Dice) -> None:
    """A small case beside a bed: one to three drawers, a door or an open field, a top."""
    straight = model.group()
    _straight(straight, dice)
    take_crooked(model, straight, dice, chance=0.15, most=0.25)


def _straight(model: Assembly, dice: Dice) -> None:
    """The same as a carpenter would build it."""
    width, depth = dice.between(0.35, 0.6), dice.between(0.3, 0.48)
    legged = dice.chance(0.35)  # drawers hang under a top on four long legs
    height = dice.between(0.15, 0.3) if legged else dice.between(0.35, 0.62)
    stand = dice.between(0.25, 0.4) if legged else dice.one_of(0.0, dice.between(0.03, 0.15))
    case = Case(width, height, depth, dice.between(0.01, 0.025), stand)
    solid = dice.chance(0.2)
    if solid:
        add_block(model, case)
    else:
        add_case(model, dice, case)
    look = look_of(dice, {"plain": 4, "framed": 2, "raised": 2}, before=solid)
    wall = 2.0 * case.wall
    front = Field(0.0, case.middle, case.front, width - wall, height - wall, depth)
    plans = {"drawers": 3, "drawer and shelf": 3, "drawer and door": 2}
    plan = "drawers" if legged else dice.pick(plans)
    if plan == "drawers":
        for row in front.rows([1.0] * dice.count(1, 1 if height < 0.22 else 3)):
            add_drawer(model, dice, look, row)
    else:
        share = dice.between(0.3, 0.5)
        lower, upper = front.rows([1.0 - share, share])
        if dice.chance(0.2):
            lower, upper = upper, lower
        add_drawer(model, dice, look, upper)
        board = box(width - wall, 0.8 * case.wall, 0.95 * depth)
        between = min(upper.y + 0.5 * upper.height, lower.y + 0.5 * lower.height)
        model.add("shelf", board.moved(y=between))
        if plan == "drawer and door":
            add_doors(model, dice, look, lower)
        elif dice.chance(0.3):
            add_shelves(model, dice, lower, 1, 0.8 * case.wall)
    if dice.chance(0.6):
        over, thick = dice.between(0.0, 0.05), dice.between(0.012, 0.035)
        plate = box(width + over, thick, depth + over, dice.one_of(0.0, 0.3 * thick))
        model.add("top", plate.on(case.top))
    if legged:
        support = four_legs(dice, width, depth, stand, stout=1.1)
        model.add("leg", *support.legs, *support.bars)
        if dice.chance(0.5):
            low = box(0.85 * width, 0.015, 0.85 * depth)
            model.add("shelf", low.moved(y=dice.between(0.2, 0.5) * stand))
    else:
        add_stand(model, dice, case)
