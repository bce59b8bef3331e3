"""The live page in a real browser: drop, type, compare, take back, save."""

import base64
import shlex

import numpy as np
import pytest
from typer.testing import CliRunner

from patchalign3d_cli.cli.app import app
from patchalign3d_cli.coloring.heat_ramp import heat_colors
from patchalign3d_cli.coloring.palette import palette
from patchalign3d_cli.results_io import load_segmentation
from patchalign3d_cli.segmenting.decision import decide
from support.screen import looks_like
from support.servers import CHAIR

pytestmark = pytest.mark.slow

PARTS = ("seat", "leg", "back")


@pytest.fixture
def chair(live):
    """The page with the example chair dropped on it."""
    page = live()
    page.drop(CHAIR)
    page.page.locator("#suggested .chip").first.wait_for(timeout=60_000)
    page.opened.draw()
    return page


def test_a_dropped_file_appears_and_only_its_server_is_asked(live):
    page = live()
    assert page.page.get_by_role("heading", name="Name the parts of a 3D object").is_visible()
    page.drop(CHAIR)
    page.page.locator("#suggested .chip").first.wait_for(timeout=60_000)
    assert page.page.get_by_role("heading", name="chair.obj").is_visible()
    assert page.page.locator("#made").inner_text().startswith("1,816 faces, y up")
    assert len(page.tips()) > 5
    assert page.opened.said == []
    assert all(url.startswith((page.server.url, "data:")) for url in page.opened.asked)


def test_labels_and_confidences_are_those_of_the_server(chair):
    chair.type("seat,leg,back,", *PARTS)
    fields = {
        "shape": chair.shape_id(),
        "parts": ",".join(PARTS),
        "format": "json",
        "hints": "none",
    }
    record = chair.server.ask("v1/segment", fields)
    tips = chair.tips()
    colors = chair.colors(tips)
    assert len(tips) > 5
    for number, (_, _, (name, sure, element)) in tips.items():
        label = record["labels"][number]
        assert name == PARTS[label] and element.startswith("face ")
        assert abs(int(sure.split()[1]) - 100 * record["confidence"][number]) < 2
        assert looks_like(colors[number], palette(3)[label])
    shown = [row.inner_text() for row in chair.page.locator("#words .figures").all()]
    for text, part in zip(shown, record["parts"], strict=True):
        # Fits come as half floats: a face whose best words are level may fall to either.
        assert abs(float(text.split()[0]) - 100 * part["area_share"]) < 1


def test_doubts_are_those_of_the_command(chair):
    chair.type("seat,leg,back,wing,Sitz,", *PARTS, "wing", "Sitz")
    text = chair.page.locator("#doubts").inner_text()
    fields = {
        "shape": chair.shape_id(),
        "parts": "seat,leg,back,wing,Sitz",
        "format": "json",
        "hints": "none",
    }
    doubts = chair.server.ask("v1/segment", fields)["doubts"]
    assert {doubt["part"] for doubt in doubts} == {"wing", "Sitz"}
    assert "'Sitz' is no word that this model knows, so its label means little" in text
    assert "'wing' got" in text and "fits nowhere: the shape may lack it" in text
    chair.page.get_by_role("button", name="Remove Sitz").click()
    chair.asked(*PARTS, "wing")
    assert "Sitz" not in chair.page.locator("#doubts").inner_text()


def test_a_word_lights_up_while_it_is_typed(chair):
    """The colours are those of the API's heat, without smoothing and with the word's own scale."""
    chair.slide("smoothing", 0)
    chair.type("le", "le")
    chair.type("g", "leg")
    heat = chair.server.ask("v1/heat", {"shape": chair.shape_id(), "text": "leg"})
    fits = np.array(heat["fits"]).reshape(-1)
    tips = chair.tips()
    colors = chair.colors(tips)
    wanted = heat_colors((fits - fits.min()) / np.ptp(fits))
    assert len(tips) > 5
    for number, color in colors.items():
        assert looks_like(color, wanted[number]), number
    assert chair.page.locator("#measure").inner_text() == "fit of leg"
    chair.page.keyboard.press("Enter")
    chair.opened.draw()
    assert chair.words() == ["leg"] and not chair.page.locator("#scale").is_visible()


def test_words_are_renamed_removed_and_taken_back(chair):
    chair.type("seat,leg,", "seat", "leg")
    first = chair.page.get_by_label("Word 1")
    first.fill("back")
    chair.asked("back", "leg")
    first.press("Enter")
    chair.page.get_by_role("button", name="Remove leg").click()
    chair.asked("back")
    undo, redo = (chair.page.get_by_role("button", name=name) for name in ("Undo", "Redo"))
    undo.click()
    chair.asked("back", "leg")
    chair.page.keyboard.press("Control+z")
    chair.asked("seat", "leg")
    assert chair.words() == ["seat", "leg"]
    chair.page.keyboard.press("Control+Shift+z")
    chair.asked("back", "leg")
    redo.click()
    chair.asked("back")
    assert redo.is_disabled() and chair.words() == ["back"]
    chair.type("leg,", "back", "leg")
    assert redo.is_disabled()
    chair.slide("threshold", 0.5)
    undo.click()
    assert chair.page.locator("#threshold").input_value() == "0"
    assert chair.words() == ["back", "leg"]


def test_suggested_words_are_added(chair):
    chip = chair.page.locator("#suggested .chip").first
    word = chip.inner_text().removeprefix("+ ")
    chip.click()
    chair.asked(word)
    assert chair.words() == [word]
    chair.page.get_by_role("button", name="Add all").click()
    chair.page.locator("#suggested").wait_for(state="hidden")
    assert len(chair.words()) > 2 and len(set(chair.words())) == len(chair.words())


def test_a_click_tells_the_three_best_words(chair):
    words = ("seat", "leg", "back", "armrest")
    chair.type("seat,leg,back,armrest,", *words)
    number, (x, y, _) = next(iter(chair.tips().items()))
    chair.page.mouse.click(x, y)
    rows = [row.inner_text().split("\n") for row in chair.page.locator("#card-words li").all()]
    answer = chair.server.ask(
        f"v1/shapes/{chair.shape_id()}/words", {"words": ",".join(words), "smoothing": 0.07}
    )
    fits = [
        np.frombuffer(base64.b64decode(word["fits"]), "<f2")[number] for word in answer["words"]
    ]
    levels = [word["level"] for word in answer["words"]]
    scores = (np.array(fits, dtype=float) - levels) / answer["temperature"]
    odds = np.exp(scores - scores.max()) / np.exp(scores - scores.max()).sum()
    best = np.argsort(-odds, kind="stable")[:3]
    assert chair.page.locator("#card-title").inner_text() == f"Face {number:,}"
    assert [name for name, _ in rows] == [words[index] for index in best]
    for (_, sure), index in zip(rows, best, strict=True):
        assert abs(int(sure.split()[0]) - 100 * odds[index]) <= 0.6
    assert decide(scores[None].astype(np.float32)).labels[0] == best[0]
    chair.page.keyboard.press("Escape")
    assert not chair.page.locator("#card").is_visible()


def test_below_the_threshold_nothing_is_labelled(chair):
    chair.type("seat,leg,back,", *PARTS)
    chair.slide("threshold", 0.95)
    fields = {
        "shape": chair.shape_id(),
        "parts": ",".join(PARTS),
        "threshold": 0.95,
        "hints": "none",
    }
    labels = chair.server.ask("v1/segment", fields)["labels"]
    tips = chair.tips()
    for number, (_, _, lines) in tips.items():
        assert lines[0] == ("unlabelled" if labels[number] < 0 else PARTS[labels[number]])
    assert "--threshold 0.95" in chair.page.locator("#command").inner_text()


def test_two_words_are_compared(chair):
    chair.type("seat,leg,back,", *PARTS)
    chair.page.get_by_role("radio", name="Compare").check()
    chair.page.locator("#compare-one").select_option(label="back")
    chair.page.locator("#compare-two").select_option(label="leg")
    chair.opened.draw()
    assert chair.page.locator("#measure").inner_text() == "back or leg"
    record = chair.server.ask(
        "v1/segment", {"shape": chair.shape_id(), "parts": "back,leg", "hints": "none"}
    )
    tips = chair.tips()
    clear = {n: tip for n, tip in tips.items() if record["confidence"][n] > 0.995}
    colors = chair.colors(clear)
    assert clear
    for number, color in colors.items():
        assert looks_like(color, palette(3)[(2, 1)[record["labels"][number]]])


def test_a_download_is_what_the_command_line_writes_and_opens_again(chair, tmp_path, monkeypatch):
    chair.type("seat,leg,back,", *PARTS)
    chair.slide("smoothing", 0.35)
    monkeypatch.chdir(tmp_path)
    (tmp_path / "chair.obj").write_bytes(CHAIR.read_bytes())
    for name in ("GLB", "3MF", "PLY", "JSON"):
        with chair.page.expect_download() as waiting:
            chair.page.get_by_role("button", name=name, exact=True).click()
        download = waiting.value
        saved = tmp_path / "saved" / download.suggested_filename
        assert saved.name == f"chair.parts.{name.lower()}"
        download.save_as(saved)
        program, *arguments = shlex.split(chair.page.locator("#command").inner_text())
        assert program == "pa3d"
        assert arguments[-4:-2] == ["-m", "pa3d-mini"]
        done = CliRunner().invoke(app, arguments)
        assert done.exit_code == 0, done.stderr
        assert (tmp_path / saved.name).read_bytes() == saved.read_bytes()
    opened = CliRunner().invoke(app, ["view", str(tmp_path / "saved/chair.parts.glb"), "--no-open"])
    assert opened.exit_code == 0, opened.stderr
    assert load_segmentation(tmp_path / "saved/chair.parts.glb").parts == PARTS
