"""How much of the surface is right after each of a dozen clicks.

    python tests/measurements/score_clicks.py DATA... [--model NAME] [--clicks 12] [--start 0.6]

DATA are folders as `pa3d benchmark folder --root` reads them. A click is simulated at the centre
of the largest error: of all connected regions of wrong faces with one true part, the face of the
largest one that is farthest from what is around it. Three lots of shapes are corrected: those that
start below 70 % as they are, those that start from 70 to 90 %, and all whose words were
disturbed until START of the surface is right.
"""

import argparse
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import numpy as np
from numpy.typing import NDArray
from scipy.sparse import coo_array
from scipy.sparse.csgraph import connected_components, dijkstra

from patchalign3d_cli.datasets import FolderData
from patchalign3d_cli.pieces.adjacency import borders
from patchalign3d_cli.results import PartSegmentation, ShapeFeatures
from patchalign3d_cli.segmenting.clicks import Click
from patchalign3d_cli.segmenting.clicks.following import ClickedShape
from patchalign3d_cli.segmenting.loading import load_segmenter
from patchalign3d_cli.segmenting.transfer import element_carrier

Labels = NDArray[np.int32]


class Truth:
    """A shape's true labels, and where a result is wrong."""

    def __init__(self, result: PartSegmentation, labels: Labels) -> None:
        shape = result.source
        assert shape.faces is not None
        self.labels, self.areas = labels, shape.element_areas() * (labels >= 0)
        met = borders(shape.vertices, shape.welded, shape.faces)
        self.one, self.two = met.one, met.two
        centroids = shape.centroids()
        self.lengths = np.linalg.norm(centroids[met.one] - centroids[met.two], axis=1) + 1e-12

    def right(self, labels: Labels) -> float:
        """The share of the labelled surface that is right."""
        return float(self.areas[labels == self.labels].sum() / self.areas.sum())

    def centre(self, labels: Labels) -> int | None:
        """The centre of the largest error; None where all is right."""
        wrong = (self.areas > 0) & (labels != self.labels)
        if not wrong.any():
            return None
        size = len(labels)
        one, two = self.one, self.two
        joined = wrong[one] & wrong[two] & (self.labels[one] == self.labels[two])
        links = coo_array((np.ones(joined.sum()), (one[joined], two[joined])), (size, size))
        regions = connected_components(links, directed=False)[1]
        largest = np.bincount(regions, weights=self.areas * wrong).argmax()
        region = (regions == largest) & wrong
        border = region[one] != region[two]
        ends = np.unique(np.r_[one[border], two[border]])
        ends = ends[~region[ends]]
        members = np.flatnonzero(region)
        if not len(ends):
            return int(members[0])
        steps = coo_array(
            (np.r_[self.lengths, self.lengths], (np.r_[one, two], np.r_[two, one])), (size, size)
        ).tocsr()
        depth = dijkstra(steps, indices=ends, min_only=True)[members]
        return int(members[depth.argmax()])


def correct(
    result: PartSegmentation, truth: Truth, features: ShapeFeatures | None, count: int
) -> list[float]:
    """The share that is right before any click and after each."""
    clicked, shares = ClickedShape(result, features), [truth.right(result.labels)]
    for _ in range(count):
        element = truth.centre(clicked.labels)
        if element is not None:
            clicked.click(Click(result.parts[truth.labels[element]], element=element))
        shares.append(truth.right(clicked.labels))
    return shares


def disturbed(
    result: PartSegmentation, truth: Truth, features: ShapeFeatures, start: float, seed: int
) -> PartSegmentation:
    """A result whose words point elsewhere, as far as it takes to start at a share."""
    random = np.random.default_rng(seed)
    rows = features.features - features.features.mean(axis=0)
    directions = random.normal(size=(len(result.parts), len(rows))) @ rows  # (L, D)
    shifts = rows @ (directions / np.linalg.norm(directions, axis=1, keepdims=True)).T
    carry = element_carrier(features, result.source, "interpolate", 0)
    noise = carry((shifts / shifts.std(axis=0)).astype(np.float32))  # (E, L)
    low, high = 0.0, 100.0
    for _ in range(16):
        middle = (low + high) / 2
        right = truth.right((result.scores + middle * noise).argmax(axis=1).astype(np.int32))
        low, high = (middle, high) if right > start else (low, middle)
    scores = (result.scores + low * noise).astype(np.float32)
    odds = np.exp(scores - scores.max(axis=1, keepdims=True))
    return replace(
        result,
        scores=scores,
        labels=scores.argmax(axis=1).astype(np.int32),
        confidence=(1 / odds.sum(axis=1)).astype(np.float32),
    )


def show(name: str, curves: list[list[float]], only: Callable[[float], bool]) -> None:
    rows = np.array([curve for curve in curves if only(curve[0])])
    if len(rows):
        shares = " ".join(f"{100 * share:4.0f}" for share in rows.mean(axis=0))
        reached = 100 * float((rows[:, -1] >= 0.9).mean())
        print(f"{name:<34}{len(rows):>4}  {shares}   {reached:3.0f} % of them at 90 %", flush=True)


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("data", type=Path, nargs="+")
    parser.add_argument("--model")
    parser.add_argument("--clicks", type=int, default=12)
    parser.add_argument("--start", type=float, default=0.6)
    parser.add_argument("--without-features", action="store_true", help="nearness alone")
    options = parser.parse_args()
    segmenter = load_segmenter(options.model, backend="light")
    natural, lowered = [], []
    for data in map(FolderData, options.data):
        for index in range(len(data)):
            shape = data.load(index)
            features = segmenter.encode(shape.shape)
            result = segmenter.query(features, shape.parts)
            truth = Truth(result, shape.labels)
            alike = None if options.without_features else features
            natural.append(correct(result, truth, alike, options.clicks))
            worse = disturbed(result, truth, features, options.start, index)
            if truth.right(worse.labels) < options.start + 0.05:
                lowered.append(correct(worse, truth, alike, options.clicks))
    counts = " ".join(f"{count:>4}" for count in range(options.clicks + 1))
    print(f"{'after so many clicks':<34}{'':>4}  {counts}")
    show("start below 70 %", natural, lambda start: start < 0.7)
    show("start at 70 to 90 %", natural, lambda start: 0.7 <= start < 0.9)
    show(f"disturbed to {options.start:.0%}", lowered, lambda start: True)


if __name__ == "__main__":
    main()
