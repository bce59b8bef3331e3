"""Cooking pots."""

from dataclasses import dataclass

import numpy as np

from patchalign3d_training.synthesis.kit import (
    Assembly,
    Dice,
    Mesh,
    bow_handle,
    box,
    cylinder,
    join,
    knob,
    lathe,
    prism,
    rectangle,
    ring,
    rod,
    smooth,
    superellipse,
    sweep,
)


@dataclass(frozen=True)
class Vessel:
    """The inside of a pot's rim and how it stands, in metres."""

    radius: float
    height: float
    wall: float
    sides: int


def build(model: Assembly, dice: Dice) -> None:
    """A pot with two ears or one long handle, mostly under a lid."""
    radius = dice.between(0.08, 0.18)
    shape = dice.pick({"pot": 5, "stock pot": 2, "pan": 3, "casserole": 2})
    low, high = {"pot": (0.7, 1.4), "stock pot": (1.4, 2.2), "pan": (0.25, 0.6)}.get(
        shape, (0.5, 1.0)
    )
    vessel = Vessel(
        radius=radius,
        height=radius * dice.between(low, high),
        wall=dice.pick({0.003: 2, 0.005: 2, 0.012: 1}),
        sides=dice.pick({12: 1, 28: 4, 40: 1}),
    )
    oval = dice.between(1.15, 1.5) if shape == "casserole" and dice.chance(0.5) else 1.0
    whole = model.group()
    _body(whole, dice, vessel)
    if dice.chance(0.7):
        _lid(whole, dice, vessel)
    model.take(whole, lambda mesh: mesh.stretched(oval, 1.0, 1.0))
    reach = oval * radius
    if dice.chance(0.3 if shape == "pot" else 0.6) and shape in ("pot", "pan"):
        _long_handle(model, dice, vessel, reach)
    else:
        level = dice.between(0.65, 0.95) * vessel.height
        ear = _ear(dice, vessel).moved(reach, level)
        model.add("handle", ear.both())


def _body(model: Assembly, dice: Dice, vessel: Vessel) -> None:
    """Straight, widening or bellied, with a rolled rim or a thick base, hollow or a bare sheet."""
    radius, height, wall = vessel.radius, vessel.height, vessel.wall
    foot, belly = dice.between(0.75, 1.0), dice.pick({1.0: 4, dice.between(1.03, 1.2): 2})
    corner = dice.pick({0.0: 3, 0.12: 3, 0.3: 1}) * min(radius, height)
    bend = [(foot * radius - corner, 0.0), (foot * radius, corner)]
    side = [(belly * radius, 0.55 * height), (radius, height)]
    outside = [(0.0, 0.0), *bend, *side]
    if belly > 1.0:
        upper = smooth(np.array([*bend, *side]), 14)
        outside = [(0.0, 0.0), *map(tuple, upper)]
    if dice.chance(0.15):  # a bare sheet
        model.add("body", lathe(outside, vessel.sides))
    else:
        inside = [(max(r - wall, 0.0), max(y, wall)) for r, y in outside[::-1]]
        model.add("body", lathe([*outside, *inside], vessel.sides))
    if dice.chance(0.35):
        lip = ring(radius, dice.between(0.002, 0.006), count=vessel.sides, sides=6)
        model.add("body", lip.moved(y=height))
    if dice.chance(0.25):
        base = cylinder((foot + 0.01) * radius, 0.05 * radius, sides=vessel.sides)
        model.add("body", base.on(0.0))


def _ear(dice: Dice, vessel: Vessel) -> Mesh:
    """A grip at +x: a wire loop, a strap on edge, a block, or a bow that rises."""
    kind = dice.pick({"bow": 4, "flat": 3, "loop": 3, "block": 2})
    wide, out = dice.between(0.4, 0.9) * vessel.radius, dice.between(0.02, 0.045)
    thick = dice.between(0.004, 0.009)
    if kind == "bow":
        ear = bow_handle(wide, out, thick).turned("y", 90.0)
    elif kind == "block":
        ear = box(out, dice.between(0.01, 0.03), 0.8 * wide, 0.004).moved(0.5 * out)
    elif kind == "flat":  # a strap on edge
        path = [
            (0, 0, -0.5 * wide),
            (out, 0, -0.4 * wide),
            (out, 0, 0.4 * wide),
            (0, 0, 0.5 * wide),
        ]
        ear = sweep(path, thick, rectangle(0.7, 3.0), normal=(0, 1, 0))
    else:
        path = [(0, 0, -0.5 * wide), (0.7 * out, 0, -0.5 * wide), (out, 0, -0.3 * wide)]
        ear = sweep([*path, *((x, y, -z) for x, y, z in path[::-1])], thick, sides=8)
    rise = dice.pick({0.0: 4, dice.between(15.0, 50.0): 2, 80.0: 1})
    ear = ear.turned("z", rise)
    if dice.chance(0.3):
        plate = box(0.004, 0.03, 0.03, 0.001).moved(z=0.5 * wide).both("z")
        ear = join(ear, plate)
    return ear.moved(-0.03 * vessel.radius)


def _long_handle(model: Assembly, dice: Dice, vessel: Vessel, reach: float) -> None:
    """A stem at +x, round, flat or in two pieces; at times an ear across from it."""
    level = dice.between(0.6, 0.95) * vessel.height
    length, slope = dice.between(0.9, 1.9) * vessel.radius, dice.between(-5.0, 30.0)
    kind = dice.pick({"round": 3, "flat": 3, "sleeve": 3})
    if kind == "flat":
        wide, thin = dice.between(0.014, 0.03), dice.between(0.006, 0.014)
        blade = superellipse(length, wide, dice.between(2.0, 6.0))
        stem = prism(blade, thin, "y", 0.3 * thin).moved(0.5 * length)
    else:
        thick = dice.between(0.007, 0.013)
        stem = rod((0, 0, 0), (length, 0, 0), 0.7 * thick if kind == "sleeve" else thick, thick)
        if kind == "sleeve":
            sleeve = rod((0.35 * length, 0, 0), (length, 0, 0), 1.2 * thick, 1.5 * thick)
            stem = join(stem, sleeve)
    if dice.chance(0.3):
        stem = join(stem, ring(0.01, 0.002, count=14, sides=5).moved(1.02 * length))
    model.add("handle", stem.turned("z", slope).moved(0.97 * reach, level))
    if dice.chance(0.2):
        ear = bow_handle(0.5 * vessel.radius, 0.03, 0.006).turned("y", -90.0)
        model.add("handle", ear.moved(-0.98 * reach, level))


def _lid(model: Assembly, dice: Dice, vessel: Vessel) -> None:
    """A flat or domed cover with a knob or a bow; on the rim, lifted, tilted or leaning aside."""
    radius, wall, sides = vessel.radius, vessel.wall, vessel.sides
    bulge = dice.pick({0.02: 1, dice.between(0.08, 0.35): 5}) * radius
    over = dice.between(0.99, 1.06) * radius
    arch = [(over * np.cos(a), bulge * np.sin(a)) for a in np.linspace(0.0, 0.5 * np.pi, 6)]
    under = [(0.96 * r, y - wall) for r, y in arch[::-1]]
    skin = [*arch[:-1], (0.0, bulge)]
    lid = model.group()
    cover = lathe(skin if dice.chance(0.2) else [*skin, *under], sides)
    lid.add("lid", cover)
    if dice.chance(0.4):
        lid.add("lid", ring(over, dice.between(0.002, 0.005), count=sides, sides=6))
    _lid_grip(lid, dice, vessel, cover)
    state = dice.pick({"on": 7, "lifted": 2, "tilted": 2})
    height = vessel.height + 0.5 * wall
    if state == "on":
        model.take(lid, lambda mesh: mesh.moved(y=height))
        return
    lift = dice.between(0.02, 1.0) * radius
    lean = dice.between(10.0, 80.0) if state == "tilted" else 0.0
    hinge = (0.0, 0.0, -over)
    up = 0.0 if state == "tilted" else lift
    model.take(lid, lambda mesh: mesh.turned("x", -lean, at=hinge).moved(y=height + up))


def _lid_grip(lid: Assembly, dice: Dice, vessel: Vessel, cover: Mesh) -> None:
    """What lifts the cover, on its top."""
    size = dice.between(0.16, 0.3) * vessel.radius
    kind = dice.pick({"knob": 4, "bow": 3, "disc": 2, "ring": 1})
    if kind == "knob":
        grip = knob(0.7 * size, size).turned("x", -90.0)
    elif kind == "bow":
        grip = bow_handle(2.0 * size, size, 0.2 * size).turned("x", -90.0)
    elif kind == "disc":
        stem = cylinder(0.25 * size, 0.7 * size).on(0.0)
        grip = join(stem, cylinder(size, 0.3 * size, top=0.9 * size).on(stem))
    else:
        grip = ring(0.7 * size, 0.12 * size, "z").on(0.0)
    lid.add("lid", grip.on(cover).moved(y=-0.002), detail="lid knob")
