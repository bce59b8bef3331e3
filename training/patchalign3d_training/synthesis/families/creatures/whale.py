"""Whales, orcas and dolphins: swimmers with a level tail; they look along +z."""

from dataclasses import dataclass

import numpy as np

from patchalign3d_training.synthesis.families.creatures.fins import LUNATE, fin, fluke, swaying
from patchalign3d_training.synthesis.kit import Assembly, Blend, Dice, ball, style_of


@dataclass(frozen=True)
class WhaleKind:
    """Proportions; it is about 1 long.

    Attributes:
        girth: Half the height of its middle.
        head: Half the height of its head over `girth`.
        snout: Length of the beak; 0 for a blunt head.
        back: Height of the fin on the back.
        side: Length of the flippers.
    """

    girth: float
    head: float
    snout: float
    back: float
    side: float


KINDS = {
    "dolphin": WhaleKind(0.12, 0.75, 0.12, 0.12, 0.17),
    "orca": WhaleKind(0.15, 0.8, 0.03, 0.2, 0.2),
    "whale": WhaleKind(0.19, 0.95, 0.0, 0.03, 0.2),
    "sperm whale": WhaleKind(0.15, 1.1, 0.0, 0.03, 0.12),
    "humpback": WhaleKind(0.16, 0.8, 0.05, 0.05, 0.35),
    "narwhal": WhaleKind(0.14, 0.75, 0.0, 0.0, 0.14),
}


def build(model: Assembly, dice: Dice) -> None:
    """A dolphin, an orca or a whale, straight or in a leap."""
    style = style_of(dice)
    names = {"dolphin": 5, "orca": 3, "whale": 4, "sperm whale": 2, "humpback": 2, "narwhal": 1}
    name = dice.pick(names)
    kind = KINDS[name]
    girth = dice.about(kind.girth, 0.2) * (1.35 if style.name == "cartoon" else 1.0)
    whale = model.group()
    blend = Blend(seam=dice.between(0.015, 0.05))
    blend.ball("body", (0.0, 0.0, 0.0), (0.95 * girth, girth, 0.4))
    blend.ball("body", (0.0, 0.0, -0.2), (0.6 * girth, 0.65 * girth, 0.32))
    blend.limb(
        "body", [(0.0, 0.0, -0.3), (0.0, 0.0, -0.55)], [0.42 * girth, max(0.18 * girth, 0.02)]
    )
    tall = kind.head * girth
    blend.ball("head", (0.0, 0.0, 0.3), (0.85 * tall, tall, 0.2))
    if kind.snout:
        beak = np.array([(0.0, -0.25 * tall, 0.42), (0.0, -0.3 * tall, 0.48 + kind.snout)])
        blend.limb("mouth" if dice.chance(0.5) else "head", beak, [0.4 * tall, 0.22 * tall])
    elif dice.chance(0.4):
        gape = dice.between(0.15, 0.4) * tall
        blend.carve("mouth", (0.0, -0.3 * tall, 0.5), (0.8 * tall, gape, 0.14))
    if dice.chance(0.75):
        eye = dice.between(0.06, 0.1) * girth * style.head
        whale.add("eye", ball(eye, sides=8).moved(0.8 * tall, -0.05 * tall, 0.34).both())
    thick = dice.between(0.012, 0.025)
    tail = fluke(LUNATE, dice.between(0.14, 0.22) * 1.4, dice.between(0.3, 0.48), thick)
    whale.add("tail", tail.turned("x", dice.between(-20.0, 20.0)).moved(z=-0.53))
    if kind.back:
        high = dice.about(kind.back, 0.25)
        back = fin(dice, 0.09 + 0.4 * high, high, 0.7 * high, thick)
        whale.add("fin", back.moved(0.0, 0.88 * girth, -0.06))
    long = dice.about(kind.side, 0.25)
    side = fin(dice, 0.08 + 0.15 * long, long, 0.5 * long, thick)
    side = side.turned("z", -dice.between(85.0, 145.0))
    whale.add("fin", side.moved(0.72 * girth, -0.4 * girth, 0.2).both())
    if name == "narwhal":
        tusk = ball(0.012, 0.25, 0.012, 8).turned("x", 90.0).moved(0.0, 0.0, 0.62)
        whale.add("tusk", tusk)
    blend.into(whale, round(1.3 * style.cells), loose=dice.chance(0.15))
    model.take(whale, swaying(dice, 0.5, axis=1))
