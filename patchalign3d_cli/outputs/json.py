"""JSON: a result in words and figures, with one label an element."""

import json
from pathlib import Path

from patchalign3d_cli.outputs.records import segmentation_record
from patchalign3d_cli.results import PartSegmentation


def write_json(result: PartSegmentation, path: Path) -> None:
    """Write `segmentation_record(result)` and, as the last key, the plain list of labels.

    Args:
        result: What to write.
        path: The file; an existing one is replaced.
    """
    head = json.dumps(segmentation_record(result), indent=2, allow_nan=False)
    labels = json.dumps(result.labels.tolist(), separators=(",", ":"))
    text = f'{head.removesuffix("}").rstrip()},\n  "labels": {labels}\n}}\n'
    path.write_bytes(text.encode("ascii"))
