"""An encoded shape as safetensors."""

import json
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray
from safetensors.numpy import save

from patchalign3d_cli.results import FeatureTables, ShapeFeatures, UnitFrame
from patchalign3d_cli.results_io.features import layout
from patchalign3d_cli.results_io.json.record import (
    GENERATOR,
    model_record,
    options_record,
    source_record,
)
from patchalign3d_cli.results_io.npz.writer import write_arrays
from patchalign3d_cli.shapes.shape import Shape

MOST_EMBEDDED = 2_000_000
"""Elements up to which a file holds the shape's geometry unless told otherwise: about 100 MB."""


def write_features(
    features: ShapeFeatures,
    path: Path,
    *,
    tables: FeatureTables | None = None,
    geometry: bool | None = None,
) -> None:
    """Write an encoded shape. Equal features give equal bytes.

    Args:
        features: What to write.
        path: The file; an existing one is replaced. It is safetensors, or an archive of NumPy
            where it ends in `.npz`, with the record as the text `pa3d`.
        tables: Features of points and elements to write along; None for none.
        geometry: Whether the file holds the shape itself, so that it can be asked again wherever
            it lies; None for where it has at most `MOST_EMBEDDED` elements. Materials and colours
            stay in the shape's own file.
    """
    arrays: dict[str, NDArray[Any]] = {
        layout.PATCH_FEATURES: features.features.astype(np.float32),
        layout.PATCH_CENTERS: features.centers.astype(np.float64),
        layout.PATCH_MEMBERS: features.members.astype(np.int64),
        layout.POINTS: features.points.astype(np.float64),
        layout.POINT_ELEMENTS: features.elements.astype(np.int64),
    }
    if features.regions is not None:
        arrays[layout.ELEMENT_REGIONS] = features.regions.astype(np.int64)
    if tables is not None:
        arrays[layout.POINT_FEATURES] = tables.points.astype(np.float32)
        arrays[layout.ELEMENT_FEATURES] = tables.elements.astype(np.float16)
    if geometry is None:
        geometry = features.source.element_count <= MOST_EMBEDDED
    if geometry:
        arrays.update(_geometry(features.source))
    values = {**features_record(features), layout.FRAME: _frame_record(features.frame)}
    values[layout.WARNINGS] = list(features.source.warnings)
    record = json.dumps(values)
    if path.suffix.lower() == layout.ARCHIVE_SUFFIX:
        write_arrays({**arrays, layout.METADATA: np.array(record)}, path)
        return
    contiguous = {name: np.ascontiguousarray(array) for name, array in arrays.items()}
    path.write_bytes(save(contiguous, {layout.METADATA: record}))


def features_record(features: ShapeFeatures) -> dict[str, Any]:
    """What features are of, as JSON-ready values, without the features."""
    return {
        "schema": layout.SCHEMA,
        "generator": GENERATOR,
        "model": model_record(features.model),
        "options": options_record(features.options),
        "source": source_record(features.source),
        "element": features.source.element,
        "patches": len(features.features),
        "points": len(features.points),
        "elements": features.source.element_count,
        "dimension": int(features.features.shape[1]),
    }


def _geometry(shape: Shape) -> dict[str, NDArray[Any]]:
    arrays: dict[str, NDArray[Any]] = {layout.VERTICES: shape.vertices.astype(np.float64)}
    optional = {
        layout.FACES: shape.faces,
        layout.FACE_INDEX: shape.face_index,
        layout.VERTEX_INDEX: shape.vertex_index,
    }
    for name, array in optional.items():
        if array is not None:
            arrays[name] = array.astype(np.int64)
    if shape.nodes:
        arrays[layout.NODE_TRANSFORMS] = np.stack([node.transform for node in shape.nodes])
    return arrays


def _frame_record(frame: UnitFrame) -> dict[str, Any]:
    """The frame as numbers that are read back to the bit."""
    return {
        layout.AXES: frame.axes.tolist(),
        layout.CENTER: frame.center.tolist(),
        layout.SCALE: frame.scale,
    }
