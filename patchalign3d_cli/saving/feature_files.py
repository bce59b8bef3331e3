"""Files of features: safetensors for programs, and the shape in the features' colours."""

import contextlib
import json
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray
from PIL import Image
from safetensors.numpy import save

from patchalign3d_cli.errors import OutputError
from patchalign3d_cli.machine.atomic import atomic_path
from patchalign3d_cli.pictures.picture import render_shape
from patchalign3d_cli.results import FeatureTables
from patchalign3d_cli.results_io.colored import ColoredShape, write_colored_glb, write_colored_ply
from patchalign3d_cli.results_io.json.record import (
    GENERATOR,
    model_record,
    options_record,
    source_record,
)
from patchalign3d_cli.saving.formats import check_free

SCHEMA = "pa3d.features/1"
_METADATA = "pa3d"  # one key holds everything: the order of several is not fixed by safetensors


def save_features(
    tables: FeatureTables,
    colors: NDArray[np.uint8],
    paths: Sequence[str | Path],
    *,
    overwrite: bool = False,
) -> None:
    """Write features in several formats: all files appear, or none does.

    Args:
        tables: The features.
        colors: (E, 3) sRGB of the elements, as `asking.principal_colors` chooses them.
        paths: Where; one of `FEATURE_FORMATS` ends each.
        overwrite: Whether existing files may be replaced.

    Raises:
        OutputError: A suffix is unknown, a file exists, or one cannot be written.
    """
    places = [Path(path) for path in paths]
    for path in places:
        if path.suffix.lower() not in FEATURE_FORMATS:
            known = ", ".join(FEATURE_FORMATS)
            raise OutputError(f"{path} names no format of features; end it in {known}")
        check_free(path, overwrite)
    with contextlib.ExitStack() as stack:
        for path in places:
            temporary = stack.enter_context(atomic_path(path))
            FEATURE_FORMATS[path.suffix.lower()](tables, colors, temporary)


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
    kept = {name: np.ascontiguousarray(values) for name, values in arrays.items()}
    path.write_bytes(save(kept, metadata))


def _colored(tables: FeatureTables, colors: NDArray[np.uint8]) -> ColoredShape:
    notes = ("colors three principal components of the features as red, green, blue",)
    source, model = tables.features.source, tables.features.model
    return ColoredShape(source, colors, "features", {}, notes, model)


def _write_png(tables: FeatureTables, colors: NDArray[np.uint8], path: Path) -> None:
    source = tables.features.source
    pixels = render_shape(source.vertices, source.faces, colors, up=source.up)
    Image.fromarray(pixels).save(path, format="PNG")


Writer = Callable[[FeatureTables, NDArray[np.uint8], Path], None]
FEATURE_FORMATS: dict[str, Writer] = {
    ".safetensors": lambda tables, colors, path: _write_tensors(tables, path),
    ".glb": lambda tables, colors, path: write_colored_glb(_colored(tables, colors), path),
    ".ply": lambda tables, colors, path: write_colored_ply(_colored(tables, colors), path),
    ".png": _write_png,
}
