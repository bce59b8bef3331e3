"""Results read back from the files that pa3d wrote: the one door to this folder."""

from patchalign3d_cli.results_io.features.reader import load_features
from patchalign3d_cli.results_io.load import RESULT_SUFFIXES, is_result, load_segmentation
from patchalign3d_cli.results_io.original_labels import original_labels

__all__ = [
    "RESULT_SUFFIXES",
    "is_result",
    "load_features",
    "load_segmentation",
    "original_labels",
]
