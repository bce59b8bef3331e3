"""People of many builds, in many poses and styles, looking along +z."""

from patchalign3d_training.synthesis.families.people.person.blocky import blocky
from patchalign3d_training.synthesis.families.people.person.body import body_of
from patchalign3d_training.synthesis.families.people.person.clothed import clothed
from patchalign3d_training.synthesis.families.people.person.soft import soft
from patchalign3d_training.synthesis.kit import Assembly, Dice


def build(model: Assembly, dice: Dice) -> None:
    """A smooth body, a figure in clothes, or one of blocks."""
    body = body_of(dice)
    make = dice.pick({soft: 5, clothed: 5, blocky: 1})
    make(model, dice, body)
