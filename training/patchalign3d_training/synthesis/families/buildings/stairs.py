"""Stairs: straight, turning, spiral; ladders of steps; one climbs them towards -z."""

import numpy as np

from patchalign3d_training.synthesis.kit import (
    Assembly,
    Dice,
    beam,
    box,
    cylinder,
    join,
    prism,
    rod,
    sweep,
)


def build(model: Assembly, dice: Dice) -> None:
    """Steps on stringers or a solid flight, or about a pole; railings on one side or both."""
    if dice.chance(0.3):
        _spiral(model, dice)
    else:
        _straight(model, dice)


def _straight(model: Assembly, dice: Dice) -> None:
    """A flight along z, perhaps with a landing at its top."""
    count, width = dice.count(4, 14), dice.between(0.8, 1.8)
    rise, run = dice.between(0.15, 0.2), dice.between(0.24, 0.32)
    kind = dice.pick({"solid": 3, "closed": 2, "open": 3})
    thick = 0.04
    tread = box(width, thick, 1.1 * run)
    steps = [(0.0, (i + 1) * rise, -(i + 0.5) * run) for i in range(count)]
    model.add("step", tread.at(steps))
    top, far = count * rise, -count * run
    if kind == "solid":
        for _, y, z in steps:
            model.add("base", box(0.98 * width, y - thick, run).on(0.0).moved(z=z))
    else:
        foot, head = (0.46 * width, 0.0, 0.0), (0.46 * width, top - 0.05, far)
        model.add("stringer", beam(foot, head, 0.05, 0.22).both())
        if kind == "closed":
            riser = box(0.95 * width, rise, 0.02)
            model.add(
                "riser", riser.at([(0.0, y - 0.5 * rise, z + 0.5 * run) for _, y, z in steps])
            )
    landing = dice.between(0.6, 1.2) if dice.chance(0.4) else 0.0
    if landing:
        slab = box(width, 0.1, landing).under(top + 0.02).moved(z=far - 0.5 * landing)
        model.add("landing", slab)
        if kind != "solid":
            post = (
                box(0.08, top - 0.08, 0.08).on(0.0).moved(0.45 * width, 0.0, far - landing + 0.08)
            )
            model.add("base", post.both())
        else:
            model.add(
                "base", box(0.98 * width, top - 0.08, landing).on(0.0).moved(z=far - 0.5 * landing)
            )
    sides = dice.pick({"both": 4, "one": 2, "none": 1})
    if sides == "none":
        return
    x, high = 0.46 * width, dice.between(0.75, 1.0)
    path = [(x, rise + high, -0.5 * run), (x, top + high, far + 0.5 * run)]
    path += [(x, top + high, far - landing)] if landing else []
    rail = sweep(path, 0.03, sides=6)
    posts = steps[:: dice.count(1, 3)] + ([(0.0, top, far - 0.5 * landing)] if landing else [])
    baluster = rod((x, 0.0, 0.0), (x, high, 0.0), dice.between(0.012, 0.03), sides=6).at(posts)
    newel = box(0.09, high + 0.15, 0.09).on(0.0).moved(x, 0.0, 0.0) if dice.chance(0.5) else None
    for part, mesh in (("railing", rail), ("baluster", baluster), ("post", newel)):
        if mesh is not None:
            model.add(part, mesh.both() if sides == "both" else mesh)


def _spiral(model: Assembly, dice: Dice) -> None:
    """Wedges about a pole, with a rail that winds along their ends."""
    count, reach = dice.count(9, 20), dice.between(0.7, 1.1)
    rise, turn = dice.between(0.17, 0.22), dice.between(18.0, 32.0)
    angle = np.radians(0.55 * turn)
    ends = [(reach * np.cos(a), reach * np.sin(a)) for a in (-angle, 0.0, angle)]
    wedge = prism(np.array([(0.05, -0.04), *ends, (0.05, 0.04)]), 0.05, "y")
    steps = [wedge.turned("y", i * turn).moved(y=(i + 1) * rise) for i in range(count)]
    model.add("step", join(*steps))
    high = dice.between(0.8, 1.0)
    model.add("post", cylinder(0.07, count * rise + high, sides=14).on(0.0))
    at = np.radians(turn) * np.arange(count)
    out = 0.95 * reach
    path = np.stack(
        [out * np.cos(at), (np.arange(count) + 1) * rise + high, -out * np.sin(at)], axis=1
    )
    model.add("railing", sweep(path, 0.025, sides=6))
    baluster = rod((0.0, -high, 0.0), (0.0, 0.0, 0.0), 0.013, sides=5)
    model.add("baluster", baluster.at(path))
    if dice.chance(0.5):
        model.add("base", cylinder(1.1 * reach, 0.08).under(0.02))
