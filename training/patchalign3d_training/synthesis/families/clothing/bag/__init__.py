"""Bags and suitcases."""

from patchalign3d_training.synthesis.families.clothing.bag.cases import briefcase, suitcase
from patchalign3d_training.synthesis.families.clothing.bag.hand import (
    basket,
    duffel,
    handbag,
    tote,
)
from patchalign3d_training.synthesis.families.clothing.bag.shoulder import (
    backpack,
    hobo,
    messenger,
)
from patchalign3d_training.synthesis.kit import Assembly, Dice


def build(bag: Assembly, dice: Dice) -> None:
    """A handbag, tote, suitcase, backpack, briefcase, basket, shoulder bag or duffel."""
    often, rare = {handbag: 3, suitcase: 2, briefcase: 2}, (tote, backpack, duffel, basket)
    build_bag = dice.pick({**often, **dict.fromkeys((*rare, hobo, messenger), 1)})
    build_bag(bag, dice)
