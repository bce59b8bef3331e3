"""Busts: a head on a neck, perhaps with shoulders, perhaps on a plinth."""

from collections.abc import Callable

import numpy as np

from patchalign3d_training.synthesis.families.people.faces import (
    features_of,
    sculpt_beard,
    sculpt_face,
    sculpt_hair,
)
from patchalign3d_training.synthesis.kit import (
    Assembly,
    Attitude,
    Blend,
    Dice,
    Mesh,
    axes_along,
    ball,
    bent,
    box,
    bumpy,
    join,
    lathe,
    style_of,
)


def build(model: Assembly, dice: Dice) -> None:
    """A sculpted head that looks along +z, up, down or aside."""
    style = style_of(dice)
    neck = dice.between(1.25, 1.6)  # from the middle of the head down to the shoulders
    pose = dice.pick({"straight": 4, "turned": 3, "bowed": 2})
    nod, turn, tilt = 0.0, 0.0, dice.between(-8.0, 8.0)
    if pose == "turned":
        nod, turn = dice.between(-15.0, 30.0), dice.between(-60.0, 60.0)
    elif pose == "bowed":  # as of a mourner or a sleeper
        nod, turn, tilt = dice.between(15.0, 55.0), dice.between(-50.0, 50.0), 3.0 * tilt
    crown = bent((0.0, 1.0, 0.0), (0.0, 0.0, 1.0), nod)
    crown = bent(crown, (1.0, 0.0, 0.0), tilt)
    across = bent((1.0, 0.0, 0.0), (0.0, 0.0, -1.0), turn)
    head = Attitude(np.zeros(3), 1.0, crown, across)
    blend = Blend(seam=dice.between(0.06, 0.14))
    shape = features_of(dice, style.name == "cartoon")
    head.ball(blend, "head", (0.0, 0.22, -0.14), (0.72, 0.74, 0.8))  # the skull, if it is bald
    sculpt_face(blend, dice, head, shape)
    covered = dice.pick({"hair": 10, "hat": 2, "nothing": 1})
    if covered != "nothing":
        sculpt_hair(blend, dice, head)
    if dice.chance(0.2):
        sculpt_beard(blend, dice, head, shape.jaw)
    thick = dice.between(0.38, 0.52)
    nape = np.array([(0.0, -0.5, -0.25), (0.0, -0.75, -0.25)]) @ head.axes
    blend.limb("neck", np.vstack([nape, (0.0, -neck, -0.35)]), [thick, 0.95 * thick, 1.15 * thick])
    bottom = _shoulders(blend, dice, neck)
    bust = model.group()
    blend.into(bust, round(1.6 * style.cells) if style.name != "low-poly" else 34)
    if covered == "hat":
        bust.add("hat", head.put(_hat(dice)))
    locks = _locks(dice, head) if covered == "hair" and dice.chance(0.6) else None
    rough = bumpy(dice, dice.between(0.15, 0.5), dice.between(0.01, 0.03))
    model.take(bust, locks or (rough if dice.chance(0.3) else lambda mesh: mesh))
    if dice.chance(0.3):
        model.add("base", _plinth(dice, thick).under(bottom + 0.1))


def _locks(dice: Dice, head: Attitude) -> Callable[[Mesh], Mesh]:
    """A move that makes the hair wavy and leaves the face and what is below smooth."""
    waves = bumpy(dice, dice.between(0.15, 0.5), dice.between(0.04, 0.1))

    def curl(mesh: Mesh) -> Mesh:
        _, y, z = (mesh.vertices @ head.axes.T).T  # in the head's frame
        hairy = np.clip((0.3 - z) / 0.3, 0.0, 1.0) + np.clip((y - 0.5) / 0.2, 0.0, 1.0)
        share = np.minimum(hairy, 1.0) * np.clip((y + 1.0) / 0.3, 0.0, 1.0)  # (V,)
        pushed = waves(mesh).vertices - mesh.vertices
        return Mesh(mesh.vertices + share[:, None] * pushed, mesh.faces)

    return curl


def _shoulders(blend: Blend, dice: Dice, neck: float) -> float:
    """What is below the neck, cut off level; gives the height of the cut."""
    kind = dice.pick({"none": 6, "collar": 3, "chest": 4})
    depth = {"none": dice.between(0.0, 0.3), "collar": 0.6, "chest": dice.between(0.9, 1.6)}[kind]
    if kind != "none":
        wide = dice.between(1.2, 1.9) if kind == "chest" else dice.between(0.85, 1.15)
        round_off = dice.between(0.55, 1.0)  # how much narrower it gets downwards
        slope = np.array([(0.3, -neck - 0.15, -0.4), (wide - 0.35, -neck - 0.4, -0.4)])
        blend.limb("shoulders", slope, [0.4, 0.38], both=True)
        low = -neck - 0.3 - 0.5 * depth
        blend.ball("shoulders", (0.0, low, -0.25), (round_off * wide, 0.5 + 0.6 * depth, 0.62))
        if dice.chance(0.4):  # the folds of a cloak
            for x in dice.many(-0.8, 0.8, 5):
                fold = np.array([(0.6 * x, -neck - 0.1, 0.1), (x, low - 0.4, 0.35)])
                blend.limb("shoulders", fold, [0.12, 0.16])
    cut = -neck - depth
    part = "neck" if kind == "none" else "shoulders"
    blend.carve(part, (0.0, cut - 12.0, 0.0), 12.0)
    return cut


def _hat(dice: Dice) -> Mesh:
    """A hat with a brim, a cap or a helmet, in the frame of the head."""
    brim = dice.pick({0.0: 1, 1.35: 1, 1.7: 2, 2.1: 1})
    floppy = dice.chance(0.5)
    low, tall = dice.between(0.3, 0.5), dice.between(0.85, 1.2)
    shell = ball(1.12, tall, 1.2).moved(0.0, low, -0.12)
    upper = shell.vertices[shell.faces].mean(axis=1)[:, 1] > low - 0.05
    crown = Mesh(shell.vertices, shell.faces[upper])
    pieces = [crown, crown.scaled(0.96)]
    if brim:
        dip = dice.between(-0.25, 0.1)
        thick = dice.between(0.04, 0.14)
        profile = [(0.95, 0.0), (brim, dip), (brim, dip + thick), (0.95, thick + 0.02)]
        rim = lathe(profile, 28)
        if floppy:
            x, y, z = rim.vertices.T
            wave = 0.3 * (x**2 - 0.6 * z**2) / brim * dice.between(-1.0, 1.0)
            rim = Mesh(np.stack([x, y + wave, z], axis=1), rim.faces)
        pieces.append(rim.stretched(z=1.08).moved(0.0, low, -0.12))
    along = bent((0.0, 1.0, 0.0), (0.0, 0.0, -1.0), dice.between(0.0, 14.0))
    axes = axes_along(along)
    hat = join(*pieces)
    return Mesh(hat.vertices @ axes, hat.faces)


def _plinth(dice: Dice, neck: float) -> Mesh:
    """A turned foot, a block, or a block on a plate."""
    wide, tall = dice.between(1.1, 2.2) * neck, dice.between(0.4, 1.4)
    if dice.chance(0.45):
        profile = [(0.0, 0.0), (1.5, 0.0), (1.5, 0.2), (1.25, 0.3), (0.7, 0.55), (0.9, 0.8)]
        foot = np.array([*profile, (1.1, 0.9), (1.1, 1.0), (0.0, 1.0)])
        return lathe(foot * (wide, tall), 28)
    block = box(2.0 * wide, tall, 1.8 * wide, dice.one_of(0.0, 0.1))
    if dice.chance(0.5):
        return block
    return join(block, box(2.6 * wide, 0.2 * tall, 2.4 * wide).under(block))
