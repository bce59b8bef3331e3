"""Both sides of a shape with a mirror plane vote on what a part is."""

from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray

from patchalign3d_cli.options import QueryOptions
from patchalign3d_cli.results import ShapeFeatures
from patchalign3d_cli.text.sides import says_side


def both_sides_vote(features: ShapeFeatures, names: Sequence[str], options: QueryOptions) -> bool:
    """Whether scores are to be mirrored.

    Not where names say sides ("left leg"): the sides of the shape are then different parts.

    Args:
        features: The encoded shape.
        names: What is asked for.
        options: How.
    """
    return options.symmetry and not says_side(names) and features.mirror is not None


def mirrored_scores(features: ShapeFeatures, scores: NDArray[np.float32]) -> NDArray[np.float32]:
    """Scores of patches, each averaged with those at its mirror image.

    Args:
        features: The encoded shape.
        scores: (P, L) of its patches.

    Returns:
        (P, L). The farther an image lies off the surface, the less it counts; without a mirror
        plane (`ShapeFeatures.mirror`) none does.
    """
    images = features.mirror_images
    return scores if images is None else images.mix(scores)
