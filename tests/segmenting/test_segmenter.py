"""From a shape to its parts, on a tiny model."""

from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest

import patchalign3d_cli as pa3d
from patchalign3d_cli.errors import ConfigError, ModelError, PartsError
from patchalign3d_cli.segmenting.segmenter import Segmenter
from patchalign3d_cli.shapes import up_rotation

PARTS = ("seat", "leg", "back")


@pytest.fixture(scope="module")
def segmenter(tiny_model_directory: Path) -> Segmenter:
    return pa3d.load_segmenter(str(tiny_model_directory))


def bumpy_mesh(rows: int = 12) -> pa3d.Shape:
    """A height field: no symmetry, faces of many sizes."""
    random = np.random.default_rng(5)
    x, z = np.meshgrid(np.linspace(0, 1, rows) ** 2, np.linspace(0, 1, rows), indexing="ij")
    y = 0.5 * random.random((rows, rows)) + x
    vertices = np.stack([x, y, z], axis=-1).reshape(-1, 3)
    corner = (np.arange(rows - 1)[:, None] * rows + np.arange(rows - 1)).ravel()
    faces = np.concatenate(
        [
            np.stack([corner, corner + 1, corner + rows], axis=1),
            np.stack([corner + 1, corner + rows + 1, corner + rows], axis=1),
        ]
    )
    return pa3d.Shape(vertices, faces.astype(np.int64))


def test_every_face_gets_a_label_a_probability_and_scores(segmenter: Segmenter):
    shape = bumpy_mesh()
    result = segmenter.segment(shape, PARTS)
    assert result.labels.shape == (len(shape.faces),)
    assert result.scores.shape == (len(shape.faces), 3)
    assert np.array_equal(result.scores.argmax(axis=1), result.labels)
    odds = np.exp(result.scores - result.scores.max(axis=1, keepdims=True))
    assert np.allclose(result.confidence, odds.max(axis=1) / odds.sum(axis=1), atol=1e-5)
    assert sum(part.count for part in result.summary()) == len(shape.faces)
    assert sum(part.share for part in result.summary()) == pytest.approx(1)


def test_asking_again_equals_asking_anew(segmenter: Segmenter):
    features = segmenter.encode(bumpy_mesh())
    first = segmenter.query(features, PARTS)
    swapped = segmenter.query(features, PARTS[::-1])
    assert np.array_equal(swapped.scores[:, ::-1], first.scores)
    anew = segmenter.segment(bumpy_mesh(), PARTS)
    assert np.array_equal(anew.scores, first.scores)


def test_a_batch_of_unequal_shapes_equals_one_by_one(segmenter: Segmenter):
    random = np.random.default_rng(1)
    shapes = [pa3d.Shape(random.random((size, 3))) for size in (40, 64, 25)] + [bumpy_mesh()]
    together = segmenter.encode_many(shapes)
    for shape, found in zip(shapes, together, strict=True):
        alone = segmenter.encode(shape)
        assert found.source is shape
        assert np.array_equal(found.members, alone.members)
        assert np.array_equal(found.centers, alone.centers)
        assert np.allclose(found.features, alone.features, atol=1e-5)


def test_known_vectors_stand_in_for_words(segmenter: Segmenter):
    features = segmenter.encode(bumpy_mesh())
    assert segmenter.labels is not None
    text = segmenter.labels.embed(PARTS)
    given = segmenter.query(features, ("one", "two", "three"), text=text)
    assert given.parts == ("one", "two", "three")
    assert np.array_equal(given.scores, segmenter.query(features, PARTS).scores)


@pytest.mark.parametrize("scale", [1e-12, 1.0, 1e12])
def test_units_and_place_do_not_matter(segmenter: Segmenter, scale: float):
    shape = bumpy_mesh()
    moved = replace(shape, vertices=(shape.vertices + 3) * scale)
    plain, other = segmenter.segment(shape, PARTS), segmenter.segment(moved, PARTS)
    assert np.allclose(plain.scores, other.scores, atol=2e-2)
    assert (plain.labels == other.labels).mean() > 0.98


@pytest.mark.parametrize("up", ["x", "z", "-x", "-y", "-z"])
def test_a_turned_file_with_its_up_axis_told_is_the_same_shape(segmenter: Segmenter, up: str):
    shape = bumpy_mesh()
    turned = replace(shape, vertices=shape.vertices @ up_rotation(up), up=up)
    plain, other = segmenter.segment(shape, PARTS), segmenter.segment(turned, PARTS)
    assert (plain.labels == other.labels).mean() > 0.98


@pytest.mark.parametrize("assignment", ["interpolate", "nearest", "membership"])
def test_a_cloud_is_labelled_point_by_point(segmenter: Segmenter, assignment):
    points = np.random.default_rng(2).standard_normal((500, 3))
    options = pa3d.QueryOptions(assignment, smoothing=0.0, symmetry=False, adjustment=False)
    features = segmenter.encode(pa3d.Shape(points))
    result = segmenter.query(features, PARTS, options=options)
    assert result.labels.shape == (500,)
    cosines = features.features @ segmenter.labels.embed(PARTS).T
    logits = cosines / segmenter.model.config.temperature
    if assignment == "nearest":
        distances = ((points[:, None] - features.centers[None]) ** 2).sum(-1)
        assert np.allclose(result.scores, logits[distances.argmin(axis=1)], atol=1e-4)
    else:
        assert result.scores.max() <= logits.max() + 1e-4
        assert result.scores.min() >= logits.min() - 1e-4


@pytest.mark.parametrize("count", [2, 5, 15])
def test_fewer_points_than_patches_work(segmenter: Segmenter, count: int):
    points = np.random.default_rng(3).standard_normal((count, 3))
    result = segmenter.segment(pa3d.Shape(points), PARTS)
    assert np.isfinite(result.scores).all() and len(result.labels) == count


def test_centres_and_members_stand_where_the_file_has_them(segmenter: Segmenter):
    shape = replace(bumpy_mesh(), vertices=bumpy_mesh().vertices * 40 + 1000, up="z")
    features = segmenter.encode(shape)
    assert np.array_equal(features.centers, features.points[features.members[:, 0]])
    assert features.points.min() > 990


def test_a_face_without_a_sample_takes_its_centroid(segmenter: Segmenter):
    big = np.array([[0, 0, 0], [10, 0, 0], [0, 0, 10.0], [10, 8, 10]])
    speck = np.array([[9.9, 7.9, 9.9], [9.9000001, 7.9, 9.9], [9.9, 7.9, 9.9000001]])
    faces = np.array([[0, 1, 2], [1, 3, 2], [4, 5, 6]])
    shape = pa3d.Shape(np.concatenate([big, speck]), faces)
    features = segmenter.encode(shape)
    as_point = replace(features, source=pa3d.Shape(speck[:1]))
    mesh, point = segmenter.query(features, PARTS), segmenter.query(as_point, PARTS)
    assert np.allclose(mesh.scores[2], point.scores[0], atol=1e-3)


def test_wrong_requests_are_named(segmenter: Segmenter):
    features = segmenter.encode(bumpy_mesh())
    with pytest.raises(PartsError):
        segmenter.query(features, [])
    with pytest.raises(PartsError, match="seat"):
        segmenter.query(features, ["seat", "Seat "])
    with pytest.raises(ModelError, match="rocker"):
        segmenter.query(features, ["seat", "rocker"])
    with pytest.raises(ConfigError, match="assignment"):
        pa3d.QueryOptions("magic")  # type: ignore[arg-type]
    with pytest.raises(ConfigError, match="device"):
        pa3d.load_segmenter(device="abacus")


def test_a_stage_one_model_says_that_it_knows_no_words(segmenter: Segmenter):
    deaf = Segmenter(segmenter.model, None, segmenter.identity)
    with pytest.raises(ModelError, match="stage 1"):
        deaf.query(deaf.encode(bumpy_mesh()), PARTS)


def test_a_model_without_a_tower_borrows_one(tmp_path: Path):
    """A model that was trained here understands words through the tower of its kind."""
    from importlib.resources import files
    from shutil import copyfile

    bundled = Path(str(files("patchalign3d_weights"))) / "pa3d-mini"
    for name in ("config.json", "model.safetensors"):
        copyfile(bundled / name, tmp_path / name)
    own, lent = (pa3d.load_segmenter(str(place)).labels for place in (bundled, tmp_path))
    assert np.array_equal(own.embed(["sprocket"]), lent.embed(["sprocket"]))
