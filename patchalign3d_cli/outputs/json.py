"""JSON: a result in words and figures, with a label and a confidence an element."""

import json
from pathlib import Path

from patchalign3d_cli.outputs.records import segmentation_record
from patchalign3d_cli.results import PartSegmentation

_DIGITS = 4  # of a confidence


def write_json(result: PartSegmentation, path: Path) -> None:
    """Write `segmentation_record(result)` and behind it the plain lists, a value an element.

    Args:
        result: What to write.
        path: The file; an existing one is replaced.
    """
    head = json.dumps(segmentation_record(result), indent=2, allow_nan=False)
    lists: dict[str, list[int] | list[float]] = {
        "labels": result.labels.tolist(),
        "confidence": result.confidence.astype(float).round(_DIGITS).tolist(),
    }
    if result.pieces is not None:
        lists["piece_labels"] = result.pieces.labels.tolist()
    if result.source_faces is not None:
        lists["source_faces"] = result.source_faces.tolist()
    text = head.removesuffix("}").rstrip()
    for key, values in lists.items():
        text += f',\n  "{key}": {json.dumps(values, separators=(",", ":"), allow_nan=False)}'
    text += "\n}\n"
    path.write_bytes(text.encode("ascii"))
