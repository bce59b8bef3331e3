"""Results from GLB: its nodes are the parts, and put back into the order of the result."""

from dataclasses import replace
from typing import Any, NamedTuple

import numpy as np
from numpy.typing import NDArray

from patchalign3d_cli.errors import OutputError, ShapeError
from patchalign3d_cli.results import ModelIdentity, PartSegmentation
from patchalign3d_cli.results_io.element_values import (
    ElementValues,
    check_values,
    integers,
    segmentation,
    unknown_scores,
)
from patchalign3d_cli.results_io.glb import keys
from patchalign3d_cli.results_io.glb.element_values import Values, read_element_values
from patchalign3d_cli.results_io.json.parsing import UNKNOWN_MODEL, Record, parse_record
from patchalign3d_cli.results_io.result_file import ResultFile
from patchalign3d_cli.shapes import Shape, load_shape
from patchalign3d_cli.shapes.formats.gltf.document import GltfDocument, open_document

_MADE = b'"generator":"pa3d '
_LABELLED = f'"{keys.LABEL}":'.encode()
_MOST_PARTS = 100_000


class _Leaf(NamedTuple):
    """A node with a mesh: its part, its piece, and the values of its elements."""

    name: str
    label: int
    piece: int
    values: Values


def is_glb(data: bytes) -> bool:
    """Whether these are the bytes of a result."""
    document = data[20 : 20 + int.from_bytes(data[12:16], "little")]
    return data.startswith(b"glTF") and _MADE in document and _LABELLED in document


def read_glb(file: ResultFile) -> PartSegmentation:
    """Read a result as GLB: y is up, and vertices stand in the order of the parts.

    Raises:
        OutputError: It is damaged, or its nodes do not say which parts they are.
    """
    try:
        shape = load_shape(file.path)
        document = open_document(file.data, file.path)
        leaves = _leaves(document)
        record = _record(document, leaves)
        # Files of pa3d list nodes with meshes as a walk through the scene meets them.
        if len(shape.nodes) != len(leaves):
            raise ValueError("its nodes are not those that pa3d writes")
        values = _values(shape, leaves, record)
        check_values(values, record)
        shape, values = _in_order(shape, values, _joined(shape, leaves, keys.ELEMENT))
    except ShapeError as error:
        raise OutputError(str(error)) from error
    except (ValueError, RecursionError) as error:
        raise file.damaged(error) from error
    return segmentation(shape, record, values)


def _leaves(document: GltfDocument) -> list[_Leaf]:
    leaves = []
    for node in document.items("nodes"):
        extras = node.get("extras")
        if "mesh" not in node or not isinstance(extras, dict):
            continue
        label, piece = (_number(extras.get(key, -1)) for key in (keys.LABEL, keys.PIECE))
        name = str(extras.get(keys.PART, document.name(node)))
        mesh = document.item("meshes", document.whole(node, "mesh"))
        leaves.append(_Leaf(name, label, piece, read_element_values(document, mesh)))
    return leaves


def _number(value: Any) -> int:
    if not isinstance(value, int) or isinstance(value, bool) or not -1 <= value < _MOST_PARTS:
        raise ValueError("a node's label is no part's number")
    return value


def _values(shape: Shape, leaves: list[_Leaf], record: Record) -> ElementValues:
    counts = [node.count for node in shape.nodes]
    if sum(counts) != shape.element_count:
        raise ValueError("its nodes are not those that pa3d writes")
    confidence = _joined(shape, leaves, keys.CONFIDENCE)
    objects = _joined(shape, leaves, keys.OBJECT)
    unknown = np.full(shape.element_count, np.nan, dtype=np.float32)
    pieces = np.repeat([leaf.piece for leaf in leaves], counts).astype(np.int32)
    return ElementValues(
        labels=np.repeat([leaf.label for leaf in leaves], counts).astype(np.int32),
        confidence=unknown if confidence is None else confidence,
        scores=unknown_scores(shape.element_count),
        pieces=None if record.pieces is None else pieces,
        objects=None if objects is None else objects.astype(np.int32),
        source_faces=_joined(shape, leaves, keys.SOURCE_FACE),
    )


def _joined(shape: Shape, leaves: list[_Leaf], key: str) -> NDArray[Any] | None:
    """A value of all elements, node by node; None where one of them lacks it."""
    arrays = [leaf.values[key] for leaf in leaves if key in leaf.values]
    if len(arrays) < len(leaves):
        return None
    if [len(array) for array in arrays] != [node.count for node in shape.nodes]:
        raise ValueError("its values are not one for each of its triangles")
    return np.concatenate(arrays)


def _in_order(
    shape: Shape, values: ElementValues, numbers: NDArray[np.int64] | None
) -> tuple[Shape, ElementValues]:
    """Elements in the order of the result; as they stand in a file that does not tell it."""
    if numbers is None:
        return shape, values
    integers(numbers, "elements", 0, shape.element_count)
    order = np.argsort(numbers, kind="stable")
    if (numbers[order] != np.arange(len(order))).any():
        raise ValueError("one of its triangles stands in it twice")
    if (order == np.arange(len(order))).all():
        return shape, values
    appearance = shape.appearance
    moved = replace(
        shape,
        vertices=shape.vertices[order] if shape.faces is None else shape.vertices,
        faces=None if shape.faces is None else shape.faces[order],
        nodes=(),
        appearance=appearance and replace(appearance, elements=appearance.elements.take(order)),
    )
    return moved, values._replace(
        labels=values.labels[order],
        confidence=values.confidence[order],
        pieces=None if values.pieces is None else values.pieces[order],
        objects=None if values.objects is None else values.objects[order],
        source_faces=None if values.source_faces is None else values.source_faces[order],
    )


def _record(document: GltfDocument, leaves: list[_Leaf]) -> Record:
    """The record; of a file from before there was one, as much as its nodes say."""
    extras = document.content["asset"].get("extras")
    known = extras if isinstance(extras, dict) else {}
    if keys.RECORD in known:
        return parse_record(known[keys.RECORD])
    names = {leaf.label: leaf.name for leaf in leaves if leaf.label >= 0}
    parts = tuple(names.get(i, f"part {i}") for i in range(max(names, default=-1) + 1))
    model = UNKNOWN_MODEL
    if keys.MODEL in known:
        license_ = str(known.get(keys.MODEL_LICENSE, "unknown"))
        model = ModelIdentity(str(known[keys.MODEL]), "", "unknown", license_)
    return Record(parts, None, model)
