"""JSON: a result in words and figures, with a label and a confidence an element."""

import functools
import json
import math
import re
from pathlib import Path
from typing import Any

import numpy as np

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
        listed = _listed_shares(values) if key == keys.CONFIDENCE else _listed(values)
        text += f',\n  "{key}": {listed}'
    text += "\n}\n"
    path.write_bytes(text.encode("ascii"))


def _listed(values: Any) -> str:
    return json.dumps(values, separators=(",", ":"), allow_nan=False)


def _listed_shares(shares: list[float | None]) -> str:
    """Rounded shares as JSON: looked up, which takes a fifth of the time of writing them."""
    most = 10**_DIGITS
    steps = np.rint(np.array(shares, dtype=float) * most)
    if not ((steps >= 0) & (steps <= most)).all():
        return _listed(shares)
    return f"[{','.join(map(_share_texts().__getitem__, steps.astype(int).tolist()))}]"


@functools.cache
def _share_texts() -> list[str]:
    return [repr(step / 10**_DIGITS) for step in range(10**_DIGITS + 1)]


def segmentation_document(result: PartSegmentation) -> dict[str, Any]:
    """What the JSON file of a result holds, as Python's own values."""
    return {**segmentation_record(result), **_lists(result)}


def _lists(result: PartSegmentation) -> dict[str, Any]:
    """A value an element, and what only some results have.

    Faces that are not in the shape's own file go along with their vertices: without them nobody
    could say what the labels are on.
    """
    source = result.source
    confidence = result.confidence.astype(float).round(_DIGITS)
    shares = confidence.tolist()
    if not np.isfinite(confidence).all():
        shares = [share if math.isfinite(share) else None for share in shares]
    lists: dict[str, Any] = {
        keys.LABELS: result.labels.tolist(),
        keys.CONFIDENCE: shares,
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
