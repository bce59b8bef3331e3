"""NumPy archive: every number of a result, for programs."""

import zipfile
from collections.abc import Mapping
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

from patchalign3d_cli.results import PartSegmentation

_DATE = (1980, 1, 1, 0, 0, 0)  # the earliest that a zip file can hold
_UNIX = 3


def write_npz(result: PartSegmentation, path: Path) -> None:
    """Write labels, confidences, scores and names as `numpy.load` reads them, without pickles.

    `face_index` and `vertex_index` are there only where the file's polygons or vertices are not
    the result's; `source_faces` where faces were subdivided; `pieces`, `piece_names` and
    `piece_parts` where the parts were taken apart. Equal results give equal bytes: the archive's
    dates are fixed.

    Args:
        result: What to write.
        path: The file; an existing one is replaced.
    """
    arrays: dict[str, NDArray[Any]] = {
        "labels": result.labels.astype(np.int32),
        "confidence": result.confidence.astype(np.float32),
        "scores": result.scores.astype(np.float32),
        "names": np.array(result.parts, dtype=np.str_),
    }
    if result.source.face_index is not None:
        arrays["face_index"] = result.source.face_index
    if result.source.vertex_index is not None:
        arrays["vertex_index"] = result.source.vertex_index
    if result.source_faces is not None:
        arrays["source_faces"] = result.source_faces
    if result.pieces is not None:
        arrays["pieces"] = result.pieces.labels.astype(np.int32)
        arrays["piece_names"] = np.array(result.pieces.names, dtype=np.str_)
        arrays["piece_parts"] = result.pieces.parts.astype(np.int32)
    write_arrays(arrays, path)


def write_arrays(arrays: Mapping[str, NDArray[Any]], path: Path) -> None:
    """Write arrays by name as a compressed archive; equal arrays give equal bytes."""
    with zipfile.ZipFile(path, "w") as archive:
        for name, values in arrays.items():
            entry = zipfile.ZipInfo(f"{name}.npy", _DATE)
            entry.compress_type = zipfile.ZIP_DEFLATED
            entry.create_system = _UNIX
            with archive.open(entry, "w", force_zip64=True) as file:
                np.lib.format.write_array(file, np.ascontiguousarray(values), allow_pickle=False)
