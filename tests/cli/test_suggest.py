"""`pa3d suggest` on a tiny model, and the bundled one on the example."""

import json
from collections.abc import Callable
from pathlib import Path

import pytest
from typer.testing import CliRunner, Result

from patchalign3d_cli.cli.app import app
from patchalign3d_cli.text.labels import parse_parts

CHAIR = Path(__file__).parents[2] / "docs" / "examples" / "chair.obj"
Run = Callable[..., Result]


@pytest.fixture
def suggest(tiny_model_directory: Path, monkeypatch: pytest.MonkeyPatch) -> Run:
    monkeypatch.setenv("PA3D_MODEL", str(tiny_model_directory))
    return lambda *words: CliRunner().invoke(app, ["suggest", *map(str, words)])


@pytest.fixture
def words(tmp_path: Path) -> Path:
    path = tmp_path / "words.txt"
    path.write_text("chair: seat, leg, back\nbox: lid\n")
    return path


def test_stdout_is_a_value_of_parts(suggest: Run, box: Path, words: Path):
    done = suggest(box, "--vocabulary", words)
    assert done.exit_code == 0, done.stderr
    names = parse_parts([done.stdout.strip()])
    assert names and set(names) <= {"seat", "leg", "back", "lid"}
    assert done.stdout.count("\n") == 1 and "it may be: " in done.stderr


def test_json(suggest: Run, box: Path, words: Path):
    done = suggest(box, "--vocabulary", words, "--json", "--max", "1", "-q")
    report = json.loads(done.stdout)
    assert report["schema"] == "pa3d.suggest/1" and done.stderr == ""
    assert {report["thing"], *report["others"]} == {"chair", "box"}
    assert report["parts_line"] == report["parts"][0]["name"] and len(report["parts"]) == 1


@pytest.mark.slow
def test_what_it_prints_can_be_segmented(box: Path):
    runner, model = CliRunner(), ("-m", "pa3d-mini", "--offline")
    found = runner.invoke(app, ["suggest", str(CHAIR), *model, "-q"])
    assert found.exit_code == 0, found.stderr
    line = found.stdout.strip()
    assert {"seat", "leg", "back"} <= set(parse_parts([line]))
    words = ["segment", str(CHAIR), "-p", line, "-f", "npz", "-o", str(box.parent), *model]
    assert runner.invoke(app, words).exit_code == 0


@pytest.mark.parametrize(
    ("content", "line"),
    [("", "holds no part names"), ("chair:\n", "names no part"), ("wing\n", "cannot embed 'wing'")],
)
def test_one_line_for_each_mistake(suggest: Run, box: Path, words: Path, content: str, line: str):
    words.write_text(content)
    done = suggest(box, "--vocabulary", words)
    assert done.exit_code == 1 and line in done.stderr and done.stdout == ""


def test_a_missing_shape(suggest: Run, tmp_path: Path, words: Path):
    done = suggest(tmp_path / "nowhere.obj", "--vocabulary", words)
    assert done.exit_code == 1 and "nowhere.obj does not exist" in done.stderr
