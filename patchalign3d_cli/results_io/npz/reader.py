"""Results from NPZ: every number, on a shape that lies beside."""

import json
from typing import Any

import numpy as np
from numpy.typing import NDArray

from patchalign3d_cli.results import PartSegmentation
from patchalign3d_cli.results_io.beside import on_its_shape
from patchalign3d_cli.results_io.element_values import (
    ElementValues,
    doubles,
    floats,
    integers,
    optional_integers,
)
from patchalign3d_cli.results_io.json.parsing import Record, parse_record
from patchalign3d_cli.results_io.npz import keys
from patchalign3d_cli.results_io.npz.arrays import array_names, read_arrays
from patchalign3d_cli.results_io.result_file import ResultFile

_NEEDED = (keys.LABELS, keys.CONFIDENCE, keys.SCORES, keys.NAMES)
_KNOWN = (
    *_NEEDED,
    keys.RECORD,
    keys.PIECES,
    keys.PIECE_NAMES,
    keys.PIECE_PARTS,
    keys.OBJECTS,
    keys.SOURCE_FACES,
    keys.VERTICES,
    keys.FACES,
    keys.FACE_INDEX,
    keys.VERTEX_INDEX,
)

Arrays = dict[str, NDArray[Any]]


def is_npz(data: bytes) -> bool:
    """Whether these are the bytes of a result."""
    return array_names(data) >= set(_NEEDED)


def read_npz(file: ResultFile) -> PartSegmentation:
    """Read a result as NPZ.

    Raises:
        OutputError: The file is damaged, or its shape is missing or another one.
        ShapeError: The shape cannot be read.
    """
    try:
        arrays = read_arrays(file.data, _KNOWN)
        if missing := [name for name in _NEEDED if name not in arrays]:
            raise ValueError(f"it has no array {missing[0]}")
        record = _record(arrays)
        values = _values(arrays, record)
    except (ValueError, RecursionError) as error:
        raise file.damaged(error) from error
    return on_its_shape(file, record, values)


def _record(arrays: Arrays) -> Record:
    """The record; of a file from before there was one, as much as its arrays say."""
    if keys.RECORD in arrays:
        return parse_record(json.loads("".join(_texts(arrays, keys.RECORD))))
    pieces = None
    parts = tuple(_texts(arrays, keys.NAMES))
    if keys.PIECE_NAMES in arrays and keys.PIECE_PARTS in arrays:
        owners = integers(arrays[keys.PIECE_PARTS], "pieces", 0, len(parts)).reshape(-1).tolist()
        names = _texts(arrays, keys.PIECE_NAMES)
        pieces = tuple(zip(names, owners, strict=True))
    return Record(parts, pieces)


def _values(arrays: Arrays, record: Record) -> ElementValues:
    labels = integers(arrays[keys.LABELS], keys.LABELS, -1, max(len(record.parts), 1))
    pieces = optional_integers(arrays, keys.PIECES, len(record.pieces or ()))
    objects = optional_integers(
        arrays, keys.OBJECTS, len(record.objects.names) if record.objects else 0
    )
    vertices = arrays.get(keys.VERTICES)
    return ElementValues(
        labels=labels.astype(np.int32),
        confidence=floats(arrays[keys.CONFIDENCE], keys.CONFIDENCE),
        scores=floats(arrays[keys.SCORES], keys.SCORES),
        pieces=None if pieces is None else pieces.astype(np.int32),
        objects=None if objects is None else objects.astype(np.int32),
        source_faces=optional_integers(arrays, keys.SOURCE_FACES),
        vertices=None if vertices is None else doubles(vertices, keys.VERTICES),
        faces=optional_integers(arrays, keys.FACES),
        face_index=optional_integers(arrays, keys.FACE_INDEX),
        vertex_index=optional_integers(arrays, keys.VERTEX_INDEX),
    )


def _texts(arrays: Arrays, key: str) -> list[str]:
    if arrays[key].dtype.kind != "U":
        raise ValueError(f"its {key} are no texts")
    texts: list[str] = arrays[key].reshape(-1).tolist()
    return texts
