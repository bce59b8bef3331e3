"""Garden, field, castle and driveway gates."""

from dataclasses import dataclass

import numpy as np

from patchalign3d_training.synthesis.kit import (
    Assembly,
    Dice,
    HingeSide,
    Mesh,
    any_handle,
    ball,
    beam,
    box,
    cylinder,
    hinge,
    join,
    opened,
    prism,
    ring,
    rod,
    tube,
)


@dataclass(frozen=True)
class Sizes:
    """Metres; the ground is y = 0, one walks through along z."""

    width: float  # of all leaves together
    height: float
    bar: float  # how thick the frame's bars are
    gap: float  # under the leaves


def build(model: Assembly, dice: Dice) -> None:
    """One or two leaves of bars, boards or wire between posts or pillars; shut or open."""
    wings = dice.pick({1: 4, 2: 5})
    size = Sizes(
        width=wings * dice.between(0.8, 1.8),
        height=dice.between(0.8, 2.2),
        bar=dice.between(0.025, 0.07),
        gap=dice.between(0.03, 0.12),
    )
    kind = dice.pick({"iron": 4, "pickets": 3, "field": 2, "boards": 2, "mesh": 1})
    crown = dice.pick({"level": 3, "arch": 2, "dip": 1}) if kind in ("iron", "pickets") else "level"
    ajar = dice.between(10.0, 95.0) if dice.chance(0.4) else 0.0
    width = size.width / wings
    leaf = model.group()  # hinged at its left; the right one is its mirror image
    _leaf(leaf, dice, size, width - 0.02, kind, crown if wings == 1 else crown + "s")
    if dice.chance(0.8):
        _latch(leaf, dice, 0.5 * width - size.bar, 0.5 * size.bar)
    if dice.chance(0.7):
        barrel = hinge(0.12, 0.018).in_row(2, 0.6 * size.height, "y")
        leaf.add("hinge", barrel.moved(-0.5 * width, 0.0, 0.4 * size.bar))
    for wing in range(wings):
        side: HingeSide = "right" if wing == 1 else "left"
        hand = model.group()
        if side == "right":
            hand.take(leaf, Mesh.mirrored)
        else:
            hand.take(leaf)
        x = (wing - 0.5 * (wings - 1)) * width
        at = (x, size.gap + 0.5 * size.height, 0.0)
        model.take(hand, opened(side, width, size.height, ajar, at))
    _posts(model, dice, size)


def _latch(leaf: Assembly, dice: Dice, x: float, face: float) -> None:
    """A handle, or a bolt with a small lever, on the post at the free edge."""
    if dice.chance(0.5):
        leaf.add("handle", any_handle(dice, 0.2, "y").moved(x, 0.0, face))
    else:
        bolt = box(0.16, 0.05, 0.03).moved(x + 0.04, 0.05, face)
        leaf.add("handle", bolt, box(0.03, 0.1, 0.02).moved(x, 0.06, face + 0.02))


def _top(crown: str, share: np.ndarray) -> np.ndarray:
    """How high bars rise over the leaf's height, as a share of it; `share` from -1 to 1 across."""
    if crown == "arch":
        return 0.2 * (1.0 - share**2)
    if crown == "dip":
        return -0.2 * (1.0 - share**2)
    if crown == "archs":  # two leaves form the arch together
        return 0.2 * (1.0 - ((1.0 - share) / 2.0) ** 2)
    if crown == "dips":
        return -0.2 * (1.0 - ((1.0 - share) / 2.0) ** 2)
    return 0.0 * share


def _leaf(leaf: Assembly, dice: Dice, size: Sizes, width: float, kind: str, crown: str) -> None:
    """One leaf about the origin: its frame, and what fills it."""
    half, tall, bar = 0.5 * width - 0.5 * size.bar, 0.5 * size.height, size.bar
    ends = _top(crown, np.array([-1.0, 1.0])) * size.height + tall
    for x, top in zip((-half, half), ends, strict=True):
        leaf.add("frame", beam((x, -tall, 0), (x, top, 0), bar, bar))
    levels = [-0.9 * tall, 0.6 * tall if "dip" in crown else 0.85 * tall]
    if dice.chance(0.4):
        levels.append(dice.between(-0.3, 0.3) * tall)
    if kind != "field":
        for y in levels:
            leaf.add("frame", box(2.0 * half, 0.8 * bar, 0.7 * bar).moved(y=y))
    if kind == "iron":
        _iron(leaf, dice, size, half, crown)
    elif kind in ("pickets", "boards"):
        count = dice.count(4, 9) if kind == "pickets" else dice.count(4, 7)
        step = 2.0 * half / count
        share = (np.arange(count) - 0.5 * (count - 1)) * step / half
        tops = _top(crown, share) * size.height + tall
        broad = step * (dice.between(0.45, 0.8) if kind == "pickets" else 0.97)
        pointed = kind == "pickets" and dice.chance(0.6)
        for x, top in zip(share * half, tops, strict=True):
            outline = [
                (-0.5, 0.0),
                (0.5, 0.0),
                (0.5, 1.0),
                *([(0.0, 1.08)] if pointed else []),
                (-0.5, 1.0),
            ]
            board = prism(np.array(outline) * (broad, top + tall), 0.4 * bar, "z")
            leaf.add("bar", board.moved(float(x), -tall, 0.5 * bar))
    elif kind == "field":
        rows = dice.count(4, 6)
        rail = box(2.0 * half, 0.9 * bar, 0.6 * bar)
        leaf.add("bar", rail.in_row(rows, 2.0 * tall / rows, "y"))
    else:
        wires = dice.count(6, 12)
        upright = rod((0, -0.9 * tall, 0), (0, 0.85 * tall, 0), 0.004, sides=4)
        level = rod((-half, 0, 0), (half, 0, 0), 0.004, sides=4)
        leaf.add("bar", upright.in_row(wires, 2.0 * half / wires))
        leaf.add("bar", level.in_row(wires, 1.7 * tall / wires, "y"))
    if kind in ("pickets", "field", "boards") and dice.chance(0.65):
        slope = beam((-half, -0.85 * tall, 0), (half, 0.8 * tall, 0), 0.6 * bar, 0.8 * bar)
        leaf.add("frame", slope.moved(z=-0.2 * bar), detail="brace")


def _iron(leaf: Assembly, dice: Dice, size: Sizes, half: float, crown: str) -> None:
    """Upright rods with tips, a curved top rail, rings or scrolls."""
    tall = 0.5 * size.height
    count = dice.count(5, 14)
    radius = dice.between(0.006, 0.014)
    share = np.linspace(-0.9, 0.9, count)
    tops = _top(crown, share) * size.height + tall
    for x, top in zip(share * half, tops, strict=True):
        leaf.add("bar", rod((x, -tall, 0), (x, top, 0), radius, sides=6))
    across = np.linspace(-1.0, 1.0, 13)
    curve = _top(crown, across) * size.height + tall
    if crown != "level":
        path = np.stack([across * half, curve, 0.0 * across], axis=1)
        leaf.add("frame", tube(path, 1.4 * radius, 24, 6))
    tips = dice.pick({"spear": 3, "ball": 2, "none": 2})
    if tips != "none":
        tip = ball(2.0 * radius, sides=8) if tips == "ball" else _spear(radius)
        leaf.add(
            "spike",
            *(tip.moved(float(x), float(y)) for x, y in zip(share * half, tops, strict=True)),
        )
    if dice.chance(0.35):
        loop = ring(0.4 * 1.8 * half / count, 0.8 * radius, "z", 14, 6)
        leaf.add("bar", loop.in_row(count - 1, 1.8 * half / (count - 1)).moved(y=0.7 * tall))
    if dice.chance(0.25):
        plate = box(1.9 * half, 0.6 * tall, 0.006).moved(y=-0.6 * tall)
        leaf.add("frame", plate)


def _spear(radius: float) -> Mesh:
    """A flat point."""
    outline = np.array([(-1.0, 0.0), (1.0, 0.0), (2.2, 3.0), (0.0, 9.0), (-2.2, 3.0)])
    return prism(outline * radius, 1.2 * radius, "z")


def _posts(model: Assembly, dice: Dice, size: Sizes) -> None:
    """Posts or pillars at both sides with caps, an arch or a beam over them, and some fence."""
    kind = dice.pick({"wood": 3, "iron": 2, "pillar": 4})
    thick = dice.between(0.3, 0.55) if kind == "pillar" else dice.between(0.07, 0.16)
    high = size.height + size.gap + dice.between(0.05, 0.5)
    edge = 0.5 * (size.width + thick)
    round_post = kind == "iron" and dice.chance(0.5)
    post = cylinder(0.5 * thick, high, sides=14) if round_post else box(thick, high, thick)
    post = post.on(0.0)
    model.add("post", post.moved(edge).both())
    if kind == "pillar" or dice.chance(0.5):
        cap = dice.pick({"slab": 3, "pyramid": 2, "ball": 2})
        slab = box(1.2 * thick, 0.2 * thick, 1.2 * thick).on(post)
        pieces = [slab]
        if cap == "pyramid":
            cone = cylinder(0.85 * thick, 0.4 * thick, top=0.01, sides=4)
            pieces.append(cone.turned("y", 45.0).on(slab))
        elif cap == "ball":
            pieces.append(ball(0.4 * thick).on(slab))
        model.add("cap", join(*pieces).moved(edge).both())
    if kind == "pillar" and dice.chance(0.5):
        base = box(1.2 * thick, 0.15 * high, 1.2 * thick).on(0.0)
        model.add("post", base.moved(edge).both())
    if dice.chance(0.2):
        lift = high + dice.between(0.1, 0.6)
        path = [(edge, high, 0), (0.6 * edge, lift, 0), (-0.6 * edge, lift, 0), (-edge, high, 0)]
        arch = (
            tube(path, 0.3 * thick, 20, 8)
            if dice.chance(0.5)
            else beam(
                (-1.2 * edge, high + 0.5 * thick, 0),
                (1.2 * edge, high + 0.5 * thick, 0),
                thick,
                thick,
            )
        )
        model.add("arch", arch)
    if dice.chance(0.35):
        side = dice.between(0.5, 1.6)
        tall = dice.between(0.4, 0.9) * size.height
        out = edge + 0.5 * (thick + side)
        if kind == "pillar":
            model.add("wall", box(side, tall, 0.6 * thick).on(0.0).moved(out).both())
        else:
            rails = box(side, 0.06, 0.03).in_row(2, 0.6 * tall, "y").moved(y=0.55 * tall)
            slats = box(0.06, tall, 0.02).on(0.05).in_row(6, side / 6.0)
            model.add("wall", join(rails, slats).moved(out).both())
