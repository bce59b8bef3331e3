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
    common = {handbag: 3, suitcase: 2, briefcase: 2}
    rare = {tote: 1, basket: 1, duffel: 1, backpack: 1, hobo: 1, messenger: 1}
    dice.pick({**common, **rare})(bag, dice)
