"""A shape as pictures take it: upright, around the origin, of size one."""

import numpy as np
from numpy.typing import NDArray

from patchalign3d_cli.choices import UpAxis
from patchalign3d_cli.shapes.up import up_rotation


def staged(
    vertices: NDArray[np.float64], faces: NDArray[np.int64] | None, up: UpAxis
) -> NDArray[np.float32]:
    """The vertices with y up, their box's middle at the origin and its half-diagonal 1.

    Vertices that no face uses do not count towards the box. Any scale that float64 holds will
    do; a shape without extent stays at the origin.

    Args:
        vertices: (V, 3) in file units and file axes.
        faces: (F, 3), or None for a cloud.
        up: The axis that points up in the file.

    Returns:
        (V, 3) float32.
    """
    largest = np.abs(vertices).max(initial=0.0)
    if largest > 0:
        vertices = vertices / largest
    upright = vertices @ up_rotation(up).T  # (V, 3)
    counted = upright if faces is None else upright[np.unique(faces)]
    low, high = counted.min(axis=0), counted.max(axis=0)
    centered = upright - (low + high) / 2
    radius = float(np.linalg.norm(high - low)) / 2
    places: NDArray[np.float64] = centered / radius if radius > 0 else centered
    return places.astype(np.float32)
