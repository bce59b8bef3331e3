"""Files of features: numbers for programs, and the shape in the features' colours."""

import json
from collections.abc import Sequence
from pathlib import Path
from typing import Any, NamedTuple

import numpy as np
from numpy.typing import NDArray
from PIL import Image
from safetensors.numpy import save

from patchalign3d_cli.pictures.picture import render_shape
from patchalign3d_cli.results import FeatureTables
from patchalign3d_cli.results_io.colored import ColoredShape, write_colored_glb, write_colored_ply
from patchalign3d_cli.results_io.json.record import (
    GENERATOR,
    model_record,
    options_record,
    source_record,
)
from patchalign3d_cli.saving.registry import FormatRegistry, write_files

SCHEMA = "pa3d.features/1"
_METADATA = "pa3d"  # one key holds everything: the order of several is not fixed by safetensors


class ColoredFeatures(NamedTuple):
    """Features and a colour an element.

    Attributes:
        tables: The features.
        colors: (E, 3) sRGB.
    """

    tables: FeatureTables
    colors: NDArray[np.uint8]

    @property
    def shape(self) -> ColoredShape:
        """The shape in the colours."""
        notes = ("colors three principal components of the features as red, green, blue",)
        features = self.tables.features
        return ColoredShape(features.source, self.colors, "features", {}, notes, features.model)


def save_feature_tables(
    tables: FeatureTables,
    colors: NDArray[np.uint8],
    paths: Sequence[str | Path],
    *,
    overwrite: bool = False,
) -> tuple[Path, ...]:
    """Write features in several formats: all files appear, or none does.

    Args:
        tables: The features.
        colors: (E, 3) sRGB of the elements, as `asking.principal_colors` chooses them.
        paths: Where; one of the suffixes of `FEATURE_FORMATS` ends each.
        overwrite: Whether existing files may be replaced.

    Returns:
        The files.

    Raises:
        OutputError: A suffix is unknown, a file exists, or one cannot be written.
    """
    content = ColoredFeatures(tables, colors)
    files = [file for path in paths for file in FEATURE_FORMATS.files(content, Path(path))]
    return write_files(files, overwrite=overwrite)


def features_record(tables: FeatureTables) -> dict[str, Any]:
    """What features are of, as JSON-ready values, without the features."""
    features = tables.features
    return {
        "schema": SCHEMA,
        "generator": GENERATOR,
        "model": model_record(features.model),
        "options": options_record(features.options),
        "source": source_record(features.source),
        "element": "point" if features.source.is_cloud else "face",
        "patches": len(features.features),
        "points": len(features.points),
        "elements": len(tables.elements),
        "dimension": int(features.features.shape[1]),
    }


def _write_tensors(tables: FeatureTables, path: Path) -> None:
    features = tables.features
    arrays: dict[str, NDArray[Any]] = {
        "patch_features": features.features.astype(np.float32),
        "patch_centers": features.centers.astype(np.float64),
        "patch_members": features.members.astype(np.int64),
        "point_features": tables.points.astype(np.float32),
        "points": features.points.astype(np.float64),
        "element_features": tables.elements.astype(np.float16),
    }
    metadata = {_METADATA: json.dumps(features_record(tables), sort_keys=True)}
    contiguous = {name: np.ascontiguousarray(values) for name, values in arrays.items()}
    path.write_bytes(save(contiguous, metadata))


def _write_picture(content: ColoredFeatures, path: Path, name: str) -> None:
    source = content.tables.features.source
    pixels = render_shape(source, content.colors)
    Image.fromarray(pixels).save(path, format="PNG")


FEATURE_FORMATS: FormatRegistry[ColoredFeatures] = FormatRegistry(
    content="features",
    word="features",
    default=(".safetensors", ".glb"),
    writers={
        ".safetensors": lambda content, path, _: _write_tensors(content.tables, path),
        ".glb": lambda content, path, _: write_colored_glb(content.shape, path),
        ".ply": lambda content, path, _: write_colored_ply(content.shape, path),
        ".png": _write_picture,
    },
)
