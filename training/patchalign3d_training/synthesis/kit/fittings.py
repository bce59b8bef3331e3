"""Small pieces that many things carry: handles, knobs, buttons, screens, feet, wheels.

What sits on a front is made with its back in z = 0 and looks along +z: shift it by the front's z,
or put it there with `.beside(front, "+z")`. Feet stand on y = 0; wheels turn about x.
"""

import numpy as np
from numpy.typing import ArrayLike

from patchalign3d_training.synthesis.kit.dice import Dice
from patchalign3d_training.synthesis.kit.mesh import Mesh, join
from patchalign3d_training.synthesis.kit.outlines import rectangle
from patchalign3d_training.synthesis.kit.solids import ball, box, cylinder, frame, lathe, pipe
from patchalign3d_training.synthesis.kit.sweeps import ring, rod, sweep, tube


def bar_handle(length: float, out: float, radius: float, axis: str = "x") -> Mesh:
    """A round bar along x (or y) that stands off its front on two posts."""
    half = 0.5 * length
    bar = rod((-half, 0, out), (half, 0, out), radius)
    post = rod((0.8 * half, 0, 0), (0.8 * half, 0, out), 0.8 * radius, sides=6).both()
    return _upright(join(bar, post), axis)


def bow_handle(length: float, out: float, radius: float, axis: str = "x") -> Mesh:
    """A bent bar whose two ends meet the front."""
    half = 0.5 * length
    path = [(-half, 0, 0), (-0.85 * half, 0, out), (0.85 * half, 0, out), (half, 0, 0)]
    return _upright(sweep(path, radius, sides=6), axis)


def edge_handle(length: float, out: float, thick: float, axis: str = "x") -> Mesh:
    """A flat strip to grip behind: furniture without knobs."""
    return _upright(box(length, thick, out, 0.3 * thick).moved(z=0.5 * out), axis)


def ring_handle(radius: float, thick: float) -> Mesh:
    """A ring that hangs from a small plate."""
    plate = cylinder(0.45 * radius, thick, "z", sides=12).moved(z=0.5 * thick)
    return join(plate, ring(radius, 0.5 * thick, "z").moved(0.0, -0.9 * radius, 1.5 * thick))


def lever_handle(length: float, out: float, radius: float) -> Mesh:
    """A door's lever on a round rose; it points along +x."""
    rose = cylinder(2.2 * radius, 0.5 * radius, "z", sides=16).moved(z=0.25 * radius)
    path = [(0, 0, 0), (0, 0, out), (0.25 * length, 0, out), (length, 0, out)]
    return join(rose, sweep(path, radius, sides=8))


def knob(radius: float, out: float) -> Mesh:
    """A round knob on a neck."""
    profile = [(0, 0), (0.5, 0), (0.4, 0.4), (0.95, 0.6), (1.0, 0.8), (0.7, 1.0), (0, 1.0)]
    return lathe(np.array(profile) * (radius, out), 16).turned("x", 90.0)


def dial(radius: float, out: float, turn: float = 0.0) -> Mesh:
    """A knob to turn, with a ridge that shows where it points (degrees from upright)."""
    body = cylinder(radius, out, "z", top=0.85 * radius, sides=20).moved(z=0.5 * out)
    ridge = box(0.25 * radius, 1.6 * radius, 0.4 * out).moved(z=1.1 * out)
    return join(body, ridge).turned("z", -turn)


def button(width: float, height: float, out: float, rounding: float = 0.0) -> Mesh:
    """A button that stands out of its panel; round if `rounding` is half its width."""
    if rounding >= 0.5 * min(width, height):
        return cylinder(0.5 * width, out, "z", sides=14).moved(z=0.5 * out)
    return box(width, out, height, rounding).turned("x", 90.0).moved(z=0.5 * out)


def screen(width: float, height: float, rim: float, out: float) -> Mesh:
    """A pane within a raised rim."""
    inner = rectangle(width - 2 * rim, height - 2 * rim)
    border = frame(rectangle(width, height), inner, out, "z").moved(z=0.5 * out)
    return join(border, box(width - rim, height - rim, 0.4 * out).moved(z=0.2 * out))


def grille(width: float, height: float, bars: int, thick: float) -> Mesh:
    """Level bars in a field, as of a loudspeaker or a vent."""
    bar = box(width, 0.5 * height / bars, thick).moved(z=0.5 * thick)
    return bar.in_row(bars, height / bars, "y")


def screw(radius: float, out: float) -> Mesh:
    """A screw's head with a slot standing proud."""
    head = cylinder(radius, out, "z", top=0.8 * radius, sides=10).moved(z=0.5 * out)
    return join(head, box(1.4 * radius, 0.25 * radius, 0.3 * out).moved(z=1.05 * out))


def hinge(length: float, radius: float) -> Mesh:
    """A hinge's barrel along y between two leaves."""
    leaf = box(4 * radius, length, 0.5 * radius).moved(z=0.25 * radius)
    return join(leaf, cylinder(radius, length, sides=10).moved(z=radius))


def any_handle(dice: Dice, length: float, axis: str = "x") -> Mesh:
    """A handle or knob of a kind that furniture and machines have, `length` long if it is a bar."""
    radius = length * dice.between(0.03, 0.06)
    out = length * dice.between(0.12, 0.25)
    kind = dice.pick({"bar": 3, "bow": 3, "edge": 2, "knob": 3, "ring": 1})
    if kind == "bar":
        return bar_handle(length, out, radius, axis)
    if kind == "bow":
        return bow_handle(length, out, radius, axis)
    if kind == "edge":
        return edge_handle(length, out, 2 * radius, axis)
    if kind == "knob":
        return knob(length * dice.between(0.08, 0.15), out)
    return ring_handle(0.2 * length, radius)


def foot(dice: Dice, height: float, radius: float) -> Mesh:
    """A short foot on y = 0: a peg, a block, a ball or a turned one."""
    kind = dice.pick({"peg": 3, "block": 3, "ball": 1, "turned": 1})
    if kind == "block":
        return box(2 * radius, height, 2 * radius).on(0.0)
    if kind == "ball":
        return ball(radius, 0.5 * height, radius).on(0.0)
    if kind == "turned":
        profile = [(0, 0), (0.7, 0), (1.0, 0.3), (0.6, 0.55), (0.9, 0.8), (0.9, 1.0), (0, 1.0)]
        return lathe(np.array(profile) * (radius, height), 14)
    return cylinder(dice.between(0.6, 1.0) * radius, height, top=radius, sides=14).on(0.0)


def wheel(radius: float, width: float, spokes: int = 0, tyre: float = 0.3) -> Mesh:
    """A wheel about x through the origin: a solid hub, or a rim on spokes.

    Args:
        radius: Of the tread.
        width: Along x.
        spokes: How many bars carry the rim; 0 for a full disc.
        tyre: The tyre's thickness over the radius.
    """
    bore = (1.0 - tyre) * radius
    pieces = [pipe(radius, bore, width, "x"), cylinder(0.18 * radius, 1.1 * width, "x", sides=12)]
    if spokes:
        bar = rod((0, 0, 0), (0, 1.02 * bore, 0), 0.06 * radius, sides=6)
        pieces.append(bar.around(spokes, "x"))
    else:
        pieces.append(cylinder(1.01 * bore, 0.7 * width, "x"))
    return join(*pieces)


def cable(start: ArrayLike, end: ArrayLike, sag: float, radius: float) -> Mesh:
    """A cord between two points that hangs down by `sag` in its middle."""
    first, last = np.asarray(start, dtype=np.float64), np.asarray(end, dtype=np.float64)
    middle = 0.5 * (first + last) - (0.0, sag, 0.0)
    return tube(np.stack([first, middle, last]), radius, 14, 6)


def _upright(level: Mesh, axis: str) -> Mesh:
    return level.turned("z", 90.0) if axis == "y" else level
