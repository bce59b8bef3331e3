"""Guitars."""

from functools import partial

import numpy as np

from patchalign3d_training.synthesis.families.instruments.guitar.bodies import horned, waisted
from patchalign3d_training.synthesis.families.instruments.guitar.necks import (
    NeckPlan,
    add_head,
    add_neck,
)
from patchalign3d_training.synthesis.kit import (
    Assembly,
    Dice,
    Mesh,
    Points,
    beam,
    box,
    cylinder,
    ellipse,
    grown,
    plane,
    prism,
    ring,
    rod,
    sheet,
    skin,
)


def build(guitar: Assembly, dice: Dice) -> None:
    """An acoustic, classical, electric or bass guitar or a ukulele, standing on its body."""
    acoustic = dice.chance(0.4)
    width = dice.between(0.3, 0.46)
    length = width * dice.between(1.05, 1.5)
    depth = width * (dice.between(0.16, 0.34) if acoustic else dice.between(0.07, 0.15))
    if acoustic:
        outline, seam = waisted(dice, width, length), length
    else:
        outline, seam = horned(dice, width, length)
    front = 0.5 * depth
    if acoustic and dice.chance(0.6):
        _hollow(guitar, dice, outline, depth, length)
    else:
        round_edge = 0.4 * depth if dice.chance(0.5) else 0.0
        guitar.add("body", prism(outline, depth, "z", min(round_edge, 0.02)))

    long_neck = dice.between(0.3, 0.5) * dice.between(0.9, 1.25)
    width_of_neck = dice.between(0.036, 0.062)
    start, top = seam - dice.between(0.0, 0.14) * length, seam + long_neck
    neck = NeckPlan(start, seam, top, front, width_of_neck)
    if acoustic:
        heel = beam((0, seam - 0.03, 0), (0, seam + 0.05, 0.6 * front), 0.05, 0.6 * depth)
        guitar.add("neck", heel)
        if dice.chance(0.6):
            hole = ring(0.11 * length, 0.008, "z", 20, 5).moved(0, 0.62 * length, front)
            guitar.add("body", hole, detail="sound hole")
    else:
        _electrics(guitar, dice, width, length, front)
    aside = 0.28 * width if not acoustic and dice.chance(0.03) else 0.0  # of two necks
    overlap = dice.between(0.05, 0.25) * length if dice.chance(0.5) else 0.0
    for x in (aside, -aside) if aside else (0.0,):
        one_neck = guitar.group()
        add_neck(one_neck, dice, neck, overlap)
        add_head(one_neck, dice, neck)
        _strings(one_neck, dice, neck, length)
        guitar.take(one_neck, partial(Mesh.moved, x=x))


def _hollow(guitar: Assembly, dice: Dice, outline: Points, depth: float, length: float) -> None:
    """A sound box with a hole in its top and, in some models, its inner walls."""
    front = 0.5 * depth
    hole = ellipse(0.22 * length, 0.22 * length, len(outline)) + (0.0, 0.62 * length)
    rightmost = int(np.argmax(outline[:, 0]))
    rim = np.roll(outline, -rightmost, axis=0)  # its first point beside the hole's first one
    top = np.stack([plane(rim, "z", front), plane(hole, "z", front)])
    guitar.add("body", skin(top, caps=False), sheet(outline, "z", -front))
    wall = np.stack([plane(outline, "z", at) for at in (-front, front)])
    guitar.add("body", skin(wall, caps=False))
    if dice.chance(0.4):
        guitar.add("body", skin(wall * (0.97, 0.97, 0.95), caps=False))
        guitar.add("body", sheet(outline * 0.97, "z", -0.93 * front))
    if dice.chance(0.5):
        edge = grown(outline, 0.004)
        binding = np.stack([plane(edge, "z", at) for at in (front, 0.93 * front)])
        guitar.add("body", skin(binding, caps=False))


def _strings(guitar: Assembly, dice: Dice, neck: NeckPlan, length: float) -> None:
    """A bridge, perhaps a tailpiece, perhaps strings, each part's stretch its own."""
    front = neck.front
    bridge_y = dice.between(0.2, 0.32) * length
    bridge = box(dice.between(0.07, 0.17), dice.between(0.015, 0.04), 0.014, 0.004)
    guitar.add("body", bridge.moved(0, bridge_y, front + 0.005), detail="bridge")
    if dice.chance(0.25):
        tailpiece = box(0.09, 0.02, 0.016).moved(0, 0.6 * bridge_y, front + 0.005)
        guitar.add("body", tailpiece, detail="bridge")
    if not dice.chance(0.55):
        return
    thick = dice.between(0.0006, 0.0015)
    count, spread = dice.pick({6: 2, 4: 1}), 1.2  # how much wider they lie at the bridge
    for x in np.linspace(-0.38, 0.38, count) * neck.width:
        bridge_end = (spread * x, bridge_y, front + 0.014)
        for_body, for_neck = (x, neck.start, front + 0.017), (spread * x, neck.start, front + 0.017)
        head_end = (x, neck.top, front + 0.018)
        guitar.add("body", rod(bridge_end, for_body, thick, sides=4), detail="string")
        guitar.add("neck", rod(for_neck, head_end, thick, sides=4), detail="string")


def _electrics(guitar: Assembly, dice: Dice, width: float, length: float, front: float) -> None:
    """Pickups under the strings, knobs, a guard and a lever beside them."""
    coil = box(0.09, 0.03, 0.014, 0.005).moved(z=front + 0.004)
    for share in (0.38, 0.5, 0.62)[: dice.count(1, 3)]:
        guitar.add("body", coil.moved(y=share * length), detail="pickup")
    knob = cylinder(0.012, 0.016, "z", sides=10).moved(z=front + 0.008)
    for i in range(dice.count(1, 4)):
        x, y = (0.25 + 0.03 * i) * width, (0.3 - 0.06 * i) * length
        guitar.add("body", knob.moved(x, y), detail="knob")
    if dice.chance(0.4):
        guard = np.array([(0.1, 0.2), (0.4, 0.25), (0.36, 0.5), (0.2, 0.75), (0.08, 0.7)])
        guitar.add("body", sheet(guard * (width, length), "z", front + 0.002))
    if dice.chance(0.3):
        root = (0.1 * width, 0.27 * length, front + 0.01)
        tip = (0.12 * width, 0.2 * length, front + 0.02)
        guitar.add("body", rod(root, tip, 0.003, sides=5))
