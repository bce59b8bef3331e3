"""Whether it pays that words which fit a shape less than others count a little more there.

    python tests/measurements/score_adjustment.py [DATA...] [--generated COUNT] [--quality best]

DATA are folders as `pa3d benchmark folder --root` reads them; --generated adds so many shapes of
each category of the generator, of seeds that training does not see. Every shape is asked for its
parts, and for three more that it lacks. Printed is for each set and half (every second shape): the
mean IoU over true parts by area without and with the adjustment, how many shapes lose and gain more
than a point, and the same for three words more, with the share of the surface that those get.
"""

import argparse
from collections.abc import Iterator
from pathlib import Path

import numpy as np
from score_symmetry import mean_iou

from patchalign3d_cli.datasets import FolderData, LabelledShape
from patchalign3d_cli.options import QUALITIES, EncodeOptions, QueryOptions
from patchalign3d_cli.segmenting.loading import load_segmenter
from patchalign3d_cli.segmenting.segmenter import Segmenter
from patchalign3d_cli.segmenting.smoothing import ScoreSmoother
from patchalign3d_cli.segmenting.transfer import Scores, element_carrier
from patchalign3d_training.evaluation.generated_scores import FIRST_UNSEEN_SEED
from patchalign3d_training.evaluation.generated_set import GeneratedSet

WORDS = (
    *("leg", "seat", "wheel", "door", "handle", "roof", "wing", "blade", "lid", "window"),
    *("screen", "tail", "head", "arm", "leaf", "sleeve", "drawer", "keyboard", "sail", "nose"),
)
LACKED = 3  # words more
_SEED = FIRST_UNSEEN_SEED + 772


def sets(options: argparse.Namespace) -> Iterator[tuple[str, FolderData | GeneratedSet]]:
    """What is measured."""
    for path in options.data:
        yield path.name, FolderData(path)
    if options.generated:
        yield "generated", GeneratedSet(options.generated, first_seed=_SEED)


def figures(segmenter: Segmenter, item: LabelledShape, number: int, passes: int) -> list[float]:
    """IoU without and with, the same with words more, and what of the surface these get."""
    shape = item.shape
    assert shape.faces is not None
    truth = item.labels if item.on == "faces" else item.labels[shape.faces].max(axis=1)
    areas = shape.element_weights()
    features = segmenter.encode(shape, EncodeOptions(passes=passes))
    lacked = [
        word
        for word in np.random.default_rng(number).permutation(WORDS).tolist()
        if word not in " ".join(item.parts)
    ]
    carrier = element_carrier(features, shape, "interpolate", 0)
    smoother = ScoreSmoother(shape, QueryOptions().smoothing)

    def carry(scores: Scores) -> Scores:
        return smoother.apply(carrier(scores))

    row, shares = [], []
    for names in (item.parts, (*item.parts, *lacked[:LACKED])):
        for adjustment in (False, True):
            query = QueryOptions(adjustment=adjustment)
            labels = segmenter.query(features, names, options=query, carry=carry).labels
            row.append(mean_iou(labels, truth, areas))
            shares.append(float(np.average(labels >= len(item.parts), weights=areas)))
    return [*row, *shares[2:]]


def main() -> None:
    """Measure."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("data", type=Path, nargs="*")
    parser.add_argument("--generated", type=int, default=0)
    parser.add_argument("--model")
    parser.add_argument("--quality", default="balanced", choices=("balanced", "best"))
    options = parser.parse_args()
    segmenter = load_segmenter(options.model, backend="light")
    print(
        "| set | half | shapes | IoU without | with | worse | better | words more: without | with"
    )
    for name, data in sets(options):
        rows: list[list[list[float]]] = [[], []]
        for number in range(len(data.items)):
            item = data.load(number)
            if item.shape.faces is None or len(np.unique(item.labels[item.labels >= 0])) < 2:
                continue
            passes = QUALITIES[options.quality].passes
            rows[number % 2].append(figures(segmenter, item, number, passes))
        for half, values in enumerate(rows):
            table = 100 * np.array(values)
            gains, means = table[:, 1] - table[:, 0], table.mean(axis=0)
            cells = [name, half, len(table), *(f"{mean:.1f}" for mean in means[:2])]
            cells += [int((gains < -1).sum()), int((gains > 1).sum())]
            more = zip(means[2:4], means[4:], strict=True)
            cells += [f"{iou:.1f} ({share:.1f} %)" for iou, share in more]
            print("|", " | ".join(map(str, cells)), "|", flush=True)


if __name__ == "__main__":
    main()
