"""Whether it pays that both sides of a shape with a mirror plane vote on what a part is.

    python tests/measurements/score_symmetry.py DATA [--model NAME] [--quality best]

DATA is a folder as `pa3d benchmark folder --root` reads it. Printed are, by category, the mean IoU
over parts (by area) without and with the votes, the share of shapes in which a plane was found, and
the share of their surface whose mirror image has another label, without and with the votes.
"""

import argparse
from collections import defaultdict
from pathlib import Path

import numpy as np
from scipy.spatial import KDTree

from patchalign3d_cli.datasets import FolderData
from patchalign3d_cli.geometry.mirror import Mirror
from patchalign3d_cli.options import QUALITIES, EncodeOptions, QueryOptions
from patchalign3d_cli.results import UnitFrame
from patchalign3d_cli.segmenting.loading import load_segmenter
from patchalign3d_cli.shapes import Shape


def mean_iou(labels: np.ndarray, truth: np.ndarray, weights: np.ndarray) -> float:
    """Over the true parts, by area."""
    ious = []
    for part in np.unique(truth[truth >= 0]):
        mine, theirs = (labels == part) & (truth >= 0), truth == part
        ious.append(weights[mine & theirs].sum() / weights[mine | theirs].sum())
    return float(np.mean(ious))


def disagreement(shape: Shape, frame: UnitFrame, mirror: Mirror, labels: np.ndarray) -> float:
    """Share of the surface whose mirror image has another label."""
    centroids = frame.to_unit(shape.centroids())
    partner = KDTree(centroids).query(mirror.apply(centroids))[1]
    return float(np.average(labels != labels[partner], weights=shape.element_weights()))


def main() -> None:
    """Measure."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("data", type=Path)
    parser.add_argument("--model")
    parser.add_argument("--quality", default="balanced", choices=("balanced", "best"))
    options = parser.parse_args()
    segmenter = load_segmenter(options.model)
    data = FolderData(options.data)
    rows: dict[str, list[tuple[float, ...]]] = defaultdict(list)
    for index in range(len(data)):
        item = data.load(index)
        shape = item.shape
        truth = item.labels if item.on == "faces" else item.labels[shape.faces].max(axis=1)
        features = segmenter.encode(shape, EncodeOptions(passes=QUALITIES[options.quality].passes))
        areas, mirror = shape.element_weights(), features.mirror
        labels = [
            segmenter.query(features, item.parts, options=QueryOptions(symmetry=symmetry)).labels
            for symmetry in (False, True)
        ]
        before, after = (mean_iou(one, truth, areas) for one in labels)
        residual = (np.nan, np.nan)
        if mirror is not None:
            residual = tuple(disagreement(shape, features.frame, mirror, one) for one in labels)
        rows[item.category].append((before, after, float(mirror is not None), *residual))
    print(f"{'':14}  without   with  found  other label: without   with")
    means = {name: np.nanmean(np.array(values), axis=0) for name, values in rows.items()}
    for name, row in {**means, "all": np.nanmean(list(means.values()), axis=0)}.items():
        without, voted, mirrored, *residual = 100 * row
        figures = f"{without:7.1f}  {voted:5.1f}  {mirrored:5.0f}"
        print(f"{name:14}  {figures}  {residual[0]:20.1f}  {residual[1]:5.1f}")


if __name__ == "__main__":
    main()
