"""Unusable items are counted and named, and training goes on without them."""

from pathlib import Path

import numpy as np
import pytest
import torch

from patchalign3d_cli.errors import DataError
from patchalign3d_training.data.batch_options import BatchOptions
from patchalign3d_training.data.layout import PublishedLayout
from patchalign3d_training.data.loading import epoch_order
from patchalign3d_training.data.survey import Usable, survey, trainable
from support.training_sets import LABELS, write_set


@pytest.fixture
def items(tmp_path: Path) -> tuple[str, ...]:
    return write_set(tmp_path, 6)


def merged(root: Path, item: str) -> Path:
    return root / "labeled" / "rendered" / item / "oriented" / "masks" / "merged"


def test_a_whole_set_is_usable(tmp_path: Path, items):
    found = survey(PublishedLayout(tmp_path, "train"), "align")
    assert [entry.position for entry in found.usable] == list(range(6))
    assert found.summary() == "6 items, all usable" and found.listing() == ""
    assert set(found.labels) == set(LABELS)
    assert {entry.category for entry in found.usable} == {"ball", "coffee_ball"}


def test_what_is_wrong_is_named_and_left_out(tmp_path: Path, items):
    (merged(tmp_path, items[1]) / "mask_labels.txt").write_text("only one\n")
    (merged(tmp_path, items[2]) / "mask2points.pt").write_bytes(b"PK damaged")
    points = tmp_path / "labeled" / "points" / items[4].rsplit("_", 1)[1] / "points.pt"
    torch.save(torch.full((300, 3), torch.nan), points)
    source = PublishedLayout(tmp_path, "train")
    found = survey(source, "align")
    assert [entry.position for entry in found.usable] == [0, 3, 5]
    assert found.summary().startswith(f"6 items, 3 unusable: {items[1]} ({items[1]}: 1 labels")
    assert [line.split("\t")[0] for line in found.listing().splitlines()] == [
        items[1],
        items[2],
        items[4],
    ]
    rest = Usable(source, found)
    assert rest.items == (items[0], items[3], items[5])
    assert rest.load(1).item == items[3]
    assert sorted(epoch_order(rest, 0, 0)) == [0, 1, 2]
    assert len(survey(source, "distill").problems) == 1  # the points alone


def test_many_are_cut_short_in_the_summary_alone(tmp_path: Path, items):
    for item in items[:5]:
        (merged(tmp_path, item) / "mask_labels.txt").unlink()
    found = survey(PublishedLayout(tmp_path, "train"), "align")
    assert found.summary().endswith("; and 2 more") and found.listing().count("\n") == 5


def test_nothing_usable_is_an_error(tmp_path: Path, items):
    for item in items:
        (merged(tmp_path, item) / "mask2points.pt").unlink()
    with pytest.raises(DataError, match="no item of the training set is usable: 6 items, 6"):
        survey(PublishedLayout(tmp_path, "train"), "align")


def test_the_answer_is_kept_until_a_file_changes(tmp_path: Path, items, monkeypatch):
    source = PublishedLayout(tmp_path, "train")
    first = survey(source, "align")
    looked: list[int] = []
    again = survey(source, "align", lambda done, total: looked.append(done))
    assert again == first and not looked
    (merged(tmp_path, items[0]) / "mask_labels.txt").write_text("a\nb\nc\n")
    renewed = survey(source, "align", lambda done, total: looked.append(done))
    assert len(looked) == 6 and {"a", "b", "c"} < set(renewed.labels)


def test_damaged_memory_is_looked_past(tmp_path: Path, items, own_home: Path):
    source = PublishedLayout(tmp_path, "train")
    first = survey(source, "align")
    (kept,) = (own_home / "surveys").iterdir()
    for damage in ("", "[]", '{"total": 6}'):
        kept.write_text(damage)
        assert survey(source, "align") == first


def test_items_without_a_trained_label_are_left_out(tmp_path: Path, items):
    (merged(tmp_path, items[1]) / "mask_labels.txt").write_text("Coffee Ball\nCoffee Ball\nrim\n")
    source = PublishedLayout(tmp_path, "train")
    found = survey(source, "align")
    drop = BatchOptions(missing_text="drop")
    narrowed = trainable(source, found, {"base", "Coffee Ball"}, drop)
    assert [entry.position for entry in narrowed.usable] == [0, 2, 3, 4, 5]
    assert narrowed.problems[0].item == items[1]
    kept = BatchOptions(missing_text="drop", exclude_category_label=False)
    assert len(trainable(source, found, {"base", "Coffee Ball"}, kept).usable) == 6
    with pytest.raises(DataError, match=r"3 labels have no text vector \(foot, rim, top\)"):
        trainable(source, found, {"base", "Coffee Ball"}, BatchOptions())
    with pytest.raises(DataError, match="no item of the training set is usable"):
        trainable(source, found, set(), drop)


def test_labels_that_share_a_name_are_merged(tmp_path: Path, items):
    (merged(tmp_path, items[0]) / "mask_labels.txt").write_text("all\nall\nfoot\n")
    cloud = PublishedLayout(tmp_path, "train").load(0)
    assert cloud.labels == ("all", "foot") and cloud.masks[0].all()
    assert cloud.category == "ball"


def test_features_come_in_single_precision_and_the_models_frame(tmp_path: Path, items):
    item = PublishedLayout(tmp_path, "train").load_distill(2)
    assert item.features.dtype == np.float32 and item.features.shape == (8, 6)
    assert np.array_equal(item.centers, item.points[:8, [0, 2, 1]])
    path = tmp_path / "labeled" / "rendered" / items[2] / "oriented/patch_dino/patch_features.pt"
    torch.save({"centers_xyz": torch.zeros(8, 3), "patch_feats": torch.zeros(7, 6)}, path)
    with pytest.raises(DataError, match="fit together; make it with `pa3d train features`"):
        PublishedLayout(tmp_path, "train").load_distill(2)
