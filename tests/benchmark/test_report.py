"""Reports, their tables, and two of them compared."""

import csv
import io
import json
import re
from collections.abc import Callable
from pathlib import Path

import numpy as np
import pytest

from patchalign3d_cli.benchmark.compare import (
    compare_reports,
    comparison_record,
    comparison_table,
)
from patchalign3d_cli.benchmark.protocol import BenchmarkOptions
from patchalign3d_cli.benchmark.published import published_rows
from patchalign3d_cli.benchmark.report import make_report, read_report, write_report
from patchalign3d_cli.benchmark.scores import ShapeScore
from patchalign3d_cli.benchmark.tables import comma_separated, latex, markdown, score_table
from patchalign3d_cli.datasets import open_shapenetpart
from patchalign3d_cli.errors import DataError
from patchalign3d_cli.results import ModelIdentity
from support import labelled_sets as tiny

MODEL = ModelIdentity("mine & yours_1", "0" * 64, "text", "MIT")


def score(item: str, category: str, iou: float | None, hits: tuple[int, int] = (3, 4)):
    ious = {} if iou is None else {"a": iou}
    share = 0.0 if iou is None else 1.0
    confusion = ((share * (iou or 0.0), share * (1 - (iou or 0.0)), 0.0), (0.0, 0.0, 0.0))
    parts = ("a", "b")
    return ShapeScore(item, category, "s", parts, iou, iou, ious, confusion, hits, None)


SCORES = [
    score("one", "Bag", 0.2),
    score("two", "Bag", 0.6, (4, 4)),
    score("three", "Cap", 0.5),
    score("four", "Cap", None, (0, 0)),
]


def report(scores=SCORES, name: str = "ShapeNetPart", **told) -> dict:
    return make_report(scores, name, MODEL, BenchmarkOptions(**told), "cpu", "0" * 64)


def test_means_by_hand():
    made = report()
    scores = made["scores"]
    assert scores["instance_miou"] == pytest.approx(1.3 / 3, abs=1e-6)
    assert scores["category_miou"] == pytest.approx((0.4 + 0.5) / 2)
    assert scores["accuracy"] == pytest.approx(1.3 / 3, abs=1e-6)
    assert scores["patch_accuracy"] == pytest.approx(10 / 12, abs=1e-6)
    assert made["dataset"]["shapes"] == 4 and made["dataset"]["judged"] == 3
    bag = made["categories"]["Bag"]
    assert bag["shapes"] == 2 and bag["miou"] == pytest.approx(0.4)
    assert bag["parts"]["a"] == {"iou": 0.4, "shapes": 2}
    assert bag["parts"]["b"] == {"iou": None, "shapes": 0}
    assert bag["confusion"]["rows"][0] == pytest.approx([0.4, 0.6, 0.0])
    assert [row["item"] for row in made["worst"]] == ["one", "three", "two"]
    low, high = scores["instance_miou_interval"]
    assert 0.2 <= low < scores["instance_miou"] < high <= 0.6


def test_the_digest_of_the_data_follows_names_and_content():
    first = report()["dataset"]["sha256"]
    assert first == report()["dataset"]["sha256"]
    assert first != report(SCORES[:3])["dataset"]["sha256"]


def test_nothing_to_evaluate_is_one_line():
    with pytest.raises(DataError, match="nothing to evaluate"):
        report([score("four", "Cap", None, (0, 0))])


def test_published_rows_stand_beside_and_average_as_published():
    ours = published_rows("ShapeNetPart")[-1]
    assert np.mean(list(ours.categories.values())) == pytest.approx(ours.ciou, abs=0.06)
    table = score_table(report())
    assert table.columns[1:7] == (
        *("SATR (mesh)", "PointCLIPv2", "COPS", "Find3D", "PatchAlign3D"),
        MODEL.name,
    )
    assert table.rows[0][5:7] == ("56.9", "43.3") and table.rows[1][5:7] == ("53.1", "45.0")
    assert table.rows[2][0] == "Bag" and table.rows[2][5:7] == ("51.1", "40.0")
    assert "2601.02457" in table.note
    assert score_table(report(name="folder")).columns[1] == MODEL.name


def test_markdown_and_latex_are_whole():
    table = score_table(report())
    lines = markdown(table).splitlines()
    cells = {line.count("|") for line in lines if line.startswith("|")}
    assert cells == {len(table.columns) + 1}
    text = latex(table)
    assert r"mine \& yours\_1" in text and r"95 \%" in text
    body = [line for line in text.splitlines() if line.endswith(r"\\") and "multicol" not in line]
    marks = {len(re.findall(r"(?<!\\)&", line)) for line in body}
    assert marks == {len(table.columns) - 1} and len(body) == 1 + len(table.rows)


def test_a_narrow_terminal_loses_the_least_columns():
    table = score_table(report())
    assert table.fitted(1000).columns == table.columns
    narrow = table.fitted(60)
    assert narrow.columns[-2:] == (MODEL.name, "95 %") and "PatchAlign3D" in narrow.columns
    assert max(sum(len(cell) for cell in row) for row in narrow.rows) <= 60
    assert {len(row) for row in narrow.rows} == {len(narrow.columns)}
    assert table.fitted(5).columns == ("", "PatchAlign3D", MODEL.name)


def test_csv_holds_categories_and_parts():
    rows = list(csv.DictReader(io.StringIO(comma_separated(report()))))
    assert rows[0]["category"] == "all shapes" and float(rows[1]["iou"]) == pytest.approx(0.45)
    (part,) = [row for row in rows if row["category"] == "Bag" and row["part"] == "a"]
    assert float(part["iou"]) == 0.4 and part["shapes"] == "2"


def test_reports_come_back_and_damage_is_one_line(tmp_path: Path):
    path = tmp_path / "report.json"
    write_report(report(), path)
    assert read_report(path) == json.loads(json.dumps(report()))
    for content, message in (("{", "not valid JSON"), ("[]", "no report"), ("{}", "no report")):
        path.write_text(content)
        with pytest.raises(DataError, match=message):
            read_report(path)
    with pytest.raises(DataError, match="cannot read"):
        read_report(tmp_path / "none.json")


def test_two_runs_give_the_same_bytes(reported: Callable[..., dict], tmp_path: Path):
    root = tiny.write_shapenetpart(tmp_path / "set")
    for name in ("a", "b"):
        made = reported(open_shapenetpart(root), name, rotate="yaw")
        write_report(made, tmp_path / f"{name}.json")
    text = (tmp_path / "a.json").read_bytes()
    assert text == (tmp_path / "b.json").read_bytes()
    assert str(tmp_path).encode() not in text
    assert len(json.loads(text)["shapes"][0]["rotation"]) == 9


def test_comparison_pairs_shapes():
    better = [score(own.item, own.category, own.iou and own.iou + 0.1) for own in SCORES[:3]]
    found = compare_reports(report(), report([*better, score("five", "Cap", 0.9)], seed=1))
    overall, by_category, bag, cap = found.rows
    assert overall.shapes == 3 and found.left_out == 1
    assert overall.difference.mean == pytest.approx(0.1)
    assert overall.difference.interval == pytest.approx((0.1, 0.1))
    assert by_category.first == pytest.approx(0.45) and by_category.second == pytest.approx(0.55)
    assert (bag.name, bag.shapes, cap.shapes) == ("Bag", 2, 1)
    assert any("different data" in note for note in found.notes)
    assert any(note.startswith("seed: 0 against 1") for note in found.notes)
    table = comparison_table(found, "old", "new")
    assert table.rows[0][1:4] == ("43.3", "53.3", "+10.0")
    assert comparison_record(found)["rows"][0]["shapes"] == 3
    with pytest.raises(DataError, match="no shape in common"):
        compare_reports(report(), report([score("six", "Cap", 0.1)]))


def test_a_clear_difference_is_marked():
    first = [score(str(i), "Bag", 0.3 + 0.01 * (i % 7)) for i in range(20)]
    second = [score(str(i), "Bag", 0.4 + 0.01 * (i % 5)) for i in range(20)]
    table = comparison_table(compare_reports(report(first), report(second)), "a", "b")
    assert table.rows[0][5].endswith("*")
    same = comparison_table(compare_reports(report(first), report(first)), "a", "b")
    assert not same.rows[0][5].endswith("*")


def test_a_part_of_a_set_says_so_wherever_figures_stand():
    made = report()
    caution = "not the full set: 2 of 16 categories, 4 of 2,874 shapes"
    assert made["dataset"]["not_full"] == caution
    table = score_table(made)
    assert f"**{caution}**" in markdown(table)
    shown = [line for line in latex(table).splitlines() if caution in line]
    assert len(shown) == 1 and not shown[0].startswith("%")
    rows = list(csv.DictReader(io.StringIO(comma_separated(made))))
    assert rows and all(row["caution"] == caution for row in rows)


@pytest.mark.slow
def test_the_full_set_and_sets_of_unknown_size_say_nothing_unless_cut():
    categories = list(published_rows("ShapeNetPart")[-1].categories)
    whole = [score(f"{number}", categories[number % 16], 0.5) for number in range(2874)]
    made = report(whole)
    assert made["dataset"]["not_full"] is None
    assert "full set" not in latex(score_table(made)) + markdown(score_table(made))
    assert report(name="mine")["dataset"]["not_full"] is None
    cut = make_report(SCORES, "mine", MODEL, BenchmarkOptions(), "cpu", "0" * 64, available=9)
    assert cut["dataset"]["not_full"] == "not the full set: 4 of 9 shapes"
