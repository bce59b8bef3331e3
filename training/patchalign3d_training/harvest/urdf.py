"""URDF: the visual geometry of each link, put where its joints say."""

from collections.abc import Iterator
from pathlib import Path
from xml.etree.ElementTree import Element

import numpy as np
from numpy.typing import NDArray

from patchalign3d_cli.shapes.raw import unreadable
from patchalign3d_training.harvest.frames import euler_frame, numbers_of
from patchalign3d_training.harvest.solids import (
    LinkPiece,
    Surface,
    file_within,
    load_mesh,
    primitive,
)


def urdf_solids(top: Element, path: Path, root: Path) -> Iterator[LinkPiece]:
    """The visual pieces of a robot, its joints at zero.

    Args:
        top: The element `robot`.
        path: The file.
        root: Meshes are read from within this folder alone.

    Raises:
        ShapeError: Joints hang in a circle, a geometry is unknown or a mesh is missing.
    """
    parents: dict[str, tuple[str, NDArray[np.float64]]] = {}
    for joint in top.findall("joint"):
        parent, child = joint.find("parent"), joint.find("child")
        if parent is None or child is None:
            raise unreadable(path, f"the joint {joint.get('name')} lacks a parent or a child")
        parents[child.get("link", "")] = (parent.get("link", ""), _origin(joint, path))
    for link in top.findall("link"):
        name = link.get("name", "")
        frame = _link_frame(name, parents, path)
        for visual in link.findall("visual"):
            geometry = visual.find("geometry")
            for item in [] if geometry is None else geometry:
                if item.tag == "material":
                    continue  # it belongs beside the geometry
                surface, scale = _surface(item, path, root)
                placed = frame @ _origin(visual, path) @ np.diag([*scale, 1.0])
                called = visual.get("name") or Path(item.get("filename", "")).stem
                yield LinkPiece(name, called, *surface, placed)


def urdf_meshes(top: Element, path: Path, root: Path) -> Iterator[Path]:
    """The mesh files that a robot names.

    Raises:
        ShapeError: One is missing.
    """
    for item in top.iter("mesh"):
        yield _mesh_path(item.get("filename", ""), path, root)


def _link_frame(
    name: str, parents: dict[str, tuple[str, NDArray[np.float64]]], path: Path
) -> NDArray[np.float64]:
    frame, above, passed = np.eye(4), name, {name}
    while above in parents:
        above, origin = parents[above]
        frame = origin @ frame
        if above in passed:
            raise unreadable(path, f"the link {above} hangs on itself")
        passed.add(above)
    return frame


def _origin(item: Element, path: Path) -> NDArray[np.float64]:
    origin = item.find("origin")
    if origin is None:
        return np.eye(4)
    turn = numbers_of(origin, "rpy", (0, 0, 0), path)
    return euler_frame(numbers_of(origin, "xyz", (0, 0, 0), path), turn, "XYZ")


def _surface(item: Element, path: Path, root: Path) -> tuple[Surface, NDArray[np.float64]]:
    """The surface of a geometry, and its scale (3,)."""
    one = np.ones(3)
    if item.tag == "mesh":
        mesh = load_mesh(_mesh_path(item.get("filename", ""), path, root))
        return mesh, numbers_of(item, "scale", (1, 1, 1), path)
    if item.tag == "box":
        return primitive("box", numbers_of(item, "size", (1, 1, 1), path) / 2), one
    radius = numbers_of(item, "radius", (1,), path)[0]
    if item.tag == "sphere":
        return primitive("sphere", np.full(3, radius)), one
    if item.tag in ("cylinder", "capsule"):
        length = numbers_of(item, "length", (1,), path)[0]
        return primitive(item.tag, np.array([radius, length / 2])), one
    raise unreadable(path, f"it has a geometry <{item.tag}>, which pa3d does not read")


def _mesh_path(name: str, path: Path, root: Path) -> Path:
    relative = name.split("://", 1)[-1]
    names = [relative, relative.partition("/")[2]] if "://" in name else [relative]
    return file_within(path, names, [path.parent], root)
