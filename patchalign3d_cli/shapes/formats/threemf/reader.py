"""3MF: a zip archive of XML models, with components that place one another.

Own code because trimesh 5.2 needs lxml and networkx for it, reads the archive's first model only
(slicers put each object into a file of its own) and unpacks whatever the archive claims.
"""

from collections.abc import Iterator
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from patchalign3d_cli.shapes.formats.archive import Archive
from patchalign3d_cli.shapes.formats.threemf.appearance import AppearanceReader
from patchalign3d_cli.shapes.formats.threemf.model import (
    Model,
    Reference,
    ThreeMfObject,
    parse_model,
)
from patchalign3d_cli.shapes.formats.threemf.slicers import (
    decoded_filament,
    is_helper,
    is_solid,
    read_settings,
)
from patchalign3d_cli.shapes.instances import LocalMesh, Placement, place_meshes
from patchalign3d_cli.shapes.raw import Budget, RawShape, unreadable
from patchalign3d_cli.shapes.shape import TopNode

_ROOT = "3d/3dmodel.model"
_MAX_VISITS = 100_000
"""Most components to follow: nested ones multiply, so a small file can describe billions."""
_BUILT = ("model", "surface")  # kinds of objects that are the shape; others support or explain it


def read_3mf(data: bytes, path: Path) -> RawShape:
    """Read what a 3MF file builds: each placed mesh becomes a node, in the file's order.

    Components in other models of the archive (the production extension) are followed. Supports,
    modifiers and blockers are left out with a warning.

    Raises:
        ShapeError: The archive or a model in it is damaged or contradicts itself.
    """
    archive = Archive(data, path)
    names = {name.lstrip("/").lower(): name for name in archive.names}
    root = _ROOT if _ROOT in names else next((n for n in names if n.endswith(".model")), None)
    if root is None:
        raise unreadable(path, "the archive has no 3D model in it")
    budget = Budget(path, len(data))
    scene = _Scene(archive, names, path, budget)
    raw, elements = place_meshes(scene.placements(root), path, budget)
    if not len(raw.vertices) and scene.left_out:
        raise unreadable(path, f"it holds nothing but {', '.join(sorted(scene.left_out))}")
    warnings = raw.warnings
    if scene.left_out:
        kinds = ", ".join(sorted(scene.left_out))
        warnings += (f"parts that are not the shape were left out: {kinds}",)
    appearance = elements and scene.appearance.finish(elements)
    return raw._replace(warnings=warnings, appearance=appearance)


class _Scene:
    """The models of one archive, each parsed when it is first asked for.

    Attributes:
        appearance: Materials and colours of what was read.
        left_out: Kinds of what is not the shape.
    """

    def __init__(self, archive: Archive, names: dict[str, str], path: Path, budget: Budget) -> None:
        self._archive, self._names, self._path = archive, names, path
        self._budget = budget
        self._models: dict[str, Model] = {}
        self._settings = read_settings(archive, names, path)
        self._meshes: dict[tuple[str, str, int], LocalMesh | None] = {}
        self.appearance = AppearanceReader(archive, names)
        self.left_out: set[str] = set()

    def placements(self, root: str) -> Iterator[Placement]:
        """Meshes with their transforms, depth first. Without a build, all meshes as they are."""
        model = self._model(root)
        items = model.items
        if not items:
            items = tuple(Reference(key, None, np.eye(4)) for key in model.objects)
        stack = [
            (root, item, np.eye(4), "", 0, number)
            for number, item in reversed(list(enumerate(items)))
        ]
        names: dict[int, str] = {}  # of the items, which stand at the top
        for _ in range(_MAX_VISITS):
            if not stack:
                return
            here, reference, outer, owner, extruder, top = stack.pop()
            where = here if reference.model is None else reference.model
            item = self._model(where).objects.get(reference.object_id)
            if item is None:
                raise unreadable(self._path, f"its object {reference.object_id} is missing")
            number = reference.object_id
            names.setdefault(top, item.name)
            kind = self._settings.parts.get((owner, number), "")
            if not self._is_shape(item, kind):
                continue
            extruders = self._settings.extruders
            extruder = extruders.get((owner, number), extruders.get((number, ""), extruder))
            world = _product(outer, reference.transform)
            if len(item.vertices):
                mesh = self._mesh(where, number, item, extruder)
                if mesh is not None:
                    yield Placement(item.name, mesh, world, TopNode(top, names[top]))
            stack.extend(
                (where, part, world, number, extruder, top) for part in reversed(item.components)
            )
        raise unreadable(
            self._path, f"its components go round in circles, or are more than {_MAX_VISITS:,}"
        )

    def _is_shape(self, item: ThreeMfObject, kind: str) -> bool:
        if is_solid(kind) and item.kind in _BUILT:
            if not is_helper(item.settings):
                return True
            kind = "support or modifier"
        self.left_out.add((item.kind if is_solid(kind) else kind)[:40].replace("_", " "))
        return False

    def _mesh(
        self, where: str, number: str, item: ThreeMfObject, extruder: int
    ) -> LocalMesh | None:
        """An object's mesh without what slicers keep beside it; None where nothing is left."""
        key = (where, number, extruder)
        if key not in self._meshes:
            self._meshes[key] = self._read_mesh(where, number, item, extruder)
        return self._meshes[key]

    def _read_mesh(
        self, where: str, number: str, item: ThreeMfObject, extruder: int
    ) -> LocalMesh | None:
        filaments: NDArray[np.int64] = np.full(len(item.faces), extruder)
        solid = np.ones(len(item.faces), dtype=bool)
        for volume in self._settings.volumes.get(number, ()):
            run = slice(max(volume.first, 0), max(volume.last + 1, 0))
            if volume.extruder:
                filaments[run] = volume.extruder
            if not is_solid(volume.kind):
                solid[run] = False
                self.left_out.add(volume.kind[:40])
        for face, text in item.filament_codes.items():
            filaments[face] = decoded_filament(text) or filaments[face]
        elements = self.appearance.elements(
            item, self._model(where), filaments, self._settings.filaments
        )
        if solid.all():
            return LocalMesh(item.vertices, item.faces, elements)
        if not solid.any():
            return None
        return LocalMesh(item.vertices, item.faces[solid], elements and elements.take(solid))

    def _model(self, name: str) -> Model:
        if name not in self._models:
            member = self._names.get(name)
            if member is None:
                raise unreadable(self._path, f"its model {name} is missing")
            self._models[name] = parse_model(self._archive.read(member), self._path, self._budget)
        return self._models[name]


def _product(outer: NDArray[np.float64], inner: NDArray[np.float64]) -> NDArray[np.float64]:
    with np.errstate(all="ignore"):
        return outer @ inner
