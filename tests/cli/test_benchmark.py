"""`pa3d benchmark` on tiny sets in every layout."""

import json
from collections.abc import Callable
from pathlib import Path

import numpy as np
import pytest
from typer.testing import CliRunner, Result

from patchalign3d_cli.cli.app import app
from support import labelled_sets as tiny

SETS: dict[str, Callable[[Path], Path]] = {
    "shapenetpart": tiny.write_shapenetpart,
    "partnete": tiny.write_partnete,
    "faust": tiny.write_faust,
    "scanobjectnn": tiny.write_scanobjectnn,
    "objaverse": tiny.write_objaverse,
    "folder": tiny.write_folder,
}
PLAIN = ("--sheet", 0, "--worst", 0)


@pytest.fixture
def benchmark_run(
    tiny_model_directory: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> Callable[..., Result]:
    monkeypatch.setenv("PA3D_MODEL", str(tiny_model_directory))
    monkeypatch.chdir(tmp_path)
    bank = tiny.write_word_bank(tmp_path / "words.safetensors")

    def call(*arguments: object) -> Result:
        words = () if arguments[0] == "compare" else ("--text-bank", bank)
        return CliRunner().invoke(app, ["benchmark", *map(str, (*arguments, *words))])

    return call


@pytest.mark.slow
@pytest.mark.parametrize("name", SETS)
def test_every_set_prints_a_table_and_writes_reports(name: str, benchmark_run, tmp_path: Path):
    root = SETS[name](tmp_path / "set")
    drawn = name == "folder"  # pictures take time
    done = benchmark_run(name, "--root", root, "--sheet", int(drawn), "--worst", int(drawn))
    assert done.exit_code == 0, done.stderr
    assert "instance mIoU" in done.stdout and "tiny" in done.stdout
    written = {path.name for path in (tmp_path / f"benchmark-{name}").iterdir()}
    assert written == {
        *("report.json", "report.csv", "report.md", "report.tex", "shapes.jsonl", "timing.json"),
        *(("sheet.png", "worst.png") if drawn else ()),
    }
    report = json.loads((tmp_path / f"benchmark-{name}" / "report.json").read_text())
    assert report["options"]["query"]["assignment"] == "nearest"
    assert 0 <= report["scores"]["instance_miou"] <= 1
    rows = report["published"]["rows"]
    assert bool(rows) == (name not in ("folder",))


@pytest.mark.slow
def test_the_standard_protocol_and_repeated_runs(benchmark_run, tmp_path: Path):
    root = tiny.write_faust(tmp_path / "set")
    run = ("faust", "--root", root, "--protocol", "standard", "--rotate", "so3", *PLAIN)
    first = benchmark_run(*run, "-o", "a", "--json")
    assert first.exit_code == 0, first.stderr
    record = json.loads(first.stdout)
    assert record["options"]["query"]["assignment"] == "interpolate"
    assert benchmark_run(*run, "-o", "b", "-q").stdout == ""
    assert (tmp_path / "a/report.json").read_bytes() == (tmp_path / "b/report.json").read_bytes()
    again = benchmark_run(*run, "-o", "a")
    assert again.exit_code == 0 and "evaluated" not in again.stderr  # nothing was left to do
    other = benchmark_run(*run, "-o", "a", "--seed", 1)
    assert other.exit_code == 1 and "--force" in other.stderr
    assert benchmark_run(*run, "-o", "a", "--seed", 1, "--force").exit_code == 0


def test_a_limited_run_says_how_many_of_how_many(benchmark_run, tmp_path: Path):
    root = tiny.write_faust(tmp_path / "set")
    done = benchmark_run("faust", "--root", root, "--limit", 1, *PLAIN)
    assert done.exit_code == 0, done.stderr
    assert "on FAUST coarse: 1 of 2 shapes, in benchmark-faust" in done.stderr


def test_runs_are_compared(benchmark_run, tmp_path: Path):
    root = tiny.write_shapenetpart(tmp_path / "set", 4)
    for name, rule in (("a", "nearest"), ("b", "membership")):
        done = benchmark_run(
            "shapenetpart", "--root", root, "-o", name, "--assignment", rule, *PLAIN
        )
        assert done.exit_code == 0, done.stderr
    done = benchmark_run("compare", "a/report.json", "b/report.json")
    assert done.exit_code == 0 and "category mIoU" in done.stdout
    assert "warning: query:" in done.stderr
    assert benchmark_run("compare", "a", "b").stdout == done.stdout
    record = json.loads(benchmark_run("compare", "a/report.json", "b/report.json", "--json").stdout)
    assert record["rows"][0]["shapes"] == 8
    bad = benchmark_run("compare", "a/report.json", "a/shapes.jsonl")
    assert bad.exit_code == 1 and bad.stderr.count("\n") == 1


def test_code_in_labels_is_refused(benchmark_run, tmp_path: Path):
    root = tiny.write_partnete(tmp_path / "set")
    path = root / "data/test/Bottle/100/label.npy"
    np.save(path, {"semantic_seg": np.exp}, allow_pickle=True)  # a function, by name
    done = benchmark_run("partnete", "--root", root)
    assert done.exit_code == 1
    assert "could run code" in done.stderr and len(done.stderr.splitlines()) <= 2


@pytest.mark.parametrize(
    ("arguments", "message"),
    [
        (("--root", "none"), "there is no folder none"),
        (("--root", "set", "--protocol", "x"), "'--protocol': 'x' is not one of 'published', 's"),
        (("--root", "set", "--prompts", "x"), "'--prompts': 'x' is not one of 'part', 'cat"),
        (("--root", "set", "--rotate", "x"), "'--rotate': 'x' is not one of 'none', 'yaw'"),
        (("--root", "set", "--assignment", "x"), "'--assignment': 'x' is not one of 'interp"),
        (("--root", "set", "--up", "auto"), "'--up': 'auto' is not one of 'x', 'y', 'z', '-x"),
        (("--root", "set", "--labels-on", "edges"), "'--labels-on': 'edges' is not one of 'f"),
    ],
)
def test_bad_requests_get_one_line_and_leave_nothing(
    benchmark_run, tmp_path: Path, arguments: tuple, message: str
):
    tiny.write_folder(tmp_path / "set")
    done = benchmark_run("folder", *arguments)
    assert done.exit_code == (2 if "is not one of" in message else 1)
    assert message in done.stderr and done.stderr.count("\n") == 1, done.stderr
    assert not (tmp_path / "benchmark-folder").exists()


@pytest.mark.slow
def test_generated_shapes_need_no_data(monkeypatch: pytest.MonkeyPatch, tmp_path: Path):
    monkeypatch.chdir(tmp_path)
    run = ["benchmark", "synthetic", "--count", "2", "--category", "chair", "--category", "mug"]
    done = CliRunner().invoke(app, [*run, "--worst", "0"])
    assert done.exit_code == 0, done.stderr
    report = json.loads((tmp_path / "benchmark-synthetic/report.json").read_text())
    assert report["model"]["name"] == "pa3d-mini" and set(report["categories"]) == {"chair", "mug"}
    assert report["scores"]["instance_miou"] > 0.5  # the bundled model knows both
    done = CliRunner().invoke(app, [*run[:2], "--category", "spoonfork"])
    assert done.exit_code == 1 and "spoonfork" in done.stderr
