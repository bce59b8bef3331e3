"""Time and memory of whole `pa3d segment` runs, beside what importing torch costs.

    python tests/measurements/bench_segment.py [--runs 5] [--faces 20000]

All commands run in turn, as whole processes, on a generated mesh with the bundled model, and write
JSON and NPZ. Prints the medians of wall and processor time and of peak memory, and the median of
each one's processor time over that of `import torch` in the same round: on a busy machine that
ratio holds still where seconds do not.
"""

import argparse
import os
import shutil
import statistics
import subprocess
import sys
import tempfile
import time
from pathlib import Path
from typing import NamedTuple

import numpy as np

PA3D = [sys.executable, "-m", "patchalign3d_cli"]
FROM_PYTHON = """
import sys
import patchalign3d_cli as pa3d
segmenter = pa3d.load_segmenter(backend="light")
features = segmenter.encode(pa3d.load_shape(sys.argv[1]))
segmenter.query(features, ["seat", "leg", "back"])
"""
IMPORT = [sys.executable, "-c", "import torch"]


class Run(NamedTuple):
    """One process: wall and processor seconds, and peak resident memory in MB."""

    seconds: float
    processor: float
    megabytes: float


def measure(command: list[str]) -> Run:
    """Run a command to its end."""
    started = time.perf_counter()
    process = subprocess.Popen(command, stdout=subprocess.DEVNULL, stderr=subprocess.PIPE)
    assert process.stderr is not None
    said = process.stderr.read()
    _, status, usage = os.wait4(process.pid, 0)
    seconds = time.perf_counter() - started
    if status:
        raise SystemExit(f"{' '.join(command)} failed:\n{said.decode()}")
    unit = 1e6 if sys.platform == "darwin" else 1e3
    return Run(seconds, usage.ru_utime + usage.ru_stime, usage.ru_maxrss / unit)


def write_mesh(path: Path, faces: int) -> None:
    """A bumpy torus with about so many faces, as OBJ."""
    side = int(np.sqrt(faces / 2))
    u, v = np.meshgrid(*[np.linspace(0, 2 * np.pi, side, endpoint=False)] * 2, indexing="ij")
    radius = 0.3 + 0.05 * np.cos(5 * u)
    x, y = (1 + radius * np.cos(v)) * np.cos(u), radius * np.sin(v)
    vertices = np.stack([x, y, (1 + radius * np.cos(v)) * np.sin(u)], axis=-1).reshape(-1, 3)
    rows, columns = np.meshgrid(np.arange(side), np.arange(side), indexing="ij")
    right, down = (columns + 1) % side, (rows + 1) % side
    a, b = rows * side + columns, rows * side + right
    c, d = down * side + columns, down * side + right
    triangles = np.concatenate([np.stack([a, b, c], -1), np.stack([b, d, c], -1)]).reshape(-1, 3)
    lines = [f"v {p[0]:.6f} {p[1]:.6f} {p[2]:.6f}" for p in vertices]
    lines += [f"f {t[0] + 1} {t[1] + 1} {t[2] + 1}" for t in triangles]
    path.write_text("\n".join(lines) + "\n")


def main() -> None:
    """Measure and print."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--runs", type=int, default=5)
    parser.add_argument("--faces", type=int, default=20_000)
    options = parser.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        home = Path(folder) / "home"
        os.environ["PA3D_HOME"] = str(home)
        mesh = Path(folder) / "torus.obj"
        write_mesh(mesh, options.faces)
        segment = [*PA3D, "segment", str(mesh), "-o", folder, "--force", "-q"]
        files, known, new = ["-f", "json,npz"], ["-p", "seat,leg,back"], ["-p", "hull,wiggly bit"]
        commands = {
            "import torch": IMPORT,
            "pa3d --help": [*PA3D, "--help"],
            "words of the bank": [*segment, *known, *files, "--backend", "light"],
            "words never embedded": [*segment, *new, *files, "--backend", "light"],
            "words of the cache": [*segment, *new, *files, "--backend", "light"],
            "and a PNG": [*segment, *known, "-f", "json,npz,png", "--backend", "light"],
            "the same from Python": [sys.executable, "-c", FROM_PYTHON, str(mesh)],
            "--backend torch": [*segment, *known, *files, "--backend", "torch"],
        }
        rows: dict[str, list[Run]] = {name: [] for name in commands}
        for number in range(options.runs + 1):
            for name, command in commands.items():
                if name == "words never embedded":
                    shutil.rmtree(home, ignore_errors=True)
                run = measure(command)
                if number:  # the first round warms up
                    rows[name].append(run)
    print(f"{options.faces:,} faces, {options.runs} runs, medians")
    print("| | wall s | CPU s | of `import torch` | peak MB |\n|---|---|---|---|---|")
    for name, runs in rows.items():
        ratios = [
            run.processor / torch.processor
            for run, torch in zip(runs, rows["import torch"], strict=True)
        ]
        figures = [statistics.median(values) for values in zip(*runs, strict=True)]
        wall, processor, megabytes = figures
        ratio = statistics.median(ratios)
        print(f"| {name} | {wall:.2f} | {processor:.2f} | {ratio:.2f} | {megabytes:.0f} |")


if __name__ == "__main__":
    main()
