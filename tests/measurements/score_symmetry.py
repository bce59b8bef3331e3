"""Whether it pays that both sides of a shape with a mirror plane vote on what a place is.

    python tests/measurements/score_symmetry.py DATA [--model NAME]

DATA is a folder as `pa3d benchmark folder --root` reads it. Printed are, by category, the mean IoU
over parts (by area) without and with the votes, the share of shapes in which a plane was found, and
the share of their surface whose mirror image has another label, without and with the votes.
"""

import argparse
from collections import defaultdict
from pathlib import Path
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray
from scipy.spatial import KDTree

from patchalign3d_cli.datasets import FolderData
from patchalign3d_cli.options import QueryOptions
from patchalign3d_cli.results import ShapeFeatures
from patchalign3d_cli.segmenting.loading import load_segmenter
from patchalign3d_cli.segmenting.smoothing import smooth_scores
from patchalign3d_cli.segmenting.transfer import ScoreField, point_carrier

_AS_GOOD = 1.35
"""How much farther mirrored points may lie from the surface than its own, on average."""
_DIRECTIONS = 12  # around the up axis, beside the principal ones
_NEARLY_ALL, _FAR = 0.98, 3.0  # share of the images that may lie so many spacings away at most
_LEVEL = 0.5  # a plane whose normal rises more would say that top and bottom are alike
_STEPS = 3  # of refinement of a plane that is nearly one


class Mirror(NamedTuple):
    """A plane in the unit frame: y up, about the origin, radius 1.

    Attributes:
        normal: (3,) of unit length.
        offset: Of the plane along the normal.
    """

    normal: NDArray[np.float64]
    offset: float

    def apply(self, points: NDArray[np.float64]) -> NDArray[np.float64]:
        """The mirror images of points, (N, 3)."""
        heights = points @ self.normal - self.offset
        images: NDArray[np.float64] = points - 2 * heights[:, None] * self.normal
        return images


def find_mirror(points: NDArray[np.float64]) -> Mirror | None:
    """The plane that maps a shape onto itself best; None where none does.

    Planes through the centroid are tried whose normals are the principal directions or level,
    the best is adjusted to the pairs of points that it makes. It counts where the images of
    points lie about as near to the others as points of the surface do by themselves.

    Args:
        points: (N, 3) drawn evenly from the surface, in the unit frame.
    """
    if len(points) < 64:
        return None
    tree = KDTree(points)
    own = float(tree.query(points, k=2)[0][:, 1].mean())
    if not own > 0:
        return None
    centroid = points.mean(axis=0)
    _, _, principal = np.linalg.svd(points - centroid, full_matrices=False)
    angles = np.arange(_DIRECTIONS) * np.pi / _DIRECTIONS
    level = np.stack([np.cos(angles), np.zeros_like(angles), np.sin(angles)], axis=1)
    upright = [normal for normal in principal if abs(normal[1]) < _LEVEL]
    candidates = [Mirror(normal, float(normal @ centroid)) for normal in (*upright, *level)]
    best = min(candidates, key=lambda mirror: _residual(tree, mirror.apply(points)))
    for _ in range(_STEPS):
        best = _adjusted(tree, best, points)
    distances = tree.query(best.apply(points))[0]
    alike = distances.mean() <= _AS_GOOD * own
    return best if alike and np.quantile(distances, _NEARLY_ALL) <= _FAR * own else None


def _residual(tree: KDTree, images: NDArray[np.float64]) -> float:
    return float(tree.query(images)[0].mean())


def _adjusted(tree: KDTree, mirror: Mirror, points: NDArray[np.float64]) -> Mirror:
    """The plane between points and what is nearest to their images, where that is better."""
    images = mirror.apply(points)
    distances, nearest = tree.query(images)
    pairs = distances <= 2 * np.median(distances)
    one, two = points[pairs], points[nearest[pairs]]
    across = one - two
    heights = across @ mirror.normal
    normal = (across * np.sign(heights)[:, None]).sum(axis=0)
    length = np.linalg.norm(normal)
    if not length > 0:
        return mirror
    normal = normal / length
    adjusted = Mirror(normal, float(((one + two) / 2 @ normal).mean()))
    better = _residual(tree, adjusted.apply(points)) < float(distances.mean())
    return adjusted if better else mirror


def mirrored_scores(
    features: ShapeFeatures, scores: NDArray[np.float32], mirror: Mirror
) -> NDArray[np.float32]:
    """Scores of patches, each averaged with those at its mirror image.

    Args:
        features: The encoded shape.
        scores: (P, L) of its patches.
        mirror: Its plane.

    Returns:
        (P, L). A patch whose image lies off the surface keeps its own.
    """
    frame = features.frame
    images = mirror.apply(frame.to_unit(features.centers))
    points = frame.to_unit(features.points)
    tree = KDTree(points)
    spacing = float(tree.query(points, k=2)[0][:, 1].mean())
    on_surface = tree.query(images)[0] <= 3 * spacing
    carried = point_carrier(features, frame.to_file(images), "interpolate")(scores)
    halves: NDArray[np.float32] = np.where(on_surface[:, None], (scores + carried) / 2, scores)
    return halves


def mean_iou(labels: np.ndarray, truth: np.ndarray, weights: np.ndarray) -> float:
    """Over the true parts, by area."""
    ious = []
    for part in np.unique(truth[truth >= 0]):
        mine, theirs = (labels == part) & (truth >= 0), truth == part
        ious.append(weights[mine & theirs].sum() / weights[mine | theirs].sum())
    return float(np.mean(ious))


def disagreement(shape, frame, mirror: Mirror, labels: np.ndarray) -> float:
    """Share of the surface whose mirror image has another label."""
    centroids = frame.to_unit(shape.centroids())
    partner = KDTree(centroids).query(mirror.apply(centroids))[1]
    return float(np.average(labels != labels[partner], weights=shape.element_weights()))


def main() -> None:
    """Measure."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("data", type=Path)
    parser.add_argument("--model")
    options = parser.parse_args()
    segmenter = load_segmenter(options.model)
    data = FolderData(options.data)
    rows: dict[str, list[tuple[float, ...]]] = defaultdict(list)
    for index in range(len(data)):
        item = data.load(index)
        shape, query = item.shape, QueryOptions()
        truth = item.labels if item.on == "faces" else item.labels[shape.faces].max(axis=1)
        features = segmenter.encode(shape)
        mirror = find_mirror(features.frame.to_unit(features.points))
        result = segmenter.query(features, item.parts, options=query)
        areas = shape.element_weights()
        before = after = mean_iou(result.labels, truth, areas)
        apart = (np.nan, np.nan)
        if mirror is not None:
            logits = features.features @ segmenter.embed(item.parts).T
            voted = mirrored_scores(features, logits, mirror)
            scores = ScoreField(features, voted, query.assignment).at_elements(shape, query.seed)
            labels = smooth_scores(shape, scores, query.smoothing).argmax(axis=1)
            after = mean_iou(labels, truth, areas)
            pair = (result.labels, labels)
            apart = tuple(disagreement(shape, features.frame, mirror, one) for one in pair)
        rows[item.category].append((before, after, float(mirror is not None), *apart))
    print(f"{'':14}  without   with  found  other label: without   with")
    means = {name: np.nanmean(np.array(values), axis=0) for name, values in rows.items()}
    for name, row in {**means, "all": np.nanmean(list(means.values()), axis=0)}.items():
        without, voted, found, *apart = 100 * row
        figures = f"{without:7.1f}  {voted:5.1f}  {found:5.0f}"
        print(f"{name:14}  {figures}  {apart[0]:20.1f}  {apart[1]:5.1f}")


if __name__ == "__main__":
    main()
