"""Many shapes: one run of `pa3d segment` against runs without worker processes.

    python tests/measurements/bench_batches.py [--shapes 300] [--faces 20000] [--alone 60]

Each writes JSON and NPZ of meshes of one size, as many at a time as there are cores:

- one run over the whole folder, the way `pa3d` does it;
- a process a shape, over the first shapes (`--alone`): what `xargs -P` does;
- a process a core, each with its half of those shapes and one loop (`--jobs 0`).

Prints shapes a second, processor seconds a shape, and the ratios; and the memory of the run's
workers after 50 shapes, half of them and near the end. The others run before and after the one
run, so that a busy machine slows all alike.
"""

import argparse
import os
import shutil
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from functools import partial
from pathlib import Path
from statistics import median

from bench_segment import write_mesh

from patchalign3d_cli.machine.resources import resident_memory, usable_cores

PA3D = [sys.executable, "-m", "patchalign3d_cli", "segment"]
OPTIONS = ["-p", "seat,leg,back", "-f", "json,npz", "--force", "-q", "--backend", "light"]


def children_of(process: int) -> list[int]:
    """Numbers of the processes that a process started (Linux)."""
    tasks = Path(f"/proc/{process}/task").glob("*/children")
    return [int(word) for path in tasks for word in path.read_text().split()]


def segment(*words: object) -> None:
    """Run `pa3d segment` to its end."""
    subprocess.run([*PA3D, *map(str, words), *OPTIONS], check=True, stderr=subprocess.DEVNULL)


def one_run(folder: Path, out: Path, marks: list[int]) -> dict[int, float]:
    """Segment a folder in one run; megabytes of its workers when so many shapes were done."""
    command = [*PA3D, str(folder), "-o", str(out), *OPTIONS]
    process = subprocess.Popen(command, stderr=subprocess.DEVNULL)
    megabytes: dict[int, float] = {}
    while process.poll() is None:
        done = len(list(out.glob("*.npz"))) if out.is_dir() else 0
        held = sum(resident_memory(child) or 0 for child in children_of(process.pid)) / 2**20
        for mark in marks:
            if done >= mark and mark not in megabytes and held:
                megabytes[mark] = held
        time.sleep(0.1)
    assert process.returncode == 0
    return megabytes


def measured(work: Callable[[], object], shapes: int) -> tuple[float, float]:
    """Shapes a second of what some work does, and processor seconds a shape."""
    before, began = os.times(), time.monotonic()
    work()
    after, seconds = os.times(), time.monotonic() - began
    spent = after.children_user - before.children_user
    spent += after.children_system - before.children_system
    return shapes / seconds, spent / shapes


def main() -> None:
    """Measure and print."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--shapes", type=int, default=300)
    parser.add_argument("--faces", type=int, default=20_000)
    parser.add_argument("--alone", type=int, default=60)
    options = parser.parse_args()
    os.environ.pop("OMP_NUM_THREADS", None)
    cores = usable_cores()
    with tempfile.TemporaryDirectory() as name, ThreadPoolExecutor(cores) as pool:
        first = Path(name) / "shape.obj"
        write_mesh(first, options.faces)
        folder, some, halves = (Path(name) / title for title in ("all", "some", "halves"))
        few = max(cores, options.alone // 2)
        parts = [halves / str(number) for number in range(cores)]
        for number in range(options.shapes):
            _copy(first, folder / f"s{number}.obj")
        for number in range(few):
            _copy(first, some / f"s{number}.obj")
            _copy(first, parts[number % cores] / f"s{number}.obj")
        out = Path(name) / "out"

        def run(marks: list[int], memory: dict[int, float]) -> None:
            memory.update(one_run(folder, out, marks))

        def alone() -> None:
            list(pool.map(lambda path: segment(path, "-o", out), sorted(some.iterdir())))

        def loops() -> None:
            list(pool.map(lambda part: segment(part, "-o", out / part.name, "--jobs", 0), parts))

        memory: dict[int, float] = {}
        marks = sorted(
            {min(50, options.shapes // 2), options.shapes // 2, options.shapes - 2 * cores}
        )
        rows: dict[str, list[tuple[float, float]]] = {}
        print(f"{options.shapes} meshes of {options.faces:,} faces, {cores} cores", flush=True)
        works = {"a process a shape": (alone, few), "a process a core, one loop": (loops, few)}
        for title, (work, count) in works.items():
            rows.setdefault(title, []).append(measured(work, count))
        rows["one run"] = [measured(partial(run, marks, memory), options.shapes)]
        for title, (work, count) in works.items():
            shutil.rmtree(out)
            rows[title].append(measured(work, count))
        figures = {
            title: tuple(median(column) for column in zip(*row, strict=True))
            for title, row in rows.items()
        }
        for title, (rate, spent) in figures.items():
            ratio = figures["one run"][0] / rate, spent / figures["one run"][1]
            print(
                f"{title}: {rate:.2f} shapes/s, {spent:.2f} CPU s a shape; one run is"
                f" {ratio[0]:.2f} times as fast with 1/{ratio[1]:.2f} of the CPU"
            )
        held = ", ".join(f"{size:.0f} MB after {mark}" for mark, size in sorted(memory.items()))
        print(f"workers' memory: {held}")


def _copy(source: Path, target: Path) -> None:
    target.parent.mkdir(parents=True, exist_ok=True)
    shutil.copyfile(source, target)


if __name__ == "__main__":
    main()
