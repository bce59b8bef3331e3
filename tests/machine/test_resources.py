"""What this machine has, and how threads are kept calm."""

import os
import subprocess
import sys

import pytest

from patchalign3d_cli.machine.resources import (
    available_memory,
    resident_memory,
    thread_limits,
    usable_cores,
    usable_threads,
)

SHOW = (
    "import os, sys; sys.argv = ['pa3d', '--version']\n"
    "from patchalign3d_cli.__main__ import main\n"
    "try: main()\n"
    "except SystemExit: pass\n"
    "print(os.environ.get('OMP_WAIT_POLICY'), os.environ.get('OPENBLAS_NUM_THREADS'))"
)


def test_there_are_cores_and_memory():
    assert 1 <= usable_cores() <= (os.cpu_count() or 1)
    free = available_memory()
    assert free is None or free > 0


@pytest.mark.skipif(os.name == "nt", reason="nobody says")
def test_memory_of_a_process_grows_with_what_it_holds():
    code = (  # a process of its own: this one may have memory left of what it freed
        "import os; from patchalign3d_cli.machine.resources import resident_memory as resident\n"
        "before = resident(os.getpid()); held = bytearray(os.urandom(1 << 16)) * 512\n"
        "print(resident(os.getpid()) - before, len(held))"
    )
    run = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    grown, held = map(int, run.stdout.split())
    assert held == 2**25 and grown > 2**24 and resident_memory(2**22 + 7) is None


def test_workers_are_limited_unless_the_user_said_how(monkeypatch: pytest.MonkeyPatch):
    monkeypatch.delenv("OMP_NUM_THREADS", raising=False)
    limits = thread_limits(2)
    assert limits["OMP_NUM_THREADS"] == limits["OPENBLAS_NUM_THREADS"] == "2"
    monkeypatch.setenv("OMP_NUM_THREADS", "7")
    assert thread_limits(2) == {}


@pytest.mark.parametrize(("given", "count"), [("3", 3), ("2,4", 2), ("0", 1), ("many", None)])
def test_threads_are_those_that_the_user_said(
    monkeypatch: pytest.MonkeyPatch, given: str, count: int | None
):
    monkeypatch.setenv("OMP_NUM_THREADS", given)
    assert usable_threads() == (count or usable_cores())
    monkeypatch.delenv("OMP_NUM_THREADS")
    assert usable_threads() == usable_cores()


@pytest.mark.parametrize(
    ("given", "shown"),
    [
        ({}, "PASSIVE 1"),
        ({"OMP_NUM_THREADS": "4"}, "PASSIVE None"),
        ({"OMP_WAIT_POLICY": "ACTIVE", "OPENBLAS_NUM_THREADS": "3"}, "ACTIVE 3"),
    ],
)
def test_the_program_lets_waiting_threads_sleep(given: dict[str, str], shown: str):
    names = ("OMP_NUM_THREADS", "OMP_WAIT_POLICY", "OPENBLAS_NUM_THREADS")
    plain = {name: value for name, value in os.environ.items() if name not in names}
    command = [sys.executable, "-c", SHOW]
    done = subprocess.run(command, env={**plain, **given}, capture_output=True, text=True)
    assert done.stdout.splitlines()[-1] == shown
