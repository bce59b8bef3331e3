"""Label transfer: from scores of patches to scores of faces and points."""

import numpy as np
from numpy.typing import NDArray

from patchalign3d_cli.choices import Assignment
from patchalign3d_cli.geometry.assignment import (
    interpolated_scores,
    membership_scores,
    nearest_scores,
)
from patchalign3d_cli.results import ShapeFeatures
from patchalign3d_cli.shapes import Shape, sample_surface

# Surface samples that carry scores to faces: two a face, within these bounds.
SAMPLES_A_FACE = 2
FEWEST_SAMPLES, MOST_SAMPLES = 20_000, 400_000

Scores = NDArray[np.float32]


class ScoreField:
    """Scores at any point of an encoded shape, carried there from its patches.

    Args:
        features: The encoded shape.
        scores: (P, L), scores of its patches.
        assignment: How a point takes scores from patches.
    """

    def __init__(self, features: ShapeFeatures, scores: Scores, assignment: Assignment) -> None:
        self._frame = features.frame
        self._assignment = assignment
        self._scores = scores
        self._centers = self._inside(features.centers)  # (P, 3)
        if assignment == "membership":
            self._encoded = self._inside(features.points)  # (N, 3)
            self._encoded_scores = membership_scores(
                self._encoded, self._centers, features.members, scores
            )  # (N, L)

    def at_points(self, points: NDArray[np.float64]) -> Scores:
        """Scores of points: (M, 3) in file units and axes -> (M, L)."""
        inside = self._inside(points)  # (M, 3)
        if self._assignment == "interpolate":
            return interpolated_scores(inside, self._centers, self._scores)
        if self._assignment == "nearest":
            return nearest_scores(inside, self._centers, self._scores)
        # Only encoded points are members of patches: others take their nearest one's scores.
        return nearest_scores(inside, self._encoded, self._encoded_scores)

    def at_elements(self, shape: Shape, seed: int) -> Scores:
        """Scores of the faces of a mesh, or of the points of a cloud.

        A face takes the mean over its samples of a dense draw from the surface; one without a
        sample takes its centroid's scores.

        Args:
            shape: The encoded shape, or a finer mesh of its surface.
            seed: Seed of the surface samples.

        Returns:
            (E, L).
        """
        if shape.faces is None:
            return self.at_points(shape.vertices)
        size = len(shape.faces)
        count = min(max(SAMPLES_A_FACE * size, FEWEST_SAMPLES), MOST_SAMPLES)
        samples = sample_surface(shape, count, seed)
        scores = self.at_points(samples.points)  # (S, L)
        counts = np.bincount(samples.faces, minlength=size)  # (F,)
        drawn = counts > 0
        by_face = scores[samples.faces.argsort(kind="stable")]
        starts = np.cumsum(counts) - counts  # where each face's samples begin
        means = np.empty((size, scores.shape[1]), dtype=np.float32)  # (F, L)
        means[drawn] = np.add.reduceat(by_face, starts[drawn]) / counts[drawn, None]
        if not drawn.all():
            centroids = shape.vertices[shape.faces[~drawn]].mean(axis=1)
            means[~drawn] = self.at_points(centroids)
        return means

    def labels(self, points: NDArray[np.float64]) -> NDArray[np.int64]:
        """The best part of points: (M, 3) in file units and axes -> (M,)."""
        best: NDArray[np.int64] = self.at_points(points).argmax(axis=1)
        return best

    def _inside(self, points: NDArray[np.float64]) -> Scores:
        return self._frame.to_unit(points).astype(np.float32)
