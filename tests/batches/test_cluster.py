"""Runs on Ray: the bytes of the local engine, and nothing lost or doubled with a machine."""

import json
import os
import shutil
import signal
import tempfile
import time
from collections import Counter
from collections.abc import Iterator
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from threading import Thread
from typing import Any

import numpy as np
import pytest
from typer.testing import CliRunner, Result

from patchalign3d_cli.batches.chosen_model import ModelChoice
from patchalign3d_cli.batches.engine import Ledger, OwnProcessEngine
from patchalign3d_cli.batches.identity import model_digest, run_key
from patchalign3d_cli.batches.journal import BatchJournal
from patchalign3d_cli.batches.task import ShapeTask
from patchalign3d_cli.batches.worker import WorkerSetup
from patchalign3d_cli.cli.app import app
from support.labelled_sets import write_folder, write_word_bank
from support.object_store import object_store

pytestmark = [
    pytest.mark.slow,
    # Ray leaves sockets and pipes of processes that it ends to the collector, and warns of changes.
    pytest.mark.filterwarnings("ignore"),
]
ray = pytest.importorskip("ray", reason="Ray is not installed")
pytest.importorskip("ray.data", reason="Ray's data library is not installed")


@pytest.fixture
def cluster() -> Iterator[Any]:
    """Two machines of one processor each, as far as Ray knows."""
    from ray.cluster_utils import Cluster

    folder = tempfile.mkdtemp(prefix="c.", dir="/tmp")  # its sockets need a short name
    common = Path(tempfile.gettempdir()) / "ray"  # there it writes the address in any case
    made = not common.exists()
    common.mkdir(exist_ok=True)
    options = {"num_cpus": 1, "object_store_memory": 2**27, "include_dashboard": False}
    health = {"health_check_initial_delay_ms": 0, "health_check_period_ms": 500}
    head = {**options, "temp_dir": folder, "_system_config": health}
    machines = Cluster(initialize_head=True, head_node_args=head)
    try:
        yield machines
    finally:
        ray.shutdown()
        machines.shutdown()
        shutil.rmtree(folder, ignore_errors=True)
        if made:
            shutil.rmtree(common, ignore_errors=True)


def results(folder: Path) -> dict[str, bytes]:
    files = sorted(path for path in folder.rglob("*") if path.is_file())
    return {path.name: path.read_bytes() for path in files if path.suffix != ".jsonl"}


def test_a_lost_machine_loses_and_doubles_nothing(
    cluster: Any, tmp_path: Path, tiny_model_directory: Path, capfd: pytest.CaptureFixture[str]
):
    from patchalign3d_cli.batches.cluster.engine import RayEngine

    shapes, count = tmp_path / "shapes", 40
    shapes.mkdir()
    for number in range(count):
        points = np.random.default_rng(number).standard_normal((5_000, 3))
        np.save(shapes / f"s{number:02}.npy", points)
    choice = ModelChoice(str(tiny_model_directory), backend="light")

    def tasks(out: Path) -> list[ShapeTask]:
        return [
            ShapeTask(path, (out / f"{path.stem}.parts.npz",), ("seat", "leg"))
            for path in sorted(shapes.iterdir())
        ]

    def setup(out: Path) -> WorkerSetup:
        out.mkdir()
        return WorkerSetup(choice, run_key(model_digest(choice), out))

    plain = setup(tmp_path / "plain")
    journal = BatchJournal(tmp_path / "plain" / "journal.jsonl")
    ledger = Ledger(journal, plain.run_key, resume=False)
    assert len(list(OwnProcessEngine(plain).run(tasks(tmp_path / "plain"), ledger))) == count
    journal.close()

    second = cluster.add_node(num_cpus=1, object_store_memory=2**27)
    cluster.wait_for_nodes()
    out = tmp_path / "out"
    on_ray = setup(out)
    capfd.readouterr()
    engine = RayEngine(on_ray, cluster.address)
    journal = BatchJournal(out / "journal.jsonl")
    outcomes = []
    for outcome in engine.run(tasks(out), Ledger(journal, on_ray.run_key, resume=False)):
        outcomes.append(outcome)
        if len(outcomes) == 12:
            busy = [actor for actor in ray.state.actors().values() if actor["State"] == "ALIVE"]
            homes = {actor["Address"]["NodeID"] for actor in busy}
            assert second.node_id in homes and len(homes) == 2
            cluster.remove_node(second, allow_graceful=False)
    journal.close()
    assert capfd.readouterr() == ("", "")  # what Ray has to say is not for the user's terminal

    assert Counter(outcome.state for outcome in outcomes) == {"done": count}
    assert len({outcome.task.shape for outcome in outcomes}) == count
    lines = [json.loads(line) for line in (out / "journal.jsonl").read_text().splitlines()]
    done = Counter(line["path"] for line in lines if line.get("state") == "done")
    assert len(done) == count and set(done.values()) == {1}
    assert results(out) == results(tmp_path / "plain")
    assert not [path for path in out.rglob(".*")]


@pytest.fixture
def pa3d(tiny_model_directory: Path):
    def run(*words: object) -> Result:
        model = ["-m", tiny_model_directory, "--backend", "light"]
        return CliRunner().invoke(app, [*map(str, [*words, *model])])

    return run


def test_a_ray_of_this_machine_writes_the_same_and_ends(
    shapes: Path, pa3d, tmp_path: Path, monkeypatch
):
    folder = Path(tempfile.mkdtemp(prefix="t.", dir="/tmp"))
    monkeypatch.setattr(tempfile, "tempdir", str(folder))
    options = ("-r", "-p", "seat,leg", "-f", "npz,json")
    assert pa3d("segment", shapes, *options, "-o", tmp_path / "one", "--jobs", 0).exit_code == 0
    (shapes / "bad.ply").write_text("nothing\n")
    done = pa3d("segment", shapes, *options, "-o", tmp_path / "two", "--engine", "ray")
    assert done.exit_code == 3, done.stderr
    assert sum("bad.ply" in line for line in done.stderr.splitlines()) == 1
    assert results(tmp_path / "one") == results(tmp_path / "two")
    (shapes / "bad.ply").unlink()
    again = pa3d("segment", shapes, *options, "-o", tmp_path / "two", "--resume")
    assert "12 done before" in again.stderr  # the journal is that of the local engine

    bank = write_word_bank(tmp_path / "words.safetensors")
    sets = ("benchmark", "folder", "--root", write_folder(tmp_path / "set"), "--batch", 1)
    plain = ("--sheet", 0, "--worst", 0, "--text-bank", bank)
    reports = []
    for engine in ("local", "ray"):
        out = tmp_path / f"benchmark-{engine}"
        done = pa3d(*sets, *plain, "-o", out, "--engine", engine)
        assert done.exit_code == 0, done.stderr
        reports.append([(out / name).read_bytes() for name in ("report.json", "shapes.jsonl")])
    assert reports[0] == reports[1]
    assert list(folder.iterdir()) == []
    folder.rmdir()


def test_a_store_is_read_and_written_by_the_cluster(shapes: Path, pa3d, tmp_path: Path):
    with object_store() as store:
        store.put(f"{shapes}/", "bucket/in/", recursive=True)
        store.pipe_file("bucket/in/bad.ply", b"nothing\n")
        options = ("-r", "-p", "seat,leg", "-f", "npz")
        done = pa3d(
            *("segment", "s3://bucket/in", *options, "-o", "s3://bucket/out", "--engine", "ray")
        )
        assert done.exit_code == 3, done.stderr
        (line,) = [line for line in done.stderr.splitlines() if "bad.ply" in line]
        assert "s3://bucket/in/bad.ply" in line and ".files." not in line
        made = {Path(name).name: store.cat_file(name) for name in store.find("bucket/out")}
    assert made.pop("pa3d-journal.jsonl").count(b'"state":"done"') == 12
    assert pa3d("segment", shapes, *options, "-o", tmp_path / "out", "--jobs", 0).exit_code == 0
    assert made == results(tmp_path / "out")


@pytest.mark.skipif(os.name == "nt", reason="no such signal")
def test_a_signal_ends_a_run_on_ray(shapes: Path, start, tmp_path: Path):
    for index in range(12, 80):
        np.save(shapes / f"s{index}.npy", np.random.default_rng(index).random((20_000, 3)))
    out, folder = tmp_path / "out", Path(tempfile.mkdtemp(prefix="t.", dir="/tmp"))
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("TMPDIR", str(folder))
        run = start(shapes, "-r", "-p", "seat", "-f", "npz", "-o", out, "--engine", "ray")
    while run.poll() is None and not list(out.glob("*.npz")):
        time.sleep(0.05)
    run.send_signal(signal.SIGTERM)
    _, errors = run.communicate(timeout=60)
    assert run.returncode == 128 + signal.SIGTERM, errors
    assert len(errors.splitlines()) == 1 and "--resume" in errors
    assert not [path for path in out.rglob(".*")] and list(folder.iterdir()) == []
    folder.rmdir()


def test_wrong_addresses_are_one_line(shapes: Path, pa3d, tmp_path: Path):
    class Quiet(BaseHTTPRequestHandler):
        def log_message(self, *words: object) -> None:
            pass

    server = ThreadingHTTPServer(("127.0.0.1", 0), Quiet)
    Thread(target=server.serve_forever, daemon=True).start()
    for address, words in (
        (f"127.0.0.1:{server.server_port}", "is no Ray"),
        ("nonsense", "no address of Ray"),
        ("127.0.0.1:1", "no Ray answers"),
        ("ray://127.0.0.1:10001", "Ray Client"),
    ):
        began = time.monotonic()
        out = ("-o", tmp_path / "out", "--engine", "ray", "--address", address)
        done = pa3d("segment", "-r", shapes, "-p", "seat", *out)
        assert done.exit_code == 1 and words in done.stderr
        assert len(done.stderr.splitlines()) == 1 and time.monotonic() - began < 60
    server.shutdown()
    server.server_close()
    done = pa3d("segment", shapes, "-p", "seat", "--address", "auto")
    assert done.exit_code == 1 and "--engine ray" in done.stderr
