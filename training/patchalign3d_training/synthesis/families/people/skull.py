"""Skulls of people, monsters and animals."""

import numpy as np

from patchalign3d_training.synthesis.kit import (
    Assembly,
    Attitude,
    Blend,
    Dice,
    ball,
    bent,
    box,
    rod,
    style_of,
    sweep,
)


def build(model: Assembly, dice: Dice) -> None:
    """A skull with hollow eyes, teeth and a jaw that may hang open; it looks along +z."""
    style = style_of(dice)
    snout = dice.between(0.5, 1.1) if dice.chance(0.25) else 0.0  # an animal's
    blend = Blend(seam=dice.between(0.05, 0.12))
    wide = dice.between(0.7, 0.9)
    blend.ball("cranium", (0.0, 0.3, -0.2), (wide, 0.72, 0.92))
    blend.ball("cranium", (0.0, 0.1, 0.25), (0.85 * wide, 0.5, 0.5))
    cheek = np.array([(0.5 * wide, -0.15, 0.55), (0.8 * wide, -0.1, 0.2), (0.75 * wide, 0.0, -0.2)])
    blend.limb("cranium", cheek, [0.14, 0.1, 0.08], both=True)
    front = 0.55 + snout
    upper = np.array([(0.0, -0.2, 0.35), (0.0, -0.42, front)])
    blend.limb("cranium", upper, [0.42 * wide, (0.34 if snout else 0.38) * wide])
    socket = dice.between(0.2, 0.28) * (1.0 if style.name == "realistic" else 1.2)
    eye = (1.1 * socket, socket, 0.6)
    blend.carve("eye socket", (0.36 * wide / 0.8, 0.1, 0.85), eye, both=True)
    nose_z = 0.35 * wide + front + 0.02
    nostril = (dice.between(0.07, 0.12), dice.between(0.12, 0.2), 0.25)
    blend.carve("nose", (0.07, -0.22, nose_z), nostril, both=True)
    if not snout and dice.chance(0.4):
        blend.carve("nose", (0.0, -0.12, nose_z), nostril)
    blend.into(model, round(1.5 * style.cells) if style.name != "low-poly" else 30)

    hinge = np.array([0.0, -0.2, -0.05])
    drop = dice.pick({0.0: 2, 1.0: 2}) * dice.between(4.0, 28.0)
    jaw = model.group()
    level, reach = -0.78, front + 0.12
    _teeth(model, dice, -0.6, front + 0.16, 0.33 * wide, down=True)
    if dice.chance(0.85):
        bow = Blend(seam=0.05)
        arch = np.array(
            [(0.6, level + 0.2, 0.0), (0.5, level - 0.15, 0.35), (0.2, level - 0.22, 0.97)]
        )
        path = np.vstack([(0.62 * wide, -0.2, -0.05), arch * (wide, 1.0, reach)])
        bow.limb("jaw", path, [0.1, 0.13, 0.14, 0.14], both=True)
        bow.limb("jaw", path[-1:] * [[1.0, 1.0, 1.0], [-1.0, 1.0, 1.0]], 0.14)
        bow.into(jaw, style.cells)
        _teeth(jaw, dice, level - 0.06, reach, 0.3 * wide, down=False)
        open_by = bent((0.0, 1.0, 0.0), (0.0, 0.0, 1.0), drop)
        at = Attitude(hinge, 1.0, open_by)
        model.take(jaw, lambda mesh: at.put(mesh.moved(*(-hinge))))
    if dice.chance(0.25):
        curve = np.array([(0.35, 0.6, 0.1), (0.95, 1.1, 0.2), (1.2, 1.6, 0.5)])
        horn = sweep(curve * dice.between(0.8, 1.3), [0.22, 0.16, 0.02], sides=style.sides)
        model.add("horn", horn.both())
    if dice.chance(0.3):
        bones = rod((-1.5, -1.5, -0.3), (1.5, -0.4, -0.3), 0.13).both()
        model.add(
            "bone", bones, ball(0.22, sides=8).at([(1.5, -0.45, -0.3), (1.5, -1.5, -0.3)]).both()
        )


def _teeth(
    jaw: Assembly, dice: Dice, level: float, front: float, half: float, *, down: bool
) -> None:
    """A row of teeth along the arch of a jaw."""
    count = dice.count(4, 9)
    fangs = dice.chance(0.25)
    for turn in np.linspace(-65.0, 65.0, count):
        x, z = 1.25 * half * np.sin(np.radians(turn)), half * (np.cos(np.radians(turn)) - 1.0)
        wide = 2.6 * half / count
        tall = dice.about(0.16, 0.2)
        if fangs:
            end = level - 1.6 * tall if down else level + 1.6 * tall
            tooth = rod((x, level, front + z), (x, end, front + z), 0.5 * wide, 0.01, sides=6)
        else:
            tooth = box(wide, tall, 0.09).turned("y", turn).moved(x, level, front + z)
        jaw.add("tooth", tooth)
