"""Meshes put into the world, one shape out of many."""

from collections.abc import Iterable
from pathlib import Path
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from patchalign3d_cli.shapes.appearance import CornerValues, ElementAppearance, join_appearances
from patchalign3d_cli.shapes.raw import Budget, RawShape, unreadable
from patchalign3d_cli.shapes.shape import ShapeNode, TopNode

_NODE_COST = 50  # what a node takes of a file's budget beside its elements


class LocalMesh(NamedTuple):
    """Geometry in its own frame.

    Attributes:
        vertices: (V, 3) float64.
        faces: (F, 3) int64 indices into `vertices`, or None for points.
        appearance: What is on its faces (points), normals in its own frame; None for nothing.
    """

    vertices: NDArray[np.float64]
    faces: NDArray[np.int64] | None
    appearance: ElementAppearance | None = None


class PlacedShape(NamedTuple):
    """Meshes in the world: their geometry, and what is on it."""

    raw: RawShape
    appearance: ElementAppearance | None


class Placement(NamedTuple):
    """One use of a mesh.

    Attributes:
        name: The node's name.
        mesh: The geometry, which may be shared with other placements.
        transform: (4, 4) float64, from the mesh's frame to the world.
        top: See `ShapeNode`.
    """

    name: str
    mesh: LocalMesh
    transform: NDArray[np.float64]
    top: TopNode | None = None


def place_meshes(placements: Iterable[Placement], path: Path, budget: Budget) -> PlacedShape:
    """Put meshes, or else point clouds, into one shape in the world frame.

    A transform that mirrors turns the winding of faces, so that they look outwards as before.

    Args:
        placements: In the order in which they shall stand. Where some have faces, those without
            are left out, with a warning.
        path: The file, for messages.
        budget: How much the file may describe.

    Raises:
        ShapeError: A face points outside of its own mesh, or there is too much of everything.
    """
    placed = []
    for placement in placements:
        faces_of = placement.mesh.faces
        size = len(placement.mesh.vertices) + (0 if faces_of is None else len(faces_of))
        budget.spend(size + _NODE_COST)
        placed.append(placement)
    meshes = [item for item in placed if item.mesh.faces is not None]
    used = meshes or placed
    lost = len(placed) - len(used)
    warnings = (f"{lost} nodes of points beside the meshes were left out",) if lost else ()
    vertices, faces, nodes = [np.empty((0, 3))], [np.empty((0, 3), np.int64)], []
    vertex_start = start = 0
    appearances, shapes = [], []
    for name, mesh, transform, top in used:
        if mirrors(transform):
            mesh = wound_backwards(mesh)
        appearances.append(mesh.appearance and _turned(mesh.appearance, transform))
        vertices.append(_transformed(mesh.vertices, transform))
        count = len(mesh.vertices)
        if mesh.faces is not None:
            _check_range(mesh.faces, count, name, path)
            faces.append(mesh.faces + vertex_start)
            count = len(mesh.faces)
        shapes.append((count,) if mesh.faces is None else (count, 3))
        nodes.append(ShapeNode(name, start, count, transform, top))
        start += count
        vertex_start += len(mesh.vertices)
    merged = np.concatenate(faces) if meshes else None
    raw = RawShape(np.concatenate(vertices), merged, None, tuple(nodes), warnings)
    return PlacedShape(raw, join_appearances(appearances, shapes))


def mirrors(transform: NDArray[np.float64]) -> bool:
    """Whether a transform (4, 4) turns left hands into right ones."""
    with np.errstate(all="ignore"):
        return bool(np.linalg.det(transform[:3, :3]) < 0)


def wound_backwards(mesh: LocalMesh) -> LocalMesh:
    """A mesh whose faces list their corners the other way round, with what is on them."""
    if mesh.faces is None:
        return mesh
    on_elements = mesh.appearance
    if on_elements is not None:
        attributes = {
            name: CornerValues(values, corners[:, ::-1])
            for name, (values, corners) in on_elements.attributes.items()
        }
        on_elements = ElementAppearance(on_elements.materials, attributes)
    return LocalMesh(mesh.vertices, mesh.faces[:, ::-1], on_elements)


def _check_range(faces: NDArray[np.int64], count: int, name: str, path: Path) -> None:
    """Once meshes stand behind each other, a wrong index would point into the next one."""
    if len(faces) and (faces.min() < 0 or faces.max() >= count):
        wrong = faces.min() if faces.min() < 0 else faces.max()
        raise unreadable(
            path,
            f"a face of {name!r} points at vertex {wrong}, but there are {count} vertices",
        )


def _transformed(
    vertices: NDArray[np.float64], transform: NDArray[np.float64]
) -> NDArray[np.float64]:
    """(V, 3) in the world frame; the numbers stay as they are where nothing moves them."""
    if (transform == np.eye(4)).all():
        return vertices
    with np.errstate(all="ignore"):
        moved: NDArray[np.float64] = vertices @ transform[:3, :3].T + transform[:3, 3]
    return moved


def _turned(appearance: ElementAppearance, transform: NDArray[np.float64]) -> ElementAppearance:
    """The appearance with normals in the world frame; without them where they have none."""
    normals = appearance.attributes.get("NORMAL")
    if normals is None or (transform == np.eye(4)).all():
        return appearance
    others = {name: value for name, value in appearance.attributes.items() if name != "NORMAL"}
    turned = turn_normals(normals.values, transform)
    if turned is not None:
        others["NORMAL"] = CornerValues(turned, normals.corners)
    return ElementAppearance(appearance.materials, others)


def turn_normals(
    normals: NDArray[np.float32], transform: NDArray[np.float64]
) -> NDArray[np.float32] | None:
    """Unit normals (T, 3) under a transform (4, 4); None where it flattens what they stand on."""
    with np.errstate(all="ignore"):
        try:
            turned = normals @ np.linalg.inv(transform[:3, :3])
        except np.linalg.LinAlgError:
            return None
        turned /= np.linalg.norm(turned, axis=1, keepdims=True)
    return turned.astype(np.float32) if np.isfinite(turned).all() else None
