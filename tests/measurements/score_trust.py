"""Whether confidences mean what they say: how much of the surface is right where they are so high.

    python tests/measurements/score_trust.py DATA... [--model NAME] [--generated COUNT]

DATA are folders as `pa3d benchmark folder --root` reads them. Every shape is asked for its own
parts, as `pa3d segment` does. Faces count by their area, shapes equally. The first table has the
confidence of faces. Then shapes are put together by what is said of the whole: by their mean
confidence, and by the trust that results state, against the share of their surface that is right
and how many are right on four fifths of it. `--generated` scores so many generated
shapes of each category as well, from seeds that calibration does not see.
"""

import argparse
from collections.abc import Iterator
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from patchalign3d_cli.benchmark.metrics import calibration_error
from patchalign3d_cli.datasets import FolderData
from patchalign3d_cli.segmenting.labelling import label_features
from patchalign3d_cli.segmenting.loading import load_segmenter
from patchalign3d_cli.segmenting.request import SegmentRequest
from patchalign3d_cli.segmenting.segmenter import Segmenter
from patchalign3d_training.evaluation.generated_set import GeneratedSet

EDGES = np.array([0, 0.5, 0.7, 0.8, 0.9, 1.0])
MOSTLY = 0.8  # share of the surface from which a shape counts as right
SEED = 9_000_000


def main() -> None:
    """Score and print."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("data", type=Path, nargs="*")
    parser.add_argument("--model")
    parser.add_argument("--generated", type=int, default=0)
    parser.add_argument("--save", type=Path, help="NPZ of the raw figures")
    options = parser.parse_args()
    segmenter = load_segmenter(options.model, backend="light")
    sets = [(str(root), FolderData(root), range(len(FolderData(root)))) for root in options.data]
    if options.generated:
        generated = GeneratedSet(options.generated, None, first_seed=SEED)
        sets.append(("generated", generated, range(len(generated.items))))
    kept = {}
    for name, data, numbers in sets:
        rows = [row for row in _score(segmenter, data, numbers) if row is not None]
        print(f"\n{name}: {len(rows)} shapes")
        _report(rows)
        kept |= {f"{name}/{i}/{key}": row[key] for i, row in enumerate(rows) for key in row}
    if options.save:
        np.savez_compressed(options.save, **kept)


def _score(segmenter: Segmenter, data: object, numbers: range) -> Iterator[dict | None]:
    for index in numbers:
        shape = data.load(index)
        known = shape.labels >= 0
        areas = np.where(known, shape.shape.element_areas(), 0.0)
        if not areas.sum():
            continue
        features = segmenter.encode(shape.shape)
        result = label_features(features, shape.parts, SegmentRequest(), segmenter)
        cosines = result.scores * float(result.options["temperature"])
        yield {
            "cosines": cosines.astype(np.float32),
            "truth": shape.labels.astype(np.int32),
            "confidence": result.confidence,
            "right": result.labels == shape.labels,
            "weights": areas / areas.sum(),
            "mean": np.float64(np.average(result.confidence, weights=areas)),
            "trust": np.float64(np.nan if result.trust is None else result.trust),
        }


def _report(rows: list[dict]) -> None:
    confidence = np.concatenate([row["confidence"] for row in rows])
    right = np.concatenate([row["right"] for row in rows])
    weights = np.concatenate([row["weights"] for row in rows])
    error = calibration_error(confidence, right, weights)
    print(f"faces: {np.average(right, weights=weights):.1%} right, error {error:.1%}")
    _bins(confidence, right.astype(float), weights)
    shares = np.array([np.average(row["right"], weights=row["weights"]) for row in rows])
    print(f"shapes: {np.mean(shares >= MOSTLY):.1%} mostly right")
    for name in ("mean", "trust"):
        stated = np.array([row[name] for row in rows])
        known = np.isfinite(stated)
        if not known.any():
            continue
        mostly = (shares[known] >= MOSTLY).astype(float)
        brier = np.mean((stated[known] - mostly) ** 2)
        print(f"by {name}: {known.sum()} shapes, Brier score {brier:.3f}")
        _bins(stated[known], shares[known], np.ones(known.sum()), mostly)


def _bins(stated: NDArray, *columns: NDArray) -> None:
    values, weights = columns[0], columns[1]
    print("| stated | mean | right | mostly right | share of all |\n|---|---|---|---|---|")
    for low, high in zip(EDGES[:-1], EDGES[1:], strict=True):
        inside = (stated >= low) & ((stated < high) | (high == 1))
        if weights[inside].sum() == 0:
            continue
        mostly = f"{np.average(columns[2][inside]):.3f}" if len(columns) > 2 else ""
        mean, share = (np.average(x[inside], weights=weights[inside]) for x in (stated, values))
        part = weights[inside].sum() / weights.sum()
        print(f"| {low:g} to {high:g} | {mean:.3f} | {share:.3f} | {mostly} | {part:.3f} |")


if __name__ == "__main__":
    main()
