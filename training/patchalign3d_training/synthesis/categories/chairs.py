"""Chairs of every build."""

import numpy as np

from patchalign3d_training.synthesis.categories.armchairs import club, planks, tub
from patchalign3d_training.synthesis.categories.benches import bench, lounger
from patchalign3d_training.synthesis.categories.chair_pieces import arms, back, seat
from patchalign3d_training.synthesis.categories.joined_chairs import joined
from patchalign3d_training.synthesis.categories.office_chairs import office
from patchalign3d_training.synthesis.categories.rail_chairs import captain, looped, tubular
from patchalign3d_training.synthesis.categories.rare_chairs import (
    crossed,
    footed,
    school,
    sphere,
    wheelchair,
)
from patchalign3d_training.synthesis.categories.shell_chairs import bent, bucket, lounge, shell
from patchalign3d_training.synthesis.categories.sofas import sofa
from patchalign3d_training.synthesis.categories.supports import (
    cantilever,
    casters,
    four_legs,
    pedestal,
    rockers,
    sled,
)
from patchalign3d_training.synthesis.chances import chance, pick
from patchalign3d_training.synthesis.mesh import Assembly, LabelledMesh, join
from patchalign3d_training.synthesis.solids import box
from patchalign3d_training.synthesis.sweeps import rod

PARTS = {
    "back": ("back", "chair back", "back support", "back panel", "back of the chair", "rear"),
    "seat": ("seat", "chair seat", "seating surface", "sitting area", "seat pad", "seat base"),
    "leg": ("leg", "chair leg", "legs", "foot", "base", "leg support", "feet"),
    "arm": ("arm", "chair arm", "arms", "side arm", "elbow rest", "arm support"),
}
DETAILS = {
    "wheel": ("caster", "wheel", "caster wheel", "roller"),
    "stretcher": ("stretcher", "crossbar", "leg bar", "rung"),
    "headrest": ("headrest", "head rest", "head support"),
}


def chair(random: np.random.Generator) -> LabelledMesh:
    """An office, dining, folding, rocking, cantilever, shell, bar, club or lounge chair."""
    chair = Assembly(PARTS, DETAILS)
    common = (*(_framed,) * 4, *(joined,) * 6, *(office,) * 3, club, club, *(sofa,) * 4)
    build = pick(random, *common, tub, _shell, _shell, _bucket, planks, lounge, captain, looped)
    if chance(random, 0.17):
        rare = (bent, crossed, crossed, footed, sphere, school, wheelchair)
        build = pick(random, *rare, bench, bench, bench, lounger, lounger, tubular)
    build(chair, random)
    return chair.finish()


def _shell(chair: Assembly, random: np.random.Generator) -> None:
    stand(chair, random, *shell(chair, random))


def _bucket(chair: Assembly, random: np.random.Generator) -> None:
    stand(chair, random, *bucket(chair, random))


def _framed(chair: Assembly, random: np.random.Generator) -> None:
    width, depth = random.uniform(0.38, 0.62), random.uniform(0.36, 0.56)
    height = random.uniform(0.36, 0.52) if chance(random, 0.85) else random.uniform(0.6, 0.8)
    thick = random.uniform(0.015, 0.05) if chance(random, 0.6) else random.uniform(0.05, 0.13)
    chair.add("seat", *seat(random, width, depth, height, thick))
    under = height - thick
    stand(chair, random, width, depth, under)
    rise = random.uniform(0.28, 0.75)
    lean = random.uniform(0.0, 22.0)
    pieces = back(random, width, rise)
    tilted = [piece.turned("x", -lean).moved(0.0, height, -0.46 * depth) for piece in pieces]
    chair.add("back", *tilted)
    if chance(random, 0.12):
        head = box(width * random.uniform(0.4, 0.7), 0.12, 0.06, 0.025).moved(0.0, rise + 0.07)
        posts = rod((0.05, rise - 0.1, 0.0), (0.05, rise + 0.05, 0.0), 0.008).both()
        both = join(head, posts).turned("x", -lean).moved(0.0, height, -0.46 * depth)
        chair.add("back", both, detail="headrest")
    if chance(random, 0.5):
        chair.add("arm", *arms(random, width, depth, height))


def stand(
    chair: Assembly, random: np.random.Generator, width: float, depth: float, height: float
) -> None:
    """What carries the seat."""
    kind = pick(random, "legs", "legs", "legs", "legs", "star", "star", "sled", "rock", "folding")
    kind = pick(random, kind, kind, kind, kind, kind, "cantilever", "disc")
    if kind in ("star", "disc"):
        legs, wheels = pedestal(random, height, 0.5 * width + 0.06, kind == "star")
        chair.add("leg", *legs)
        chair.add("leg", *casters(*wheels), detail="wheel")
    elif kind == "sled":
        chair.add("leg", *sled(random, width, depth, height))
    elif kind == "cantilever":
        chair.add("leg", *cantilever(random, width, depth, height))
    elif kind == "rock":
        chair.add("leg", *four_legs(random, width, depth, height).legs)
        chair.add("leg", *rockers(random, width, depth))
    elif kind == "folding":
        radius = random.uniform(0.008, 0.018)
        x, z = 0.47 * width, 0.5 * depth
        chair.add("leg", rod((x, height, -z), (x, 0.0, z), radius).both())
        chair.add("leg", rod((0.93 * x, height, z), (0.93 * x, 0.0, -z), radius).both())
        chair.add("leg", rod((-x, 0.05, 0.9 * z), (x, 0.05, 0.9 * z), radius))
    else:
        support = four_legs(random, width, depth, height)
        chair.add("leg", *support.legs)
        chair.add("leg", *support.bars, detail="stretcher")
