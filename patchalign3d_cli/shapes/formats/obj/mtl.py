"""MTL, the material files of OBJ, as glTF materials with their textures."""

import math
from collections.abc import Callable
from functools import partial
from pathlib import Path
from typing import Any, NamedTuple

from patchalign3d_cli.shapes.appearance import TextureImage
from patchalign3d_cli.shapes.formats.encodings import as_utf8
from patchalign3d_cli.shapes.formats.numbers import read_number
from patchalign3d_cli.shapes.formats.textures import Textures, parse_map
from patchalign3d_cli.shapes.references import ReferenceFault, References, shown_name
from patchalign3d_cli.shapes.srgb import srgb_to_linear

_NORMAL_MAPS = ("norm", "map_kn")
_LEFT_OUT = ("map_ks", "map_ns", "map_bump", "bump", "disp", "map_disp", "map_pr", "map_pm", "refl")
"""Textures that glTF has no slot for as MTL means them."""
_LARGEST = 2**26  # bytes of a material file

Texture = Callable[[str], dict[str, Any] | None]
"""From what stands behind a `map_` keyword to glTF's texture info."""


class MaterialLibrary(NamedTuple):
    """The materials that an OBJ file names.

    Attributes:
        names: Their names; material i is `materials[i]`.
        materials: As glTF 2.0 objects.
        textures: As glTF 2.0 objects; texture i shows image i.
        images: PNG and JPEG files as they are, others as PNG.
        warnings: What was not found, a sentence each.
    """

    names: tuple[str, ...]
    materials: tuple[dict[str, Any], ...]
    textures: tuple[dict[str, Any], ...]
    images: tuple[TextureImage, ...]
    warnings: tuple[str, ...]


def read_materials(libraries: list[str], references: References) -> MaterialLibrary:
    """Read material libraries; what is missing or damaged is left out with a warning.

    Args:
        libraries: As `mtllib` names them.
        references: The files around the OBJ file.
    """
    warnings: list[str] = []
    textures = Textures(references)
    materials: dict[str, dict[str, Any]] = {}
    for name in dict.fromkeys(libraries):
        try:
            file = references.locate(name, anywhere=True)
            text = _read(file)
        except ReferenceFault as fault:
            warnings.append(f"its material file {shown_name(name)} {fault}; materials left out")
            continue
        texture = partial(textures.info, folder=file.parent)
        for title, lines in _statements(text).items():
            materials[title] = _material(title, lines, texture, warnings)
    warnings += [*textures.warnings, *references.warnings]
    return MaterialLibrary(
        tuple(materials),
        tuple(materials.values()),
        tuple({"source": i} for i in range(len(textures.images))),
        tuple(textures.images),
        tuple(dict.fromkeys(warnings)),
    )


def _read(file: Path) -> str:
    try:
        if file.stat().st_size > _LARGEST:
            raise ReferenceFault("is too large for a material file")
        data = file.read_bytes()
    except OSError as error:
        raise ReferenceFault(f"cannot be opened: {error.strerror or error}") from error
    return as_utf8(data).decode("utf-8", "replace")


def _statements(text: str) -> dict[str, dict[str, str]]:
    """Of each material what stands behind each keyword, keywords in lower case."""
    materials: dict[str, dict[str, str]] = {}
    current: dict[str, str] = {}
    for line in text.splitlines():
        keyword, _, operands = line.strip().replace("\t", " ").partition(" ")
        operands = operands.strip()
        if keyword.lower() == "newmtl":
            current = materials.setdefault(operands, {})
        elif operands and not keyword.startswith("#"):
            current[keyword.lower()] = operands
    return materials


def _material(
    name: str, lines: dict[str, str], texture: Texture, warnings: list[str]
) -> dict[str, Any]:
    """A glTF material: the diffuse colour as base colour, the highlight's width as roughness."""
    title = shown_name(name)
    # With a texture, exporters write the colour black or white and mean the texture.
    color = _numbers(lines.get("kd"), 3, [0.8, 0.8, 0.8])
    picture = lines.get("map_kd", lines.get("map_ka"))
    base = None if picture is None else texture(picture)
    linear = [1.0] * 3 if base is not None else srgb_to_linear([255 * c for c in color]).tolist()
    opacity = _opacity(lines)
    if opacity == 0:
        opacity = 1.0
        warnings.append(
            f"its material {title} is wholly transparent (d 0 or Tr 1); it was made opaque"
        )
    (shine,) = _numbers(lines.get("ns"), 1, [0.0], most=math.inf)
    # Blinn's exponent n as roughness: n = 2 / roughness**4 - 2 (Walter et al. 2007).
    (roughness,) = _numbers(lines.get("pr"), 1, [(2.0 / (shine + 2.0)) ** 0.25])
    shade: dict[str, Any] = {
        "baseColorFactor": [*(round(c, 6) for c in linear), opacity],
        "metallicFactor": _numbers(lines.get("pm"), 1, [0.0])[0],
        "roughnessFactor": round(roughness, 6),
    }
    if base is not None:
        shade["baseColorTexture"] = base
    material: dict[str, Any] = {"name": name, "pbrMetallicRoughness": shade, "doubleSided": True}
    if opacity < 1.0 or "map_d" in lines:
        material["alphaMode"] = "BLEND"
    for keyword in _NORMAL_MAPS:
        if keyword in lines and (normal := texture(lines[keyword])) is not None:
            material["normalTexture"] = normal
    glow = _numbers(lines.get("ke"), 3, [0.0, 0.0, 0.0])
    if any(glow):
        material["emissiveFactor"] = srgb_to_linear([255 * c for c in glow]).tolist()
    if "map_ke" in lines and (light := texture(lines["map_ke"])) is not None:
        material["emissiveTexture"] = light
        material["emissiveFactor"] = [1.0, 1.0, 1.0]
    lost = [keyword for keyword in _LEFT_OUT if keyword in lines]
    if "map_d" in lines and (picture is None or not _same_file(lines["map_d"], picture)):
        lost.append("map_d")
    if lost:
        warnings.append(
            f"its material {title} has {', '.join(lost)}, which glTF cannot hold; left out"
        )
    return material


def _opacity(lines: dict[str, str]) -> float:
    (opacity,) = _numbers(lines.get("d", "").removeprefix("-halo"), 1, [1.0])
    if "tr" in lines and "d" not in lines:
        opacity = 1.0 - _numbers(lines["tr"], 1, [0.0])[0]
    return opacity


def _same_file(one: str, two: str) -> bool:
    return parse_map(one).name.lower() == parse_map(two).name.lower()


def _numbers(text: str | None, count: int, default: list[float], most: float = 1.0) -> list[float]:
    """The numbers of a line, 0 to `most`; the default where they are none."""
    try:
        values = [read_number(word.encode()) for word in (text or "").split()[:count]]
    except ValueError:
        return default
    if len(values) < count or not all(math.isfinite(value) for value in values):
        return default
    return [min(max(value, 0.0), most) for value in values]
