"""What the live page takes for a shape is what the readers know."""

import re
from importlib.resources import files

from patchalign3d_cli.shapes import SHAPE_SUFFIXES


def test_the_page_knows_the_suffixes_of_shapes():
    source = (files("patchalign3d_cli.page") / "assets" / "app" / "shape.js").read_text()
    [names] = re.findall(r"^const MAIN = .*?\\\.\(([a-z0-9|]+)\)", source, re.M)
    assert {f".{name}" for name in names.split("|")} == set(SHAPE_SUFFIXES)
