"""Time and memory of one `pa3d segment` run against importing torch and trimesh.

    python tests/measurements/bench_segment.py [--runs 5] [--faces 20000]

Both commands run in turn, as whole processes, on a generated mesh with the bundled model and
cached words. Prints the medians, their difference and the peak resident memory of each.
"""

import argparse
import os
import statistics
import subprocess
import sys
import tempfile
import time
from pathlib import Path
from typing import NamedTuple

import numpy as np


class Run(NamedTuple):
    """One process: wall seconds and peak resident memory in MB."""

    seconds: float
    megabytes: float


def measure(command: list[str]) -> Run:
    """Run a command to its end."""
    started = time.perf_counter()
    process = subprocess.Popen(command, stdout=subprocess.DEVNULL, stderr=subprocess.PIPE)
    assert process.stderr is not None
    said = process.stderr.read()
    _, status, usage = os.wait4(process.pid, 0)
    if status:
        raise SystemExit(f"{' '.join(command)} failed:\n{said.decode()}")
    unit = 1e6 if sys.platform == "darwin" else 1e3
    return Run(time.perf_counter() - started, usage.ru_maxrss / unit)


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
        os.environ["PA3D_HOME"] = str(Path(folder) / "home")
        mesh = Path(folder) / "torus.obj"
        write_mesh(mesh, options.faces)
        imports = [sys.executable, "-c", "import torch, trimesh"]
        torch_alone = [sys.executable, "-c", "import torch"]
        segment = [sys.executable, "-c", "from patchalign3d_cli.cli.app import main; main()"]
        segment += ["segment", str(mesh), "--parts", "ring,bump", "--force", "-q"]
        help_text = [*segment[:3], "--help"]
        measure(segment), measure(imports)  # words are cached, files are warm
        rows: dict[str, list[Run]] = {"imports": [], "segment": [], "torch": [], "help": []}
        commands = {"imports": imports, "segment": segment, "torch": torch_alone, "help": help_text}
        for _ in range(options.runs):
            for name, command in commands.items():
                rows[name].append(measure(command))
    seconds = {name: statistics.median(run.seconds for run in runs) for name, runs in rows.items()}
    memory = {name: statistics.median(run.megabytes for run in runs) for name, runs in rows.items()}
    print(f"faces                       {options.faces:,}, {options.runs} runs, medians")
    print(f"pa3d --help                 {seconds['help']:.2f} s")
    print(f"import torch, trimesh       {seconds['imports']:.2f} s")
    print(f"pa3d segment                {seconds['segment']:.2f} s")
    print(f"  beyond the imports        {seconds['segment'] - seconds['imports']:+.2f} s")
    print(f"peak of torch alone         {memory['torch']:.0f} MB")
    print(f"peak of pa3d segment        {memory['segment']:.0f} MB")
    print(f"  beyond torch              {memory['segment'] - memory['torch']:+.0f} MB")


if __name__ == "__main__":
    main()
