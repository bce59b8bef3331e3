"""Hot dogs."""

import numpy as np

from patchalign3d_training.synthesis.kit import Assembly, Blend, Dice, box, smooth, strip, tube


def build(model: Assembly, dice: Dice) -> None:
    """A sausage in a cut roll along x, with sauce in waves."""
    length, bend = dice.between(0.8, 1.2), dice.between(-0.08, 0.12)
    cells = dice.pick({36: 3, 18: 1})
    thick = dice.between(0.14, 0.2)
    half = 0.5 * length
    lay = np.array(
        [
            (-half, bend, 0),
            (-0.5 * half, 0.2 * bend, 0),
            (0.5 * half, 0.2 * bend, 0),
            (half, bend, 0),
        ]
    )
    gap = dice.between(0.55, 0.85) * thick
    roll = Blend(seam=0.02)
    low = lay * (0.9, 1.0, 1.0)
    for side in (-1.0, 1.0):
        roll.limb("bun", low + (0.0, 0.0, side * gap), [0.8 * thick, thick, thick, 0.8 * thick])
    if dice.chance(0.7):
        roll.limb(
            "bun",
            low + (0.0, -0.6 * thick, 0.0),
            [0.5 * thick, 0.8 * thick, 0.8 * thick, 0.5 * thick],
        )
    roll.into(model, cells)
    radius = dice.between(0.55, 0.75) * thick
    rise = dice.between(0.45, 0.75) * thick
    meat = Blend(seam=0.01)
    meat.limb("sausage", lay * (dice.between(1.0, 1.25), 1.0, 1.0) + (0.0, rise, 0.0), radius)
    meat.into(model, cells)
    if dice.chance(0.75):
        waves = dice.count(3, 7)
        share = np.linspace(-0.85, 0.85, 6 * waves)
        swing = 0.6 * radius * np.sin(np.pi * waves * share)
        path = np.stack([half * share, 0.0 * share, swing], axis=1)
        path[:, 1] = rise + np.interp(
            np.abs(share), [0.0, 0.5, 1.0], [0.2 * bend, 0.2 * bend, bend]
        )
        path[:, 1] += np.sqrt(np.maximum(radius**2 - swing**2, 0.0))
        model.add("sauce", tube(path, 0.022, 10 * waves, 6))
    if dice.chance(0.45):
        x = np.linspace(-0.85, 0.85, 24) * half
        flutter = 0.5 * thick + 0.05 * np.sin(25.0 * x)
        leaf = strip(np.stack([x, 0.0 * x], axis=1), 2.0 * gap + 0.1, 0.012, 0.3 * thick)
        wave = 0.03 * np.sin(25.0 * leaf.vertices[:, 2:3])
        green = type(leaf)(leaf.vertices + wave * (0.0, 1.0, 0.0), leaf.faces)
        model.add("lettuce", green.turned("y", 90.0).moved(y=float(flutter[0])))
    if dice.chance(0.35):
        depth = 2.0 * (gap + thick)
        curve = smooth(
            [
                (-0.5 * depth, 0.3),
                (-0.45 * depth, -thick),
                (0.45 * depth, -thick),
                (0.5 * depth, 0.3),
            ],
            16,
        )
        paper = strip(curve, 0.8 * length, 0.01)
        model.add(
            "wrapper", paper if dice.chance(0.7) else box(0.9 * length, 0.02, depth).under(-thick)
        )
