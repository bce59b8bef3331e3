"""Label transfer: from scores of patches to scores of faces and points."""

from collections.abc import Callable

import numpy as np
from numpy.typing import NDArray

from patchalign3d_cli.choices import Assignment
from patchalign3d_cli.geometry.assignment import (
    interpolation,
    interpolation_within,
    membership_scores,
)
from patchalign3d_cli.geometry.nearest import nearest
from patchalign3d_cli.geometry.ordering import stable_order
from patchalign3d_cli.results import ShapeFeatures
from patchalign3d_cli.shapes import Shape, sample_surface

# Surface samples that carry scores to faces: two a face, within these bounds.
SAMPLES_A_FACE = 2
FEWEST_SAMPLES, MOST_SAMPLES = 20_000, 400_000

Scores = NDArray[np.float32]
Carrier = Callable[[Scores], Scores]
"""What carries scores of patches elsewhere, (P, L) -> (M, L): where to is worked out once."""


def point_carrier(
    features: ShapeFeatures,
    points: NDArray[np.float64],
    assignment: Assignment,
    regions: NDArray[np.int64] | None = None,
) -> Carrier:
    """What carries scores of patches to points.

    Args:
        features: The encoded shape.
        points: (M, 3) in file units and axes.
        assignment: How a point takes scores from patches.
        regions: (M,) the region that each point lies in (`ShapeFeatures.regions`): scores are
            blended of patches there. None where that is not known, or nothing follows regions.
    """
    inside = _inside(features, points)  # (M, 3)
    centers = _inside(features, features.centers)  # (P, 3)
    if assignment == "interpolate":
        around = features.center_regions
        if regions is not None and around is not None:
            return interpolation_within(inside, centers, regions, around).apply
        return interpolation(inside, centers).apply
    if assignment == "nearest":
        rows = nearest(inside, centers, 1).indices[:, 0]  # (M,)
        return lambda scores: scores[rows]
    # Only encoded points are members of patches: others take their nearest one's scores.
    encoded = _inside(features, features.points)  # (N, 3)
    rows = nearest(inside, encoded, 1).indices[:, 0]
    members = features.members
    return lambda scores: membership_scores(encoded, centers, members, scores)[rows]


def element_carrier(
    features: ShapeFeatures,
    shape: Shape,
    assignment: Assignment,
    seed: int,
    source_faces: NDArray[np.int64] | None = None,
) -> Carrier:
    """What carries scores of patches to the faces of a mesh, or to the points of a cloud.

    The elements of a cell of a large shape (`Shape.cells`) take the scores at its centroid, where
    scores are interpolated. Else a face takes the mean over its samples of a dense draw from the
    surface; one without a sample takes its centroid's scores. Where features follow regions, what
    lies in one takes scores from there (a cell that spans several is taken apart).

    Args:
        features: The encoded shape.
        shape: Its shape, or a finer mesh of its surface.
        assignment: How a point takes scores from patches.
        seed: Seed of the surface samples.
        source_faces: (F,) the face of the encoded shape that each face of a finer mesh is a part
            of; None where `shape` is the encoded one.
    """
    regions = features.regions if source_faces is None else features.regions_of(source_faces)
    cells = shape.cells if assignment == "interpolate" else None
    if cells is not None:
        if regions is not None:
            cells = cells.divided(shape.centroids(), regions)
            firsts = np.unique(cells.cell_of, return_index=True)[1]
            regions = regions[firsts]
        to_cells = point_carrier(features, cells.centroids, assignment, regions)
        cell_of = cells.cell_of
        return lambda scores: to_cells(scores)[cell_of]
    if shape.faces is None:
        return point_carrier(features, shape.vertices, assignment)
    size = len(shape.faces)
    count = min(max(SAMPLES_A_FACE * size, FEWEST_SAMPLES), MOST_SAMPLES)
    samples = sample_surface(shape, count, seed)
    counts = np.bincount(samples.faces, minlength=size)  # (F,)
    drawn = counts > 0
    order = stable_order(samples.faces)  # the samples, face by face
    starts = (np.cumsum(counts) - counts)[drawn]  # where each drawn face's samples begin
    centroids = shape.vertices[shape.faces[~drawn]].mean(axis=1)
    # One search for all, and neighbours one after the other: they pass the same branches.
    points = np.concatenate([samples.points[order], centroids])
    if regions is not None:
        regions = regions[np.concatenate([samples.faces[order], np.flatnonzero(~drawn)])]
    to_points = point_carrier(features, points, assignment, regions)

    def carry(scores: Scores) -> Scores:
        carried = to_points(scores)  # (S + undrawn faces, L)
        means = np.empty((size, scores.shape[1]), dtype=np.float32)  # (F, L)
        means[drawn] = np.add.reduceat(carried[:count], starts) / counts[drawn, None]
        means[~drawn] = carried[count:]
        return means

    return carry


class ScoreField:
    """Scores at any point of an encoded shape, carried there from its patches.

    Args:
        features: The encoded shape.
        scores: (P, L), scores of its patches.
        assignment: How a point takes scores from patches.
    """

    def __init__(self, features: ShapeFeatures, scores: Scores, assignment: Assignment) -> None:
        self._features, self._scores, self._assignment = features, scores, assignment

    def at_points(
        self, points: NDArray[np.float64], regions: NDArray[np.int64] | None = None
    ) -> Scores:
        """Scores of points: (M, 3) in file units and axes -> (M, L); see `point_carrier`."""
        return point_carrier(self._features, points, self._assignment, regions)(self._scores)

    def at_elements(
        self, shape: Shape, seed: int, source_faces: NDArray[np.int64] | None = None
    ) -> Scores:
        """Scores of the elements of a shape, (E, L), as `element_carrier` carries them.

        Args:
            shape: The encoded shape, or a finer mesh of its surface.
            seed: Seed of the surface samples.
            source_faces: As in `element_carrier`.
        """
        features, assignment = self._features, self._assignment
        return element_carrier(features, shape, assignment, seed, source_faces)(self._scores)

    def labels(self, points: NDArray[np.float64]) -> NDArray[np.int64]:
        """The best part of points: (M, 3) in file units and axes -> (M,)."""
        best: NDArray[np.int64] = self.at_points(points).argmax(axis=1)
        return best


def _inside(features: ShapeFeatures, points: NDArray[np.float64]) -> Scores:
    return features.frame.to_unit(points).astype(np.float32)
