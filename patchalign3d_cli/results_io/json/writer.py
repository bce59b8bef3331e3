"""JSON: a result in words and figures, with a label and a confidence an element."""

import json
import math
from pathlib import Path
from typing import Any

from patchalign3d_cli.results import PartSegmentation
from patchalign3d_cli.results_io.json.record import segmentation_record

_DIGITS = 4  # of a confidence


def write_json(result: PartSegmentation, path: Path) -> None:
    """Write `segmentation_record(result)` and behind it the plain lists, a value an element.

    Args:
        result: What to write.
        path: The file; an existing one is replaced.
    """
    head = json.dumps(segmentation_record(result), indent=2, allow_nan=False)
    text = head.removesuffix("}").rstrip()
    for key, values in _element_lists(result).items():
        text += f',\n  "{key}": {json.dumps(values, separators=(",", ":"), allow_nan=False)}'
    text += "\n}\n"
    path.write_bytes(text.encode("ascii"))


def segmentation_document(result: PartSegmentation) -> dict[str, Any]:
    """What the JSON file of a result holds, as Python's own values."""
    return {**segmentation_record(result), **_element_lists(result)}


def _element_lists(result: PartSegmentation) -> dict[str, list[int] | list[float | None]]:
    """A value an element: labels, confidences, and what only some results have."""
    sure = result.confidence.astype(float).round(_DIGITS).tolist()
    lists: dict[str, list[int] | list[float | None]] = {
        "labels": result.labels.tolist(),
        "confidence": [value if math.isfinite(value) else None for value in sure],
    }
    if result.pieces is not None:
        lists["piece_labels"] = result.pieces.labels.tolist()
    if result.source_faces is not None:
        lists["source_faces"] = result.source_faces.tolist()
    return lists
