"""Caps over the holes that a cut leaves in a piece."""

from dataclasses import replace

import numpy as np
from numpy.typing import NDArray

from patchalign3d_cli.pieces.adjacency import edge_keys
from patchalign3d_cli.results import PartSegmentation
from patchalign3d_cli.shapes.appearance import CornerValues, Paint
from patchalign3d_cli.shapes.shape import ShapeNode
from patchalign3d_cli.shapes.welding import vertex_places

_SAME_PLANE = 0.15  # of a loop's reach: how far a hole in a cap may lie off the cap's plane
_FLARE = 1e-4
_PARALLEL = -0.8  # cosine between a loop and a hole in it, which runs the other way


def capped(piece: PartSegmentation, whole: PartSegmentation) -> PartSegmentation:
    """Close the holes of a piece where it was cut off the whole; openings of its own stay.

    A ring of edges becomes a lid; a ring inside another, as of a tube, is a hole in its lid. A lid
    adds no vertex, but for the middle of a ring that crosses itself. The new faces take the
    piece's label and its mean confidence; their entry in `source_faces` is -1.

    Args:
        piece: What `extract` gave for a piece of `whole`.
        whole: The result that it is of.
    """
    source = piece.source
    if source.faces is None or whole.source.faces is None:
        return piece
    faces, vertices = source.faces, source.vertices
    rings = _rings(_cut_edges(piece, whole), vertices)
    if not rings:
        return piece
    lids: list[list[int]] = []
    middles: list[NDArray[np.float64]] = []
    for group in _nested(rings, vertices):
        found = _lid(group, vertices)
        for ring in [] if found else group:
            found += [[a, b, len(vertices) + len(middles)] for a, b in _around(ring)]
            middles.append(vertices[ring].mean(axis=0))
        lids += found
    added = np.array(lids, dtype=np.int64)  # (A, 3)
    count = len(added)
    weights = source.element_areas()
    mean = float((piece.confidence * weights).sum() / max(weights.sum(), 1e-300))
    assert piece.source_faces is not None
    scores = np.repeat(piece.scores.mean(axis=0, keepdims=True), count, axis=0)
    looks = source.appearance
    shape = replace(
        source,
        vertices=np.concatenate([vertices, np.reshape(middles, (-1, 3))]),
        faces=np.concatenate([faces, added]),
        nodes=() if not source.nodes else _longer(source.nodes, count),
        face_index=None,
        vertex_index=None,
        appearance=looks and replace(looks, paint=_painted(looks.paint, count)),
    )
    assert piece.pieces is not None
    return replace(
        piece,
        source=shape,
        labels=np.append(piece.labels, np.full(count, piece.labels[0])).astype(np.int32),
        confidence=np.append(piece.confidence, np.full(count, mean)).astype(np.float32),
        scores=np.concatenate([piece.scores, scores]).astype(np.float32),
        source_faces=np.append(piece.source_faces, np.full(count, -1)),
        pieces=replace(piece.pieces, labels=np.zeros(len(piece.labels) + count, dtype=np.int32)),
    )


def _longer(nodes: tuple[ShapeNode, ...], count: int) -> tuple[ShapeNode, ...]:
    last = nodes[-1]
    return (*nodes[:-1], replace(last, count=last.count + count))


def _painted(paint: Paint, count: int) -> Paint:
    """The paint with `count` more faces: of the commonest material, without corner values."""
    common = np.bincount(paint.materials + 1).argmax() - 1
    bare = np.full((count, 3), -1, np.int64)
    attributes = {
        name: CornerValues(values, np.concatenate([corners, bare]))
        for name, (values, corners) in paint.attributes.items()
    }
    materials = np.append(paint.materials, np.full(count, common)).astype(np.int32)
    return Paint(materials, attributes)


def _cut_edges(piece: PartSegmentation, whole: PartSegmentation) -> NDArray[np.int64]:
    """Edges of one face in the piece and of more in the whole, (C, 2) vertices in face order."""
    faces = piece.source.faces
    assert faces is not None and whole.source.faces is not None and whole.pieces is not None
    number = whole.pieces.names.index(piece.pieces.names[0]) if piece.pieces else 0
    mine = np.flatnonzero(whole.pieces.labels == number)
    keys = edge_keys(vertex_places(whole.source.vertices)[whole.source.faces])  # (F, 3)
    inside, inverse, used = np.unique(keys[mine], return_inverse=True, return_counts=True)
    everywhere = np.sort(keys.reshape(-1))
    total = np.searchsorted(everywhere, inside, "right") - np.searchsorted(everywhere, inside)
    cut = ((used == 1) & (total > 1))[inverse.reshape(-1)]  # (3f,)
    edges: NDArray[np.int64] = np.stack([faces, np.roll(faces, -1, axis=1)], axis=2)
    chosen: NDArray[np.int64] = edges.reshape(-1, 2)[cut]
    return chosen


def _rings(edges: NDArray[np.int64], vertices: NDArray[np.float64]) -> list[list[int]]:
    """Closed runs of edges, against their direction: a lid winds the other way than the hole."""
    used, local = np.unique(edges, return_inverse=True)
    if not len(used):
        return []
    places = vertex_places(vertices[used])
    first = np.zeros(int(places.max()) + 1, np.int64)
    first[places[::-1]] = used[::-1]  # one vertex for each place
    ahead: dict[int, list[int]] = {}
    for start, end in places[local.reshape(-1, 2)].tolist():
        ahead.setdefault(end, []).append(start)
    rings = []
    while ahead:
        start = next(iter(ahead))
        path, seen = [start], {start: 0}
        while path and path[-1] in ahead:
            place = path[-1]
            after = ahead[place].pop()
            if not ahead[place]:
                del ahead[place]
            if after in seen:  # the run bites itself: what lies between is a ring
                ring = path[seen[after] :]
                path = path[: seen[after] + 1]
                seen = {known: i for i, known in enumerate(path)}
                if len(ring) > 2:
                    rings.append([int(first[known]) for known in ring])
            else:
                seen[after] = len(path)
                path.append(after)
    return rings


def _nested(rings: list[list[int]], vertices: NDArray[np.float64]) -> list[list[list[int]]]:
    """Rings in groups: one that runs outside, then those inside it that run the other way."""
    spans = [_normal(vertices[ring]) for ring in rings]
    order = sorted(range(len(rings)), key=lambda i: -float(np.linalg.norm(spans[i])))
    groups: dict[int, list[list[int]]] = {}
    for i in order:
        outer = next((o for o in groups if _inside(vertices, rings, spans, i, o)), None)
        if outer is None:
            groups[i] = [rings[i]]
        else:
            groups[outer].append(rings[i])
    return list(groups.values())


def _inside(
    vertices: NDArray[np.float64],
    rings: list[list[int]],
    spans: list[NDArray[np.float64]],
    inner: int,
    outer: int,
) -> bool:
    one, two = spans[inner], spans[outer]
    sizes = float(np.linalg.norm(one) * np.linalg.norm(two))
    if sizes == 0 or float(one @ two) / sizes > _PARALLEL:
        return False
    ring = vertices[rings[outer]]
    flat, middle = _flatten(ring, two), ring.mean(axis=0)
    place = vertices[rings[inner]].mean(axis=0)
    reach = float(np.linalg.norm(ring - middle, axis=1).max())
    unit = two / np.linalg.norm(two)
    if abs(float((place - middle) @ unit)) > _SAME_PLANE * reach:
        return False
    x, y = _flatten(np.vstack([ring, place]), two)[-1]
    ahead = np.roll(flat, -1, axis=0)
    crosses = (flat[:, 1] > y) != (ahead[:, 1] > y)
    with np.errstate(divide="ignore", invalid="ignore"):
        slope = (ahead[:, 0] - flat[:, 0]) / (ahead[:, 1] - flat[:, 1])
        right = x < flat[:, 0] + (y - flat[:, 1]) * slope
    return bool((crosses & right).sum() % 2)


def _lid(group: list[list[int]], vertices: NDArray[np.float64]) -> list[list[int]]:
    """Triangles over a ring and around its holes; none where the ring crosses itself."""
    import mapbox_earcut

    ring = [number for part in group for number in part]
    ends = np.cumsum([len(part) for part in group]).astype(np.uint32)
    normal = _normal(vertices[group[0]])
    flat = _flatten(vertices[ring], normal)
    flat -= flat.mean(axis=0)
    # Jagged rings run up and down a wall, which is a line from above: the higher a point, the
    # further out it goes, and no three stand in a line.
    height = vertices[ring] @ normal
    height -= height.mean()
    flat *= 1 + _FLARE * (height / max(float(np.abs(height).max()), 1e-300))[:, None]
    corners = mapbox_earcut.triangulate_float64(flat, ends).reshape(-1, 3).astype(np.int64)
    if len(corners) != len(ring) - 2 + 2 * (len(group) - 1):
        return []
    a, b, c = (flat[corners[:, i]] for i in range(3))
    turn = (b - a)[:, 0] * (c - a)[:, 1] - (b - a)[:, 1] * (c - a)[:, 0]
    if turn.sum() < 0:
        corners = corners[:, ::-1]
    lids: list[list[int]] = np.array(ring)[corners].tolist()
    return lids


def _around(ring: list[int]) -> list[tuple[int, int]]:
    """The edges of a ring."""
    return list(zip(ring, [*ring[1:], ring[0]], strict=True))


def _normal(ring: NDArray[np.float64]) -> NDArray[np.float64]:
    """Normal of a ring of points, as long as its area is large (Newell's method)."""
    around: NDArray[np.float64] = ring - ring.mean(axis=0)
    normal: NDArray[np.float64] = np.cross(around, np.roll(around, -1, axis=0)).sum(axis=0) / 2
    return normal


def _flatten(points: NDArray[np.float64], normal: NDArray[np.float64]) -> NDArray[np.float64]:
    """Points in the plane across a normal, (n, 2), counter-clockwise as seen from its tip."""
    length = float(np.linalg.norm(normal))
    unit = normal / length if length > 0 else np.array([0.0, 0.0, 1.0])
    side = np.eye(3)[np.abs(unit).argmin()]
    across = np.cross(unit, side)
    across /= np.linalg.norm(across)
    return np.ascontiguousarray(points @ np.stack([across, np.cross(unit, across)], axis=1))
