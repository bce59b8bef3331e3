"""The notebook runs from top to bottom in a kernel of its own, and is kept without outputs."""

import json
import shutil
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest

from support.pages import DOCS

NOTEBOOKS = sorted((DOCS / "notebooks").glob("*.ipynb"))
# In a process of its own: the kernel's client brings an event loop along.
_RUN = """
import sys, nbformat
from nbclient import NotebookClient
notebook = nbformat.read(sys.argv[1], as_version=4)
NotebookClient(notebook, timeout=300, kernel_name="python3").execute()
nbformat.write(notebook, sys.argv[2])
"""


def read(path: Path) -> Any:
    return json.loads(path.read_text(encoding="utf-8"))


def outputs(notebook: Any, mime: str) -> list[str]:
    """All outputs of a kind, in order."""
    cells = [cell for cell in notebook["cells"] if cell["cell_type"] == "code"]
    data = [output.get("data", {}) for cell in cells for output in cell["outputs"]]
    return ["".join(one[mime]) for one in data if mime in one]


@pytest.mark.parametrize("path", NOTEBOOKS, ids=lambda path: path.stem)
def test_notebooks_are_kept_without_outputs(path: Path):
    """`nbstripout docs/notebooks/*.ipynb` strips them."""
    for cell in read(path)["cells"]:
        if cell["cell_type"] == "code":
            assert cell["outputs"] == [] and cell["execution_count"] is None, path


@pytest.mark.slow
def test_first_steps_show_parts_a_table_and_a_picture(tmp_path: Path):
    shutil.copytree(DOCS / "examples", tmp_path / "examples")
    shutil.copytree(DOCS / "notebooks", tmp_path / "notebooks")
    command = [sys.executable, "-c", _RUN, "first_steps.ipynb", "done.ipynb"]
    folder = tmp_path / "notebooks"
    done = subprocess.run(command, cwd=folder, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr
    notebook = read(folder / "done.ipynb")
    (page,) = [html for html in outputs(notebook, "text/html") if "<iframe" in html]
    assert "armrest" in page
    first, again = outputs(notebook, "text/markdown")
    assert "| armrest |" in first and "| cushion |" in again and "| armrest |" not in again
    (picture,) = outputs(notebook, "image/png")
    assert len(picture) > 10_000
    assert (folder / "chair.glb").stat().st_size > 10_000
