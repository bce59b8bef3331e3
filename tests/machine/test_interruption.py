"""Signals end a program where that harms nothing; what a killed one left is removed."""

import os
import signal
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

from patchalign3d_cli.machine.atomic import AtomicFile, atomic_path
from patchalign3d_cli.machine.interruption import (
    SIGNALS,
    Interrupted,
    exit_code,
    raise_on_signals,
    signals_held,
)
from patchalign3d_cli.machine.leftovers import remove_leftovers

pytestmark = pytest.mark.skipif(os.name == "nt", reason="signals and process numbers differ")


@pytest.fixture(autouse=True)
def handlers() -> Iterator[None]:
    before = {number: signal.getsignal(number) for number in SIGNALS}
    for number in before:  # in the background of a shell some are ignored, and stay so
        signal.signal(number, signal.SIG_DFL)
    raise_on_signals()
    yield
    for number, handler in before.items():
        signal.signal(number, handler)


@pytest.mark.parametrize(("name", "code"), [("SIGINT", 130), ("SIGTERM", 143), ("SIGHUP", 129)])
def test_a_signal_is_an_exception_with_its_code(name: str, code: int):
    with pytest.raises(Interrupted) as raised:
        os.kill(os.getpid(), getattr(signal, name))
    assert exit_code(raised.value) == code


def test_a_held_signal_comes_behind_the_block():
    reached = []
    with pytest.raises(Interrupted):
        with signals_held():
            with signals_held():
                os.kill(os.getpid(), signal.SIGTERM)
                reached.append("inner")
            reached.append("outer")
        reached.append("behind")
    assert reached == ["inner", "outer"]


def test_a_file_that_is_being_written_goes_with_the_signal(tmp_path: Path):
    with pytest.raises(Interrupted), atomic_path(tmp_path / "a.txt"):
        os.kill(os.getpid(), signal.SIGHUP)
    assert list(tmp_path.iterdir()) == []


def test_what_is_ignored_stays_so():
    signal.signal(signal.SIGHUP, signal.SIG_IGN)
    raise_on_signals()
    os.kill(os.getpid(), signal.SIGHUP)


def test_leftovers_of_ended_processes_go(tmp_path: Path):
    code = (
        "import os, sys; from pathlib import Path\n"
        "from patchalign3d_cli.machine.atomic import AtomicFile\n"
        "print(AtomicFile(Path(sys.argv[1]) / 'chair.parts.glb').temporary)\n"
        "os.kill(os.getpid(), 9)"
    )
    command = [sys.executable, "-u", "-c", code, str(tmp_path)]
    left = Path(subprocess.run(command, capture_output=True, text=True).stdout.strip())
    assert left.exists() and left.name.startswith(".chair.parts.pa3d-")
    held = AtomicFile(tmp_path / "b.glb")
    mine = tmp_path / ".notes.txt"
    mine.touch()
    assert remove_leftovers(tmp_path) == 1
    assert set(tmp_path.iterdir()) == {held.temporary, mine}
    # A process of the same number that was another one, as the first in every container is.
    parts = held.temporary.name.split(".")
    mark = next(part for part in parts if part.startswith("pa3d-"))
    other = "0000" if not mark.endswith("0000") else "1111"
    earlier = tmp_path / held.temporary.name.replace(mark, mark[:-4] + other)
    earlier.touch()
    foreign = tmp_path / held.temporary.name.replace(mark, "pa3d-" + "0" * 8 + "-1-aaaa")
    foreign.touch()
    assert remove_leftovers(tmp_path) == 1 and not earlier.exists() and foreign.exists()
    os.utime(foreign, (0, 0))
    assert remove_leftovers(tmp_path) == 1 and not foreign.exists()
    assert remove_leftovers(tmp_path / "none") == 0
    held.discard()
