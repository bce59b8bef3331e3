"""Robots with heads and arms, on legs, wheels or tracks."""

from dataclasses import dataclass, replace

import numpy as np

from patchalign3d_training.synthesis.kit import (
    Assembly,
    Attitude,
    Dice,
    Figure,
    Limb,
    Mesh,
    Pose,
    Proportions,
    ball,
    box,
    button,
    cylinder,
    dome,
    figure,
    grille,
    join,
    loft,
    pose_of,
    prism,
    rectangle,
    ring,
    rod,
    screen,
    wheel,
)


@dataclass(frozen=True)
class RobotLook:
    """What a robot is made of: how thick its limbs are, how round its edges, boxes or tubes."""

    thick: float
    rounding: float
    tubes: bool
    sides: int


def build(model: Assembly, dice: Dice) -> None:
    """A tin toy, a service robot or a machine of war; it looks along +z."""
    drives = dice.pick({"legs": 7, "wheels": 2, "tracks": 1, "floats": 1})
    short = dice.between(0.35, 1.0)
    grown = Proportions()
    sizes = replace(
        grown,
        head=grown.head * dice.between(0.8, 1.9),
        neck=dice.between(0.03, 0.12),
        thigh=grown.thigh * short,
        shin=grown.shin * short,
        shoulder=dice.between(0.17, 0.3),
        hip=dice.between(0.09, 0.16),
    )
    pose = pose_of(dice) if dice.chance(0.6) else Pose()
    body = figure(sizes, pose if drives == "legs" else Pose(arms=pose.arms))
    look = RobotLook(
        dice.between(0.05, 0.11), dice.one_of(0.0, 0.02, 0.05), dice.chance(0.5), dice.count(8, 16)
    )
    width = 2.0 * sizes.shoulder - look.thick * dice.between(0.8, 1.2)
    trunk = _trunk(model, dice, body, look, width, sizes.torso)
    _head(model, dice, body, look, sizes)
    for arm in body.arms:
        _arm(model, dice, arm, look)
    if drives == "legs":
        for leg in body.legs:
            _leg(model, dice, leg, look, sizes)
    elif drives != "floats":
        low = float(trunk.low[1])
        _base(model, dice, drives, width, float(trunk.size[2]), low)


def _trunk(
    model: Assembly, dice: Dice, body: Figure, look: RobotLook, width: float, torso: float
) -> Mesh:
    """The body with a panel, a grille and buttons on its front."""
    tall, deep = torso + 0.1, dice.between(0.45, 0.8) * width
    kind = dice.pick({"box": 4, "barrel": 2, "taper": 2, "egg": 2})
    if kind == "box":
        trunk = box(width, tall, deep, look.rounding)
    elif kind == "barrel":
        trunk = cylinder(0.5 * width, tall, sides=2 * look.sides).stretched(z=deep / width)
    elif kind == "taper":
        waist = dice.between(0.5, 0.85)
        rows = [(-0.5 * tall, waist * width, waist * deep), (0.5 * tall, width, deep)]
        trunk = loft(rows, 2 * look.sides, 6.0)
    else:
        trunk = ball(0.5 * width, 0.55 * tall, 0.5 * deep, 2 * look.sides)
    placed = model.group()
    placed.add("body", trunk)
    front = float(trunk.high[2])
    if dice.chance(0.6) and kind in ("box", "barrel"):
        wide, high = dice.between(0.35, 0.7) * width, dice.between(0.2, 0.4) * tall
        plate = screen(wide, high, 0.02, 0.02)
        placed.add("panel", plate.moved(0.0, 0.15 * tall, front - 0.01))
    if dice.chance(0.4):
        bars = grille(0.5 * width, 0.15 * tall, 5, 0.008)
        placed.add("body", bars.moved(0.0, -0.25 * tall, front))
    if dice.chance(0.55):
        knobs = button(0.05, 0.05, 0.02, 1.0).in_row(dice.count(2, 4), 0.09)
        placed.add("button", knobs.moved(0.0, -0.12 * tall, front - 0.005))
    model.take(placed, lambda mesh: mesh.moved(y=0.5 * torso).oriented((0, 0, 0), body.up))
    return trunk.moved(y=0.5 * torso)


def _head(model: Assembly, dice: Dice, body: Figure, look: RobotLook, sizes: Proportions) -> None:
    """A box, can, dome or ball with eyes or a visor, ears and antennae."""
    wide = dice.between(0.8, 1.3)
    kind = dice.pick({"box": 4, "can": 2, "dome": 2, "ball": 2})
    skull = {
        "box": box(2.0 * wide, 1.7, 1.7, 8.0 * look.rounding),
        "can": cylinder(wide, 1.6, sides=2 * look.sides),
        "dome": join(
            dome(wide, 1.2, sides=2 * look.sides).on(-0.4), cylinder(wide, 0.5).under(-0.3)
        ),
        "ball": ball(wide, 0.95, 0.95, 2 * look.sides),
    }[kind]
    head = model.group()
    head.add("head", skull)
    front = float(skull.high[2])
    half_distance = dice.between(0.35, 0.5) * wide
    if dice.chance(0.25):
        visor = box(1.5 * wide, 0.35, 0.4, 0.1)
        head.add("eye", visor.moved(0.0, 0.2, front - 0.15))
    else:
        lens = dice.between(0.16, 0.32)
        eye = cylinder(lens, 0.3, "z", sides=14) if dice.chance(0.6) else ball(lens, sides=10)
        rim = ring(1.1 * lens, 0.05, "z", 14, 5).moved(z=0.15)
        eye = join(eye, rim) if dice.chance(0.4) else eye
        bend = 1.0 if kind == "box" else np.sqrt(max(1.0 - (half_distance / wide) ** 2, 0.2))
        z = front * bend
        eye = eye.moved(0.0, dice.between(0.05, 0.3), z - 0.05)
        head.add("eye", eye if dice.chance(0.12) else eye.moved(half_distance).both())
    if dice.chance(0.45):
        mouth = (
            grille(0.9 * wide, 0.25, 5, 0.03) if dice.chance(0.5) else box(0.8 * wide, 0.12, 0.1)
        )
        head.add("mouth", mouth.moved(0.0, -0.45, front - 0.03))
    if dice.chance(0.4):
        head.add("head", cylinder(0.3, 0.25, "x", sides=12).beside(skull, "+x", -0.05).both())
    if dice.chance(0.6):
        tall, thin = dice.between(0.5, 1.3), dice.between(0.04, 0.08)
        mast = rod((0.0, 0.6, 0.0), (0.0, 0.8 + tall, 0.0), thin, sides=6)
        tip = ball(dice.between(0.1, 0.2), sides=8).moved(y=0.8 + tall)
        both = join(mast, tip).moved(0.5 * wide).turned("z", -10.0).both()
        head.add("antenna", both if dice.chance(0.4) else join(mast, tip))
    across = np.cross(body.crown, body.face)
    model.take(head, Attitude(body.head, sizes.head, body.crown, across).put)
    model.add(
        "neck", rod(body.chest, body.head, dice.between(0.3, 0.6) * sizes.head, sides=look.sides)
    )


def _bone(start: np.ndarray, end: np.ndarray, look: RobotLook, wide: float) -> Mesh:
    """One rigid piece of a limb."""
    if look.tubes:
        return rod(start, end, 0.5 * wide, sides=look.sides)
    along = end - start
    long = float(np.linalg.norm(along))
    bar = box(wide, long, wide, min(look.rounding, 0.3 * wide)).moved(y=0.5 * long)
    return bar.oriented(start, along)


def _arm(model: Assembly, dice: Dice, arm: Limb, look: RobotLook) -> None:
    """Upper arm, forearm, ball joints, and a claw, a mitt or a drum."""
    shoulder, elbow, wrist = arm.joints
    bulge = dice.between(0.8, 1.7)
    model.add(
        "arm",
        _bone(shoulder, elbow, look, look.thick),
        _bone(elbow, wrist, look, bulge * look.thick),
    )
    model.add("arm", *(ball(0.75 * look.thick, sides=10).moved(*at) for at in (shoulder, elbow)))
    size = dice.between(1.1, 1.7) * look.thick
    kind = dice.pick({"claw": 3, "mitt": 2, "fingers": 2})
    if kind == "claw":
        jaw = prism(rectangle(0.25 * size, 1.2 * size), 0.5 * size, "z").moved(
            0.4 * size, 1.0 * size
        )
        grip = join(cylinder(0.5 * size, 0.5 * size, sides=10), jaw.turned("z", 12.0).both())
    elif kind == "mitt":
        grip = box(0.8 * size, 1.2 * size, size, 0.1 * size).moved(y=0.5 * size)
    else:
        palm = box(size, 0.8 * size, 0.5 * size).moved(y=0.3 * size)
        grip = join(
            palm, box(0.22 * size, 0.9 * size, 0.22 * size).moved(y=size).in_row(3, 0.35 * size)
        )
    model.add("hand", grip.oriented(wrist, arm.end, arm.across))


def _leg(model: Assembly, dice: Dice, leg: Limb, look: RobotLook, sizes: Proportions) -> None:
    """Thigh, shin, joints and a big foot."""
    hip, knee, ankle = leg.joints
    wide = 1.3 * look.thick
    model.add(
        "leg", _bone(hip, knee, look, wide), _bone(knee, ankle, look, dice.between(1.0, 1.5) * wide)
    )
    model.add("leg", *(ball(0.7 * wide, sides=10).moved(*at) for at in (hip, knee)))
    sole = box(1.5 * wide, wide, dice.between(1.0, 1.5) * sizes.foot, look.rounding)
    across = np.cross(leg.across, leg.end)
    model.add(
        "foot", sole.moved(0.0, -0.2 * wide, 0.3 * sizes.foot).oriented(ankle, leg.across, across)
    )


def _base(model: Assembly, dice: Dice, drives: str, width: float, depth: float, low: float) -> None:
    """Wheels on an axle, or a pair of tracks, under the body."""
    radius = dice.between(0.1, 0.2)
    model.add("body", box(0.6 * width, 0.15, 0.7 * depth).under(low + 0.03))
    y = low - 0.1 - 0.5 * radius
    if drives == "wheels":
        roller = wheel(radius, 0.6 * radius, 0, 0.3 * radius)
        places = (
            [(0.5 * width, y, 0.0)]
            if dice.chance(0.4)
            else [(0.5 * width, y, z) for z in (0.3, -0.3)]
        )
        model.add("wheel", roller.at(places).both())
        return
    outline = rectangle(2.0 * radius, 1.6 * depth + 2.0 * radius, radius, 6)[:, ::-1]
    track = prism(outline, 0.25 * width, "x").moved(0.5 * width, y, 0.0)
    model.add("wheel", track.both())
