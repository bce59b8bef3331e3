"""The live page in a real browser: what goes wrong, who uses it, and on which screen."""

import os
from pathlib import Path

import pytest

from support.servers import CHAIR

pytestmark = pytest.mark.slow

PHONE = {"viewport": {"width": 390, "height": 780}, "has_touch": True, "is_mobile": True}


def axe() -> str:
    """axe-core's script, where npm installed it."""
    folders = filter(None, os.environ.get("NODE_PATH", "").split(os.pathsep))
    scripts = [Path(folder) / "axe-core" / "axe.min.js" for folder in folders]
    script = next((path for path in scripts if path.is_file()), None)
    if script is None:
        pytest.skip("npm's axe-core is not installed (NODE_PATH finds it)")
    return script.read_text(encoding="utf-8")


def serious_faults(page) -> list[str]:
    page.evaluate("Promise.all(document.getAnimations().map((one) => one.finished))")
    page.evaluate(axe())
    run = "axe.run(document, { resultTypes: ['violations'] })"
    return [
        f"{fault['id']}: {node['html']} {node['failureSummary']}"
        for fault in page.evaluate(run)["violations"]
        if fault["impact"] in ("serious", "critical")
        for node in fault["nodes"]
    ]


@pytest.mark.parametrize("settings", [{}, {"color_scheme": "dark"}, PHONE], ids=str)
def test_axe_finds_no_serious_fault(live, settings):
    page = live(**settings)
    assert serious_faults(page.page) == []
    page.example()
    page.type("spout,handle,", "spout", "handle")
    page.page.mouse.click(195, 180)
    page.opened.draw()
    page.page.get_by_text("Mouse and keys").click()
    for mode in ("Heat", "Compare", "Confidence", "Parts"):
        page.page.get_by_role("radio", name=mode).check()
        page.opened.draw()
        assert serious_faults(page.page) == [], mode
    page.page.get_by_label("Correct by clicks").check()
    page.page.locator("#busy").wait_for(state="hidden", timeout=60_000)
    page.page.mouse.click(195, 180)
    page.opened.draw()
    assert serious_faults(page.page) == [], "correcting"
    page.type("!!!,", "spout", "handle")
    page.drop(Path(__file__))
    page.page.get_by_role("alert").filter(has_text="test_live").wait_for()
    assert serious_faults(page.page) == []


def test_a_phone_shows_everything_without_scrolling_sideways(live):
    page = live(**PHONE)
    page.example()
    page.type("spout,handle,", "spout", "handle")
    wide = page.page.evaluate("document.documentElement.scrollWidth")
    assert wide <= 390
    for name in ("Undo", "Reset view", "Open", "Remove spout", "GLB", "Copy the command"):
        button = page.page.get_by_role("button", name=name, exact=True)
        button.scroll_into_view_if_needed()
        box = button.bounding_box()
        assert box and box["x"] >= 0 and box["x"] + box["width"] <= 390, name
    canvas = page.page.locator("#view").bounding_box()
    assert canvas["height"] > 250


def test_what_is_no_shape_is_refused_in_words(live, tmp_path):
    page = live()
    broken = tmp_path / "broken.obj"
    broken.write_text("<b>nothing</b>")
    page.drop(broken)
    alert = page.page.get_by_role("alert").filter(has_text="broken.obj")
    alert.wait_for()
    assert "\n" not in alert.inner_text() and "Traceback" not in alert.inner_text()
    assert (
        page.page.locator("#welcome").is_visible() and page.page.locator("b >> nth=1").count() < 2
    )
    page.page.get_by_role("button", name="Dismiss").click()
    assert not alert.is_visible()
    page.drop(CHAIR)
    page.page.locator("#suggested .chip").first.wait_for(timeout=60_000)
    assert page.page.get_by_role("heading", name="chair.obj").is_visible()


def test_a_word_that_cannot_be_asked_says_so_beside_it(live):
    page = live()
    page.example()
    page.type("spout,lid,", "spout", "lid")
    second = page.page.get_by_label("Word 2")
    second.fill("?!")
    page.asked("spout")
    assert second.get_attribute("aria-invalid") == "true"
    second.fill("Spout")
    page.opened.draw()
    assert second.get_attribute("aria-invalid") == "true"
    second.fill("handle")
    page.asked("spout", "handle")
    assert second.get_attribute("aria-invalid") == "false"


def test_markup_in_words_is_text(live):
    page = live()
    page.example()
    word = "<img src=x onerror=alert(1)>"
    page.page.get_by_label("New word").fill(word)
    page.page.keyboard.press("Enter")
    page.page.locator("#words .figures:not(:empty)").wait_for()
    assert page.tips()
    assert page.words() == [word] and page.page.locator("img").count() == 0
    assert page.opened.said == []


def test_a_forgotten_shape_is_sent_again(live):
    page = live()
    page.example()
    first = page.shape_id()
    page.server.ask(f"v1/shapes/{first}", method="DELETE")
    page.type("spout,", "spout")
    page.page.wait_for_timeout(500)  # the address follows
    assert page.shape_id() != first and page.words() == ["spout"]


def test_the_address_brings_everything_back(live):
    page = live()
    page.example()
    page.type("spout,lid,", "spout", "lid")
    page.slide("smoothing", 0.4)
    assert page.remembered("smoothing") == "0.4"
    again = live(page.page.url)
    again.asked("spout", "lid")
    assert again.words() == ["spout", "lid"]
    assert again.page.locator("#smoothing").input_value() == "0.4"
    assert again.page.get_by_role("heading", name="teapot.glb").is_visible()


def test_without_the_token_nothing_is_told(live, live_server):
    page = live(live_server.url)
    page.page.get_by_role("button", name="Take the example").click()
    page.page.get_by_role("alert").filter(has_text="token").wait_for()


def test_keys_do_what_the_page_says(live):
    page = live()
    page.example()
    page.type("spout,lid,", "spout", "lid")
    entry = page.page.get_by_label("New word")
    page.page.keyboard.press("ArrowUp")
    assert page.page.evaluate("document.activeElement.getAttribute('aria-label')") == "Word 2"
    page.page.keyboard.press("ArrowDown")
    page.page.keyboard.press("Escape")
    assert page.page.evaluate("document.activeElement.id") == "view"
    page.page.keyboard.press("Enter")
    assert page.page.locator("#card-title").inner_text().startswith("Face ")
    assert "confidence" in page.page.locator("#said").inner_text().lower()
    for number, mode in enumerate(("Parts", "Heat", "Compare", "Confidence", "Original"), 1):
        page.page.keyboard.press(str(number))
        assert page.page.get_by_role("radio", name=mode).is_checked()
    page.page.keyboard.press("/")
    page.page.keyboard.type("handle")
    page.asked("spout", "lid", "handle")
    assert entry.input_value() == "handle"


def test_dark_and_light(live):
    page = live(color_scheme="dark")
    page.example()
    assert page.opened.pixels()[580, 20].max() < 80
    page.page.get_by_role("button", name="Dark or light").click()
    page.page.wait_for_timeout(200)
    assert page.opened.pixels()[580, 20].min() > 200
