"""How an animal stands: where its joints are."""

from dataclasses import dataclass

import numpy as np

from patchalign3d_training.synthesis.families.creatures.animal.kinds import AnimalKind
from patchalign3d_training.synthesis.kit import Attitude, Dice, Vector, bent, chain, hanging

_UP, _AHEAD = np.array([0.0, 1.0, 0.0]), np.array([0.0, 0.0, 1.0])


@dataclass(frozen=True, eq=False)
class Stance:
    """Joints of a four-legged animal that looks along +z.

    Attributes:
        hips: The middle between the hips, (3,).
        shoulders: The middle between the shoulders, (3,).
        up: What is up for the trunk, (3,).
        fore: Shoulder, elbow, wrist and foot of each fore leg.
        hind: Hip, knee, hock and foot of each hind leg.
        neck: Joints of the neck, from the shoulders to the head, (4, 3).
        head: The head's frame: the snout points along its z, half its height is 1.
        tail: Joints of the tail, (4, 3).
    """

    hips: Vector
    shoulders: Vector
    up: Vector
    fore: tuple[Vector, Vector]
    hind: tuple[Vector, Vector]
    neck: Vector
    head: Attitude
    tail: Vector


def stance_of(dice: Dice, kind: AnimalKind) -> Stance:
    """A pose: standing, walking, running, grazing, sitting, lying or rearing."""
    sits = 3 if kind.foot == "paw" else 0
    pose = dice.pick(
        {"stand": 8, "walk": 5, "run": 3, "graze": 2, "lie": 1, "rear": 2, "sit": sits}
    )
    leg = kind.leg
    pitch = {"rear": dice.between(35.0, 65.0), "stand": dice.between(-3.0, 5.0)}.get(pose, 0.0)
    low = 1.0 * kind.chest  # the height of hips on the ground
    if pose == "sit":
        pitch = float(np.degrees(np.arcsin(np.clip(0.95 * leg - low, 0.3, 0.85))))
    along = bent(_AHEAD, _UP, pitch)
    up = bent(_UP, -_AHEAD, pitch)
    hips, shoulders = -0.5 * along, 0.5 * along
    fore, hind = [], []
    stride = dice.between(10.0, 28.0) if pose == "walk" else dice.between(35.0, 60.0)
    wide = 0.62 * kind.chest
    for i, side in enumerate((1.0, -1.0)):
        step = stride * (1.0 if i else -1.0) if pose in ("walk", "run") else dice.between(-4.0, 4.0)
        first, second = _fore_swings(dice, pose, step)
        start = shoulders + (wide, 0.0, 0.0) - 0.25 * kind.chest * up - 0.06 * along
        lift = dice.between(0.0, 6.0)
        long = leg - 0.25 * kind.chest
        bones = [(0.48, first), (0.34, second), (0.18, 0.5 * second)]
        steps = [(share * long, hanging(angle, lift)) for share, angle in bones]
        fore.append(chain(start, *steps) * (side, 1.0, 1.0))
        start = hips + (0.9 * wide, 0.0, 0.0) - 0.1 * kind.chest * up + 0.06 * along
        swings = _hind_swings(dice, pose, -step if pose == "walk" else step)
        bones = list(zip((0.4, 0.39, 0.27), swings, strict=True))
        steps = [(share * leg, hanging(angle, lift)) for share, angle in bones]
        hind.append(chain(start, *steps) * (side, 1.0, 1.0))
    neck, head = _neck_and_head(dice, kind, pose, shoulders, up, pitch)
    tail = _tail(dice, kind, hips, up, pitch)
    return Stance(hips, shoulders, up, (fore[0], fore[1]), (hind[0], hind[1]), neck, head, tail)


def _fore_swings(dice: Dice, pose: str, step: float) -> tuple[float, float]:
    """Degrees forward of the upper and the lower fore leg."""
    if pose == "rear":
        return dice.between(30.0, 80.0), dice.between(-60.0, 30.0)
    if pose == "lie":
        return dice.between(-20.0, 20.0), dice.between(80.0, 95.0)
    if pose == "run":
        return step + 10.0, step - (dice.between(0.0, 60.0) if step < 0 else 0.0)
    return step - 8.0, step + 5.0 - (dice.between(0.0, 25.0) if step < -8.0 else 0.0)


def _hind_swings(dice: Dice, pose: str, step: float) -> tuple[float, float, float]:
    """Degrees forward of thigh, shank and foot of a hind leg."""
    if pose == "sit":
        return dice.between(65.0, 85.0), dice.between(-50.0, -30.0), dice.between(70.0, 88.0)
    if pose == "lie":
        return dice.between(65.0, 85.0), dice.between(-75.0, -55.0), dice.between(80.0, 90.0)
    bend = dice.between(15.0, 30.0)
    return step + bend, step - 1.2 * bend, step + 0.3 * bend


def _neck_and_head(
    dice: Dice, kind: AnimalKind, pose: str, shoulders: Vector, up: Vector, pitch: float
) -> tuple[Vector, Attitude]:
    rise = kind.rise + dice.between(-15.0, 15.0) + 0.4 * pitch
    nod = dice.between(-10.0, 15.0) - 0.35 * max(rise, 0.0)  # degrees by which the snout rises
    if pose == "graze":
        rise, nod = dice.between(-55.0, -20.0), dice.between(-70.0, -30.0)
    turn = dice.between(-50.0, 50.0) if dice.chance(0.35) else 0.0
    aside = np.array([np.sin(np.radians(turn)), 0.0, np.cos(np.radians(turn))])
    half = np.array([np.sin(np.radians(0.4 * turn)), 0.0, np.cos(np.radians(0.4 * turn))])
    straight = bent(half, _UP, rise)
    start = shoulders + 0.35 * kind.chest * up
    sag = -0.18 * kind.neck if kind.humps else dice.between(-0.03, 0.06) * kind.neck
    length = kind.neck + 0.3 * kind.chest
    joints = [
        start + s * length * straight + s * (1.0 - s) * 4.0 * sag * _UP for s in (0, 0.35, 0.7, 1)
    ]
    snout = bent(aside, _UP, nod)
    crown = bent(_UP, -aside, nod)
    middle = joints[-1] + 0.35 * kind.skull * snout
    return np.stack(joints), Attitude(middle, kind.skull, crown, np.cross(crown, snout))


def _tail(dice: Dice, kind: AnimalKind, hips: Vector, up: Vector, pitch: float) -> Vector:
    start = hips + 0.55 * kind.chest * up - (0.0, 0.0, 0.8 * kind.chest)
    rise = dice.between(-88.0, -45.0) + 0.5 * pitch
    if kind.tails in ("thin", "bushy", "stub", "curl"):
        rise = dice.between(-60.0, 75.0)
    if kind.leg < 0.4:
        rise = dice.between(-5.0, 20.0)
    bow, aside = dice.between(-35.0, 35.0), dice.between(-20.0, 20.0)
    steps = []
    for i in range(3):
        angle = np.radians(rise + i * bow)
        sideways = np.sin(np.radians(aside * (i + 1)))
        steps.append((kind.tail / 3.0, (sideways, np.sin(angle), -np.cos(angle))))
    return chain(start, *steps)
