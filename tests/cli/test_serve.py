"""`pa3d serve` as a process, and `pa3d segment --server`."""

import signal
import subprocess
import sys
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from typer.testing import CliRunner

from patchalign3d_cli.cli.app import app
from support.servers import CHAIR, PARTS

COSTLY = {"torch", "open_clip", "trimesh", "huggingface_hub"}
PROGRAM = f"""
import sys
from patchalign3d_cli.cli.app import main
try: main()
except SystemExit as end: assert not end.code, end.code
print("costly:", *sorted(set(sys.modules) & {COSTLY!r}))
"""


class Server:
    """A server's process."""

    def __init__(self, *options: str) -> None:
        command = [sys.executable, "-c", PROGRAM, "serve", "--port", "0", *options]
        self.process = subprocess.Popen(
            command, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True
        )
        assert self.process.stderr is not None
        self.line = self.process.stderr.readline()
        self.url = next((word for word in self.line.split() if word.startswith("http")), "")

    def end(self, number: int) -> tuple[int, str, str]:
        """Send a signal; the exit code, and what was said since."""
        self.process.send_signal(number)
        printed, said = self.process.communicate(timeout=30)
        return self.process.returncode, printed, said


@pytest.fixture
def serve(monkeypatch: pytest.MonkeyPatch) -> Iterator[Callable[..., Server]]:
    servers = []

    def started(*options: str) -> Server:
        servers.append(Server(*options))
        return servers[-1]

    yield started
    for server in servers:
        if server.process.poll() is None:
            server.process.kill()
            server.process.communicate()


def segment(*words: str) -> tuple[int, str]:
    done = CliRunner().invoke(app, ["segment", *words])
    return done.exit_code, done.stderr


@pytest.mark.skipif(sys.platform == "win32", reason="Windows ends processes without a signal")
@pytest.mark.parametrize("number", [signal.SIGTERM, signal.SIGINT], ids=lambda one: one.name)
@pytest.mark.slow
def test_a_signal_ends_the_server_in_order(serve: Callable[..., Server], number: int):
    server = serve()
    assert "pa3d-mini answers at http://127.0.0.1:" in server.line
    assert server.end(number) == (0, "costly:\n", "ended\n")


@pytest.mark.slow
@pytest.mark.parametrize(
    "options",
    [
        ["--split", "instances", "--up", "auto", "--seed", "4"],
        ["--refine", "--category", "chair", "--threshold", "0.4", "--other", "--quality", "best"],
        ["--appearance", "keep", "--smoothing", "0", "--assignment", "nearest", "--points", "900"],
    ],
    ids=lambda options: options[0],
)
def test_a_server_s_files_are_those_of_this_machine(
    serve: Callable[..., Server], tmp_path: Path, options: list[str]
):
    server = serve()
    words = [str(CHAIR), "-p", f'{PARTS},"arm, left",zorgbo', "-f", "json,npz,glb,ply,obj,png,html"]
    here = segment(*words, *options, "-o", str(tmp_path / "here"))
    there = segment(*words, *options, "-o", str(tmp_path / "there"), "--server", server.url)
    assert here[0] == there[0] == 0, there[1]
    assert here[1].count("warning:") == there[1].count("warning:")
    files = [path for path in (tmp_path / "here").rglob("*") if path.is_file()]
    assert len(files) >= 8
    for path in files:
        other = tmp_path / "there" / path.relative_to(tmp_path / "here")
        if path.suffix == ".html":  # one made by a server has no features for clicks
            assert b"seat" in other.read_bytes()
            continue
        assert other.read_bytes() == path.read_bytes(), path.name


@pytest.mark.slow
def test_a_server_with_a_token(
    serve: Callable[..., Server], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
):
    monkeypatch.setenv("PA3D_TOKEN", "secret words")
    server = serve()
    words = [str(CHAIR), "-p", PARTS, "-f", "json", "-o", str(tmp_path), "--server", server.url]
    assert segment(*words)[0] == 0
    monkeypatch.setenv("PA3D_TOKEN", "others")
    code, said = segment(*words, "--force")
    assert code == 1 and "wants a token; put it into PA3D_TOKEN" in said
    assert server.end(signal.SIGTERM)[1] == "costly:\n"  # of a server that computed something


@pytest.mark.parametrize(
    ("words", "said"),
    [
        (["--server", "http://127.0.0.1:9"], "does not answer"),
        (["--server", "file:///etc/passwd"], "is no address of a server"),
        (["--server", "127.0.0.1:8765"], "is no address of a server"),
        (["--server", "http://127.0.0.1:9", "-m", "pa3d-mini"], "--model goes not with --server"),
        (["--server", "http://127.0.0.1:9", "--device", "cuda"], "--device goes not with"),
    ],
)
def test_what_cannot_be_asked_is_one_line(words: list[str], said: str, tmp_path: Path):
    code, told = segment(str(CHAIR), "-p", PARTS, "-o", str(tmp_path / "out"), *words)
    assert code == 1 and said in told and told.count("\n") == 1
    assert not (tmp_path / "out").exists()


@pytest.mark.parametrize(
    ("words", "said"),
    [
        (["--host", "0.0.0.0"], "lets other machines in"),
        (["--host", "192.168.1.2"], "lets other machines in"),
        (["--host", "::"], "lets other machines in"),
        (["--host", "no.such.host.invalid", "--token", "x"], "cannot listen on"),
        (["--token", "äöü"], "token must be letters"),
        (["-m", "nonsense"], "nonsense"),
    ],
)
def test_what_cannot_be_served_is_one_line(words: list[str], said: str):
    done = CliRunner().invoke(app, ["serve", "--port", "0", *words])
    assert done.exit_code == 1 and said in done.stderr and done.stderr.count("\n") == 1


def test_a_missing_package_is_named(monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setattr("patchalign3d_cli.cli.serve._PACKAGES", ("no_such_package",))
    done = CliRunner().invoke(app, ["serve"])
    assert done.exit_code == 1 and 'pip install "pa3d[serve]"' in done.stderr
