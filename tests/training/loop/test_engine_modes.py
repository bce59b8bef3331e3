"""Ways to run a stage: compiled, in bfloat16, with readers, and with scores that draw."""

from pathlib import Path

import pytest
import torch

from patchalign3d_training.loop.engine import fit
from support.tiny_runs import tiny_stage
from support.watched_runs import Recorder, assert_equal, log, run


def test_the_generators_of_the_caller_are_left_alone(tmp_path: Path):
    before = torch.get_rng_state()
    run("align", tmp_path, "epochs=1")
    assert torch.equal(before, torch.get_rng_state())


@pytest.mark.slow
def test_an_evaluation_that_draws_leaves_the_run_alone(tmp_path: Path):
    ends = []
    for name, draw in (("plain", False), ("drawing", True)):
        stage, options = tiny_stage("align")

        def evaluate(epoch: int, draw: bool = draw) -> dict[str, float]:
            return {"score": float(torch.rand(1))} if draw else {}

        stage.evaluate = evaluate  # type: ignore[method-assign]
        fit(stage, tmp_path / name, options, device="cpu")
        ends.append(stage.module.state_dict())
    assert_equal(*ends)
    assert [line["kind"] for line in log(tmp_path / "drawing")].count("evaluation") == 4


@pytest.mark.slow
def test_a_compiled_encoder_computes_the_same(tmp_path: Path, monkeypatch: pytest.MonkeyPatch):
    compile_module = torch.nn.Module.compile
    # Without a C++ compiler: what is traced is what counts here.
    monkeypatch.setattr(
        torch.nn.Module, "compile", lambda self: compile_module(self, backend="eager")
    )
    plain, _ = run("align", tmp_path / "plain", "epochs=1")
    compiled, _ = run("align", tmp_path / "compiled", "epochs=1", "compile=true")
    assert compiled.keys() == plain.keys()
    for key, value in plain.items():
        assert torch.allclose(value.float(), compiled[key].float(), atol=1e-4), key


def test_bfloat16_and_readers_in_other_processes(tmp_path: Path):
    seen = Recorder()
    run("align", tmp_path / "half", "epochs=1", "precision=bfloat16", watcher=seen)
    plain = Recorder()
    run("align", tmp_path / "whole", "epochs=1", "workers=1", watcher=plain)
    assert seen.steps[0].loss == pytest.approx(plain.steps[0].loss, rel=0.02)
    assert seen.steps[0].loss != plain.steps[0].loss
