"""`pa3d train`: shapes, words and stage 2 from an empty folder."""

from pathlib import Path

import pytest
from typer.testing import CliRunner, Result

from patchalign3d_cli.cli.app import app
from patchalign3d_cli.model.checkpoint import load_model
from patchalign3d_cli.text.bank import load_text_bank


def train(*arguments: object) -> Result:
    return CliRunner().invoke(app, ["train", *map(str, arguments)])


@pytest.fixture(scope="module")
def chain(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder with 10 generated chairs and their bank."""
    folder = tmp_path_factory.mktemp("training")
    make = ["synthesize", "-o", folder / "data", "--count", 10, "--category", "chair"]
    done = train(*make, "--workers", 1, "--preview", folder / "sheet.png")
    assert done.exit_code == 0, done.stderr
    assert (folder / "sheet.png").read_bytes()[:4] == b"\x89PNG"
    done = train("texts", "--data", folder / "data", "-o", folder / "bank.safetensors")
    assert done.exit_code == 0, done.stderr
    return folder


@pytest.mark.slow
def test_the_bank_knows_every_label(chain: Path):
    keys = set(load_text_bank(chain / "bank.safetensors").keys)
    assert {"seat", "leg", "back", "arm"} <= keys
    done = train("texts", "--data", chain / "data", "-o", chain / "bank.safetensors")
    assert done.exit_code == 1 and "add --force" in done.stderr


@pytest.mark.slow
def test_stage_two_continues_a_model(chain: Path, tmp_path: Path):
    run = ["align", "--data", chain / "data", "--texts", chain / "bank.safetensors"]
    run += ["--init", "pa3d-mini", "--out", tmp_path / "run"]
    run += ["--set", "epochs=1", "--set", "batch_size=4"]
    run += ["--set", "batches.points=512", "--set", "patches=32"]
    done = train(*run)
    assert done.exit_code == 0, done.stderr
    assert "step 2/2" in done.stderr
    before = load_model(Path(__file__).parents[2] / "weights/patchalign3d_weights/pa3d-mini")
    after = load_model(tmp_path / "run" / "model").state_dict()
    changed = {k for k, v in before.state_dict().items() if not v.equal(after[k])}
    last = before.config.encoder.depth - 1
    assert {"head.proj.weight", f"encoder.blocks.{last}.mlp.fc1.weight"} <= changed
    assert "encoder.blocks.0.mlp.fc1.weight" not in changed
    done = train(*run)
    assert done.exit_code == 1 and "not empty; add --resume" in done.stderr
    done = train(*run, "--resume", "--set", "seed=7")
    assert done.exit_code == 1 and "other options: seed (then 42, now 7)" in done.stderr
    done = train(*run, "--resume")
    assert done.exit_code == 0 and "going on after step" in done.stderr


@pytest.mark.parametrize(
    ("arguments", "message"),
    [
        (["synthesize", "-o", "{}/x", "--category", "spoonfork"], "spoonfork"),
        (["texts", "-o", "{}/b.safetensors"], "either --data or --labels"),
        (["texts", "-o", "{}/b.safetensors", "--data", "{}/none"], "no training set"),
        (["align", "--data", "{}/none", "--texts", "{}/none", "--out", "{}/r"], "none"),
        (["tower", "-o", "{}/t", "--work", "{}/w", "--wordnet", "{}/none"], "none"),
    ],
)
def test_bad_requests_get_one_line(tmp_path: Path, arguments, message):
    done = train(*[argument.format(tmp_path) for argument in arguments])
    assert done.exit_code == 1
    assert message in done.stderr and done.stderr.count("\n") == 1, done.stderr
