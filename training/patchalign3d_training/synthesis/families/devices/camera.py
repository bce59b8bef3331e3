"""Compact and reflex cameras."""

from dataclasses import dataclass

import numpy as np

from patchalign3d_training.synthesis.kit import (
    Assembly,
    Dice,
    Mesh,
    ball,
    box,
    cylinder,
    pipe,
    prism,
    tube,
)

# The viewfinder's hump from the front: (x, height above the body), counter-clockwise.
HUMP = np.array([(-0.25, 0.0), (0.25, 0.0), (0.15, 0.25), (-0.15, 0.25)])


@dataclass(frozen=True)
class _CameraBody:
    """The camera's block, in units of about ten centimetres."""

    width: float
    height: float
    depth: float


def build(camera: Assembly, dice: Dice) -> None:
    """A compact or reflex camera; its lens looks along +z."""
    size = _CameraBody(dice.between(1.1, 1.5), dice.between(0.7, 0.95), dice.between(0.3, 0.55))
    rounding = dice.between(0.02, 0.12)
    body = box(size.width, size.height, size.depth, rounding)
    camera.add("body", body)
    lens = _lens(camera, dice, size)

    if dice.chance(0.6):
        hump = prism(HUMP, 0.9 * size.depth, "z")
        camera.add("body", hump.on(body).centred(on=lens, axes="x"), detail="flash")
    top = 0.5 * size.height
    shutter = cylinder(0.06, 0.08).on(top - 0.01)
    camera.add("button", shutter.moved(x=-0.38 * size.width))
    if dice.chance(0.7):
        mode_dial = cylinder(0.12, 0.1).on(top - 0.01)
        camera.add("button", mode_dial.moved(x=0.36 * size.width))
    if dice.chance(0.5):
        grip = box(0.18 * size.width, 0.95 * size.height, 0.3, 0.06)
        camera.add("body", grip.moved(x=-0.42 * size.width, z=0.5 * size.depth))
    if dice.chance(0.35):
        _strap(camera, size)


def _lens(camera: Assembly, dice: Dice, body: _CameraBody) -> Mesh:
    """Three barrels one before the other, each of its own width; returns the glass in the last."""
    radius = body.height * dice.between(0.25, 0.45)
    aside, length = dice.between(-0.2, 0.1) * body.width, dice.between(0.12, 1.0)
    lower = -0.03  # the lens sits a little below the middle
    front, each = 0.5 * body.depth, length / 3
    widths = (1.0, dice.between(0.8, 0.95), dice.between(0.85, 1.1))  # shares of the radius
    for step, share in enumerate(widths):
        barrel = pipe(share * radius, 0.7 * share * radius, each, "z")
        camera.add("lens", barrel.moved(aside, lower, front + each * (step + 0.5)))
    glass = ball(0.72 * radius, 0.72 * radius, 0.1)
    glass = glass.moved(aside, lower, front + 0.7 * length)
    camera.add("lens", glass)
    return glass


def _strap(camera: Assembly, body: _CameraBody) -> None:
    """A cord from side to side that rises and falls behind the camera."""
    eye, level = 0.5 * body.width, 0.35 * body.height  # where it is tied
    start, end = (eye, level, 0.0), (-eye, level, 0.0)
    rising, falling = (1.4 * eye, level + 0.5, -0.2), (-1.4 * eye, level + 0.5, -0.2)
    middle = (0.0, level + 1.2, -0.4)
    cord = tube([start, rising, middle, falling, end], 0.04, 26, 6)
    camera.add("strap", cord.stretched(z=0.8))
