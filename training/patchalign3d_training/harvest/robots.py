"""Robots as URDF and MJCF: the visual meshes of each link, put where its frames say."""

import xml.etree.ElementTree as ElementTree
from collections.abc import Iterator
from pathlib import Path
from typing import NamedTuple
from xml.etree.ElementTree import Element

import numpy as np
from numpy.typing import NDArray

from patchalign3d_cli.errors import ShapeError
from patchalign3d_cli.shapes import load_shape
from patchalign3d_cli.shapes.raw import unreadable
from patchalign3d_training.harvest.frames import euler_frame, moved, mujoco_frame, numbers_of

ROBOT_SUFFIXES = (".urdf", ".xml")
"""Suffixes of files that may describe a robot."""


class Robot(NamedTuple):
    """The surface of a robot in the world, its joints at zero.

    Attributes:
        vertices: (V, 3) float64.
        faces: (F, 3) int64.
        numbers: (F,) int64, the link (body) of each face.
        names: The links' names.
    """

    vertices: NDArray[np.float64]
    faces: NDArray[np.int64]
    numbers: NDArray[np.int64]
    names: tuple[str, ...]


Solid = tuple[NDArray[np.float64], NDArray[np.int64]]
Visual = tuple[str, Solid, NDArray[np.float64]]  # link, geometry, frame in the world


def is_robot(path: Path) -> bool:
    """Whether a file is URDF or MJCF by its first element."""
    if path.suffix.lower() not in ROBOT_SUFFIXES:
        return False
    try:
        start = path.read_bytes()[:20_000]
    except OSError:
        return True  # reading it says why not
    return b"<robot" in start or b"<mujoco" in start


def mesh_files(path: Path, root: Path) -> set[Path]:
    """The mesh files that a robot names and that are there; none where it is damaged."""
    try:
        top = _parse(path)
        files = {item.get("filename") or item.get("file") for item in top.iter("mesh")}
        folder = _mesh_folder(top)
        return {_mesh_path(name, path, root, folder) for name in files if name}
    except ShapeError:
        return set()


def read_robot(path: Path, root: Path) -> Robot:
    """Read a robot.

    Args:
        path: URDF or MJCF.
        root: Meshes are read from within this folder alone.

    Raises:
        ShapeError: The file is damaged, holds nothing to see, uses what pa3d does not read, or a
            mesh is missing.
    """
    top = _parse(path)
    visuals = list(_urdf(top, path, root) if top.tag == "robot" else _mjcf(top, path, root))
    if not visuals:
        raise unreadable(path, "none of its links has a visual mesh")
    names = tuple(dict.fromkeys(name for name, _, _ in visuals))
    vertices, faces, numbers, start = [], [], [], 0
    for name, (points, triangles), frame in visuals:
        mirrored = np.linalg.det(frame[:3, :3]) < 0
        vertices.append(moved(points, frame))
        faces.append((triangles[:, ::-1] if mirrored else triangles) + start)
        numbers.append(np.full(len(triangles), names.index(name)))
        start += len(points)
    return Robot(np.concatenate(vertices), np.concatenate(faces), np.concatenate(numbers), names)


def _parse(path: Path) -> Element:
    try:
        data = path.read_bytes()
        if b"<!DOCTYPE" in data or b"<!ENTITY" in data:
            raise unreadable(path, "it defines entities, which pa3d does not read")
        return ElementTree.fromstring(data)
    except OSError as error:
        raise unreadable(path, error.strerror or str(error)) from error
    except (ElementTree.ParseError, ValueError) as error:
        raise unreadable(path, f"it is no valid XML ({error})") from error


def _urdf(top: Element, path: Path, root: Path) -> Iterator[Visual]:
    links = {link.get("name", ""): link for link in top.findall("link")}
    parents: dict[str, tuple[str, NDArray[np.float64]]] = {}
    for joint in top.findall("joint"):
        parent, child = joint.find("parent"), joint.find("child")
        if parent is None or child is None:
            raise unreadable(path, f"the joint {joint.get('name')} lacks a parent or a child")
        parents[child.get("link", "")] = (parent.get("link", ""), _origin(joint, path))
    for name, link in links.items():
        frame, above, passed = np.eye(4), name, {name}
        while above in parents:
            above, origin = parents[above]
            frame = origin @ frame
            if above in passed:
                raise unreadable(path, f"the link {above} hangs on itself")
            passed.add(above)
        for visual in link.findall("visual"):
            geometry = visual.find("geometry")
            for item in [] if geometry is None else geometry:
                solid, scale = _urdf_solid(item, path, root)
                yield name, solid, frame @ _origin(visual, path) @ np.diag([*scale, 1.0])


def _origin(item: Element, path: Path) -> NDArray[np.float64]:
    origin = item.find("origin")
    if origin is None:
        return np.eye(4)
    turn = numbers_of(origin, "rpy", (0, 0, 0), path)
    return euler_frame(numbers_of(origin, "xyz", (0, 0, 0), path), turn, "XYZ")


def _urdf_solid(item: Element, path: Path, root: Path) -> tuple[Solid, NDArray[np.float64]]:
    one = np.ones(3)
    if item.tag == "mesh":
        mesh = _load_mesh(_mesh_path(item.get("filename", ""), path, root, None))
        return mesh, numbers_of(item, "scale", (1, 1, 1), path)
    if item.tag == "box":
        return _primitive("box", numbers_of(item, "size", (1, 1, 1), path) / 2), one
    radius = numbers_of(item, "radius", (1,), path)[0]
    if item.tag == "sphere":
        return _primitive("sphere", np.full(3, radius)), one
    if item.tag in ("cylinder", "capsule"):
        length = numbers_of(item, "length", (1,), path)[0]
        return _primitive(item.tag, np.array([radius, length / 2])), one
    raise unreadable(path, f"it has a geometry <{item.tag}>, which pa3d does not read")


def _mjcf(top: Element, path: Path, root: Path) -> Iterator[Visual]:
    if top.tag != "mujoco":
        raise unreadable(path, f"its first element is <{top.tag}>, neither URDF nor MJCF")
    if top.find(".//include") is not None:
        raise unreadable(path, "it includes other files; save it as one (mujoco: mj_saveLastXML)")
    compiler = top.find("compiler")
    settings = {} if compiler is None else compiler.attrib
    meshes = {
        item.get("name") or Path(item.get("file", "")).stem: item for item in top.iter("mesh")
    }
    folder = _mesh_folder(top)

    def bodies(body: Element, outer: NDArray[np.float64], name: str) -> Iterator[Visual]:
        shown = [geom for geom in body.findall("geom") if not _is_collision(geom)]
        drawn = [geom for geom in shown if geom.get("mesh")] or shown
        for geom in drawn:
            kind = geom.get("type", "mesh" if geom.get("mesh") else "sphere")
            if kind in ("plane", "hfield"):
                continue
            frame = outer @ mujoco_frame(geom, settings, path)
            if kind == "mesh":
                item = meshes.get(geom.get("mesh", ""))
                if item is None:
                    raise unreadable(path, f"there is no mesh {geom.get('mesh')!r} in its assets")
                solid = _load_mesh(_mesh_path(item.get("file", ""), path, root, folder))
                frame = frame @ np.diag([*numbers_of(item, "scale", (1, 1, 1), path), 1.0])
            else:
                solid = _mujoco_solid(geom, kind, path)
            yield name, solid, frame
        for child in body.findall("body"):
            inner = outer @ mujoco_frame(child, settings, path)
            yield from bodies(child, inner, child.get("name", ""))

    for world in top.findall("worldbody"):
        yield from bodies(world, np.eye(4), "")


def _mujoco_solid(geom: Element, kind: str, path: Path) -> Solid:
    size = numbers_of(geom, "size", (0.1,), path)
    if kind in ("box", "ellipsoid") and len(size) == 3:
        return _primitive("box" if kind == "box" else "sphere", size)
    if kind == "sphere":
        return _primitive("sphere", np.full(3, size[0]))
    if kind in ("cylinder", "capsule"):
        ends = numbers_of(geom, "fromto", (0, 0, 0, 0, 0, 0), path)
        half = np.linalg.norm(ends[3:] - ends[:3]) / 2 if geom.get("fromto") else size[-1]
        return _primitive(kind, np.array([size[0], half]))
    raise unreadable(path, f"it has a geom of type {kind} that pa3d does not read")


def _is_collision(geom: Element) -> bool:
    """Geoms to collide with: a class of that name, or the group that viewers hide."""
    return "collision" in geom.get("class", "") or geom.get("group", "0") in ("3", "4", "5")


def _primitive(kind: str, size: NDArray[np.float64]) -> Solid:
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


def _mesh_folder(top: Element) -> str | None:
    compiler = top.find("compiler")
    return None if compiler is None else compiler.get("meshdir")


def _mesh_path(name: str, path: Path, root: Path, folder: str | None) -> Path:
    """The file that a mesh's name means, looked for beside the robot and in folders above."""
    relative = name.split("://", 1)[-1]
    wanted = [relative, relative.partition("/")[2]] if "://" in name else [relative]
    if folder:
        wanted.insert(0, f"{folder}/{relative}")
    inside = root.resolve()
    for base in (path.resolve().parent, *path.resolve().parent.parents):
        for option in wanted:
            candidate = (base / option).resolve()
            if candidate.is_relative_to(inside) and candidate.is_file():
                return candidate
        if base == inside:
            break
    raise unreadable(path, f"its mesh {name!r} is not within {root}")


def _load_mesh(path: Path) -> Solid:
    shape = load_shape(path)
    if shape.faces is None:
        raise ShapeError(f"{path} is a point cloud; a robot's link needs a mesh")
    return shape.vertices, shape.faces
