"""Dinosaurs: long-necked, plated, horned and two-legged ones; they look along +z."""

from dataclasses import replace

import numpy as np

from patchalign3d_training.synthesis.families.creatures.dinosaur.armour import armour
from patchalign3d_training.synthesis.families.creatures.dinosaur.kinds import KINDS, DinosaurKind
from patchalign3d_training.synthesis.families.creatures.sprawl import toes
from patchalign3d_training.synthesis.kit import (
    Assembly,
    Attitude,
    Blend,
    Dice,
    Style,
    Vector,
    ball,
    bent,
    bumpy,
    chain,
    cylinder,
    hanging,
    rod,
    style_of,
)


def build(model: Assembly, dice: Dice) -> None:
    """A dinosaur that stands or walks."""
    style = style_of(dice)
    kind = _styled(dice, KINDS[dice.one_of(*KINDS)], style)
    along = bent((0.0, 0.0, 1.0), (0.0, 1.0, 0.0), kind.pitch + dice.between(-5.0, 8.0))
    up = (
        bent((0.0, 1.0, 0.0), -along, 90.0)
        if abs(along[1]) < 1e-9
        else np.cross(along, (1.0, 0, 0))
    )
    hips, shoulders = -0.45 * along, 0.45 * along
    cells = round(1.8 * style.cells)
    dino, front = model.group(), model.group()
    blend = Blend(seam=dice.between(0.02, 0.06))
    slim = dice.between(0.7, 0.9)
    blend.ball("body", 0.0 * up, (slim * kind.girth, 0.5, kind.girth), along=along)
    blend.ball(
        "body", hips + 0.12 * along, (0.85 * slim * kind.girth, 0.3, 0.85 * kind.girth), along=along
    )
    blend.ball(
        "body",
        shoulders - 0.1 * along,
        (0.8 * slim * kind.girth, 0.28, 0.75 * kind.girth),
        along=along,
    )
    tail = _tail(blend, dice, kind, hips, cells)
    head = _head(blend, front, dice, kind, style, shoulders, up)
    _legs(blend, dino, dice, kind, hips, shoulders)
    armour(dino, front, dice, kind, up, along, tail)
    blend.into(dino, cells, loose=dice.chance(0.12))
    dino.take(front, head.put)
    rough = bumpy(dice, 0.1, 0.006)
    model.take(dino, rough if dice.chance(0.3) else lambda mesh: mesh)


def _styled(dice: Dice, kind: DinosaurKind, style: Style) -> DinosaurKind:
    cartoon = style.name == "cartoon"
    return replace(
        kind,
        girth=dice.about(kind.girth, 0.12) * (1.15 if cartoon else 1.0),
        leg=dice.about(kind.leg, 0.12) * (0.8 if cartoon else 1.0),
        limb=dice.about(kind.limb, 0.15) * style.limb**0.6,
        neck=dice.about(kind.neck, 0.2) * (0.75 if cartoon else 1.0),
        skull=dice.about(kind.skull, 0.1) * min(style.head, 1.9 if kind.skull < 0.2 else 1.5),
        snout=dice.about(kind.snout, 0.15) / style.head**0.4,
        tail=dice.about(kind.tail, 0.2) * (0.8 if cartoon else 1.0),
    )


def _tail(blend: Blend, dice: Dice, kind: DinosaurKind, hips: Vector, cells: int) -> Vector:
    """A thick tail that gets thin; gives its joints."""
    rise, bow = dice.between(-25.0, 12.0), dice.between(-6.0, 14.0)
    aside = dice.between(-14.0, 14.0)
    steps = []
    for i in range(5):
        angle, turn = np.radians(rise + i * bow), np.radians(aside * i)
        level = np.cos(angle)
        steps.append(
            (kind.tail / 5.0, (level * np.sin(turn), np.sin(angle), -level * np.cos(turn)))
        )
    joints = chain(hips - (0.0, 0.0, 0.25 * kind.girth), *steps)
    thin = max(0.03, 1.5 * (1.0 + kind.tail + kind.neck) / cells * 0.5)
    blend.limb("tail", joints, np.linspace(0.62 * kind.girth, thin, 6))
    return joints


def _head(
    blend: Blend,
    front: Assembly,
    dice: Dice,
    kind: DinosaurKind,
    style: Style,
    shoulders: Vector,
    up: Vector,
) -> Attitude:
    """Neck, skull, jaws that may be open, eyes; gives the head's frame."""
    rise = kind.rise + dice.between(-15.0, 20.0)
    turn = np.radians(dice.between(-35.0, 35.0) if dice.chance(0.3) else 0.0)
    ahead = np.array([np.sin(turn), 0.0, np.cos(turn)])
    start = shoulders + 0.25 * kind.girth * up
    straight = bent(0.5 * (ahead + (0.0, 0.0, 1.0)), (0.0, 1.0, 0.0), rise)
    bow = dice.between(-0.12, 0.15) * kind.neck
    long = kind.neck + 0.3 * kind.girth
    joints = np.stack(
        [
            start + s * long * straight + (0.0, 4.0 * bow * s * (1.0 - s), 0.0)
            for s in (0.0, 0.33, 0.67, 1.0)
        ]
    )
    thick = np.linspace(0.62 * kind.girth, min(0.85 * kind.skull, 0.5 * kind.girth), 4)
    blend.limb("neck", joints, thick)
    face = bent(ahead, (0.0, 1.0, 0.0), dice.between(-25.0, 10.0))
    crown = bent(face, (0.0, 1.0, 0.0), 90.0)
    head = Attitude(joints[-1] + 0.3 * kind.skull * face, kind.skull, crown, np.cross(crown, face))
    wide = dice.between(0.65, 0.85)
    head.ball(blend, "head", (0.0, 0.1, 0.0), (wide, 0.9, 1.0))
    tip = 0.5 + 0.85 * kind.snout
    blunt = dice.between(0.35, 0.55)
    gape = dice.between(0.2, 0.7) if dice.chance(0.5) else 0.0
    head.limb(blend, "head", [(0.0, 0.05, 0.3), (0.0, -0.1, tip)], [0.65 * wide, blunt])
    jaw = np.array([(0.0, -0.35, 0.1), (0.0, -0.5 - 1.3 * gape, 0.9 * tip)])
    head.limb(blend, "head", jaw, [0.5 * wide, 0.7 * blunt])
    if gape and dice.chance(0.7):
        for z in np.linspace(0.6, tip + 0.2, 6):
            tooth = rod((0.3, -0.35, z), (0.3, -0.65, z), 0.08, 0.01, sides=4)
            front.add("tooth", tooth.both())
    if dice.chance(0.75):
        eye = dice.between(0.1, 0.16) * (1.8 if style.name == "cartoon" else 1.0)
        front.add("eye", ball(eye, sides=8).moved(0.85 * wide, 0.4, 0.35).both())
    return head


def _legs(
    blend: Blend, dino: Assembly, dice: Dice, kind: DinosaurKind, hips: Vector, shoulders: Vector
) -> None:
    """Hind legs and fore legs; short fore legs end in hands."""
    stride = dice.between(5.0, 30.0) if dice.chance(0.6) else 0.0
    floor = float(hips[1]) - kind.leg
    two = kind.fore < 0.6
    for i, side in enumerate((1.0, -1.0)):
        flip, step = np.array([side, 1.0, 1.0]), stride * (1.0 if i else -1.0)
        bend = dice.between(25.0, 40.0) if two else dice.between(5.0, 15.0)
        root = hips + (0.6 * kind.girth, -0.1 * kind.girth, 0.08)
        angles = (step + bend, step - 1.2 * bend, step + 0.4 * bend)
        lengths = np.array([0.42, 0.38, 0.3]) * kind.leg
        bones = [(float(long), hanging(a, 3.0)) for long, a in zip(lengths, angles, strict=True)]
        joints = chain(root, *bones) * flip
        radii = np.array([1.15, 0.9, 0.55, 0.5]) * kind.limb
        blend.limb("leg", joints, radii)
        _foot(blend, dino, dice, joints[-1], 0.5 * kind.limb, claws=two)
        thick = kind.limb * (0.8 if not two else 0.42)
        start = shoulders + (0.55 * kind.girth, -0.35 * kind.girth, -0.05)
        reach = float(start[1]) - floor if not two and kind.fore > 0.7 else kind.fore * kind.leg
        swing = dice.between(10.0, 60.0) if two else -0.7 * step
        more = dice.between(20.0, 70.0) if two else 8.0
        bones = [
            (0.5 * reach, hanging(swing - more, 6.0)),
            (0.5 * reach, hanging(swing + more, 2.0)),
        ]
        joints = chain(start, *bones) * flip
        blend.limb("arm" if two else "leg", joints, thick * np.array([1.1, 0.85, 0.65]))
        if two:
            claws = toes(dice, 1.8 * thick, 0.3 * thick, dice.count(2, 3))
            dino.add("hand", claws.oriented(joints[-1], (0.0, 0.8, 0.5)))
            blend.ball("hand", joints[-1], 0.75 * thick)
        else:
            _foot(blend, dino, dice, joints[-1], 0.7 * thick, claws=False)


def _foot(
    blend: Blend, dino: Assembly, dice: Dice, at: Vector, thick: float, *, claws: bool
) -> None:
    """Three long toes, or a round foot with nails."""
    if claws:
        dino.add("foot", toes(dice, 3.2 * thick, 0.5 * thick, 3).moved(*at))
        blend.ball("foot", at + (0.0, 0.0, 0.5 * thick), (1.1 * thick, 0.7 * thick, 1.3 * thick))
        return
    sole = cylinder(1.1 * thick, 0.7 * thick, top=thick, sides=12)
    dino.add("foot", sole.moved(*at))
    if dice.chance(0.5):
        nail = ball(0.3 * thick, 0.3 * thick, 0.3 * thick, 6)
        dino.add(
            "foot",
            nail.at([(x * thick, -0.25 * thick, 1.1 * thick) for x in (-0.7, 0.0, 0.7)]).moved(*at),
        )
