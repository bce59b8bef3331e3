"""Results to files: the format by the suffix, all files or none."""

from patchalign3d_cli.saving.formats import (
    FORMATS,
    MESH_FORMATS,
    companions,
    default_name,
    save_pieces,
    save_segmentation,
    save_segmentations,
)

__all__ = [
    "FORMATS",
    "MESH_FORMATS",
    "companions",
    "default_name",
    "save_pieces",
    "save_segmentation",
    "save_segmentations",
]
