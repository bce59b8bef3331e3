"""Clicks in the page of a result: the rule of the library, and JSON that every command reads."""

import json
import re
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from typing import Any

import numpy as np
import pytest
from typer.testing import CliRunner

import patchalign3d_cli as pa3d
from patchalign3d_cli.cli.app import app
from patchalign3d_cli.datasets import load_examples
from patchalign3d_cli.page import live
from patchalign3d_cli.results import Doubt, PartSegmentation
from patchalign3d_cli.segmenting.clicks import Click, follow_clicks
from patchalign3d_training.data.own_data import OwnData
from support.screen import HIGH, LOW
from support.servers import CHAIR

pytestmark = pytest.mark.slow

PARTS = ["seat", "leg", "back", "armrest"]
ASSETS = Path(live.__file__).parent / "assets"
# The page's own scripts but for the picture, and clicks on them.
SCRIPTS = [
    *(
        f"shared/{name}.js"
        for name in ("page", "decode", "normals", "surface", "clicks", "corrections")
    ),
    "result/correctable.js",
]
RULE = """
  const header = JSON.parse(byId('header').textContent);
  const corrections = correctionsOf(header, decoded(header, await inflated(blockBytes('data'))));
  for (const { element, part, positive } of clicks) {
    if (corrections.find(part) < 0) corrections.apply({ kind: "add", part });
    corrections.apply({ kind: "click", element, part, positive });
  }
  return corrections.document(header.record, header.recordDoubts);
"""


def by_script(opened: Any, clicks: list[Click]) -> dict[str, Any]:
    """The JSON that the page's scripts make of clicks."""
    sources = "\n".join((ASSETS / name).read_text(encoding="utf-8") for name in SCRIPTS)
    given = [
        {"element": click.element, "part": click.part, "positive": click.positive}
        for click in clicks
    ]
    document: dict[str, Any] = opened.page.evaluate(
        f"async (clicks) => {{ {sources}\n{RULE} }}", given
    )
    return document


@pytest.fixture(scope="module")
def chair() -> PartSegmentation:
    return pa3d.segment_file(CHAIR, PARTS, segmenter=pa3d.load_segmenter(backend="light"))


def saved(opened: Any, folder: Path) -> dict[str, Any]:
    """The corrected JSON, put beside a copy of the chair."""
    with opened.page.expect_download() as download:
        opened.page.get_by_role("button", name="Save JSON").click()
    path = folder / download.value.suggested_filename
    download.value.save_as(path)
    return json.loads(path.read_text())


@pytest.mark.parametrize("features", ["with features", "nearness alone"])
def test_the_script_follows_clicks_as_the_library_does(
    chair: PartSegmentation, show: Callable[..., Any], features: str
):
    result = chair if features == "with features" else replace(chair, features=None)
    clicks = [
        *(Click("cushion", element=100), Click("armrest", element=1806, positive=False)),
        *(Click("leg", element=700), Click("seat", element=40), Click("leg", element=41)),
        *(Click("armrest", element=1200), Click("leg", element=1201, positive=False)),
        Click("leg", element=1806, positive=False),
    ]
    expected = follow_clicks(result, clicks, result.features)
    document = by_script(show(result), clicks)
    assert (expected.labels != chair.labels).sum() > 100
    # Positions are rounded in the page, so an element at the edge of a click may differ.
    assert (np.array(document["labels"]) != expected.labels).mean() < 0.005
    same = np.array(document["labels"]) == expected.labels
    difference = np.abs(np.array(document["confidence"]) - expected.confidence)[same]
    assert np.quantile(difference, 0.99) < 0.02
    assert [part["name"] for part in document["parts"]] == list(expected.parts)
    assert document["options"] == {**expected.options}


def test_a_click_in_the_picture_is_followed_merged_renamed_and_taken_back(
    make_result: Callable[..., PartSegmentation], show: Callable[..., Any], tmp_path: Path
):
    opened = show(make_result())
    page = opened.page
    page.get_by_label("Correct by clicks").check()
    page.get_by_label("Name of a part").fill("lid")
    page.get_by_role("button", name="Add a part").click()
    page.mouse.click(*HIGH)
    opened.draw()
    assert opened.hover(*HIGH).startswith("lid")
    rows = page.locator("#parts li").all_inner_texts()
    assert [row.split("\n")[0] for row in rows] == ["top", "bottom", "lid"]
    record = saved(opened, tmp_path)
    count = record["parts"][2]["count"]
    assert count == record["labels"].count(2) > 0 and record["options"]["clicks"].startswith(
        "face:"
    )

    page.get_by_label("Name of a part").fill("cover")
    page.get_by_role("button", name="Rename it").click()
    assert opened.hover(*HIGH).startswith("cover")
    assert saved(opened, tmp_path)["options"]["clicks"].endswith("=cover")
    page.get_by_label("Merge it into").select_option("bottom")
    opened.draw()
    assert opened.hover(*HIGH).startswith("bottom") and opened.hover(*LOW).startswith("bottom")
    assert page.locator("#parts li").count() == 2
    assert saved(opened, tmp_path)["options"]["clicks"].endswith("=bottom")
    for expected in ("cover", "lid", "top"):
        page.get_by_role("button", name="Undo").click()
        opened.draw()
        assert opened.hover(*HIGH).startswith(expected)
    assert opened.said == []


def test_clicks_of_a_saved_result_take_new_names_too(
    make_result: Callable[..., PartSegmentation], show: Callable[..., Any], tmp_path: Path
):
    result = make_result()
    options = {**result.options, "clicks": "face:1=top; face:2=!top; face:3=bottom"}
    opened = show(replace(result, options=options))
    opened.page.get_by_label("Correct by clicks").check()
    opened.page.get_by_label("Name of a part").fill("lid; b=c")
    opened.page.get_by_role("button", name="Rename it").click()
    record = saved(opened, tmp_path)
    assert record["options"]["clicks"] == "face:1=lid; b=c; face:2=!lid; b=c; face:3=bottom"
    opened.page.get_by_label("Merge it into").select_option("bottom")
    assert saved(opened, tmp_path)["options"]["clicks"] == "face:1=bottom; face:3=bottom"


def test_a_trust_is_not_kept_when_parts_are_merged(
    make_result: Callable[..., PartSegmentation], show: Callable[..., Any], tmp_path: Path
):
    result = make_result()
    opened = show(replace(result, options={**result.options, "trust": 0.9}))
    opened.page.get_by_label("Correct by clicks").check()
    opened.page.get_by_label("Name of a part").fill("lid")
    opened.page.get_by_role("button", name="Rename it").click()
    assert saved(opened, tmp_path)["options"]["trust"] == 0.9  # a name is no other label
    opened.page.get_by_label("Merge it into").select_option("bottom")
    assert "trust" not in saved(opened, tmp_path)["options"]


def test_a_negative_click_gives_the_next_best(
    make_result: Callable[..., PartSegmentation], show: Callable[..., Any]
):
    opened = show(make_result())
    opened.page.get_by_label("Correct by clicks").check()
    opened.page.keyboard.down("Alt")
    opened.page.mouse.click(*HIGH)
    opened.page.keyboard.up("Alt")
    opened.draw()
    assert opened.hover(*HIGH).startswith("bottom")


def test_hidden_parts_stay_hidden_and_the_picture_can_be_clicked_by_key(
    make_result: Callable[..., PartSegmentation], show: Callable[..., Any]
):
    opened = show(make_result())
    opened.page.get_by_role("checkbox", name="Show bottom").click()
    opened.page.get_by_label("Correct by clicks").check()
    opened.page.get_by_label("Name of a part").fill("lid")
    opened.page.get_by_role("button", name="Add a part").click()
    assert not opened.page.get_by_role("checkbox", name="Show bottom").is_checked()
    opened.page.get_by_role("checkbox", name="Show bottom").click()
    opened.page.get_by_role("application").focus()
    opened.page.keyboard.press("Enter")
    opened.draw()
    assert re.search(r"lid\s+\d", opened.page.locator("#parts").inner_text())


def test_what_a_page_saves_is_read_by_every_command(
    chair: PartSegmentation, show: Callable[..., Any], tmp_path: Path
):
    folder = tmp_path / "corrected"
    folder.mkdir()
    (folder / CHAIR.name).write_bytes(CHAIR.read_bytes())
    opened = show(chair)
    opened.page.get_by_label("Correct by clicks").check()
    opened.page.mouse.click(320, 300)
    opened.draw()
    record = saved(opened, folder)
    path = folder / "chair.parts.json"
    assert path.exists() and len(record["labels"]) == 1816
    result = pa3d.load_segmentation(path)
    assert result.labels.tolist() == record["labels"] and result.parts == tuple(PARTS)

    def call(*words: object) -> None:
        done = CliRunner().invoke(app, [str(word) for word in words])
        assert done.exit_code == 0, done.output + str(done.stderr)

    [example] = load_examples(path)
    assert np.array_equal(example.labels, result.labels)
    trained_on = OwnData(folder, "train").load(0)
    assert set(trained_on.labels) <= set(PARTS) and trained_on.masks.any()
    call("view", path, "--no-open")
    call("teach", path, "-o", tmp_path / "chair.words")
    call("segment", path, "--click", "face:3=cushion", "-f", "json", "-o", tmp_path / "again")
    call(*("benchmark", "folder", "--root", folder, "-o", tmp_path / "report"), "--sheet", 0)
    scores = json.loads((tmp_path / "report" / "report.json").read_text())["scores"]
    assert scores["instance_miou"] > 0.3


def test_the_page_says_what_is_doubtful(
    make_result: Callable[..., PartSegmentation], show: Callable[..., Any]
):
    doubts = (
        Doubt("absent part", "'knob' got no faces", "knob"),
        Doubt("up axis", "z may not be up (40% sure); name the axis with --up"),
    )
    result = replace(make_result(parts=("top", "bottom", "knob")), doubts=doubts)
    text = show(result).page.locator("#doubts").inner_text()
    assert "'knob' got no faces: the shape may lack it" in text and "z may not be up" in text
    assert not show(make_result()).page.locator("#doubts").is_visible()


def test_refined_faces_are_not_saved_alone(
    make_result: Callable[..., PartSegmentation], show: Callable[..., Any]
):
    opened = show(replace(make_result(), source_faces=np.arange(192)))
    opened.page.get_by_label("Correct by clicks").check()
    assert opened.page.get_by_role("button", name="Save JSON").is_disabled()
    assert "pa3d segment --click" in opened.page.locator("#save-note").inner_text()
