"""Runs over many shapes with worker processes."""

import errno
import json
import os
import shutil
import signal
import subprocess
import time
from pathlib import Path

import numpy as np
import pytest
from typer.testing import CliRunner

from patchalign3d_cli.asking import teaching
from patchalign3d_cli.batches.chosen_model import ModelChoice
from patchalign3d_cli.batches.engine import Ledger, LocalEngine
from patchalign3d_cli.batches.identity import model_digest, run_key
from patchalign3d_cli.batches.journal import BatchJournal
from patchalign3d_cli.batches.task import ShapeTask
from patchalign3d_cli.batches.worker import WorkerSetup
from patchalign3d_cli.batches.worker_process import ShapeLimits, WorkerProcess
from patchalign3d_cli.cli.app import app
from patchalign3d_cli.saving import SEGMENTATION_FORMATS
from support.result_fixtures import grid_box

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


@pytest.mark.slow
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


@pytest.mark.parametrize("end", [WorkerProcess.finish, WorkerProcess.stop])
def test_a_worker_ends_at_once_when_it_is_told(tiny_model_directory: Path, end, monkeypatch):
    kill, killed = subprocess.Popen.kill, []
    monkeypatch.setattr(subprocess.Popen, "kill", lambda self: (killed.append(self), kill(self)))
    choice = ModelChoice(str(tiny_model_directory), backend="light")
    worker = WorkerProcess(WorkerSetup(choice, "key"), 1)
    worker.begin()
    end(worker)
    assert not worker.is_alive and not killed  # killed: after seconds of waiting for it


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
    arguments = [
        "segment",
        "-r",
        shapes,
        *PARTS,
        "-m",
        tiny_model_directory,
        "-o",
        tmp_path / "out",
    ]
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
        time.sleep(float(rng.random() * 0.04))
        run.kill()
        run.communicate()
        killed += run.returncode == -signal.SIGKILL
        if killed == 50 or run.returncode == 0:
            break
    assert killed >= 10  # a fast machine is done before 50
    run = start(*arguments, "-o", broken, "--resume")
    _, errors = run.communicate()
    assert run.returncode == 0, errors
    assert contents(broken) == contents(whole)


CHAIR = Path(__file__).parents[2] / "docs" / "examples" / "chair.obj"


def run_here(*arguments: object):
    """`pa3d segment` in this process, without workers."""
    return CliRunner().invoke(app, ["segment", *map(str, arguments), "--jobs", "0"])


def two_boxes(gap: float) -> str:
    """OBJ of two boxes a gap apart: two pieces, or one where they share a side."""
    lines, start = [], 1
    for shift in (0.0, 2.0 + gap):
        vertices, faces = grid_box(2)
        lines += [f"v {x + shift} {y} {z}" for x, y, z in vertices.tolist()]
        lines += [f"f {a + start} {b + start} {c + start}" for a, b, c in faces.tolist()]
        start += len(vertices)
    return "\n".join(lines)


def test_pieces_that_are_no_more_go(tmp_path: Path, tiny_model_directory: Path):
    shape, folder = tmp_path / "boxes.obj", tmp_path / "boxes.parts"
    words = [shape, "-p", "seat", "-m", tiny_model_directory, "--split", "instances", "-f"]
    shape.write_text(two_boxes(1.0))
    assert run_here(*words, "glb,obj,stl,ply").exit_code == 0
    (folder / "notes.txt").write_text("mine")
    (folder / "mine.obj").write_text("v 0 0 0\n")
    names = {path.name for path in folder.iterdir()}
    assert {"seat_0.glb", "seat_1.glb", "seat_1.mtl", "seat_1.stl", "seat_1.ply"} <= names
    shape.write_text(two_boxes(0.0))
    for extra in ([], ["--journal", tmp_path / "j.jsonl"]):  # one shape by itself, and as a run
        if extra:
            shutil.copy(folder / "seat.glb", folder / "seat_7.glb")
        done = run_here(*words, "glb,obj,stl", "--force", *extra)
        assert done.exit_code == 0, done.stderr
        left = {path.name for path in folder.iterdir()}
        assert left == {"seat.glb", "seat.obj", "seat.mtl", "seat.stl", "notes.txt", "mine.obj"} | {
            "seat_0.ply",  # of a format that was not written this time
            "seat_1.ply",
        }


@pytest.mark.parametrize("how", ["--resume", "--force"])
def test_a_shape_that_gets_another_name_leaves_no_file_behind(
    tmp_path: Path, tiny_model_directory: Path, how: str
):
    (tmp_path / "box.obj").write_text(two_boxes(1.0))
    words = [tmp_path, *PARTS, "-m", tiny_model_directory]
    assert run_here(*words).exit_code == 0
    assert set(contents(tmp_path)) == {"box.obj", "box.parts.npz"}
    shutil.copy(tmp_path / "box.obj", tmp_path / "box.off")
    (tmp_path / "box.off").write_text("OFF\n4 4 0\n0 0 0\n1 0 0\n0 1 0\n0 0 1\n"
                                      "3 0 2 1\n3 0 1 3\n3 1 2 3\n3 2 0 3\n")  # fmt: skip
    done = run_here(*words, how)
    assert done.exit_code == 0, done.stderr
    shapes = {"box.obj", "box.off"}
    assert set(contents(tmp_path)) == shapes | {"box.obj.parts.npz", "box.off.parts.npz"}
    again = run_here(*words, "--resume")
    assert again.exit_code == 0 and "2 done before" in again.stderr


def test_a_result_that_was_corrupted_is_made_again(tmp_path: Path, tiny_model_directory: Path):
    (tmp_path / "box.obj").write_text(two_boxes(1.0))
    words = [tmp_path, *PARTS, "-m", tiny_model_directory, "--journal", tmp_path / "j.jsonl"]
    assert run_here(*words).exit_code == 0
    result = tmp_path / "box.parts.npz"
    whole = result.read_bytes()
    result.write_bytes(whole[:100] + b"\0" * 20 + whole[120:])
    done = run_here(*words, "--resume")
    assert "1 shape labelled" in done.stderr and result.read_bytes() == whole
    assert "1 done before" in run_here(*words, "--resume").stderr


def test_warnings_of_a_run_name_their_shape(tmp_path: Path, tiny_model_directory: Path):
    for name in ("one", "two"):
        (tmp_path / f"{name}.obj").write_text(two_boxes(1.0))
    points = np.random.default_rng(0).random((300, 3))
    np.save(tmp_path / "dots.npy", np.concatenate([points, np.full((2, 3), np.nan)]))
    done = run_here(tmp_path, *PARTS, "-m", tiny_model_directory)
    (line,) = (text for text in done.stderr.splitlines() if "without finite coordinates" in text)
    assert line.startswith(f"warning: {tmp_path / 'dots.npy'}: 2 points")


def test_a_full_device_is_told(tmp_path: Path, tiny_model_directory: Path, monkeypatch):
    """What `--json > /dev/full` runs into."""

    def full(record: object) -> None:
        raise OSError(errno.ENOSPC, "No space left on device")

    (tmp_path / "box.obj").write_text(two_boxes(1.0))
    monkeypatch.setattr("patchalign3d_cli.cli.segment.single.print_json", full)
    words = ["segment", str(tmp_path / "box.obj"), *PARTS, "-m", str(tiny_model_directory)]
    done = CliRunner().invoke(app, [*words, "--json"])
    assert done.exit_code == 1
    assert done.stderr.splitlines()[-1] == (
        "error: cannot write the output: No space left on device; free some space, or write it"
        " elsewhere"
    )


@pytest.mark.slow
def test_an_example_is_learned_once_for_all_workers(shapes: Path, tmp_path: Path, monkeypatch):
    labels = tmp_path / "like" / "chair.labels.txt"
    labels.parent.mkdir()
    shutil.copy(CHAIR, labels.parent)
    count = CHAIR.read_text().count("\nf ")
    labels.write_text("seat\n" * (count // 2) + "leg\n" * (count - count // 2))
    taught = []
    learn = teaching.teach
    monkeypatch.setattr(teaching, "teach", lambda *values: taught.append(1) or learn(*values))
    begin = WorkerProcess.begin

    def checked(self: WorkerProcess) -> None:
        assert self._setup.choice.taught is not None  # no worker has to learn
        begin(self)

    monkeypatch.setattr(WorkerProcess, "begin", checked)
    words = ["segment", str(shapes), "--like", str(labels.parent / "chair.obj"), "-f", "npz"]
    done = CliRunner().invoke(app, [*words, "-o", str(tmp_path / "out"), "--jobs", "2"])
    assert done.exit_code == 0, done.stderr
    assert len(taught) == 1 and len(contents(tmp_path / "out")) == 6
    # The same bytes as where each process learns for itself.
    monkeypatch.setattr(
        "patchalign3d_cli.batches.chosen_model.ModelChoice.learned", lambda self: self
    )
    monkeypatch.setattr(WorkerProcess, "begin", begin)
    done = CliRunner().invoke(app, [*words, "-o", str(tmp_path / "other"), "--jobs", "1"])
    assert contents(tmp_path / "other") == contents(tmp_path / "out")
