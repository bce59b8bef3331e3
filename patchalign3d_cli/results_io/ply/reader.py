"""Results from PLY: the file is the shape and its labels in one."""

from collections.abc import Mapping

import numpy as np
from numpy.typing import NDArray

from patchalign3d_cli.errors import OutputError, ShapeError
from patchalign3d_cli.results import ModelIdentity, PartSegmentation
from patchalign3d_cli.results_io.element_values import (
    ElementValues,
    check_values,
    floats,
    integers,
    segmentation,
    unknown_scores,
)
from patchalign3d_cli.results_io.json.parsing import UNKNOWN_MODEL, Record, parse_record
from patchalign3d_cli.results_io.ply import keys
from patchalign3d_cli.results_io.ply.notes import noted_model, noted_parts, noted_record
from patchalign3d_cli.results_io.result_file import ResultFile
from patchalign3d_cli.shapes import load_shape
from patchalign3d_cli.shapes.formats.ply.elements import Column, read_elements
from patchalign3d_cli.shapes.formats.ply.reader import PlyHeader, read_header
from patchalign3d_cli.shapes.raw import MAX_ELEMENTS

_MADE = f"\ncomment {keys.GENERATOR} pa3d ".encode()
_LABELLED = f"\nproperty int {keys.LABEL}\n".encode()
_MOST_PARTS = 100_000

Columns = Mapping[str, NDArray[np.generic]]


def is_ply(data: bytes) -> bool:
    """Whether these are the bytes of a result."""
    header = data[: max(data.find(b"end_header"), 0)]
    return header.startswith(b"ply") and _MADE in header and _LABELLED in header


def read_ply(file: ResultFile) -> PartSegmentation:
    """Read a result as PLY.

    Raises:
        OutputError: It is damaged.
    """
    try:
        header = read_header(file.data, file.path)
        noted = noted_record(header.comments)
        known = None if noted is None else parse_record(noted)
        shape = load_shape(file.path, up=file.up or (known and known.source.up))
        values = _values(_columns(file, header, shape.is_cloud))
        record = known or _noted(header.comments, values)
        values = values if known else values._replace(pieces=None)  # nothing says their parts
        check_values(values, record)
        index = shape.vertex_index if shape.is_cloud else shape.face_index
        if index is not None or len(values.labels) != shape.element_count:
            raise ValueError("its labels do not fit its elements")
    except ShapeError as error:
        raise OutputError(str(error)) from error
    except (ValueError, RecursionError) as error:
        raise file.damaged(error) from error
    return segmentation(shape, record, values)


def _columns(
    file: ResultFile, header: PlyHeader, is_cloud: bool
) -> Mapping[str, NDArray[np.generic]]:
    """The values of the labelled element by property; lists are left out."""
    if header.format != "binary_little_endian":
        raise ValueError("another program wrote it anew")
    element = "vertex" if is_cloud else "face"
    columns: dict[str, Column] = read_elements(
        header.body, header.elements, "<", (element,), file.path
    )[element]
    plain = {name: item.values for name, item in columns.items() if item.counts is None}
    for key in (keys.LABEL, keys.CONFIDENCE):
        if key not in plain:
            raise ValueError(f"its element {element} has no {key}")
    return plain


def _values(columns: Columns) -> ElementValues:
    labels = integers(columns[keys.LABEL], "labels", -1, _MOST_PARTS)
    pieces, objects, origins = (
        _indices(columns, key) for key in (keys.PIECE, keys.OBJECT, keys.SOURCE_FACE)
    )
    return ElementValues(
        labels=labels.astype(np.int32),
        confidence=floats(columns[keys.CONFIDENCE], "confidences"),
        scores=unknown_scores(len(labels)),
        pieces=None if pieces is None else pieces.astype(np.int32),
        objects=None if objects is None else objects.astype(np.int32),
        source_faces=origins,
    )


def _indices(columns: Columns, key: str) -> NDArray[np.int64] | None:
    return integers(columns[key], key, -1, MAX_ELEMENTS) if key in columns else None


def _noted(comments: tuple[str, ...], values: ElementValues) -> Record:
    """The record of a file from before there was one: parts and model alone."""
    name = noted_model(comments)
    model = UNKNOWN_MODEL if name is None else ModelIdentity(name, "", "unknown", "unknown")
    return Record(noted_parts(comments, int(values.labels.max(initial=-1)) + 1), None, model)
