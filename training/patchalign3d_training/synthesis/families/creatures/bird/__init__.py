"""Birds, standing, sitting and flying, looking along +z."""

from dataclasses import replace

import numpy as np

from patchalign3d_training.synthesis.families.creatures.bird.feathers import (
    folded_wing,
    spread_wing,
    tail_feathers,
)
from patchalign3d_training.synthesis.families.creatures.bird.kinds import KINDS, BirdKind
from patchalign3d_training.synthesis.kit import (
    Assembly,
    Attitude,
    Blend,
    Dice,
    Mesh,
    Style,
    Vector,
    ball,
    bent,
    join,
    prism,
    rod,
    style_of,
    sweep,
)

_UP, _AHEAD = np.array([0.0, 1.0, 0.0]), np.array([0.0, 0.0, 1.0])


def build(model: Assembly, dice: Dice) -> None:
    """A songbird, pigeon, eagle, owl, penguin, duck, swan, chicken, flamingo and so on."""
    style = style_of(dice)
    kind = _styled(dice, KINDS[dice.one_of(*KINDS)], style)
    flies = dice.chance(0.45) and not kind.upright
    tilt = dice.between(-8.0, 10.0) if flies else kind.tilt + dice.between(-8.0, 8.0)
    ahead, up = bent(_AHEAD, _UP, tilt), bent(_UP, -_AHEAD, tilt)
    blend = Blend(seam=dice.between(0.02, 0.07))
    plump = dice.between(0.95, 1.15)
    blend.ball("body", (0.0, 0.0, 0.0), (kind.girth, 0.5, plump * kind.girth), along=ahead)
    breast = 0.2 * ahead - 0.1 * kind.girth * up
    blend.ball("body", breast, (0.95 * kind.girth, 0.28, kind.girth), along=ahead)
    rump = -0.42 * ahead + 0.15 * kind.girth * up
    blend.ball("body", rump, (0.5 * kind.girth, 0.2, 0.45 * kind.girth), along=ahead)
    head = _neck(blend, dice, kind, ahead, up, flies)
    head.ball(blend, "head", (0.0, 0.0, 0.0), (0.9, 0.95, 1.05))

    bird, front = model.group(), model.group()
    _face(front, dice, kind, style)
    tail = Attitude(rump - 0.1 * ahead, 1.0, up, (1.0, 0.0, 0.0))
    bird.add("tail", tail.put(tail_feathers(dice, kind)))
    shoulder = 0.2 * ahead + 0.35 * kind.girth * up
    if flies or dice.chance(0.12):
        lift = dice.between(-25.0, 50.0)
        bird.add(
            "wing", spread_wing(dice, kind, lift).moved(0.6 * kind.girth, *shoulder[1:]).both()
        )
    else:
        folded_wing(blend, bird, dice, kind, ahead, up)
    if not flies or dice.chance(0.5):
        legs = dice.chance(0.93)
        for side in (1.0, -1.0) if legs else ():
            _leg(blend, bird, dice, kind, side, flies, ahead)
    blend.into(bird, round(1.4 * style.cells), loose=dice.chance(0.2))
    bird.take(front, head.put)
    model.take(bird)


def _styled(dice: Dice, kind: BirdKind, style: Style) -> BirdKind:
    head = min(style.head, 2.0 if kind.head < 0.2 else 1.4)
    return replace(
        kind,
        girth=dice.about(kind.girth, 0.15) * (1.15 if style.name == "cartoon" else 1.0),
        neck=dice.about(kind.neck, 0.25),
        thin=dice.about(kind.thin, 0.15),
        head=dice.about(kind.head, 0.1) * head,
        beak=dice.about(kind.beak, 0.2) * head**0.4,
        leg=dice.about(kind.leg, 0.2),
        wing=dice.about(kind.wing, 0.2),
        chord=dice.about(kind.chord, 0.15),
        tail=dice.about(kind.tail, 0.25),
    )


def _neck(
    blend: Blend, dice: Dice, kind: BirdKind, ahead: Vector, up: Vector, flies: bool
) -> Attitude:
    """The neck, stretched in flight and in an S on the ground; gives the head's frame."""
    start = 0.4 * ahead + 0.15 * kind.girth * up
    rise = dice.between(-5.0, 25.0) if flies else dice.between(45.0, 85.0)
    if kind.neck < 0.15 and not kind.upright:
        rise = dice.between(20.0, 60.0)
    straight = bent(_AHEAD, _UP, rise)
    bow = (0.0 if flies else dice.between(-0.15, 0.3)) * kind.neck
    long = kind.neck + 0.6 * kind.head
    joints = [
        start + s * long * straight + bow * np.sin(2.0 * np.pi * s) * _AHEAD
        for s in (0.0, 0.25, 0.5, 0.75, 1.0)
    ]
    thick = np.linspace(max(1.5 * kind.thin, 0.6 * kind.girth), kind.thin, 5)
    thick[1:4] = np.minimum(thick[1:4], 1.2 * kind.thin)
    blend.limb("neck" if kind.neck > 0.14 else "body", np.stack(joints), thick)
    turn = dice.between(-60.0, 60.0) if dice.chance(0.3) and not flies else 0.0
    face = bent(bent(_AHEAD, (1.0, 0.0, 0.0), turn), _UP, dice.between(-25.0, 15.0))
    crown = bent(face, _UP, 90.0)
    middle = joints[-1] + 0.2 * kind.head * face
    return Attitude(middle, kind.head, crown, np.cross(crown, face))


def _face(front: Assembly, dice: Dice, kind: BirdKind, style: Style) -> None:
    """Beak, eyes and what the head wears, in its frame: its radius is 1, the beak goes to +z."""
    long = kind.beak / kind.head
    thick = dice.between(0.28, 0.42)
    if kind.beaks == "flat":
        bill = ball(1.1 * thick, 0.4 * thick, 0.62 * long, 12).moved(0.0, -0.2, 0.8 + 0.5 * long)
    elif kind.beaks == "hook":
        path = [(0, 0, 0.75), (0, 0.05, 0.8 + 0.55 * long), (0, -0.2 * long, 0.8 + 0.95 * long)]
        bill = sweep([*path, (0, -0.55 * long, 0.8 + long)], np.array([1.2, 1.0, 0.6, 0.1]) * thick)
    elif kind.beaks == "pouch":
        upper = rod((0.0, 0.0, 0.7), (0.0, -0.3, 0.8 + long), 0.7 * thick, 0.15 * thick)
        bag = ball(0.7 * thick, 0.5 * long * 0.35, 0.45 * long, 10).moved(0, -0.5, 0.8 + 0.4 * long)
        bill = join(upper, bag)
    else:
        slim = 1.0 if kind.beaks == "cone" else 0.5
        gape = dice.between(0.0, 0.5) if dice.chance(0.25) else 0.0
        upper, lower = (
            rod(
                (0.0, at, 0.75),
                (0.0, at + tip, 0.85 + long),
                slim * thick,
                0.03,
                sides=dice.count(4, 9),
            )
            for at, tip in ((0.0, gape), (-0.15, -gape))
        )
        bill = join(upper, lower) if gape else upper
    front.add("beak", bill.stretched(y=dice.between(0.8, 1.1)))
    large = {"cartoon": 0.3, "stylised": 0.2}.get(style.name, 0.13) * dice.between(0.8, 1.3)
    if kind.upright and kind.beaks == "hook":
        front.add(
            "eye", ball(1.3 * large, 1.3 * large, 0.5 * large, 10).moved(0.4, 0.2, 0.85).both()
        )
    elif dice.chance(0.7):
        front.add("eye", ball(0.5 * large, large, large, 8).moved(0.78, 0.25, 0.35).both())
    if kind.crest == "comb":
        top = join(*(ball(0.12, 0.35, 0.25, 8).moved(0.0, 0.95, z) for z in (-0.35, 0.0, 0.35)))
        wattle = ball(0.1, 0.35, 0.18, 8).moved(0.15, -0.75, 0.75).both()
        front.add("comb", top, wattle)
    elif kind.crest == "plume" or dice.chance(0.08):
        for back in (-0.5, -0.9):
            front.add("comb", rod((0.0, 0.7, -0.3), (0.0, 1.1, back - 0.6), 0.12, 0.02, sides=5))


def _leg(
    blend: Blend,
    bird: Assembly,
    dice: Dice,
    kind: BirdKind,
    side: float,
    flies: bool,
    ahead: Vector,
) -> None:
    """A feathered thigh, a thin shank and a foot with toes or a web."""
    flip = np.array([side, 1.0, 1.0])
    hip = np.array([0.5 * kind.girth, -0.6 * kind.girth, 0.0])
    thin = dice.between(0.025, 0.04) * (1.5 if kind.leg < 0.3 else 1.0)
    if flies:
        end = hip - kind.leg * 0.8 * ahead - (0.0, 0.1, 0.0)
        knee = 0.5 * (hip + end)
    else:
        swing = dice.between(-0.25, 0.25) * kind.leg
        knee = hip + (0.0, -0.3 * kind.girth - 0.35 * kind.leg, -0.15 * kind.leg)
        end = np.array([hip[0], hip[1] - 0.5 * kind.girth - kind.leg, 0.05 + swing])
    thigh = np.stack([hip, 0.6 * hip + 0.4 * knee, knee]) * flip
    blend.limb("leg", thigh, [0.4 * kind.girth, 0.25 * kind.girth, 1.3 * thin])
    bird.add("leg", rod(knee * flip, end * flip, 1.1 * thin, thin, sides=6))
    foot = _toes(dice, kind, thin)
    down = (end - knee) / np.linalg.norm(end - knee)
    sole = bent(down, (0.0, 0.0, 1.0), 90.0) if not flies else bent(down, -ahead, 20.0)
    bird.add("foot", foot.oriented(end * flip, -down * flip, np.cross(-down, sole)))


def _toes(dice: Dice, kind: BirdKind, thin: float) -> Mesh:
    """Three toes ahead and one behind, or a web; the shank ends at the origin."""
    long = dice.between(0.14, 0.24) * (kind.leg + 0.5)
    if kind.toes == "webbed":
        web = np.array(
            [(0.0, -0.25), (0.55, 0.75), (0.2, 0.85), (0.0, 1.0), (-0.2, 0.85), (-0.55, 0.75)]
        )
        return prism(web * long, 1.2 * thin, "y")
    ahead = [
        rod((0, 0, 0), (0, 0, long), thin, 0.4 * thin, sides=5).turned("y", a) for a in (-35, 0, 35)
    ]
    return join(*ahead, rod((0, 0, 0), (0, 0, -0.6 * long), thin, 0.4 * thin, sides=5))
