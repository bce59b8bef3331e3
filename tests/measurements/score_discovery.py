"""Parts without words at the number of true parts, against two simple ways.

    python tests/measurements/score_discovery.py DATA [--model NAME] [--every 2] [--start 1]

DATA is a folder as `pa3d benchmark folder --root` reads it; shapes of one part are left out.
Printed are, by category, the mean over
true parts of the best IoU that any predicted part has with them, and the Rand index (both by area,
in percent): of connected components, of k-means on the features of the patches with as many
clusters as there are true parts, and of `discover` with that count.
"""

import argparse
from collections import defaultdict
from itertools import islice
from pathlib import Path

import numpy as np
from scipy.cluster.vq import kmeans2

from patchalign3d_cli.datasets import FolderData
from patchalign3d_cli.pieces.adjacency import connected_faces
from patchalign3d_cli.segmenting.discovery import discover
from patchalign3d_cli.segmenting.loading import load_segmenter
from patchalign3d_cli.segmenting.transfer import element_carrier

_TRIES = 5  # of k-means, of which the one with the least error counts


def agreement(labels: np.ndarray, truth: np.ndarray, weights: np.ndarray) -> tuple[float, float]:
    """Mean best IoU over true parts, and the Rand index."""
    known = truth >= 0
    _, one = np.unique(labels[known], return_inverse=True)
    _, two = np.unique(truth[known], return_inverse=True)
    table = np.zeros((one.max() + 1, two.max() + 1))
    np.add.at(table, (one, two), weights[known])
    rows, columns = table.sum(axis=1), table.sum(axis=0)
    iou = (table / (rows[:, None] + columns - table)).max(axis=0).mean()
    total = table.sum() ** 2
    pairs = (2 * (table**2).sum() - (rows**2).sum() - (columns**2).sum()) / total
    return float(iou), float(1 + pairs)


def cluster(features: np.ndarray, count: int) -> np.ndarray:
    """The cluster of each patch by k-means."""
    best, least = np.zeros(len(features), int), np.inf
    for seed in range(_TRIES):
        rng = np.random.default_rng(seed)
        centers, labels = kmeans2(features.astype(float), count, minit="++", rng=rng, iter=30)
        error = float(((features - centers[labels]) ** 2).sum())
        if error < least:
            best, least = labels, error
    return best


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("data", type=Path)
    parser.add_argument("--model")
    parser.add_argument("--every", type=int, default=1, help="take every so many shapes")
    parser.add_argument("--start", type=int, default=0, help="from this one on")
    options = parser.parse_args()
    segmenter = load_segmenter(options.model, backend="light")
    data = FolderData(options.data)
    rows: dict[str, list[tuple[float, ...]]] = defaultdict(list)
    items = (data.load(index) for index in range(len(data)))
    divided = (item for item in items if len(np.unique(item.labels[item.labels >= 0])) > 1)
    for item in islice(divided, options.start, None, options.every):
        shape, truth = item.shape, item.labels
        assert shape.faces is not None
        count = len(np.unique(truth[truth >= 0]))
        features = segmenter.encode(shape)
        weights = shape.element_areas()
        loose = connected_faces(shape.welded, shape.faces, np.zeros(len(truth), np.int32))
        one_hot = np.eye(count, dtype=np.float32)[cluster(features.features, count)]
        means = element_carrier(features, shape, "interpolate", 0)(one_hot).argmax(axis=1)
        parts = discover(segmenter, features, count=count).labels
        row = [agreement(labels, truth, weights) for labels in (loose, means, parts)]
        values = tuple(value for pair in row for value in pair)
        rows[item.category].append(values)
        rows["all"].append(values)
    print(f"{'category':14}  components    k-means       discover   (best IoU, Rand)")
    for category in (*(key for key in rows if key != "all"), "all"):
        numbers = 100 * np.mean(rows[category], axis=0)
        print(f"{category:14}", *(f"{value:6.1f}" for value in numbers), flush=True)


if __name__ == "__main__":
    main()
