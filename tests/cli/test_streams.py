"""`-`: a shape from standard input, a result to standard output."""

import json
from pathlib import Path

import pytest
from typer.testing import CliRunner, Result

from patchalign3d_cli.cli.app import app
from patchalign3d_cli.shapes.formats.content import suffix_by_content
from support.shape_seeds import rich_seeds

ROOT = Path(__file__).parents[2]
CHAIR = (ROOT / "docs" / "examples" / "chair.obj").read_bytes()
SEGMENT = ("segment", "-", "-p", "seat,leg,back")


@pytest.fixture(autouse=True)
def here(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.chdir(tmp_path)
    return tmp_path


def run(*arguments: str, data: bytes = CHAIR) -> Result:
    return CliRunner().invoke(app, [*arguments], input=data)


def test_a_result_on_stdout_is_the_one_of_the_file(here: Path):
    done = run(*SEGMENT, "-f", "npz", "-o", "-")
    assert done.exit_code == 0 and not list(here.iterdir())
    (here / "stdin.obj").write_bytes(CHAIR)
    assert run("segment", "stdin.obj", *SEGMENT[2:], "-f", "npz").exit_code == 0
    assert done.stdout_bytes == (here / "stdin.parts.npz").read_bytes()


@pytest.mark.slow
def test_results_of_stdin_lie_in_the_current_folder(here: Path):
    done = run(*SEGMENT, "-f", "json")
    assert done.exit_code == 0, done.stderr
    assert "stdin.obj: 1,816 faces" in done.stderr and "pa3d-stdin-" not in done.stderr
    assert [path.name for path in here.iterdir()] == ["stdin.parts.json"]
    assert json.loads((here / "stdin.parts.json").read_text())["source"]["file"] == "stdin.obj"
    assert "seat" in run("suggest", "-").stdout


@pytest.mark.parametrize(
    ("arguments", "data", "line"),
    [
        (SEGMENT, b"", "empty; give the path"),
        (SEGMENT, b"<html>", "of no format that its content tells"),
        (("segment", "-", "a.obj", "-p", "a"), CHAIR, "leave out the others"),
        ((*SEGMENT, "-o", "-"), CHAIR, "name it: -f glb"),
        ((*SEGMENT, "-o", "-", "-f", "glb", "--json"), CHAIR, "leave out --json"),
    ],
)
def test_what_does_not_go_is_one_line(here: Path, arguments: tuple, data: bytes, line: str):
    done = run(*arguments, data=data)
    assert done.exit_code and line in " ".join(done.stderr.split()) and not done.stdout_bytes
    assert not list(here.iterdir())


@pytest.mark.parametrize(("name", "data"), rich_seeds().items())
def test_content_tells_the_format(name: str, data: bytes):
    suffix = Path(name).suffix
    same = {".laz": ".las", ".pts": ".xyz", ".txt": ".xyz", ".csv": ".xyz", ".ptx": ".xyz"}
    guess = suffix_by_content(data)
    assert guess == (".glb" if data[:4] == b"glTF" else same.get(suffix, suffix)) or guess is None
    assert guess is not None or suffix in (".csv", ".txt", ".ptx", ".asc")
