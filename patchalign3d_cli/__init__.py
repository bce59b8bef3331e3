"""Name the parts of any 3D object in plain words.

The names below load what they need when they are first used: importing this package is free.
"""

import importlib
from typing import TYPE_CHECKING, Any

from patchalign3d_cli.presentation import register
from patchalign3d_cli.version import __version__ as __version__

if TYPE_CHECKING:
    from patchalign3d_cli.asking import teach
    from patchalign3d_cli.datasets import load_examples
    from patchalign3d_cli.errors import Pa3dError
    from patchalign3d_cli.options import EncodeOptions, OutputOptions, QueryOptions
    from patchalign3d_cli.page import notebook_frame
    from patchalign3d_cli.results import PartSegmentation, ShapeFeatures
    from patchalign3d_cli.results_io import load_features, load_segmentation
    from patchalign3d_cli.results_io.json.writer import segmentation_document
    from patchalign3d_cli.saving import save_features, save_segmentation
    from patchalign3d_cli.segmenting.clicks import Click
    from patchalign3d_cli.segmenting.discovery import cut_parts, discover
    from patchalign3d_cli.segmenting.files import segment_file
    from patchalign3d_cli.segmenting.loading import load_segmenter
    from patchalign3d_cli.segmenting.request import SegmentRequest
    from patchalign3d_cli.segmenting.segmenter import Segmenter
    from patchalign3d_cli.shapes import Shape, load_shape
    from patchalign3d_cli.text.taught_words import load_words, save_words

_HOMES = {
    "Click": "segmenting.clicks",
    "EncodeOptions": "options",
    "OutputOptions": "options",
    "Pa3dError": "errors",
    "PartSegmentation": "results",
    "QueryOptions": "options",
    "SegmentRequest": "segmenting.request",
    "Segmenter": "segmenting.segmenter",
    "Shape": "shapes",
    "ShapeFeatures": "results",
    "cut_parts": "segmenting.discovery",
    "discover": "segmenting.discovery",
    "load_examples": "datasets",
    "load_features": "results_io",
    "load_segmentation": "results_io",
    "load_segmenter": "segmenting.loading",
    "load_shape": "shapes",
    "load_words": "text.taught_words",
    "notebook_frame": "page",
    "save_features": "saving",
    "save_segmentation": "saving",
    "save_words": "text.taught_words",
    "segment_file": "segmenting.files",
    "segmentation_document": "results_io.json.writer",
    "teach": "asking",
}

__all__ = [
    "Click",
    "EncodeOptions",
    "OutputOptions",
    "Pa3dError",
    "PartSegmentation",
    "QueryOptions",
    "SegmentRequest",
    "Segmenter",
    "Shape",
    "ShapeFeatures",
    "cut_parts",
    "discover",
    "load_examples",
    "load_features",
    "load_segmentation",
    "load_segmenter",
    "load_shape",
    "load_words",
    "notebook_frame",
    "save_features",
    "save_segmentation",
    "save_words",
    "segment_file",
    "segmentation_document",
    "teach",
]

register("document", lambda result: __getattr__("segmentation_document")(result))
register("notebook", lambda result: __getattr__("notebook_frame")(result))


def __getattr__(name: str) -> Any:
    if name not in _HOMES:
        raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
    return getattr(importlib.import_module(f"{__name__}.{_HOMES[name]}"), name)


def __dir__() -> list[str]:
    return sorted([*__all__, "__version__"])
