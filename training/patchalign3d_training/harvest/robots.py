"""Robots and other things with links, as URDF and MJCF, with the names of links and pieces."""

from collections.abc import Sequence
from pathlib import Path
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from patchalign3d_cli.errors import ShapeError
from patchalign3d_cli.shapes.raw import unreadable
from patchalign3d_training.harvest.documents import parse_xml
from patchalign3d_training.harvest.frames import moved
from patchalign3d_training.harvest.mjcf import mjcf_files, mjcf_objects
from patchalign3d_training.harvest.solids import LinkPiece
from patchalign3d_training.harvest.urdf import urdf_meshes, urdf_solids

ROBOT_SUFFIXES = (".urdf", ".xml")
"""Suffixes of files that may describe a robot."""


class Robot(NamedTuple):
    """The surface of a robot in the world, its joints at zero.

    Attributes:
        name: Of the body of the world; empty where the file has but one.
        vertices: (V, 3) float64.
        faces: (F, 3) int64.
        links: (F,) int64, the link (body) of each face.
        link_names: The links' names.
        pieces: (F,) int64, the geometry of each face.
        piece_names: The names of geometries and meshes.
    """

    name: str
    vertices: NDArray[np.float64]
    faces: NDArray[np.int64]
    links: NDArray[np.int64]
    link_names: tuple[str, ...]
    pieces: NDArray[np.int64]
    piece_names: tuple[str, ...]


def is_robot(path: Path) -> bool:
    """Whether a file is URDF or MJCF by its first element."""
    if path.suffix.lower() not in ROBOT_SUFFIXES:
        return False
    try:
        start = path.read_bytes()[:20_000]
    except OSError:
        return True  # reading it says why not
    return b"<robot" in start or b"<mujoco" in start


def files_of_robot(path: Path, root: Path) -> set[Path]:
    """The meshes that a robot names and the files that it includes; none where it is damaged."""
    try:
        top = parse_xml(path)
        named = urdf_meshes if top.tag == "robot" else mjcf_files
        return set(named(top, path, root))
    except ShapeError:
        return set()


def read_robots(path: Path, root: Path) -> tuple[Robot, ...]:
    """Read a robot, or the bodies of a world.

    Args:
        path: URDF or MJCF.
        root: Other files are read from within this folder alone.

    Returns:
        Nothing where no link shows anything.

    Raises:
        ShapeError: The file is damaged, uses what pa3d does not read, or a file that it names is
            missing.
    """
    top = parse_xml(path)
    if top.tag == "robot":
        objects = {"": list(urdf_solids(top, path, root))}
    elif top.tag == "mujoco":
        objects = mjcf_objects(top, path, root)
    elif top.tag == "mujocoinclude":
        raise ShapeError(f"{path} is a piece of MJCF for others to include, and none here does")
    else:
        raise unreadable(path, f"its first element is <{top.tag}>, neither URDF nor MJCF")
    several = len(objects) > 1
    shown = ((name if several else "", solids) for name, solids in objects.items() if solids)
    return tuple(_joined(name, solids) for name, solids in shown)


def _joined(name: str, solids: Sequence[LinkPiece]) -> Robot:
    """The pieces of a robot as one mesh."""
    links = tuple(dict.fromkeys(solid.link for solid in solids))
    pieces = tuple(dict.fromkeys(solid.name for solid in solids))
    vertices, faces, start = [], [], 0
    for solid in solids:
        mirrored = np.linalg.det(solid.frame[:3, :3]) < 0
        vertices.append(moved(solid.vertices, solid.frame))
        faces.append((solid.faces[:, ::-1] if mirrored else solid.faces) + start)
        start += len(solid.vertices)
    counts = [len(solid.faces) for solid in solids]
    return Robot(
        name,
        np.concatenate(vertices),
        np.concatenate(faces),
        np.repeat([links.index(solid.link) for solid in solids], counts),
        links,
        np.repeat([pieces.index(solid.name) for solid in solids], counts),
        pieces,
    )
