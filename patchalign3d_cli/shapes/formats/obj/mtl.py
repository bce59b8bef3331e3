"""MTL, the material files of OBJ, as glTF materials with their textures."""

import io
import math
from collections.abc import Callable
from pathlib import Path, PurePosixPath
from typing import Any, NamedTuple

from patchalign3d_cli.shapes.appearance import TextureImage, image_kind
from patchalign3d_cli.shapes.srgb import srgb_to_linear

_IN_GLTF = ("image/png", "image/jpeg")
_NORMAL_MAPS = ("norm", "map_kn")
_OPTIONS = {"-s": 3, "-o": 3, "-t": 3, "-mm": 2}
"""Options of a texture by how many numbers follow; all others have one."""


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


def read_materials(libraries: list[str], folder: Path) -> MaterialLibrary:
    """Read material libraries; what is missing or damaged is left out with a warning.

    Args:
        libraries: As `mtllib` names them.
        folder: The folder of the OBJ file.
    """
    warnings: list[str] = []
    found: dict[str, dict[str, list[str]]] = {}
    for name in dict.fromkeys(libraries):
        file = _beside(folder, name)
        if file is None:
            warnings.append(f"its material file {name} is missing beside it; materials left out")
            continue
        found.update(_statements(file))
    images: dict[Path, TextureImage] = {}

    def texture(words: list[str]) -> int | None:
        """The number of the texture that a `map_` line names."""
        name = _file_name(words)
        file = _beside(folder, name)
        if file is None:
            warnings.append(f"its texture {name} is missing beside it; it was left out")
            return None
        if file not in images:
            image = _image(file)
            if image is None:
                warnings.append(f"its texture {name} is no image that can be read; left out")
                return None
            images[file] = image
        return list(images).index(file)

    materials = tuple(_material(name, lines, texture) for name, lines in found.items())
    textures = tuple({"source": i} for i in range(len(images)))
    return MaterialLibrary(
        tuple(found), materials, textures, tuple(images.values()), tuple(dict.fromkeys(warnings))
    )


def _statements(file: Path) -> dict[str, dict[str, list[str]]]:
    """Of each material the words behind each keyword, keywords in lower case."""
    found: dict[str, dict[str, list[str]]] = {}
    current: dict[str, list[str]] = {}
    for line in file.read_bytes().decode("utf-8", "replace").splitlines():
        keyword, _, rest = line.partition("#")[0].strip().partition(" ")
        if keyword == "newmtl":
            current = found.setdefault(rest.strip(), {})
        elif rest:
            current[keyword.lower()] = rest.split()
    return found


def _material(
    name: str, lines: dict[str, list[str]], texture: Callable[[list[str]], int | None]
) -> dict[str, Any]:
    """A glTF material: the diffuse colour as base colour, the highlight's width as roughness."""
    # With a texture, exporters write the colour black or white and mean the texture.
    color = _numbers(lines.get("kd"), 3, [0.8, 0.8, 0.8])
    base = None if "map_kd" not in lines else texture(lines["map_kd"])
    linear = [1.0] * 3 if base is not None else srgb_to_linear([255 * c for c in color]).tolist()
    (opacity,) = _numbers(lines.get("d"), 1, [1.0])
    if "tr" in lines and "d" not in lines:
        opacity = 1.0 - _numbers(lines["tr"], 1, [0.0])[0]
    (shine,) = _numbers(lines.get("ns"), 1, [0.0], most=math.inf)
    # Blinn's exponent n as roughness: n = 2 / roughness**4 - 2 (Walter et al. 2007).
    (roughness,) = _numbers(lines.get("pr"), 1, [(2.0 / (shine + 2.0)) ** 0.25])
    shade: dict[str, Any] = {
        "baseColorFactor": [*(round(c, 6) for c in linear), opacity],
        "metallicFactor": _numbers(lines.get("pm"), 1, [0.0])[0],
        "roughnessFactor": round(roughness, 6),
    }
    if base is not None:
        shade["baseColorTexture"] = {"index": base}
    material: dict[str, Any] = {"name": name, "pbrMetallicRoughness": shade, "doubleSided": True}
    if opacity < 1.0 or "map_d" in lines:
        material["alphaMode"] = "BLEND"
    for keyword in _NORMAL_MAPS:
        if keyword in lines and (normal := texture(lines[keyword])) is not None:
            material["normalTexture"] = {"index": normal}
    glow = _numbers(lines.get("ke"), 3, [0.0, 0.0, 0.0])
    if any(glow):
        material["emissiveFactor"] = srgb_to_linear([255 * c for c in glow]).tolist()
    if "map_ke" in lines and (light := texture(lines["map_ke"])) is not None:
        material["emissiveTexture"] = {"index": light}
        material["emissiveFactor"] = [1.0, 1.0, 1.0]
    return material


def _numbers(
    words: list[str] | None, count: int, default: list[float], most: float = 1.0
) -> list[float]:
    """The numbers of a line, 0 to `most`; the default where they are none."""
    try:
        values = [float(word) for word in (words or [])[:count]]
    except ValueError:
        return default
    if len(values) < count or not all(math.isfinite(value) for value in values):
        return default
    return [min(max(value, 0.0), most) for value in values]


def _file_name(words: list[str]) -> str:
    """The file at the end of a `map_` line, behind its options."""
    place = 0
    while place < len(words) - 1 and words[place].startswith("-"):
        place += 1
        allowed = _OPTIONS.get(words[place - 1], 1)
        while allowed and place < len(words) - 1 and (allowed == 1 or _is_number(words[place])):
            place += 1
            allowed -= 1
    return " ".join(words[place:])


def _is_number(word: str) -> bool:
    try:
        float(word)
    except ValueError:
        return False
    return True


def _beside(folder: Path, name: str) -> Path | None:
    """The file of that name, or, as its path is another machine's, of its last component."""
    path = name.replace("\\", "/").strip().strip('"')
    if not path or "\0" in path:
        return None
    for place in (folder / path, folder / PurePosixPath(path).name):
        try:
            if place.is_file():
                return place
        except OSError:
            continue
    return None


def _image(file: Path) -> TextureImage | None:
    """An image as it is, or as PNG where glTF does not know its kind; None if it is none."""
    from PIL import Image, UnidentifiedImageError

    data = file.read_bytes()
    if image_kind(data) in _IN_GLTF:
        return TextureImage(data, image_kind(data), file.name)
    stream = io.BytesIO()
    try:
        Image.open(io.BytesIO(data)).convert("RGBA").save(stream, format="PNG")
    except (UnidentifiedImageError, OSError, ValueError):
        return None
    return TextureImage(stream.getvalue(), "image/png", file.name)
