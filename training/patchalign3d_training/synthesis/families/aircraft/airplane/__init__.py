"""Aeroplanes: liners, jets, propeller planes, gliders, biplanes."""

from patchalign3d_training.synthesis.families.aircraft.airplane.jets import (
    add_business,
    add_liner,
    add_transport,
)
from patchalign3d_training.synthesis.families.aircraft.airplane.small import (
    add_biplane,
    add_glider,
    add_propeller,
    add_toy,
    add_twin_boom,
)
from patchalign3d_training.synthesis.families.aircraft.airplane.warplanes import (
    add_bomber,
    add_fighter,
    add_flying_wing,
)
from patchalign3d_training.synthesis.kit import Assembly, Dice


def build(plane: Assembly, dice: Dice) -> None:
    """A liner, business jet, fighter, propeller plane, biplane, glider or bomber."""
    add = dice.pick(
        {
            add_liner: 9,
            add_fighter: 5,
            add_propeller: 4,
            add_business: 3,
            add_transport: 2,
            add_bomber: 2,
            add_toy: 1,
            add_twin_boom: 1,
            add_glider: 1,
            add_biplane: 1,
            add_flying_wing: 1,
        }
    )
    add(plane, dice)
