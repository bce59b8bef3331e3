"""Features of everything that a shape has: its patches, its encoded points, its faces."""

import torch

from patchalign3d_cli.results import FeatureTables, ShapeFeatures
from patchalign3d_cli.segmenting.transfer import ScoreField

_COLUMNS = 128  # of the features carried at a time, which bounds the memory of large meshes


def feature_tables(features: ShapeFeatures, *, seed: int = 0) -> FeatureTables:
    """Carry the features of patches to points and faces, as scores are carried.

    Args:
        features: What `encode` returned.
        seed: Seed of the surface samples that carry features to faces.
    """
    patches = torch.from_numpy(features.features)  # (P, D)
    points = ScoreField(features, patches, "interpolate").at_points(features.points)  # (N, D)
    elements = torch.cat(
        [
            ScoreField(features, columns, "interpolate").at_elements(features.source, seed)
            for columns in patches.split(_COLUMNS, dim=1)
        ],
        dim=1,
    )  # (E, D)
    normal = torch.nn.functional.normalize
    return FeatureTables(features, normal(points).numpy(), normal(elements).numpy())
