"""Octopuses, squids and jellyfish: a head over a ring of arms."""

import numpy as np

from patchalign3d_training.synthesis.families.creatures.fins import fin
from patchalign3d_training.synthesis.kit import (
    Assembly,
    Blend,
    Dice,
    Vector,
    ball,
    bent,
    bumpy,
    style_of,
    sweep,
)

SPREAD = {"squid": 75.0, "jelly": 85.0}  # degrees that arms hang down at their root
ARM_TIP = 0.35  # an arm's thickness at its tip over that at its root
ARM_START = 0.55  # where an arm grows, over the neck's radius
CURL_GAIN = 1.4  # how much more each piece of an arm rises than the one before


def build(model: Assembly, dice: Dice) -> None:
    """An octopus with curled or spread arms, a squid with a pointed mantle, a jellyfish."""
    style = style_of(dice)
    kind = dice.pick({"octopus": 7, "squid": 2, "jelly": 1})
    octopus = model.group()
    blend = Blend(seam=dice.between(0.03, 0.08))
    wide = dice.between(0.22, 0.34) * style.head**0.3
    tall = wide * {"octopus": dice.between(0.85, 1.5), "squid": 2.2, "jelly": 0.75}[kind]
    lean = dice.between(-35.0, 5.0) if kind == "octopus" else dice.between(-10.0, 10.0)
    up = bent((0.0, 1.0, 0.0), (0.0, 0.0, 1.0), lean)
    middle = 0.85 * tall * up + (0.0, 0.05, 0.0)
    blend.ball("head", middle, (wide, tall, 0.95 * wide), along=up)
    neck = dice.between(0.5, 0.8) * wide
    if kind != "jelly":
        blend.ball("head", (0.0, 0.05, 0.0), (1.1 * neck, 0.9 * neck, 1.1 * neck))
    if kind == "squid":
        blend.limb("head", np.stack([middle, middle + 1.25 * tall * up]), [0.8 * wide, 0.04])
        swept, thin = 0.1, 0.03
        side = fin(dice, 0.5 * tall, 0.6 * wide, swept, thin)
        side = side.turned("x", -90.0).turned("z", -90.0)
        octopus.add("fin", side.moved(0.4 * wide, 1.5 * tall + 0.05).both())
    _arms(blend, octopus, dice, neck if kind != "jelly" else 0.8 * wide, kind)
    if kind != "jelly" and dice.chance(0.75):
        eye = dice.between(0.12, 0.22) * wide * style.head**0.7
        level = dice.between(0.2, 0.6) * tall
        ahead = 0.75 * wide
        stare = ball(eye, sides=10).moved(0.45 * wide, level, ahead)
        octopus.add("eye", stare.both())
    if kind != "jelly" and dice.chance(0.2):
        lips, depth = np.array([0.25, 0.1, 0.2]) * wide, 0.95 * wide
        blend.carve("mouth", (0.0, 0.12 * tall, depth), lips)
    blend.into(octopus, round(1.45 * style.cells), loose=dice.chance(0.15))
    rough = bumpy(dice, 0.15, 0.01)
    model.take(octopus, rough if dice.chance(0.25) else lambda mesh: mesh)


def _arms(blend: Blend, model: Assembly, dice: Dice, neck: float, kind: str) -> None:
    """Eight arms, more or fewer; each curls in its own manner."""
    count = {"squid": 10, "jelly": dice.count(6, 12)}.get(kind, dice.pick({8: 6, 6: 1, 5: 1}))
    reach = dice.between(0.6, 1.4)
    thick = dice.between(0.08, 0.13) if kind == "octopus" else dice.between(0.04, 0.06)
    soft = kind == "octopus" or dice.chance(0.4)
    spread = {"octopus": dice.between(-5.0, 50.0), **SPREAD}[kind]
    curl = dice.between(-12.0, 30.0) if kind == "octopus" else dice.between(-5.0, 5.0)
    alike = dice.chance(0.4)
    start = dice.between(0.0, 360.0 / count)
    for i in range(count):
        turn = start + 360.0 * i / count
        down = spread + (0.0 if alike else dice.between(-25.0, 25.0))
        rise = curl + (0.0 if alike else dice.between(-12.0, 12.0))
        long = reach * (1.0 if alike else dice.between(0.7, 1.15))
        joints = _curl(neck, long, down, rise, aside=dice.between(-14, 14))
        cosine, sine = np.cos(np.radians(turn)), np.sin(np.radians(turn))
        around = np.array([[cosine, 0.0, -sine], [0.0, 1.0, 0.0], [sine, 0.0, cosine]])
        path = joints @ around
        taper = thick * np.linspace(1.0, ARM_TIP, len(path))
        if soft:
            blend.limb("arm", path, taper)
        else:
            model.add("arm", sweep(path, taper, sides=7))


def _curl(neck: float, reach: float, down: float, rise: float, aside: float) -> Vector:
    """Joints (6, 3) of an arm at +x, `down` degrees at its root and rising by `rise` each time."""
    joints = [np.array([ARM_START * neck, 0.0, 0.0])]
    for i in range(5):
        slope, turn = np.radians(-down + CURL_GAIN * i * rise), np.radians(aside * i)
        level = np.cos(slope)
        step = np.array([level * np.cos(turn), np.sin(slope), level * np.sin(turn)])
        joints.append(joints[-1] + reach / 5.0 * step)
    return np.stack(joints)
