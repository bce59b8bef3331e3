"""Wrenches; the handle stands along y."""

import numpy as np

from patchalign3d_training.synthesis.kit import (
    Assembly,
    Dice,
    Mesh,
    box,
    cylinder,
    join,
    lengthwise,
    pipe,
    polygon,
    prism,
    rectangle,
    rod,
)


def build(wrench: Assembly, dice: Dice) -> None:
    """An open-end, ring, combination or adjustable wrench, or a ratchet with its socket."""
    kind = dice.pick({"combination": 3, "open": 3, "ring": 1, "adjustable": 4, "ratchet": 1})
    length, width = dice.between(0.9, 1.6), dice.between(0.09, 0.16)  # of the handle
    thick = dice.between(0.03, 0.06)
    radius = dice.between(0.14, 0.22)  # of the upper head
    wrench.add("handle", _handle(dice, length, width, thick))
    head_thick = thick * dice.between(1.2, 2.0)
    top, bottom = (0.0, length + 0.6 * radius, 0.0), (0.0, -0.5 * radius, 0.0)
    if kind == "adjustable":
        _adjustable(wrench, dice, radius, head_thick, length + 0.7 * radius)
        if dice.chance(0.5):
            wrench.add("handle", pipe(0.7 * width, 0.3 * width, thick, "z").under(0.2 * width))
        return
    if kind == "ratchet":
        head = cylinder(0.8 * radius, 2.0 * thick, "z").at([top])
        wrench.add("jaw", head)
        nut = polygon(dice.pick({6: 1, 12: 1}), 0.55 * radius)
        socket = prism(nut, dice.between(0.15, 0.35), "z").at([top])
        wrench.add("ring", socket.beside(head, "+z", gap=-0.01))
        return
    ends = {"open": ("jaw", "jaw"), "combination": ("jaw", "ring"), "ring": ("ring", "ring")}[kind]
    tilt, smaller = dice.between(0.0, 20.0), dice.between(0.75, 1.0)
    for part, at, size, turn in (
        (ends[0], top, radius, tilt),
        (ends[1], bottom, smaller * radius, 180.0 + tilt),
    ):
        make = _open_end if part == "jaw" else _ring_end
        wrench.add(part, make(dice, size, head_thick).turned("z", turn).at([at]))


def _handle(dice: Dice, length: float, width: float, thick: float) -> Mesh:
    """A flat or round bar from y = 0 up; some flat ones have raised rims."""
    kind = dice.pick({"flat": 2, "rimmed": 2, "tapered": 2, "round": 1})
    if kind == "round":
        return rod((0, 0, 0), (0, length, 0), 0.45 * width, sides=dice.one_of(6, 12))
    if kind == "tapered":
        half = [(0.6 * width, 0.0), (0.4 * width, 0.6 * length), (0.65 * width, length)]
        return prism(lengthwise(half, 24), thick, "z", 0.2 * thick)
    bar = prism(rectangle(width, length, 0.3 * width), thick, "z").on(0.0)
    if kind == "flat":
        return bar
    rim = box(0.15 * width, length, 1.5 * thick).on(0.0).moved(0.42 * width)
    return join(bar, rim.both())


def _open_end(dice: Dice, radius: float, thick: float) -> Mesh:
    """A disc with a slot that opens upwards."""
    half = dice.between(0.35, 0.6) * radius  # of the slot's width
    gap = np.arcsin(half / radius)
    angle = np.linspace(0.5 * np.pi + gap, 2.5 * np.pi - gap, 22)
    rim = radius * np.stack([np.cos(angle), np.sin(angle)], axis=1)
    floor = -dice.between(0.1, 0.4) * radius
    right = [(half, floor + 0.3 * half), (0.5 * half, floor)]
    slot = [*right, *((-x, y) for x, y in reversed(right))]
    return prism(np.concatenate([rim, slot]), thick, "z", 0.1 * thick)


def _ring_end(dice: Dice, radius: float, thick: float) -> Mesh:
    return pipe(0.9 * radius, dice.between(0.55, 0.68) * radius, 1.2 * thick, "z", 18)


def _adjustable(wrench: Assembly, dice: Dice, radius: float, thick: float, y: float) -> None:
    """A fixed jaw, one that slides along x and the wheel that moves it; the mouth opens up."""
    head = wrench.group()
    throat = [(0.9, -0.45), (0.9, -0.12), (-0.25, -0.1), (-0.2, 0.9)]
    back = [(-0.45, 1.0), (-0.85, 0.2), (-0.45, -0.9)]
    fixed = np.array([(0.45, -0.9), *throat, *back]) * radius
    head.add("jaw", prism(fixed, thick, "z", 0.1 * thick))
    mouth = dice.between(-0.15, 0.5) * radius  # where the sliding jaw's inner side lies
    hook = np.array([(0, -0.2), (0.42, -0.2), (0.42, 0.25), (0.15, 0.85), (0, 0.8)]) * radius
    head.add("jaw", prism(hook, 0.8 * thick, "z").moved(mouth))
    wheel = cylinder(0.16 * radius, 0.4 * radius, "x", sides=12)
    wheel = wheel.stretched(z=max(1.0, 0.7 * thick / (0.16 * radius)))
    head.add("knob", wheel.moved(0.3 * radius, -0.35 * radius))
    tilt = dice.between(0.0, 25.0)
    wrench.take(head, lambda mesh: mesh.turned("z", tilt).moved(y=y))
