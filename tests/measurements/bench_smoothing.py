"""Smoothing's linear system: SciPy's direct solver against several grids, on graphs of all kinds.

    python tests/measurements/bench_smoothing.py [FILE ...] [--elements 1000,10000,50000,100000]

Each mesh (docs/examples/chair.obj where none is named) is cut into more and more faces, and
measured as points sampled from it too; a lattice and a ball of points, which fill space, are the
worst cases of the direct solver. Prints processor seconds of one core, their ratio, and how many
elements get the label that the direct, exact solution gives them.
"""

import argparse
import time
from collections.abc import Iterator
from pathlib import Path

import numpy as np

from patchalign3d_cli.segmenting.smoothing import SurfaceGraph, cloud_graph, diffuse, mesh_graph
from patchalign3d_cli.shapes import Shape, load_shape, sample_surface
from patchalign3d_cli.shapes.subdivide import subdivide

CHAIR = Path(__file__).parents[2] / "docs/examples/chair.obj"
LENGTH = 0.2  # radii of the shape, as in the quality `balanced`


def finer(shape: Shape, faces: int) -> Shape:
    """The mesh with its longest edges halved until it has so many faces, or a few more."""
    assert shape.faces is not None
    while (missing := faces - len(shape.faces)) > 0:
        corners = shape.vertices[shape.faces]
        lengths = np.linalg.norm(np.roll(corners, -1, axis=1) - corners, axis=2)  # (F, 3)
        count = min(missing, lengths.size)
        shape, _ = subdivide(shape, lengths >= np.partition(lengths.ravel(), -count)[-count])
        assert shape.faces is not None
    return shape


def lattice(faces: int) -> Shape:
    """The surface of voxels in a gyroid, six a period: a mesh that fills space."""
    side = max(6, round((faces / 1.7) ** (1 / 3)))
    angle = np.arange(side) * (2 * np.pi / 6.2)
    x, y, z = np.meshgrid(angle, angle, angle, indexing="ij")
    filled = np.sin(x) * np.cos(y) + np.sin(y) * np.cos(z) + np.sin(z) * np.cos(x) > 0
    quads = []
    for axis, unit in enumerate(np.eye(3, dtype=int)):
        start = np.argwhere(np.diff(np.pad(filled, 1), axis=axis)) + unit
        u, v = np.roll(unit, 1), np.roll(unit, 2)
        quads.append(np.stack([start, start + u, start + u + v, start + v], axis=1))
    corners, numbers = np.unique(np.concatenate(quads).reshape(-1, 3), axis=0, return_inverse=True)
    quad = numbers.reshape(-1, 4)
    return Shape(corners.astype(float), np.concatenate([quad[:, [0, 1, 2]], quad[:, [0, 2, 3]]]))


def graphs(files: list[Path], elements: int) -> Iterator[tuple[str, SurfaceGraph]]:
    """Graphs of about so many elements."""
    for path in files:
        shape = load_shape(path)
        yield f"mesh {path.stem}", mesh_graph(finer(shape, elements))
        points = sample_surface(shape, elements, 0).points
        yield f"cloud {path.stem}", cloud_graph(Shape(points))
    yield "mesh lattice", mesh_graph(lattice(elements))
    ball = np.random.default_rng(0).normal(size=(elements, 3))
    yield "cloud ball", cloud_graph(Shape(ball))


def solve(graph: SurfaceGraph, values: np.ndarray, direct_links: int) -> tuple[float, np.ndarray]:
    """Processor time, and the smoothed values."""
    began = time.process_time()
    result = diffuse(graph, values, LENGTH, direct_links)
    return time.process_time() - began, result


def main() -> None:
    """Measure and print."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("files", type=Path, nargs="*", default=[CHAIR])
    parser.add_argument("--elements", default="1000,10000,30000,50000,100000")
    parser.add_argument("--labels", default="2,8,30")
    parser.add_argument("--most", type=float, default=10.0, help="seconds of a graph's last solve")
    options = parser.parse_args()
    slow: set[str] = set()
    print(f"{'graph':24} {'elements':>8} {'links':>8} labels  direct   grids  ratio  same label")
    for elements in map(int, options.elements.split(",")):
        for name, graph in graphs(options.files, elements):
            for labels in map(int, options.labels.split(",")):
                if name in slow:
                    continue
                values = np.random.default_rng(1).normal(size=(len(graph.areas), labels))
                grids, estimate = solve(graph, values, 5000)
                direct, exact = solve(graph, values, len(graph.one))
                same = (estimate.argmax(axis=1) == exact.argmax(axis=1)).mean()
                print(
                    f"{name:24} {len(values):8,} {len(graph.one):8,} {labels:6} {direct:7.2f}"
                    f" {grids:7.2f} {direct / grids:6.2f} {same:11.2%}",
                    flush=True,
                )
                if direct > options.most:
                    slow.add(name)


if __name__ == "__main__":
    main()
