"""What lies far away from a shape, or nowhere on it, does not change its labels."""

from pathlib import Path

import numpy as np
import pytest

import patchalign3d_cli as pa3d
from patchalign3d_cli.options import EncodeOptions, QueryOptions
from patchalign3d_cli.segmenting.segmenter import Segmenter
from support.box_chairs import box_chair, chair_points

PARTS = ("seat", "leg", "back")


@pytest.fixture(scope="module")
def segmenter(tiny_model_directory: Path) -> Segmenter:
    return pa3d.load_segmenter(str(tiny_model_directory))


def ask(segmenter: Segmenter, shape: pa3d.Shape, passes: int = 1) -> pa3d.PartSegmentation:
    query = QueryOptions(smoothing=0.03, refine=False)
    return segmenter.segment(shape, PARTS, encode=EncodeOptions(passes=passes), query=query)


@pytest.mark.parametrize("height", [2.0, 1000.0, -1e6])
def test_a_vertex_that_no_face_uses(segmenter: Segmenter, height: float) -> None:
    vertices, faces = box_chair()
    clean = ask(segmenter, pa3d.Shape(vertices, faces))
    far = ask(segmenter, pa3d.Shape(np.vstack([vertices, [0, height, 0]]), faces))
    assert np.array_equal(far.scores, clean.scores)


@pytest.mark.parametrize("passes", [1, 3])
@pytest.mark.parametrize("count", [40, 3000])  # fewer and more than the model's 64 points
def test_stray_points(segmenter: Segmenter, count: int, passes: int) -> None:
    points = chair_points(3000)[:count]
    strays = np.array([[9.0, 9.0, 9.0]]) * np.arange(1, 1 + count // 100)[:, None]
    clean = segmenter.encode(pa3d.Shape(points), EncodeOptions(passes=passes))
    far = segmenter.encode(
        pa3d.Shape(np.concatenate([points, strays])), EncodeOptions(passes=passes)
    )
    assert np.array_equal(far.features, clean.features)
    assert np.array_equal(far.points, clean.points)


def test_stray_triangles_of_no_size(segmenter: Segmenter) -> None:
    vertices, faces = box_chair()
    clean = ask(segmenter, pa3d.Shape(vertices, faces))
    hidden = np.concatenate([vertices, vertices * 0 + [0, 0, 500]])
    far = ask(segmenter, pa3d.Shape(hidden, np.concatenate([faces, faces + len(vertices)])))
    assert np.mean(far.labels[: len(faces)] == clean.labels) > 0.98


def test_copies_of_vertices_that_differ_by_rounding(segmenter: Segmenter) -> None:
    vertices, faces = box_chair()
    noise = np.random.default_rng(0).uniform(-5e-7, 5e-7, (faces.size, 3))
    loose = vertices[faces].reshape(-1, 3), np.arange(faces.size).reshape(-1, 3)
    clean = ask(segmenter, pa3d.Shape(*loose))
    rough = ask(segmenter, pa3d.Shape(loose[0] + noise, loose[1]))
    assert np.abs(rough.scores - clean.scores).max() < 1e-2
