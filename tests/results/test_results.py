"""What results say about themselves."""

import json
from dataclasses import fields, replace
from pathlib import Path

import numpy as np
import pytest

from patchalign3d_cli.results import (
    FeatureTables,
    ModelIdentity,
    PartSegmentation,
    Pieces,
    ShapeFeatures,
    ShapeHeat,
    UnitFrame,
)
from patchalign3d_cli.saving import save_segmentation
from patchalign3d_cli.shapes import Shape, ShapeNode

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


def test_printed_they_are_one_short_line():
    shape = two_triangles()
    assert repr(shape) == "Shape(2 faces, 6 vertices, y is up)"
    cloud = Shape(shape.vertices, path=Path("scans/room.ply"), up="z")
    assert str(cloud) == "Shape(room.ply: 6 points, z is up)"
    result = segmentation(shape, [0, -1], [0.5, 0.9])
    wanted = "PartSegmentation(2 faces: a 75.0%, b 0.0%, c 0.0%, 1 unlabelled; by m)"
    assert repr(result) == wanted
    pieces = Pieces(("a_0", "a_1"), np.array([0, 0], np.int32), np.array([0, 1], np.int32))
    assert repr(pieces) == "Pieces(2: a_0, a_1)"
    names = tuple(f"p{number}" for number in range(300))
    many = replace(result, parts=names, scores=np.zeros((2, 0), np.float32))
    assert len(repr(many)) < 200 and "and 291 more" in repr(many)
    fits = np.array([[-0.25], [0.5]], np.float32)
    heat = ShapeHeat(shape, ("handle",), fits, IDENTITY, {})
    assert repr(heat) == "ShapeHeat(2 faces: handle -0.250 to 0.500; by m)"
    features = ShapeFeatures(
        shape,
        shape.vertices[:2],
        np.eye(2, 4, dtype=np.float32),
        np.zeros((2, 3), np.int64),
        shape.vertices,
        np.zeros(6, np.int64),
        UnitFrame(np.eye(3), np.zeros(3), 1.0),
        IDENTITY,
        {},
    )
    assert repr(features) == "ShapeFeatures(2 patches x 4 of 2 faces; by m)"


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


def frozen_values() -> dict[str, object]:
    """One of every frozen value with arrays."""
    shape = Shape(
        np.random.default_rng(0).random((6, 3)),
        np.array([[0, 1, 2], [3, 4, 5]]),
        face_index=np.array([3, 4]),
        vertex_index=np.arange(1, 7),
    )
    frame = UnitFrame(np.eye(3), np.zeros(3), 1.0)
    features = ShapeFeatures(
        source=shape,
        centers=np.zeros((1, 3)),
        features=np.ones((1, 2), np.float32),
        members=np.zeros((1, 4), np.int64),
        points=np.zeros((4, 3)),
        elements=np.zeros(4, np.int64),
        frame=frame,
        model=IDENTITY,
        options={},
        regions=np.arange(2),
    )
    pieces = Pieces(("a",), np.zeros(1, np.int32), np.array([0, -1], np.int32))
    return {
        "Shape": shape,
        "ShapeNode": ShapeNode("a", 0, 2, np.eye(4)),
        "UnitFrame": frame,
        "ShapeFeatures": features,
        "FeatureTables": FeatureTables(
            features, np.ones((4, 2), np.float32), np.ones((2, 2), np.float32)
        ),
        "ShapeHeat": ShapeHeat(shape, ("a",), np.zeros((2, 1), np.float32), IDENTITY, {}),
        "Pieces": pieces,
        "PartSegmentation": PartSegmentation(
            shape,
            ("a",),
            np.array([0, -1], np.int32),
            np.ones(2, np.float32),
            np.zeros((2, 1), np.float32),
            IDENTITY,
            {},
            source_faces=np.arange(2),
            pieces=pieces,
        ),
    }


@pytest.mark.parametrize("name", frozen_values())
def test_arrays_of_frozen_values_cannot_be_written(name: str):
    value = frozen_values()[name]
    arrays = {key: item for key, item in vars(value).items() if isinstance(item, np.ndarray)}
    declared = [item.name for item in fields(value) if "ndarray" in str(item.type)]
    assert sorted(arrays) == sorted(declared)
    for array in arrays.values():
        with pytest.raises(ValueError, match="read-only"):
            array[0] = array[0]


def test_freezing_copies_nothing_and_leaves_the_callers_array_alone():
    vertices = np.eye(3)
    shape = Shape(vertices)
    assert np.shares_memory(shape.vertices, vertices)
    vertices[0, 0] = 2  # it is the caller's own
    again = replace(shape, up="z")
    assert again.vertices is shape.vertices  # what is read-only stays as it is


@pytest.mark.parametrize(
    "change",
    [
        {"labels": np.zeros(3, np.int32)},
        {"labels": np.array([0, 1], np.int32)},
        {"labels": np.array([0, -2], np.int32)},
        {"confidence": np.ones(1, np.float32)},
        {"scores": np.zeros((2, 3), np.float32)},
        {"source_faces": np.zeros((2, 1), np.int64)},
        {"pieces": Pieces(("a",), np.zeros(1, np.int32), np.zeros(3, np.int32))},
    ],
)
def test_arrays_of_another_shape_are_no_result(change):
    with pytest.raises(ValueError, match="are not|there are 1 names"):
        replace(frozen_values()["PartSegmentation"], **change)


def test_pieces_and_heats_fit_their_names():
    with pytest.raises(ValueError, match="2 parts of 1 pieces"):
        Pieces(("a",), np.zeros(2, np.int32), np.zeros(3, np.int32))
    with pytest.raises(ValueError, match="1 names"):
        Pieces(("a",), np.zeros(1, np.int32), np.ones(3, np.int32))
    with pytest.raises(ValueError, match="2 elements and 2 queries"):
        replace(frozen_values()["ShapeHeat"], queries=("a", "b"))


def test_indices_are_those_of_the_input(make_result):
    mesh = make_result("mesh", face_index=np.repeat(np.arange(96), 2))  # squares of two triangles
    top = mesh.indices("top")
    assert np.array_equal(top, np.unique(np.flatnonzero(mesh.labels == 0) // 2))
    assert np.array_equal(mesh.indices(0), top) and top.dtype == np.int64
    cloud = make_result("cloud")
    dropped = np.arange(len(cloud.labels)) * 2 + 1  # every other point of the file was dropped
    source = replace(cloud.source, vertex_index=dropped)
    cloud = replace(cloud, source=source)
    assert np.array_equal(cloud.indices("bottom"), dropped[cloud.labels == 1])
    refined = replace(make_result("mesh"), source_faces=np.arange(192) // 4)
    assert np.array_equal(refined.indices(0), np.unique(np.flatnonzero(refined.labels == 0) // 4))
    assert not len(mesh.indices(-1)) or mesh.labels.min() == -1
    for wrong in ("nowhere", 7, -2):
        with pytest.raises(KeyError, match="there is no part"):
            mesh.indices(wrong)
