"""Features of points corrected by what the file keeps apart, where the model learned to."""

from dataclasses import replace

import numpy as np

from patchalign3d_cli.geometry.frames import exchange_yz
from patchalign3d_cli.geometry.groups import largest_groups, mostly_crumbs
from patchalign3d_cli.model.interface import Encoder
from patchalign3d_cli.model.region_sizes import CRUMB, MOST_REGIONS
from patchalign3d_cli.results import ShapeFeatures
from patchalign3d_cli.shapes.regions import region_numbers


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
    drawn = numbers[features.elements]  # (N,)
    if (drawn == drawn[0]).all() or mostly_crumbs(drawn, CRUMB):
        return features
    points = exchange_yz(features.frame.to_unit(features.points).astype(np.float32))
    regions = largest_groups(drawn, MOST_REGIONS)
    corrected = encoder.correct(features.features, points, regions)
    return replace(features, features=corrected, regions=numbers)
