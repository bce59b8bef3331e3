"""Cases and what opens in them: panels, doors, flaps, drawers.

Build a door about the origin, leaf and handle in one group, then let `opened` carry the group to
its place: `model.take(door, opened("left", width, height, 60.0, at=(x, y, front)))`.
"""

from collections.abc import Callable
from typing import Literal

import numpy as np

from patchalign3d_training.synthesis.kit.mesh import Mesh, join
from patchalign3d_training.synthesis.kit.outlines import rectangle
from patchalign3d_training.synthesis.kit.solids import box, frame, grid_bars

HingeSide = Literal["left", "right", "top", "bottom"]


def case(width: float, height: float, depth: float, wall: float, back: bool = True) -> Mesh:
    """A box of boards about the origin, open to the front."""
    side = box(wall, height, depth).moved(0.5 * (width - wall)).both("x")
    board = box(width, wall, depth).moved(0.0, 0.5 * (height - wall)).both("y")
    rear = box(width, height, wall).moved(z=-0.5 * (depth - wall))
    return join(side, board, *((rear,) if back else ()))


def panel(width: float, height: float, thick: float, kind: str = "plain") -> Mesh:
    """A board to close an opening with, about the origin, its faces along z.

    Args:
        width: Along x.
        height: Along y.
        thick: Along z.
        kind: "plain"; "framed", a thin field in a frame; "raised", with a block on its field;
            "slats", a louvre in a frame.
    """
    if kind == "plain":
        return box(width, height, thick)
    rim = 0.16 * min(width, height)
    inner_width, inner_height = width - 2 * rim, height - 2 * rim
    border = frame(rectangle(width, height), rectangle(inner_width, inner_height), thick, "z")
    if kind == "slats":
        count = max(3, round(inner_height / rim))
        slat = box(inner_width, 0.8 * inner_height / count, 0.3 * thick).turned("x", 30.0)
        return join(border, slat.in_row(count, inner_height / count, "y"))
    field = box(inner_width, inner_height, 0.4 * thick)
    if kind == "raised":
        block = box(0.8 * inner_width, 0.8 * inner_height, 0.8 * thick)
        return join(border, field, block)
    return join(border, field)


def window_frame(width: float, height: float, thick: float, rim: float) -> tuple[Mesh, Mesh]:
    """A frame about the origin and the pane in it, apart: a glazed door's two parts."""
    inner = rectangle(width - 2 * rim, height - 2 * rim)
    border = frame(rectangle(width, height), inner, thick, "z")
    return border, box(width - 2 * rim, height - 2 * rim, 0.3 * thick)


def tray(width: float, height: float, depth: float, wall: float) -> Mesh:
    """An open box about the origin: the inside of a drawer."""
    side = box(wall, height, depth).moved(0.5 * (width - wall)).both("x")
    end = box(width, height, wall).moved(z=0.5 * (depth - wall)).both("z")
    return join(side, end, box(width, wall, depth).moved(0.0, -0.5 * (height - wall)))


def rack(width: float, depth: float, bars: int, radius: float) -> Mesh:
    """A grid of wires in the plane y = 0, as in an oven."""
    return grid_bars(width, depth, bars, 3, radius).turned("x", 90.0)


def opened(
    side: HingeSide,
    width: float,
    height: float,
    degrees: float,
    at: tuple[float, float, float] = (0.0, 0.0, 0.0),
) -> Callable[[Mesh], Mesh]:
    """The move that opens a door towards +z and carries it to its place.

    Args:
        side: Where its hinge is, seen from the front: "left" is at -x.
        width: The door's, which lies about the origin.
        height: The door's.
        degrees: How far it is open; 0 for shut.
        at: Where its middle goes when it is shut.
    """
    axis, sign, pivot = {
        "left": ("y", -1.0, (-0.5 * width, 0.0, 0.0)),
        "right": ("y", 1.0, (0.5 * width, 0.0, 0.0)),
        "top": ("x", -1.0, (0.0, 0.5 * height, 0.0)),
        "bottom": ("x", 1.0, (0.0, -0.5 * height, 0.0)),
    }[side]
    return lambda mesh: mesh.turned(axis, sign * degrees, np.array(pivot)).moved(*at)
