"""How the time and memory of `pa3d segment` grow with the shape, as whole processes.

    OMP_NUM_THREADS=1 python tests/measurements/bench_scale.py

The exponent is that of the time between a size and the one before it: 1 is linear. Time is that of
the processor, which other programs disturb least; what `pa3d segment` of a tiny shape takes (the
start) is taken off for the exponent. `--agreement` compares labels by cells with those of single
elements, and `--plot FILE` draws the figures as SVG.
"""

import argparse
import math
import os
import subprocess
import sys
import tempfile
import time
from pathlib import Path
from typing import NamedTuple

import numpy as np

CLOUDS = (10_000, 100_000, 1_000_000, 10_000_000)
MESHES = (10_000, 100_000, 1_000_000, 2_000_000)
CHAIR = Path(__file__).parents[2] / "docs" / "examples" / "chair.obj"
PARTS = "seat,leg,back,armrest"


class Cost(NamedTuple):
    """What a process took: seconds of wall time and of the processor, and MB at its peak."""

    wall: float
    processor: float
    megabytes: float


def torus(u: np.ndarray, v: np.ndarray) -> np.ndarray:
    """Points of a torus with waves, for two angles: (..., 3)."""
    radius = 0.3 + 0.05 * np.cos(5 * u)
    out = 1 + radius * np.cos(v)
    return np.stack([out * np.cos(u), radius * np.sin(v), out * np.sin(u)], axis=-1)


def write_cloud(path: Path, count: int) -> None:
    """A cloud as NPY of float32."""
    u, v = np.random.default_rng(0).uniform(0, 2 * np.pi, (2, count))
    np.save(path, torus(u, v).astype(np.float32))


def write_mesh(path: Path, faces: int) -> None:
    """A mesh as OBJ."""
    side = math.ceil((faces / 2) ** 0.5)
    angles = np.linspace(0, 2 * np.pi, side, endpoint=False)
    vertices = torus(*np.meshgrid(angles, angles, indexing="ij")).reshape(-1, 3)
    rows, columns = np.meshgrid(np.arange(side), np.arange(side), indexing="ij")
    right, down = (columns + 1) % side, (rows + 1) % side
    a, b = rows * side + columns, rows * side + right
    c, d = down * side + columns, down * side + right
    triangles = np.stack([a, b, c, b, d, c], axis=-1).reshape(-1, 3)
    with path.open("w") as file:
        np.savetxt(file, vertices, fmt="v %.6f %.6f %.6f")
        np.savetxt(file, triangles + 1, fmt="f %d %d %d")


def write_apart(kind: str, path: Path, size: int) -> None:
    """Write a shape in another process: what this one holds counts for those that it starts."""
    command = [sys.executable, __file__, "--write", kind, str(size), str(path)]
    subprocess.run(command, check=True)


def measure(path: Path, format: str) -> Cost:
    """Segment a shape in a process of its own."""
    command = [sys.executable, "-m", "patchalign3d_cli", "segment", str(path), "-p", PARTS]
    command += ["-f", format, "--force", "-q", "--backend", "light"]
    began = time.monotonic()
    process = subprocess.Popen(command, stderr=subprocess.DEVNULL)
    _, status, usage = os.wait4(process.pid, 0)
    process.returncode = os.waitstatus_to_exitcode(status)
    assert process.returncode == 0
    wall = time.monotonic() - began
    return Cost(wall, usage.ru_utime + usage.ru_stime, usage.ru_maxrss / 1024)


def curve(kind: str, sizes: tuple[int, ...], format: str) -> dict[int, Cost]:
    """Measure sizes and print a row for each."""
    costs: dict[int, Cost] = {}
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / ("cloud.npy" if kind == "points" else "mesh.obj")
        write_apart(kind, path, 500)
        start = measure(path, format)
        before: tuple[int, float] | None = None
        for size in sizes:
            write_apart(kind, path, size)
            cost = costs[size] = measure(path, format)
            own = max(cost.processor - start.processor, 1e-3)
            grown = "" if before is None else f"{math.log(own / before[1], size / before[0]):.2f}"
            figures = f"{cost.processor:.2f} | {cost.wall:.2f} | {cost.megabytes:,.0f}"
            print(f"| {size:,} {kind} | {figures} | {grown} |", flush=True)
            before = size, own
    return costs


def print_agreement() -> None:
    """How many elements keep their label where cells stand for them, at 100,000 elements."""
    import trimesh

    from patchalign3d_cli import load_segmenter, load_shape
    from patchalign3d_cli.shapes import Shape, sample_surface, shape

    segmenter = load_segmenter(backend="light")
    chair = load_shape(CHAIR)
    vertices, faces = chair.vertices, chair.faces
    while len(faces) < 100_000:
        vertices, faces = trimesh.remesh.subdivide(vertices, faces)
    chair = Shape(vertices, faces, up=chair.up)
    cloud = Shape(sample_surface(chair, 100_000, 0).points, up=chair.up)
    for one in (chair, cloud):
        labels = []
        for most in (10**9, 50_000):
            shape.MOST_SINGLE_POINTS = shape.MOST_SINGLE_FACES = most
            fresh = Shape(one.vertices, one.faces, up=one.up)
            labels.append(segmenter.segment(fresh, PARTS.split(",")).labels)
        same = np.average(labels[0] == labels[1], weights=one.element_weights())
        print(f"{one.element_count:,} {one.element}s: {same:.2%} of the surface keep their label")


def draw(path: Path, curves: dict[str, dict[int, Cost]]) -> None:
    """Draw seconds of the processor over elements, both in powers of ten."""
    width, height, left, bottom = 640, 400, 60, 50

    def x(size: float) -> float:
        return left + (math.log10(size) - 4) / 3 * (width - left - 20)

    def y(seconds: float) -> float:
        return height - bottom - (math.log10(seconds) + 1) / 3 * (height - bottom - 20)

    lines = [
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {width} {height}"'
        ' font-family="sans-serif" font-size="13">',
        f'<rect width="{width}" height="{height}" fill="#fff"/>',
    ]
    for power in range(4, 8):
        lines.append(f'<path d="M{x(10**power):.0f} 20V{height - bottom}" stroke="#ddd"/>')
        lines.append(
            f'<text x="{x(10**power):.0f}" y="{height - bottom + 20}"'
            f' text-anchor="middle">{10**power:,}</text>'
        )
    for power in range(-1, 3):
        lines.append(f'<path d="M{left} {y(10**power):.0f}H{width - 20}" stroke="#ddd"/>')
        lines.append(
            f'<text x="{left - 8}" y="{y(10**power) + 4:.0f}"'
            f' text-anchor="end">{10**power:g}</text>'
        )
    lines.append(f'<text x="{left}" y="14">seconds of one core, whole process</text>')
    lines.append(f'<text x="{width - 20}" y="{height - 8}" text-anchor="end">elements</text>')
    for (kind, costs), color in zip(curves.items(), ("#3b76d6", "#d6553b"), strict=False):
        points = [(x(size), y(cost.processor)) for size, cost in costs.items()]
        corners = " ".join(f"{one:.1f},{two:.1f}" for one, two in points)
        lines.append(
            f'<polyline points="{corners}" fill="none" stroke="{color}" stroke-width="2"/>'
        )
        lines += [f'<circle cx="{a:.1f}" cy="{b:.1f}" r="4" fill="{color}"/>' for a, b in points]
        end = points[-1]
        lines.append(
            f'<text x="{end[0] - 10:.0f}" y="{end[1] - 10:.0f}" text-anchor="end"'
            f' fill="{color}">{kind}</text>'
        )
    path.write_text("\n".join([*lines, "</svg>"]) + "\n")


def main() -> None:
    """Measure and print."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--most", type=int, default=10_000_000)
    parser.add_argument("--format", default="npz")
    parser.add_argument("--agreement", action="store_true")
    parser.add_argument("--plot", type=Path)
    parser.add_argument("--write", nargs=3, metavar=("KIND", "SIZE", "PATH"))
    options = parser.parse_args()
    if options.write:
        kind, size, path = options.write
        (write_cloud if kind == "points" else write_mesh)(Path(path), int(size))
        return
    if options.agreement:
        print_agreement()
        return
    print("| | CPU s | wall s | peak MB | exponent |\n|---|---|---|---|---|")
    curves = {
        kind: curve(kind, tuple(size for size in sizes if size <= options.most), options.format)
        for kind, sizes in (("points", CLOUDS), ("faces", MESHES))
    }
    if options.plot:
        draw(options.plot, curves)


if __name__ == "__main__":
    main()
