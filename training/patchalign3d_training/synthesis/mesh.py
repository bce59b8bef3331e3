"""Triangle meshes, bare and labelled, and the assembly that turns the first into the second.

Frame of every generated object: y up, the front looks along +z, x to the side.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field

import numpy as np
from numpy.typing import ArrayLike, NDArray

PartNames = tuple[str, ...]
_AXES = {"x": (1, 2), "y": (2, 0), "z": (0, 1)}


@dataclass(frozen=True, eq=False)
class Mesh:
    """A triangle mesh.

    Attributes:
        vertices: (V, 3) float64.
        faces: (F, 3) int64 indices into `vertices`.
    """

    vertices: NDArray[np.float64]
    faces: NDArray[np.int64]

    def moved(self, x: float = 0.0, y: float = 0.0, z: float = 0.0) -> "Mesh":
        """Shift it."""
        return Mesh(self.vertices + (x, y, z), self.faces)

    def turned(self, axis: str, degrees: float) -> "Mesh":
        """Rotate it about a coordinate axis through the origin, right-handed."""
        first, second = _AXES[axis]
        angle = np.radians(degrees)
        vertices = self.vertices.copy()
        a, b = self.vertices[:, first], self.vertices[:, second]
        vertices[:, first] = np.cos(angle) * a - np.sin(angle) * b
        vertices[:, second] = np.sin(angle) * a + np.cos(angle) * b
        return Mesh(vertices, self.faces)

    def stretched(self, x: float = 1.0, y: float = 1.0, z: float = 1.0) -> "Mesh":
        """Scale it about the origin, by an own factor along each axis."""
        return Mesh(self.vertices * (x, y, z), self.faces)

    def mirrored(self, axis: str = "x") -> "Mesh":
        """Reflect it in the plane through the origin that `axis` stands on."""
        vertices = self.vertices.copy()
        vertices[:, "xyz".index(axis)] *= -1.0
        return Mesh(vertices, self.faces[:, ::-1])

    def both(self, axis: str = "x") -> "Mesh":
        """It and its mirror image."""
        return join(self, self.mirrored(axis))

    def around(self, count: int, axis: str = "y", start: float = 0.0) -> "Mesh":
        """`count` copies spread evenly about an axis, the first turned by `start` degrees."""
        return join(*(self.turned(axis, start + 360.0 * i / count) for i in range(count)))

    def at(self, places: ArrayLike) -> "Mesh":
        """One copy at each place, (n, 3)."""
        return join(*(self.moved(*place) for place in np.asarray(places, dtype=np.float64)))


def join(*meshes: Mesh) -> Mesh:
    """One mesh of several."""
    starts = np.cumsum([0] + [len(mesh.vertices) for mesh in meshes])
    vertices = np.concatenate([mesh.vertices for mesh in meshes])
    faces = [mesh.faces + start for mesh, start in zip(meshes, starts, strict=False)]
    return Mesh(vertices, np.concatenate(faces))


@dataclass(frozen=True, eq=False)
class LabelledMesh:
    """A generated object with the truth about its parts.

    Attributes:
        vertices: (V, 3) float64, y up.
        faces: (F, 3) int64.
        face_part: (F,) int32 index into `parts`; -1 for what nobody would label.
        parts: The names of each part: the primary one (ShapeNetPart's where it has one) first,
            then everyday synonyms.
        face_detail: (F,) int32 index into `details`; -1 where there is none. A second layer: a
            face that is a window is part of the body as well.
        details: The names of each detail, most usual first.
    """

    vertices: NDArray[np.float64]
    faces: NDArray[np.int64]
    face_part: NDArray[np.int32]
    parts: tuple[PartNames, ...]
    face_detail: NDArray[np.int32]
    details: tuple[PartNames, ...]


@dataclass
class Assembly:
    """Collects pieces under part names and becomes a `LabelledMesh`.

    Attributes:
        parts: Names of each part by its primary name.
        details: Names of each detail by its first name.
    """

    parts: Mapping[str, PartNames]
    details: Mapping[str, PartNames] = field(default_factory=dict)

    def __post_init__(self) -> None:
        self._pieces: list[Mesh] = []
        self._part_labels: list[NDArray[np.int32]] = []
        self._detail_labels: list[NDArray[np.int32]] = []
        self._part_index = {name: i for i, name in enumerate(self.parts)}
        self._detail_index = {name: i for i, name in enumerate(self.details)}

    def add(self, part: str | None, *pieces: Mesh, detail: str | None = None) -> None:
        """Put pieces under a part (None: unlabelled) and perhaps a detail."""
        part_index = -1 if part is None else self._part_index[part]
        detail_index = -1 if detail is None else self._detail_index[detail]
        for piece in pieces:
            size = len(piece.faces)
            self._pieces.append(piece)
            self._part_labels.append(np.full(size, part_index, dtype=np.int32))
            self._detail_labels.append(np.full(size, detail_index, dtype=np.int32))

    def split(self, piece: Mesh, labels: Mapping[str, NDArray[np.bool_]], rest: str) -> None:
        """Put a piece under several parts: (F,) bool masks by part, what is left under `rest`."""
        taken = np.zeros(len(piece.faces), dtype=bool)  # (F,)
        for part, mask in labels.items():
            self.add(part, Mesh(piece.vertices, piece.faces[mask & ~taken]))
            taken |= mask
        self.add(rest, Mesh(piece.vertices, piece.faces[~taken]))

    def take(self, other: "Assembly", x: float = 0.0) -> None:
        """Put in all pieces of another assembly of the same parts and details, shifted by `x`."""
        self._pieces += [piece.moved(x) for piece in other._pieces]
        self._part_labels += other._part_labels
        self._detail_labels += other._detail_labels

    def finish(self) -> LabelledMesh:
        """The labelled mesh of all that was added."""
        mesh = join(*self._pieces)
        return LabelledMesh(
            vertices=mesh.vertices,
            faces=mesh.faces,
            face_part=np.concatenate(self._part_labels),
            parts=tuple(self.parts.values()),
            face_detail=np.concatenate(self._detail_labels),
            details=tuple(self.details.values()),
        )
