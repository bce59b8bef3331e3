"""Monsters: blobs, imps and cyclopes with mouths, horns and feet; they look along +z."""

from dataclasses import dataclass

import numpy as np

from patchalign3d_training.synthesis.families.creatures.sprawl import toes
from patchalign3d_training.synthesis.kit import (
    Assembly,
    Blend,
    Dice,
    Mesh,
    ball,
    bumpy,
    chain,
    hand,
    hanging,
    join,
    prism,
    rod,
    smooth,
    style_of,
    sweep,
)


@dataclass(frozen=True)
class MonsterSizes:
    """A monster's measures; its body stands around the origin.

    Attributes:
        wide: Half the width of the body.
        tall: Half its height.
        deep: Half its depth.
        face: Height of the face's middle.
        skull: Half the width of where the face is.
        front: How far ahead the face is.
    """

    wide: float
    tall: float
    deep: float
    face: float
    skull: float
    front: float


def build(model: Assembly, dice: Dice) -> None:
    """A round one that is all head, or one with a head on a body."""
    style = style_of(dice)
    monster = model.group()
    blend = Blend(seam=dice.between(0.02, 0.06))
    headed = dice.chance(0.5)
    wide, tall = dice.between(0.25, 0.5), dice.between(0.3, 0.6)
    deep = dice.between(0.7, 1.0) * wide
    pear = dice.between(0.6, 1.15)
    blend.ball("body", (0.0, 0.0, 0.0), (wide, tall, deep))
    blend.ball("body", (0.0, 0.35 * tall, 0.0), (pear * wide, 0.6 * tall, pear * deep))
    if headed:
        skull = dice.between(0.2, 0.4)
        level = tall + 0.7 * skull
        blend.ball(
            "head", (0.0, level, 0.03), (skull, dice.between(0.75, 1.0) * skull, 0.9 * skull)
        )
        sizes = MonsterSizes(wide, tall, deep, level, skull, 0.03 + 0.9 * skull)
        if dice.chance(0.3):
            snout = 0.45 * skull
            blend.ball(
                "head", (0.0, level - 0.25 * skull, 0.85 * skull), (1.2 * snout, 0.8 * snout, snout)
            )
    else:
        level = dice.between(0.15, 0.4) * tall
        sizes = MonsterSizes(wide, tall, deep, level, 0.85 * wide, 0.95 * deep)
    _face(blend, monster, dice, sizes)
    _on_top(monster, dice, sizes, headed)
    _limbs(blend, monster, dice, sizes)
    if dice.chance(0.35):
        joints = chain(
            (0.0, -0.5 * tall, -0.8 * deep),
            (0.2, (0, -0.2, -1)),
            (0.2, (0, dice.between(-0.3, 1.5), -1)),
        )
        blend.limb("tail", joints, [0.3 * wide, 0.2 * wide, 0.05])
    blend.into(monster, round(1.4 * style.cells), loose=dice.chance(0.15))
    rough = bumpy(dice, dice.between(0.08, 0.2), dice.between(0.01, 0.02))
    model.take(monster, rough if dice.chance(0.3) else lambda mesh: mesh)


def _face(blend: Blend, monster: Assembly, dice: Dice, sizes: MonsterSizes) -> None:
    """One to three eyes, a mouth with teeth, perhaps a nose."""
    count = dice.pick({1: 2, 2: 6, 3: 1})
    eye = dice.between(0.16, 0.34) * sizes.skull * (1.4 if count == 1 else 1.0)
    level = sizes.face + dice.between(0.1, 0.4) * sizes.skull
    for x in {1: (0.0,), 2: (-1.1, 1.1), 3: (-2.0, 0.0, 2.0)}[count]:
        z = sizes.front * np.sqrt(max(1.0 - (x * eye / sizes.skull) ** 2, 0.3)) - 0.2 * eye
        globe = ball(eye, sides=12).moved(x * eye, level, z)
        monster.add("eye", globe)
        if dice.chance(0.5):
            monster.add("eye", ball(0.45 * eye, sides=8).moved(x * eye, level, z + 0.75 * eye))
    low = sizes.face - dice.between(0.2, 0.5) * sizes.skull
    wide, gape = dice.between(0.3, 0.65) * sizes.skull, dice.between(0.06, 0.3) * sizes.skull
    if dice.chance(0.75):
        front = sizes.front * 0.95
        blend.carve("mouth", (0.0, low, front), (wide, gape, 0.35 * sizes.skull))
        if dice.chance(0.6):
            for x in np.linspace(-0.7, 0.7, dice.count(2, 6)):
                z = front * np.sqrt(1.0 - 0.3 * x**2) - 0.1 * sizes.skull
                fang = rod(
                    (x * wide, low + gape, z),
                    (x * wide, low, z),
                    0.25 * gape + 0.01,
                    0.004,
                    sides=5,
                )
                monster.add("tooth", fang)
    elif dice.chance(0.6):
        curve = [(-wide, low + 0.3 * wide, 0.85), (0.0, low, 1.0), (wide, low + 0.3 * wide, 0.85)]
        path = smooth(np.array(curve) * (1.0, 1.0, sizes.front), 9)
        monster.add("mouth", sweep(path, 0.05 * sizes.skull + 0.005, sides=6))
    if dice.chance(0.2):
        monster.add("nose", ball(0.15 * sizes.skull, sides=8).moved(0.0, sizes.face, sizes.front))


def _on_top(monster: Assembly, dice: Dice, sizes: MonsterSizes, headed: bool) -> None:
    """Horns, ears, antennae, hair or spikes."""
    top = sizes.face + 0.75 * sizes.skull if headed else 0.85 * sizes.tall
    half = sizes.skull if headed else 0.8 * sizes.wide
    kind = dice.pick({"horns": 4, "ears": 3, "antennae": 2, "spikes": 2, "nothing": 2})
    if kind == "horns":
        long = dice.between(0.5, 1.3) * half
        path = np.array(
            [(0.45, 0.0, 0.0), (0.45 + dice.between(0.1, 0.7), 0.55, 0.0), (0.5, 1.0, 0.1)]
        )
        horn = sweep(
            smooth(path * (half, long, half), 8), np.linspace(0.2, 0.03, 8) * half, sides=7
        )
        monster.add("horn", horn.moved(y=top - 0.15 * half).both())
    elif kind == "ears":
        size = dice.between(0.3, 0.8) * half
        leaf = (
            ball(0.5 * size, size, 0.25 * size, 10)
            if dice.chance(0.5)
            else rod((0, -0.3 * size, 0), (0, 1.4 * size, 0), 0.5 * size, 0.02, sides=6)
        )
        turn = dice.between(-75.0, -15.0)
        monster.add(
            "ear",
            leaf.moved(y=0.4 * size).turned("z", turn).moved(0.6 * half, top - 0.15 * half).both(),
        )
    elif kind == "antennae":
        tall = dice.between(0.15, 0.4)
        stalk = rod((0.3 * half, -0.05, 0.0), (0.45 * half, tall, 0.0), 0.03, 0.02, sides=6)
        tip = ball(dice.between(0.04, 0.07), sides=8).moved(0.45 * half, tall)
        monster.add("antenna", join(stalk, tip).moved(y=top).both())
    elif kind == "spikes":
        for i, turn in enumerate(np.linspace(10.0, -150.0, 6)):
            out = 0.95 * sizes.tall if not headed else 0.72 * sizes.skull
            middle = 0.0 if not headed else sizes.face
            spike = rod((0, out, 0), (0, out + dice.between(0.1, 0.2), 0), 0.06, 0.005, sides=5)
            deep = sizes.deep / sizes.tall if not headed else 0.95
            monster.add(
                "spike", spike.turned("x", turn - 10.0).stretched(z=deep).moved(y=middle + 0.0 * i)
            )


def _limbs(blend: Blend, monster: Assembly, dice: Dice, sizes: MonsterSizes) -> None:
    """Arms with mitts, claws or hands; legs with feet, feet alone, or nothing below."""
    thick = dice.between(0.05, 0.11)
    arms = dice.pick({"long": 5, "short": 3, "wings": 1, "none": 1})
    alike = dice.chance(0.5)
    swing, lift = dice.between(-20.0, 80.0), dice.between(15.0, 140.0)
    grip = dice.pick({"mitt": 4, "claws": 3, "hand": 2})
    for side in (1.0, -1.0):
        flip = np.array([side, 1.0, 1.0])
        if arms in ("long", "short"):
            if not alike:
                swing, lift = dice.between(-20.0, 80.0), dice.between(15.0, 140.0)
            reach = dice.between(0.22, 0.34) if arms == "long" else 0.1
            start = (0.85 * sizes.wide, 0.25 * sizes.tall, 0.0)
            way = hanging(swing, lift)
            joints = chain(start, (reach, way), (reach, hanging(swing + dice.between(0, 60), lift)))
            blend.limb("arm", joints * flip, [thick, 0.9 * thick, 0.85 * thick])
            end, ahead = joints[-1] * flip, (joints[-1] - joints[-2]) * flip
            if grip == "mitt" or arms == "short":
                blend.ball("hand", end, dice.between(1.25, 1.6) * thick)
            elif grip == "claws":
                blend.ball("hand", end, 1.2 * thick)
                claws = toes(dice, 2.6 * thick, 0.4 * thick, 3).turned("x", -90.0)
                monster.add("hand", claws.oriented(end, ahead))
            else:
                right = hand(dice, 3.5 * thick, fingers=3).stretched(x=1.2, z=1.4)
                monster.add(
                    "hand",
                    (right if side > 0 else right.mirrored()).oriented(end, ahead, (0, 0, 1)),
                )
        elif arms == "wings":
            right = _wing(dice, 0.4 * sizes.wide + 0.2)
            right = right.moved(0.7 * sizes.wide, 0.3 * sizes.tall, -0.3 * sizes.deep)
            monster.add("wing", right if side > 0 else right.mirrored())
    legs = dice.pick({"legs": 6, "feet": 3, "none": 1})
    if legs == "none":
        return
    step = dice.between(-0.12, 0.12) if dice.chance(0.5) else 0.0
    down = dice.between(0.12, 0.4) if legs == "legs" else 0.0
    stout, size = dice.between(1.0, 1.6) * thick, dice.between(1.1, 1.7) * thick
    for side in (1.0, -1.0):
        hip = np.array([side * 0.5 * sizes.wide, -0.75 * sizes.tall, 0.0])
        ankle = np.array([hip[0] * 1.1, -sizes.tall - down, side * step])
        if legs == "legs":
            blend.limb("leg", np.stack([hip, ankle]), [1.2 * stout, stout])
        blend.ball(
            "foot", ankle + (0.0, -0.2 * size, 0.6 * size), (1.1 * size, 0.75 * size, 1.6 * size)
        )
        if dice.chance(0.4):
            nails = toes(dice, 2.2 * size, 0.35 * size, 3)
            monster.add("foot", nails.moved(*(ankle + (0.0, -0.2 * size, 0.7 * size))))


def _wing(dice: Dice, size: float) -> Mesh:
    """A small bat's wing at +x."""
    outline = [
        (0.0, 0.0),
        (0.5, 0.5),
        (1.2, 0.45),
        (0.95, 0.0),
        (0.7, 0.1),
        (0.55, -0.3),
        (0.3, -0.05),
    ]
    return prism(np.array(outline) * size, 0.03, "z").turned("y", dice.between(0.0, 40.0))
