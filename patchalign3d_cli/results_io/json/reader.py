"""Results from JSON: words and labels, on a shape that lies beside."""

import json
from collections.abc import Mapping
from dataclasses import replace
from typing import Any

import numpy as np

from patchalign3d_cli.results import PartSegmentation
from patchalign3d_cli.results_io.beside import on_its_shape
from patchalign3d_cli.results_io.element_values import (
    ElementValues,
    doubles,
    floats,
    integers,
    optional_integers,
    unknown_scores,
)
from patchalign3d_cli.results_io.json import keys
from patchalign3d_cli.results_io.json.parsing import Record, parse_record
from patchalign3d_cli.results_io.json.tree import parse_tree
from patchalign3d_cli.results_io.result_file import ResultFile

_SCHEMA = json.dumps(keys.SEGMENTATION_SCHEMA).encode()


def is_json(data: bytes) -> bool:
    """Whether these are the bytes of a result."""
    return _SCHEMA in data


def read_json(file: ResultFile) -> PartSegmentation:
    """Read a result as JSON.

    Raises:
        OutputError: The file is damaged, or its shape is missing or another one.
        ShapeError: The shape cannot be read.
    """
    try:
        document = json.loads(file.data)
        record = parse_record(document)
        values = _values(document, record)
        tree = (
            parse_tree(document[keys.TREE], len(values.labels)) if keys.TREE in document else None
        )
    except (ValueError, RecursionError) as error:
        raise file.damaged(f"its JSON is not what pa3d writes ({error})") from error
    return replace(on_its_shape(file, record, values), tree=tree)


def _values(document: Mapping[str, Any], record: Record) -> ElementValues:
    labels = integers(document.get(keys.LABELS), keys.LABELS, -1, max(len(record.parts), 1))
    if labels.ndim != 1:
        raise ValueError(f"its {keys.LABELS} are not one list")
    confidence = document.get(keys.CONFIDENCE)
    if confidence is None:
        confidence = np.full(len(labels), np.nan, dtype=np.float32)
    pieces = optional_integers(document, keys.PIECE_LABELS, len(record.pieces or ()))
    objects = optional_integers(
        document, keys.OBJECT_LABELS, len(record.objects.names) if record.objects else 0
    )
    vertices = document.get(keys.VERTICES)
    return ElementValues(
        labels=labels.astype(np.int32),
        confidence=floats(confidence, keys.CONFIDENCE),
        scores=unknown_scores(len(labels)),
        pieces=None if pieces is None else pieces.astype(np.int32),
        objects=None if objects is None else objects.astype(np.int32),
        source_faces=optional_integers(document, keys.SOURCE_FACES),
        vertices=None if vertices is None else doubles(vertices, keys.VERTICES),
        faces=optional_integers(document, keys.FACES),
        face_index=optional_integers(document, keys.FACE_INDEX),
        vertex_index=optional_integers(document, keys.VERTEX_INDEX),
    )
