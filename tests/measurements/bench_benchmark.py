"""Throughput of `pa3d benchmark` against the encoder alone.

    python tests/measurements/bench_benchmark.py [MODEL] [--shapes 192] [--batch 16] [--runs 3]
        [--device cpu]

Shapes of 2,500 points lie on disk in ShapeNetPart's text layout. Both sides see the same batches:
the encoder gets points that are ready, the benchmark reads, draws, encodes, asks, scores and
stores. Runs alternate; the fastest of each counts. Prints shapes a second and their ratio.
"""

import argparse
import json
import tempfile
import time
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from patchalign3d_cli.benchmark.protocol import BenchmarkOptions
from patchalign3d_cli.benchmark.run import Evaluator, run_benchmark
from patchalign3d_cli.datasets import open_shapenetpart
from patchalign3d_cli.segmenting.encoding import model_points
from patchalign3d_cli.segmenting.loading import load_segmenter
from patchalign3d_cli.segmenting.segmenter import Segmenter

POINTS_ON_DISK = 2500


def write_set(root: Path, shapes: int) -> None:
    """Noise in the form of airplanes (labels 0 to 3)."""
    random = np.random.default_rng(0)
    (root / "train_test_split").mkdir()
    (root / "02691156").mkdir()
    (root / "synsetoffset2category.txt").write_text("Airplane\t02691156\n")
    for place in range(shapes):
        points = random.random((POINTS_ON_DISK, 6))
        labels = np.minimum(points[:, :1] * 4, 3).astype(int)
        table = np.concatenate([points, labels], axis=1)
        np.savetxt(root / "02691156" / f"{place}.txt", table, fmt="%.6f")
    entries = [f"shape_data/02691156/{place}" for place in range(shapes)]
    listing = root / "train_test_split" / "shuffled_test_file_list.json"
    listing.write_text(json.dumps(entries))


def encoder_seconds(segmenter: Segmenter, batches: list[list[NDArray[np.float32]]]) -> float:
    """Time of the encoder over points that are ready."""
    started = time.perf_counter()
    for batch in batches:
        segmenter.model.encode(batch)
    return time.perf_counter() - started


def main() -> None:
    """Measure and print."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("model", nargs="?", default="pa3d-mini")
    parser.add_argument("--shapes", type=int, default=192)
    parser.add_argument("--batch", type=int, default=16)
    parser.add_argument("--runs", type=int, default=3)
    parser.add_argument("--device", default="cpu")
    told = parser.parse_args()
    segmenter = load_segmenter(told.model, device=told.device, offline=True)
    options = BenchmarkOptions(batch=told.batch)
    with tempfile.TemporaryDirectory() as name:
        root = Path(name)
        write_set(root, told.shapes)
        dataset = open_shapenetpart(root)
        evaluator = Evaluator(segmenter, options)
        cases = [evaluator.case(dataset, index) for index in range(told.shapes)]
        clouds = [case.shape.vertices for case in cases]
        ready = [
            model_points(cloud, case.shape.up) for cloud, case in zip(clouds, cases, strict=True)
        ]
        starts = range(0, told.shapes, told.batch)
        batches = [ready[start : start + told.batch] for start in starts]
        encoder_seconds(segmenter, batches[:1])
        run_benchmark(segmenter, dataset, options, root / "warm", limit=told.batch)
        alone, whole = [], []
        for run in range(told.runs):
            alone.append(encoder_seconds(segmenter, batches))
            started = time.perf_counter()
            run_benchmark(segmenter, dataset, options, root / f"run{run}")
            whole.append(time.perf_counter() - started)
    print(f"{told.shapes} shapes, batches of {told.batch}, {told.model} on {segmenter.where}")
    print(f"encoder alone      {told.shapes / min(alone):8.1f} shapes/s")
    print(f"pa3d benchmark     {told.shapes / min(whole):8.1f} shapes/s")
    print(f"ratio              {min(alone) / min(whole):8.1%}")


if __name__ == "__main__":
    main()
