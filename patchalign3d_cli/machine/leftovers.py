"""Temporary files that a killed process left behind: told by their names, removed by the next run.

A temporary file is called `.STEM.pa3d-HOST-PROCESS-RUN.RANDOM.SUFFIX`. HOST is eight hex digits of
the machine's name, PROCESS the number of the process that writes it, RUN four hex digits that tell
it from an earlier process of that number, as the first one in every container has.
"""

import contextlib
import hashlib
import os
import platform
import re
import secrets
import shutil
import time
from collections.abc import Collection
from functools import cache
from pathlib import Path

_NAME = re.compile(r"\..*\.pa3d-([0-9a-f]{8})-(\d+)-([0-9a-f]{4})\.[^.]+(\.[^.]*)?", re.DOTALL)
_RUN = secrets.token_hex(2)
_FOREIGN_SECONDS = 24 * 3600.0
"""A file of another machine, whose processes cannot be asked, counts as left after a day."""


def temporary_mark() -> str:
    """What the names of this process' temporary files hold."""
    return f"pa3d-{_host()}-{os.getpid()}-{_RUN}"


def remove_leftovers(folder: Path, processes: Collection[int] = ()) -> int:
    """Remove the temporary files (and folders) in a folder whose processes are no more.

    Args:
        folder: The folder; those in it are left alone. It may be missing.
        processes: Numbers of processes that are known to have ended, whoever has the number now.

    Returns:
        How many were removed. What cannot be listed or removed stays, without a word.
    """
    removed = 0
    with contextlib.suppress(OSError), os.scandir(folder) as entries:
        names = [entry.name for entry in entries if entry.name.startswith(".")]
        for name in names:
            match = _NAME.fullmatch(name)
            if match is None or not _is_left(folder / name, match, processes):
                continue
            with contextlib.suppress(OSError):
                if (folder / name).is_dir():
                    shutil.rmtree(folder / name)
                else:
                    (folder / name).unlink()
                removed += 1
    return removed


def _is_left(path: Path, match: "re.Match[str]", ended: Collection[int]) -> bool:
    host, process, run = match[1], int(match[2]), match[3]
    if host != _host():
        with contextlib.suppress(OSError):
            return time.time() - path.stat().st_mtime > _FOREIGN_SECONDS
        return False
    if process == os.getpid():
        return run != _RUN
    return process in ended or not _is_alive(process)


def _is_alive(process: int) -> bool:
    """Whether a process of this machine runs; where that cannot be asked, yes."""
    if os.name == "nt":
        return _is_alive_on_windows(process)
    try:
        os.kill(process, 0)
    except ProcessLookupError:
        return False
    except (OSError, OverflowError):
        pass  # it belongs to somebody else, or is no number of a process
    return True


def _is_alive_on_windows(process: int) -> bool:
    import ctypes

    kernel = getattr(ctypes, "windll").kernel32  # noqa: B009 (not there elsewhere)
    handle = kernel.OpenProcess(0x1000, False, process)  # PROCESS_QUERY_LIMITED_INFORMATION
    if not handle:
        return bool(kernel.GetLastError() == 5)  # ERROR_ACCESS_DENIED: it is there
    code = ctypes.c_ulong()
    kernel.GetExitCodeProcess(handle, ctypes.byref(code))
    kernel.CloseHandle(handle)
    return code.value == 259  # STILL_ACTIVE


@cache
def _host() -> str:
    return hashlib.sha256(platform.node().encode("utf-8", "surrogateescape")).hexdigest()[:8]
