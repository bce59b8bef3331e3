"""Results from PLY: the file is the shape and its labels in one."""

import re

import numpy as np

from patchalign3d_cli.results import ModelIdentity, PartSegmentation
from patchalign3d_cli.results_io.npz.reader import UNKNOWN_MODEL
from patchalign3d_cli.results_io.request import ResultFile
from patchalign3d_cli.shapes import load_shape
from patchalign3d_cli.shapes.formats.ply.elements import read_elements
from patchalign3d_cli.shapes.formats.ply.reader import read_header

_MADE = b"\ncomment generator pa3d "
_HEAD = 4096
_PART = re.compile(r"part (\d+) (.*)")
_MOST_PARTS = 100_000


def is_ply(data: bytes) -> bool:
    """Whether these are the bytes of a result."""
    return data.startswith(b"ply") and _MADE in data[:_HEAD]


def read_ply(request: ResultFile) -> PartSegmentation:
    """Read a result as PLY.

    Raises:
        OutputError: It lacks its labels.
        ShapeError: It is damaged.
    """
    shape = load_shape(request.path, up=request.up)
    header = read_header(request.data, request.path)
    wanted = "vertex" if shape.is_cloud else "face"
    columns = read_elements(header.body, header.elements, "<", (wanted,), request.path)[wanted]
    if not {"label", "confidence"} <= set(columns):
        raise request.damaged(f"its element {wanted} has no label and confidence")
    labels = columns["label"].values.astype(np.int32)
    confidence = columns["confidence"].values.astype(np.float32)
    index = shape.vertex_index if shape.is_cloud else shape.face_index
    if index is not None:  # what was dropped or divided while reading
        labels, confidence = labels[index], confidence[index]
    count = int(labels.max(initial=-1)) + 1
    if len(labels) != shape.element_count or count > _MOST_PARTS:
        raise request.damaged("its labels do not fit its elements")
    names = {i: name for i, name in map(_part, header.comments) if i >= 0}
    count = max(count, *(i + 1 for i in names), 0) if names else count
    parts = tuple(names.get(i, f"part {i}") for i in range(count))
    scores = np.empty((len(labels), 0), dtype=np.float32)
    return PartSegmentation(shape, parts, labels, confidence, scores, _model(header.comments), {})


def _part(comment: str) -> tuple[int, str]:
    """Number and name of a part from `part 0 seat`; -1 for any other comment."""
    found = _PART.fullmatch(comment)
    if found is None or int(found[1]) >= _MOST_PARTS:
        return -1, ""
    return int(found[1]), _unescaped(found[2])


def _unescaped(text: str) -> str:
    """The text behind its escapes; a name that was cut in the middle of one stays as it is."""
    try:
        return text.encode("latin-1").decode("unicode_escape")
    except UnicodeDecodeError:
        return text


def _model(comments: tuple[str, ...]) -> ModelIdentity:
    for comment in comments:
        if comment.startswith("model "):
            name = _unescaped(comment.removeprefix("model "))
            return ModelIdentity(name, "", "unknown", "unknown")
    return UNKNOWN_MODEL
