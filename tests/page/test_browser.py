"""The page in a real browser: what it says, shows and lets one do."""

import json
import re
from dataclasses import replace

import numpy as np
import pytest
from PIL import Image

from patchalign3d_cli.coloring.palette import palette
from patchalign3d_cli.page import notebook_frame
from patchalign3d_cli.pieces.split import split
from patchalign3d_cli.saving import save_segmentation
from support.screen import HIGH, LOW, is_background, looks_like

pytestmark = pytest.mark.slow

EVIL = "<img src=x onerror=alert(1)>"


@pytest.fixture
def shape(make_result, kind):
    """A box of two parts, or a ball of many points."""
    if kind == "mesh":
        return make_result()
    ways = np.random.default_rng(1).normal(size=(6000, 3))
    return make_result(kind, vertices=ways / np.linalg.norm(ways, axis=1, keepdims=True))


def test_it_loads_in_silence_and_asks_for_nothing(make_result, kind, show):
    opened = show(make_result(kind, parts=(EVIL, "bottom")))
    assert opened.said == []
    assert [address.split("/")[-1] for address in opened.asked] == ["page%200.html"]


def test_it_cannot_ask_for_anything(make_result, show):
    opened = show(make_result())
    failed = "fetch('https://example.org/').then(() => 'came', () => 'refused')"
    assert opened.page.evaluate(failed) == "refused"
    assert any("Content Security Policy" in text for text in opened.said)


def test_colours_are_where_they_belong(shape, show):
    pixels = show(shape).pixels()
    top, bottom = palette(2)
    assert looks_like(pixels[HIGH[1], HIGH[0]], top)
    assert looks_like(pixels[LOW[1], LOW[0]], bottom)
    assert is_background(pixels[20, 20])


def test_hovering_names_what_the_json_says(shape, kind, show, tmp_path):
    save_segmentation(shape, tmp_path / "r.json")
    record = json.loads((tmp_path / "r.json").read_text())
    opened = show(shape)
    pixels = opened.pixels()
    picked = set()
    for x in range(60, 600, 60):
        for y in range(60, 560, 70):
            tip = opened.hover(x, y)
            if not tip:
                continue
            name, sure, element = tip.splitlines()
            number = int(re.sub(r"\D", "", element))
            part = record["parts"][record["labels"][number]]
            assert name == part["name"] and element.split()[0] == record["element"]
            assert sure == f"confidence {round(float(shape.confidence[number]) * 100)} %"
            color = bytes.fromhex(part["color"][1:])
            assert looks_like(pixels[y, x], list(color)) or kind == "cloud", (x, y, tip)
            picked.add(number)
    assert len(picked) > 10
    assert opened.hover(*HIGH).startswith("top") and opened.hover(*LOW).startswith("bottom")
    assert opened.hover(15, 15) == ""


def test_a_part_is_hidden_and_shown_by_click_and_by_key(make_result, show):
    opened = show(make_result())
    box = opened.page.get_by_role("checkbox", name="Show bottom")
    for act in (box.click, lambda: box.press("Space"), lambda: box.press("h")):
        act()
        opened.draw()
        assert is_background(opened.pixels()[LOW[1], LOW[0]])
        assert not box.is_checked() and opened.hover(*LOW) == ""
        act()
        opened.draw()
        assert looks_like(opened.pixels()[LOW[1], LOW[0]], palette(2)[1]) and box.is_checked()


def test_a_part_is_isolated_by_click_and_by_key(make_result, show):
    opened = show(make_result())
    only = opened.page.get_by_role("button", name="Show only top")
    for act in (only.click, lambda: only.press("Enter"), lambda: only.press("i")):
        act()
        opened.draw()
        assert only.get_attribute("aria-pressed") == "true"
        tips = {opened.hover(320, y).split("\n")[0] for y in range(20, 600, 40)}
        assert tips == {"top", ""}
        opened.page.keyboard.press("Escape")
        opened.draw()
        assert only.get_attribute("aria-pressed") == "false"
        assert opened.hover(*LOW).startswith("bottom")


def middle_of(opened):
    """The middle of what is drawn, and its height, in pixels."""
    pixels = opened.pixels()[:, :600]
    rows, columns = np.nonzero(np.ptp(pixels, axis=2) > 40)
    return (columns.min() + columns.max()) / 2, (rows.min() + rows.max()) / 2, np.ptp(rows)


def test_what_is_shown_alone_comes_into_the_middle_and_goes_back(make_result, show):
    opened = show(make_result())
    before = middle_of(opened)
    opened.page.get_by_role("button", name="Show only top").click()
    opened.draw()
    across, down, height = middle_of(opened)
    assert abs(down - 300) < 40 and height > 0.5 * before[2]
    opened.page.get_by_role("button", name="Show all").click()
    opened.draw()
    assert np.allclose(middle_of(opened), before, atol=2)


def test_pieces_are_counted_listed_and_looked_at(make_result, show):
    result = make_result()
    labels = result.labels.copy()
    centers = result.source.vertices[result.source.faces].mean(axis=1)
    low = np.flatnonzero(labels == 1)
    labels[low[np.abs(centers[low, 0]) < 0.4 * np.ptp(centers[:, 0]) / 2]] = 0
    expected = split(replace(result, labels=labels), "instances")
    count = int((expected.pieces.parts == 1).sum())
    assert count > 1
    opened = show(replace(result, labels=labels))
    opener = opened.page.get_by_role("button", name=f"{count} pieces of bottom")
    assert opener.get_attribute("aria-expanded") == "false"
    opener.click()
    pieces = opened.page.get_by_role("list", name="Pieces of bottom").get_by_role("button")
    assert [text.split("\n")[0] for text in pieces.all_inner_texts()] == [
        name for name in expected.pieces.names if name.startswith("bottom")
    ]
    before = opened.pixels()
    pieces.first.press("Enter")
    opened.draw()
    assert (opened.pixels()[:, :600] != before[:, :600]).any(axis=2).mean() > 0.05
    assert opened.page.get_by_role("status").inner_text() == "bottom_0 is in the middle"
    in_the_middle = set()
    for piece in pieces.all():
        piece.click()
        in_the_middle.add(opened.hover(310, 300).split("\n")[0])
    assert "bottom" in in_the_middle  # one of them lies behind the rest
    assert opened.page.get_by_role("button", name="pieces of top").count() == 0
    assert opened.said == []


def test_the_picture_is_saved_as_png_with_nothing_behind_it(make_result, show, tmp_path):
    opened = show(make_result())
    with opened.page.expect_download() as waiting:
        opened.page.get_by_role("button", name="Save picture").click()
    assert waiting.value.suggested_filename.endswith(".view.png")
    waiting.value.save_as(tmp_path / "view.png")
    picture = np.asarray(Image.open(tmp_path / "view.png").convert("RGBA")).astype(int)
    assert picture[20, 20, 3] == 0 and picture[HIGH[1], HIGH[0], 3] == 255
    assert looks_like(picture[HIGH[1], HIGH[0], :3], palette(2)[0])


def test_a_part_is_highlighted_by_click_by_key_and_in_the_picture(make_result, show):
    opened = show(make_result())
    name = opened.page.get_by_role("button", name=re.compile("^top"))
    in_picture = lambda: opened.page.mouse.click(*HIGH)  # noqa: E731
    for act in (name.click, lambda: name.press("Enter"), in_picture):
        act()
        opened.page.mouse.move(15, 15)
        opened.draw()
        assert name.get_attribute("aria-pressed") == "true"
        assert opened.page.get_by_role("status").inner_text() == "top highlighted"
        pixels = opened.pixels()
        assert looks_like(pixels[HIGH[1], HIGH[0]], palette(2)[0])
        assert not looks_like(pixels[LOW[1], LOW[0]], palette(2)[1])
        act()
        assert name.get_attribute("aria-pressed") == "false"


def test_names_are_text(make_result, show):
    opened = show(make_result(parts=(EVIL, "b" * 300), path=None))
    assert EVIL in opened.page.locator("#parts").inner_text()
    assert opened.page.locator("img").count() == 0
    assert opened.hover(*HIGH).startswith(EVIL)
    assert opened.said == []


def test_the_view_turns_moves_and_comes_back(make_result, show):
    opened = show(make_result())
    picture = opened.page.get_by_role("application")
    inside = np.s_[10:590, 10:590]  # the focus ring is not part of the picture
    first = opened.pixels()[inside]
    for keys in (["ArrowLeft"] * 4, ["+", "+"], ["Shift+ArrowUp"]):
        picture.focus()
        for key in keys:
            opened.page.keyboard.press(key)
        opened.draw()
        changed = opened.pixels()[inside]
        assert (changed != first).any(axis=2).mean() > 0.02, keys
        opened.page.keyboard.press("0")
        opened.draw()
        assert (opened.pixels()[inside] != first).any(axis=2).mean() < 0.001, keys
    opened.page.mouse.move(*HIGH)
    opened.page.mouse.down()
    opened.page.mouse.move(HIGH[0] + 120, HIGH[1] + 30, steps=3)
    opened.page.mouse.up()
    opened.page.mouse.wheel(0, 300)
    opened.draw()
    assert (opened.pixels()[inside] != first).any(axis=2).mean() > 0.05
    highlighted = opened.page.locator('[aria-pressed="true"]').count()
    assert highlighted == 0  # a drag is no click


def test_every_control_is_reached_by_tab_and_shows_it(make_result, show):
    opened = show(make_result())
    reached = []
    for _ in range(16):
        opened.page.keyboard.press("Tab")
        said, ring = opened.page.evaluate(
            "(() => { const at = document.activeElement;"
            " if (at === document.body) return ['', ''];"
            " const shown = at.matches('#modes input') ? at.nextElementSibling : at;"
            " return [at.id || at.getAttribute('aria-label') || at.textContent.trim(),"
            " getComputedStyle(shown).outlineStyle]; })()"
        )
        reached.append(said)
        assert ring == "solid" or said == "", said
    for wanted in ("view", "Show top", "Show only bottom", "all", "home", "theme"):
        assert wanted in reached, reached


def test_an_unlabelled_rest_is_a_row_of_its_own(make_result, show):
    labels = np.full(192, -1, dtype=np.int32)
    labels[:96] = 0
    opened = show(make_result(labels=labels))
    rows = opened.page.locator("#parts li").all_inner_texts()
    assert [row.split("\n")[0] for row in rows] == ["top", "bottom", "unlabelled"]
    assert "no faces" in rows[1]


def test_a_notebook_s_frame_shows_the_same(make_result, browser):
    page = browser.new_page()
    said = []
    page.on("console", lambda message: said.append(message.text))
    page.set_content(f"<!DOCTYPE html><body>{notebook_frame(make_result())}</body>")
    frame = page.frame_locator("iframe")
    frame.locator("html[data-state=ready]").wait_for(state="attached")
    assert frame.locator("#parts li").count() == 2 and said == []
    page.close()
