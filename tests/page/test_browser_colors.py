"""The page in a real browser: parts, confidence, heat, the file's appearance, dark and light."""

import re

import numpy as np
import pytest
import trimesh
from PIL import Image

from patchalign3d_cli.coloring.palette import palette
from patchalign3d_cli.results import PartSegmentation, ShapeHeat
from patchalign3d_cli.shapes import load_shape
from patchalign3d_cli.shapes.srgb import linear_to_srgb
from support.screen import HIGH, LOW, is_background, looks_like

pytestmark = pytest.mark.slow


def test_colourings_switch_by_key(make_result, show):
    opened = show(make_result())
    before = opened.pixels()
    radio = opened.page.get_by_role("radio", name="Parts")
    radio.focus()
    opened.page.keyboard.press("ArrowRight")
    opened.draw()
    assert opened.page.get_by_role("radio", name="Confidence").is_checked()
    assert opened.page.locator("#scale").inner_text().split() == [
        "confidence",
        "0",
        "%",
        "100",
        "%",
    ]
    confident = opened.pixels()
    opened.page.keyboard.press("ArrowRight")
    opened.page.get_by_label("Heat of").select_option(label="bottom")
    opened.draw()
    assert re.search(r"confidence in bottom: \d+ %", opened.hover(*HIGH))
    assert "score" not in opened.page.locator("body").inner_text().lower()
    hot = opened.pixels()
    opened.page.get_by_role("radio", name="Original").check()
    opened.draw()
    grey = opened.pixels()[HIGH[1], HIGH[0]]
    assert grey.max() - grey.min() < 20
    area = np.s_[100:500, 100:500]
    pairs = [(before, confident), (confident, hot)]
    assert all((one[area] != two[area]).any(axis=2).mean() > 0.2 for one, two in pairs)


def test_heat_is_bright_where_scores_are_high(make_result, show):
    result = make_result()
    scores = np.zeros_like(result.scores)
    scores[result.labels == 0, 0] = 5.0
    opened = show(type(result)(**{**vars(result), "scores": scores}))
    opened.page.get_by_role("radio", name="Heat").check()
    opened.draw()
    pixels = opened.pixels()
    assert pixels[HIGH[1], HIGH[0]].sum() > 2 * pixels[LOW[1], LOW[0]].sum()


def test_a_heat_lists_queries_to_choose(make_result, show):
    """Two queries, hot above and hot below; nothing to hide, and one scale for both."""
    result = make_result()
    above = (result.labels == 0).astype(np.float32)
    fits = np.stack([0.1 + 0.2 * above, 0.3 - 0.3 * above], axis=1)
    opened = show(ShapeHeat(result.source, ("<b>lid</b>", "foot"), fits, result.model, {}))
    page = opened.page
    assert page.get_by_role("checkbox").count() == 0 and not page.locator("#all").is_visible()
    assert [item.inner_text().split("\n") for item in page.locator("#parts li").all()] == [
        ["<b>lid</b>", "max 0.30"],
        ["foot", "max 0.30"],
    ]
    assert page.locator("#scale").inner_text().split() == ["<b>lid</b>", "(fit)", "0.00", "0.30"]
    lid, foot = (page.get_by_role("button", name=name) for name in ("lid", "foot"))
    assert lid.get_attribute("aria-pressed") == "true"
    first = opened.pixels()
    assert first[HIGH[1], HIGH[0]].sum() > 1.5 * first[LOW[1], LOW[0]].sum()
    foot.focus()
    page.keyboard.press("Enter")
    opened.draw()
    assert foot.get_attribute("aria-pressed") == "true"
    assert lid.get_attribute("aria-pressed") == "false"
    second = opened.pixels()
    assert second[LOW[1], LOW[0]].sum() > 1.5 * second[HIGH[1], HIGH[0]].sum()
    for key in "hi":
        page.keyboard.press(key)
    opened.draw()
    assert (opened.pixels()[100:500, 100:500] == second[100:500, 100:500]).all()
    assert opened.hover(*LOW).split("\n")[0] == "foot (fit): 0.30"
    page.mouse.click(*HIGH)
    opened.draw()
    assert foot.get_attribute("aria-pressed") == "true" and opened.said == []


def test_the_original_wears_its_textures_and_colours(make_result, show, tmp_path):
    path = tmp_path / "painted.glb"
    halves = np.zeros((8, 8, 3), dtype=np.uint8)
    halves[:4], halves[4:] = (255, 0, 0), (0, 255, 0)
    corners = np.array([[x, y, 0] for y in (-1, 0, 1) for x in (-1, 1)], dtype=float)
    uv = np.array([[x, y] for y in (0, 0.5, 1) for x in (0, 1)])
    visual = trimesh.visual.TextureVisuals(uv=uv, image=Image.fromarray(halves))
    sheet = trimesh.Trimesh(corners, [[0, 1, 3], [0, 3, 2], [2, 3, 5], [2, 5, 4]], visual=visual)
    sheet.export(path)
    source = load_shape(path)
    labels = np.array([0, 0, 1, 1], dtype=np.int32)
    values = {"source": source, "labels": labels, "confidence": np.ones(4, np.float32)}
    scores = np.zeros((4, 2), dtype=np.float32)
    opened = show(PartSegmentation(**{**vars(make_result()), **values, "scores": scores}))
    assert looks_like(opened.pixels()[220, 320], palette(2)[1])
    opened.page.get_by_role("radio", name="Original").check()
    opened.draw()
    pixels = opened.pixels()
    assert looks_like(pixels[220, 320], (255, 0, 0)) and looks_like(pixels[400, 320], (0, 255, 0))
    opened.page.get_by_role("checkbox", name="Show top").click()
    opened.draw()
    assert is_background(opened.pixels()[400, 320])
    opened.page.get_by_role("radio", name="Parts").check()
    opened.draw()
    assert looks_like(opened.pixels()[220, 320], palette(2)[1])
    assert opened.said == []


def test_points_keep_their_colours(make_result, show, tmp_path):
    random = np.random.default_rng(2)
    colors = np.zeros((3000, 4), dtype=np.uint8) + np.array([200, 40, 160, 255], dtype=np.uint8)
    cloud = trimesh.PointCloud(random.uniform(-1, 1, (3000, 3)), colors=colors)
    cloud.export(tmp_path / "points.glb")
    source = load_shape(tmp_path / "points.glb")
    values = {"source": source, "labels": np.zeros(3000, np.int32)}
    numbers = {"confidence": np.ones(3000, np.float32), "scores": np.zeros((3000, 2), np.float32)}
    opened = show(PartSegmentation(**{**vars(make_result()), **values, **numbers}))
    opened.page.get_by_role("radio", name="Original").check()
    opened.draw()
    shown = linear_to_srgb(np.array([200, 40, 160]) / 255)  # glTF's vertex colours are linear
    assert looks_like(opened.pixels()[300, 310], shown)


def test_dark_and_light(make_result, show):
    opened = show(make_result(), color_scheme="dark")
    assert opened.pixels()[20, 20].max() < 80
    opened.page.get_by_role("button", name="Dark or light").click()
    opened.page.wait_for_timeout(200)
    assert opened.pixels()[20, 20].min() > 200
