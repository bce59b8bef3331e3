"""Figures on two legs: joints out of proportions and a pose."""

from dataclasses import dataclass, field

import numpy as np
from numpy.typing import ArrayLike

from patchalign3d_training.synthesis.kit.dice import Dice
from patchalign3d_training.synthesis.kit.limbs import chain, hanging
from patchalign3d_training.synthesis.kit.mesh import Vector

_FORWARD, _UP, _INWARD = np.array([0.0, 0, 1]), np.array([0.0, 1, 0]), np.array([-1.0, 0, 0])


@dataclass(frozen=True)
class Proportions:
    """Lengths of a figure, in metres for a grown-up of 1.75.

    Attributes:
        thigh: From the hip to the knee.
        shin: From the knee to the ankle.
        foot: From the ankle to the tip of the toes.
        hip: From the middle to a hip joint.
        torso: From the hips to the shoulders.
        shoulder: From the middle to a shoulder joint.
        upper_arm: From the shoulder to the elbow.
        forearm: From the elbow to the wrist.
        hand: From the wrist to the tip of the fingers.
        neck: From the shoulders' height to the chin.
        head: Half the height of the head.
    """

    thigh: float = 0.44
    shin: float = 0.42
    foot: float = 0.19
    hip: float = 0.09
    torso: float = 0.5
    shoulder: float = 0.17
    upper_arm: float = 0.29
    forearm: float = 0.26
    hand: float = 0.18
    neck: float = 0.105
    head: float = 0.12


@dataclass(frozen=True)
class ArmPose:
    """Degrees: swung forward, lifted to the side, the elbow bent towards "z", "y" or "x" inward."""

    swing: float = 0.0
    lift: float = 8.0
    bend: float = 10.0
    towards: str = "z"


@dataclass(frozen=True)
class LegPose:
    """Degrees: swung forward, spread to the side, the knee bent."""

    swing: float = 0.0
    lift: float = 4.0
    bend: float = 3.0


@dataclass(frozen=True)
class Pose:
    """How a figure stands; of each pair the first is at +x.

    Attributes:
        arms: Both arms.
        legs: Both legs.
        lean: Degrees that the torso leans forward.
        tilt: Degrees that it leans towards +x.
        turn: Degrees that the head is turned towards +x.
        nod: Degrees that the head is bent forward.
    """

    arms: tuple[ArmPose, ArmPose] = field(default=(ArmPose(), ArmPose()))
    legs: tuple[LegPose, LegPose] = field(default=(LegPose(), LegPose()))
    lean: float = 0.0
    tilt: float = 0.0
    turn: float = 0.0
    nod: float = 0.0


@dataclass(frozen=True, eq=False)
class Limb:
    """An arm or a leg.

    Attributes:
        side: 1.0 at +x, -1.0 at -x.
        joints: (3, 3): shoulder, elbow, wrist; or hip, knee, ankle.
        end: Where the hand or foot points, (3,) unit.
        across: Direction of the thumb, or of the shin upwards, (3,) unit.
    """

    side: float
    joints: Vector
    end: Vector
    across: Vector


@dataclass(frozen=True, eq=False)
class Figure:
    """Where everything is; the middle between the hips is the origin.

    Attributes:
        up: The torso's direction, (3,).
        chest: Between the shoulders, (3,).
        head: The middle of the head, (3,).
        face: Where the face looks, (3,).
        crown: From the chin to the top of the head, (3,).
        arms: At +x, then at -x.
        legs: At +x, then at -x.
    """

    up: Vector
    chest: Vector
    head: Vector
    face: Vector
    crown: Vector
    arms: tuple[Limb, Limb]
    legs: tuple[Limb, Limb]


def bent(direction: ArrayLike, towards: ArrayLike, degrees: float) -> Vector:
    """A direction turned by some degrees towards another one, (3,) unit."""
    first = np.asarray(direction, dtype=np.float64) / np.linalg.norm(direction)
    second = np.asarray(towards, dtype=np.float64)
    second = second - (second @ first) * first
    if np.linalg.norm(second) < 1e-6:
        return first
    angle = np.radians(degrees)
    return np.asarray(np.cos(angle) * first + np.sin(angle) * second / np.linalg.norm(second))


def figure(sizes: Proportions, pose: Pose) -> Figure:
    """The joints of a figure in a pose."""
    up = bent(bent(_UP, _FORWARD, pose.lean), (1.0, 0.0, 0.0), pose.tilt)
    ahead = bent(up, _FORWARD, 90.0)
    chest = sizes.torso * up
    crown = bent(up, ahead, pose.nod)
    face = bent(bent(crown, ahead, 90.0), np.cross(up, ahead), pose.turn)
    head = chest + sizes.neck * bent(up, crown, 0.5 * pose.nod) + sizes.head * crown
    sides = (1.0, -1.0)
    arms = [_arm(sizes, p, s, chest, up) for s, p in zip(sides, pose.arms, strict=True)]
    legs = [_leg(sizes, p, s) for s, p in zip(sides, pose.legs, strict=True)]
    return Figure(up, chest, head, face, crown, (arms[0], arms[1]), (legs[0], legs[1]))


def _arm(sizes: Proportions, pose: ArmPose, side: float, chest: Vector, up: Vector) -> Limb:
    flip = np.array([side, 1.0, 1.0])
    upper = hanging(pose.swing, pose.lift)
    goal = {"z": _FORWARD, "y": _UP, "x": _INWARD}[pose.towards]
    lower = bent(upper, goal, pose.bend)
    out = np.cross(up, bent(up, _FORWARD, 90.0))  # the torso's own side
    shoulder = (chest + side * sizes.shoulder * out) * flip
    joints = chain(shoulder, (sizes.upper_arm, upper), (sizes.forearm, lower))
    thumb = bent(lower, _FORWARD if abs(lower[2]) < 0.8 else _UP, 90.0)
    return Limb(side, joints * flip, lower * flip, thumb * flip)


def _leg(sizes: Proportions, pose: LegPose, side: float) -> Limb:
    flip = np.array([side, 1.0, 1.0])
    hip = (sizes.hip, 0.0, 0.0)
    lower = hanging(pose.swing - pose.bend, pose.lift)
    joints = chain(hip, (sizes.thigh, hanging(pose.swing, pose.lift)), (sizes.shin, lower))
    goal = (0.0, 1.0, 3.0) if lower[2] > -0.85 else (0.0, -1.0, 0.0)  # kneeling: toes down
    ahead = bent(bent(lower, goal, 90.0), (1.0, 0.0, 0.0), 8.0)
    return Limb(side, joints * flip, ahead * flip, -lower * flip)


def pose_of(dice: Dice) -> Pose:
    """One of many poses: half of them stand or show themselves, half move, sit or kneel."""
    kinds = {"stand": 6, "a": 3, "t": 4, "walk": 5, "run": 2, "sit": 3, "floor": 1, "kneel": 1}
    kind = dice.pick(kinds | {"gesture": 5, "crouch": 1, "lunge": 1})
    lean, tilt = dice.between(-4.0, 5.0), dice.between(-3.0, 3.0)
    turn = dice.between(-50.0, 50.0) if dice.chance(0.4) else 0.0
    nod = dice.between(-15.0, 25.0) if dice.chance(0.4) else 0.0
    arms, legs = _arms_of(dice, kind), _legs_of(dice, kind)
    if kind == "run":
        lean = dice.between(5.0, 25.0)
    if kind in ("crouch", "lunge"):
        lean = dice.between(10.0, 50.0)
    if kind in ("t", "a"):
        lean = tilt = turn = nod = 0.0
    return Pose(arms, legs, lean, tilt, turn, nod)


def _arms_of(dice: Dice, kind: str) -> tuple[ArmPose, ArmPose]:
    alike = {"t": (84.0, 96.0), "a": (28.0, 60.0), "stand": (4.0, 25.0)}
    if kind in alike:
        arm = ArmPose(dice.between(-6.0, 6.0), dice.between(*alike[kind]), dice.between(0.0, 18.0))
        return arm, arm
    if kind in ("walk", "run"):
        swing = dice.between(15.0, 45.0)
        bend = dice.between(5.0, 35.0) if kind == "walk" else dice.between(60.0, 100.0)
        lift = dice.between(5.0, 20.0)
        return ArmPose(-swing, lift, bend), ArmPose(swing, lift, bend + 10.0)
    first = _gesture(dice)
    return (first, first) if dice.chance(0.4) else (first, _gesture(dice))


def _gesture(dice: Dice) -> ArmPose:
    bend = dice.between(10.0, 110.0)
    return dice.one_of(
        ArmPose(dice.between(-10.0, 20.0), dice.between(5.0, 30.0), dice.between(0.0, 40.0)),
        ArmPose(dice.between(40.0, 95.0), dice.between(0.0, 40.0), 0.7 * bend),
        ArmPose(dice.between(-10.0, 20.0), dice.between(70.0, 110.0), bend, "y"),
        ArmPose(0.0, dice.between(130.0, 172.0), 0.3 * bend),
        ArmPose(dice.between(-20.0, 10.0), dice.between(35.0, 55.0), dice.between(80, 110), "x"),
        ArmPose(dice.between(10.0, 40.0), dice.between(10.0, 30.0), bend),
    )


def _legs_of(dice: Dice, kind: str) -> tuple[LegPose, LegPose]:
    if kind in ("walk", "run"):
        swing = dice.between(12.0, 30.0) if kind == "walk" else dice.between(30.0, 60.0)
        front = LegPose(swing, 2.0, dice.between(0.0, 25.0) if kind == "walk" else swing)
        back = LegPose(-swing, 2.0, dice.between(5.0, 40.0) if kind == "walk" else 1.5 * swing)
        return front, back
    if kind in ("sit", "crouch"):
        lift = dice.between(0.0, 20.0)
        swing = dice.between(75.0, 95.0) if kind == "sit" else dice.between(50.0, 80.0)
        bend = swing - dice.between(-15.0, 15.0) + (dice.between(10, 30) if kind != "sit" else 0.0)
        return LegPose(swing, lift, bend), LegPose(swing + dice.between(-4, 4), lift, bend)
    if kind == "floor":
        legs = [LegPose(dice.between(80.0, 92.0), dice.between(3, 25), dice.between(0.0, 15.0))] * 2
        return legs[0], legs[1]
    if kind == "kneel":
        knee = LegPose(0.0, 5.0, dice.between(85.0, 100.0))
        return knee, (LegPose(88.0, 8.0, 88.0) if dice.chance(0.5) else knee)
    if kind == "lunge":
        return LegPose(dice.between(50, 80), 12.0, 70.0), LegPose(-dice.between(20, 45), 12.0, 20.0)
    if kind == "gesture" and dice.chance(0.25):
        return LegPose(), LegPose(dice.between(0.0, 70.0), dice.between(5, 40), dice.between(0, 90))
    spread = dice.between(0.0, 18.0) if kind != "t" else dice.between(0.0, 8.0)
    left, right = (LegPose(0.0, spread, dice.between(0.0, 6.0)) for _ in range(2))
    return left, right
