"""Armadillos: standing ones with arms and legs in any pose, and real ones on four legs."""

from dataclasses import replace

import numpy as np

from patchalign3d_training.synthesis.families.creatures.animal.kinds import AnimalKind
from patchalign3d_training.synthesis.families.creatures.animal.stance import stance_of
from patchalign3d_training.synthesis.families.creatures.animal.trunk import legs
from patchalign3d_training.synthesis.families.creatures.sprawl import toes
from patchalign3d_training.synthesis.kit import (
    Assembly,
    Attitude,
    Blend,
    Dice,
    Limb,
    Proportions,
    ball,
    bent,
    bumpy,
    chain,
    figure,
    hand,
    pose_of,
    style_of,
    sweep,
)


def build(model: Assembly, dice: Dice) -> None:
    """A shelled animal that looks along +z; two of three stand upright like a person."""
    if dice.chance(0.3):
        _crawling(model, dice)
    else:
        _standing(model, dice)


def _standing(model: Assembly, dice: Dice) -> None:
    """A barrel of a body on thick legs, a pointed head set low before it, ears, a short tail."""
    style = style_of(dice)
    stout = dice.between(0.85, 1.2)
    sizes = Proportions(
        thigh=dice.between(0.3, 0.38),
        shin=dice.between(0.28, 0.36),
        foot=dice.between(0.2, 0.28),
        hip=0.12,
        torso=dice.between(0.42, 0.52),
        shoulder=0.22,
        upper_arm=dice.between(0.22, 0.3),
        forearm=dice.between(0.2, 0.28),
        hand=dice.between(0.16, 0.22),
    )
    pose = replace(pose_of(dice), lean=dice.between(-5.0, 35.0), turn=0.0)
    body = figure(sizes, pose)
    ahead = np.cross((1.0, 0.0, 0.0), body.up)
    blend = Blend(seam=dice.between(0.02, 0.045))
    shell = 0.62 * sizes.torso * body.up - 0.04 * ahead
    blend.ball("body", shell, (0.26 * stout, 0.34, 0.26 * stout), along=body.up)
    blend.ball(
        "body", 0.1 * sizes.torso * body.up, (0.19 * stout, 0.24, 0.17 * stout), along=body.up
    )
    thing = model.group()
    fingers = dice.chance(0.75)
    for arm in body.arms:
        _arm(blend, thing, dice, arm, sizes, fingers)
    for leg in body.legs:
        thick = 0.115 * stout
        blend.limb("leg", leg.joints, [thick, 0.85 * thick, 0.6 * thick])
        sole = leg.joints[-1] + 0.35 * sizes.foot * leg.end - 0.03 * leg.across
        blend.ball("foot", sole, (0.07, 0.5 * sizes.foot, 0.05), along=leg.end)
        claws = toes(dice, 0.55 * sizes.foot, 0.022, dice.count(3, 5))
        out = np.cross(leg.end, leg.across)
        thing.add(
            "foot",
            claws.turned("x", -90.0).oriented(sole + 0.2 * sizes.foot * leg.end, leg.end, out),
        )
    start = 0.05 * body.up - 0.14 * ahead
    rise, bow = dice.between(-80.0, -20.0), dice.between(-10.0, 25.0)
    steps = [
        (
            0.11,
            np.sin(np.radians(rise + i * bow)) * body.up
            - np.cos(np.radians(rise + i * bow)) * ahead,
        )
        for i in range(3)
    ]
    blend.limb("tail", chain(start, *steps), [0.07, 0.055, 0.04, 0.025])
    face = bent(ahead, -body.up, dice.between(-15.0, 30.0))
    face = bent(face, (1.0, 0.0, 0.0), dice.between(-30.0, 30.0) if dice.chance(0.4) else 0.0)
    crown = bent(face, body.up, 90.0)
    middle = body.chest + 0.17 * stout * ahead + 0.1 * body.up
    head = Attitude(middle, dice.between(0.1, 0.13), crown, np.cross(crown, face))
    _head(blend, thing, dice, head)
    blend.into(thing, round(1.8 * style.cells), loose=dice.chance(0.1))
    rough = bumpy(dice, dice.between(0.06, 0.2), dice.between(0.004, 0.01))
    model.take(thing, rough if dice.chance(0.6) else lambda mesh: mesh)


def _arm(
    blend: Blend, thing: Assembly, dice: Dice, arm: Limb, sizes: Proportions, fingers: bool
) -> None:
    """A thick arm with a hand of fingers or a paw."""
    blend.limb("arm", arm.joints, [0.085, 0.078, 0.06])
    wrist = arm.joints[-1]
    if not fingers:
        blend.ball(
            "hand",
            wrist + 0.45 * sizes.hand * arm.end,
            (0.05, 0.5 * sizes.hand, 0.065),
            along=arm.end,
        )
        return
    flip = np.array([arm.side, 1.0, 1.0])
    right = hand(dice, sizes.hand, dice.between(5.0, 30.0), dice.count(3, 4), 6)
    right = right.stretched(x=1.25, z=1.35).oriented(
        wrist * flip, arm.end * flip, arm.across * flip
    )
    thing.add("hand", right if arm.side > 0 else right.mirrored())
    blend.ball("hand", wrist + 0.2 * sizes.hand * arm.end, 0.055)


def _head(blend: Blend, model: Assembly, dice: Dice, head: Attitude) -> None:
    """A pointed head with tall ears."""
    long = dice.between(0.8, 1.7)
    head.ball(blend, "head", (0.0, 0.0, 0.0), (0.75, 0.8, 1.0))
    head.limb(blend, "head", [(0.0, -0.1, 0.3), (0.0, -0.3, 0.5 + long)], [0.6, 0.25])
    if dice.chance(0.4):
        jaw = np.array([(0.0, -0.4, 0.2), (0.0, -0.75, 0.3 + long)])
        head.limb(blend, "head", jaw, [0.35, 0.15])
    tall = dice.between(1.0, 2.0)
    out = dice.between(0.3, 0.8)
    ear = [
        (0.4, 0.5, -0.2),
        (0.5 + 0.5 * out, 0.5 + 0.6 * tall, -0.3),
        (0.5 + out, 0.5 + tall, -0.2),
    ]
    front = model.group()
    leaf = sweep(np.array(ear), np.array([0.25, 0.34, 0.06]), sides=8)
    front.add("ear", leaf.both())
    if dice.chance(0.3):
        front.add("eye", ball(0.12, sides=8).moved(0.55, 0.25, 0.55).both())
    model.take(front, head.put)


def _crawling(model: Assembly, dice: Dice) -> None:
    """The real animal: a banded shell over four short legs."""
    style = style_of(dice)
    kind = AnimalKind(
        leg=dice.between(0.4, 0.5), chest=dice.between(0.26, 0.32), belly=0.28, limb=0.08,
        neck=0.12, rise=0.0, skull=dice.between(0.13, 0.17), snout=1.6, blunt=0.25, ear=0.9,
        ears="up", tail=dice.between(0.5, 0.9), tails="thin", foot="paw",
    )  # fmt: skip
    stance = stance_of(dice, kind)
    thing = model.group()
    blend = Blend(seam=0.02)
    along = stance.shoulders - stance.hips
    middle = 0.5 * (stance.shoulders + stance.hips)
    wide = dice.between(0.85, 1.0) * kind.chest
    blend.ball("body", middle, (wide, 0.62, kind.chest), along=along)
    for share in np.linspace(-0.25, 0.25, dice.count(3, 7)):
        swell = 1.04 * np.sqrt(1.0 - (share / 0.62) ** 2)
        band = (swell * wide, 0.035, swell * kind.chest)
        blend.ball("body", middle + share * along, band, along=along)
    blend.limb("head", stance.neck[[0, -1]], 0.8 * kind.skull)
    legs(blend, thing, dice, kind, stance, 0.03)
    path = np.vstack([stance.hips, stance.tail])
    blend.limb("tail", path, [0.15, 0.09, 0.065, 0.045, 0.03])
    _head(blend, thing, dice, stance.head)
    blend.into(thing, round(1.7 * style.cells), loose=dice.chance(0.1))
    model.take(thing)
