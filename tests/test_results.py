"""What results say about themselves."""

import json

import numpy as np
import pytest

from patchalign3d_cli.results import ModelIdentity, PartSegmentation
from patchalign3d_cli.saving import save_segmentation
from patchalign3d_cli.shapes import Shape

IDENTITY = ModelIdentity("m", "00", "t", "MIT")


def segmentation(shape: Shape, labels: list[int], confidence: list[float]) -> PartSegmentation:
    count = len(labels)
    return PartSegmentation(
        shape,
        ("a", "b", "c"),
        np.array(labels, dtype=np.int32),
        np.array(confidence, dtype=np.float32),
        np.zeros((count, 3), dtype=np.float32),
        IDENTITY,
        {},
    )


def two_triangles() -> Shape:
    """One triangle of area 3 and one of area 1."""
    vertices = np.array([[0, 0, 0], [3, 0, 0], [0, 2, 0], [0, 0, 5], [1, 0, 5], [0, 2, 5.0]])
    return Shape(vertices, np.array([[0, 1, 2], [3, 4, 5]]))


def test_shares_and_confidence_are_weighted_by_area():
    a, b, c = segmentation(two_triangles(), [0, 0], [0.5, 0.9]).summary()
    assert (a.count, b.count, c.count) == (2, 0, 0)
    assert a.share == pytest.approx(1) and a.confidence == pytest.approx(0.6)
    a, b, _ = segmentation(two_triangles(), [1, 0], [0.5, 0.9]).summary()
    assert (a.share, b.share) == pytest.approx((0.25, 0.75))


def test_unlabelled_elements_have_no_share():
    parts = segmentation(two_triangles(), [-1, 2], [0.0, 0.8]).summary()
    assert [part.share for part in parts] == pytest.approx([0, 0, 0.25])
    assert parts[2].confidence == pytest.approx(0.8)


def test_faces_without_area_count_alike():
    shape = Shape(np.zeros((3, 3)), np.array([[0, 1, 2], [0, 1, 2]]))
    parts = segmentation(shape, [0, 1], [0.2, 0.4]).summary()
    assert [part.share for part in parts] == [0.5, 0.5, 0]


def test_a_part_that_is_everything_has_a_share_of_one_and_no_more():
    corners = np.random.default_rng(1).random((3000, 3))
    shape = Shape(corners, np.arange(3000).reshape(-1, 3))
    areas = shape.element_areas()
    assert np.bincount(np.zeros(1000, int), weights=areas)[0] != areas.sum()  # sums differ
    assert segmentation(shape, [0] * 1000, [1] * 1000).summary()[0].share <= 1
    assert segmentation(shape, [0] * 1000, [1] * 1000).summary()[0].share == pytest.approx(1)


def test_points_of_a_cloud_count_alike():
    parts = segmentation(Shape(np.eye(3)), [2, 2, 1], [1, 1, 1]).summary()
    assert [part.share for part in parts] == pytest.approx([0, 1 / 3, 2 / 3])


def test_trimesh_gets_the_untouched_geometry():
    result = segmentation(two_triangles(), [1, 0], [0.5, 0.9])
    mesh = result.to_trimesh()
    assert np.array_equal(mesh.vertices, result.source.vertices)
    assert np.array_equal(mesh.faces, result.source.faces)
    assert mesh.face_attributes["label"].tolist() == [1, 0]
    assert mesh.metadata["parts"] == ["a", "b", "c"]
    cloud = segmentation(Shape(np.eye(3)), [2, 2, 1], [1, 1, 1]).to_trimesh()
    assert len(cloud.vertices) == 3 and cloud.metadata["label"].tolist() == [2, 2, 1]


def test_a_notebook_is_shown_the_page_of_the_result():
    html = segmentation(two_triangles(), [0, -1], [0.75, 0])._repr_html_()
    assert html.startswith("<iframe ") and html.endswith("</iframe>")
    assert "2 faces, labelled by m" in html


def test_the_dictionary_is_what_the_json_file_holds(tmp_path):
    result = segmentation(two_triangles(), [2, -1], [0.75, np.nan])
    save_segmentation(result, tmp_path / "r.json")
    told = result.to_dict()
    assert told == json.loads((tmp_path / "r.json").read_text())
    assert (told["labels"], told["confidence"]) == ([2, -1], [0.75, None])
    assert [part["name"] for part in told["parts"]] == ["a", "b", "c"]
