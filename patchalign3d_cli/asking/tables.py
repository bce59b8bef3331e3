"""Features of everything that a shape has: its patches, its encoded points, its faces."""

import numpy as np

from patchalign3d_cli.light.layers import unit_rows
from patchalign3d_cli.results import FeatureTables, ShapeFeatures
from patchalign3d_cli.segmenting.transfer import ScoreField

_COLUMNS = 128  # of the features carried at a time, which bounds the memory of large meshes


def feature_tables(features: ShapeFeatures, *, seed: int = 0) -> FeatureTables:
    """Carry the features of patches to points and faces, as scores are carried.

    Args:
        features: What `encode` returned.
        seed: Seed of the surface samples that carry features to faces.
    """
    patches = features.features  # (P, D)
    field = ScoreField(features, patches, "interpolate")
    points = field.at_points(features.points, features.regions_of(features.elements))  # (N, D)
    columns = np.split(patches, range(_COLUMNS, patches.shape[1], _COLUMNS), axis=1)
    parts = [
        ScoreField(features, some, "interpolate").at_elements(features.source, seed)
        for some in columns
    ]
    elements = np.concatenate(parts, axis=1)  # (E, D)
    return FeatureTables(features, unit_rows(points), unit_rows(elements))
