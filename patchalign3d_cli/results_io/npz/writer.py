"""NumPy archive: every number of a result, for programs."""

import json
import zipfile
from collections.abc import Mapping
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

from patchalign3d_cli.results import PartSegmentation
from patchalign3d_cli.results_io.json.record import segmentation_record
from patchalign3d_cli.results_io.npz import keys

_DATE = (1980, 1, 1, 0, 0, 0)  # the earliest that a zip file can hold
_UNIX = 3


def write_npz(result: PartSegmentation, path: Path) -> None:
    """Write labels, confidences, scores and names as `numpy.load` reads them, without pickles.

    `record` is a text: what the JSON file says of the model, the options and the shape.
    `face_index` and `vertex_index` are there only where the file's polygons or vertices are not
    the result's; `source_faces`, `vertices` and `faces` where the faces are not in the shape's
    own file; `pieces`, `piece_names` and `piece_parts` where the result was split; `objects` of
    a scene, whose names are in the record. Equal results give equal bytes: the archive's dates
    are fixed.

    Args:
        result: What to write.
        path: The file; an existing one is replaced.
    """
    source, pieces = result.source, result.pieces
    arrays: dict[str, NDArray[Any] | None] = {
        keys.LABELS: result.labels.astype(np.int32),
        keys.CONFIDENCE: result.confidence.astype(np.float32),
        keys.SCORES: result.scores.astype(np.float32),
        keys.NAMES: np.array(result.parts, dtype=np.str_),
        keys.RECORD: np.array(json.dumps(segmentation_record(result), allow_nan=False)),
        keys.FACE_INDEX: source.face_index,
        keys.VERTEX_INDEX: source.vertex_index,
    }
    if result.source_faces is not None:
        arrays[keys.SOURCE_FACES] = result.source_faces
        arrays[keys.VERTICES] = source.vertices
        arrays[keys.FACES] = source.faces
    if pieces is not None:
        arrays[keys.PIECES] = pieces.labels.astype(np.int32)
        arrays[keys.PIECE_NAMES] = np.array(pieces.names, dtype=np.str_)
        arrays[keys.PIECE_PARTS] = pieces.parts.astype(np.int32)
    if result.objects is not None:
        arrays[keys.OBJECTS] = result.objects.labels.astype(np.int32)
    write_arrays({name: array for name, array in arrays.items() if array is not None}, path)


def write_arrays(arrays: Mapping[str, NDArray[Any]], path: Path) -> None:
    """Write arrays by name as a compressed archive; equal arrays give equal bytes."""
    with zipfile.ZipFile(path, "w") as archive:
        for name, values in arrays.items():
            entry = zipfile.ZipInfo(f"{name}.npy", _DATE)
            entry.compress_type = zipfile.ZIP_DEFLATED
            entry.create_system = _UNIX
            with archive.open(entry, "w", force_zip64=True) as file:
                whole = np.asarray(values, order="C")
                np.lib.format.write_array(file, whole, allow_pickle=False)
