"""Runs of both stages on tiny sets: learning, saving, resuming, stopping, failing."""

import signal
from collections.abc import Callable
from pathlib import Path

import numpy as np
import pytest
import torch

from patchalign3d_cli.errors import ConfigError, DataError, OutputError
from patchalign3d_cli.model.checkpoint import load_model
from patchalign3d_training.loop.engine import fit
from patchalign3d_training.loop.state import state_files
from support.tiny_runs import Halves, tiny_stage
from support.watched_runs import Recorder, UncutRun, assert_equal, log, run

STAGES = ["align", "distill"]


Uncut = Callable[[str], UncutRun]


class StoppedError(Exception):
    """Stands for a crash."""


def crash() -> None:
    raise StoppedError


@pytest.mark.slow
@pytest.mark.parametrize("name", STAGES)
def test_it_learns_and_saves_model_directories(tmp_path: Path, name: str):
    seen = Recorder()
    _, report = run(name, tmp_path / "run", "epochs=10", watcher=seen)
    assert np.mean([step.loss for step in seen.steps[-5:]]) < 0.8 * seen.steps[0].loss
    assert np.mean([step.measure for step in seen.steps[-5:]]) > 0.6
    assert report.step == report.steps == 30 and not report.interrupted
    assert seen.kinds == ["validation"] * 10
    last = load_model(tmp_path / "run" / "model").config
    assert load_model(tmp_path / "run" / "best").config.head == last.head
    if name == "align":
        assert last.temperature == pytest.approx(1 / seen.steps[-1].gauges["logit_scale"])
    lines = log(tmp_path / "run")
    assert [line["step"] for line in lines if line["kind"] == "step"] == list(range(1, 31))
    best = max(
        line.get("cosine", line.get("patch accuracy"))
        for line in lines
        if line["kind"] == "validation"
    )
    assert report.best == best
    assert len(state_files(tmp_path / "run")) == 2


@pytest.mark.many
@pytest.mark.parametrize("name", STAGES)
@pytest.mark.parametrize("stop", [1, 5, 10])
def test_a_run_that_crashed_ends_with_the_same_bits(
    tmp_path: Path, uncut: Uncut, name: str, stop: int
):
    whole = uncut(name)
    with pytest.raises(StoppedError):
        run(name, tmp_path / "cut", watcher=Recorder(stop, crash))
    again, report = run(name, tmp_path / "cut", resume=True)
    assert_equal(whole.state, again)
    assert report.step == 12
    lines = log(tmp_path / "cut")
    for line in lines:
        line.pop("samples_per_second", None)
    assert lines == whole.lines


@pytest.mark.slow
def test_slices_change_nothing_but_memory(tmp_path: Path):
    # Without BatchNorm's dependence on the slice and without stochastic depth.
    ends = []
    for slices in (1, 2):
        stage, options = tiny_stage("distill", [f"accumulate={slices}", "epochs=1"])
        net = stage.model.encoder.point_net
        for norm in (net.lift_norm, net.mix_norm):
            norm.register_forward_pre_hook(lambda layer, inputs: layer.train(False) and None)
        for block in stage.model.encoder.blocks:
            block.drop_path.rate = 0.0
        fit(stage, tmp_path / str(slices), options, device="cpu")
        ends.append(stage.module.state_dict())
    for key, value in ends[0].items():
        assert torch.allclose(value.float(), ends[1][key].float(), atol=1e-5), key


def test_a_folder_that_is_not_empty_is_no_place_for_a_new_run(tmp_path: Path):
    run("align", tmp_path, "epochs=1")
    with pytest.raises(OutputError, match="not empty; add --resume"):
        run("align", tmp_path, "epochs=1")


@pytest.mark.slow
def test_another_run_is_not_resumed_and_what_differs_is_named(tmp_path: Path):
    run("align", tmp_path, "epochs=1")
    with pytest.raises(DataError, match=r"seed \(then 42, now 1\)"):
        run("align", tmp_path, "epochs=1", "seed=1", resume=True)
    with pytest.raises(DataError, match=r"number of shapes \(then 12, now 8\)"):
        run("align", tmp_path, "epochs=1", resume=True, source=Halves(8))
    _, report = run("align", tmp_path, "epochs=2", "save_every=1", resume=True)
    assert report.step == 6


@pytest.mark.slow
def test_a_damaged_checkpoint_gives_way_to_the_one_before(tmp_path: Path):
    whole, _ = run("align", tmp_path / "whole", "epochs=2")
    run("align", tmp_path / "cut", "epochs=2")
    newest, older = state_files(tmp_path / "cut")
    content = bytearray(newest.read_bytes())
    content[len(content) // 2] ^= 1
    newest.write_bytes(content)
    seen = Recorder()
    again, _ = run("align", tmp_path / "cut", "epochs=2", resume=True, watcher=seen)
    assert "is damaged; the checkpoint before it is taken" in seen.notes[0]
    assert seen.steps[0].step == int(older.name.split("-")[1]) + 1
    assert_equal(whole, again)
    for path in state_files(tmp_path / "cut"):
        path.write_bytes(path.read_bytes()[:100])
    with pytest.raises(DataError, match="every checkpoint"):
        run("align", tmp_path / "cut", "epochs=2", resume=True)


@pytest.mark.many
@pytest.mark.parametrize("number", [signal.SIGINT, signal.SIGTERM])
def test_a_signal_saves_and_stops(tmp_path: Path, uncut: Uncut, number: signal.Signals):
    before = signal.getsignal(signal.SIGINT)  # a shell's background jobs ignore it
    seen = Recorder(5, lambda: signal.raise_signal(number))
    _, report = run("align", tmp_path / "cut", "save_every=100", watcher=seen)
    assert report.interrupted and report.step == 6  # the step after, then all is saved
    assert seen.steps[-1].step == 6
    again, _ = run("align", tmp_path / "cut", "save_every=100", resume=True)
    assert_equal(uncut("align").state, again)
    assert signal.getsignal(signal.SIGINT) is before


def test_a_loss_that_is_no_number_names_step_and_shape(tmp_path: Path):
    with pytest.raises(ConfigError, match=r"no number at step [123], of ball_7;"):
        run("distill", tmp_path, "save_every=1", source=Halves(broken=[7]))
    for path in state_files(tmp_path):
        weights = torch.load(path, weights_only=True)["module"].values()
        assert all(bool(value.isfinite().all()) for value in weights)


def test_weights_that_are_no_numbers_are_not_saved(tmp_path: Path):
    stage, options = tiny_stage("align")

    def spoil() -> None:
        stage.model.head.proj.bias.data[0] = torch.inf

    with pytest.raises(ConfigError, match="weights are no longer numbers after step 4"):
        fit(stage, tmp_path, options, device="cpu", watcher=Recorder(4, spoil))
    assert [path.name[:13] for path in state_files(tmp_path)] == ["step-00000003", "step-00000002"]


def test_a_full_disk_stops_cleanly_and_nothing_is_lost(tmp_path: Path, uncut: Uncut):
    resource = pytest.importorskip("resource")
    soft, hard = resource.getrlimit(resource.RLIMIT_FSIZE)

    def fill() -> None:
        resource.setrlimit(resource.RLIMIT_FSIZE, (20_000, hard))

    try:
        with pytest.raises(OutputError, match="cannot write"):
            run("align", tmp_path / "cut", watcher=Recorder(5, fill))
    finally:
        resource.setrlimit(resource.RLIMIT_FSIZE, (soft, hard))
    kept = sorted(int(path.name.split("-")[1]) for path in state_files(tmp_path / "cut"))
    assert kept == [3, 4]
    assert not [path for path in (tmp_path / "cut").rglob(".*")]
    again, _ = run("align", tmp_path / "cut", resume=True)
    assert_equal(uncut("align").state, again)


def test_batches_that_cannot_be_shared_out_are_refused(tmp_path: Path):
    with pytest.raises(ConfigError, match="1 processes x 3 slices; choose a multiple of 3"):
        run("align", tmp_path / "run", "accumulate=3")
    with pytest.raises(DataError, match=r"fewer than one batch.*--set batch_size="):
        run("align", tmp_path / "run", "batch_size=1000")
    with pytest.raises(ConfigError, match="float16 needs a CUDA device"):
        run("align", tmp_path / "run", "precision=float16")
    stage, options = tiny_stage("align")
    with pytest.raises(ConfigError, match="auto or cpu"):
        fit(stage, tmp_path / "run", options, device="tpu")
    assert not (tmp_path / "run").exists()
