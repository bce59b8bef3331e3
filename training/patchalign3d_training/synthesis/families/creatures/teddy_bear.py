"""Teddy bears and other plush animals that sit up."""

from dataclasses import dataclass

import numpy as np

from patchalign3d_training.synthesis.kit import (
    Assembly,
    Attitude,
    Blend,
    Dice,
    ball,
    chain,
    cylinder,
    hanging,
    ring,
    style_of,
)


@dataclass(frozen=True)
class BearSizes:
    """A bear's measures.

    Attributes:
        girth: Half the width of the body.
        belly: Half the height of the body.
        head: Radius of the head.
        arm: Half the thickness of an arm.
        leg: Half the thickness of a leg.
        plain: Whether it has neither face nor paws: simple stubs for limbs.
    """

    girth: float
    belly: float
    head: float
    arm: float
    leg: float
    plain: bool


def build(model: Assembly, dice: Dice) -> None:
    """A plush bear that sits, stands, walks or lies with its arms out; it looks along +z."""
    style = style_of(dice)
    plain = dice.chance(0.4)
    sizes = BearSizes(
        girth=dice.between(0.3, 0.38) if plain else dice.between(0.25, 0.38),
        belly=dice.between(0.38, 0.5) if plain else dice.between(0.34, 0.44),
        head=dice.between(0.19, 0.24) if plain else dice.between(0.2, 0.26) * style.head**0.5,
        arm=dice.between(0.08, 0.12),
        leg=dice.between(0.09, 0.14),
        plain=plain,
    )
    bear = Blend(seam=dice.between(0.015, 0.07))
    half = (sizes.girth, sizes.belly, dice.between(0.75, 1.0) * sizes.girth)
    bear.ball("body", (0.0, sizes.belly - 0.06, 0.0), half)
    nod = dice.between(-0.3, 0.3) if dice.chance(0.3) else 0.0
    middle = np.array([0.0, 1.8 * sizes.belly - 0.06 + 0.78 * sizes.head, 0.2 * nod])
    head = Attitude(middle, sizes.head, (0.0, 1.0, nod), (1.0, 0.0, dice.between(-0.3, 0.3)))
    _head(bear, dice, sizes, head)
    _limbs(bear, model, dice, sizes)
    if dice.chance(0.4):
        bear.ball("tail", (0.0, 0.1, -0.9 * sizes.girth), 0.07)
    bear.into(model, round(1.2 * style.cells), loose=dice.chance(0.2))
    if not sizes.plain:
        _face(model, dice, head)
    if dice.chance(0.25):
        _bow(model, dice, sizes, head)


def _limbs(bear: Blend, model: Assembly, dice: Dice, sizes: BearSizes) -> None:
    """Arms and legs in a pose, each side for itself; some are cut off flat."""
    shoulder = (0.72 * sizes.girth, 1.45 * sizes.belly - 0.06, 0.0)
    hip = (0.5 * sizes.girth, 0.1, 0.03)
    pose = dice.pick({"sit": 6, "stand": 3, "walk": 2, "star": 2})
    flat = sizes.plain and dice.chance(0.5)
    long = dice.between(0.6, 1.1) if sizes.plain else dice.between(0.75, 1.25)
    stride = dice.between(15.0, 50.0)
    for side in (1.0, -1.0):
        swing, lift = dice.between(-20.0, 85.0), dice.between(25.0, 110.0)
        if pose == "star":
            swing, lift = dice.between(-10.0, 10.0), dice.between(70.0, 110.0)
        more = 0.0 if sizes.plain else dice.between(0.0, 45.0)
        bones = ((0.17, hanging(swing, lift)), (0.17 * long, hanging(swing + more, lift)))
        arm = chain(shoulder, *bones) * (side, 1.0, 1.0)
        swing = {"sit": dice.between(65.0, 95.0), "walk": side * stride}.get(pose, 0.0)
        lift = dice.between(25.0, 50.0) if pose == "star" else dice.between(4.0, 30.0)
        leg = chain(hip, (0.32 * long, hanging(swing + dice.between(-8.0, 8.0), lift)))
        leg = leg * (side, 1.0, 1.0)
        for part, joints, thick in (("arm", arm, sizes.arm), ("leg", leg, sizes.leg)):
            start, end = joints[0], joints[-1]
            if flat:
                reach = float(np.linalg.norm(end - start))
                stub = cylinder(0.9 * thick, reach, top=1.1 * thick, sides=14).moved(y=0.5 * reach)
                model.add(part, stub.oriented(start, end - start))
            else:
                swell = np.linspace(0.95, 1.1, len(joints)) * thick
                bear.limb(part, joints, swell if dice.chance(0.7) else swell[::-1])
        if not sizes.plain:
            bear.ball("hand", arm[-1], 1.15 * sizes.arm)
            sole = leg[-1] + ((0.0, 0.05, 0.0) if pose == "sit" else (0.0, 0.0, 0.05))
            half = np.array([1.0, 0.8, 1.4] if pose != "sit" else [1.0, 1.4, 0.8]) * sizes.leg
            bear.ball("foot", sole, half)


def _head(bear: Blend, dice: Dice, sizes: BearSizes, head: Attitude) -> None:
    """Skull, perhaps a snout, and ears: round ones, or a rabbit's."""
    head.ball(bear, "head", (0.0, 0.0, 0.0), (dice.about(1.0), 1.0, dice.between(0.85, 1.0)))
    if not sizes.plain or dice.chance(0.3):
        snout = dice.between(0.34, 0.5)
        part = "muzzle" if not sizes.plain else "head"
        head.ball(bear, part, (0.0, -0.25, 0.8), (1.15 * snout, 0.85 * snout, snout))
    ear = dice.between(0.34, 0.52) if sizes.plain else dice.between(0.28, 0.45)
    spread = np.radians(dice.between(30.0, 60.0))
    out = dice.between(0.95, 1.25)
    place = (out * np.sin(spread), out * np.cos(spread), -0.05)
    thick = dice.between(0.45, 1.0)
    long = dice.between(2.0, 3.2) if dice.chance(0.1) else 1.0
    along = (np.sin(spread), np.cos(spread), 0.0)
    tip = (place[0] * (1.0 + 0.3 * (long - 1.0)), place[1] * (1.0 + 0.3 * (long - 1.0)), place[2])
    head.ball(bear, "ear", tip, (ear, long * ear, thick * ear), along=along, both=True)


def _face(model: Assembly, dice: Dice, head: Attitude) -> None:
    """Eyes and a nose, sewn on."""
    group = model.group()
    eye = dice.between(0.07, 0.13)
    group.add("eye", ball(eye, sides=10).moved(0.36, dice.between(0.0, 0.2), 0.85).both())
    nose = ball(0.18, 0.13, 0.1, 10)
    group.add("nose", nose.moved(0.0, -0.12, 1.22))
    model.take(group, head.put)


def _bow(model: Assembly, dice: Dice, sizes: BearSizes, head: Attitude) -> None:
    """A ribbon around the neck with a bow in front."""
    neck = float(head.middle[1]) - 0.85 * sizes.head
    front = 0.75 * sizes.head
    size = dice.between(0.8, 1.2)
    wing = ball(0.14 * size, 0.09 * size, 0.04, 10).moved(0.13 * size, neck, front).both()
    band = ring(0.65 * sizes.head, 0.025, sides=6).moved(0.0, neck)
    model.add("bow", wing, ball(0.04, sides=8).moved(0.0, neck, front), band)
