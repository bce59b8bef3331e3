"""The documentation builds as a site without a complaint and without a network."""

import os
import re
import subprocess
import sys
from html.parser import HTMLParser
from pathlib import Path

import pytest

import patchalign3d_cli

ROOT = Path(__file__).parents[2]
# A build that opens a connection fails.
_BUILD = """
import socket, sys
def refused(*_): raise OSError("the build of the documentation asks the network")
socket.socket.connect = socket.socket.connect_ex = socket.getaddrinfo = refused
sys.argv = ["mkdocs", "build", "--strict", "--site-dir", sys.argv[1]]
from mkdocs.__main__ import cli
cli()
"""
_FETCHED = {
    "audio": ("src",),
    "embed": ("src",),
    "iframe": ("src",),
    "img": ("src", "srcset"),
    "link": ("href",),
    "object": ("data",),
    "script": ("src",),
    "source": ("src", "srcset"),
    "use": ("href",),
    "video": ("src", "poster"),
}


class Page(HTMLParser):
    """What a page fetches, and what it can be linked to."""

    def __init__(self) -> None:
        super().__init__()
        self.fetched: list[str] = []
        self.anchors: set[str] = set()
        self.text = ""

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        values = dict(attrs)
        self.fetched += [values[name] or "" for name in _FETCHED.get(tag, ()) if name in values]
        self.anchors.add(values.get("id") or "")

    def handle_data(self, data: str) -> None:
        self.text += data


def read(page: Path) -> Page:
    parsed = Page()
    parsed.feed(page.read_text(encoding="utf-8"))
    return parsed


@pytest.fixture(scope="module")
def site(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("site")
    done = subprocess.run(
        [sys.executable, "-c", _BUILD, str(folder)],
        cwd=ROOT,
        env={**os.environ, "NO_MKDOCS_2_WARNING": "1"},
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 0, done.stderr
    return folder


def test_every_page_of_the_documentation_is_built(site: Path):
    for source in (ROOT / "docs").rglob("*.md"):
        page = source.relative_to(ROOT / "docs").with_suffix("")
        folder = page.parent if page.name in ("index", "README") else page
        assert (site / folder / "index.html").is_file(), source
    for name in ("readme", "contributing", "changelog", "releasing", "model-card"):
        assert (site / "project" / name / "index.html").is_file()


def test_pages_fetch_nothing_from_elsewhere(site: Path):
    pages = list(site.rglob("*.html"))
    assert len(pages) > 15
    for page in pages:
        outside = [url for url in read(page).fetched if re.match(r"(\w+:)?//", url)]
        assert not outside, f"{page.name} fetches {outside}"
        assert 'class="mermaid"' not in page.read_text(encoding="utf-8")  # is drawn by a CDN
    for sheet in site.rglob("*.css"):
        text = sheet.read_text(encoding="utf-8")
        assert not re.search(r"(url\(|@import)\s*[\"']?(https?:)?//", text), sheet


def test_the_api_page_has_every_public_name(site: Path):
    page = read(site / "api" / "index.html")
    missing = {
        name for name in patchalign3d_cli.__all__ if f"patchalign3d_cli.{name}" not in page.anchors
    }
    assert not missing, f"add `::: patchalign3d_cli.NAME` to docs/api.md: {missing}"
    assert "OutputError" in page.text and "Raises:" in page.text


def test_links_out_of_docs_lead_to_pages_of_the_site(site: Path):
    html = (site / "models" / "index.html").read_text(encoding="utf-8")
    assert 'href="../project/model-card/"' in html
    assert not [url for url in re.findall('href="(.*?)"', html) if ".md" in url]
    card = read(site / "project" / "model-card" / "index.html")
    assert "Model card: pa3d-mini" in card.text


def test_the_notebook_is_a_page(site: Path):
    html = site / "notebooks" / "first_steps" / "index.html"
    page = read(html)
    assert "Encode once" in page.text and "load_segmenter" in page.text
    assert 'href="../first_steps.ipynb" download' in html.read_text(encoding="utf-8")
    assert (site / "notebooks" / "first_steps.ipynb").is_file()
