"""The log of a run."""

import json
from pathlib import Path

import pytest

from patchalign3d_cli.errors import OutputError
from patchalign3d_training.loop.journal import Journal


def test_what_a_killed_run_wrote_after_its_checkpoint_is_dropped(tmp_path: Path):
    journal = Journal(tmp_path, 0, tensorboard=False)
    for step in range(1, 6):
        journal.write("step", step, {"loss": step / 2})
    with journal.path.open("a") as file:
        file.write('{"kind": "step", "st')
    again = Journal(tmp_path, 3, tensorboard=False)
    again.write("validation", 3, {"loss": 7.0})
    lines = [json.loads(line) for line in journal.path.read_text().splitlines()]
    assert [line["step"] for line in lines] == [1, 2, 3, 3]
    assert lines[-1] == {"kind": "validation", "step": 3, "loss": 7.0}


def test_a_log_that_cannot_be_written_is_one_line(tmp_path: Path):
    journal = Journal(tmp_path, 0, tensorboard=False)
    journal.path.unlink()
    journal.path.mkdir()
    with pytest.raises(OutputError, match=r"cannot write .*log.jsonl: .*--resume"):
        journal.write("step", 1, {"loss": 1.0})


def test_tensorboard_gets_the_same_numbers(tmp_path: Path):
    pytest.importorskip("tensorboard")
    from tensorboard.backend.event_processing.event_accumulator import EventAccumulator

    journal = Journal(tmp_path, 0, tensorboard=True)
    for step in (1, 2):
        journal.write("step", step, {"loss": step / 2})
    journal.close()
    events = EventAccumulator(str(tmp_path / "tensorboard"))
    events.Reload()
    assert [(e.step, e.value) for e in events.Scalars("step/loss")] == [(1, 0.5), (2, 1.0)]
