"""How a file divides its own faces: by nodes, by materials, and by shells that touch nothing."""

from typing import Literal, NamedTuple
from weakref import WeakKeyDictionary

import numpy as np
from numpy.typing import NDArray

from patchalign3d_cli.shapes.shape import Shape
from patchalign3d_cli.shapes.welding import components

RegionKind = Literal["node", "material", "shell"]


class FileRegions(NamedTuple):
    """A division of the faces of a mesh.

    Attributes:
        kind: What divides them. Objects, groups and solids of other formats are nodes.
        numbers: (F,) int64, the region of each face.
        names: The name of each region as the file has it; empty where it has none.
    """

    kind: RegionKind
    numbers: NDArray[np.int64]
    names: tuple[str, ...]


_DIVISIONS: WeakKeyDictionary[Shape, tuple[FileRegions, ...]] = WeakKeyDictionary()
"""Those of shapes that are still in use: encoding and labelling both ask."""


def file_regions(shape: Shape) -> tuple[FileRegions, ...]:
    """The divisions of a mesh, coarse ones first; only those of two regions or more.

    Args:
        shape: A mesh or a cloud; a cloud has none.
    """
    if shape.faces is None:
        return ()
    if shape in _DIVISIONS:
        return _DIVISIONS[shape]
    divisions = (_node_regions(shape), _material_regions(shape), _shell_regions(shape))
    _DIVISIONS[shape] = tuple(regions for regions in divisions if len(regions.names) > 1)
    return _DIVISIONS[shape]


def region_numbers(shape: Shape) -> NDArray[np.int64] | None:
    """The finest of those divisions, all together: a number for each face; None without any."""
    numbers: NDArray[np.int64] | None = None
    for regions in file_regions(shape):
        numbers = (0 if numbers is None else numbers * len(regions.names)) + regions.numbers
        numbers = np.unique(numbers, return_inverse=True)[1].reshape(-1).astype(np.int64)
    return numbers


def _node_regions(shape: Shape) -> FileRegions:
    """A region a node; faces of no node are one without a name."""
    assert shape.faces is not None
    numbers = np.zeros(len(shape.faces), np.int64)
    for number, node in enumerate(shape.nodes, start=1):
        numbers[node.start : node.start + node.count] = number
    return _used("node", numbers, ("", *(node.name for node in shape.nodes)))


def _material_regions(shape: Shape) -> FileRegions:
    """A region a material; faces without one are a region without a name."""
    assert shape.faces is not None
    if shape.appearance is None:
        return FileRegions("material", np.zeros(len(shape.faces), np.int64), ("",))
    materials = shape.appearance.materials
    names = [str(material.get("name") or "") for material in materials]
    numbers = shape.appearance.elements.materials.astype(np.int64) + 1
    return _used("material", numbers, ("", *names))


def _shell_regions(shape: Shape) -> FileRegions:
    """A region a connected shell: faces that share corners. Shells have no names."""
    assert shape.faces is not None
    corners = shape.welded[shape.faces]  # (F, 3)
    one = np.r_[corners[:, 0], corners[:, 1]]
    two = np.r_[corners[:, 1], corners[:, 2]]
    shells = components(int(corners.max(initial=-1)) + 1, one, two)
    numbers = shells[corners[:, 0]]
    return _used("shell", numbers, ("",) * (int(numbers.max(initial=0)) + 1))


def _used(kind: RegionKind, numbers: NDArray[np.int64], names: tuple[str, ...]) -> FileRegions:
    """The regions that have faces, numbered anew in the same order."""
    used, dense = np.unique(numbers, return_inverse=True)
    kept = tuple(names[number] for number in used.tolist())
    return FileRegions(kind, dense.reshape(-1).astype(np.int64), kept)
