"""JSON: a result in words and figures, with a label and a confidence an element."""

import json
import math
import re
from pathlib import Path
from typing import Any

from patchalign3d_cli.results import PartSegmentation
from patchalign3d_cli.results_io.json import keys
from patchalign3d_cli.results_io.json.record import segmentation_record
from patchalign3d_cli.results_io.json.tree import tree_record

_DIGITS = 4  # of a confidence


def write_json(result: PartSegmentation, path: Path) -> None:
    """Write `segmentation_record(result)` and behind it the plain lists, a value an element.

    Args:
        result: What to write.
        path: The file; an existing one is replaced.
    """
    head = json.dumps(segmentation_record(result), indent=2, allow_nan=False)
    # Coordinates stand in one line each. A line break is never inside a text of JSON.
    text = re.sub(r"\[\n([^]\[{}\"]*)\]", lambda match: f"[{' '.join(match[1].split())}]", head)
    text = text.removesuffix("}").rstrip()
    for key, values in _lists(result).items():
        text += f',\n  "{key}": {json.dumps(values, separators=(",", ":"), allow_nan=False)}'
    text += "\n}\n"
    path.write_bytes(text.encode("ascii"))


def segmentation_document(result: PartSegmentation) -> dict[str, Any]:
    """What the JSON file of a result holds, as Python's own values."""
    return {**segmentation_record(result), **_lists(result)}


def _lists(result: PartSegmentation) -> dict[str, Any]:
    """A value an element, and what only some results have.

    Faces that are not in the shape's own file go along with their vertices: without them nobody
    could say what the labels are on.
    """
    source = result.source
    confidence = result.confidence.astype(float).round(_DIGITS).tolist()
    lists: dict[str, Any] = {
        keys.LABELS: result.labels.tolist(),
        keys.CONFIDENCE: [value if math.isfinite(value) else None for value in confidence],
    }
    if result.pieces is not None:
        lists[keys.PIECE_LABELS] = result.pieces.labels.tolist()
    if result.objects is not None:
        lists[keys.OBJECT_LABELS] = result.objects.labels.tolist()
    if result.tree is not None:
        lists[keys.TREE] = tree_record(result.tree)
    if source.face_index is not None:
        lists[keys.FACE_INDEX] = source.face_index.tolist()
    if source.vertex_index is not None:
        lists[keys.VERTEX_INDEX] = source.vertex_index.tolist()
    if result.source_faces is not None:
        lists[keys.SOURCE_FACES] = result.source_faces.tolist()
        lists[keys.VERTICES] = source.vertices.tolist()
        if source.faces is not None:
            lists[keys.FACES] = source.faces.tolist()
    return lists
