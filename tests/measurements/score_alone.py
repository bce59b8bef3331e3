"""IoU of parts that are asked for alone, on real labelled shapes.

    python tests/measurements/score_alone.py DATA [--model NAME]

DATA is a folder as `pa3d benchmark folder --root` reads it. Each part of each shape is asked for by
itself. Columns: everything called it; the model's level of "none" alone (`--other`); what
`pa3d segment --parts PART` does; the same with the category; all parts of the shape named; half of
the parts and `other`, against all of them named. Faces count by their area, parts of a category
equally, categories equally.
"""

import argparse
from collections import defaultdict
from dataclasses import replace
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from patchalign3d_cli.datasets import FolderData
from patchalign3d_cli.segmenting.labelling import label_features
from patchalign3d_cli.segmenting.loading import load_segmenter
from patchalign3d_cli.segmenting.request import SegmentRequest

COLUMNS = ("all of it", "level", "alone", "+ category", "all named", "half, other", "half of all")


def main() -> None:
    """Score and print."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("data", type=Path)
    parser.add_argument("--model")
    options = parser.parse_args()
    segmenter = load_segmenter(options.model, backend="light")
    data, plain = FolderData(options.data), SegmentRequest()
    scores: dict[str, list[list[float]]] = defaultdict(list)
    for index in range(len(data)):
        shape = data.load(index)
        features = segmenter.encode(shape.shape)
        areas, known = shape.shape.element_areas(), shape.labels >= 0
        none = segmenter.model.config.none_level
        together = label_features(features, shape.parts, plain, segmenter)

        def iou(mine: NDArray[np.bool_], truth: NDArray[np.bool_], areas=areas) -> float:
            union = areas[mine | truth].sum()
            return float(areas[mine & truth].sum() / union) if union else np.nan

        half = shape.parts[: max(1, len(shape.parts) // 2)]
        rest = label_features(features, (*half, "other"), plain, segmenter)
        for part, name in enumerate(shape.parts):
            truth = shape.labels == part
            if not truth.any():
                continue
            named = replace(plain, category=shape.category)
            alone = label_features(features, [name], plain, segmenter)
            masks = [
                np.ones(len(truth), bool),
                alone.scores[:, 0] >= none,
                alone.labels == 0,
                label_features(features, [name], named, segmenter).labels == 0,
                together.labels == part,
            ]
            values = [iou(mask & known, truth) for mask in masks]
            inside = part < len(half)
            halves = [rest.labels == part, together.labels == part] if inside else []
            values += [iou(mask & known, truth) for mask in halves] or [np.nan, np.nan]
            scores[shape.category].append(values)
    print(f"| category | {' | '.join(COLUMNS)} |\n|---|{'---|' * len(COLUMNS)}")
    means = [100 * np.nanmean(rows, axis=0) for rows in scores.values()]
    for category, row in [*zip(scores, means, strict=True), ("**mean**", np.mean(means, axis=0))]:
        print(f"| {category} | {' | '.join(f'{value:.1f}' for value in row)} |")


if __name__ == "__main__":
    main()
