"""Baskets: woven, of wire, with a bow or two ears, with a lid."""

import numpy as np

from patchalign3d_training.synthesis.kit import (
    Assembly,
    Dice,
    Mesh,
    ball,
    bow_handle,
    join,
    plane,
    rod,
    skin,
    superellipse,
    sweep,
)


def build(model: Assembly, dice: Dice) -> None:
    """A basket on y = 0 about 1 wide, long along x."""
    depth, height = dice.between(0.55, 1.0), dice.between(0.3, 1.1)
    power, foot = dice.one_of(2.0, 3.0, 8.0), dice.between(0.6, 1.0)
    outline = superellipse(1.0, depth, power, 32)
    kind = dice.pick({"woven": 4, "plain": 3, "wire": 3})

    def at(level: float) -> np.ndarray:
        return plane(outline * (foot + (1.0 - foot) * level**0.7), "y", level * height)

    if kind == "wire":
        thin = dice.between(0.006, 0.012)
        for level in np.linspace(0.0, 1.0, dice.count(3, 6)):
            model.add("body", sweep(at(float(level)), thin, sides=5, loop=True))
        low, high = at(0.0), at(1.0)
        bars = [rod(low[i], high[i], thin, sides=5) for i in range(0, 32, dice.one_of(1, 2))]
        model.add("body", join(*bars))
        cross = [rod(low[i], low[(16 - i) % 32], thin, sides=5) for i in range(0, 9)]
        model.add("bottom", join(*cross), join(*(bar.mirrored("z") for bar in cross[1:8])))
    else:
        if kind == "woven":
            _woven(model, dice, outline, foot, height)
        else:
            shell = [
                at(0.0),
                at(0.5),
                at(1.0),
                at(1.0) * (0.95, 1.0, 0.95),
                at(0.05) * (0.93, 1, 0.93),
            ]
            model.add("body", skin(np.stack(shell), caps=False))
        model.add("bottom", skin(np.stack([at(0.0), plane(outline * foot, "y", 0.03)])))
    if dice.chance(0.7):
        model.add("rim", sweep(at(1.0), dice.between(0.02, 0.045), sides=8, loop=True))
    thick = dice.between(0.014, 0.03)
    handles = dice.pick({"bow": 4, "ears": 3, "none": 2})
    if handles == "bow":
        rise = height + dice.between(0.35, 0.8)
        angle = np.linspace(0.0, np.pi, 18)
        reach = 0.49 if dice.chance(0.7) else 0.49 * depth
        path = np.stack(
            [reach * np.cos(angle), height + (rise - height) * np.sin(angle), 0 * angle], axis=1
        )
        flat = np.array([[1, -1], [1, 1], [-1, 1], [-1, -1]]) * (
            0.5 * thick,
            dice.between(1.0, 2.5) * thick,
        )
        bow = sweep(path, 1.0, flat, normal=(1, 0, 0))
        swing = dice.between(30.0, 80.0) if dice.chance(0.2) else 0.0
        bow = bow.turned("x", swing, at=(0.0, height, 0.0))
        model.add("handle", bow if reach == 0.49 else bow.turned("y", 90.0))
    elif handles == "ears":
        ear = bow_handle(0.3, 0.13, thick).turned("x", -90.0).turned("y", 90.0)
        model.add("handle", ear.moved(0.49, 0.97 * height).both())
    if dice.chance(0.2) and handles != "bow":
        top = [
            plane(outline * s, "y", height + y)
            for s, y in ((1.03, 0.02), (0.97, 0.08), (0.4, 0.13))
        ]
        lid = skin(np.stack(top))
        swing = dice.between(0.0, 70.0) if dice.chance(0.4) else 0.0
        model.add("lid", lid.turned("x", -swing, at=(0.0, height, -0.5 * depth)))
    elif dice.chance(0.3):
        spots = dice.many(-0.3, 0.3, 30).reshape(10, 3) * (1.0, 0.4, depth)
        size = dice.between(0.1, 0.15)
        model.add(
            "content", ball(size, 1.2 * size, size, 12).at(spots * foot + (0.0, 0.85 * height, 0.0))
        )


def _woven(model: Assembly, dice: Dice, outline: np.ndarray, foot: float, height: float) -> None:
    """Level strands that run in and out of upright stakes."""
    strands = dice.count(7, 14)
    thick = 0.55 * height / strands
    wave = 0.4 * thick * np.where(np.arange(32) % 2, 1.0, -1.0)
    out = outline / np.linalg.norm(outline, axis=1, keepdims=True)
    weave: list[Mesh] = []
    for i in range(strands):
        level = (i + 0.5) / strands
        size = foot + (1.0 - foot) * level**0.7
        bent = outline * size + out * (wave if i % 2 else -wave)[:, None]
        weave.append(sweep(plane(bent, "y", level * height), thick, sides=5, loop=True))
    model.add("body", join(*weave))
