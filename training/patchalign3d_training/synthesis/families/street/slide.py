"""Playground slides."""

import numpy as np

from patchalign3d_training.synthesis.kit import (
    Assembly,
    Dice,
    Mesh,
    box,
    cylinder,
    join,
    rod,
    smooth,
    sweep,
)


def build(model: Assembly, dice: Dice) -> None:
    """A chute that runs down towards +z from a platform, with a ladder behind it."""
    height, width = dice.between(0.9, 2.2), dice.between(0.4, 0.6)
    run = height * dice.between(1.3, 1.9)
    deck = dice.between(0.05, 0.7)
    model.add("chute", _chute(dice, height, width, run))
    model.add("platform", box(width + 0.08, 0.04, deck).under(height).moved(z=-0.5 * deck))
    back = -deck
    climb = dice.between(0.25, 0.7) * height  # how far behind the platform the ladder starts
    side, thin = 0.5 * width + 0.03, dice.between(0.02, 0.035)
    top, low = np.array([0.0, height, back]), np.array([0.0, 0.0, back - climb])
    rail = rod(low, top, thin)
    model.add("ladder", rail.moved(side).both())
    flat = dice.chance(0.5)
    for share in np.linspace(0.0, 1.0, dice.count(4, 8) + 1)[1:]:
        at = low + (share - 0.05) * (top - low)
        step = box(2 * side, 0.03, 0.14) if flat else cylinder(thin, 2 * side, "x", sides=10)
        model.add("ladder", step.moved(*at))
    if dice.chance(0.8):
        rise = dice.between(0.35, 0.7)
        path = [low + (0, 0.25 * height, 0), top + (0, rise, -0.1), top + (0, rise, 0.5 * deck)]
        end = np.array([0.0, height + 0.05, 0.12 * run])
        model.add(
            "railing", sweep(smooth(np.array([*path, end]), 18), 0.7 * thin).moved(side).both()
        )
        upright = rod(top, top + (0, rise, 0), 0.7 * thin)
        model.add("railing", upright.moved(side).both())
    post = rod((side, 0, 0), (side, height, 0), thin).moved(z=-0.03)
    model.add("post", post.both())
    if deck > 0.3:
        model.add("post", post.moved(z=back + 0.06).both())
    if dice.chance(0.5):
        at = 0.55 * run
        leg = rod((side, 0, at), (side, 0.4 * height, at), thin)
        model.add("post", leg.both())
    if deck > 0.3 and dice.chance(0.6):
        tall = height + dice.between(0.9, 1.3)
        column = rod((side, height, back + 0.06), (side, tall, back + 0.06), thin)
        model.add("post", column.both(), column.moved(z=deck - 0.1).both())
        if dice.chance(0.6):
            wide = 1.2 * max(width, deck)
            cone = cylinder(0.8 * wide, 0.5, top=0.01, sides=4).turned("y", 45.0)
            model.add("roof", cone.on(tall - 0.02).moved(z=-0.5 * deck))
        else:
            leaf = box(0.8 * width, 0.03, deck + 0.3).turned("z", -30.0).moved(0.34 * width)
            model.add("roof", leaf.both().moved(y=tall + 0.1, z=-0.5 * deck))


def _chute(dice: Dice, height: float, width: float, run: float) -> Mesh:
    """A trough along a curve that leaves the platform level and ends level above the ground."""
    end = dice.between(0.1, 0.25)
    bend = [(0, height, 0), (0, 0.94 * height, 0.12 * run), (0, 0.3 * height, 0.7 * run)]
    path = [*bend, (0, end, 0.88 * run), (0, end, run)]
    if dice.chance(0.25):  # a wave in its middle
        path.insert(2, (0, 0.62 * height, 0.4 * run))
        path.insert(3, (0, 0.5 * height, 0.52 * run))
    curve = smooth(np.array(path), 30)
    if dice.chance(0.25):  # a closed tube
        angle = np.linspace(0.0, 2.0 * np.pi, 16, endpoint=False)
        ring = 0.5 * width * np.stack([np.cos(angle), np.sin(angle)], axis=1)
        return sweep(curve + (0.0, 0.45 * width, 0.0), 1.0, ring, normal=(1, 0, 0))
    wall, half, thick = dice.between(0.08, 0.2), 0.5 * width, 0.02
    outer = [(-half, wall), (-half, -thick), (half, -thick), (half, wall)]
    inner = [(half - thick, wall), (half - thick, 0.0), (thick - half, 0.0), (thick - half, wall)]
    trough = np.array([*outer, *inner]) * (1.0, -1.0)  # the binormal points down
    return join(sweep(curve, 1.0, trough[::-1], normal=(1, 0, 0)))
