"""Results to files: the format by the suffix, all files or none."""

from patchalign3d_cli.saving.features import FEATURE_FORMATS, save_feature_tables, save_features
from patchalign3d_cli.saving.heats import HEAT_FORMATS, heat_paths, heat_record, save_heat
from patchalign3d_cli.saving.registry import FormatRegistry, OutputFile, write_files
from patchalign3d_cli.saving.segmentations import (
    MESH_FORMATS,
    SEGMENTATION_FORMATS,
    save_pieces,
    save_segmentation,
    save_segmentations,
)

__all__ = [
    "FEATURE_FORMATS",
    "HEAT_FORMATS",
    "MESH_FORMATS",
    "SEGMENTATION_FORMATS",
    "FormatRegistry",
    "OutputFile",
    "heat_paths",
    "heat_record",
    "save_feature_tables",
    "save_features",
    "save_heat",
    "save_pieces",
    "save_segmentation",
    "save_segmentations",
    "write_files",
]
