"""How much of this machine there is to use: cores, memory, and what a process takes of it."""

import contextlib
import os
from pathlib import Path

_CGROUP = Path("/sys/fs/cgroup")  # version 2
_THREAD_VARIABLES = (
    "OMP_NUM_THREADS",
    "OPENBLAS_NUM_THREADS",
    "MKL_NUM_THREADS",
    "VECLIB_MAXIMUM_THREADS",
    "NUMEXPR_NUM_THREADS",
)


def usable_cores() -> int:
    """Cores that this process may use: by its affinity and the quota of its container."""
    try:
        count = len(os.sched_getaffinity(0))
    except AttributeError:
        count = os.cpu_count() or 1
    with contextlib.suppress(OSError, ValueError):
        quota, period = (_CGROUP / "cpu.max").read_text().split()
        if quota != "max":
            count = min(count, max(1, round(int(quota) / int(period))))
    return count


def usable_threads() -> int:
    """Threads that this process may keep busy: `OMP_NUM_THREADS`, else one a usable core."""
    first = os.environ.get("OMP_NUM_THREADS", "").split(",")[0].strip()  # one a level of nesting
    return max(1, int(first)) if first.isdecimal() else usable_cores()


def available_memory() -> int | None:
    """Bytes that could be taken without swapping, in this container; None where nobody says."""
    free: list[int] = []
    with contextlib.suppress(OSError, ValueError, IndexError):
        lines = Path("/proc/meminfo").read_text().splitlines()
        line = next((line for line in lines if line.startswith("MemAvailable:")), "")
        free.append(int(line.split()[1]) * 1024)
    with contextlib.suppress(OSError, ValueError):
        most = int((_CGROUP / "memory.max").read_text())
        free.append(max(0, most - int((_CGROUP / "memory.current").read_text())))
    if not free:
        with contextlib.suppress(OSError, ValueError, AttributeError):
            free.append(os.sysconf("SC_PHYS_PAGES") * os.sysconf("SC_PAGE_SIZE") // 2)
    return min(free, default=None)


def resident_memory(process: int) -> int | None:
    """Bytes of memory that a process holds; None where it is no more or nobody says."""
    with contextlib.suppress(OSError, ValueError, IndexError):
        pages = int(Path(f"/proc/{process}/statm").read_text().split()[1])
        return pages * os.sysconf("SC_PAGE_SIZE")
    if not Path("/proc/self/statm").exists() and os.name == "posix":
        import subprocess

        with contextlib.suppress(OSError, ValueError, subprocess.SubprocessError):
            command = ["ps", "-o", "rss=", "-p", str(process)]
            done = subprocess.run(command, capture_output=True, text=True, timeout=5, check=True)
            return int(done.stdout) * 1024
    return None


def thread_limits(threads: int) -> dict[str, str]:
    """Variables that limit the threads of numerical libraries, unless the user set them.

    They count in a process that has not loaded the libraries yet.
    """
    if "OMP_NUM_THREADS" in os.environ:
        return {}
    return dict.fromkeys(_THREAD_VARIABLES, str(threads))


def calm_threads() -> None:
    """Keep the threads of numerical libraries from taking cores that others need.

    Threads of OpenMP spin while they wait for work; where other programs want the cores, the
    waiting ones keep the working ones from running. `OMP_WAIT_POLICY` lets them sleep. NumPy's
    OpenBLAS knows no such thing and gains little with what `light/` computes: it gets one thread,
    and `light/` has threads besides (docs/performance.md). What the user set stays. To be called
    before a library is loaded.
    """
    os.environ.setdefault("OMP_WAIT_POLICY", "PASSIVE")
    if "OMP_NUM_THREADS" not in os.environ:
        os.environ.setdefault("OPENBLAS_NUM_THREADS", "1")
