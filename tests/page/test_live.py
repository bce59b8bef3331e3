"""The live page as a text: nothing from elsewhere, and nobody else is asked."""

import re
from pathlib import Path

import numpy as np
import pytest

from patchalign3d_cli.coloring.palette import hex_color, palette
from patchalign3d_cli.errors import OutputError
from patchalign3d_cli.page import live
from patchalign3d_cli.page.library import script_digest

ASSETS = Path(live.__file__).parent / "assets"


def test_the_policy_lets_it_ask_its_own_server_alone():
    text = live.live_page()
    policy = re.findall(r'Content-Security-Policy" content="([^"]*)"', text)[0]
    rules = dict(rule.strip().split(" ", 1) for rule in policy.split(";"))
    assert rules["default-src"] == "'none'" and rules["connect-src"] == "'self'"
    script = text.rsplit("<script>", 1)[1].split("</script>")[0]
    assert script_digest(script) in rules["script-src"]
    assert "unsafe" not in policy and "http" not in policy


def test_nothing_comes_from_elsewhere():
    text = live.live_page()
    assert not re.findall(r'\b(?:src|action|srcset)="', text)
    assert all(link.startswith("data:") for link in re.findall(r'\bhref="([^"]*)"', text))


def test_every_asset_belongs_to_a_page():
    used = {"shared/base.css", "app/app.css", "app/index.html", *live._SCRIPTS}
    lying = {path.relative_to(ASSETS).as_posix() for path in (ASSETS / "app").iterdir()}
    assert lying <= used


def test_the_page_is_told_colours_formats_and_options():
    text = live.live_page(live.LiveSettings(formats=("glb", "json"), options=("-m", "x")))
    for color in palette(12):
        assert hex_color(color) in text
    assert '"formats":["glb","json"]' in text and '"options":["-m","x"]' in text


def test_the_example_is_handed_out_and_its_absence_is_said(monkeypatch):
    files = live.live_files()
    assert files["index.html"].decode("ascii") == live.live_page()
    assert files[live.EXAMPLE].startswith(b"glTF")
    monkeypatch.setattr(live, "EXAMPLE", "gone.glb")
    with pytest.raises(OutputError, match=r"lacks its example gone\.glb"):
        live.live_files()


def test_ids_are_unique_and_what_scripts_look_for_is_there():
    ids = re.findall(r'\bid="([\w-]+)"', live.live_page())
    assert len(ids) == len(set(ids))
    scripts = [*(ASSETS / "app").glob("*.js"), *(ASSETS / "shared").glob("*.js")]
    wanted = {name for path in scripts for name in re.findall(r'byId\("([\w-]+)"\)', _text(path))}
    assert wanted <= set(ids)
    assert np.isin(["words", "entry", "view"], ids).all()


def _text(path: Path) -> str:
    return path.read_text(encoding="utf-8")
