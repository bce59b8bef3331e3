"""Results from GLB: its nodes are the parts."""

import numpy as np

from patchalign3d_cli.results import ModelIdentity, PartSegmentation
from patchalign3d_cli.results_io.npz.reader import UNKNOWN_MODEL
from patchalign3d_cli.results_io.request import ResultFile
from patchalign3d_cli.shapes import load_shape
from patchalign3d_cli.shapes.formats.gltf.document import GltfDocument, open_document

_MADE = b'"generator":"pa3d '
_MOST_PARTS = 100_000


def is_glb(data: bytes) -> bool:
    """Whether these are the bytes of a result."""
    length = int.from_bytes(data[12:16], "little")
    return data.startswith(b"glTF") and _MADE in data[20 : 20 + length]


def read_glb(request: ResultFile) -> PartSegmentation:
    """Read a result as GLB: y is up, and faces stand in the order of the parts.

    Raises:
        OutputError: Its nodes do not say which parts they are.
        ShapeError: It is damaged.
    """
    shape = load_shape(request.path)
    document = open_document(request.data, request.path)
    told = _labels_in_order(document, request)
    # Files of pa3d list nodes with meshes as a walk through the scene meets them.
    if [node.name for node in shape.nodes] != [name for name, _, _ in told]:
        raise request.damaged("its nodes are not those that pa3d writes")
    labels = np.full(shape.element_count, -1, dtype=np.int32)
    names: dict[int, str] = {}
    for node, (_, label, name) in zip(shape.nodes, told, strict=True):
        labels[node.start : node.start + node.count] = label
        if label >= 0:
            names[label] = name
    parts = tuple(names.get(i, f"part {i}") for i in range(max(names, default=-1) + 1))
    unknown = np.full(len(labels), np.nan, dtype=np.float32)
    scores = np.empty((len(labels), 0), dtype=np.float32)
    return PartSegmentation(shape, parts, labels, unknown, scores, _model(document), {})


def _labels_in_order(document: GltfDocument, request: ResultFile) -> list[tuple[str, int, str]]:
    """The name of each node with a mesh, its label and its part's name."""
    found = []
    for node in document.items("nodes"):
        extras = node.get("extras")
        if "mesh" not in node or not isinstance(extras, dict):
            continue
        label = extras.get("label")
        if not isinstance(label, int) or not -1 <= label < _MOST_PARTS:
            raise request.damaged("a node's label is no part's number")
        name = document.name(node)
        found.append((name, label, str(extras.get("part", name))))
    return found


def _model(document: GltfDocument) -> ModelIdentity:
    asset = document.content.get("asset")
    extras = asset.get("extras") if isinstance(asset, dict) else None
    if not isinstance(extras, dict) or "model" not in extras:
        return UNKNOWN_MODEL
    return ModelIdentity(
        str(extras["model"]), "", "unknown", str(extras.get("model_license", "unknown"))
    )
