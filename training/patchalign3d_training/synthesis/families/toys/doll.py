"""Dolls: rag dolls, jointed mannequins, peg dolls, gingerbread men."""

from dataclasses import replace

import numpy as np

from patchalign3d_training.synthesis.kit import (
    Assembly,
    Attitude,
    Blend,
    Dice,
    Figure,
    Pose,
    Proportions,
    ball,
    cylinder,
    figure,
    lathe,
    limb,
    loft,
    pose_of,
    prism,
    ring,
    smooth,
    tube,
)


def build(model: Assembly, dice: Dice) -> None:
    """A toy figure that looks along +z."""
    kind = dice.pick({"rag": 5, "jointed": 2, "peg": 2, "flat": 1})
    if kind == "flat":
        _gingerbread(model, dice)
        return
    if kind == "peg":
        head = _peg(model, dice)
    else:
        sizes = _sizes(dice, kind)
        body = figure(sizes, pose_of(dice) if dice.chance(0.7) else Pose())
        across = np.cross(body.crown, body.face)
        head = Attitude(body.head, sizes.head, body.crown, across)
        if kind == "rag":
            _rag(model, dice, sizes, body, head)
        else:
            _jointed(model, dice, sizes, body, head)
    if kind != "jointed":
        _face(model, dice, head)
    if kind != "jointed" or dice.chance(0.3):
        _hair(model, dice, head)


def _sizes(dice: Dice, kind: str) -> Proportions:
    """A toy's lengths: a big head on short limbs, unless it is a mannequin."""
    grown = Proportions()
    if kind == "jointed":
        return grown
    short = dice.between(0.45, 0.95)
    return replace(
        grown,
        head=grown.head * dice.between(1.3, 2.2),
        neck=0.02,
        thigh=grown.thigh * short,
        shin=grown.shin * short,
        upper_arm=grown.upper_arm * (0.4 + 0.6 * short),
        forearm=grown.forearm * (0.4 + 0.6 * short),
    )


def _rag(model: Assembly, dice: Dice, sizes: Proportions, body: Figure, head: Attitude) -> None:
    """A soft doll, stuffed, often in a dress."""
    thick = dice.between(0.05, 0.085)
    doll = Blend(seam=dice.between(0.01, 0.05))
    middle = 0.5 * body.chest
    wide = dice.between(0.13, 0.2)
    doll.ball("torso", middle, (wide, 0.36, 0.75 * wide), along=body.up)
    head.ball(doll, "head", (0.0, 0.0, 0.0), (dice.between(0.85, 1.1), 1.0, 0.9))
    for arm in body.arms:
        doll.limb("arm", arm.joints, thick)
        doll.ball("hand", arm.joints[-1] + 0.4 * thick * arm.end, 1.3 * thick)
    for leg in body.legs:
        doll.limb("leg", leg.joints, 1.2 * thick)
        doll.ball(
            "foot",
            leg.joints[-1] + 0.6 * thick * leg.end,
            (1.3 * thick, 2.0 * thick, 1.2 * thick),
            along=leg.end,
        )
    doll.into(model, dice.pick({64: 3, 48: 1, 30: 1}))
    hangs = all(abs(leg.joints[1][2]) < 0.25 for leg in body.legs)
    if hangs and dice.chance(0.6):
        long = dice.between(0.15, 0.9) * (sizes.thigh + sizes.shin)
        hem = dice.between(1.4, 2.4) * wide
        rows = [(0.45, 1.1), (0.2, 2.2), (0.0, 2.4)]
        dress = [(y, wide * w, 0.8 * wide * w) for y, w in rows] + [(-long, 2.0 * hem, 1.7 * hem)]
        model.add("dress", loft(dress, 20, caps=False).oriented((0, 0, 0), body.up))


def _jointed(model: Assembly, dice: Dice, sizes: Proportions, body: Figure, head: Attitude) -> None:
    """A wooden mannequin: egg-shaped pieces and ball joints."""
    sides = dice.pick({8: 1, 14: 2})
    model.add("head", head.put(ball(0.75, 1.0, 0.85, sides)))
    neck = np.stack([body.chest, body.head])
    model.add(
        "neck", limb(np.insert(neck, 1, neck.mean(axis=0), axis=0), np.full(3, 0.045), sides=sides)
    )
    up = body.up
    chest, waist, hips = (
        loft(np.array(rows), sides, 2.4).oriented((0.0, 0.0, 0.0), up)
        for rows in (
            [(0.25, 0.24, 0.16), (0.4, 0.34, 0.22), (0.52, 0.3, 0.18), (0.55, 0.1, 0.1)],
            [(0.1, 0.15, 0.13), (0.17, 0.17, 0.15), (0.25, 0.15, 0.13)],
            [(-0.1, 0.2, 0.14), (0.0, 0.3, 0.2), (0.1, 0.24, 0.17)],
        )
    )
    model.add("torso", chest, waist, hips)
    for part, end, thick, pair in (
        ("arm", "hand", 0.045, body.arms),
        ("leg", "foot", 0.07, body.legs),
    ):
        for member in pair:
            for start, stop in zip(member.joints[:-1], member.joints[1:], strict=True):
                along = stop - start
                path = np.stack([start + s * along for s in (0.08, 0.35, 0.92)])
                model.add(part, limb(path, thick * np.array([0.8, 1.0, 0.6]), sides=sides))
            model.add(part, *(ball(0.8 * thick, sides=8).moved(*joint) for joint in member.joints))
            long = sizes.hand if end == "hand" else 1.2 * sizes.foot
            tip = ball(0.75 * thick, 0.5 * long, 0.45 * thick, 10).moved(y=0.45 * long)
            model.add(end, tip.oriented(member.joints[-1], member.end, member.across))


def _peg(model: Assembly, dice: Dice) -> Attitude:
    """A turned body without limbs: a peg, a skittle, a nesting doll."""
    wide, tall = dice.between(0.18, 0.34), dice.between(0.5, 0.8)
    waist = dice.between(0.5, 1.0)
    profile = smooth([(1.0, 0.0), (dice.between(0.9, 1.25), 0.4), (waist, 0.85), (0.45, 1.0)], 12)
    outline = np.vstack([(0.0, 0.0), profile, (0.0, 1.0)]) * (wide, tall)
    model.add("torso", lathe(outline, dice.pick({10: 1, 24: 3})))
    size = dice.between(0.6, 1.0) * wide
    head = Attitude(np.array([0.0, tall + 0.8 * size, 0.0]), size)
    model.add("head", head.put(ball(1.0, dice.between(0.9, 1.1), 1.0)))
    if dice.chance(0.6):
        down = dice.between(0.3, 0.6) * tall
        shoulder = np.array([(0.8 * wide, 0.8 * tall, 0.0), (1.2 * wide, down, 0.1 * wide)])
        path = np.insert(shoulder, 1, shoulder.mean(axis=0) + (0.1 * wide, 0, 0), axis=0)
        model.add("arm", limb(path, np.full(3, 0.16 * wide), sides=8).both())
        model.add("hand", ball(0.2 * wide, sides=8).moved(*shoulder[1]).both())
    if dice.chance(0.4):
        shoe = ball(0.35 * wide, 0.25 * wide, 0.5 * wide, 10).moved(0.4 * wide, 0.0, 0.3 * wide)
        model.add("foot", shoe.both())
    return head


def _face(model: Assembly, dice: Dice, head: Attitude) -> None:
    """Button eyes, a nose and a sewn smile."""
    group = model.group()
    eye = dice.between(0.1, 0.2)
    half_distance, level = dice.between(0.28, 0.42), dice.between(-0.05, 0.2)
    flat = cylinder(eye, 0.12, "z", sides=12) if dice.chance(0.4) else ball(eye, eye, 0.5 * eye, 10)
    group.add("eye", flat.moved(half_distance, level, 0.82).both())
    if dice.chance(0.7):
        nose = dice.between(0.06, 0.18)
        group.add("nose", ball(nose, sides=8).moved(0.0, level - 0.25, 0.9))
    if dice.chance(0.6):
        bow = [(-0.3, -0.35, 0.75), (0.0, -0.48, 0.78), (0.3, -0.35, 0.75)]
        group.add("mouth", tube(bow, dice.between(0.03, 0.06), 9, 6))
    model.take(group, head.put)


def _hair(model: Assembly, dice: Dice, head: Attitude) -> None:
    """Hair of yarn, plaits or a cap."""
    group = model.group()
    kind = dice.pick({"mop": 3, "plaits": 3, "cap": 2, "none": 1})
    cap = ball(1.02, 0.85, 1.0).moved(0.0, 0.3, -0.15)
    if kind == "mop":
        group.add("hair", cap)
        for turn in dice.many(30.0, 330.0, 14):
            lock = [(0.0, 1.0, 0.0), (0.0, 0.5, 1.0), (0.0, dice.between(-0.8, -0.1), 1.05)]
            group.add("hair", tube(lock, 0.12, 6, 5).turned("y", turn))
    elif kind == "plaits":
        group.add("hair", cap)
        side = np.array([(0.9, 0.3, -0.1), (1.3, -0.1, 0.0), (1.2, -1.0, 0.1)])
        group.add("hair", limb(side, [0.2, 0.26, 0.12], sides=8).both())
        group.add("hair", ring(0.2, 0.06, sides=5, count=10).moved(1.22, -0.7, 0.05).both())
    elif kind == "cap":
        brim = cylinder(1.15, 0.08, sides=18).moved(0.0, 0.45)
        group.add(
            "hat", ball(1.0, 0.8, 1.0).moved(0.0, 0.45), *([brim] if dice.chance(0.5) else [])
        )
    model.take(group, head.put)


def _gingerbread(model: Assembly, dice: Dice) -> None:
    """A flat one: a plate with a round head, two arms and two legs."""
    thick = dice.between(0.06, 0.15)
    arm, leg = dice.between(0.1, 0.14), dice.between(0.11, 0.15)
    man = Blend(seam=0.04)
    man.limb("torso", [(0.0, 0.2, 0.0), (0.0, 0.5, 0.0)], [0.2, 0.17])
    man.ball("head", (0.0, 0.85, 0.0), 0.22)
    reach, lift = dice.between(0.4, 0.55), dice.between(-0.2, 0.25)
    man.limb("arm", [(0.15, 0.5, 0.0), (reach, 0.5 + lift, 0.0)], [arm, 0.9 * arm], both=True)
    man.limb("leg", [(0.1, 0.1, 0.0), (dice.between(0.12, 0.3), -0.45, 0.0)], leg, both=True)
    group = model.group()
    man.into(group, 44)
    model.take(group, lambda mesh: mesh.stretched(z=thick / 0.2))
    head = Attitude(np.array([0.0, 0.85, thick - 0.17]), 0.2)  # the face lies on the plate
    _face(model, dice, head)
    buttons = prism(
        0.03 * np.array([(1, 0), (0.5, 0.87), (-0.5, 0.87), (-1, 0), (-0.5, -0.87), (0.5, -0.87)]),
        0.04,
        "z",
    )
    model.add("button", buttons.at([(0.0, y, thick) for y in (0.2, 0.35, 0.5)]))
