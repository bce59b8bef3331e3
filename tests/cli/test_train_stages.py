"""`pa3d train distill` and `align`: from stage 1 to stage 2, options, Ctrl-C, launchers."""

import json
import os
import signal
import subprocess
import sys
from pathlib import Path

import numpy as np
import pytest
import torch
from typer.testing import CliRunner, Result

from patchalign3d_cli.cli.app import app
from patchalign3d_cli.cli.train.watching import LineWatcher, LiveWatcher
from patchalign3d_cli.model.checkpoint import load_model
from patchalign3d_cli.text.bank import TextBank, save_text_bank
from patchalign3d_training.loop.configuration import commented_toml
from patchalign3d_training.loop.stage import StepProgress
from patchalign3d_training.stages.align_options import AlignOptions

SIZES = {"points": 64, "patches": 8, "patch_size": 8, "point_widths": [8, 8, 16, 16]}
SIZES |= {"width": 24, "depth": 2, "heads": 2, "position_width": 8}
NAMES = ("base", "top")


@pytest.fixture(scope="module")
def place(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A published tree of ten balls with features, a text bank, and the sizes of a tiny model."""
    folder = tmp_path_factory.mktemp("stages")
    root, random = folder / "data" / "labeled", np.random.default_rng(0)
    (root / "split").mkdir(parents=True)
    items = [f"ball_{index:02d}" for index in range(10)]
    (root / "split" / "train.txt").write_text("\n".join(items[:8]))
    (root / "split" / "val.txt").write_text("\n".join(items[8:]))
    for item in items:
        points = torch.from_numpy(random.uniform(-0.5, 0.5, (200, 3))).float()
        own = root / "rendered" / item / "oriented"
        for made in (root / "points" / item[5:], own / "masks" / "merged", own / "patch_dino"):
            made.mkdir(parents=True)
        torch.save(points, root / "points" / item[5:] / "points.pt")
        low = points[:, 1] < 0
        torch.save(torch.stack([low, ~low]), own / "masks" / "merged" / "mask2points.pt")
        (own / "masks" / "merged" / "mask_labels.txt").write_text("\n".join(NAMES))
        centers = points[:16, [0, 2, 1]]
        features = torch.nn.functional.normalize(torch.cat([centers, centers**2], dim=1), dim=1)
        values = {"centers_xyz": centers, "patch_feats": features.half(), "feature_dim": 6}
        torch.save(values, own / "patch_dino" / "patch_features.pt")
    bank = TextBank(NAMES, np.eye(2, 12, dtype=np.float32), "tiny-text", "made up")
    save_text_bank(bank, folder / "bank.safetensors")
    text = {"name": "tiny-text", "repository": "", "dimension": 12}
    config = {"name": "tiny", "encoder": SIZES, "feature_dim": 12, "text": text}
    (folder / "config.json").write_text(json.dumps(config))
    (folder / "run.toml").write_text("epochs = 2\nbatch_size = 4\n[batches]\npoints = 64\n")
    return folder


def arguments(stage: str, place: Path, *more: object) -> list[str]:
    options = ["train", stage, "--data", place / "data", "--config", place / "run.toml", *more]
    if stage == "align":
        options += ["--texts", place / "bank.safetensors"]
    return [str(option) for option in options]


def train(stage: str, place: Path, *more: object) -> Result:
    return CliRunner().invoke(app, arguments(stage, place, *more))


@pytest.mark.slow
def test_from_stage_one_to_stage_two(place: Path, tmp_path: Path):
    done = train("distill", place, "-o", tmp_path / "one", "--fresh", place / "config.json")
    assert done.exit_code == 0, done.stderr
    assert "validation after step 4" in done.stderr and "step 4/4" in done.stderr
    config = load_model(tmp_path / "one" / "model").config
    assert (config.head, config.feature_dim, config.text) == ("distill", 6, None)
    done = train("align", place, "--init", tmp_path / "one" / "model", "-o", tmp_path / "two")
    assert done.exit_code == 0, done.stderr
    config = load_model(tmp_path / "two" / "best").config
    assert (config.name, config.head, config.feature_dim) == ("tiny-fresh", "text", 12)
    assert (tmp_path / "two" / "model" / "text_bank.safetensors").is_file()
    done = train("distill", place, "-o", tmp_path / "wrong", "--init", tmp_path / "two" / "model")
    assert done.exit_code == 1 and "no stage-1 model" in done.stderr


def test_ctrl_c_saves_and_says_how_to_go_on(
    place: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
):
    run = ["-o", tmp_path / "run", "--fresh", place / "config.json"]

    def interrupt(self: LineWatcher, progress: StepProgress) -> None:
        if progress.step == 1:
            signal.raise_signal(signal.SIGINT)

    with monkeypatch.context() as patched:
        patched.setattr(LineWatcher, "step", interrupt)
        done = train("align", place, *run)
    assert done.exit_code == 130
    assert "stopped after step 2 of 4, all saved; the same command with --resume" in done.stderr
    done = train("align", place, *run, "--resume")
    assert done.exit_code == 0 and "going on after step 2 of 4" in done.stderr


def test_the_options_are_printed_without_torch():
    code = (
        "import sys; sys.argv = ['pa3d', 'train', 'align', '--print-config']\n"
        "from patchalign3d_cli.cli.app import main\n"
        "try: main()\n"
        "except SystemExit as end: assert not end.code, end.code\n"
        "assert 'torch' not in sys.modules"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stdout == commented_toml(AlignOptions())


@pytest.mark.parametrize(
    ("more", "message"),
    [
        (["--set", "epoch=3"], "unknown key epoch; did you mean: epochs"),
        (["--config", "config.json"], "config.json is no TOML; a model's config.json goes to"),
        (["--device", "tpu"], "training takes the device auto or cpu, not 'tpu'"),
        (["--up", "w"], "'w' is not one of 'x', 'y', 'z', '-x', '-y', '-z'"),
        (["--init", "pa3d-mini"], "give either --init"),
        (["--set", "batch_size=9"], "fewer than one batch of 9"),
    ],
)
def test_a_run_that_cannot_begin_is_one_line_and_leaves_nothing(
    place: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, more: list[str], message: str
):
    monkeypatch.chdir(place)
    done = train("align", place, "-o", tmp_path / "run", "--fresh", place / "config.json", *more)
    assert done.exit_code == (2 if "is not one of" in message else 1)
    assert message in done.stderr and done.stderr.count("\n") == 1, done.stderr
    assert not (tmp_path / "run").exists()


def test_on_a_terminal_one_line_is_kept_up_to_date(
    place: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
):
    from patchalign3d_cli.cli.train import running, watching

    shown: list[str] = []
    monkeypatch.setattr(running.err, "_force_terminal", True)
    monkeypatch.setattr(
        watching.Progress, "update", lambda self, task, **values: shown.append(values["numbers"])
    )
    done = train("distill", place, "-o", tmp_path / "run", "--fresh", place / "config.json")
    assert done.exit_code == 0, done.stderr
    assert len(shown) == 4
    for word in ("epoch 2", "loss", "cosine", "shapes/s"):
        assert word in shown[-1]
    assert issubclass(LiveWatcher, LineWatcher)


@pytest.mark.slow
def test_launchers_of_several_processes(place: Path, tmp_path: Path):
    run = arguments("align", place, "-o", tmp_path / "run", "--fresh", place / "config.json")
    launch = ["--cpu", "--num_processes", "2", "--num_machines", "1", "--mixed_precision", "no"]
    command = [sys.executable, "-m", "accelerate.commands.launch", *launch, "--dynamo_backend"]
    environment = {**os.environ, "OMP_NUM_THREADS": "1"}
    done = subprocess.run(
        [*command, "no", "-m", "patchalign3d_cli", *run],
        capture_output=True,
        text=True,
        env=environment,
    )
    assert done.returncode == 0, done.stderr
    assert done.stderr.count("the trained model stands in") == 1
    assert load_model(tmp_path / "run" / "model").config.name == "tiny-fresh"
