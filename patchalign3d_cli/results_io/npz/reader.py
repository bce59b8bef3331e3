"""Results from NPZ: every number, on a shape that lies beside."""

import io
import zipfile

import numpy as np

from patchalign3d_cli.results import ModelIdentity, PartSegmentation
from patchalign3d_cli.results_io.request import ResultFile, check_fit, shape_beside

UNKNOWN_MODEL = ModelIdentity("an unknown model", "", "unknown", "unknown")
"""What made a result that does not say it."""
_NAMES = {"labels.npy", "confidence.npy", "scores.npy", "names.npy"}


def is_archive(data: bytes) -> bool:
    """Whether these are the bytes of a result."""
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            return set(archive.namelist()) >= _NAMES
    except zipfile.BadZipFile:
        return False


def read_archive(request: ResultFile) -> PartSegmentation:
    """Read a result as NPZ.

    Raises:
        OutputError: The file is damaged, or its shape is missing or another one.
        ShapeError: The shape cannot be read.
    """
    try:
        with np.load(io.BytesIO(request.data), allow_pickle=False) as archive:
            parts = tuple(str(name) for name in archive["names"])
            labels = archive["labels"].astype(np.int32)
            confidence = archive["confidence"].astype(np.float32)
            scores = archive["scores"].astype(np.float32)
    except (ValueError, TypeError, KeyError, OSError, EOFError, zipfile.BadZipFile) as error:
        raise request.damaged(f"an array is damaged ({error})") from error
    if confidence.shape != (len(labels),) or scores.shape != (len(labels), len(parts)):
        raise request.damaged("its arrays do not belong together")
    if len(labels) and not -1 <= labels.min() <= labels.max() < len(parts):
        raise request.damaged("a label is no part's number")
    shape = shape_beside(request, None, request.up)
    check_fit(request, len(labels), shape)
    return PartSegmentation(shape, parts, labels, confidence, scores, UNKNOWN_MODEL, {})
