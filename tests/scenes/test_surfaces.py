"""Distances from triangles, against points strewn over them."""

import numpy as np
from hypothesis import given, settings
from hypothesis import strategies as st
from hypothesis.extra.numpy import arrays

from patchalign3d_cli.scenes.surfaces import PieceSurfaces, squared_distances
from patchalign3d_cli.shapes import Shape

STEPS = 40
U, V = (grid.ravel() / STEPS for grid in np.mgrid[: STEPS + 1, : STEPS + 1])
INSIDE = U + V <= 1 + 1e-12
WEIGHTS = np.stack([1 - U - V, U, V], axis=1)[INSIDE]  # over a triangle, corners included

COORDINATES = st.floats(-1, 1, width=16)


@settings(deadline=None, max_examples=50)
@given(
    arrays(np.float64, (3, 3), elements=COORDINATES), arrays(np.float64, 3, elements=COORDINATES)
)
def test_distance_from_a_triangle_is_that_from_its_nearest_point(triangle, point):
    strewn = np.linalg.norm(WEIGHTS @ triangle - point, axis=1).min()
    distance = np.sqrt(squared_distances(point[None], triangle[None])[0])
    spacing = np.linalg.norm(np.roll(triangle, 1, axis=0) - triangle, axis=1).max() / STEPS
    assert strewn - spacing - 1e-9 <= distance <= strewn + 1e-9


def test_pieces_touch_through_the_middle_of_a_large_face():
    """The corners of the plate are far away from the needle above its middle."""
    plate = np.array([[-1.0, 0, -1], [1, 0, -1], [0, 0, 2]])
    needle = np.array([[0.0, 0.01, 0], [0.01, 1, 0], [-0.01, 1, 0]])
    surfaces = PieceSurfaces(
        Shape(np.concatenate([plate, needle]), np.arange(6).reshape(2, 3)), np.array([0, 1])
    )
    assert surfaces.touch(0, 1, 0.02) and not surfaces.touch(0, 1, 0.005)
