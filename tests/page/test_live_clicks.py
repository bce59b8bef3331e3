"""The live page corrected by clicks: the rule of the library, and files that hold what is seen."""

import re
from pathlib import Path

import numpy as np
import pytest
from typer.testing import CliRunner

from patchalign3d_cli.cli.app import app
from patchalign3d_cli.datasets import load_examples
from patchalign3d_cli.results_io import load_segmentation
from support.servers import CHAIR

pytestmark = pytest.mark.slow

PARTS = ("seat", "leg", "back")


@pytest.fixture
def chair(live):
    """The page with the example chair in three parts, ready to be corrected."""
    page = live()
    page.drop(CHAIR)
    page.page.locator("#suggested .chip").first.wait_for(timeout=60_000)
    page.type("seat,leg,back,", *PARTS)
    page.page.get_by_label("Correct by clicks").check()
    page.page.locator("#busy").wait_for(state="hidden", timeout=60_000)
    page.opened.draw()
    return page


def press(page, button: str, name: str | None = None) -> None:
    """Type the name of a part, where there is one, and press a button."""
    if name is not None:
        page.page.get_by_label("Name of a part").fill(name)
    page.page.get_by_role("button", name=button, exact=True).click()
    page.opened.draw()


def click(page, place, *, alternate: bool = False) -> None:
    """Click a position of the picture."""
    if alternate:
        page.page.keyboard.down("Alt")
    page.page.mouse.click(*place)
    if alternate:
        page.page.keyboard.up("Alt")
    page.opened.draw()


def parts(page) -> list[str]:
    """The parts that can be clicked, in their order."""
    return [row.inner_text() for row in page.page.locator("#brush option").all()]


def name_at(page, place) -> str:
    return page.opened.hover(*place).split("\n")[0]


def saved(page, folder: Path, form: str) -> Path:
    """What a button of Save writes, beside a copy of the chair."""
    folder.mkdir(exist_ok=True)
    (folder / CHAIR.name).write_bytes(CHAIR.read_bytes())
    with page.page.expect_download() as waiting:
        page.page.get_by_role("button", name=form, exact=True).click()
    path = folder / waiting.value.suggested_filename
    waiting.value.save_as(path)
    return path


def faces_of(page) -> dict[str, tuple[int, tuple[int, int]]]:
    """A face of each part that is seen, and where."""
    return {lines[0]: (face, (x, y)) for face, (x, y, lines) in page.tips().items()}


def test_clicks_follow_the_rule_of_the_library_and_every_command_reads_what_is_saved(
    chair, tmp_path
):
    faces = faces_of(chair)
    (first, here), (second, there) = faces["seat"], faces["back"]
    press(chair, "Add a part", "armrest")
    click(chair, here)
    chair.page.locator("#brush").select_option("back")
    click(chair, there, alternate=True)
    assert name_at(chair, here) == "armrest" and name_at(chair, there) != "back"
    clicks = [f"face:{first}=armrest", f"face:{second}=!back"]
    fields = {"shape": chair.shape_id(), "parts": ",".join(PARTS), "hints": "none"}
    before = chair.server.ask("v1/segment", fields)
    expected = chair.server.ask("v1/segment", {**fields, "clicks": clicks})

    path = saved(chair, tmp_path / "clicked", "JSON")
    result = load_segmentation(path)
    assert result.parts == (*PARTS, "armrest") and result.options["clicks"] == "; ".join(clicks)
    assert (np.array(expected["labels"]) != before["labels"]).sum() > 10
    # Positions and fits are rounded on their way, so an element at the edge of a click may differ.
    assert (result.labels != expected["labels"]).mean() < 0.01
    glb = load_segmentation(saved(chair, tmp_path / "clicked", "GLB"))
    assert glb.parts == result.parts
    assert np.bincount(glb.labels).tolist() == np.bincount(result.labels).tolist()
    assert not chair.page.locator("#command").is_visible()

    [example] = load_examples(path)
    assert np.array_equal(example.labels, result.labels)
    for words in (
        ("view", path, "--no-open"),
        ("teach", path, "-o", tmp_path / "chair.words"),
        ("benchmark", "folder", "--root", path.parent, "-o", tmp_path / "report", "--sheet", 0),
    ):
        done = CliRunner().invoke(app, [str(word) for word in words])
        assert done.exit_code == 0, done.output + str(done.stderr)
    assert chair.opened.said == []


def test_parts_are_merged_renamed_and_taken_back_and_words_may_still_change(chair, tmp_path):
    _, place = faces_of(chair)["seat"]
    press(chair, "Add a part", "armrest")
    click(chair, place)
    press(chair, "Rename it", "cushion")
    assert name_at(chair, place) == "cushion" and parts(chair) == [*PARTS, "cushion"]
    result = load_segmentation(saved(chair, tmp_path / "renamed", "JSON"))
    assert result.parts == (*PARTS, "cushion")
    assert result.options["clicks"].endswith("=cushion")

    chair.page.get_by_label("Merge it into").select_option("leg")
    chair.opened.draw()
    assert name_at(chair, place) == "leg" and parts(chair) == list(PARTS)
    result = load_segmentation(saved(chair, tmp_path / "merged", "JSON"))
    assert result.parts == PARTS and result.options["clicks"].endswith("=leg")
    for expected in ("cushion", "armrest", "seat"):
        press(chair, "Undo")
        assert name_at(chair, place) == expected
    press(chair, "Redo")
    assert name_at(chair, place) == "armrest"

    chair.type("wheel,", *PARTS, "wheel")
    assert parts(chair) == [*PARTS, "wheel", "armrest"] and name_at(chair, place) == "armrest"
    chair.page.wait_for_url(re.compile("wheel"))  # the address follows
    again = chair.page.url
    chair.page.goto("about:blank")
    chair.page.goto(again)
    chair.opened.wait()
    chair.asked(*PARTS, "wheel")
    chair.page.locator("#busy").wait_for(state="hidden", timeout=60_000)
    assert name_at(chair, place) == "armrest"
    chair.page.get_by_role("button", name="Remove wheel").click()
    chair.asked(*PARTS)
    assert name_at(chair, place) == "armrest"
    assert chair.opened.said == []
