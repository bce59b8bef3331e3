import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from PIL import Image

from patchalign3d_cli.pictures import fonts
from patchalign3d_cli.pictures.layer import Viewport
from patchalign3d_cli.pictures.legend import LegendRow, draw_legend, legible
from patchalign3d_cli.pictures.png import picture_warnings

BOX = Viewport(20, 0, 280, 450)
PAPER = (240, 240, 240)


@pytest.fixture(autouse=True)
def forgotten_fonts():
    yield
    fonts._family.cache_clear()


def drawn(rows, title="chair.obj", footnote="model: mini"):
    image = Image.new("RGB", (300, 450), PAPER)
    draw_legend(image, BOX, title, rows, footnote)
    return np.asarray(image)


def colors_of(count):
    return [(10 + i, 250 - i, 5) for i in range(count)]


def rows_of(count, share=0.01):
    return [LegendRow(f"part {i}", color, share) for i, color in enumerate(colors_of(count))]


def shown(picture, color):
    return (picture == color).all(axis=2).any()


def test_every_row_has_its_swatch_from_top_to_bottom():
    picture = drawn(rows_of(5))
    positions = [np.argwhere((picture == color).all(axis=2))[0][0] for color in colors_of(5)]
    assert positions == sorted(positions)
    assert len(set(positions)) == 5


@pytest.mark.slow
def test_too_many_rows_leave_the_largest_and_their_order():
    rows = rows_of(200)
    rows[150] = rows[150]._replace(share=0.5)
    picture = drawn(rows)
    visible = [i for i, color in enumerate(colors_of(200)) if shown(picture, color)]
    assert 150 in visible
    assert 15 < len(visible) < 40
    assert visible[:-1] == list(range(len(visible) - 1))


@pytest.mark.parametrize("name", ["W" * 10_000, "word " * 3_000])
def test_nothing_leaves_the_box(name):
    picture = drawn([LegendRow(name, (200, 0, 0), 1.0)], title=name, footnote=name)
    outside = np.delete(picture, np.s_[BOX.left : BOX.right + 1], axis=1)
    assert (outside == PAPER).all()


def test_share_is_written_as_per_cent():
    one, other = (drawn([LegendRow("a", (9, 9, 9), share)]) for share in (0.41, 0.411))
    assert np.array_equal(one, other)
    tiny, none = (drawn([LegendRow("a", (9, 9, 9), share)]) for share in (0.001, 0.0))
    assert not np.array_equal(tiny, none)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("seat", "seat"),
        ("side\nrail\t\x00x", "side rail ?x"),
        ("caf\u00e9", "cafe"),
        ("\U0001fa91\U0001fa91 seat", "? seat"),
        ("\u5ea7\u9762", "part 3"),
        ("", "part 3"),
        (" \n ", "part 3"),
        ("<b>bold</b>", "<b>bold</b>"),
    ],
)
def test_legible(text, expected, monkeypatch):
    fonts._family.cache_clear()
    monkeypatch.setattr(fonts, "_OTHER_FONTS", ("absent.ttf",))
    assert legible(text, "part 3") == expected


def test_a_font_of_this_machine_writes_what_the_usual_one_lacks(monkeypatch):
    fonts._family.cache_clear()
    monkeypatch.setattr(fonts, "_OTHER_FONTS", ("DejaVuSans.ttf",))
    name = "\u0441\u0438\u0434\u0435\u043d\u044c\u0435 \u03c0\u03cc\u03b4\u03b9"
    if not fonts.covered(name):
        pytest.skip("this machine has no DejaVu Sans")
    assert legible(name, "part 0") == name
    written, fallback = (drawn([LegendRow(text, (9, 9, 9), 1.0)]) for text in (name, "part 0"))
    assert (written != fallback).any() and picture_warnings([name, "seat"]) == ()
    (line,) = picture_warnings(["\ufffe\u5ea7", name])
    assert "'\\ufffe\u5ea7'" in line and name not in line and "-f html" in line


def test_a_row_without_a_colour_has_no_swatch():
    rows = [LegendRow("seat", None, 0.5)]
    assert np.ptp(drawn(rows).astype(int), axis=2).max() < 40  # ink alone


@given(st.text(max_size=60))
def test_any_text_can_be_drawn(text):
    plain = legible(text, "part 0")
    assert plain
    assert "\n" not in plain
    assert (drawn([LegendRow(plain, (200, 0, 0), 1.0)]) != PAPER).any()
