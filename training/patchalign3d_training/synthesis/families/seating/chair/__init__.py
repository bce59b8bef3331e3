"""Chairs of every build."""

from patchalign3d_training.synthesis.families.seating.chair.armchairs import club, tub
from patchalign3d_training.synthesis.families.seating.chair.benches import bench, lounger
from patchalign3d_training.synthesis.families.seating.chair.joined import joined
from patchalign3d_training.synthesis.families.seating.chair.office import office
from patchalign3d_training.synthesis.families.seating.chair.pieces import SeatSize, arms, back, seat
from patchalign3d_training.synthesis.families.seating.chair.planks import planks
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
    Room,
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
    build = dice.pick(COMMON)
    if dice.chance(0.17):
        build = dice.pick(RARE)
    build(chair, dice)


def _shell(chair: Assembly, dice: Dice) -> None:
    stand(chair, dice, shell(chair, dice))


def _bucket(chair: Assembly, dice: Dice) -> None:
    stand(chair, dice, bucket_seat(chair, dice))


def _framed(chair: Assembly, dice: Dice) -> None:
    width, depth = dice.between(0.38, 0.62), dice.between(0.36, 0.56)
    height = dice.between(0.36, 0.52) if dice.chance(0.85) else dice.between(0.6, 0.8)
    thick = dice.between(0.015, 0.05) if dice.chance(0.6) else dice.between(0.05, 0.13)
    size = SeatSize(width, depth, height, thick)
    chair.add("seat", *seat(dice, size))
    stand(chair, dice, size.below)
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
        chair.add("arm", *arms(dice, size))


def stand(chair: Assembly, dice: Dice, room: Room) -> None:
    """What carries the seat, in the room below it."""
    width, depth, height = room
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


COMMON = {
    _framed: 4,
    joined: 6,
    office: 3,
    club: 2,
    settee: 4,
    tub: 1,
    _shell: 2,
    _bucket: 1,
    planks: 1,
    lounge: 1,
    captain: 1,
    looped: 1,
}
"""What most chairs are, and how often each comes."""

RARE = {
    bent: 1,
    crossed: 2,
    footed: 1,
    sphere: 1,
    school: 1,
    wheelchair: 1,
    bench: 3,
    lounger: 2,
    tubular: 1,
}
"""What one chair of six is."""
