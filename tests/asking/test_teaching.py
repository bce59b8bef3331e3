"""Words learned from labelled shapes."""

from dataclasses import replace

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from patchalign3d_cli.asking.teaching import (
    BELOW,
    MARGIN,
    RIDGE,
    Example,
    fit_words,
    labelled_features,
    mean_iou,
    teach,
)
from patchalign3d_cli.datasets import LabelledShape
from patchalign3d_cli.errors import DataError, ModelError
from patchalign3d_cli.segmenting.loading import load_segmenter
from patchalign3d_cli.segmenting.segmenter import Segmenter
from patchalign3d_cli.shapes import Shape
from patchalign3d_cli.text.taught_words import TaughtWords
from patchalign3d_training.synthesis.catalog import generate

NONSENSE = {"leg": "glorp", "seat": "blick", "back": "dax"}


@pytest.fixture(scope="module")
def segmenter() -> Segmenter:
    return load_segmenter("pa3d-mini", device="cpu", offline=True)


def labelled_chair(seed: int, names: dict[str, str]) -> LabelledShape:
    """A generated chair whose parts are called otherwise; what has no name is unlabelled."""
    mesh = generate("chair", seed)
    shape = Shape(mesh.vertices.astype(np.float64), mesh.faces.astype(np.int64), up="y")
    first = [part[0] for part in mesh.parts]
    parts = tuple(names.values())
    index = {name: number for number, name in enumerate(names)}
    numbers = np.array([index.get(name, -1) for name in first], dtype=np.int32)
    return LabelledShape(f"chair-{seed}", "", shape, parts, numbers[mesh.face_part], "faces", "0")


def random_examples(seed: int, count: int, sizes: tuple[int, ...]) -> list[Example]:
    random = np.random.default_rng(seed)
    centres = np.linalg.qr(random.standard_normal((12, len(sizes))))[0].T
    examples = []
    for number in range(count):
        labels = np.repeat(np.arange(len(sizes)), sizes)
        features = centres[labels] + 0.2 * random.standard_normal((len(labels), 12))
        features /= np.linalg.norm(features, axis=1, keepdims=True)
        examples.append(Example(str(number), features, labels))
    return examples


@given(st.integers(0, 10_000), st.integers(1, 4))
@pytest.mark.slow
def test_the_closed_form_is_the_least_of_its_loss(seed: int, count: int):
    """The slow twin: the loss written out, and no step in any direction makes it smaller."""
    examples = random_examples(seed, count, (30, 5, 12))
    own = np.random.default_rng(seed).standard_normal((3, 12))
    vectors, kept = fit_words(examples, own, 0.05, 3)
    if kept:
        return

    def loss(candidate: np.ndarray) -> float:
        total = 0.0
        for example in examples:
            sizes = np.bincount(example.labels)
            weights = sizes[example.labels] ** -0.5
            weights /= weights.sum()
            for feature, label, weight in zip(
                example.features, example.labels, weights, strict=True
            ):
                target = np.full(3, BELOW * 0.05)
                target[label] = (BELOW + MARGIN) * 0.05
                total += weight * ((candidate @ feature - target) ** 2).sum() / len(examples)
        return float(total + RIDGE * ((candidate - own) ** 2).sum())

    least = loss(vectors)
    random = np.random.default_rng(seed + 1)
    for _ in range(5):
        assert loss(vectors + 1e-3 * random.standard_normal(vectors.shape)) > least


def test_words_that_fit_already_are_kept():
    examples = random_examples(0, 3, (30, 5, 12))
    right, _ = fit_words(examples, None, 0.05, 3)
    assert all(mean_iou(example, right) > 0.9 for example in examples)
    again, kept = fit_words(examples, right, 0.05, 3)
    assert kept and again is right
    for count in (1, 3):
        _, kept = fit_words(examples[:count], -right, 0.05, 3)
        assert not kept


@pytest.mark.slow
def test_nonsense_words_mean_what_two_chairs_show(segmenter: Segmenter):
    words = teach(segmenter, [labelled_chair(seed, NONSENSE) for seed in (5, 6)])
    assert words.names and not words.kept and words.examples == ("chair-5", "chair-6")
    truth = labelled_chair(7, NONSENSE)
    result = segmenter.with_words(words).segment(truth.shape, truth.parts)
    known = truth.labels >= 0
    right = (result.labels == truth.labels)[known].mean()
    assert right > 0.85
    before = segmenter.segment(truth.shape, truth.parts)
    assert (before.labels == truth.labels)[known].mean() < right - 0.1
    assert result.options["taught_words"] == "glorp,blick,dax"


@pytest.mark.slow
def test_taught_and_own_words_compete(segmenter: Segmenter):
    words = teach(segmenter, [labelled_chair(5, {"leg": "glorp", "seat": "blick"})])
    truth = labelled_chair(7, {"leg": "glorp", "seat": "blick", "back": "back"})
    result = segmenter.with_words(words).segment(truth.shape, truth.parts)
    assert (result.labels == truth.labels)[truth.labels >= 0].mean() > 0.75
    assert result.options["taught_words"] == "glorp,blick"


def test_vertices_and_points_teach_too(segmenter: Segmenter):
    chair = labelled_chair(5, NONSENSE)
    by_vertex = np.full(len(chair.shape.vertices), -1, dtype=np.int32)
    by_vertex[chair.shape.faces.ravel()] = np.repeat(chair.labels, 3)
    features = segmenter.encode(chair.shape)
    on_faces = labelled_features(features, chair, chair.parts)
    vertices = replace(chair, labels=by_vertex, on="vertices")
    on_vertices = labelled_features(features, vertices, chair.parts)
    assert len(on_faces.labels) == len(on_vertices.labels)
    assert (on_faces.labels == on_vertices.labels).mean() > 0.97
    cloud = Shape(chair.shape.vertices, up="y")
    points = replace(chair, shape=cloud, labels=by_vertex, on="points")
    assert set(teach(segmenter, [points]).names) == set(NONSENSE.values())


def test_what_cannot_teach_is_one_line(segmenter: Segmenter):
    with pytest.raises(DataError, match="at least one labelled shape"):
        teach(segmenter, [])
    with pytest.raises(DataError, match="at least two parts"):
        teach(segmenter, [labelled_chair(5, {"leg": "glorp"})])
    words = TaughtWords(("a", "b"), np.ones((2, 3), np.float32), ("x",), (), "other", "f" * 64)
    with pytest.raises(ModelError, match=r"taught to other .*ffffffffffff.* teach them again"):
        segmenter.with_words(words)


def test_words_of_another_width_are_refused(segmenter: Segmenter):
    sha256 = segmenter.identity.sha256
    words = TaughtWords(("a", "b"), np.ones((2, 5), np.float32), ("x",), (), "m", sha256)
    with pytest.raises(ModelError, match="5 values, the model's have 384"):
        segmenter.with_words(words)
