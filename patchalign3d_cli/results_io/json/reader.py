"""Results from JSON: words and labels, on a shape that lies beside."""

import json
from collections.abc import Mapping
from typing import Any, cast

import numpy as np

from patchalign3d_cli.choices import UpAxis
from patchalign3d_cli.errors import OutputError
from patchalign3d_cli.results import ModelIdentity, PartSegmentation
from patchalign3d_cli.results_io.request import ResultFile, check_fit, shape_beside
from patchalign3d_cli.shapes.shape import UP_AXES

_SCHEMA = b'"pa3d.segmentation/1"'
_HEAD = 4096  # bytes in which the schema stands


def is_record(data: bytes) -> bool:
    """Whether these are the bytes of a result."""
    return _SCHEMA in data[:_HEAD]


def read_record(request: ResultFile) -> PartSegmentation:
    """Read a result as JSON.

    Raises:
        OutputError: The file is damaged, or its shape is missing or another one.
        ShapeError: The shape cannot be read.
    """
    try:
        record = json.loads(request.data)
        parts = tuple(str(part["name"]) for part in record["parts"])
        labels = np.asarray(record["labels"], dtype=np.int32)
        told = record.get("confidence")
        confidence = np.full(len(labels), np.nan) if told is None else np.asarray(told, float)
        source, model = record["source"], record["model"]
        identity = ModelIdentity(
            *(str(model[key]) for key in ("name", "sha256", "text_model", "license"))
        )
        options: Mapping[str, Any] = {
            key: value for key, value in record["options"].items() if value is not None
        }
        up = cast(UpAxis, source["up"] if source["up"] in UP_AXES else "y")
        name, digest = source["file"], source["sha256"]
    except (ValueError, TypeError, KeyError, AttributeError, OverflowError) as error:
        raise request.damaged(f"its JSON is not what pa3d writes ({error})") from error
    if labels.ndim != 1 or confidence.shape != labels.shape:
        raise request.damaged("its labels and confidences are not one list each of equal length")
    if len(labels) and not -1 <= labels.min() <= labels.max() < len(parts):
        raise request.damaged("a label is no part's number")
    shape = shape_beside(request, name, request.up or up)
    check_fit(request, len(labels), shape)
    if digest is not None and shape.sha256 is not None and shape.sha256 != digest:
        raise OutputError(
            f"{shape.path} is not the file that {request.path} was made from (its SHA-256"
            " differs); name that one with --shape, or segment it again"
        )
    scores = np.empty((len(labels), 0), dtype=np.float32)
    sure = confidence.astype(np.float32)
    return PartSegmentation(shape, parts, labels, sure, scores, identity, options)
