"""Lamps for floors, desks, ceilings and walls."""

from patchalign3d_training.synthesis.families.lighting.lamp.ceiling import (
    chandelier,
    flush,
    sconce,
)
from patchalign3d_training.synthesis.families.lighting.lamp.hanging import (
    cluster,
    pendant,
    spots,
)
from patchalign3d_training.synthesis.families.lighting.lamp.reaching import (
    arc_lamp,
    branched_lamp,
    desk_lamp,
    street_lamp,
)
from patchalign3d_training.synthesis.families.lighting.lamp.standing import (
    floor_lamp,
    table_lamp,
)
from patchalign3d_training.synthesis.kit import Assembly, Dice


def build(lamp: Assembly, dice: Dice) -> None:
    """A floor, table, desk, street, pendant or wall lamp, or a chandelier."""
    common = {table_lamp: 5, floor_lamp: 4, desk_lamp: 4, pendant: 4}
    hung = {cluster: 1, spots: 1, chandelier: 2, sconce: 2, flush: 1}
    rare = {arc_lamp: 1, street_lamp: 1, branched_lamp: 1}
    dice.pick({**common, **hung, **rare})(lamp, dice)
