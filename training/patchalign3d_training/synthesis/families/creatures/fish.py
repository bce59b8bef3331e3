"""Fish: round, slender, tall, flat and fat ones; they look along +z."""

from dataclasses import dataclass

import numpy as np

from patchalign3d_training.synthesis.families.creatures.fins import fin, swaying, tail_fin
from patchalign3d_training.synthesis.kit import (
    Assembly,
    Blend,
    Dice,
    ball,
    bumpy,
    rod,
    style_of,
)


@dataclass(frozen=True)
class FishSizes:
    """A fish's measures; it is about 1 long without its tail fin.

    Attributes:
        height: Half the height of its middle.
        width: Half the width of its middle.
        fins: Factor on the size of fins.
        eye: Radius of an eye.
    """

    height: float
    width: float
    fins: float
    eye: float


KINDS = {
    "common": FishSizes(0.2, 0.11, 1.0, 0.03),
    "tuna": FishSizes(0.17, 0.12, 0.8, 0.022),
    "tall": FishSizes(0.36, 0.08, 1.2, 0.035),
    "goldfish": FishSizes(0.24, 0.17, 1.6, 0.045),
    "puffer": FishSizes(0.3, 0.29, 0.6, 0.05),
    "eel": FishSizes(0.07, 0.055, 0.6, 0.015),
    "pike": FishSizes(0.11, 0.08, 0.8, 0.02),
}


def build(model: Assembly, dice: Dice) -> None:
    """A fish with a tail fin, fins on its back, belly and sides, eyes and gills."""
    style = style_of(dice)
    weights = {"common": 6, "tuna": 3, "tall": 3, "goldfish": 3, "puffer": 1, "eel": 1, "pike": 2}
    kind = dice.pick(weights)
    base = KINDS[kind]
    sizes = FishSizes(
        height=dice.about(base.height, 0.2),
        width=dice.about(base.width, 0.2) * (1.3 if style.name == "cartoon" else 1.0),
        fins=dice.about(base.fins, 0.25),
        eye=dice.about(base.eye, 0.3) * style.head,
    )
    fish = model.group()
    blend = Blend(seam=dice.between(0.01, 0.04))
    _body(blend, dice, sizes)
    _fins(fish, dice, sizes)
    out = dice.between(0.75, 0.9) * sizes.width
    if dice.chance(0.85):
        eye = ball(0.6 * sizes.eye, sizes.eye, sizes.eye, 10)
        fish.add("eye", eye.moved(out, 0.2 * sizes.height, 0.36).both())
    if kind == "puffer" and dice.chance(0.6):
        for turn in dice.random.normal(size=(40, 3)):
            way = turn / np.linalg.norm(turn)
            root = way * (sizes.width, sizes.height, 0.36)
            fish.add("spike", rod(0.9 * root, 1.3 * root, 0.015, 0.002, sides=4))
    blend.into(fish, round(1.3 * style.cells), loose=dice.chance(0.15))
    sway = swaying(dice, 0.3)
    rough = bumpy(dice, 0.08, 0.003)
    scaly = dice.chance(0.25)
    model.take(fish, lambda mesh: sway(rough(mesh) if scaly else mesh))


def _body(blend: Blend, dice: Dice, sizes: FishSizes) -> None:
    """Trunk, narrow root of the tail, head with a mouth that may stand open."""
    high, wide = sizes.height, sizes.width
    blend.ball("body", (0.0, 0.0, -0.02), (wide, high, 0.42))
    blend.ball("body", (0.0, 0.0, -0.22), (0.6 * wide, 0.6 * high, 0.3))
    root = dice.between(0.2, 0.32)
    ends = [max(0.4 * root * high + 0.012, 0.03), max(root * high * 0.7, 0.022)]
    blend.limb("body", [(0.0, 0.0, -0.3), (0.0, 0.0, -0.54)], ends)
    front = dice.between(0.44, 0.52)
    tall = min(0.72 * high, 0.2)
    blend.ball("head", (0.0, -0.02, 0.3), (0.85 * wide, tall, 0.2))
    snout = np.array([(0.0, -0.02, 0.32), (0.0, -0.03, front)])
    blend.limb("head", snout, [0.6 * tall, max(0.28 * tall, 0.02)])
    if dice.chance(0.35):
        gape = max(0.25 * tall, 0.025)
        blend.carve("mouth", (0.0, -0.04, front + 0.4 * gape), (1.2 * gape, gape, 2.0 * gape))
    elif dice.chance(0.4):
        lip = max(0.2 * tall, 0.022)
        blend.ball("mouth", (0.0, -0.01, front + 0.01), (lip, 0.6 * lip, lip))
        blend.ball("mouth", (0.0, -0.03 - lip, front), (lip, 0.6 * lip, lip))


def _fins(fish: Assembly, dice: Dice, sizes: FishSizes) -> None:
    """Tail, back, belly and a pair at the sides."""
    big, thick = sizes.fins, dice.between(0.008, 0.025)
    tail = tail_fin(dice, 0.26 * big, dice.between(0.9, 1.6) * (0.35 * big), thick)
    fish.add("tail", tail.moved(z=-0.5))
    top = 0.85 * sizes.height
    if dice.chance(0.92):
        root, tall = dice.between(0.2, 0.55), dice.between(0.1, 0.22) * big
        back = fin(dice, root, tall, dice.between(0.0, 0.15), thick)
        fish.add("fin", back.moved(0.0, top, dice.between(-0.1, 0.05)))
    for z in dice.one_of([-0.28], [0.05, -0.28], [0.05]):
        size = dice.between(0.08, 0.16) * big
        low = fin(dice, 1.2 * size, size, 0.6 * size, thick).mirrored("y")
        fish.add("fin", low.moved(0.0, -0.82 * sizes.height * (1.0 if z > 0 else 0.62), z))
    long = dice.between(0.12, 0.24) * big
    side = fin(dice, 0.6 * long, long, 0.5 * long, thick)
    side = side.turned("z", -dice.between(55.0, 140.0))
    fish.add("fin", side.moved(0.8 * sizes.width, -0.15 * sizes.height, 0.12).both())
