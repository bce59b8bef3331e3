"""The shape as its file gives it: units, axes and order untouched."""

from dataclasses import dataclass, field, replace
from functools import cached_property
from pathlib import Path
from typing import Any, Literal, NamedTuple, get_args

import numpy as np
from numpy.typing import NDArray

from patchalign3d_cli.choices import UpAxis, UpDirection
from patchalign3d_cli.errors import ShapeError
from patchalign3d_cli.geometry.cells import Cells, join_points
from patchalign3d_cli.geometry.vectors import cross_products, lengths
from patchalign3d_cli.presentation import up_words
from patchalign3d_cli.shapes.appearance import Appearance
from patchalign3d_cli.shapes.extent import core_elements
from patchalign3d_cli.shapes.frozen import freeze_arrays
from patchalign3d_cli.shapes.welding import weld_vertices

MOST_SINGLE_POINTS = 150_000
"""Points of a cloud up to which each is taken by itself."""
MOST_SINGLE_FACES = 400_000
"""Faces of a mesh up to which each is looked at by itself."""
MOST_CELLS = 60_000
"""Cells of a shape with more (`Shape.cells`)."""
_OF_GEOMETRY = ("core", "bounds", "radius", "cells", "welded", "_areas")  # of the cached properties
UP_AXES: tuple[UpAxis, ...] = get_args(UpAxis)


class TopNode(NamedTuple):
    """One of the nodes at the top of a scene, under which the others stand.

    Attributes:
        number: Of the node; no other at the top has it.
        name: The node's name in the file; may be empty.
    """

    number: int
    name: str


@dataclass(frozen=True)
class ShapeNode:
    """One node of a scene: a run of faces (or of points) and where the file placed it.

    Attributes:
        name: The node's name in the file.
        start: Index of its first face (of its first point, in a cloud).
        count: How many faces (points) it has.
        transform: (4, 4) float64, from the node's own frame to the file's world frame. The
            vertices of a `Shape` already stand in the world frame.
        top: The node at the top of the scene that it stands under; None where the file does not
            say.
    """

    name: str
    start: int
    count: int
    transform: NDArray[np.float64]
    top: TopNode | None = None

    def __post_init__(self) -> None:
        freeze_arrays(self)

    def with_run(self, start: int, count: int) -> "ShapeNode":
        """The same node with another run of faces (points)."""
        return replace(self, start=start, count=count)


@dataclass(frozen=True, eq=False)
class Shape:
    """A mesh or a point cloud in file units, file axes and file order; its arrays are read-only.

    Attributes:
        vertices: (V, 3) float64. All finite.
        faces: (F, 3) int64 indices into `vertices`, or None for a point cloud.
        up: What points up in the file: an axis, or a direction as `parse_up` gives it.
        up_assumed: Whether `up` was assumed rather than told.
        path: The file that it came from, if any.
        sha256: Hex digest of that file's bytes, if any.
        nodes: The scene's nodes in order; empty where the format has none.
        face_index: (F,) int64, for each face the index of the polygon of the file that it is (a
            part of). None where face i is polygon i.
        vertex_index: (V,) int64, for each vertex its index in the file. None where nothing was
            dropped.
        warnings: What was noticed while reading, a sentence each.
        appearance: How it looks in its file; None where the file does not say.

    Raises:
        ShapeError: The arrays have other shapes or types, a coordinate is not finite, or a face
            points at no vertex. `load_shape` takes other arrays and drops what is not finite.
    """

    vertices: NDArray[np.float64]
    faces: NDArray[np.int64] | None = None
    up: UpDirection = "y"
    up_assumed: bool = True
    path: Path | None = None
    sha256: str | None = None
    nodes: tuple[ShapeNode, ...] = ()
    face_index: NDArray[np.int64] | None = None
    vertex_index: NDArray[np.int64] | None = None
    warnings: tuple[str, ...] = field(default=())
    appearance: Appearance | None = None

    def __post_init__(self) -> None:
        freeze_arrays(self)
        _check_vertices(self.vertices)
        if self.faces is not None:
            _check_faces(self.faces, len(self.vertices))

    def __repr__(self) -> str:
        """One line: its file, how much there is, and what points up."""
        name = f"{self.path.name}: " if self.path else ""
        vertices = "" if self.is_cloud else f", {len(self.vertices):,} vertices"
        size = f"{self.element_count:,} {self.element}s{vertices}"
        return f"Shape({name}{size}, {up_words(self.up)} is up)"

    def changed(self, **changes: Any) -> "Shape":
        """The shape with other fields; what was worked out about its geometry is kept.

        Args:
            **changes: Fields by name, but for `vertices` and `faces`.
        """
        assert not changes.keys() & {"vertices", "faces"}
        other = replace(self, **changes)
        known = {name: self.__dict__[name] for name in _OF_GEOMETRY if name in self.__dict__}
        other.__dict__.update(known)
        return other

    @property
    def is_cloud(self) -> bool:
        """Whether this is a point cloud."""
        return self.faces is None

    @property
    def element_count(self) -> int:
        """How many elements get a label: faces of a mesh, points of a cloud."""
        return len(self.vertices) if self.faces is None else len(self.faces)

    @cached_property
    def core(self) -> NDArray[np.bool_] | None:
        """The elements that its size and position are taken from, (E,); None for all of them.

        A few that lie far away from everything else do not count (`extent.core_elements`).
        """
        return core_elements(self.vertices, self.faces)

    @cached_property
    def bounds(self) -> NDArray[np.float64]:
        """Lowest and highest corner of the box around the core, (2, 3) in file units.

        Vertices that no face uses do not count.
        """
        core = self.core
        if self.faces is None:
            used = self.vertices if core is None else self.vertices[core]
        else:
            mask = np.zeros(len(self.vertices), dtype=bool)
            mask[(self.faces if core is None else self.faces[core]).reshape(-1)] = True
            used = self.vertices if mask.all() else self.vertices[mask]
        return np.stack([used.min(axis=0), used.max(axis=0)])

    @cached_property
    def radius(self) -> float:
        """Half the diagonal of `bounds`; 1 where it is nothing."""
        low, high = self.bounds
        with np.errstate(over="ignore"):
            radius = 0.5 * float(np.linalg.norm(high - low))
        if not 0 < radius < np.inf:  # its square is beyond float64, or it is nothing
            scale = float(np.abs(self.bounds).max()) or 1.0
            radius = min(0.5 * float(np.linalg.norm(high / scale - low / scale)), 1.0) * scale
        return radius or 1.0

    @cached_property
    def cells(self) -> Cells | None:
        """Elements of a large shape that are taken as one where scores are looked up.

        A cell is a hundredth of the shape's size: finer than the patches that scores come from.
        None for a shape of which each element is looked at by itself.
        """
        if self.element_count <= (MOST_SINGLE_POINTS if self.is_cloud else MOST_SINGLE_FACES):
            return None
        return join_points(self.centroids(), self.bounds, MOST_CELLS)

    def centroids(self) -> NDArray[np.float64]:
        """Centroids of the faces, or the points of a cloud themselves, (E, 3)."""
        if self.faces is None:
            return self.vertices
        total = self.vertices[self.faces[:, 0]]
        total += self.vertices[self.faces[:, 1]]
        total += self.vertices[self.faces[:, 2]]
        total /= 3
        return total

    @cached_property
    def welded(self) -> NDArray[np.int64]:
        """For each vertex the number of its position, (V,): the same for copies of one vertex.

        Copies of a mesh's vertex may differ by rounding (`welding.weld_vertices`).
        """
        return weld_vertices(self.vertices, self.faces, 2 * self.radius)

    @property
    def element(self) -> Literal["face", "point"]:
        """What the shape consists of: `face` for a mesh, `point` for a cloud."""
        return "point" if self.is_cloud else "face"

    def element_areas(self) -> NDArray[np.float64]:
        """Area of each face in squared file units, (F,); ones for the points of a cloud, (V,)."""
        return self._areas

    @cached_property
    def _areas(self) -> NDArray[np.float64]:
        if self.faces is None:
            areas: NDArray[np.float64] = np.ones(len(self.vertices))
        else:
            a, b, c = (self.vertices[self.faces[:, corner]] for corner in range(3))
            b -= a
            c -= a
            areas = 0.5 * lengths(cross_products(b, c))  # (F,)
        areas.flags.writeable = False
        return areas

    def element_weights(self) -> NDArray[np.float64]:
        """How much each element counts, (E,): its area; ones where areas are no use.

        That is the case of a cloud, of faces without area, and where areas are beyond all numbers.
        """
        with np.errstate(all="ignore"):
            areas = self.element_areas()
            usable = 0 < areas.sum() < np.inf
        return areas if usable else np.ones(len(areas))


def _check_vertices(vertices: NDArray[np.float64]) -> None:
    if not isinstance(vertices, np.ndarray) or vertices.dtype != np.float64:
        kind = getattr(vertices, "dtype", type(vertices).__name__)
        raise ShapeError(f"vertices are {kind} in place of float64; load_shape(...) converts them")
    if vertices.ndim != 2 or vertices.shape[1] != 3 or not len(vertices):
        raise ShapeError(f"vertices of the shape {vertices.shape} in place of (V, 3), V at least 1")
    if not np.isfinite(vertices).all():
        lost = int((~np.isfinite(vertices).all(axis=1)).sum())
        raise ShapeError(
            f"{lost:,} of {len(vertices):,} vertices are not finite; load_shape(...) drops them and"
            " keeps the numbers of the others in `vertex_index`"
        )


def _check_faces(faces: NDArray[np.int64], count: int) -> None:
    if not isinstance(faces, np.ndarray) or faces.dtype != np.int64:
        kind = getattr(faces, "dtype", type(faces).__name__)
        raise ShapeError(f"faces are {kind} in place of int64; load_shape(...) converts them")
    if faces.ndim != 2 or faces.shape[1] != 3:
        raise ShapeError(f"faces of the shape {faces.shape} in place of (F, 3)")
    if len(faces) and not 0 <= int(faces.min()) <= int(faces.max()) < count:
        raise ShapeError(
            f"faces point at vertices {faces.min()} to {faces.max()}, but there are {count:,}"
        )
