"""Label transfer: from scores of patches to scores of faces and points."""

from dataclasses import replace
from typing import NamedTuple

import numpy as np
import torch
from numpy.typing import NDArray
from torch import Tensor

from patchalign3d_cli.geometry import (
    Frame,
    interpolated_scores,
    knn,
    membership_scores,
    nearest_scores,
    normalize,
    to_frame,
)
from patchalign3d_cli.options import Assignment
from patchalign3d_cli.results import ShapeFeatures
from patchalign3d_cli.segmenting.refinement import refine_boundaries
from patchalign3d_cli.shapes import Shape, sample_surface, up_rotation

# Surface samples that carry scores to faces: two a face, within these bounds.
SAMPLES_A_FACE = 2
FEWEST_SAMPLES, MOST_SAMPLES = 20_000, 400_000


def element_scores(
    features: ShapeFeatures, logits: Tensor, assignment: Assignment, seed: int
) -> Tensor:
    """Carry scores from patches to the faces of a mesh, or the points of a cloud.

    A face takes the mean over its samples of a dense draw from the surface; one without a sample
    takes its centroid's scores.

    Args:
        features: The encoded shape.
        logits: (P, L), scores of its patches.
        assignment: How a point takes scores from patches.
        seed: Seed of the surface samples.

    Returns:
        (E, L).
    """
    shape = features.source
    if shape.faces is None:
        return point_scores(features, shape.vertices, logits, assignment)
    wanted = SAMPLES_A_FACE * len(shape.faces)
    count = min(max(wanted, FEWEST_SAMPLES), MOST_SAMPLES)
    samples = sample_surface(shape, count, seed)
    scores = point_scores(features, samples.points, logits, assignment)  # (S, L)
    faces = torch.from_numpy(samples.faces)
    totals = torch.zeros(len(shape.faces), logits.shape[1]).index_add_(0, faces, scores)
    counts = torch.bincount(faces, minlength=len(shape.faces))  # (F,)
    bare = (counts == 0).nonzero()[:, 0]
    if len(bare):
        centroids = shape.vertices[shape.faces[bare.numpy()]].mean(axis=1)
        totals[bare] = point_scores(features, centroids, logits, assignment)
    return totals / counts.clamp(min=1)[:, None]  # (F, L)


class RefinedFeatures(NamedTuple):
    """An encoded shape on a finer mesh of itself.

    Attributes:
        features: The same features; their `source` is the finer mesh.
        source_faces: (F,) int64, the face of the original that each face is (a part of).
    """

    features: ShapeFeatures
    source_faces: NDArray[np.int64]


def refine_faces(
    features: ShapeFeatures, logits: Tensor, assignment: Assignment
) -> RefinedFeatures | None:
    """Subdivide the faces in which the best part changes; None for a cloud.

    Args:
        features: The encoded shape.
        logits: (P, L), scores of its patches.
        assignment: How a point takes scores from patches.
    """
    if features.source.faces is None:
        return None

    def label(points: NDArray[np.float64]) -> NDArray[np.int64]:
        return point_scores(features, points, logits, assignment).argmax(dim=1).numpy()

    finer = refine_boundaries(features.source, label)
    return RefinedFeatures(replace(features, source=finer.shape), finer.source_faces)


def unit_points(points: NDArray[np.float64], encoded: NDArray[np.float64], shape: Shape) -> Tensor:
    """Bring points of a shape into the unit sphere of its encoded points, y up.

    Args:
        points: (N, 3), file units and axes.
        encoded: (M, 3), the encoded points, whose mean and reach define the sphere.
        shape: Says which axis is up.

    Returns:
        (1, N, 3) float32.
    """
    return _placed(points, _frame(encoded, shape), shape)


def point_scores(
    features: ShapeFeatures,
    points: NDArray[np.float64],
    logits: Tensor,
    assignment: Assignment,
) -> Tensor:
    """Scores of any points of the shape.

    Args:
        features: The encoded shape.
        points: (N, 3), file units and axes.
        logits: (P, L), scores of its patches.
        assignment: How a point takes scores from patches.

    Returns:
        (N, L).
    """
    shape, encoded = features.source, features.points
    frame = _frame(encoded, shape)
    places = _placed(points, frame, shape)  # (1, N, 3)
    centers = _placed(features.centers, frame, shape)  # (1, P, 3)
    with torch.inference_mode():
        if assignment == "interpolate":
            return interpolated_scores(places, centers, logits[None])[0]
        if assignment == "nearest":
            return nearest_scores(places, centers, logits[None])[0]
        # Only encoded points are members of patches: any other takes its nearest one's scores.
        known = _placed(encoded, frame, shape)  # (1, M, 3)
        members = torch.from_numpy(features.members)[None]
        scores = membership_scores(known, centers, members, logits[None])[0]
        return scores[knn(places, known, 1).indices[0, :, 0]]  # (N, L)


def _placed(points: NDArray[np.float64], frame: Frame, shape: Shape) -> Tensor:
    return to_frame(_upright(points, shape), frame).float()  # (1, N, 3)


def _frame(encoded: NDArray[np.float64], shape: Shape) -> Frame:
    return normalize(_upright(encoded, shape)).frame


def _upright(points: NDArray[np.float64], shape: Shape) -> Tensor:
    return torch.from_numpy(points @ up_rotation(shape.up).T)[None]  # (1, N, 3)
