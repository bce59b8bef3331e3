"""Features of points corrected by what the file keeps apart, where the model learned to."""

from dataclasses import replace

import numpy as np

from patchalign3d_cli.geometry.frames import exchange_yz
from patchalign3d_cli.geometry.groups import largest_groups
from patchalign3d_cli.model.interface import Encoder
from patchalign3d_cli.model.region_sizes import MOST_REGIONS
from patchalign3d_cli.results import ShapeFeatures
from patchalign3d_cli.shapes.regions import region_numbers

LEAST_APART = 0.5
"""Share of the points that the regions told apart must hold; else the file is a soup of crumbs."""


def follow_regions(features: ShapeFeatures, encoder: Encoder) -> ShapeFeatures:
    """Correct features by the nodes, materials and shells that their points lie in.

    Args:
        features: An encoded shape, a feature a point.
        encoder: What encoded it; a model without a region decoder changes nothing, as does a
            cloud, a mesh of one region, and one of crumbs.
    """
    if not encoder.config.region_depth:
        return features
    numbers = region_numbers(features.source)
    if numbers is None:
        return features
    regions = largest_groups(numbers[features.elements], MOST_REGIONS)  # (N,)
    sizes = np.bincount(regions)
    crumbs = sizes[-1] if len(sizes) == MOST_REGIONS else 0
    if len(sizes) < 2 or crumbs > (1 - LEAST_APART) * len(regions):
        return features
    points = exchange_yz(features.frame.to_unit(features.points).astype(np.float32))
    return replace(features, features=encoder.correct(features.features, points, regions))
