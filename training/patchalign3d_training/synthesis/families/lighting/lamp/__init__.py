"""Lamps for floors, desks, ceilings and walls."""

from patchalign3d_training.synthesis.families.lighting.lamp.hanging import (
    chandelier,
    cluster,
    flush,
    pendant,
    sconce,
    spots,
)
from patchalign3d_training.synthesis.families.lighting.lamp.standing import (
    arc_lamp,
    branched_lamp,
    desk_lamp,
    floor_lamp,
    street_lamp,
    table_lamp,
)
from patchalign3d_training.synthesis.kit import Assembly, Dice


def build(lamp: Assembly, dice: Dice) -> None:
    """A floor, table, desk, street, pendant or wall lamp, or a chandelier."""
    builds = (*(table_lamp,) * 5, *(floor_lamp,) * 4, *(desk_lamp,) * 4, *(pendant,) * 4)
    rare = (sconce, sconce, flush, arc_lamp, street_lamp, branched_lamp)
    dice.one_of(*builds, cluster, spots, chandelier, chandelier, *rare)(lamp, dice)
