"""What more threads than one cost or save: whole `pa3d segment` runs in turn, quiet and busy.

    python tests/measurements/bench_threads.py [--runs 5] [--busy 4]

Prints medians of wall and processor time over those with one thread in the same round. `--busy`
runs so many programs beside them that keep a core busy each.
"""

import argparse
import os
import statistics
import subprocess
import sys
import time
from pathlib import Path

CHAIR = Path(__file__).parents[2] / "docs" / "examples" / "chair.obj"
SETTINGS = {
    "1 thread": {"OMP_NUM_THREADS": "1"},
    "as it comes": {},
    "one a core, waiting ones spin": {
        "OMP_NUM_THREADS": str(os.cpu_count()),
        "OMP_WAIT_POLICY": "ACTIVE",
    },
}


def measure(backend: str, variables: dict[str, str], passes: int) -> tuple[float, float]:
    """Wall and processor seconds of a run."""
    command = [sys.executable, "-m", "patchalign3d_cli", "segment", str(CHAIR), "-q", "--force"]
    command += ["-p", "seat,leg,back", "-f", "npz", "-o", "/tmp", "--backend", backend]
    command += ["--passes", str(passes)]
    chosen = ("OMP_", "OPENBLAS_", "MKL_")
    environment = {name: value for name, value in os.environ.items() if not name.startswith(chosen)}
    began = time.monotonic()
    process = subprocess.Popen(command, env={**environment, **variables})
    _, status, usage = os.wait4(process.pid, 0)
    process.returncode = os.waitstatus_to_exitcode(status)
    assert process.returncode == 0
    return time.monotonic() - began, usage.ru_utime + usage.ru_stime


def main() -> None:
    """Measure and print."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--runs", type=int, default=5)
    parser.add_argument("--busy", type=int, default=0)
    parser.add_argument("--passes", type=int, default=8)
    options = parser.parse_args()
    loops = [subprocess.Popen([sys.executable, "-c", "while 1: pass"]) for _ in range(options.busy)]
    try:
        print(f"load {os.getloadavg()[0]:.1f} on {os.cpu_count()} cores")
        print("| | threads | wall | processor |\n|---|---|---|---|")
        for backend in ("light", "torch"):
            rounds = [
                {name: measure(backend, extra, options.passes) for name, extra in SETTINGS.items()}
                for _ in range(options.runs)
            ]
            for name in SETTINGS:
                ratios = [[one[name][k] / one["1 thread"][k] for one in rounds] for k in range(2)]
                wall, processor = (statistics.median(values) for values in ratios)
                seconds = statistics.median(one[name][0] for one in rounds)
                print(f"| {backend} | {name} | {wall:.2f} ({seconds:.2f} s) | {processor:.2f} |")
    finally:
        for loop in loops:
            loop.kill()
            loop.wait()


if __name__ == "__main__":
    main()
