"""Both sides of a shape with a mirror plane vote on what a part is."""

from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray

from patchalign3d_cli.geometry.assignment import blend
from patchalign3d_cli.geometry.nearest import Nearest
from patchalign3d_cli.options import QueryOptions
from patchalign3d_cli.results import ShapeFeatures
from patchalign3d_cli.text.sides import parse_side

_NEIGHBORS = 3  # patches that an image takes scores from, as points of the surface do


def both_sides_vote(features: ShapeFeatures, names: Sequence[str], options: QueryOptions) -> bool:
    """Whether scores are to be mirrored.

    Not where names say sides ("left leg"): the sides of the shape are then different parts.

    Args:
        features: The encoded shape.
        names: What is asked for.
        options: How.
    """
    sided = any(parse_side(name) is not None for name in names)
    return options.symmetry and not sided and features.mirror is not None


def mirrored_scores(features: ShapeFeatures, scores: NDArray[np.float32]) -> NDArray[np.float32]:
    """Scores of patches, each averaged with those at its mirror image.

    Args:
        features: The encoded shape.
        scores: (P, L) of its patches.

    Returns:
        (P, L). The farther an image lies off the surface, the less it counts; without a mirror
        plane (`ShapeFeatures.mirror`) none does.
    """
    mirror = features.mirror
    if mirror is None:
        return scores
    from scipy.spatial import KDTree

    centers = features.frame.to_unit(features.centers)
    images = mirror.apply(centers)
    near = KDTree(centers).query(images, k=range(1, min(_NEIGHBORS, len(centers)) + 1))
    carried = blend(Nearest(near[0] ** 2, near[1].astype(np.int64))).apply(scores)
    votes = mirror.likeness(_distances(features, images)).astype(np.float32)[:, None] / 2
    mixed: NDArray[np.float32] = scores + votes * (carried - scores)
    return mixed


def _distances(features: ShapeFeatures, images: NDArray[np.float64]) -> NDArray[np.float64]:
    """How far images are from the nearest encoded point, in radii of the shape."""
    from scipy.spatial import KDTree

    tree = KDTree(features.frame.to_unit(features.points))
    distances: NDArray[np.float64] = tree.query(images)[0]
    return distances
