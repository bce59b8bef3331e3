"""Dragons: scaled beasts with wings; they look along +z."""

import numpy as np

from patchalign3d_training.synthesis.families.creatures.animal.kinds import AnimalKind
from patchalign3d_training.synthesis.families.creatures.animal.stance import Stance, stance_of
from patchalign3d_training.synthesis.families.creatures.animal.trunk import legs, trunk
from patchalign3d_training.synthesis.kit import (
    Assembly,
    Blend,
    Dice,
    Mesh,
    Vector,
    ball,
    bumpy,
    chain,
    join,
    prism,
    rod,
    smooth,
    style_of,
    sweep,
)


def build(model: Assembly, dice: Dice) -> None:
    """A dragon with two wings, horns, a long neck and a tail, on four legs or two."""
    style = style_of(dice)
    cartoon = style.name == "cartoon"
    kind = AnimalKind(
        leg=dice.between(0.45, 0.8) * (0.8 if cartoon else 1.0),
        chest=dice.between(0.2, 0.3) * (1.2 if cartoon else 1.0),
        belly=dice.between(0.18, 0.28) * (1.2 if cartoon else 1.0),
        limb=dice.between(0.08, 0.13),
        neck=dice.between(0.35, 0.9) * (0.6 if cartoon else 1.0),
        rise=dice.between(30.0, 75.0),
        skull=dice.between(0.12, 0.17) * min(style.head, 1.8),
        snout=dice.between(0.8, 1.8),
        blunt=dice.between(0.35, 0.55),
        ear=0.8,
        ears="side",
        tail=dice.between(1.0, 1.8) * (0.75 if cartoon else 1.0),
        tails="stub",
        foot="paw",
    )
    cells = round(1.8 * style.cells)
    cell = (2.0 + kind.tail) / 1.8 / cells
    stance = stance_of(dice, kind)
    dragon, front = model.group(), model.group()
    blend = Blend(seam=dice.between(0.02, 0.05))
    trunk(blend, dice, kind, stance)
    legs(blend, dragon, dice, kind, stance, cell)
    tip = _tail(blend, dice, kind, stance)
    if dice.chance(0.6):
        leaf = np.array([(0.0, 0.0), (0.12, 0.1), (0.0, 0.3), (-0.12, 0.1)]) * dice.between(
            0.6, 1.2
        )
        dragon.add("tail", prism(leaf, 0.03, "z").oriented(tip[-1], tip[-1] - tip[-2]))
    _head(blend, front, dice, kind, stance, cartoon)
    blend.into(dragon, cells, loose=dice.chance(0.12))
    dragon.take(front, stance.head.put)
    _wings(dragon, dice, kind, stance)
    if dice.chance(0.7):
        _spines(dragon, dice, kind, stance, tip)
    rough = bumpy(dice, 0.08, 0.006)
    model.take(dragon, rough if dice.chance(0.3) else lambda mesh: mesh)


def _tail(blend: Blend, dice: Dice, kind: AnimalKind, stance: Stance) -> Vector:
    rise, bow, aside = dice.between(-45.0, 0.0), dice.between(-2.0, 16.0), dice.between(-18.0, 18.0)
    steps = []
    for i in range(5):
        angle, turn = np.radians(rise + i * bow), np.radians(aside * i)
        level = np.cos(angle)
        steps.append(
            (kind.tail / 5.0, (level * np.sin(turn), np.sin(angle), -level * np.cos(turn)))
        )
    joints = chain(stance.hips - (0.0, 0.0, 0.5 * kind.chest), *steps)
    blend.limb("tail", joints, np.linspace(0.65 * kind.chest, 0.03, 6))
    return joints


def _head(
    blend: Blend, front: Assembly, dice: Dice, kind: AnimalKind, stance: Stance, cartoon: bool
) -> None:
    """Skull, jaws, horns, ears, eyes and teeth."""
    head = stance.head
    tip = 0.6 + 0.85 * kind.snout
    head.ball(blend, "head", (0.0, 0.0, -0.1), (0.8, 0.9, 1.0))
    gape = dice.between(0.2, 0.7) if dice.chance(0.5) else 0.0
    head.limb(blend, "head", [(0.0, -0.05, 0.3), (0.0, -0.15, tip)], [0.6, kind.blunt])
    jaw = np.array([(0.0, -0.4, 0.1), (0.0, -0.55 - 1.2 * gape, 0.9 * tip)])
    head.limb(blend, "head", jaw, [0.45, 0.7 * kind.blunt])
    if dice.chance(0.85):
        back = dice.between(0.8, 1.8)
        horn = smooth([(0.4, 0.6, -0.4), (0.6, 1.1, -0.4 - 0.5 * back), (0.8, 0.9, -0.4 - back)], 8)
        front.add("horn", sweep(horn, np.linspace(0.2, 0.03, 8), sides=7).both())
    if dice.chance(0.4):
        ear = ball(0.16, 0.5, 0.08, 8).turned("z", -60.0).moved(0.9, 0.3, -0.3)
        front.add("ear", ear.both())
    if dice.chance(0.75):
        eye = dice.between(0.12, 0.18) * (1.8 if cartoon else 1.0)
        front.add("eye", ball(eye, sides=8).moved(0.62, 0.35, 0.5).both())
    if gape and dice.chance(0.6):
        for z in np.linspace(0.6, tip + 0.1, 5):
            front.add("tooth", rod((0.28, -0.4, z), (0.28, -0.7, z), 0.08, 0.01, sides=4).both())


def _wings(dragon: Assembly, dice: Dice, kind: AnimalKind, stance: Stance) -> None:
    """A membrane between fingers, spread, raised or folded."""
    span = dice.between(0.6, 1.5)
    fold = dice.chance(0.2)
    lift, sweep_back = dice.between(10.0, 70.0), dice.between(-10.0, 35.0)
    if fold:
        span, lift, sweep_back = 0.6 * span, dice.between(60.0, 80.0), dice.between(40.0, 70.0)
    root, wrist = np.array([0.0, 0.0]), np.array([0.55, 0.35]) * span
    tips = [
        np.array([1.4, 0.1]),
        np.array([1.15, -0.6]),
        np.array([0.65, -0.85]),
        np.array([0.1, -0.5]),
    ]
    outline = [root, wrist]
    for i, tip in enumerate(tips):
        outline.append(tip * span)
        if i + 1 < len(tips):
            outline.append(0.5 * (tip + tips[i + 1]) * span * dice.between(0.75, 0.85))
    vane = prism(np.array(outline)[::-1], dice.between(0.015, 0.03), "y")
    bones = [rod((0, 0, 0), (wrist[0], 0.0, wrist[1]), 0.05, 0.035, sides=6)]
    for tip in tips[:3]:
        bones.append(
            rod((wrist[0], 0.0, wrist[1]), (tip[0] * span, 0.0, tip[1] * span), 0.03, 0.01, sides=5)
        )
    wing = join(vane, *bones).turned("y", sweep_back).turned("z", lift)
    middle = stance.hips + 0.72 * (stance.shoulders - stance.hips) + 0.75 * kind.chest * stance.up
    dragon.add("wing", wing.moved(0.4 * kind.chest).both().moved(*middle))


def _spines(dragon: Assembly, dice: Dice, kind: AnimalKind, stance: Stance, tail: Vector) -> None:
    """A row of points from the neck to the tail."""
    high = dice.between(0.08, 0.16)
    tooth = prism(np.array([(0.06, 0.0), (-0.04, high), (-0.07, 0.0)]), 0.025, "x")

    def put(at: Vector, size: float) -> Mesh:
        return tooth.scaled(size).moved(*at)

    along = stance.shoulders - stance.hips
    for share in np.linspace(0.05, 0.95, 6):
        top = stance.hips + share * along + 0.9 * kind.chest * stance.up
        dragon.add("spine", put(top, 1.0))
    radii = np.linspace(0.65 * kind.chest, 0.03, 6)
    for joint, radius in zip(tail[1:-1], radii[1:-1], strict=True):
        dragon.add("spine", put(joint + (0.0, 0.85 * radius, 0.0), 0.8))
    for joint in stance.neck[1:3]:
        back = np.cross(stance.neck[-1] - stance.neck[0], (1.0, 0.0, 0.0))
        back = back if back[1] > 0 or back[2] < 0 else -back
        back = back / np.linalg.norm(back)
        dragon.add("spine", tooth.oriented(joint + 0.5 * kind.chest * back, back, (1.0, 0.0, 0.0)))
