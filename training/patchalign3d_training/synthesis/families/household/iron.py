"""Irons for clothes."""

import numpy as np

from patchalign3d_training.synthesis.kit import (
    Assembly,
    Dice,
    Points,
    box,
    button,
    cylinder,
    dial,
    join,
    lengthwise,
    plane,
    prism,
    rod,
    skin,
    smooth,
    sweep,
    tube,
)

HEEL = 80.0  # degrees by which an iron that rests is tipped up


def build(model: Assembly, dice: Dice) -> None:
    """An iron in metres; its tip points along +z. Lies flat, or stands on its heel."""
    width, length = dice.between(0.1, 0.13), dice.between(0.19, 0.26)
    half = [(0.0, -0.5), (0.42, -0.5), (0.5, -0.3), (0.46, 0.0), (0.28, 0.3), (0.0, 0.5)]
    outline = lengthwise(np.array(half) * (width, length), 36)
    iron = model.group()
    thick = dice.between(0.006, 0.014)
    iron.add("soleplate", prism(outline, thick).on(0.0))
    tall = dice.between(0.035, 0.06)
    if dice.chance(0.25):
        _old_iron(iron, dice, outline, thick, tall)
    else:
        _steam_iron(iron, dice, outline, thick, tall)
    if dice.chance(0.3):  # set on its heel
        model.take(iron, lambda mesh: mesh.turned("x", -HEEL, at=(0, 0, -0.5 * length)))
    else:
        model.take(iron)


def _steam_iron(iron: Assembly, dice: Dice, outline: Points, thick: float, tall: float) -> None:
    """A shell that narrows upwards, a closed or an open handle, a dial, a cord."""
    length = float(np.ptp(outline[:, 1]))
    width = float(np.ptp(outline[:, 0]))
    back = -0.5 * length
    narrow = dice.between(0.45, 0.65)
    levels = [(0.0, 0.97, 0.0), (0.4, 0.9, 0.0), (0.8, 0.7, -0.03), (1.0, narrow, -0.06)]
    rings = [
        plane(outline * (share, 0.5 + 0.5 * share) + (0.0, shift * length), "y", thick + up * tall)
        for up, share, shift in levels
    ]
    body = skin(np.stack(rings))
    iron.add("body", body)
    top, grip = thick + tall, dice.between(0.011, 0.016)
    rise = top + dice.between(0.045, 0.065)
    front, heel = dice.between(0.12, 0.22) * length, back + 0.06
    bow = [(0, top - 0.01, heel), (0, rise, heel - 0.01), (0, rise, 0.6 * front)]
    is_open = dice.chance(0.3)
    path = bow[::-1] if is_open else [*bow, (0, top - 0.006, front + 0.03)]
    oval = np.array([[1, 0], [0.6, 0.8], [-0.6, 0.8], [-1, 0], [-0.6, -0.8], [0.6, -0.8]])
    iron.add("handle", sweep(smooth(path, 22), grip, oval[::-1], normal=(1, 0, 0)))
    if dice.chance(0.7):
        knob = dial(0.02, 0.012).turned("x", -90.0).on(top - 0.004)
        iron.add("dial", knob.moved(z=0.25 * back))
    if dice.chance(0.6):
        key = button(0.014, 0.014, 0.01, dice.one_of(0.0, 0.01)).turned("x", -90.0)
        iron.add(
            "button",
            key.in_row(dice.count(1, 2), 0.02).on(rise + grip - 0.003).moved(z=0.4 * front),
        )
    if dice.chance(0.5):
        tank = plane(outline * (0.5, 0.36) + (0.0, 0.16 * length), "y", top)
        shell = skin(np.stack([tank, tank * (0.85, 1, 0.95) + (0, 0.02, 0)]))
        iron.add("tank", shell.moved(y=-0.25 * tall))
    if dice.chance(0.75):
        start = np.array([0.0, rise, heel - 0.02])
        sag = [(0.01, 0.01, -0.04), (dice.between(-0.08, 0.08), -0.6 * rise, -0.08)]
        end = (dice.between(-0.15, 0.15), -0.9 * rise, dice.between(-0.16, -0.08))
        cord = tube(start + np.array([(0, 0, 0), *sag, end]), 0.0035, 26, 6)
        iron.add("cord", cord, rod(start - (0, 0, -0.02), start - (0, 0.004, 0.03), 0.007, 0.004))
    if dice.chance(0.4):
        plate = box(0.75 * width, 0.8 * tall, 0.006, 0.001)
        iron.add("body", plate.on(thick).moved(z=back - 0.002))


def _old_iron(iron: Assembly, dice: Dice, outline: Points, thick: float, tall: float) -> None:
    """A cast block or a box for coals, under a wooden grip on two posts."""
    length = float(np.ptp(outline[:, 1]))
    shrunk = dice.between(0.8, 0.97)
    rings = [
        plane(outline * size, "y", y) for size, y in ((shrunk, thick), (0.9 * shrunk, thick + tall))
    ]
    iron.add("body", skin(np.stack(rings)))
    top, reach = thick + tall, 0.28 * length
    rise = top + dice.between(0.04, 0.07)
    post = rod((0, top, reach), (0, rise, 0.9 * reach), 0.006).both("z")
    grip = cylinder(dice.between(0.012, 0.017), 2.0 * reach, "z", sides=14).moved(y=rise)
    iron.add("handle", join(post, grip))
