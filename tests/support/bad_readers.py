"""Readers with the faults that decoders may have."""

import ctypes
import sys
import time
from pathlib import Path


def never_ends(path: Path) -> None:
    while True:
        time.sleep(1)


def crashes(path: Path) -> None:
    ctypes.string_at(0)


def takes_all(path: Path) -> bytes:
    return bytes(64 * 2**30)


def prints(path: Path) -> None:
    sys.stdout.write("this is no answer")
    sys.stdout.flush()
    raise ValueError("but this is")
