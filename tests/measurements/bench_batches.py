"""Many shapes: one run of `pa3d segment` against a process a shape, as many at a time as cores.

    python tests/measurements/bench_batches.py [--shapes 300] [--faces 20000]

Both write JSON and NPZ of the same meshes and have the same jobs at a time. Prints shapes a second,
processor seconds a shape, and the ratios; and the memory of the run's workers at a tenth and at
the end of it.
"""

import argparse
import os
import subprocess
import sys
import tempfile
import time
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

from bench_segment import write_mesh

from patchalign3d_cli.machine.resources import resident_memory, usable_cores

PA3D = [sys.executable, "-m", "patchalign3d_cli", "segment"]
OPTIONS = ["-p", "seat,leg,back", "-f", "json,npz", "--force", "-q", "--backend", "light"]


def children_of(process: int) -> list[int]:
    """Numbers of the processes that a process started (Linux)."""
    tasks = Path(f"/proc/{process}/task").glob("*/children")
    return [int(word) for path in tasks for word in path.read_text().split()]


def one_run(folder: Path, out: Path, count: int) -> list[float]:
    """Segment a folder in one run; megabytes of its workers at a tenth and near the end."""
    process = subprocess.Popen(
        [*PA3D, str(folder), "-o", str(out), *OPTIONS], stderr=subprocess.DEVNULL
    )
    megabytes = [0.0, 0.0]
    while process.poll() is None:
        done = len(list(out.glob("*.npz"))) if out.is_dir() else 0
        held = sum(resident_memory(child) or 0 for child in children_of(process.pid)) / 2**20
        if held:
            megabytes[done > count // 10] = held
        time.sleep(0.2)
    assert process.returncode == 0
    return megabytes


def main() -> None:
    """Measure and print."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--shapes", type=int, default=300)
    parser.add_argument("--faces", type=int, default=20_000)
    options = parser.parse_args()
    os.environ.pop("OMP_NUM_THREADS", None)
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name) / "shapes"
        folder.mkdir()
        first = folder / "s0.obj"
        write_mesh(first, options.faces)
        for number in range(1, options.shapes):
            (folder / f"s{number}.obj").write_bytes(first.read_bytes())
        shapes = sorted(folder.iterdir())

        def alone(shape: Path) -> None:
            command = [*PA3D, str(shape), "-o", str(Path(name) / "alone"), *OPTIONS]
            subprocess.run(command, check=True, stderr=subprocess.DEVNULL)

        rows = {}
        for title in ("one run", "a process a shape"):
            before, began = os.times(), time.monotonic()
            if title == "one run":
                early, late = one_run(folder, Path(name) / "run", options.shapes)
            else:
                with ThreadPoolExecutor(usable_cores()) as pool:
                    list(pool.map(alone, shapes))
            after = os.times()
            seconds = time.monotonic() - began
            spent = after.children_user - before.children_user
            spent += after.children_system - before.children_system
            rows[title] = options.shapes / seconds, spent / options.shapes
            print(f"{title}: {rows[title][0]:.2f} shapes/s, {rows[title][1]:.2f} CPU s a shape")
        run, single = rows.values()
        print(f"ratio: {run[0] / single[0]:.2f} shapes/s, {run[1] / single[1]:.2f} CPU a shape")
        print(f"workers' memory: {early:.0f} MB at a tenth, {late:.0f} MB near the end")


if __name__ == "__main__":
    main()
