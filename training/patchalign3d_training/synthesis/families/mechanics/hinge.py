"""Hinges: two leaves around a pin."""

import numpy as np

from patchalign3d_training.synthesis.kit import (
    Assembly,
    Dice,
    Mesh,
    ball,
    cylinder,
    join,
    lathe,
    lengthwise,
    pipe,
    prism,
    rectangle,
    screw,
)


def build(model: Assembly, dice: Dice) -> None:
    """A hinge whose pin stands along y, flat or folded to some angle; its screws look along +z."""
    height = 1.0
    radius = dice.between(0.04, 0.075)  # of the knuckles
    thick = dice.between(0.02, 0.04)
    kind = dice.pick({"butt": 5, "strap": 2, "tee": 2, "butterfly": 1})
    count = dice.pick({2: 1, 3: 3, 5: 4, 7: 1})
    hinge = model.group()
    step = height / count
    knuckle = pipe(radius, 0.5 * radius, 0.94 * step, sides=18)
    for i in range(count):
        hinge.add("knuckle", knuckle.moved(y=(i - 0.5 * (count - 1)) * step))
    long = dice.between(0.5, 0.9)
    lengths = {"strap": (2.4, 2.4), "tee": (0.35, 2.8)}.get(kind, (long, long))
    swing = dice.pick({0.0: 3, 1.0: 4})
    angles = (0.0, swing * dice.between(15.0, 150.0))
    for side, (length, angle) in enumerate(zip(lengths, angles, strict=True)):
        wing = hinge.group()
        outline = _outline(dice, kind, length, height)
        wing.add("leaf", prism(outline, thick, "z").moved(0.5 * radius, 0.0, 0.8 * radius - thick))
        heads = screw(dice.between(0.04, 0.06), 0.02).at(_spots(dice, kind, length, height))
        if dice.chance(0.85):
            wing.add("screw", heads.moved(0.5 * radius, 0.0, 0.8 * radius - 0.5 * thick))
        mirrored = side == 0

        def place(mesh: Mesh, mirrored: bool = mirrored, angle: float = angle) -> Mesh:
            return mesh.mirrored("x") if mirrored else mesh.turned("y", -angle)

        hinge.take(wing, place)
    pin = cylinder(0.52 * radius, 1.02 * height)
    raised = dice.between(0.1, 0.6) if dice.chance(0.15) else 0.0
    hinge.add("pin", pin.moved(y=raised))
    end = 0.5 * height + 0.01
    tip = dice.pick({"flat": 3, "ball": 2, "steeple": 2, "none": 2})
    if tip == "flat":
        hinge.add("finial", cylinder(0.9 * radius, 0.03, sides=18).moved(y=end + raised))
    elif tip == "ball":
        knob = ball(0.9 * radius).moved(y=end + 0.7 * radius)
        hinge.add("finial", knob, knob.mirrored("y"))
    elif tip == "steeple":
        profile = np.array([(0.9, 0.0), (1.0, 0.5), (0.5, 1.0), (0.7, 1.5), (0.0, 3.0)])
        spire = lathe(profile * radius, 16).moved(y=end)
        hinge.add("finial", join(spire, spire.turned("x", 180.0)))
    lies = dice.chance(0.3)
    model.take(hinge, lambda mesh: mesh.turned("x", -90.0) if lies else mesh)


def _outline(dice: Dice, kind: str, length: float, height: float) -> np.ndarray:
    """A leaf's outline in (x, y), from the pin at x = 0 outwards."""
    if kind == "butterfly":
        half = [(0.0, 0.0), (0.3, 0.1), (0.5, 0.5), (0.42, 0.85), (0.0, 1.0)]
        curve = lengthwise(np.array(half) * (height, length), 30)
        return np.ascontiguousarray(curve[:, ::-1] * (1.0, -1.0))
    if kind in ("strap", "tee") and length > 1.0:
        tail = dice.between(0.1, 0.25)
        return np.array([(0, -0.5), (length, -tail), (length + 0.15, 0), (length, tail), (0, 0.5)])
    corner = dice.pick({0.0: 3, 0.15: 2})
    return rectangle(length, height, corner, 5) + (0.5 * length, 0.0)


def _spots(dice: Dice, kind: str, length: float, height: float) -> np.ndarray:
    """Where the screws sit, (n, 3)."""
    if kind in ("strap", "tee") and length > 1.0:
        along = np.linspace(0.15, 0.9, dice.count(3, 5)) * length
        return np.stack([along, 0.0 * along, 0.0 * along], axis=1)
    rows = dice.count(2, 4)
    level = np.linspace(-0.36, 0.36, rows) * height
    if kind == "butterfly":
        level = 0.6 * level
    zigzag = 0.12 * length * np.where(np.arange(rows) % 2, 1.0, -1.0)
    return np.stack([0.55 * length + zigzag, level, 0.0 * level], axis=1)
