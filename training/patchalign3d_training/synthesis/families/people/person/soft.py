"""People whose limbs grow out of the body: scans, sculptures, smooth cartoons."""

import numpy as np

from patchalign3d_training.synthesis.families.people.person.body import PersonBody
from patchalign3d_training.synthesis.families.people.person.heads import DEEP, WIDE, eyes, put_on
from patchalign3d_training.synthesis.kit import (
    Assembly,
    Blend,
    Dice,
    Limb,
    Mesh,
    bumpy,
    hand,
    loft,
)

ARM_RADII = np.array([0.058, 0.045, 0.043, 0.031])  # at shoulder, elbow, forearm, wrist
LEG_RADII = np.array([0.088, 0.085, 0.058, 0.058, 0.04])  # at hip, thigh, knee, calf, ankle
EAR = np.array([0.1, 0.24, 0.16])  # half-axes over half the head's height
PALM = (0.6, 0.32, 1.3)  # half-axes over the hand's thickness, length and thickness


def soft(model: Assembly, dice: Dice, body: PersonBody) -> None:
    """One skin over torso, limbs and head; hair, eyes and a skirt are put on."""
    style, sizes = body.style, body.sizes
    blend = Blend(seam=dice.between(0.015, 0.04))
    cells = round((2.0 if style.name == "low-poly" else 1.7) * style.cells)
    _torso(blend, dice, body)
    _head(blend, dice, body)
    fingers = style.name != "low-poly" and dice.chance(0.5)
    person = model.group()
    cut = dice.between(0.0, 0.25)
    for arm in body.figure.arms:
        _arm(blend, body, arm, 0.0 if fingers else 1.2 / cells, cut)
        if fingers:
            person.add("hand", _fingers(dice, body, arm))
    foot = dice.about(1.1, 0.2)
    for leg in body.figure.legs:
        _leg(blend, body, leg, foot, 1.2 / cells)
    blend.into(person, cells)
    if body.legs_hang and dice.chance(0.08):
        long = dice.between(0.4, 0.9) * (sizes.thigh + sizes.shin)
        _skirt(person, dice, body, long)
    top = put_on(person, dice, sides=style.sides, bald=0.35, hats=0.12)
    if style.name in ("cartoon", "stylised") and dice.chance(0.6):
        top.add("eye", eyes(dice, dice.between(0.1, 0.2)))
    person.take(top, body.head.put)
    uneven = dice.chance(0.3)
    rough = bumpy(dice, dice.between(0.05, 0.25), dice.between(0.003, 0.008))
    model.take(person, rough if uneven else lambda mesh: mesh)


def _torso(blend: Blend, dice: Dice, body: PersonBody) -> None:
    """Chest, waist and hips, with a belly or breasts."""
    sizes, up, girth = body.sizes, body.figure.up, body.girth
    ahead = np.cross((1.0, 0.0, 0.0), up)
    long = sizes.torso
    deep = 0.115 * girth * (0.5 + long)
    waist = (0.9 - 0.3 * body.curves) * girth

    def slab(height: float, width: float, tall: float, thick: float, out: float = 0.0) -> None:
        at = height * long * up + out * ahead
        blend.ball("torso", at, (width, tall * long, thick), along=up)

    chest = 1.02 * sizes.shoulder * girth**0.5
    hips = (sizes.hip + 0.085) * girth**0.5 * (1.0 + 0.12 * body.curves)
    slab(height=0.72, width=chest, tall=0.38, thick=deep)
    slab(height=0.4, width=waist * 0.92 * sizes.shoulder, tall=0.4, thick=0.9 * deep)
    slab(height=0.02, width=hips, tall=0.24, thick=1.05 * deep)
    blend.limb("torso", [a.joints[0] * 0.97 for a in body.figure.arms], 0.06 * girth**0.5)
    if girth > 1.25:
        belly = 0.9 * sizes.shoulder * girth
        slab(height=0.32, width=belly, tall=0.36, thick=deep, out=0.35 * deep)
    if body.curves > 0.0:
        for side in (1.0, -1.0):
            at = 0.68 * long * up + 0.85 * deep * ahead + (side * 0.45 * sizes.shoulder, 0.0, 0.0)
            blend.ball("torso", at, 0.055 + 0.02 * body.curves)


def _head(blend: Blend, dice: Dice, body: PersonBody) -> None:
    """Neck, skull, jaw, nose and ears."""
    figure, head = body.figure, body.head
    thick = (0.05 + 0.012 * (body.limb - 1.0)) * body.girth**0.5
    nape = figure.chest - 0.02 * figure.up
    blend.limb("neck", np.stack([nape, head.at(0.0, -0.35, -0.15)]), [1.15 * thick, thick])
    skull, jaw = (0.0, 0.15, -0.05), (0.0, -0.35, 0.12)
    head.ball(blend, "head", skull, (WIDE, 0.85, DEEP))
    head.ball(blend, "head", jaw, (dice.between(0.5, 0.65), 0.65, 0.62))
    nose, bridge, tip = dice.between(0.1, 0.2), (0.0, 0.1, 0.85), (0.0, -0.15, 0.98)
    head.limb(blend, "head", [bridge, tip], [0.6 * nose, nose])
    ear = dice.between(0.9, 1.3) * EAR
    head.ball(blend, "head", (WIDE, -0.02, -0.05), ear, both=True)


def _arm(blend: Blend, body: PersonBody, arm: Limb, mitten: float, cut: float) -> None:
    """Upper arm and forearm; with a `mitten`, its least half thickness, a hand too.

    The torso keeps the shoulder: `cut` is where the arm begins on the way to the elbow.
    """
    shoulder, elbow, wrist = arm.joints
    belly = elbow + 0.3 * (wrist - elbow)
    radii = ARM_RADII * body.limb * body.girth**0.4
    blend.ball("torso", shoulder, radii[0])
    start = shoulder + cut * (elbow - shoulder)
    blend.limb("arm", np.stack([start, elbow, belly, wrist]), radii)
    if not mitten:
        return
    long, thick = body.sizes.hand, max(float(radii[-1]), 0.12 * body.sizes.hand, mitten)
    palm = wrist + 0.3 * long * arm.end
    across = np.cross(arm.across, arm.end)
    half = np.array(PALM) * (thick, long, thick)
    blend.ball("hand", palm, half, along=arm.end, across=across)
    tips = wrist + long * arm.end - 0.1 * long * arm.side * across
    blend.limb("hand", [palm, tips], [0.7 * thick, 0.5 * thick])
    thumb = wrist + 0.45 * long * arm.end + 0.3 * long * arm.across
    blend.limb("hand", [wrist + 0.1 * long * arm.end, thumb], 0.45 * thick)


def _fingers(dice: Dice, body: PersonBody, arm: Limb) -> Mesh:
    """A hand with fingers, put on the wrist."""
    count = 3 if body.style.name == "cartoon" and dice.chance(0.5) else 4
    flip = np.array([arm.side, 1.0, 1.0])
    right = hand(dice, body.sizes.hand, fingers=count, sides=6)
    right = right.stretched(x=body.limb**0.5, z=body.limb**0.5)
    right = right.oriented(arm.joints[-1] * flip, arm.end * flip, arm.across * flip)
    return right if arm.side > 0 else right.mirrored()


def _leg(blend: Blend, body: PersonBody, leg: Limb, foot: float, least: float) -> None:
    """Thigh, calf, and a foot with a heel, at least so thick (half)."""
    hip, knee, ankle = leg.joints
    calf = knee + 0.3 * (ankle - knee) - 0.02 * leg.end
    radii = LEG_RADII * body.limb * body.girth**0.6
    radii[:2] *= 1.0 + 0.1 * body.curves
    blend.limb("leg", [hip, hip + 0.25 * (knee - hip), knee, calf, ankle], radii)
    long, thick = foot * body.sizes.foot, max(float(radii[-1]), 0.17 * body.sizes.foot, least)
    sole = ankle - 0.6 * thick * leg.across
    heel, instep = sole - 0.12 * long * leg.end, sole + 0.45 * long * leg.end
    blend.limb("foot", [heel, instep], [thick, 0.95 * thick])
    toes = sole + 0.72 * long * leg.end - 0.25 * thick * leg.across
    blend.ball("foot", toes, (1.15 * thick, 0.3 * long, 0.6 * thick), along=leg.end)


def _skirt(person: Assembly, dice: Dice, body: PersonBody, long: float) -> None:
    """A skirt that hangs from the waist around the legs."""
    waist, knees = 0.14 * body.girth, max(abs(float(leg.joints[1][0])) for leg in body.figure.legs)
    band = (0.12, 2.0 * waist, 1.7 * waist)  # height, width, depth
    hips = (-0.1, 3.0 * waist, 2.6 * waist)
    hem = 2.0 * knees + dice.between(0.3, 0.6)
    person.add("skirt", loft([band, hips, (-long, hem, 0.8 * hem)], 18, caps=dice.chance(0.5)))
