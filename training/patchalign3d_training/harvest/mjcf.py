"""MJCF: what each body shows, put where its frames say."""

from collections.abc import Iterator, Mapping
from pathlib import Path
from xml.etree.ElementTree import Element

import numpy as np
from numpy.typing import NDArray

from patchalign3d_cli.shapes.raw import unreadable
from patchalign3d_training.harvest.frames import mujoco_frame, numbers_of
from patchalign3d_training.harvest.mjcf_document import MujocoDocument, MujocoMesh, read_mujoco
from patchalign3d_training.harvest.solids import (
    LinkPiece,
    Surface,
    file_within,
    load_mesh,
    primitive,
)

SHAPELESS = ("plane", "hfield")
"""Kinds of geoms without an end, or out of a picture: floors and terrain."""

HIDDEN_GROUPS = ("3", "4", "5")
"""Groups of geoms that MuJoCo's viewer hides: those that are there to collide with."""


def mjcf_objects(top: Element, path: Path, root: Path) -> dict[str, list[LinkPiece]]:
    """What each body of the world shows, joints at zero, with the bodies that hang on it.

    A body of the world without a name, and geoms of the world itself, come under an empty name.

    Args:
        top: The element `mujoco`.
        path: The file.
        root: Other files are read from within this folder alone.

    Raises:
        ShapeError: The file is damaged, uses what pa3d does not read, or a file that it names is
            missing.
    """
    document = read_mujoco(top, path, root)
    objects: dict[str, list[LinkPiece]] = {}
    for world in document.worlds:
        standing = _Bodies(document, path, root)
        objects.setdefault("", []).extend(standing.shown(world, np.eye(4), "", "main"))
        for body in world.findall("body"):
            name = body.get("name", "")
            objects.setdefault(name, []).extend(standing.solids(body, np.eye(4), "main"))
    return {name: solids for name, solids in objects.items() if solids}


def mjcf_files(top: Element, path: Path, root: Path) -> Iterator[Path]:
    """The files that a file includes, and the mesh files that it and these name.

    Args:
        top: Its first element.
        path: The file.
        root: Other files are read from within this folder alone.

    Raises:
        ShapeError: A file is damaged or missing.
    """
    document = read_mujoco(top, path, root)
    yield from document.files
    for mesh in document.meshes.values():
        if mesh.item.get("file"):
            yield _mesh_path(mesh, document.settings, path, root)


class _Bodies:
    """Walks the bodies of one document."""

    def __init__(self, document: MujocoDocument, path: Path, root: Path) -> None:
        self._document, self._path, self._root = document, path, root

    def solids(
        self, body: Element, outer: NDArray[np.float64], inherited: str
    ) -> Iterator[LinkPiece]:
        """The pieces of a body and of those that hang on it."""
        frame = outer @ mujoco_frame(body.attrib, self._document.settings, self._path)
        inherited = body.get("childclass", inherited)
        yield from self.shown(body, frame, body.get("name", ""), inherited)
        for child in body.findall("body"):
            yield from self.solids(child, frame, inherited)

    def shown(
        self, body: Element, frame: NDArray[np.float64], link: str, inherited: str
    ) -> Iterator[LinkPiece]:
        """The pieces of a body alone: its meshes where it has some, without what only collides."""
        geoms = [
            self._document.attributes(item, inherited)
            for item in body.findall("geom")
            if "collision" not in item.get("class", inherited)
        ]
        shown = [geom for geom in geoms if geom.get("group", "0") not in HIDDEN_GROUPS]
        for geom in [geom for geom in shown if geom.get("mesh")] or shown:
            kind = geom.get("type", "mesh" if geom.get("mesh") else "sphere")
            if kind in SHAPELESS:
                continue
            placed = frame @ mujoco_frame(geom, self._document.settings, self._path)
            if kind == "mesh":
                surface, scale = self._mesh(geom)
                placed = placed @ np.diag([*scale, 1.0])
            else:
                surface = _primitive(geom, kind, self._path)
            yield LinkPiece(link, geom.get("name") or geom.get("mesh", ""), *surface, placed)

    def _mesh(self, geom: Mapping[str, str]) -> tuple[Surface, NDArray[np.float64]]:
        mesh = self._document.meshes.get(geom.get("mesh", ""))
        if mesh is None:
            message = f"there is no mesh {geom.get('mesh')!r} in its assets"
            raise unreadable(self._path, message)
        file = _mesh_path(mesh, self._document.settings, self._path, self._root)
        attributes = self._document.attributes(mesh.item, "main")
        return load_mesh(file), numbers_of(attributes, "scale", (1, 1, 1), self._path)


def _mesh_path(mesh: MujocoMesh, settings: Mapping[str, str], path: Path, root: Path) -> Path:
    name = mesh.item.get("file", "")
    folder = settings.get("meshdir") or settings.get("assetdir")
    names = [f"{folder}/{name}", name] if folder else [name]
    return file_within(path, names, [path.parent, mesh.folder], root)


def _primitive(geom: Mapping[str, str], kind: str, path: Path) -> Surface:
    size = numbers_of(geom, "size", (0.1,), path, exact=False)
    if kind in ("box", "ellipsoid") and len(size) == 3:
        return primitive("box" if kind == "box" else "sphere", size)
    if kind == "sphere":
        return primitive("sphere", np.full(3, size[0]))
    if kind in ("cylinder", "capsule"):
        ends = numbers_of(geom, "fromto", (0, 0, 0, 0, 0, 0), path)
        half = np.linalg.norm(ends[3:] - ends[:3]) / 2 if geom.get("fromto") else size[-1]
        return primitive(kind, np.array([size[0], half]))
    raise unreadable(path, f"it has a geom of type {kind} that pa3d does not read")
