"""`pa3d app` as a user meets it: an address, or one line for each mistake."""

import importlib.util
import signal
import subprocess
import sys
import urllib.parse
import urllib.request
import webbrowser
from pathlib import Path

import pytest
from typer.testing import CliRunner, Result

from patchalign3d_cli.cli.app import app

CHAIR = Path(__file__).parents[2] / "docs" / "examples" / "chair.obj"


def call(*arguments: object) -> Result:
    return CliRunner().invoke(app, ["app", *map(str, arguments)])


def test_a_missing_file_is_said_before_anything_starts(tmp_path: Path):
    done = call(tmp_path / "no.obj", "--no-browser")
    assert done.exit_code == 1 and done.stdout == ""
    assert "no.obj is no file" in done.stderr and len(done.stderr.splitlines()) <= 2


def test_a_file_that_is_no_shape_is_refused(tmp_path: Path):
    (tmp_path / "bad.obj").write_text("nothing")
    done = call(tmp_path / "bad.obj", "--no-browser", "-m", "pa3d-mini")
    assert done.exit_code == 1 and "bad.obj" in done.stderr


def test_doubled_words_are_refused():
    done = call(CHAIR, "--parts", "seat,Seat", "--no-browser", "-m", "pa3d-mini")
    assert done.exit_code == 1 and "seat" in done.stderr.lower()


def test_what_is_not_installed_is_named(monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setattr(importlib.util, "find_spec", lambda name: None)
    done = call("--no-browser")
    assert done.exit_code == 1 and done.stdout == ""
    assert 'pip install "pa3d[serve]"' in done.stderr.replace("\n", " ")


def test_the_browser_is_opened_on_the_shape_and_its_words(monkeypatch: pytest.MonkeyPatch):
    from patchalign3d_cli.serving import run

    addresses: list[str] = []
    monkeypatch.setattr(webbrowser, "open", lambda address: addresses.append(address) or True)

    def at_once(app, host, port, ready):
        assert (host, port) == ("127.0.0.1", 0)
        ready("http://127.0.0.1:1234/")

    monkeypatch.setattr(run, "run_server", at_once)
    done = call(CHAIR, "--parts", "seat, leg", "-m", "pa3d-mini", "--quiet")
    assert done.exit_code == 0 and done.stdout == ""
    page, _, behind = addresses[0].partition("#")
    values = urllib.parse.parse_qs(behind)
    assert page == "http://127.0.0.1:1234/" and values["words"] == ["seat,leg"]
    assert len(values["token"][0]) > 16 and values["shape"]


@pytest.mark.slow
def test_it_serves_the_page_and_ends_with_ctrl_c():
    command = [sys.executable, "-m", "patchalign3d_cli", "app", str(CHAIR), "--no-browser"]
    with subprocess.Popen(
        [*command, "-m", "pa3d-mini", "-q"],
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
    ) as process:
        assert process.stdout is not None and process.stderr is not None
        address = process.stdout.readline().strip()
        with urllib.request.urlopen(address.partition("#")[0], timeout=30) as answer:
            assert b"<title>pa3d</title>" in answer.read()
        process.send_signal(signal.SIGINT)
        assert process.wait(timeout=20) == 0
        assert process.stderr.read() == ""
