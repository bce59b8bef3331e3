"""3MF: a zip archive of XML models, with components that place one another.

Own code because trimesh 5.2 needs lxml and networkx for it, reads the archive's first model only
(slicers put each object into a file of its own) and unpacks whatever the archive claims.
"""

from collections.abc import Iterator
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from patchalign3d_cli.shapes.formats.archive import Archive
from patchalign3d_cli.shapes.formats.threemf.model import Model, Reference, parse_model
from patchalign3d_cli.shapes.instances import Placement, place_meshes
from patchalign3d_cli.shapes.raw import Budget, RawShape, unreadable

_ROOT = "3d/3dmodel.model"
_MAX_VISITS = 100_000
"""Most components to follow: nested ones multiply, so a small file can describe billions."""


def read_3mf(data: bytes, path: Path) -> RawShape:
    """Read what a 3MF file builds: each placed mesh becomes a node, in the file's order.

    Components in other models of the archive (the production extension) are followed.

    Raises:
        ShapeError: The archive or a model in it is damaged or contradicts itself.
    """
    archive = Archive(data, path)
    names = {name.lstrip("/").lower(): name for name in archive.names}
    root = _ROOT if _ROOT in names else next((n for n in names if n.endswith(".model")), None)
    if root is None:
        raise unreadable(path, "the archive has no 3D model in it")
    scene = _Scene(archive, names, path)
    return place_meshes(scene.placements(root), path, Budget(path, len(data))).raw


class _Scene:
    """The models of one archive, each parsed when it is first asked for."""

    def __init__(self, archive: Archive, names: dict[str, str], path: Path) -> None:
        self._archive, self._names, self._path = archive, names, path
        self._models: dict[str, Model] = {}

    def placements(self, root: str) -> Iterator[Placement]:
        """Meshes with their transforms, depth first. Without a build, all meshes as they are."""
        model = self._model(root)
        items = model.items
        if not items:
            items = tuple(Reference(key, None, np.eye(4)) for key in model.objects)
        stack = [(root, item, np.eye(4)) for item in reversed(items)]
        for _ in range(_MAX_VISITS):
            if not stack:
                return
            here, reference, outer = stack.pop()
            where = here if reference.model is None else reference.model
            found = self._model(where).objects.get(reference.object_id)
            if found is None:
                raise unreadable(self._path, f"its object {reference.object_id} is missing")
            world = _product(outer, reference.transform)
            if found.mesh is not None:
                yield Placement(found.name, found.mesh, world)
            stack.extend((where, item, world) for item in reversed(found.components))
        raise unreadable(
            self._path, f"its components go round in circles, or are more than {_MAX_VISITS:,}"
        )

    def _model(self, name: str) -> Model:
        if name not in self._models:
            member = self._names.get(name)
            if member is None:
                raise unreadable(self._path, f"its model {name} is missing")
            self._models[name] = parse_model(self._archive.read(member), self._path)
        return self._models[name]


def _product(outer: NDArray[np.float64], inner: NDArray[np.float64]) -> NDArray[np.float64]:
    with np.errstate(all="ignore"):
        return outer @ inner
