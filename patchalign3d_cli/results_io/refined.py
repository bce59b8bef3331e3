"""A mesh with finer faces than its file: its looks, nodes and numbers carried over."""

from dataclasses import replace

import numpy as np
from numpy.typing import NDArray

from patchalign3d_cli.results_io.element_values import ElementValues, integers
from patchalign3d_cli.shapes.appearance import CornerValues, ElementAppearance
from patchalign3d_cli.shapes.shape import Shape, ShapeNode

_FLAT = 1e-12  # squared area of a triangle, of its edges' lengths, below which it has no inside
_AT_CORNER = 1e-9  # weights of the other corners below which a point is a corner


def refined_shape(original: Shape, values: ElementValues) -> Shape:
    """The finer mesh (or the piece of a shape) that a result holds, as its file would show it.

    Args:
        original: The shape in its own file.
        values: What the result holds, with `vertices` and `source_faces`.

    Raises:
        ValueError: The result is not of this shape; the message is one clause.
    """
    assert values.vertices is not None
    origins = values.source_faces
    if origins is None or (values.faces is None) != original.is_cloud:
        raise ValueError(f"its geometry is not that of {original.path}")
    integers(origins, "source faces", -1, original.element_count)
    appearance = original.appearance
    if appearance is not None:
        elements = _refined_appearance(appearance.elements, original, values, origins)
        appearance = replace(appearance, elements=elements)
    return replace(
        original,
        vertices=values.vertices,
        faces=values.faces,
        nodes=_nodes(original.nodes, origins),
        face_index=values.face_index,
        vertex_index=values.vertex_index,
        appearance=appearance,
    )


def _nodes(nodes: tuple[ShapeNode, ...], origins: NDArray[np.int64]) -> tuple[ShapeNode, ...]:
    """The nodes' runs of finer faces; none where the faces are not in the file's order."""
    if (np.diff(origins) < 0).any() or (origins < 0).any():
        return ()
    edges = [
        np.searchsorted(origins, (node.start, node.start + node.count)).tolist() for node in nodes
    ]
    return tuple(
        node.with_run(start, stop - start)
        for node, (start, stop) in zip(nodes, edges, strict=True)
        if stop > start
    )


def _refined_appearance(
    coarse: ElementAppearance, original: Shape, values: ElementValues, origins: NDArray[np.int64]
) -> ElementAppearance:
    """What is on the finer faces: interpolated between the corners of the faces they are of."""
    known = origins >= 0
    index = np.where(known, origins, 0)
    materials = np.where(known, coarse.materials[index], -1).astype(np.int32)
    if original.faces is None or values.faces is None:
        return ElementAppearance(materials, coarse.take(index).attributes)
    assert values.vertices is not None
    # A face that was not cut keeps its corners' values as they are.
    cut = np.flatnonzero(known & (values.faces != original.faces[index]).any(axis=1))
    triangles = original.vertices[original.faces[index[cut]]]  # (C, 3, 3)
    weights = corner_weights(triangles, values.vertices[values.faces[cut]])  # (C, 3, 3)
    attributes = {}
    for name, (numbers, corners) in coarse.attributes.items():
        finer = np.where(known[:, None], corners[index], -1)  # (E, 3)
        whole = finer[cut].min(axis=1) >= 0
        mixed = np.einsum("cik,ckv->civ", weights[whole], numbers[finer[cut[whole]]])
        if name == "NORMAL":
            mixed = _unit(mixed)
        new = np.arange(3 * len(mixed)).reshape(-1, 3) + len(numbers)
        finer[cut] = -1
        finer[cut[whole]] = new
        flat = mixed.reshape(-1, numbers.shape[1]).astype(np.float32)
        attributes[name] = CornerValues(np.concatenate([numbers, flat]), finer)
    return ElementAppearance(materials, attributes)


def corner_weights(
    triangles: NDArray[np.float64], points: NDArray[np.float64]
) -> NDArray[np.float64]:
    """Barycentric coordinates of points on triangles.

    Args:
        triangles: (C, 3, 3) corners.
        points: (C, 3, 3) three points of each triangle.

    Returns:
        (C, 3, 3), for each point the weights of the three corners; of a triangle without area
        all weight lies on the nearest corner.
    """
    a, b, c = triangles[:, None, 0], triangles[:, None, 1], triangles[:, None, 2]  # (C, 1, 3)
    one, two, offset = b - a, c - a, points - a
    aa, ab, bb = (one * one).sum(2), (one * two).sum(2), (two * two).sum(2)  # (C, 1)
    ap, bp = (one * offset).sum(2), (two * offset).sum(2)  # (C, 3)
    area = aa * bb - ab * ab  # (C, 1)
    flat = ~(area > _FLAT * aa * bb)  # (C, 1)
    divisor = np.where(flat, 1.0, area)
    second, third = (bb * ap - ab * bp) / divisor, (aa * bp - ab * ap) / divisor  # (C, 3)
    weights = np.stack([1 - second - third, second, third], axis=2)
    gaps = np.linalg.norm(points[:, :, None] - triangles[:, None], axis=3)  # (C, 3, 3)
    nearest = np.eye(3)[gaps.argmin(axis=2)]
    exact = flat | (weights.max(axis=2) > 1 - _AT_CORNER)
    return np.where(exact[:, :, None], nearest, weights)


def _unit(normals: NDArray[np.float64]) -> NDArray[np.float64]:
    lengths = np.linalg.norm(normals, axis=2, keepdims=True)
    unit = normals / np.where(lengths > 0, lengths, 1.0)
    unit[lengths[..., 0] == 0] = (0.0, 0.0, 1.0)  # between opposite normals all are right
    return unit
