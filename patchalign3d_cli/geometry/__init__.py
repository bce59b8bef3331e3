"""Pure tensor operations on points."""

from patchalign3d_cli.geometry.assignment import (
    interpolated_scores,
    membership_scores,
    nearest_scores,
)
from patchalign3d_cli.geometry.frames import (
    Frame,
    Normalized,
    exchange_yz,
    from_frame,
    normalize,
    to_frame,
)
from patchalign3d_cli.geometry.neighbors import (
    Neighbors,
    knn,
    repeating_slots,
    squared_distances,
)
from patchalign3d_cli.geometry.patches import Patches, gather_points, group_patches
from patchalign3d_cli.geometry.sampling import farthest_point_sample

__all__ = [
    "Frame",
    "Neighbors",
    "Normalized",
    "Patches",
    "exchange_yz",
    "farthest_point_sample",
    "from_frame",
    "gather_points",
    "group_patches",
    "interpolated_scores",
    "knn",
    "membership_scores",
    "nearest_scores",
    "normalize",
    "repeating_slots",
    "squared_distances",
    "to_frame",
]
