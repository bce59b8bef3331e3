"""What an encoded shape knows: its frame, its exact centres, the element of each point."""

from pathlib import Path

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

import patchalign3d_cli as pa3d
from patchalign3d_cli.segmenting.encoding import draw_points, model_points, unit_frame
from patchalign3d_cli.segmenting.segmenter import Segmenter
from patchalign3d_cli.shapes import UP_AXES, UpAxis, up_rotation


@pytest.fixture(scope="module")
def segmenter(tiny_model_directory: Path) -> Segmenter:
    return pa3d.load_segmenter(str(tiny_model_directory))


def tetrahedron() -> pa3d.Shape:
    vertices = np.array([[0, 0, 0], [4, 0, 0], [0, 3, 0], [0, 0, 2.0]]) + 50
    return pa3d.Shape(vertices, np.array([[0, 2, 1], [0, 1, 3], [0, 3, 2], [1, 2, 3]]))


@given(
    st.integers(0, 10**6),
    st.sampled_from(UP_AXES),
    st.sampled_from([1e-9, 1.0, 1e9]),
    st.floats(-100, 100),
)
def test_a_frame_leads_into_the_unit_sphere_and_back(
    seed: int, up: UpAxis, scale: float, offset: float
):
    points = (np.random.default_rng(seed).standard_normal((20, 3)) + offset) * scale
    frame = unit_frame(points, up)
    inside = frame.to_unit(points)
    assert np.allclose(inside.mean(axis=0), 0, atol=1e-9)
    assert np.linalg.norm(inside, axis=1).max() == pytest.approx(1)
    assert np.allclose(frame.to_file(inside), points, rtol=1e-12, atol=1e-9 * scale)


def test_every_encoded_point_lies_on_its_face(segmenter: Segmenter):
    shape = tetrahedron()
    features = segmenter.encode(shape, pa3d.EncodeOptions(passes=2))
    corners = shape.vertices[shape.faces[features.elements]]  # (N, 3, 3)
    normals = np.cross(corners[:, 1] - corners[:, 0], corners[:, 2] - corners[:, 0])
    heights = np.einsum("nx,nx->n", features.points - corners[:, 0], normals)
    assert np.abs(heights).max() < 1e-9
    assert set(features.elements) == {0, 1, 2, 3}


@pytest.mark.parametrize("count", [40, 3000])
def test_every_encoded_point_of_a_cloud_is_its_point(segmenter: Segmenter, count: int):
    cloud = pa3d.Shape(np.random.default_rng(0).standard_normal((count, 3)))
    features = segmenter.encode(cloud, pa3d.EncodeOptions(passes=3))
    assert np.array_equal(features.points, cloud.vertices[features.elements])


def test_the_frame_is_that_of_the_encoded_points(segmenter: Segmenter):
    shape = pa3d.Shape(tetrahedron().vertices, tetrahedron().faces, up="-x")
    features = segmenter.encode(shape)
    expected = unit_frame(features.points, "-x")
    assert np.array_equal(features.frame.axes, up_rotation("-x"))
    assert np.array_equal(features.frame.center, expected.center)
    assert features.frame.scale == expected.scale


def test_centres_are_the_sampled_points_where_others_lie_in_the_same_place(segmenter: Segmenter):
    """In single precision pairs of these points coincide, and the nearest member may be either."""
    places = np.random.default_rng(4).standard_normal((30, 3))
    cloud = pa3d.Shape(np.concatenate([places + 1e-9, places]))
    features = segmenter.encode(cloud)
    drawn = draw_points(cloud, segmenter.model.config.encoder.points, 0)
    encoded = segmenter.model.encode([model_points(drawn.points, "y")])
    sampled = encoded.center_indices[0]
    assert np.array_equal(features.centers, drawn.points[sampled])
    assert (sampled < 30).any()
