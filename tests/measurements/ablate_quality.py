"""What each step beyond one plain pass is worth, on generated shapes that training never saw.

    python tests/measurements/ablate_quality.py [MODEL] [--count 1] [--category chair ...]

Without --category the 16 of ShapeNetPart count; with --count 1 or 2 it is a matter of minutes.

Three forms of each shape: its clean mesh; a messy one (uneven tessellation, 0.3 % noise, a fifth of
the faces doubled and turned, faces shuffled); a cloud of 10,000 points. All parts of the category
compete. mIoU over 4,096 points of the surface; boundary IoU over those of them that have a point of
another part among their 16 nearest; ECE: expected calibration error; seconds for encoding and
asking. Prints the tables of docs/quality.md; with `--open-set` the one of precision and coverage.
"""

import argparse
import time
from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass, field

import numpy as np
from numpy.typing import NDArray
from scipy.spatial import KDTree
from scipy.special import softmax

from patchalign3d_cli.benchmark.metrics import calibration_error, shape_iou
from patchalign3d_cli.datasets.shapenetpart import SHAPENETPART
from patchalign3d_cli.options import EncodeOptions, QueryOptions
from patchalign3d_cli.results import ShapeFeatures
from patchalign3d_cli.segmenting.loading import load_segmenter
from patchalign3d_cli.segmenting.segmenter import Segmenter
from patchalign3d_cli.shapes import Shape, sample_surface
from patchalign3d_cli.shapes.welding import weld_vertices
from patchalign3d_training.evaluation.calibration import score_shapes, withheld
from patchalign3d_training.evaluation.generated_set import GeneratedSet

PUBLISHED = [category.lower() for category in SHAPENETPART]
FORMS = ("clean", "messy", "cloud")
ROWS: dict[str, tuple[EncodeOptions, QueryOptions]] = {
    "nearest patch (as published)": (EncodeOptions(), QueryOptions("nearest", smoothing=0.0)),
    "three nearest (`fast`)": (EncodeOptions(), QueryOptions(smoothing=0.0)),
    "4 passes": (EncodeOptions(passes=4), QueryOptions(smoothing=0.0)),
    "smoothing 0.1": (EncodeOptions(), QueryOptions(smoothing=0.1)),
    "smoothing 0.2 (`balanced`)": (EncodeOptions(), QueryOptions(smoothing=0.2)),
    "smoothing 0.4": (EncodeOptions(), QueryOptions(smoothing=0.4)),
    "nearest, smoothing 0.2": (EncodeOptions(), QueryOptions("nearest", smoothing=0.2)),
    "4 passes, smoothing 0.2 (`best`)": (EncodeOptions(passes=4), QueryOptions(smoothing=0.2)),
}


@dataclass
class Tally:
    """What was measured of one row in one form."""

    iou: list[float] = field(default_factory=list)
    boundary: list[float] = field(default_factory=list)
    confidence: list[NDArray[np.float32]] = field(default_factory=list)
    right: list[NDArray[np.bool_]] = field(default_factory=list)
    seconds: list[float] = field(default_factory=list)

    def cells(self) -> str:
        """Cells of a Markdown table."""
        weights = np.concatenate([np.full(len(own), 1 / len(own)) for own in self.right])
        error = calibration_error(
            np.concatenate(self.confidence), np.concatenate(self.right), weights
        )
        return (
            f"{np.mean(self.iou) * 100:.1f} | {np.nanmean(self.boundary) * 100:.1f}"
            f" | {error * 100:.1f} | {np.mean(self.seconds):.2f}"
        )


def messy(
    shape: Shape, labels: NDArray[np.int32], random: np.random.Generator
) -> tuple[Shape, NDArray[np.int32]]:
    """The mesh as it might be found."""
    vertices, faces = shape.vertices, shape.faces
    assert faces is not None
    for _ in range(3):
        chosen = random.random(len(faces)) < 0.35
        own, count = faces[chosen], len(vertices)
        middles = [(vertices[own[:, k]] + vertices[own[:, (k + 1) % 3]]) / 2 for k in range(3)]
        vertices = np.concatenate([vertices, *middles])
        ab, bc, ca = (count + k * len(own) + np.arange(len(own)) for k in range(3))
        a, b, c = own.T
        corners = ((a, ab, ca), (ab, b, bc), (ca, bc, c), (ab, bc, ca))
        faces = np.concatenate([faces[~chosen], *(np.stack(three, 1) for three in corners)])
        labels = np.concatenate([labels[~chosen], np.tile(labels[chosen], 4)])
    places = weld_vertices(vertices.round(9))
    deviation = 0.003 * float(np.ptp(vertices, axis=0).max())
    vertices = vertices + random.normal(0, deviation, (places.max() + 1, 3))[places]
    doubled = random.random(len(faces)) < 0.2
    faces = np.concatenate([faces, faces[doubled][:, ::-1]])
    labels = np.concatenate([labels, labels[doubled]])
    order = random.permutation(len(faces))
    return Shape(vertices, faces[order]), labels[order]


def forms(
    shape: Shape, labels: NDArray[np.int32], seed: int
) -> Iterator[tuple[str, Shape, NDArray[np.int32]]]:
    """The three forms of a shape."""
    yield "clean", shape, labels
    yield "messy", *messy(shape, labels, np.random.default_rng(seed))
    drawn = sample_surface(shape, 10_000, seed)
    yield "cloud", Shape(drawn.points), labels[drawn.faces]


def measure(
    segmenter: Segmenter, shape: Shape, labels: NDArray[np.int32], parts: tuple[str, ...]
) -> Iterator[tuple[str, float, float, NDArray[np.float32], NDArray[np.bool_], float]]:
    """All rows of one shape."""
    drawn = sample_surface(shape, 4096, 1)
    labelled = labels[drawn.faces] >= 0
    elements, points = drawn.faces[labelled], drawn.points[labelled]
    truth = labels[elements]
    near = KDTree(points).query(points, min(16, len(points)))[1]
    edge = (truth[near] != truth[:, None]).any(axis=1)
    encoded: dict[EncodeOptions, tuple[ShapeFeatures, float]] = {}
    for name, (encode, query) in ROWS.items():
        started = time.perf_counter()
        if encode not in encoded:
            features = segmenter.encode(shape, encode)
            encoded[encode] = features, time.perf_counter() - started
        features, encoding = encoded[encode]
        started = time.perf_counter()
        result = segmenter.query(features, parts, options=query)
        seconds = encoding + time.perf_counter() - started
        found = result.labels[elements]
        whole = shape_iou(found, truth, np.unique(truth).tolist())
        near_edge = shape_iou(found[edge], truth[edge], np.unique(truth[edge]).tolist())
        yield name, whole, near_edge, result.confidence[elements], found == truth, seconds


def ablate(segmenter: Segmenter, count: int, categories: list[str]) -> None:
    """Measure and print the table of steps."""
    shapes = GeneratedSet(count, categories)
    tallies: dict[tuple[str, str], Tally] = defaultdict(Tally)
    for index in range(len(shapes.items)):
        whole = shapes.load(index)
        for form, shape, labels in forms(whole.shape, whole.labels, index):
            if not (labels >= 0).any():
                continue
            for name, iou, edge, sure, right, seconds in measure(
                segmenter, shape, labels, whole.parts
            ):
                own = tallies[name, form]
                own.iou.append(iou)
                own.boundary.append(edge)
                own.confidence.append(sure)
                own.right.append(right)
                own.seconds.append(seconds)
    print("| | " + " | ".join(f"{form}: mIoU | boundary | ECE | s" for form in FORMS) + " |")
    print("|---" * (1 + 4 * len(FORMS)) + "|")
    for name in ROWS:
        print(f"| {name} | " + " | ".join(tallies[name, form].cells() for form in FORMS) + " |")


def open_set(segmenter: Segmenter, count: int, categories: list[str]) -> None:
    """Measure and print precision and coverage where the name of a part is withheld."""
    config = segmenter.model.config
    temperature = config.answer_temperature
    cases = [
        case
        for shape in score_shapes(segmenter, count, categories=categories, first_seed=1_000_000)
        for case in withheld(shape)
    ]
    weights = np.concatenate([np.full(len(case.truth), 1 / len(case.truth)) for case in cases])
    right = np.concatenate([case.cosines.argmax(axis=1) == case.truth for case in cases])
    named = np.concatenate([case.truth >= 0 for case in cases])
    best = np.concatenate([case.cosines.max(axis=1) for case in cases])
    sure = np.concatenate(
        [softmax(case.cosines / temperature, axis=1).max(axis=1) for case in cases]
    )
    print(f"{len(cases)} cases; {np.average(named, weights=weights):.1%} of the surface was named")
    print("| coverage | precision by `--threshold` | precision by best cosine |\n|---|---|---|")
    for coverage in (1.0, 0.9, 0.8, 0.7, 0.6, 0.5, 0.4, 0.3):
        row = []
        for value in (sure, best):
            order = np.argsort(-value, kind="stable")
            kept = order[np.cumsum(weights[order]) <= coverage * weights.sum() + 1e-9]
            precision = np.average(right[kept], weights=weights[kept])
            row.append(f"{precision:.1%} (>= {value[kept].min():.3f})")
        print(f"| {coverage:.0%} | {row[0]} | {row[1]} |")
    if config.other_cosine is not None:
        kept = best >= config.other_cosine
        print(
            f"--other (cosine {config.other_cosine}): coverage"
            f" {weights[kept].sum() / weights.sum():.1%}, precision"
            f" {np.average(right[kept], weights=weights[kept]):.1%}"
        )


def main() -> None:
    """Measure and print."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("model", nargs="?", default="pa3d-mini", help="default: pa3d-mini")
    parser.add_argument("--count", type=int, default=1, help="shapes a category")
    parser.add_argument("--category", action="append", help="may be repeated")
    parser.add_argument("--open-set", action="store_true", help="precision and coverage")
    told = parser.parse_args()
    segmenter = load_segmenter(told.model, offline=True)
    run = open_set if told.open_set else ablate
    run(segmenter, told.count, told.category or PUBLISHED)


if __name__ == "__main__":
    main()
