"""What a few examples teach: mean IoU by category after 0, 1, 3 and 5 of them.

    python tests/measurements/score_teaching.py DATA [--model NAME] [--draws 10]

DATA is a folder as `pa3d benchmark folder --root` reads it. For each category examples are drawn
anew ten times, and the shapes that are not among them are asked with the words that they taught.
Faces count by their area, parts of a shape equally, shapes equally.
"""

import argparse
from collections import defaultdict
from dataclasses import replace
from pathlib import Path

import numpy as np

from patchalign3d_cli.asking.teaching import fit_words, labelled_features
from patchalign3d_cli.benchmark.metrics import shape_iou
from patchalign3d_cli.datasets import FolderData, LabelledShape
from patchalign3d_cli.results import ShapeFeatures
from patchalign3d_cli.segmenting.loading import load_segmenter
from patchalign3d_cli.segmenting.segmenter import Segmenter

COUNTS = (1, 3, 5)


def renumbered(shape: LabelledShape, names: tuple[str, ...]) -> LabelledShape:
    numbers = np.array([*(names.index(part) for part in shape.parts), -1], dtype=np.int32)
    return replace(shape, parts=names, labels=numbers[shape.labels], synonyms=())


def score(
    segmenter: Segmenter, features: ShapeFeatures, truth: LabelledShape, vectors: np.ndarray
) -> float:
    result = segmenter.query(features, truth.parts, text=vectors)
    known = truth.labels >= 0
    weights = truth.shape.element_areas()[known]
    parts = range(len(truth.parts))
    return shape_iou(result.labels[known], truth.labels[known], parts, weights=weights)


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("data", type=Path)
    parser.add_argument("--model")
    parser.add_argument("--draws", type=int, default=10)
    options = parser.parse_args()
    segmenter = load_segmenter(options.model, backend="light")
    data = FolderData(options.data)
    shapes: dict[str, list[LabelledShape]] = defaultdict(list)
    for index in range(len(data)):
        shape = data.load(index)
        shapes[shape.category].append(shape)
    print("category".ljust(14), "  own", *(f"{count:>5}" for count in COUNTS))
    for category, members in shapes.items():
        names = tuple(sorted({part for shape in members for part in shape.parts}))
        members = [renumbered(shape, names) for shape in members]
        encoded = [segmenter.encode(shape.shape) for shape in members]
        examples = [
            labelled_features(features, shape, names)
            for features, shape in zip(encoded, members, strict=True)
        ]
        own = segmenter.embed(names)
        alone = [
            score(segmenter, features, shape, own)
            for features, shape in zip(encoded, members, strict=True)
        ]
        line = [np.mean(alone)]
        random = np.random.default_rng(0)
        for count in COUNTS:
            scores = []
            for _ in range(options.draws):
                order = random.permutation(len(members))
                chosen = [examples[index] for index in order[:count]]
                scale = segmenter.model.config.temperature
                vectors, _ = fit_words(chosen, own.astype(np.float64), scale, len(names))
                scores += [
                    score(segmenter, encoded[index], members[index], vectors.astype(np.float32))
                    for index in order[count:]
                ]
            line.append(np.mean(scores))
        print(category.ljust(14), *(f"{100 * value:5.1f}" for value in line), flush=True)


if __name__ == "__main__":
    main()
