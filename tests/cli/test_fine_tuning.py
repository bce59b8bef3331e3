"""Fine-tuning on one's own labelled meshes, as docs/fine-tuning.md shows it, on a tiny model."""

import shlex
from pathlib import Path

import pytest
from typer.testing import CliRunner, Result

from patchalign3d_cli.cli.app import app
from patchalign3d_cli.model.checkpoint import load_model


def pa3d(*arguments: object) -> Result:
    return CliRunner().invoke(app, list(map(str, arguments)))


@pytest.fixture(scope="module")
def stools(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("own") / "stools"
    make = ("train", "synthesize", "--out", folder, "--count", 8, "--category", "stool")
    done = pa3d(*make, "--as-folder", "--seed", 7)
    assert done.exit_code == 0 and "8 labelled meshes" in done.stderr, done.stderr
    return folder


def align(stools: Path, model: Path, out: Path, *more: object) -> Result:
    return pa3d(
        *("train", "align", "--init", model, "--data", stools, "--out", out),
        *("--set", "epochs=2", "--set", "batch_size=3", "--set", "batches.points=64"),
        *("--device", "cpu"),
        *more,
    )


def test_the_chain_of_the_guide_runs(stools: Path, tiny_model_directory: Path, tmp_path: Path):
    bank = tiny_model_directory / "text_bank.safetensors"
    drop = ("--texts", bank, "--set", "batches.missing_text=drop")
    (stools / "stool/stool_002.labels.txt").write_text("0\n1\n")
    done = align(stools, tiny_model_directory, tmp_path / "run", *drop)
    assert done.exit_code == 0, done.stderr
    told = done.stderr.replace("\n", "")
    assert "1 unusable: stool/stool_002.ply" in told and "2 labels, but the shape has" in told
    before = load_model(tiny_model_directory).state_dict()
    after = load_model(tmp_path / "run" / "model").state_dict()
    assert not before["head.proj.weight"].equal(after["head.proj.weight"])
    done = pa3d(
        *("segment", stools / "stool/stool_000.ply", "--parts", "seat,leg"),
        *("-m", tmp_path / "run/model", "-o", tmp_path / "stool.json", "--device", "cpu"),
    )
    assert done.exit_code == 0 and (tmp_path / "stool.json").is_file(), done.stderr


def test_words_that_nobody_can_embed_are_named(stools: Path, tiny_model_directory: Path, tmp_path):
    names = stools / "parts.json"
    names.write_text(names.read_text().replace('"seat"', '"gizmo"'))
    done = align(stools, tiny_model_directory, tmp_path / "run")
    assert done.exit_code == 1 and "gizmo" in done.stderr.splitlines()[-1]
    assert not (tmp_path / "run").exists()


@pytest.mark.slow
def test_the_guides_commands_run_as_written(tmp_path: Path, monkeypatch: pytest.MonkeyPatch):
    """Fewer shapes and one epoch; all else as docs/fine-tuning.md has it."""
    guide = (Path(__file__).parents[2] / "docs" / "fine-tuning.md").read_text(encoding="utf-8")
    commands = guide.split("<!-- fine-tuning-example -->\n```\n")[1].split("\n```")[0]
    monkeypatch.chdir(tmp_path)
    for command in commands.splitlines():
        shorter = command.replace("--count 24", "--count 8").replace("epochs=10", "epochs=1")
        done = pa3d(*shlex.split(shorter)[1:])
        assert done.exit_code == 0, f"{command}: {done.stderr}"
    assert (tmp_path / "stools/stool/stool_000.parts.glb").is_file()
