"""Some faces of a result as a result of their own."""

from dataclasses import replace

import numpy as np
from numpy.typing import NDArray

from patchalign3d_cli.results import PartSegmentation, Pieces
from patchalign3d_cli.shapes.shape import Shape


def extract(result: PartSegmentation, number: int) -> PartSegmentation:
    """One piece of a result as its own shape, with the appearance and labels that it has there.

    Args:
        result: A result with `pieces`.
        number: Which of them.

    Returns:
        The piece; its `source_faces` are faces of the whole (points, for a cloud).
    """
    assert result.pieces is not None
    elements = np.flatnonzero(result.pieces.labels == number)
    origin = result.source_faces
    return replace(
        result,
        source=take_elements(result.source, elements),
        labels=result.labels[elements],
        confidence=result.confidence[elements],
        scores=result.scores[elements],
        tree=None,
        objects=result.objects and result.objects.take(elements),
        source_faces=elements if origin is None else origin[elements],
        pieces=Pieces(
            (result.pieces.names[number],),
            result.pieces.parts[number : number + 1],
            np.zeros(len(elements), np.int32),
        ),
    )


def take_elements(shape: Shape, elements: NDArray[np.int64]) -> Shape:
    """A shape of some faces (points) of another, with the vertices that they use.

    Args:
        shape: The shape.
        elements: Indices, ascending.
    """
    if shape.faces is None:
        used, faces = elements, None
    else:
        used, local = np.unique(shape.faces[elements], return_inverse=True)
        faces = local.reshape(-1, 3).astype(np.int64)
    before = np.searchsorted(elements, [[n.start, n.start + n.count] for n in shape.nodes] or [[]])
    nodes = [
        node.with_run(int(start), int(stop - start))
        for node, (start, stop) in zip(shape.nodes, before, strict=False)
    ]
    appearance = shape.appearance
    return replace(
        shape,
        vertices=shape.vertices[used],
        faces=faces,
        nodes=tuple(node for node in nodes if node.count),
        face_index=None if shape.face_index is None else shape.face_index[elements],
        vertex_index=used if shape.vertex_index is None else shape.vertex_index[used],
        appearance=appearance and replace(appearance, elements=appearance.elements.take(elements)),
    )
