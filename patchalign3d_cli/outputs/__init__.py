"""What goes out: one writer a format, a palette, a registry by suffix."""

from patchalign3d_cli.outputs.colors import UNLABELLED_COLOR, palette
from patchalign3d_cli.outputs.formats import (
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
    "UNLABELLED_COLOR",
    "companions",
    "default_name",
    "palette",
    "save_pieces",
    "save_segmentation",
    "save_segmentations",
]
