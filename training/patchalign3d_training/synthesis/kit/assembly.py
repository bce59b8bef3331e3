"""Objects with the truth about their parts, and how they are put together."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field

import numpy as np
from numpy.typing import NDArray

from patchalign3d_training.synthesis.kit.mesh import Mesh, join

PartNames = tuple[str, ...]


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


@dataclass(frozen=True, eq=False)
class _Piece:
    """A mesh with its index of a part and of a detail; -1 for none."""

    mesh: Mesh
    part: int
    detail: int


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
        self._pieces: list[_Piece] = []
        self._part_index = {name: i for i, name in enumerate(self.parts)}
        self._detail_index = {name: i for i, name in enumerate(self.details)}

    def add(self, part: str | None, *pieces: Mesh, detail: str | None = None) -> None:
        """Put pieces under a part (None: unlabelled) and perhaps a detail."""
        part_index = -1 if part is None else self._part_index[part]
        detail_index = -1 if detail is None else self._detail_index[detail]
        self._pieces += [_Piece(piece, part_index, detail_index) for piece in pieces]

    def split(self, piece: Mesh, labels: Mapping[str, NDArray[np.bool_]], rest: str) -> None:
        """Put a piece under several parts: (F,) bool masks by part, what is left under `rest`."""
        taken = np.zeros(len(piece.faces), dtype=bool)  # (F,)
        for part, mask in labels.items():
            self.add(part, Mesh(piece.vertices, piece.faces[mask & ~taken]))
            taken |= mask
        self.add(rest, Mesh(piece.vertices, piece.faces[~taken]))

    def group(self) -> "Assembly":
        """An empty assembly of the same parts: fill it, then `take` it in, moved as a whole."""
        return Assembly(self.parts, self.details)

    def take(self, other: "Assembly", move: Callable[[Mesh], Mesh] = lambda mesh: mesh) -> None:
        """Put in all pieces of a group, each moved by `move`: a door with its handle, swung."""
        self._pieces += [_Piece(move(it.mesh), it.part, it.detail) for it in other._pieces]

    @property
    def whole(self) -> Mesh:
        """All that was added so far as one mesh, to measure it or to stand things on it."""
        return join(*(piece.mesh for piece in self._pieces))

    def finish(self) -> LabelledMesh:
        """The labelled mesh of all that was added."""
        mesh = self.whole
        sizes = [len(piece.mesh.faces) for piece in self._pieces]
        parts = np.array([piece.part for piece in self._pieces], dtype=np.int32)
        details = np.array([piece.detail for piece in self._pieces], dtype=np.int32)
        return LabelledMesh(
            vertices=mesh.vertices,
            faces=mesh.faces,
            face_part=np.repeat(parts, sizes),
            parts=tuple(self.parts.values()),
            face_detail=np.repeat(details, sizes),
            details=tuple(self.details.values()),
        )
