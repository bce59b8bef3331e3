"""Name the parts of any 3D object in plain words.

The names below load what they need when they are first used: importing this package is free.
"""

import importlib
from typing import TYPE_CHECKING, Any

__version__ = "0.1.0"

if TYPE_CHECKING:
    from patchalign3d_cli.errors import Pa3dError
    from patchalign3d_cli.options import EncodeOptions, OutputOptions, QueryOptions
    from patchalign3d_cli.outputs import save_segmentation
    from patchalign3d_cli.outputs.html import notebook_frame
    from patchalign3d_cli.outputs.json import segmentation_document
    from patchalign3d_cli.pipeline import Segmenter, load_segmenter
    from patchalign3d_cli.results import PartSegmentation, ShapeFeatures
    from patchalign3d_cli.saved import load_segmentation
    from patchalign3d_cli.shapes import Shape, load_shape

_HOMES = {
    "EncodeOptions": "options",
    "OutputOptions": "options",
    "Pa3dError": "errors",
    "PartSegmentation": "results",
    "QueryOptions": "options",
    "Segmenter": "pipeline",
    "Shape": "shapes",
    "ShapeFeatures": "results",
    "load_segmentation": "saved",
    "load_segmenter": "pipeline",
    "load_shape": "shapes",
    "notebook_frame": "outputs.html",
    "save_segmentation": "outputs",
    "segmentation_document": "outputs.json",
}

__all__ = [
    "EncodeOptions",
    "OutputOptions",
    "Pa3dError",
    "PartSegmentation",
    "QueryOptions",
    "Segmenter",
    "Shape",
    "ShapeFeatures",
    "load_segmentation",
    "load_segmenter",
    "load_shape",
    "notebook_frame",
    "save_segmentation",
    "segmentation_document",
]


def __getattr__(name: str) -> Any:
    if name not in _HOMES:
        raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
    return getattr(importlib.import_module(f"{__name__}.{_HOMES[name]}"), name)


def __dir__() -> list[str]:
    return sorted([*__all__, "__version__"])
