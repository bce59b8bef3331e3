"""A chair of six boxes: seat, back and four legs, half a metre wide and 95 cm high, y up."""

import numpy as np
from numpy.typing import NDArray

from support.result_fixtures import grid_box

BOXES = {
    "seat": ((-0.25, 0.42, -0.25), (0.25, 0.47, 0.25)),
    "back": ((-0.25, 0.47, -0.25), (0.25, 0.95, -0.21)),
    "leg_0": ((-0.245, 0.0, -0.245), (-0.195, 0.42, -0.195)),
    "leg_1": ((0.195, 0.0, -0.245), (0.245, 0.42, -0.195)),
    "leg_2": ((-0.245, 0.0, 0.195), (-0.195, 0.42, 0.245)),
    "leg_3": ((0.195, 0.0, 0.195), (0.245, 0.42, 0.245)),
}
"""Lowest and highest corner of each box."""


def box_part(name: str, steps: int = 1) -> tuple[NDArray[np.float64], NDArray[np.int64]]:
    """One box, each side of `steps` x `steps` squares, wound outwards; (V, 3) and (F, 3)."""
    vertices, faces = grid_box(steps)
    low, high = (np.array(corner) for corner in BOXES[name])
    return low + (vertices + 1) / 2 * (high - low), faces


def box_chair(steps: int = 4) -> tuple[NDArray[np.float64], NDArray[np.int64]]:
    """The whole chair; boxes and their sides share no vertices."""
    parts = [box_part(name, steps) for name in BOXES]
    starts = np.cumsum([0, *(len(vertices) for vertices, _ in parts)])
    faces = [corners + start for (_, corners), start in zip(parts, starts[:-1], strict=True)]
    return np.concatenate([vertices for vertices, _ in parts]), np.concatenate(faces)


def chair_points(count: int, seed: int = 0) -> NDArray[np.float64]:
    """Points drawn from the chair's surface, (count, 3)."""
    from patchalign3d_cli.shapes import Shape, sample_surface

    return sample_surface(Shape(*box_chair(1)), count, seed).points
