"""Hook of mkdocs: pages that lie outside docs/, and notebooks, become pages of the site.

In the repository, `[card](../weights/README.md)` leads to the file. On the site it leads to a page
made from that file, so links work in both.
"""

import json
import posixpath
import re
from pathlib import Path
from typing import Any

from mkdocs.config.defaults import MkDocsConfig
from mkdocs.structure.files import File, Files

ROOT = Path(__file__).parents[2]
OUTSIDE = {
    "README.md": "project/readme.md",
    "CONTRIBUTING.md": "project/contributing.md",
    "CHANGELOG.md": "project/changelog.md",
    "RELEASING.md": "project/releasing.md",
    "SECURITY.md": "project/security.md",
    "weights/README.md": "project/model-card.md",
    "weights/patchalign3d_weights/pa3d-mini/text/README.md": "project/text-tower.md",
}
"""Files of the repository by the page that they become; links to other files become plain text."""

_LINK = re.compile(r"(!?)\[([^\]]*)\]\((?!\w+:|#)([^)#\s]+)(#[^)]*)?\)")


def on_files(files: Files, config: MkDocsConfig) -> Files:
    """Add the pages that are made here."""
    for source, page in OUTSIDE.items():
        text = (ROOT / source).read_text(encoding="utf-8")
        files.append(File.generated(config, page, content=_relinked(text, source, page)))
    for notebook in sorted(Path(config.docs_dir).rglob("*.ipynb")):
        page = notebook.relative_to(config.docs_dir).with_suffix(".md").as_posix()
        files.append(File.generated(config, page, content=_notebook(notebook)))
    return files


def on_page_markdown(markdown: str, page: Any, **_: Any) -> str:
    """Lead links of the pages in docs/ to the pages that are made here."""
    source = page.file.src_uri
    if source in OUTSIDE.values():
        return markdown
    return _relinked(markdown, f"docs/{source}", source)


def _relinked(text: str, source: str, page: str) -> str:
    """A page's text with its links as they must be on the site.

    Args:
        text: Markdown.
        source: The file that it stands in, as a path in the repository.
        page: The page that it becomes, as a path in docs/.
    """

    def relink(match: re.Match[str]) -> str:
        image, words, target, anchor = match[1], match[2], match[3], match[4] or ""
        path = posixpath.normpath(posixpath.join(posixpath.dirname(source), target))
        if path.endswith(".ipynb"):
            path = path.removesuffix(".ipynb") + ".md"
        inside = OUTSIDE.get(path) or path.removeprefix("docs/")
        if path not in OUTSIDE and not path.startswith("docs/"):
            return words
        relative = posixpath.relpath(inside, posixpath.dirname(page) or ".")
        return f"{image}[{words}]({relative}{anchor})"

    return _LINK.sub(relink, text)


def _notebook(path: Path) -> str:
    """A notebook as Markdown: its text, and its code in fences."""
    cells = json.loads(path.read_text(encoding="utf-8"))["cells"]
    texts = ["".join(cell["source"]) for cell in cells]
    pages = [
        text if cell["cell_type"] == "markdown" else f"```python\n{text}\n```"
        for cell, text in zip(cells, texts, strict=True)
    ]
    # Plain HTML: on the site, links to notebooks lead to this page.
    pages.append(f'<a href="../{path.name}" download>The notebook as a file</a>')
    return "\n\n".join(pages) + "\n"
