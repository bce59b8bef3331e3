"""Label transfer: from scores of patches to scores of faces and points."""

import numpy as np
import torch
from numpy.typing import NDArray
from torch import Tensor

from patchalign3d_cli.choices import Assignment
from patchalign3d_cli.geometry import interpolated_scores, knn, membership_scores, nearest_scores
from patchalign3d_cli.results import ShapeFeatures
from patchalign3d_cli.shapes import Shape, sample_surface

# Surface samples that carry scores to faces: two a face, within these bounds.
SAMPLES_A_FACE = 2
FEWEST_SAMPLES, MOST_SAMPLES = 20_000, 400_000


class ScoreField:
    """Scores at any point of an encoded shape, carried there from its patches.

    Args:
        features: The encoded shape.
        scores: (P, L), scores of its patches.
        assignment: How a point takes scores from patches.
    """

    def __init__(self, features: ShapeFeatures, scores: Tensor, assignment: Assignment) -> None:
        self._frame = features.frame
        self._assignment = assignment
        self._scores = scores[None]  # (1, P, L)
        self._centers = self._inside(features.centers)  # (1, P, 3)
        if assignment == "membership":
            self._encoded = self._inside(features.points)  # (1, N, 3)
            members = torch.from_numpy(features.members)[None]
            self._encoded_scores = membership_scores(
                self._encoded, self._centers, members, self._scores
            )[0]  # (N, L)

    def at_points(self, points: NDArray[np.float64]) -> Tensor:
        """Scores of points: (M, 3) in file units and axes -> (M, L)."""
        inside = self._inside(points)  # (1, M, 3)
        with torch.inference_mode():
            if self._assignment == "interpolate":
                return interpolated_scores(inside, self._centers, self._scores)[0]
            if self._assignment == "nearest":
                return nearest_scores(inside, self._centers, self._scores)[0]
            # Only encoded points are members of patches: others take their nearest one's scores.
            return self._encoded_scores[knn(inside, self._encoded, 1).indices[0, :, 0]]

    def at_elements(self, shape: Shape, seed: int) -> Tensor:
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
        faces = torch.from_numpy(samples.faces)
        totals = torch.zeros(size, scores.shape[1]).index_add_(0, faces, scores)
        counts = torch.bincount(faces, minlength=size)  # (F,)
        bare = (counts == 0).nonzero()[:, 0]
        if len(bare):
            totals[bare] = self.at_points(shape.vertices[shape.faces[bare.numpy()]].mean(axis=1))
        return totals / counts.clamp(min=1)[:, None]  # (F, L)

    def labels(self, points: NDArray[np.float64]) -> NDArray[np.int64]:
        """The best part of points: (M, 3) in file units and axes -> (M,)."""
        best: NDArray[np.int64] = self.at_points(points).argmax(dim=1).numpy()
        return best

    def _inside(self, points: NDArray[np.float64]) -> Tensor:
        return torch.from_numpy(self._frame.to_unit(points)).float()[None]
