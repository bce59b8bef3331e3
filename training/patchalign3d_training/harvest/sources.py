"""The names of a file, face by face: of nodes, meshes, materials, joints and links."""

from pathlib import Path
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from patchalign3d_cli.shapes import Shape, UpDirection, load_shape
from patchalign3d_cli.shapes.formats.gltf.reader import read_face_names
from patchalign3d_cli.shapes.regions import file_regions
from patchalign3d_training.harvest.robots import ROBOT_SUFFIXES, Robot, read_robots

SCENE_SUFFIXES = (".glb", ".gltf", ".obj", ".3mf")
"""Files of shapes that can name their pieces."""


class NameSource(NamedTuple):
    """One kind of names in a file.

    Attributes:
        kind: `joint`, `link`, `node` (objects and groups of other formats too), `mesh` (pieces of
            links too) or `material`.
        numbers: (F,) the name of each face, -1 for none.
        names: As they stand in the file.
    """

    kind: str
    numbers: NDArray[np.int64]
    names: tuple[str, ...]


class NamedShape(NamedTuple):
    """A shape with the names that its file has for its faces.

    Attributes:
        name: What the file calls it, where it holds several; otherwise empty.
        shape: A mesh, or a point cloud, which has no sources.
        sources: All kinds of names.
    """

    name: str
    shape: Shape
    sources: tuple[NameSource, ...]


def read_named_shapes(path: Path, root: Path, up: UpDirection | None) -> tuple[NamedShape, ...]:
    """Read the meshes of a file and all their names.

    Args:
        path: A scene, or a robot as URDF or MJCF, whose bodies of the world are shapes each.
        root: Files that a robot names are read from within this folder alone.
        up: The axis that points up; None for what the format says.

    Raises:
        ShapeError: The file, or one that it names, cannot be read.
    """
    if path.suffix.lower() in ROBOT_SUFFIXES:
        return tuple(_named_robot(robot, up) for robot in read_robots(path, root))
    shape = load_shape(path, up=up)
    if shape.faces is None:
        return (NamedShape("", shape, ()),)
    count = len(shape.faces)
    sources = []
    if path.suffix.lower() in (".glb", ".gltf"):
        for kind, (numbers, names) in read_face_names(path.read_bytes(), path).items():
            if len(numbers) == count:  # where no damaged face was left out
                sources.append(NameSource(kind, numbers, tuple(names)))
    for regions in file_regions(shape):
        if regions.kind != "shell":
            sources.append(NameSource(regions.kind, regions.numbers, regions.names))
    return (NamedShape("", shape, tuple(sources)),)


def _named_robot(robot: Robot, up: UpDirection | None) -> NamedShape:
    shape = Shape(robot.vertices, robot.faces, up=up or "z", up_assumed=False)
    links = NameSource("link", robot.links, robot.link_names)
    pieces = NameSource("mesh", robot.pieces, robot.piece_names)
    return NamedShape(robot.name, shape, (links, pieces))
