"""Chairs of every build."""

from patchalign3d_training.synthesis.families.seating.chair.armchairs import club, planks, tub
from patchalign3d_training.synthesis.families.seating.chair.benches import bench, lounger
from patchalign3d_training.synthesis.families.seating.chair.joined import joined
from patchalign3d_training.synthesis.families.seating.chair.office import office
from patchalign3d_training.synthesis.families.seating.chair.pieces import arms, back, seat
from patchalign3d_training.synthesis.families.seating.chair.rails import captain, looped, tubular
from patchalign3d_training.synthesis.families.seating.chair.rare import (
    crossed,
    footed,
    school,
    sphere,
    wheelchair,
)
from patchalign3d_training.synthesis.families.seating.chair.shells import (
    bent,
    bucket_seat,
    lounge,
    shell,
)
from patchalign3d_training.synthesis.families.seating.chair.sofas import settee
from patchalign3d_training.synthesis.kit import (
    Assembly,
    Dice,
    box,
    cantilever,
    casters,
    four_legs,
    join,
    pedestal,
    rockers,
    rod,
    sled,
)


def build(chair: Assembly, dice: Dice) -> None:
    """An office, dining, folding, rocking, cantilever, shell, bar, club or lounge chair."""
    common = (*(_framed,) * 4, *(joined,) * 6, *(office,) * 3, club, club, *(settee,) * 4)
    build = dice.one_of(*common, tub, _shell, _shell, _bucket, planks, lounge, captain, looped)
    if dice.chance(0.17):
        rare = (bent, crossed, crossed, footed, sphere, school, wheelchair)
        build = dice.one_of(*rare, bench, bench, bench, lounger, lounger, tubular)
    build(chair, dice)


def _shell(chair: Assembly, dice: Dice) -> None:
    stand(chair, dice, *shell(chair, dice))


def _bucket(chair: Assembly, dice: Dice) -> None:
    stand(chair, dice, *bucket_seat(chair, dice))


def _framed(chair: Assembly, dice: Dice) -> None:
    width, depth = dice.between(0.38, 0.62), dice.between(0.36, 0.56)
    height = dice.between(0.36, 0.52) if dice.chance(0.85) else dice.between(0.6, 0.8)
    thick = dice.between(0.015, 0.05) if dice.chance(0.6) else dice.between(0.05, 0.13)
    chair.add("seat", *seat(dice, width, depth, height, thick))
    under = height - thick
    stand(chair, dice, width, depth, under)
    rise = dice.between(0.28, 0.75)
    lean = dice.between(0.0, 22.0)
    pieces = back(dice, width, rise)
    tilted = [piece.turned("x", -lean).moved(0.0, height, -0.46 * depth) for piece in pieces]
    chair.add("back", *tilted)
    if dice.chance(0.12):
        head = box(width * dice.between(0.4, 0.7), 0.12, 0.06, 0.025).moved(0.0, rise + 0.07)
        posts = rod((0.05, rise - 0.1, 0.0), (0.05, rise + 0.05, 0.0), 0.008).both()
        both = join(head, posts).turned("x", -lean).moved(0.0, height, -0.46 * depth)
        chair.add("back", both, detail="headrest")
    if dice.chance(0.5):
        chair.add("arm", *arms(dice, width, depth, height))


def stand(chair: Assembly, dice: Dice, width: float, depth: float, height: float) -> None:
    """What carries the seat."""
    kind = dice.pick({"legs": 4, "star": 2, "sled": 1, "rock": 1, "folding": 1})
    kind = dice.pick({kind: 5, "cantilever": 1, "disc": 1})
    if kind in ("star", "disc"):
        legs, wheels = pedestal(dice, height, 0.5 * width + 0.06, kind == "star")
        chair.add("leg", *legs)
        chair.add("leg", *casters(*wheels), detail="caster")
    elif kind == "sled":
        chair.add("leg", *sled(dice, width, depth, height))
    elif kind == "cantilever":
        chair.add("leg", *cantilever(dice, width, depth, height))
    elif kind == "rock":
        chair.add("leg", *four_legs(dice, width, depth, height).legs)
        chair.add("leg", *rockers(dice, width, depth))
    elif kind == "folding":
        radius = dice.between(0.008, 0.018)
        x, z = 0.47 * width, 0.5 * depth
        chair.add("leg", rod((x, height, -z), (x, 0.0, z), radius).both())
        chair.add("leg", rod((0.93 * x, height, z), (0.93 * x, 0.0, -z), radius).both())
        chair.add("leg", rod((-x, 0.05, 0.9 * z), (x, 0.05, 0.9 * z), radius))
    else:
        support = four_legs(dice, width, depth, height)
        chair.add("leg", *support.legs)
        chair.add("leg", *support.bars, detail="stretcher")
