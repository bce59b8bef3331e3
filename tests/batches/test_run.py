"""Runs over many shapes with worker processes."""

import errno
import json
import os
import signal
import subprocess
import time
from pathlib import Path

import numpy as np
import pytest
from typer.testing import CliRunner

from patchalign3d_cli.batches.chosen_model import ModelChoice
from patchalign3d_cli.batches.engine import Ledger, LocalEngine
from patchalign3d_cli.batches.identity import model_digest, run_key
from patchalign3d_cli.batches.journal import BatchJournal
from patchalign3d_cli.batches.task import ShapeTask
from patchalign3d_cli.batches.worker import WorkerSetup
from patchalign3d_cli.batches.worker_process import ShapeLimits, WorkerProcess
from patchalign3d_cli.cli.app import app
from patchalign3d_cli.saving import SEGMENTATION_FORMATS

PARTS = ("-p", "seat,leg", "-f", "npz")


def contents(folder: Path) -> dict[str, bytes]:
    """The results below a folder."""
    return {
        path.relative_to(folder).as_posix(): path.read_bytes()
        for path in sorted(folder.rglob("*"))
        if path.is_file() and path.suffix != ".jsonl"
    }


def ended_well(run: "subprocess.Popen[str]") -> bool:
    """Wait for a run; whether nothing failed."""
    _, errors = run.communicate(timeout=300)
    return run.returncode == 0 or pytest.fail(errors)


def journal_lines(folder: Path) -> list[dict]:
    text = (folder / "pa3d-journal.jsonl").read_text()
    return [json.loads(line) for line in text.splitlines()]


@pytest.mark.slow
def test_a_tree_is_kept_and_a_second_run_skips_it(shapes: Path, start, tmp_path: Path):
    out = tmp_path / "out"
    run = start(shapes, "-r", *PARTS, "-o", out, "--jobs", 2)
    _, errors = run.communicate()
    assert run.returncode == 0, errors
    made = contents(out)
    assert len(made) == 12 and {"s00.parts.npz", "inner/s01.parts.npz"} <= set(made)
    assert "\r" not in errors and "\x1b" not in errors  # no bar on a pipe

    again = start(shapes, "-r", *PARTS, "-o", out)
    _, errors = again.communicate()
    assert again.returncode == 1 and len(errors.splitlines()) == 1
    assert "--resume" in errors and "--force" in errors

    np.save(shapes / "s00.npy", np.random.default_rng(99).standard_normal((300, 3)))
    (out / "s02.parts.npz").write_bytes(b"cut off")
    more = start(shapes, "-r", *PARTS, "-o", out, "--resume", "--json")
    report, errors = more.communicate()
    assert more.returncode == 0 and "2 shapes labelled" in errors and "10 done before" in errors
    after = contents(out)
    assert {name for name in made if made[name] != after[name]} == {"s00.parts.npz"}
    records = json.loads(report)["shapes"]
    assert len(records) == 12 and all(record["parts"] for record in records)

    other = start(shapes, "-r", "-p", "seat,back", "-f", "npz", "-o", out, "--resume")
    assert "12 shapes labelled" in other.communicate()[1]  # other words, another result


@pytest.mark.slow
def test_one_process_and_workers_write_the_same(shapes: Path, start, tmp_path: Path):
    for name, jobs in (("one", 0), ("two", 2)):
        run = start(shapes, "-r", *PARTS, "-o", tmp_path / name, "--jobs", jobs)
        assert ended_well(run)
    assert contents(tmp_path / "one") == contents(tmp_path / "two")


@pytest.mark.slow
def test_a_manifest_asks_each_shape_for_its_own(shapes: Path, start, tmp_path: Path):
    (shapes / "jobs.csv").write_text(
        'file,parts,up\ns00.npy,"seat,leg",z\ninner/s01.npy,lid,\ns02.npy,,\n'
    )
    out = tmp_path / "out"
    run = start("--manifest", shapes / "jobs.csv", *PARTS, "-o", out, "--json")
    report, errors = run.communicate()
    assert run.returncode == 0, errors
    records = json.loads(report)["shapes"]
    assert [[part["name"] for part in record["parts"]] for record in records] == [
        ["seat", "leg"],
        ["lid"],
        ["seat", "leg"],
    ]
    assert [record["source"]["up"] for record in records] == ["z", "y", "y"]
    assert set(contents(out)) == {"s00.parts.npz", "inner/s01.parts.npz", "s02.parts.npz"}


def test_a_bad_file_costs_one_line(shapes: Path, start, tmp_path: Path):
    (shapes / "bad.ply").write_text("nothing\n")
    run = start(shapes, "-r", *PARTS, "-o", tmp_path / "out")
    _, errors = run.communicate()
    assert run.returncode == 3
    assert sum("bad.ply" in line for line in errors.splitlines()) == 1
    assert errors.endswith("1 of 13 shapes failed\n")
    failed = [line for line in journal_lines(tmp_path / "out") if line.get("state") == "failed"]
    assert len(failed) == 1 and failed[0]["path"].endswith("bad.ply") and failed[0]["error"]


@pytest.fixture
def engine_run(tiny_model_directory: Path, tmp_path: Path, shapes: Path):
    """Run an engine over the shapes, and do something at the first outcome."""

    def run(limits: ShapeLimits, disturb=lambda worker: None, patch=None):
        choice = ModelChoice(str(tiny_model_directory), backend="light")
        key = run_key(model_digest(choice), tmp_path)
        tasks = [
            ShapeTask(path, (tmp_path / "out" / f"{path.stem}.parts.npz",), ("seat", "leg"))
            for path in sorted(shapes.rglob("*.npy"))
        ]
        engine = LocalEngine(WorkerSetup(choice, key), 1, 1, limits)
        journal = BatchJournal(tmp_path / "journal.jsonl")
        outcomes = list(engine.run(tasks, Ledger(journal, key, resume=False)))
        journal.close()
        return outcomes

    return run


def test_a_worker_that_dies_is_replaced_and_its_shape_named(engine_run, monkeypatch):
    label, calls = WorkerProcess.label, []

    def kill_the_third(self: WorkerProcess, task: ShapeTask, copy: None):
        calls.append(task)
        if len(calls) == 3:
            os.kill(self.id, signal.SIGSEGV)
        return label(self, task, copy)

    monkeypatch.setattr(WorkerProcess, "label", kill_the_third)
    outcomes = engine_run(ShapeLimits())
    states = [outcome.state for outcome in outcomes]
    assert states.count("done") == 11 and states[2] == "failed"
    assert "SIGSEGV" in outcomes[2].error and not outcomes[2].ends_run


@pytest.mark.parametrize(
    ("limits", "word"),
    [(ShapeLimits(seconds=5.0), "--time-limit"), (ShapeLimits(memory=2**26), "--memory-limit")],
)
@pytest.mark.slow
def test_a_shape_that_takes_too_much_is_named(
    engine_run, shapes: Path, limits: ShapeLimits, word: str, monkeypatch
):
    if limits.seconds is not None:  # a stopped worker answers never
        label, calls = WorkerProcess.label, []

        def stop_the_first(self: WorkerProcess, task: ShapeTask, copy: None):
            calls.append(task)
            if len(calls) == 1:
                os.kill(self.id, signal.SIGSTOP)
            return label(self, task, copy)

        monkeypatch.setattr(WorkerProcess, "label", stop_the_first)
    else:
        for path in list(shapes.rglob("*.npy"))[1:]:
            path.unlink()
        np.save(next(shapes.rglob("*.npy")), np.random.default_rng(0).random((300_000, 3)))
    outcomes = engine_run(limits)
    assert outcomes[0].state == "failed" and word in outcomes[0].error
    assert all(outcome.state == "done" for outcome in outcomes[1:]) or limits.memory


def test_a_full_disk_ends_the_run(shapes: Path, tmp_path: Path, tiny_model_directory, monkeypatch):
    def full(styled: object, path: Path, name: str) -> None:
        raise OSError(errno.ENOSPC, "No space left on device")

    monkeypatch.setitem(SEGMENTATION_FORMATS.writers, ".npz", full)
    arguments = ["segment", shapes, *PARTS, "-m", tiny_model_directory, "-o", tmp_path / "out"]
    done = CliRunner().invoke(app, [*map(str, arguments), "--jobs", "0"])
    assert done.exit_code == 1 and done.stderr.count("No space left on device") == 1
    assert done.stderr.splitlines()[0].startswith("error: cannot write")
    assert contents(tmp_path / "out") == {}


@pytest.mark.skipif(os.name == "nt", reason="no such signals")
@pytest.mark.parametrize("number", [signal.SIGINT, signal.SIGTERM, signal.SIGHUP])
@pytest.mark.slow
def test_a_signal_is_one_line_and_leaves_nothing(shapes: Path, start, tmp_path: Path, number: int):
    out = tmp_path / "out"
    for index in range(12, 60):
        np.save(shapes / f"s{index}.npy", np.random.default_rng(index).random((5_000, 3)))
    before = signal.signal(number, signal.SIG_DFL)  # a shell's background ignores some: inherited
    run = start(shapes, "-r", *PARTS, "-o", out)
    signal.signal(number, before)
    while run.poll() is None and not list(out.glob("*.npz")):
        time.sleep(0.01)
    run.send_signal(number)
    _, errors = run.communicate(timeout=60)
    assert run.returncode == 128 + number, errors
    assert len(errors.splitlines()) == 1 and "--resume" in errors
    assert not [path for path in out.rglob(".*")]
    assert ended_well(start(shapes, "-r", *PARTS, "-o", out, "--resume"))
    assert len(contents(out)) == 60


@pytest.mark.skipif(os.name == "nt", reason="no such signal")
@pytest.mark.slow
def test_killed_at_many_moments_a_run_ends_with_the_same_bytes(start, tmp_path: Path):
    """200 shapes in four formats; some moments fall between the renames of one shape's files."""
    shapes = tmp_path / "shapes"
    shapes.mkdir()
    for number in range(200):
        np.save(shapes / f"s{number:03}.npy", np.random.default_rng(number).random((60, 3)))
    arguments = [shapes, "-p", "seat,leg", "-f", "npz,json,ply,obj", "--jobs", 2]
    whole, broken = tmp_path / "whole", tmp_path / "broken"
    assert ended_well(start(*arguments, "-o", whole))
    rng = np.random.default_rng(0)
    killed = 0
    for _ in range(200):
        before = len(list(broken.glob("*")))
        run = start(*arguments, "-o", broken, "--resume")
        # The start takes most of the time: the moment is counted from the first new file.
        while run.poll() is None and len(list(broken.glob("*"))) <= before:
            time.sleep(0.001)
        time.sleep(float(rng.random() * 0.15))
        run.kill()
        run.communicate()
        killed += run.returncode == -signal.SIGKILL
        if killed == 50 or run.returncode == 0:
            break
    assert killed >= 20
    run = start(*arguments, "-o", broken, "--resume")
    _, errors = run.communicate()
    assert run.returncode == 0, errors
    assert contents(broken) == contents(whole)
