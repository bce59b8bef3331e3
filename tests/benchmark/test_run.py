"""A run: the same numbers every time, batch by batch, from where it stopped."""

import json
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest

from patchalign3d_cli.benchmark.metrics import shape_iou
from patchalign3d_cli.benchmark.protocol import BenchmarkOptions
from patchalign3d_cli.benchmark.run import Evaluator, run_benchmark, select
from patchalign3d_cli.benchmark.scores import ShapeScore
from patchalign3d_cli.datasets import FolderData, LabelledSet, LabelledShape, open_shapenetpart
from patchalign3d_cli.errors import ConfigError, DataError, ModelError, OutputError
from patchalign3d_cli.options import EncodeOptions, QueryOptions
from patchalign3d_cli.segmenting.segmenter import Segmenter
from patchalign3d_cli.text.encoder import LabelEncoder
from support import labelled_sets as tiny

OPTIONS = BenchmarkOptions(batch=3)


@pytest.fixture
def chairs(tmp_path: Path) -> LabelledSet:
    return open_shapenetpart(tiny.write_shapenetpart(tmp_path / "set", 5))


class Counted:
    """A set that counts what is read, and fails at a given shape."""

    name = "counted"

    def __init__(self, inner: LabelledSet, fails_at: int = -1) -> None:
        self.inner, self.items, self.fails_at = inner, inner.items, fails_at
        self.read: list[int] = []

    def load(self, index: int) -> LabelledShape:
        if index == self.fails_at:
            raise DataError("the disk is gone")
        self.read.append(index)
        return self.inner.load(index)


def test_scores_are_what_segmenting_one_by_one_gives(
    segmenter: Segmenter, chairs: LabelledSet, tmp_path: Path
):
    scores = run_benchmark(segmenter, chairs, OPTIONS, tmp_path / "run")
    assert [score.item for score in scores] == list(chairs.items)
    evaluator = Evaluator(segmenter, OPTIONS)
    for index, score in enumerate(scores):
        case = evaluator.case(chairs, index)
        found = segmenter.segment(case.shape, case.truth.parts, query=OPTIONS.query).labels
        iou = shape_iou(found, case.labels, range(len(case.truth.parts)))
        assert score.iou == pytest.approx(iou, abs=1e-6)
        assert score.accuracy == pytest.approx(np.mean(found == case.labels), abs=1e-6)
        assert sum(map(sum, score.confusion)) == pytest.approx(1, abs=1e-4)
        assert set(score.part_ious) == {case.truth.parts[i] for i in np.unique(case.labels)}


def test_query_options_pass_through(segmenter: Segmenter, chairs: LabelledSet, tmp_path: Path):
    blended = replace(OPTIONS, query=QueryOptions(assignment="interpolate"))
    first = run_benchmark(segmenter, chairs, OPTIONS, tmp_path / "a")
    second = run_benchmark(segmenter, chairs, blended, tmp_path / "b")
    assert [own.iou for own in first] != [own.iou for own in second]
    assert [own.patches for own in first] == [own.patches for own in second]


def test_encode_options_pass_through(segmenter: Segmenter, chairs: LabelledSet, tmp_path: Path):
    standard = BenchmarkOptions(protocol="standard", encode=EncodeOptions(passes=3))
    score = run_benchmark(segmenter, chairs, standard, tmp_path, limit=1)[0]
    case = Evaluator(segmenter, standard).case(chairs, 0)
    found = segmenter.segment(
        case.shape, case.truth.parts, encode=standard.encode, query=standard.query
    )
    assert score.accuracy == pytest.approx(np.mean(found.labels == case.labels), abs=1e-6)
    assert score.patches is None  # of several draws, no patch is of the evaluated points alone


def test_absent_parts_count_under_the_standard_protocol_alone(
    segmenter: Segmenter, chairs: LabelledSet, tmp_path: Path
):
    published = run_benchmark(segmenter, chairs, OPTIONS, tmp_path / "a")[0]
    standard = replace(OPTIONS, protocol="standard")
    whole = run_benchmark(segmenter, chairs, standard, tmp_path / "b")[0]
    assert published.category == "Chair" and set(published.part_ious) == {"back", "seat"}
    assert set(whole.part_ious) == {"back", "seat", "leg", "arm"}
    assert {whole.part_ious["leg"], whole.part_ious["arm"]} <= {0.0, 1.0}


def test_a_stopped_run_goes_on_and_ends_alike(
    segmenter: Segmenter, chairs: LabelledSet, tmp_path: Path
):
    whole = run_benchmark(segmenter, Counted(chairs), OPTIONS, tmp_path / "whole")
    with pytest.raises(DataError, match="the disk is gone"):
        run_benchmark(segmenter, Counted(chairs, fails_at=7), OPTIONS, tmp_path / "cut")
    kept = (tmp_path / "cut" / "shapes.jsonl").read_text()
    assert kept.count("\n") == 1 + 6  # the head and two whole batches
    (tmp_path / "cut" / "shapes.jsonl").write_text(kept[:-40])  # the power went while writing
    again = Counted(chairs)
    assert run_benchmark(segmenter, again, OPTIONS, tmp_path / "cut") == whole
    assert again.read == list(range(3, 10))
    files = [(tmp_path / name / "shapes.jsonl").read_bytes() for name in ("whole", "cut")]
    assert files[0] == files[1]
    idle = Counted(chairs)
    assert run_benchmark(segmenter, idle, OPTIONS, tmp_path / "cut") == whole
    assert idle.read == []


def test_another_run_is_not_mixed_in(segmenter: Segmenter, chairs: LabelledSet, tmp_path: Path):
    run_benchmark(segmenter, chairs, OPTIONS, tmp_path, limit=2)
    for other in (replace(OPTIONS, seed=1), replace(OPTIONS, protocol="standard")):
        with pytest.raises(OutputError, match="other options.*--force"):
            run_benchmark(segmenter, chairs, other, tmp_path, limit=2)
    with pytest.raises(OutputError, match="other data"):
        run_benchmark(segmenter, chairs, OPTIONS, tmp_path, limit=3)
    assert len(run_benchmark(segmenter, chairs, OPTIONS, tmp_path, limit=3, fresh=True)) == 3


def test_other_words_are_another_run(segmenter: Segmenter, chairs: LabelledSet, tmp_path: Path):
    run_benchmark(segmenter, chairs, OPTIONS, tmp_path, limit=2)
    bank = segmenter.labels.bank
    assert bank is not None
    turned = replace(bank, embeddings=bank.embeddings[::-1].copy())
    words = LabelEncoder("tiny-text", 12, bank=turned)
    other = Segmenter(segmenter.model, words, segmenter.identity)
    with pytest.raises(OutputError, match="another model"):
        run_benchmark(other, chairs, OPTIONS, tmp_path, limit=2)


def test_shapes_of_unequal_size_share_a_batch(
    segmenter: Segmenter, chairs: LabelledSet, tmp_path: Path
):
    standard = BenchmarkOptions(protocol="standard", batch=10)
    together = run_benchmark(segmenter, chairs, standard, tmp_path / "a")
    alone = run_benchmark(segmenter, chairs, replace(standard, batch=1), tmp_path / "b")
    assert [own.iou for own in together] == pytest.approx([own.iou for own in alone])


def test_meshes_are_evaluated_by_area(segmenter: Segmenter, tmp_path: Path):
    meshes = FolderData(tiny.write_folder(tmp_path / "set"))
    options = BenchmarkOptions(protocol="standard")
    scores = run_benchmark(segmenter, meshes, options, tmp_path / "run")
    case = Evaluator(segmenter, options).case(meshes, 1)
    found = segmenter.segment(case.shape, case.truth.parts, query=options.query).labels
    areas, seen = case.shape.element_areas(), case.labels >= 0
    right = areas[seen & (found == case.labels)].sum() / areas[seen].sum()
    assert scores[1].accuracy == pytest.approx(right, abs=1e-6)


def test_a_limit_is_spread_over_the_set():
    assert select(10, None) == list(range(10)) == select(10, 99)
    assert select(10, 5) == [0, 2, 4, 6, 8] and select(10, 1) == [0]
    with pytest.raises(ConfigError):
        select(10, 0)


def test_words_are_embedded_once(segmenter: Segmenter, chairs: LabelledSet, tmp_path: Path):
    asked = []
    labels = segmenter.labels
    assert labels is not None

    class Counting:
        bank, identity = labels.bank, labels.identity

        def embed(self, names, category=None, *, ensemble=False):
            asked.append(names)
            return labels.embed(names, category, ensemble=ensemble)

    counting = Segmenter(segmenter.model, Counting(), segmenter.identity)
    run_benchmark(counting, chairs, OPTIONS, tmp_path)
    assert len(asked) == 2  # chairs and mugs


def test_what_cannot_be_asked_is_one_line(
    segmenter: Segmenter, tmp_path: Path, reported: Callable[..., dict]
):
    root = tiny.write_folder(tmp_path / "set")
    for path in sorted((root / "box").iterdir()):
        path.rename(root / path.name)
    with pytest.raises(DataError, match="is of no category, which --prompts category needs"):
        reported(FolderData(root), prompts="category")
    silent = Segmenter(segmenter.model, None, segmenter.identity)
    with pytest.raises(ModelError, match="not aligned with words"):
        Evaluator(silent, OPTIONS)


def test_a_score_survives_its_line(segmenter: Segmenter, chairs: LabelledSet, tmp_path: Path):
    turned = replace(OPTIONS, rotate="so3")
    score = run_benchmark(segmenter, chairs, turned, tmp_path, limit=1)[0]
    assert score.rotation is not None and len(score.rotation) == 9
    assert ShapeScore.from_dict(json.loads(json.dumps(score.to_dict()))) == score
