"""Parts moved apart, so that a picture shows where they meet."""

from dataclasses import replace

import numpy as np

from patchalign3d_cli.results import PartSegmentation


def exploded(result: PartSegmentation, amount: float) -> PartSegmentation:
    """Move every part (every piece, where there are some) away from the middle of the shape.

    A piece moves along the line from the middle of the shape to its own (middles of bounding
    boxes), by `amount` times the distance between them, but no less than `amount` / 4 of the
    shape's half-diagonal, so that pieces around the middle come apart too.

    Args:
        result: A labelled shape.
        amount: 0 leaves all in place; 0.15 is a good start.

    Returns:
        The result with its vertices moved; those between pieces are doubled.
    """
    if amount == 0:
        return result
    source = result.source
    groups = (result.pieces.labels if result.pieces else result.labels).astype(np.int64) + 1
    faces = source.faces
    corners = np.arange(len(source.vertices))[:, None] if faces is None else faces  # (E, k)
    count = int(groups.max(initial=0)) + 1
    keys = corners * count + groups[:, None]
    used, local = np.unique(keys, return_inverse=True)
    vertices, group = source.vertices[used // count], used % count
    low, high = source.bounds
    middle, reach = (low + high) / 2, float(np.linalg.norm(high - low)) / 2
    moved = vertices.copy()
    for number in np.unique(group).tolist():
        mine = group == number
        away = (vertices[mine].min(axis=0) + vertices[mine].max(axis=0)) / 2 - middle
        distance = float(np.linalg.norm(away))
        if distance > 1e-3 * reach:
            moved[mine] += away / distance * amount * max(distance, reach / 4)
    index = used // count
    shape = replace(
        source,
        vertices=moved,
        faces=None if faces is None else local.reshape(-1, 3).astype(np.int64),
        vertex_index=index if source.vertex_index is None else source.vertex_index[index],
    )
    return replace(result, source=shape)
