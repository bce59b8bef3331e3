"""Parts or pieces as meshes of their own, as printers want them: welded, closed where asked."""

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from patchalign3d_cli.coloring.palette import UNLABELLED_NAME
from patchalign3d_cli.pieces import capped, extract, split
from patchalign3d_cli.pieces.extract import take_elements
from patchalign3d_cli.results import PartSegmentation
from patchalign3d_cli.results.measures import is_closed
from patchalign3d_cli.shapes.shape import Shape


@dataclass(frozen=True, eq=False)
class Solid:
    """A part or a piece as a mesh.

    Attributes:
        name: Its name.
        part: The index of its part; -1 for what is unlabelled.
        vertices: (V, 3) in file units and axes; each position is there once.
        faces: (F, 3), without those that welding made a line.
        closed: Whether its surface encloses a volume.
    """

    name: str
    part: int
    vertices: NDArray[np.float64]
    faces: NDArray[np.int64]
    closed: bool


def solids(result: PartSegmentation, *, cap: bool) -> list[Solid]:
    """Each piece of a result, or each part where it has no pieces; unlabelled faces come last.

    Args:
        result: A labelled mesh.
        cap: Whether to close the holes that the cuts left.
    """
    whole = split(result, "parts") if result.pieces is None else result
    assert whole.pieces is not None
    made = []
    for number, part in enumerate(whole.pieces.parts.tolist()):
        piece = extract(whole, number)
        if not len(piece.labels):
            continue
        shape = (capped(piece, whole) if cap else piece).source
        made.append(_solid(whole.pieces.names[number], part, shape))
    unlabelled = np.flatnonzero(result.labels < 0)
    if len(unlabelled):
        made.append(_solid(UNLABELLED_NAME, -1, take_elements(result.source, unlabelled)))
    return [solid for solid in made if len(solid.faces)]


def _solid(name: str, part: int, shape: Shape) -> Solid:
    assert shape.faces is not None
    corners = shape.welded[shape.faces]
    a, b, c = corners.T
    corners = corners[(a != b) & (b != c) & (c != a)]
    positions, faces = np.unique(corners, return_inverse=True)
    first = np.zeros(int(shape.welded.max()) + 1, np.int64)
    first[shape.welded[::-1]] = np.arange(len(shape.welded))[::-1]
    vertices = shape.vertices[first[positions]]
    return Solid(name, part, vertices, faces.reshape(-1, 3).astype(np.int64), is_closed(corners))
