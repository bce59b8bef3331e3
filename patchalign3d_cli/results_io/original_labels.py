"""Labels of refined faces brought back to the faces of the input."""

import numpy as np
from numpy.typing import NDArray

from patchalign3d_cli.results import PartSegmentation


def original_labels(result: PartSegmentation, count: int) -> NDArray[np.int32]:
    """One label for each face of the input.

    A face that refinement cut gets the label that covers most of its area; of equal ones that
    which comes first. A face that the result has no piece of is unlabelled.

    Args:
        result: A result, refined or not.
        count: How many faces (points) the input has.

    Returns:
        (count,) int32 index into `result.parts`, -1 for unlabelled.
    """
    origins = result.source_faces
    if origins is None:
        return result.labels
    known = np.flatnonzero(origins >= 0)
    span = len(result.parts) + 1
    votes, inverse = np.unique(
        origins[known] * span + result.labels[known] + 1, return_inverse=True
    )
    areas = np.bincount(inverse.reshape(-1), weights=result.source.element_weights()[known])
    order = np.lexsort((votes, -areas, votes // span))
    faces, first = np.unique(votes[order] // span, return_index=True)
    labels = np.full(count, -1, dtype=np.int32)
    labels[faces] = votes[order][first] % span - 1
    return labels
