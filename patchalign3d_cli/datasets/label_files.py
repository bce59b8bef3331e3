"""Files of labels beside a shape: text, NumPy, JSON, and pa3d's own results."""

import hashlib
import io
import json
import warnings
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any, NamedTuple, cast, get_args

import numpy as np
from numpy.typing import NDArray

from patchalign3d_cli.choices import LabelledOn
from patchalign3d_cli.datasets.layout import read_bytes
from patchalign3d_cli.datasets.numpy_pickles import NPY_DAMAGE
from patchalign3d_cli.errors import DataError, OutputError
from patchalign3d_cli.results_io import is_result, load_segmentation, original_labels
from patchalign3d_cli.shapes import Shape

RESULT_ENDINGS = (".parts.json", ".parts.npz")
"""Endings of label files that `pa3d segment` writes."""
LABEL_ENDINGS = (".labels.txt", ".labels.npy", ".labels.json", *RESULT_ENDINGS)
"""Endings of label files, those of people first."""


class RawLabels(NamedTuple):
    """What a label file says.

    Attributes:
        values: One number (-1: none) or one name for each element.
        names: Names of the numbers by number, where the file brings them; else None.
        on: What is labelled, where the file says so.
        sha256: Hex digest of the file.
    """

    values: Sequence[int] | Sequence[int | str]
    names: Mapping[int, str] | None
    on: LabelledOn | None
    sha256: str


def read_labels(path: Path, shape: Shape) -> RawLabels:
    """Read a label file.

    Text has one number or name a line (`-1`: none); NumPy a one-dimensional array of whole
    numbers; JSON a list of either, or an object with `labels` and, where it is needed, `on`
    (`faces`, `vertices` or `points`). A result of pa3d has a label for each face (point) of the
    shape that it was made from; refined faces vote by their area.

    Args:
        path: The file.
        shape: The shape that it lies beside.

    Raises:
        DataError: The file is missing, damaged or has another form, or is a result of another
            shape.
    """
    data = read_bytes(path)
    digest = hashlib.sha256(data).hexdigest()
    if is_result(path):
        return _from_result(path, shape, digest)
    if path.suffix.lower() == ".npy":
        return RawLabels(_from_array(data, path), None, None, digest)
    try:
        text = data.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        raise DataError(f"{path} is not UTF-8 text; save the labels as UTF-8") from error
    if path.suffix.lower() == ".json":
        return _from_json(text, path, digest)
    lines = [line.strip() for line in text.splitlines()]
    while lines and not lines[-1]:
        lines.pop()
    return RawLabels([_number_or_name(line) for line in lines], None, None, digest)


def integer_array(data: bytes, path: Path) -> NDArray[np.int64]:
    """An array of whole numbers from the bytes of a .npy file; nothing pickled is read.

    Raises:
        DataError: It is damaged or holds something else.
    """
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")  # of old headers
            values = np.load(io.BytesIO(data), allow_pickle=False)
    except NPY_DAMAGE as error:
        raise DataError(
            f"cannot read the labels in {path}: it is no .npy file of numbers, or it is cut short;"
            " save them with numpy.save as whole numbers"
        ) from error
    if not isinstance(values, np.ndarray) or values.dtype.kind not in "iufb":
        raise DataError(f"{path} holds no numbers; save labels with numpy.save as whole numbers")
    values = values[:, 0] if values.ndim == 2 and values.shape[1] == 1 else values
    if values.ndim != 1 or not np.isfinite(values).all() or (values != np.rint(values)).any():
        raise DataError(
            f"{path} holds an array {values.shape} of {values.dtype}; labels are one row of whole"
            " numbers"
        )
    return values.astype(np.int64)


def place_labels(
    labels: NDArray[np.int32], shape: Shape, on: LabelledOn | None, where: str
) -> tuple[NDArray[np.int32], LabelledOn]:
    """Find out by their count what labels are on, and bring them into the shape's order.

    Labels of polygons go to the triangles that they became; labels of points that were dropped
    while reading go with them.

    Args:
        labels: One for each element of the file.
        shape: The shape.
        on: What they are on, where that is known.
        where: The label file, for messages.

    Returns:
        The labels of the shape's own elements, and what those are.

    Raises:
        DataError: The count fits nothing, or fits both faces and vertices.
    """
    fitting: dict[LabelledOn, NDArray[np.int32]] = {}
    for kind, index, size in _orders(shape):
        if len(labels) == size and kind not in fitting:
            fitting[kind] = labels if index is None else labels[index]
    counts = ", ".join(f"{size:,} {kind}" for kind, _, size in _orders(shape))
    if on is not None:
        if on not in fitting:
            raise DataError(
                f"{where} has {len(labels):,} labels, which is not one for each of the {on} (the"
                f" shape has {counts}); write one label for each"
            )
        return fitting[on], on
    if not fitting:
        raise DataError(
            f"{where} has {len(labels):,} labels, but the shape has {counts}; write one label for"
            " each of them"
        )
    if len(fitting) > 1:
        raise DataError(
            f"{where} has {len(labels):,} labels and the shape has {counts}, so it is not clear"
            " what they are on; say so with --labels-on faces or --labels-on vertices, or write"
            ' {"on": "faces", "labels": [...]} as JSON'
        )
    ((kind, fitted),) = fitting.items()
    return fitted, kind


def _orders(shape: Shape) -> list[tuple[LabelledOn, NDArray[np.int64] | None, int]]:
    """What can be labelled: its kind, the file's index of each element, and how many there are."""
    if shape.faces is None:
        orders: list[tuple[LabelledOn, NDArray[np.int64] | None, int]] = [
            ("points", None, len(shape.vertices))
        ]
    else:
        orders = [("faces", None, len(shape.faces))]
        if shape.face_index is not None:
            orders.append(("faces", shape.face_index, int(shape.face_index.max()) + 1))
        orders.append(("vertices", None, len(shape.vertices)))
    if shape.vertex_index is not None:
        kind: LabelledOn = "points" if shape.faces is None else "vertices"
        orders.append((kind, shape.vertex_index, int(shape.vertex_index[-1]) + 1))
    return orders


def _from_result(path: Path, shape: Shape, digest: str) -> RawLabels:
    try:
        result = load_segmentation(path, shape=shape)
    except OutputError as error:
        raise DataError(str(error)) from error
    labels: list[int] = original_labels(result, shape.element_count).tolist()
    on: LabelledOn = "points" if shape.is_cloud else "faces"
    return RawLabels(labels, dict(enumerate(result.parts)), on, digest)


def _from_array(data: bytes, path: Path) -> list[int]:
    labels: list[int] = integer_array(data, path).tolist()
    return labels


def _from_json(text: str, path: Path, digest: str) -> RawLabels:
    try:
        values = json.loads(text)
    except (ValueError, RecursionError) as error:
        raise DataError(f"{path} is not valid JSON: {error}; write the labels again") from error
    on: LabelledOn | None = None
    if isinstance(values, Mapping):
        on = _stated_on(values, path)
        values = values.get("labels")
    if not isinstance(values, list) or not all(_is_label(value) for value in values):
        raise DataError(
            f"{path} holds no list of labels; write [0, 0, 1], or"
            ' {"on": "faces", "labels": [0, 0, 1]}'
        )
    return RawLabels(values, None, on, digest)


def _is_label(value: object) -> bool:
    return isinstance(value, int | str) and not isinstance(value, bool)


def _stated_on(values: Mapping[str, Any], path: Path) -> LabelledOn | None:
    stated = values.get("on")
    if stated is None:
        return None
    for choice in get_args(LabelledOn):
        if stated == choice:
            return cast(LabelledOn, choice)
    known = ", ".join(get_args(LabelledOn))
    raise DataError(f'{path}: "on" is {str(stated)[:40]!r}; write one of {known}')


def _number_or_name(line: str) -> int | str:
    try:
        return int(line)
    except ValueError:
        return line
