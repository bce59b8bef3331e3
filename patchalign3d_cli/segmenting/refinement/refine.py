"""A mesh and its labels, with faces that end at the borders of parts."""

from collections.abc import Callable
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from patchalign3d_cli.segmenting.refinement.border_field import border_field, mixed_vertices
from patchalign3d_cli.segmenting.refinement.cutting import cut_along
from patchalign3d_cli.segmenting.refinement.rounds import (
    FINEST,
    MOST_FACES,
    Labeller,
    halve,
    subdivide_mixed,
)
from patchalign3d_cli.shapes import Shape

_SOLVES = 5
"""Scores are computed so often at most, each time on finer faces at the border."""

Scorer = Callable[[Shape, NDArray[np.int64]], "Scored"]
"""Scores the faces of the mesh, or of a finer one of its surface; (F,) says which face of the mesh
each is (a part of)."""


class Scored(NamedTuple):
    """Scores of faces.

    Attributes:
        scores: (F, C) logits, or anything else that is to be known of the finer faces.
        classes: (F, K) logits of what competes: the highest is the label.
        regions: (F,) which region of the file each face is of; None where they are no borders.
    """

    scores: NDArray[np.float32]
    classes: NDArray[np.float32]
    regions: NDArray[np.int64] | None = None


class Refinement(NamedTuple):
    """A finer mesh.

    Attributes:
        shape: The mesh; faces stand in the order of those they come from.
        source_faces: (F,) int64, the face of the original that each is (a part of).
        scores: (F, C) float32.
        labels: (F,) int64, the class of each face.
    """

    shape: Shape
    source_faces: NDArray[np.int64]
    scores: NDArray[np.float32]
    labels: NDArray[np.int64]


def refine_borders(
    shape: Shape, label: Labeller, score: Scorer, finest: float = FINEST
) -> Refinement:
    """Subdivide a mesh near the borders of its parts, and cut its faces along them.

    Args:
        shape: A mesh.
        label: Gives labels of points, before smoothing: it shows where faces have to be small for
            their scores to be known well.
        score: Gives scores of faces; borders run where its two leading classes are equal.
        finest: Length below which edges at a border stay whole, as a share of the diagonal.
    """
    assert shape.faces is not None
    most = len(shape.faces) + MOST_FACES
    shape, origins = subdivide_mixed(shape, label, finest)
    for last in [False] * (_SOLVES - 1) + [True]:
        scored = score(shape, origins)
        assert shape.faces is not None
        if last or len(shape.faces) > most:
            break
        mixed = mixed_vertices(shape, scored.classes.argmax(axis=1))
        finer, parents = halve(shape, np.any(mixed[shape.faces], axis=1), finest)
        if len(parents) == len(origins):
            break
        shape, origins = finer, origins[parents]
    both = np.concatenate([scored.scores, scored.classes], axis=1)
    field = border_field(shape, both, scored.scores.shape[1], scored.regions, finest)
    cut = cut_along(shape, field, both)
    return Refinement(cut.shape, origins[cut.parents], cut.scores, cut.labels)
