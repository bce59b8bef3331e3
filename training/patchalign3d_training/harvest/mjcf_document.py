"""An MJCF file as one document: other files included, defaults of classes filled in."""

from collections.abc import Mapping
from pathlib import Path
from typing import NamedTuple
from xml.etree.ElementTree import Element

from patchalign3d_cli.shapes.raw import unreadable
from patchalign3d_training.harvest.documents import parse_xml
from patchalign3d_training.harvest.solids import file_within

MOST_INCLUDES = 1_000
"""Files that one document may include, so that no file includes others without end."""

_Defaults = dict[str, dict[str, dict[str, str]]]  # class, element, attributes


class MujocoMesh(NamedTuple):
    """A mesh of the assets: its element, and the folder of the file that it stands in."""

    item: Element
    folder: Path


class MujocoDocument(NamedTuple):
    """What an MJCF file says, the files that it includes among it.

    Attributes:
        worlds: Its elements `worldbody`.
        meshes: Meshes by name.
        settings: Attributes of `compiler`.
        defaults: Attributes by class and element.
        files: The files that it includes, and those that these include.
    """

    worlds: tuple[Element, ...]
    meshes: dict[str, MujocoMesh]
    settings: dict[str, str]
    defaults: _Defaults
    files: frozenset[Path]

    def attributes(self, item: Element, inherited: str) -> dict[str, str]:
        """The attributes of an element, with those of its class or of the class around it."""
        known = self.defaults.get(item.get("class", inherited), {}).get(item.tag, {})
        return {**known, **item.attrib}


def read_mujoco(top: Element, path: Path, root: Path) -> MujocoDocument:
    """An MJCF file with all that it includes.

    Args:
        top: Its first element; what is included is put into it.
        path: The file.
        root: Other files are read from within this folder alone.

    Raises:
        ShapeError: A file is damaged, missing, or includes itself.
    """
    included = _Includes(path, root)
    included.fill(top, path, (path.resolve(),))
    settings = {key: value for item in top.iter("compiler") for key, value in item.attrib.items()}
    meshes = {}
    for assets in top.findall("asset"):
        for item in assets.findall("mesh"):
            name = item.get("name") or Path(item.get("file", "")).stem
            meshes[name] = MujocoMesh(item, included.folders.get(item, path.parent))
    defaults: _Defaults = {"main": {}}
    for item in top.findall("default"):
        _read_defaults(item, "main", {}, defaults)
    worlds, files = tuple(top.findall("worldbody")), frozenset(included.files)
    return MujocoDocument(worlds, meshes, settings, defaults, files)


class _Includes:
    """Puts what other files hold where one includes them.

    Attributes:
        files: Those files.
        folders: The folder of the file that each element stands in.
    """

    def __init__(self, path: Path, root: Path) -> None:
        self._main, self._root, self._count = path, root, 0
        self.files: set[Path] = set()
        self.folders: dict[Element, Path] = {}

    def fill(self, parent: Element, path: Path, passed: tuple[Path, ...]) -> None:
        """Replace each `include` below an element of the file `path`.

        Args:
            parent: The element.
            path: The file that it stands in.
            passed: The files that include this one, and this one.
        """
        for position in range(len(parent) - 1, -1, -1):
            item = parent[position]
            self.folders[item] = path.parent
            if item.tag == "include":
                parent[position : position + 1] = self._children(item, path, passed)
            else:
                self.fill(item, path, passed)

    def _children(self, item: Element, path: Path, passed: tuple[Path, ...]) -> list[Element]:
        name = item.get("file", "")
        other = file_within(path, [name], [self._main.parent, path.parent], self._root)
        self._count += 1
        if other in passed:
            raise unreadable(path, f"{name!r}, which it includes, includes itself")
        if self._count > MOST_INCLUDES:
            raise unreadable(path, f"it includes more than {MOST_INCLUDES:,} files")
        self.files.add(other)
        inner = parse_xml(other)
        self.fill(inner, other, (*passed, other))
        return list(inner)


def _read_defaults(
    item: Element, name: str, above: Mapping[str, dict[str, str]], defaults: _Defaults
) -> None:
    """Attributes of a class: those of the class around it, and its own."""
    known = {tag: dict(values) for tag, values in above.items()}
    for tag, values in defaults.get(name, {}).items():
        known[tag] = {**known.get(tag, {}), **values}
    nested = []
    for child in item:
        if child.tag == "default":
            nested.append(child)
        else:
            known[child.tag] = {**known.get(child.tag, {}), **child.attrib}
    defaults[name] = known
    for child in nested:
        _read_defaults(child, child.get("class", name), known, defaults)
