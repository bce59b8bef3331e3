"""Lamps for floors, desks, ceilings and walls."""

import numpy as np

from patchalign3d_training.synthesis.categories.hanging_lamps import (
    chandelier,
    cluster,
    flush,
    pendant,
    sconce,
    spots,
)
from patchalign3d_training.synthesis.categories.standing_lamps import (
    arc_lamp,
    branched_lamp,
    desk_lamp,
    floor_lamp,
    street_lamp,
    table_lamp,
)
from patchalign3d_training.synthesis.chances import pick
from patchalign3d_training.synthesis.mesh import Assembly, LabelledMesh

PARTS = {
    "base": ("base", "lamp base", "stand", "bottom plate", "foot", "lamp foot"),
    "lampshade": ("lampshade", "shade", "lamp shade", "light cover", "lamp cover", "lamp head"),
    "fixing bracket": (
        "fixing bracket",
        "bracket",
        "mount",
        "ceiling mount",
        "canopy",
        "wall mount",
    ),
    "pole": ("pole", "lamp pole", "post", "stem", "rod", "lamp arm", "shaft"),
}
DETAILS = {
    "bulb": ("bulb", "light bulb", "lamp bulb"),
    "cord": ("cord", "cable", "wire", "chain"),
    "joint": ("joint", "hinge", "pivot"),
}


def lamp(random: np.random.Generator) -> LabelledMesh:
    """A floor, table, desk, street, pendant or wall lamp, or a chandelier."""
    lamp = Assembly(PARTS, DETAILS)
    builds = (*(table_lamp,) * 5, *(floor_lamp,) * 4, *(desk_lamp,) * 4, *(pendant,) * 4)
    rare = (sconce, sconce, flush, arc_lamp, street_lamp, branched_lamp)
    pick(random, *builds, cluster, spots, chandelier, chandelier, *rare)(lamp, random)
    return lamp.finish()
