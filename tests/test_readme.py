"""The README's commands do what the README says."""

import json
import re
import shlex
from pathlib import Path
from typing import Any

import pytest
from typer.testing import CliRunner

from patchalign3d_cli.cli.app import app

ROOT = Path(__file__).parents[1]
README = (ROOT / "README.md").read_text(encoding="utf-8")


def command_under(marker: str) -> list[str]:
    """The steps of the command line behind a marker."""
    (line,) = re.findall(rf"<!-- {marker} -->\n```\n(.*)\n```", README)
    return [step.strip() for step in line.split("&&")]


def test_the_first_command_segments_the_chair(tmp_path: Path, monkeypatch: pytest.MonkeyPatch):
    install, segment = command_under("segment-command")
    assert install == "pip install ."
    monkeypatch.chdir(ROOT)
    program, *arguments = shlex.split(segment)
    assert program == "pa3d"
    done = CliRunner().invoke(app, [*arguments, "-o", str(tmp_path)])
    assert done.exit_code == 0, done.stderr
    for suffix in ("glb", "json", "png"):
        assert (tmp_path / f"chair.parts.{suffix}").stat().st_size > 1000
    assert "labelled by pa3d-mini" in done.stdout


@pytest.mark.slow
def test_the_python_examples_run_and_the_first_labels_as_the_command_does(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture
):
    monkeypatch.chdir(ROOT)
    first, again = re.findall(r"```python\n(.*?)```", README, flags=re.DOTALL)
    names: dict[str, Any] = {}
    exec(compile(first, "README.md", "exec"), names)
    result = names["result"]
    assert "('seat'," in capsys.readouterr().out
    assert "labelled by pa3d-mini" in result._repr_html_()
    _, segment = command_under("segment-command")
    words = [*shlex.split(segment)[1:], "-f", "json", "-o", str(tmp_path)]
    assert CliRunner().invoke(app, words).exit_code == 0
    written = json.loads((tmp_path / "chair.parts.json").read_text())
    assert [part["name"] for part in written["parts"]] == list(result.parts)
    assert written["labels"] == result.labels.tolist()
    exec(compile(again, "README.md", "exec"), names)
    assert names["result"].parts == ("seat", "leg", "backrest")


def test_every_link_leads_somewhere():
    for page in [*ROOT.glob("*.md"), *(ROOT / "docs").rglob("*.md")]:
        for target in re.findall(r"\]\(([^)#]+)", page.read_text(encoding="utf-8")):
            if not target.startswith("http"):
                assert (page.parent / target).exists(), f"{page.name} links to {target}"


def test_commands_that_are_named_exist():
    named = set(re.findall(r"`pa3d ([a-z]+)(?: ([a-z]+))?", README))
    assert ("segment", "") not in named and ("doctor", "") in named
    for words in named:
        done = CliRunner().invoke(app, [*filter(None, words), "--help"])
        assert done.exit_code == 0, words
