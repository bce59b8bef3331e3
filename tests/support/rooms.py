"""A room of generated chairs and tables: one mesh, and which object each face is of."""

from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from patchalign3d_training.synthesis.catalog import generate
from support.glb_writing import GlbBuilder

_WALK = 0.4  # between two objects, of their size


class Room(NamedTuple):
    """Objects in rows and columns on the plane y = 0, each about one unit wide, y up.

    Attributes:
        vertices: (V, 3).
        faces: (F, 3).
        objects: (F,) the object of each face.
        names: What each object is.
    """

    vertices: NDArray[np.float64]
    faces: NDArray[np.int64]
    objects: NDArray[np.int64]
    names: tuple[str, ...]

    def alone(self, number: int) -> tuple[NDArray[np.float64], NDArray[np.int64]]:
        """One object by itself, where it stands: (V, 3) and (F, 3)."""
        used, corners = np.unique(self.faces[self.objects == number], return_inverse=True)
        return self.vertices[used], corners.reshape(-1, 3)


def furnished_room(names: tuple[str, ...], columns: int = 5, floor: bool = False) -> Room:
    """Place generated objects on a grid.

    Args:
        names: Categories of generated shapes.
        columns: Objects in a row.
        floor: Whether a slab lies below all of them, as the last object.
    """
    vertices, faces, objects, start = [], [], [], 0
    for number, name in enumerate(names):
        mesh = generate(name, seed=number)
        low, high = mesh.vertices.min(axis=0), mesh.vertices.max(axis=0)
        placed = (mesh.vertices - [(low[0] + high[0]) / 2, low[1], (low[2] + high[2]) / 2]) / max(
            high - low
        )
        row, column = divmod(number, columns)
        vertices.append(placed + np.array([column, 0, row]) * (1 + _WALK))
        faces.append(mesh.faces + start)
        objects.append(np.full(len(mesh.faces), number))
        start += len(placed)
    if floor:
        rows = -(-len(names) // columns)
        high = np.array([columns * (1 + _WALK) - 0.5, 0, rows * (1 + _WALK) - 0.5])
        vertices.append(_CORNERS * (high - _LOW) + _LOW)
        faces.append(_BOX + start)
        objects.append(np.full(len(_BOX), len(names)))
        names = (*names, "floor")
    return Room(np.concatenate(vertices), np.concatenate(faces), np.concatenate(objects), names)


_LOW = np.array([-0.9, -0.02, -0.9])
_CORNERS = np.array([[x, y, z] for x in (0, 1) for y in (0, 1) for z in (0, 1)], dtype=float)
_BOX = np.array(
    [
        [0, 1, 3], [0, 3, 2], [4, 6, 7], [4, 7, 5], [0, 4, 5], [0, 5, 1],
        [2, 3, 7], [2, 7, 6], [0, 2, 6], [0, 6, 4], [1, 5, 7], [1, 7, 3],
    ]
)  # fmt: skip


def room_glb(room: Room, wrapped: bool = True) -> bytes:
    """The room as GLB: a node an object at the top, under one node of the whole if `wrapped`."""
    builder = GlbBuilder()
    numbers = []
    for number, name in enumerate(room.names):
        vertices, faces = room.alone(number)
        primitive = {
            "attributes": {"POSITION": builder.accessor(vertices.astype("<f4"))},
            "indices": builder.accessor(faces.reshape(-1, 1).astype("<u4")),
        }
        builder.document["meshes"].append({"primitives": [primitive]})
        nodes = builder.document["nodes"]
        nodes.append({"name": f"{name} mesh", "mesh": number})
        nodes.append({"name": name, "children": [len(nodes) - 1]})
        numbers.append(len(nodes) - 1)
    if wrapped:
        builder.document["nodes"].append({"name": "room", "children": numbers})
        numbers = [len(builder.document["nodes"]) - 1]
    builder.document["scenes"] = [{"nodes": numbers}]
    return builder.bytes()
