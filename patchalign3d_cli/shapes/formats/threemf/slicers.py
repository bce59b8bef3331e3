"""What slicers keep beside the models of a 3MF file: what is no part of it, and colours."""

import json
from pathlib import Path
from typing import Any, NamedTuple

from patchalign3d_cli.errors import ShapeError
from patchalign3d_cli.shapes.formats.archive import Archive
from patchalign3d_cli.shapes.formats.threemf.properties import Color, parse_color

_BAMBU_PARTS, _BAMBU_PROJECT = "metadata/model_settings.config", "metadata/project_settings.config"
_PRUSA_PARTS = ("metadata/slic3r_pe_model.config", "metadata/slic3r_model.config")
_PRUSA_PROJECT = ("metadata/slic3r_pe.config", "metadata/slic3r.config")
_SOLID = ("normal_part", "ModelPart", "")
_KEPT = ("extruder", "modifier", "volume_type")
_CURA = ("support_mesh", "anti_overhang_mesh", "infill_mesh", "cutting_mesh")
"""Settings under which Cura's objects are no part of the model."""


class Volume(NamedTuple):
    """A run of triangles of an object.

    Attributes:
        first: Its first triangle.
        last: Its last one.
        kind: What it is; empty for a part of the model.
        extruder: Which filament it is printed in, from 1; 0 for that of its object.
    """

    first: int
    last: int
    kind: str
    extruder: int


class SlicerSettings(NamedTuple):
    """What a slicer says of a file.

    Attributes:
        volumes: Runs of triangles by the object's id (PrusaSlicer and its kin).
        parts: Kinds of components by the ids of the object and of the component (Bambu, Orca).
        extruders: Filaments by the ids of an object and of a component of it, or by ("id", "").
        filaments: Their colours.
    """

    volumes: dict[str, list[Volume]]
    parts: dict[tuple[str, str], str]
    extruders: dict[tuple[str, str], int]
    filaments: tuple[Color, ...]


def read_settings(archive: Archive, names: dict[str, str], path: Path) -> SlicerSettings:
    """Read what slicers left in an archive; what is damaged counts as missing.

    Args:
        archive: The archive.
        names: Its members by their names in small letters.
        path: Its file.
    """
    settings = SlicerSettings({}, {}, {}, _filaments(archive, names))
    for name in (_BAMBU_PARTS, *_PRUSA_PARTS):
        if name in names:
            reader = _PartReader()
            try:
                _parse(archive.read(names[name]), reader, path)
            except ShapeError:
                continue
            settings.volumes.update(reader.volumes)
            settings.parts.update(reader.parts)
            settings.extruders.update(reader.extruders)
    return settings


def is_helper(settings: dict[str, str]) -> bool:
    """Whether Cura keeps an object as a support, a modifier or a blocker."""
    return any(
        key.endswith(_CURA) and value.strip().lower() in ("true", "1")
        for key, value in settings.items()
    )


def is_solid(kind: str) -> bool:
    """Whether a part of this kind belongs to the model."""
    return kind in _SOLID


def decoded_filament(text: str) -> int:
    """The filament that a painted triangle has mostly, from 1; 0 for that of its object.

    The text holds hexadecimal digits, the first one last. The lower two bits of a digit say into
    how many triangles more than one it is divided; of one that is not, the upper two are the
    filament, 3 for one more digit that adds to it.
    """
    digits = [int(digit, 16) for digit in reversed(text) if digit in "0123456789abcdefABCDEF"]
    shares: dict[int, float] = {}
    stack = [1.0]
    index = 0
    while stack and index < len(digits):
        share = stack.pop()
        digit = digits[index]
        index += 1
        if divided := digit & 3:
            stack += [share / (divided + 1)] * (divided + 1)
            continue
        filament = digit >> 2
        if filament == 3:
            while index < len(digits) and digits[index] == 15:
                filament += 15
                index += 1
            filament += digits[index] if index < len(digits) else 0
            index += 1
        shares[filament] = shares.get(filament, 0.0) + share
    return max(shares, key=lambda key: (shares[key], -key), default=0)


def _parse(data: bytes, reader: "_PartReader", path: Path) -> None:
    from patchalign3d_cli.shapes.formats.threemf.model import parse_xml

    parse_xml(data, reader.start, reader.end, path)


class _PartReader:
    """Collects objects, and parts or volumes of them, while expat reads a configuration."""

    def __init__(self) -> None:
        self.volumes: dict[str, list[Volume]] = {}
        self.parts: dict[tuple[str, str], str] = {}
        self.extruders: dict[tuple[str, str], int] = {}
        self._object, self._part = "", ""
        self._range = (0, -1)
        self._values: dict[str, str] = {}

    def start(self, tag: str, attributes: dict[str, str]) -> None:
        name = tag.rpartition(" ")[2]
        if name == "object":
            self._object, self._part = attributes.get("id", ""), ""
        elif name == "part":
            self._part = attributes.get("id", "")
            self.parts[self._object, self._part] = attributes.get("subtype", "")
        elif name == "volume":
            self._part = "volume"
            self._range = int(attributes.get("firstid", 0)), int(attributes.get("lastid", -1))
            self._values = {}
        elif name == "metadata" and attributes.get("key") in _KEPT:
            value = attributes.get("value", "")
            self._values[attributes["key"]] = value
            if attributes["key"] == "extruder" and value.isdecimal() and self._part != "volume":
                self.extruders[self._object, self._part] = int(value)

    def end(self, tag: str) -> None:
        name = tag.rpartition(" ")[2]
        if name == "volume":
            kind = self._values.get("volume_type", "")
            if self._values.get("modifier") == "1":
                kind = kind if not is_solid(kind) else "ParameterModifier"
            extruder = self._values.get("extruder", "")
            number = int(extruder) if extruder.isdecimal() else 0
            volume = Volume(*self._range, kind, number)
            self.volumes.setdefault(self._object, []).append(volume)
        if name in ("part", "volume"):
            self._part = ""


def _filaments(archive: Archive, names: dict[str, str]) -> tuple[Color, ...]:
    """Colours of filaments, the first one first; none where no slicer says them."""
    try:
        if _BAMBU_PROJECT in names:
            content: Any = json.loads(archive.read(names[_BAMBU_PROJECT]))
            listed = content.get("filament_colour") if isinstance(content, dict) else None
            if isinstance(listed, list):
                return tuple(parse_color(item) for item in listed if isinstance(item, str))
        for name in _PRUSA_PROJECT:
            if name in names:
                return _prusa_filaments(archive.read(names[name]).decode("utf-8", "replace"))
    except (ShapeError, ValueError, RecursionError):
        pass
    return ()


def _prusa_filaments(text: str) -> tuple[Color, ...]:
    values: dict[str, list[str]] = {}
    for line in text.splitlines():
        key, _, value = line.lstrip("; ").partition("=")
        values[key.strip()] = [word.strip().strip('"') for word in value.split(";")]
    extruders, filaments = (values.get(key, []) for key in ("extruder_colour", "filament_colour"))
    count = max(len(extruders), len(filaments))
    chosen = []
    for number in range(count):
        own = extruders[number] if number < len(extruders) else ""
        chosen.append(own or (filaments[number] if number < len(filaments) else ""))
    return tuple(map(parse_color, chosen)) if any(chosen) else ()
