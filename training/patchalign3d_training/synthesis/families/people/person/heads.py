"""Hair, hats and eyes. A head is a ball of half-axes (0.78, 1, 0.92) about its middle."""

import numpy as np

from patchalign3d_training.synthesis.kit import (
    Assembly,
    Dice,
    Mesh,
    ball,
    box,
    cylinder,
    dome,
    join,
    lathe,
    prism,
    rod,
    superellipse,
)

WIDE, DEEP = 0.78, 0.92
"""Half the width and half the depth of a head over half its height."""


def hairdo(dice: Dice, sides: int = 12) -> Mesh:
    """Hair for a head of half-height 1 about the origin that looks along +z."""
    kind = dice.pick(
        {"short": 5, "long": 4, "spikes": 2, "bun": 2, "tail": 2, "curls": 2, "crest": 1, "afro": 1}
    )
    cap = _cap(dice, sides, dice.between(1.05, 1.16))
    if kind == "long":
        length = dice.between(0.6, 1.9)
        curtain = ball(1.02 * WIDE, 0.5 + 0.5 * length, 0.55, sides)
        return join(cap, curtain.moved(0.0, 0.35 - 0.5 * length, -0.5))
    if kind == "spikes":
        return join(cap, *(_spike(dice) for _ in range(dice.count(8, 18))))
    if kind == "bun":
        return join(cap, ball(dice.between(0.25, 0.42), sides=sides).moved(0.0, 0.7, -0.8))
    if kind == "tail":
        tail = ball(0.24, dice.between(0.6, 1.1), 0.2, sides).turned("x", -20.0)
        tails = tail.moved(0.95, -0.3, -0.3).both() if dice.chance(0.4) else tail.moved(0, -0.2, -1)
        return join(cap, tails)
    if kind == "curls":
        size = dice.between(0.2, 0.32)
        return join(cap, *(ball(size, sides=7).moved(*_on_top(dice, 1.05)) for _ in range(22)))
    if kind == "crest":
        return join(
            _cap(dice, sides, 1.04),
            prism(superellipse(1.9, 1.0, 2.0, 12), 0.2, "x").moved(0, 0.75, -0.1),
        )
    if kind == "afro":
        return ball(1.25, 1.15, 1.15, sides).moved(0.0, 0.35, -0.25)
    fringe = ball(0.8 * WIDE, 0.22, 0.2, sides).moved(0.0, dice.between(0.5, 0.7), 0.75)
    return join(cap, fringe) if dice.chance(0.5) else cap


def _cap(dice: Dice, sides: int, grown: float) -> Mesh:
    """What covers the skull down to the forehead, the ears and the nape."""
    outside = ball(WIDE * grown, grown, DEEP * grown, max(sides, 12))
    middle = outside.vertices[outside.faces].mean(axis=1)  # (F, 3)
    front, nape = dice.between(0.35, 0.6), dice.between(-0.65, -0.1)
    level = np.where(middle[:, 2] > 0.35, front, np.where(middle[:, 2] > -0.1, 0.05, nape))
    cap = Mesh(outside.vertices, outside.faces[middle[:, 1] > level])
    return join(cap, cap.scaled(0.95)) if dice.chance(0.4) else cap  # an inner wall


def _on_top(dice: Dice, radius: float) -> tuple[float, float, float]:
    """A random point where hair grows."""
    turn, rise = dice.between(0.0, 2.0 * np.pi), dice.between(-0.1, 1.3)
    out = radius * np.cos(rise)
    z = out * np.cos(turn) * DEEP
    high = radius * np.sin(rise) + (0.45 if z > 0.2 else 0.0)
    return out * np.sin(turn) * WIDE, high, z


def _spike(dice: Dice) -> Mesh:
    root = np.array(_on_top(dice, 0.95))
    tip = root * dice.between(1.25, 1.7) + (0.0, dice.between(0.0, 0.4), 0.0)
    return rod(root, tip, dice.between(0.14, 0.25), 0.01, sides=4)


def hat(dice: Dice, sides: int = 14) -> Mesh:
    """A hat for a head of half-height 1 about the origin that looks along +z."""
    round_head = {"x": 1.12 * WIDE / DEEP, "z": 1.12}
    kind = dice.pick(
        {"brim": 3, "cap": 3, "helmet": 2, "top": 1, "beanie": 2, "cone": 1, "hood": 1}
    )
    if kind == "cap":
        peak = prism(superellipse(1.1, 1.1, 2.5, 14), 0.07).moved(0.0, 0.38, 0.9)
        return join(dome(DEEP, 0.75, sides=sides).moved(0.0, 0.36), peak).stretched(**round_head)
    if kind == "helmet":
        shell = dome(1.12 * DEEP, 0.95, dice.one_of(0.0, 0.06), sides).moved(0.0, 0.15)
        rim = cylinder(1.25 * DEEP, 0.06, sides=sides).moved(0.0, 0.16)
        return (join(shell, rim) if dice.chance(0.6) else shell).stretched(**round_head)
    if kind == "beanie":
        band = cylinder(1.04 * DEEP, 0.25, sides=sides).moved(0.0, 0.4)
        pom = ball(0.2, sides=8).moved(0.0, 1.3)
        knit = dome(DEEP, 0.8, sides=sides).moved(0.0, 0.45)
        return (join(knit, band, pom) if dice.chance(0.5) else join(knit, band)).stretched(
            **round_head
        )
    if kind == "hood":
        hood = ball(1.2 * WIDE, 1.2, 1.1, sides).moved(0.0, 0.0, -0.2)
        middle = hood.vertices[hood.faces].mean(axis=1)
        return Mesh(hood.vertices, hood.faces[(middle[:, 2] < 0.4) | (middle[:, 1] > 0.75)])
    tall = {"top": dice.between(0.8, 1.3), "cone": dice.between(1.0, 1.8)}.get(
        kind, dice.between(0.5, 0.8)
    )
    top = {"top": 1.0, "cone": 0.05}.get(kind, dice.between(0.6, 0.9))
    brim = dice.between(1.3, 2.2) if kind != "cone" else dice.between(1.0, 1.5)
    profile = [(0.0, 0.0), (brim, -0.05), (brim, 0.02), (1.0, 0.07), (top, tall), (0.0, tall)]
    crown = lathe(np.array(profile) * (DEEP, 1.0), sides).moved(0.0, dice.between(0.35, 0.55))
    return crown.stretched(**round_head).turned("x", dice.between(-12.0, 4.0))


def eyes(dice: Dice, radius: float, sides: int = 8) -> Mesh:
    """Two eyes for a head of half-height 1 about the origin."""
    half_distance = dice.between(0.26, 0.4)
    deep = DEEP * np.sqrt(1.0 - (half_distance / WIDE) ** 2)
    high = dice.between(0.9, 1.7) * radius
    return (
        ball(radius, high, 0.6 * radius, sides)
        .moved(half_distance, dice.between(-0.1, 0.15), deep)
        .both()
    )


def put_on(model: Assembly, dice: Dice, *, sides: int, bald: float, hats: float) -> Assembly:
    """Hair and a hat by chance, as a group for a head of half-height 1 about the origin."""
    group = model.group()
    if not dice.chance(bald):
        group.add("hair", hairdo(dice, sides))
    if dice.chance(hats):
        group.add("hat", hat(dice, sides))
    return group


def pack(dice: Dice, width: float, height: float) -> Mesh:
    """A backpack whose front is at z = 0."""
    deep = dice.between(0.3, 0.5) * height
    bag = box(width, height, deep, 0.15 * deep).moved(z=-0.5 * deep)
    pocket = box(0.7 * width, 0.45 * height, 0.3 * deep, 0.1 * deep).moved(
        0.0, -0.2 * height, -1.1 * deep
    )
    roll = cylinder(0.15 * height, 1.1 * width, "x").moved(0.0, 0.62 * height, -0.5 * deep)
    return join(bag, *(piece for piece in (pocket, roll) if dice.chance(0.6)))
