"""The page as a text: nothing from elsewhere, nothing taken for markup."""

import base64
import hashlib
import json
import re
import subprocess
import sys
from html.parser import HTMLParser
from pathlib import Path

import pytest

from patchalign3d_cli.errors import OutputError
from patchalign3d_cli.options import OutputOptions
from patchalign3d_cli.page import library, notebook_frame, page, segmentation_page

EVIL = "</script><img src=x onerror=alert(1)>"


class Elements(HTMLParser):
    """Elements and attributes of a page."""

    def __init__(self, text: str) -> None:
        super().__init__()
        self.tags: list[tuple[str, dict[str, str | None]]] = []
        self.feed(text)
        self.close()

    def handle_starttag(self, tag: str, attributes: list[tuple[str, str | None]]) -> None:
        self.tags.append((tag, dict(attributes)))


def digest(text: str) -> str:
    return f"'sha256-{base64.b64encode(hashlib.sha256(text.encode()).digest()).decode()}'"


def test_nothing_comes_from_elsewhere(make_result, kind):
    tags = Elements(segmentation_page(make_result(kind))).tags
    named = {name for _, attributes in tags for name in attributes}
    assert not named & {"src", "href", "srcset", "action", "style", "onerror", "onload", "onclick"}
    assert not {tag for tag, _ in tags} & {"link", "img", "iframe", "object", "embed", "base"}


def test_the_policy_allows_this_page_s_scripts_alone(make_result):
    text = segmentation_page(make_result())
    tags = Elements(text).tags
    (policy,) = [at["content"] for tag, at in tags if at.get("http-equiv")]
    rules = dict(rule.strip().split(" ", 1) for rule in policy.split(";"))
    assert rules["default-src"] == "'none'" and "connect-src" not in rules
    script = text.rsplit("<script>", 1)[1].split("</script>")[0]
    source = library.viewer_library().source
    assert rules["script-src"] == f"{digest(script)} {digest(source)}"
    assert rules["style-src"] == digest(text.split("<style>")[1].split("</style>")[0])


def test_names_are_never_markup(make_result):
    source = {"path": Path(f"/x/{EVIL.replace('/', '')}.obj")}
    tags = Elements(segmentation_page(make_result(parts=(EVIL, "b"), **source))).tags
    assert "img" not in {tag for tag, _ in tags}


def test_the_header_tells_the_parts(make_result):
    text = segmentation_page(make_result(parts=(EVIL, "b")))
    (block,) = re.findall(r'id="header">(.*?)</script>', text)
    header = json.loads(block)
    assert header["groups"] == [EVIL, "b"]
    assert [row["count"] for row in header["rows"]] == [96, 96]


def test_library_and_licence_are_named(make_result):
    text = segmentation_page(make_result())
    assert re.search(r"three\.js r\d+, MIT licence", text)
    assert "three.js authors" in text and "Permission is hereby granted" in text


def test_a_heatmap_starts_with_confidence(make_result):
    def first(options: OutputOptions) -> str:
        text = segmentation_page(make_result(), options)
        return re.findall(r'"mode":"(\w+)"', text)[0]

    assert first(OutputOptions()) == "parts"
    assert first(OutputOptions(heatmap=True)) == "confidence"
    assert first(OutputOptions(appearance="keep")) == "original"


def test_too_many_elements_are_refused(make_result, monkeypatch):
    monkeypatch.setattr(page, "_LARGEST", 191)
    with pytest.raises(OutputError, match=r"192 faces and \.html shows up to 191; write \.glb"):
        segmentation_page(make_result())


def test_a_notebook_frames_the_page(make_result):
    frame = notebook_frame(make_result(parts=(EVIL, "b")), height=300)
    ((tag, attributes),) = Elements(frame).tags
    assert tag == "iframe" and attributes["sandbox"] == "allow-scripts allow-downloads"
    assert attributes["srcdoc"] == segmentation_page(make_result(parts=(EVIL, "b")))


def test_the_library_is_the_released_file():
    """Byte for byte what its README lists, with the licence's header in place."""
    folder = Path(library.__file__).parent / "vendor" / "three"
    readme = (folder / "README.md").read_text(encoding="utf-8")
    for name in ("three.min.js", "LICENSE"):
        listed = re.search(rf"^\| `{name}` \|.*`([0-9a-f]{{64}})` \|$", readme, re.MULTILINE)
        assert listed and hashlib.sha256((folder / name).read_bytes()).hexdigest() == listed[1]
    three = library.viewer_library()
    assert three.source.startswith("/**\n * @license\n * Copyright 2010-2023 Three.js Authors\n")
    assert f'const e="{three.release.removeprefix("r")}"' in three.source
    assert f"({three.release})" in readme


def test_the_library_needs_no_trimesh():
    code = (
        "import sys; sys.modules['trimesh'] = None\n"
        "from patchalign3d_cli.page.library import viewer_library\n"
        "assert viewer_library().source.count('WebGLRenderer') > 1"
    )
    subprocess.run([sys.executable, "-c", code], check=True, capture_output=True)
