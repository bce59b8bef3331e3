"""Solids that URDF and MJCF name: mesh files, boxes, spheres, cylinders and capsules."""

from collections.abc import Iterable
from pathlib import Path
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from patchalign3d_cli.errors import ShapeError
from patchalign3d_cli.shapes import load_shape
from patchalign3d_cli.shapes.raw import unreadable


class LinkPiece(NamedTuple):
    """One piece of a link.

    Attributes:
        link: The name of the link or body.
        name: The name of the geometry or of its mesh; empty where it has none.
        vertices: (V, 3) float64.
        faces: (F, 3) int64.
        frame: (4, 4) where the piece is in the world.
    """

    link: str
    name: str
    vertices: NDArray[np.float64]
    faces: NDArray[np.int64]
    frame: NDArray[np.float64]


Surface = tuple[NDArray[np.float64], NDArray[np.int64]]
"""Vertices (V, 3) and faces (F, 3)."""


def primitive(kind: str, size: NDArray[np.float64]) -> Surface:
    """A solid about the origin: half its sides; or its radius and half its length along z."""
    import trimesh

    if kind == "box":
        mesh = trimesh.creation.box(extents=2 * size)
    elif kind == "sphere":
        mesh = trimesh.creation.icosphere(subdivisions=2, radius=1.0)
        mesh.vertices = mesh.vertices * size
    elif kind == "capsule":
        mesh = trimesh.creation.capsule(height=2 * size[1], radius=size[0])
    else:
        mesh = trimesh.creation.cylinder(radius=size[0], height=2 * size[1], sections=24)
    points = np.array(mesh.vertices, np.float64)
    if kind == "capsule":
        points -= (points.min(axis=0) + points.max(axis=0)) / 2
    return points, np.array(mesh.faces, np.int64)


def load_mesh(path: Path) -> Surface:
    """Read a mesh file.

    Raises:
        ShapeError: It cannot be read, or is a point cloud.
    """
    shape = load_shape(path)
    if shape.faces is None:
        raise ShapeError(f"{path} is a point cloud; a robot's link needs a mesh")
    return shape.vertices, shape.faces


def file_within(path: Path, names: Iterable[str], bases: Iterable[Path], root: Path) -> Path:
    """The file that a name means, looked for beside the files that name it and in folders above.

    Args:
        path: The file that names it, for messages.
        names: What it may be called, the likeliest first.
        bases: Folders that the names may be relative to.
        root: No file outside this folder is read.

    Raises:
        ShapeError: There is none.
    """
    inside, wanted = root.resolve(), tuple(name.replace("\\", "/") for name in names)
    for start in dict.fromkeys(base.resolve() for base in bases):
        for base in (start, *start.parents):
            for name in wanted:
                candidate = (base / name).resolve()
                if candidate.is_relative_to(inside) and candidate.is_file():
                    return candidate
            if base == inside:
                break
    raise unreadable(path, f"{wanted[-1]!r}, which it names, is not within {root}")
