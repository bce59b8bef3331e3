"""Caps over the holes that a cut leaves in a piece."""

from dataclasses import replace

import numpy as np
from numpy.typing import NDArray

from patchalign3d_cli.pieces.adjacency import edge_keys
from patchalign3d_cli.pieces.rings import closed_rings, nested_rings
from patchalign3d_cli.results import PartSegmentation
from patchalign3d_cli.shapes.appearance import CornerValues, ElementAppearance
from patchalign3d_cli.shapes.shape import ShapeNode
from patchalign3d_cli.shapes.subdivide import cut_edges
from patchalign3d_cli.shapes.triangulation import flatten, ring_normal
from patchalign3d_cli.shapes.welding import weld_vertices

_FLARE = 1e-4


def capped(piece: PartSegmentation, whole: PartSegmentation) -> PartSegmentation:
    """Close the holes of a piece where it was cut off the whole; openings of its own stay.

    A ring of edges becomes a lid; a ring inside another, as of a tube, is a hole in its lid. A lid
    adds no vertices, but for the middle of a ring that crosses itself and those of edges that the
    piece has already. The new faces take the piece's label and its mean confidence; their entry
    in `source_faces` is -1.

    Args:
        piece: What `extract` gave for a piece of `whole`.
        whole: The result that it is of.
    """
    source = piece.source
    if source.faces is None or whole.source.faces is None:
        return piece
    faces, vertices = source.faces, source.vertices
    diagonal = 2 * whole.source.radius
    welded = weld_vertices(vertices, faces, diagonal)
    rings = closed_rings(_cut_edges(piece, whole), welded)
    if not rings:
        return piece
    lids: list[list[int]] = []
    centroids: list[NDArray[np.float64]] = []
    for group in nested_rings(rings, vertices):
        lid = _lid(group, vertices)
        for ring in [] if lid else group:
            lid += [[a, b, len(vertices) + len(centroids)] for a, b in _around(ring)]
            centroids.append(vertices[ring].mean(axis=0))
        lids += lid
    vertices = np.concatenate([vertices, np.reshape(centroids, (-1, 3))])
    vertices, added = _apart(vertices, faces, np.array(lids, dtype=np.int64), diagonal)  # (A, 3)
    count = len(added)
    weights = source.element_areas()
    mean = float((piece.confidence * weights).sum() / max(weights.sum(), 1e-300))
    assert piece.source_faces is not None
    scores = np.repeat(piece.scores.mean(axis=0, keepdims=True), count, axis=0)
    appearance = source.appearance
    shape = replace(
        source,
        vertices=vertices,
        faces=np.concatenate([faces, added]),
        nodes=() if not source.nodes else _longer(source.nodes, count),
        face_index=None,
        vertex_index=None,
        appearance=appearance
        and replace(appearance, elements=_with_faces(appearance.elements, count)),
    )
    assert piece.pieces is not None
    return replace(
        piece,
        source=shape,
        labels=np.append(piece.labels, np.full(count, piece.labels[0])).astype(np.int32),
        confidence=np.append(piece.confidence, np.full(count, mean)).astype(np.float32),
        scores=np.concatenate([piece.scores, scores]).astype(np.float32),
        source_faces=np.append(piece.source_faces, np.full(count, -1)),
        objects=piece.objects
        and piece.objects.take(np.append(np.arange(len(piece.labels)), np.full(count, -1))),
        pieces=replace(piece.pieces, labels=np.zeros(len(piece.labels) + count, dtype=np.int32)),
    )


def _apart(
    vertices: NDArray[np.float64],
    faces: NDArray[np.int64],
    lids: NDArray[np.int64],
    diagonal: float,
) -> tuple[NDArray[np.float64], NDArray[np.int64]]:
    """Vertices and lids, cut where an edge inside a lid is an edge of the piece as well.

    Without the cut, four faces would share that edge.
    """
    welded = weld_vertices(vertices, np.concatenate([faces, lids]), diagonal)
    span = int(welded.max()) + 1
    inside, inverse, counts = np.unique(
        edge_keys(welded[lids], span), return_inverse=True, return_counts=True
    )
    shared = (counts > 1) & np.isin(inside, edge_keys(welded[faces], span))
    done = cut_edges(vertices, lids, shared[inverse.reshape(lids.shape)])
    return done.values, done.corners


def _longer(nodes: tuple[ShapeNode, ...], count: int) -> tuple[ShapeNode, ...]:
    last = nodes[-1]
    return (*nodes[:-1], replace(last, count=last.count + count))


def _with_faces(appearance: ElementAppearance, count: int) -> ElementAppearance:
    """The appearance with `count` more faces: of the commonest material, without corner values."""
    common = np.bincount(appearance.materials + 1).argmax() - 1
    bare = np.full((count, 3), -1, np.int64)
    attributes = {
        name: CornerValues(values, np.concatenate([corners, bare]))
        for name, (values, corners) in appearance.attributes.items()
    }
    materials = np.append(appearance.materials, np.full(count, common)).astype(np.int32)
    return ElementAppearance(materials, attributes)


def _cut_edges(piece: PartSegmentation, whole: PartSegmentation) -> NDArray[np.int64]:
    """Edges of one face in the piece and of more in the whole, (C, 2) vertices in face order."""
    faces = piece.source.faces
    assert faces is not None and whole.source.faces is not None and whole.pieces is not None
    number = whole.pieces.names.index(piece.pieces.names[0]) if piece.pieces else 0
    mine = np.flatnonzero(whole.pieces.labels == number)
    keys = edge_keys(whole.source.welded[whole.source.faces])  # (F, 3)
    inside, inverse, used = np.unique(keys[mine], return_inverse=True, return_counts=True)
    everywhere = np.sort(keys.reshape(-1))
    total = np.searchsorted(everywhere, inside, "right") - np.searchsorted(everywhere, inside)
    cut = ((used == 1) & (total > 1))[inverse.reshape(-1)]  # (3f,)
    edges: NDArray[np.int64] = np.stack([faces, np.roll(faces, -1, axis=1)], axis=2)
    chosen: NDArray[np.int64] = edges.reshape(-1, 2)[cut]
    return chosen


def _lid(group: list[list[int]], vertices: NDArray[np.float64]) -> list[list[int]]:
    """Triangles over a ring and around its holes; none where the ring crosses itself."""
    import mapbox_earcut

    # From the same side and the same start for both pieces at a cut, so that their lids agree.
    normal = ring_normal(vertices[group[0]])
    direction = normal * np.sign(normal[np.abs(normal).argmax()])
    ring = [number for part in group for number in _from_first(part, vertices, direction)]
    ends = np.cumsum([len(part) for part in group]).astype(np.uint32)
    flat = flatten(vertices[ring], direction)
    flat -= flat.mean(axis=0)
    # Jagged rings run up and down a wall, which is a line from above: the higher a point, the
    # further out it goes, and no three stand in a line.
    height = vertices[ring] @ direction
    height -= height.mean()
    flat *= 1 + _FLARE * (height / max(float(np.abs(height).max()), 1e-300))[:, None]
    corners = mapbox_earcut.triangulate_float64(flat, ends).reshape(-1, 3).astype(np.int64)
    if len(corners) != len(ring) - 2 + 2 * (len(group) - 1):
        return []
    a, b, c = (flat[corners[:, i]] for i in range(3))
    turn = ((b - a)[:, 0] * (c - a)[:, 1] - (b - a)[:, 1] * (c - a)[:, 0]).sum()
    if turn * float(normal @ direction) < 0:
        corners = corners[:, ::-1]
    lids: list[list[int]] = np.array(ring)[corners].tolist()
    return lids


def _from_first(
    ring: list[int], vertices: NDArray[np.float64], direction: NDArray[np.float64]
) -> list[int]:
    """The ring from its lowest vertex by coordinates, counter-clockwise around a normal."""
    ordered = ring if float(ring_normal(vertices[ring]) @ direction) >= 0 else ring[::-1]
    start = int(np.lexsort(vertices[ordered].T)[0])
    return ordered[start:] + ordered[:start]


def _around(ring: list[int]) -> list[tuple[int, int]]:
    """The edges of a ring."""
    return list(zip(ring, [*ring[1:], ring[0]], strict=True))
