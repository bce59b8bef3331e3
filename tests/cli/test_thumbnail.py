"""The picture in the terminal."""

import io
from pathlib import Path

import numpy as np
from rich.console import Console

from patchalign3d_cli.cli.segment.thumbnail import can_show, half_blocks


def terminal(**told) -> Console:
    options = {"force_terminal": True, "color_system": "truecolor", "width": 40, **told}
    return Console(file=io.TextIOWrapper(io.BytesIO(), encoding="utf-8"), **options)


def test_two_pixels_a_character():
    pixels = np.arange(4 * 3 * 3, dtype=np.uint8).reshape(4, 3, 3)
    text = half_blocks(pixels)
    assert text.plain == "▀▀▀\n▀▀▀"
    first = text.spans[0].style
    assert first.color.triplet == (0, 1, 2) and first.bgcolor.triplet == (9, 10, 11)


def test_only_terminals_with_colours_show_it():
    assert can_show(terminal())
    assert not can_show(terminal(force_terminal=False))
    assert not can_show(terminal(color_system=None))
    assert not can_show(terminal(width=8))


def test_where_there_is_no_terminal_that_is_said(run, box: Path):
    done = run(box, "-p", "seat,leg", "-f", "npz", "--thumbnail")
    assert done.exit_code == 0 and "no thumbnail" in done.stderr
