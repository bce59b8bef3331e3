"""How a run grows: shapes, worker processes and Ray's actors.

    python tests/measurements/bench_scaling.py [--most 1000] [--faces 20000] [--jobs 1 2] [--ray]

Segments folders of 1, 10, 100 ... meshes of one size (JSON and NPZ). Prints a Markdown table with
wall and processor seconds, bytes read and written, the journal's included, and a fit of processor
seconds: what a run takes to begin, and what a shape takes. `--ray` adds a row with 100 shapes on a
Ray of this machine.
"""

import argparse
import os
import shutil
import subprocess
import sys
import tempfile
import time
from pathlib import Path
from typing import NamedTuple

import numpy as np
from bench_segment import write_mesh

PA3D = [sys.executable, "-m", "patchalign3d_cli", "segment"]
OPTIONS = ["-p", "seat,leg,back", "-f", "json,npz", "-q", "--backend", "light"]
RAY_SHAPES = 100


class Run(NamedTuple):
    """What a run took."""

    shapes: int
    workers: str
    wall: float
    spent: float
    written: int
    journal: int


def measured(folder: Path, count: int, workers: str, words: list[str]) -> Run:
    """Segment a folder of so many shapes."""
    out = folder.parent / "out"
    shutil.rmtree(out, ignore_errors=True)
    before, began = os.times(), time.monotonic()
    subprocess.run(
        [*PA3D, str(folder), "-o", str(out), *OPTIONS, *words],
        check=True,
        stderr=subprocess.DEVNULL,
    )
    after, wall = os.times(), time.monotonic() - began
    spent = after.children_user - before.children_user
    spent += after.children_system - before.children_system
    journal = (out / "pa3d-journal.jsonl").stat().st_size
    written = sum(path.stat().st_size for path in out.iterdir()) - journal
    return Run(count, workers, wall, spent, written, journal)


def main() -> None:
    """Measure and print."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--most", type=int, default=1000)
    parser.add_argument("--faces", type=int, default=20_000)
    parser.add_argument("--jobs", type=int, nargs="+", default=[1, 2])
    parser.add_argument("--ray", action="store_true")
    options = parser.parse_args()
    os.environ["OMP_NUM_THREADS"] = "1"
    print("| shapes | workers | wall | CPU s a shape | shapes/s | written | journal |")
    print("|---|---|---|---|---|---|---|", flush=True)
    rows: list[Run] = []

    def show(row: Run) -> None:
        rows.append(row)
        print(
            f"| {row.shapes:,} | {row.workers} | {row.wall:.1f} s | {row.spent / row.shapes:.3f} |"
            f" {row.shapes / row.wall:.2f} | {row.written / 1e6:.1f} MB |"
            f" {row.journal / row.shapes / 1e3:.1f} kB a shape |",
            flush=True,
        )

    with tempfile.TemporaryDirectory() as name:
        first, folder = Path(name) / "shape.obj", Path(name) / "shapes"
        write_mesh(first, options.faces)
        folder.mkdir()
        count, made = 1, 0
        while count <= options.most:
            for number in range(made, count):
                os.link(first, folder / f"s{number}.obj")
            made = count
            for jobs in options.jobs:
                show(measured(folder, count, str(jobs), ["--jobs", str(jobs)]))
            if options.ray and count == RAY_SHAPES:
                show(measured(folder, count, "Ray", ["--engine", "ray"]))
            count *= 10
        print(f"\na shape's file has {first.stat().st_size / 1e6:.2f} MB")
    for jobs in map(str, options.jobs):
        same = [row for row in rows if row.workers == jobs]
        if len(same) > 1:
            shape, begin = np.polyfit([row.shapes for row in same], [row.spent for row in same], 1)
            print(f"{jobs} workers: {begin:.1f} CPU s to begin, {shape:.3f} CPU s a shape")


if __name__ == "__main__":
    main()
